# SPDX-License-Identifier: Apache-2.0
"""Letters to holders and managers: they are asked for with an address, and leave at once
whoever that is. Those about an appointment carry a file that a calendar understands."""
import datetime
import os
import pathlib
import uuid

import icalendar
import pytest

from house import House
from polling import never
from test_sending import Post

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-23 22:30:00"  # invitations wait for the morning, these do not
CAR = {"plate": "H-001-HB", "make": "SUBARU", "model": "FORESTER"}
LINK = {"link": "/mijn/Zk3w_x-9"}
NOT_MINE = {"disown_link": "/mijn/auto/7-a/niet-van-mij"}
UNTIL = {"expires_at": "2026-12-06T13:00:00Z"}
OFFER = {**CAR, **LINK, **NOT_MINE, **UNTIL, "person": "Piet de Vries",
         "transfer_kind": "owner"}
APPOINTMENT = {"appointment_id": "0198c2f0-1111-7000-8000-0000000000aa",
               "date": "2026-12-03", "time": "09:30", "starts_at": "2026-12-03T08:30:00Z",
               "minutes": 90, "sequence": 0, "kinds": ["apk", "service"], "stay": "wait"}
COMES = {**CAR, **LINK, **NOT_MINE, "appointment": APPOINTMENT}
LETTERS = {
    "passport_invitation": ({**CAR, **LINK, **NOT_MINE, **UNTIL},
                            "Activeer het autopaspoort van uw Subaru Forester"),
    "fleet_invitation": ({**LINK, **UNTIL, "fleet_name": "Jansen"},
                         "Uw wagenparkaccount Jansen staat klaar"),
    "login_link": ({**LINK, **UNTIL}, "Uw link om in te loggen"),
    "email_check": ({**LINK, **UNTIL}, "Bevestig uw nieuwe e-mailadres"),
    "email_changed": ({}, "Uw e-mailadres is gewijzigd"),
    "transfer_offer": (OFFER, "Neemt u de Subaru Forester over?"),
    "transfer_reminder": (OFFER, "Wij wachten op uw antwoord over de Subaru Forester"),
    "transfer_status": ({**OFFER, "transfer_status": "pending"},
                        "De overdracht van uw Subaru Forester wacht nog"),
    "transfer_done": (OFFER, "De overdracht van de Subaru Forester is klaar"),
    "appointment_confirmed": (COMES, "Uw afspraak op donderdag 3 december 2026"),
    "appointment_moved": ({**COMES, "appointment": {**APPOINTMENT, "sequence": 1,
                                                    "was_date": "2026-12-02",
                                                    "was_time": "14:00"}},
                          "Uw afspraak is verzet naar donderdag 3 december 2026"),
    "appointment_cancelled": ({**COMES, "appointment": {**APPOINTMENT, "sequence": 2,
                                                        "cancelled": True}},
                              "Uw afspraak op donderdag 3 december 2026 gaat niet door"),
    "appointment_reminder": (COMES, "Denkt u aan uw afspraak op donderdag 3 december 2026?"),
    "fleet_digest": ({**LINK, "fleet_name": "Jansen", "cars_total": 12,
                      "cars": [{"plate": "H-002-HB", "apk_expiry": "2026-12-24"}]},
                     "Uw wagenpark deze week: Jansen"),
}


@pytest.fixture(scope="module")
def post():
    house = House(OUT / "story" / __name__, services=("notification",))
    house.clock.set_local(STARTS)
    house.drop_postgres()
    with house:
        house.mailbox.clear()
        post = Post(house)
        post.garage()
        yield post
    house.drop_postgres()


def party(name):
    """Somebody with an account: no garage ever told us of such a customer."""
    return {"customer_id": str(uuid.uuid4()), "email": f"{name}@houder.example", "name": name}


def ask(post, who, template, params, **more):
    return post.request(who, template=template, params=params, purpose="service",
                        message_class="service",
                        recipient={"email": who["email"], "name": who["name"]}, **more)


def part(letter, kind):
    found = [p for p in letter.walk() if p.get_content_type() == kind]
    return found[0] if found else None


@pytest.mark.parametrize("template", sorted(LETTERS))
def test_the_letter_leaves_at_once_for_somebody_no_garage_knows(post, template):
    params, subject = LETTERS[template]
    who = party(template.replace("_", "-"))
    request = ask(post, who, template, params)
    letter = post.letter(who)
    assert letter["Subject"] == subject
    assert letter["To"] == f"{who['name']} <{who['email']}>"
    assert letter["List-Unsubscribe"] is None
    text = part(letter, "text/plain").get_content()
    html = part(letter, "text/html").get_content()
    for body in (text, html):
        assert f"Beste {who['name']}," in body and "{{" not in body
        assert ("/mijn/auto/7-a/niet-van-mij" in body) == ("disown_link" in params)
        if template != "email_changed":
            assert "/mijn/Zk3w_x-9" in body
    assert (part(letter, "text/calendar") is not None) == ("appointment" in params)
    post.wait_for(request, "sent")


def event_of(letter):
    """As a calendar reads it: the part beside the words, and the file, are the same."""
    shown, attached = part(letter, "text/calendar"), part(letter, "application/ics")
    assert attached.get_filename() == "afspraak.ics"
    calendar = icalendar.Calendar.from_ical(shown.get_content())
    assert attached.get_payload(decode=True).decode() == \
        shown.get_payload(decode=True).decode()
    assert str(calendar["METHOD"]) == shown.get_param("method")
    event, = calendar.walk("VEVENT")
    return calendar, event


def test_an_appointment_is_booked_moved_and_cancelled_in_the_calendar_too(post):
    who = party("agenda")
    booked, moved, gone = (
        APPOINTMENT,
        {**APPOINTMENT, "sequence": 1, "time": "10:30", "starts_at": "2026-12-03T09:30:00Z"},
        {**APPOINTMENT, "sequence": 2, "cancelled": True})
    for count, (template, appointment) in enumerate(
            (("appointment_confirmed", booked), ("appointment_moved", moved),
             ("appointment_cancelled", gone)), 1):
        ask(post, who, template, {**COMES, "appointment": appointment})
        calendar, event = event_of(post.letter(who, count))
        assert str(calendar["METHOD"]) == ("CANCEL" if count == 3 else "REQUEST")
        assert int(event["SEQUENCE"]) == count - 1
        assert str(event["UID"]).startswith(APPOINTMENT["appointment_id"])
        hour = 9 if count == 2 else 8
        assert event.decoded("DTSTART") == datetime.datetime(
            2026, 12, 3, hour, 30, tzinfo=datetime.timezone.utc)
        assert "Subaru Forester" in str(event["SUMMARY"])
        assert "Gouda" in str(event["LOCATION"])


def test_who_stopped_invitations_still_gets_what_concerns_their_car(post):
    anna = post.customer("stop-anna")
    post.house.clock.set_local("2026-11-24 09:00:00")
    request = post.request(anna)
    post.wait_for(request, "sent")
    token = post.letter(anna)["List-Unsubscribe"].split("/u/")[1].rstrip(">")
    assert post.answer(post.change(token=token, action="object"))[0] == "ok"
    ask(post, {**party("stop-anna"), "email": anna["email"]}, "transfer_offer", OFFER)
    assert post.letter(anna, 2)["Subject"] == "Neemt u de Subaru Forester over?"


def test_an_address_that_is_dead_gets_nothing_more(post):
    who = party("dood")
    post.house.mailbox.rule(address=who["email"], stage="rcpt", code=550,
                            text="5.1.1 unknown", times=1)
    first = ask(post, who, "login_link", {**LINK})
    post.wait_for(first, "failed", "HARD_BOUNCE")
    second = ask(post, who, "login_link", {**LINK})
    post.wait_for(second, "suppressed", "HARD_BOUNCE")
    assert post.letters(who) == []


def test_a_name_that_is_a_header_is_no_letter(post):
    who = party("kop")
    request = ask(post, who, "fleet_digest",
                  {**LINK, "fleet_name": "Jansen\r\nBcc: dief@elders.example"})
    post.wait_for(request, "failed", "LETTER_INVALID")
    assert post.letters(who) == [] and post.house.mailbox.mails("dief@elders.example") == []


def test_a_new_holder_stops_the_invitation_that_waits(post):
    """It was asked for in the evening, for the morning; the car is another's since."""
    post.house.clock.set_local("2026-11-24 22:30:00")
    bert = post.customer("bert-oud")
    request = post.request(bert)
    post.wait_for(request, "queued", "QUIET_HOURS")
    post.say("passport.state", {
        "passport_id": str(uuid.uuid4()), "version": 7, "status": "active", "country": "NL",
        "make": "VOLKSWAGEN", "model": "GOLF", "plate": "H001HB",
        "vehicle_id": request["vehicle_id"], "owner_since": post.time(), "garages": [],
        "habit_consent": False, "holder_changed_at": post.time()}, str(uuid.uuid4()))
    post.house.settle()
    post.house.clock.set_local("2026-11-25 07:30:00")
    post.wait_for(request, "suppressed", "HOLDER_CHANGED")
    never(lambda: post.letters(bert), 1.0, "an invitation to who had the car before")
