# SPDX-License-Identifier: Apache-2.0
"""One week of a garage that writes to its customers on the telephone: from the adviser's yes
to a text message, from a text message to "STOP", and a message on the holder's own screen."""
import datetime

import pytest

from garage import Car, yearly_services
from polling import eventually
from push_service import PushService
from riders import Riders
from sms_provider import Texts

STARTS = "2026-11-23 08:00:00"
TEXTS, PUSHES = Texts(), PushService()
SETTINGS = {service: {**TEXTS.settings().get(service, {}), **PUSHES.settings().get(service, {})}
            for service in ("notification", "gateway")}


class Week:
    def __init__(self):
        numbers = iter(range(21000001, 21000099))
        self.invited, self.stops, self.holder, self.moved = (
            Car(mobile=f"06-{next(numbers)}") for _ in range(4))
        self.all = [self.invited, self.stops, self.holder, self.moved]


def number_of(car):
    return "+316" + car.customer["mobile"].removeprefix("06-")


@pytest.fixture(scope="module")
def week(workshop_day):
    with TEXTS, PUSHES:
        TEXTS.calls(workshop_day.house)
        marja = workshop_day.person("marja")
        version = marja.get("/v1/settings")["version"]
        marja.ask("PUT", "/v1/settings", headers={"If-Match": f'"{version}"'}, json={
            "channel_order": ["push", "sms", "email"], "sms_cents": 9,
            "sms_sender": "+3197010200000"})
        workshop_day.settle()
        yield Week()


def switch_on(holder, browser):
    """As the page's script does."""
    answer = holder.visitor.session.post(
        f"{holder.visitor.base_url}/mijn/meldingen", data=browser.subscription(),
        headers={"Origin": holder.visitor.base_url}, timeout=60)
    assert answer.status_code == 204, answer.text


def test_the_adviser_reads_the_text_message_and_its_price_before_it_leaves(workshop_day, week):
    story = workshop_day
    for car in week.all:
        story.dms.publish(*yearly_services(car, datetime.date(2025, 12, 23)))
    rows = [story.row_of(car) for car in week.all]
    sanne = story.person("sanne")
    shown = sanne.get(f"/v1/proposals/{rows[0]['id']}/preview?channel=sms")
    assert "Geen sms meer? Antwoord STOP" in shown["text"] and shown["html"] == ""
    assert shown["to_masked"] == "+316******01" and shown["subject"] == "+3197010200000"
    assert shown["short"]["encoding"] == "GSM7" and shown["short"]["expensive"] == []
    assert shown["short"]["cents"] == 9 * shown["short"]["parts"]
    for row in rows:
        assert sanne.decide(row, "yes").status_code == 200


def test_a_holder_switches_messages_on_in_the_browser(workshop_day, week):
    riders = Riders(workshop_day)
    for car, name in ((week.holder, "phone"), (week.moved, "gone")):
        riders.give(car)
        person = riders.person(car.email).activate(reminders="yes")
        person.enter()
        page = person.visitor.open("/mijn/gegevens")
        assert f'data-key="{PUSHES.public}"' in page.source
        assert '<script src="/mijn.js" defer>' in page.source
        switch_on(person, PUSHES.browser(name))
    workshop_day.settle()


def test_after_sunday_the_invitations_go_by_the_channel_that_reaches_each(workshop_day, week):
    story = workshop_day
    PUSHES.browsers["gone"].status = 410
    story.clock.set_local("2026-11-29 15:00:00")
    story.settle()
    story.clock.set_local("2026-11-30 08:00:00")
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    [text] = TEXTS.wait_for(number_of(week.invited))
    assert text["text"].startswith("Uw Subaru Forester is rond ") and text["parts"] <= 2
    [message] = PUSHES.browsers["phone"].wait_for()
    assert message["title"] == "Garage De Linde" and message["url"].startswith("/mijn/auto/")
    assert PUSHES.problems == []
    assert TEXTS.to(number_of(week.holder)) == []
    [instead] = eventually(lambda: [mail for mail in story.house.mailbox.mails(week.moved.email)
                                    if "list-unsubscribe" in mail["headers"]], 30, "a letter")
    assert "Subaru Forester" in instead["text"], "the browser was gone: the next channel"
    assert TEXTS.to(number_of(week.moved)) == [], "the number is the customer's, not the holder's"


def test_the_provider_tells_that_it_arrived(workshop_day, week):
    eventually(lambda: (
        "sms", "sent", "DELIVERED") in workshop_day.house.query(
            "SELECT channel, state, reason FROM notification.intent i JOIN notification.customer c"
            " USING (dealer, customer_id) WHERE c.mobile = %s", number_of(week.invited)),
        30, lambda: TEXTS.told)
    workshop_day.settle()
    row = workshop_day.row_of(week.invited, week="2026-W48")
    assert row["status"] == "sent"


def test_a_manager_tries_it_out_with_a_message_to_oneself(workshop_day, week):
    marja = workshop_day.person("marja")
    marja.ask("POST", "/v1/sms/test", json={"phone": "06 5199 8877"})
    [text] = TEXTS.wait_for("+31651998877")
    assert text["text"] == "Dit is een proefbericht. Sms werkt. Garage De Linde"
    answer = marja.call("POST", "/v1/sms/test", json={"phone": "030-2001200"})
    assert (answer.status_code, answer.json()["code"]) == (400, "PHONE_INVALID")
    assert workshop_day.person("sanne").call(
        "POST", "/v1/sms/test", json={"phone": "06 5199 8877"}).status_code == 403


def test_nobody_else_can_say_so(workshop_day, week):
    event = {"event": "incoming", "from": number_of(week.invited), "text": "STOP"}
    assert TEXTS.post_event("e-1", event, webhook_signature="v1,AAAA") == 403
    assert TEXTS.post_event("e-2", event, webhook_timestamp="1760000000") == 403
    assert TEXTS.post_event("e-3", {"event": "report"}) == 400


def test_who_answers_stop_gets_no_later_text_message(workshop_day, week):
    story = workshop_day
    number = number_of(week.stops)
    TEXTS.wait_for(number)
    TEXTS.answer_from(number, "Stop", to="+3197010200000", event_id="stop-1")
    [_, told] = TEXTS.wait_for(number, 2)
    assert told["text"] == "U krijgt geen sms meer van Garage De Linde."
    story.settle()
    TEXTS.answer_from(number, "Stop", to="+3197010200000", event_id="stop-1")
    eventually(lambda: len([1 for event, status in TEXTS.told
                            if event.get("from") == number and status == 204]) == 2, 20)
    story.settle()
    assert story.house.query(
        "SELECT count(*), min(source) FROM notification.consent_event e"
        " JOIN notification.customer c USING (dealer, customer_id) WHERE c.mobile = %s",
        number) == [(1, "STOP")], "the same event twice is one"
    row = story.row_of(week.stops, week="2026-W48")
    shown = story.person("sanne").get(f"/v1/proposals/{row['id']}/preview?channel=sms")
    assert shown["gate"] == {"verdict": "suppress", "reason": "NO_CONSENT"}
    assert len(TEXTS.to(number)) == 2
