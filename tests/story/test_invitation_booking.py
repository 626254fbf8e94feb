# SPDX-License-Identifier: Apache-2.0
"""From the invitation in the mailbox to the appointment, without logging in or phoning: the
car leaves the weekly list, the invitation is credited, and the link is good for that car and
that customer alone, as long as it is theirs."""
import datetime
import email
import email.policy
import re

import pytest
import requests

from bookings import HOURS
from campaigns import Desk, selection
from garage import APK, Car, invoice, yearly_services
from polling import eventually
from test_customer_page import text_of

STARTS = "2026-11-23 08:00:00"
LIST_WEEK = "2026-W48"
LAST = datetime.date(2025, 12, 23)
DAY, OTHER_DAY = "2026-12-08", "2026-12-09"
LINK = r"https?://\S+?/b/[A-Za-z0-9_-]{32}"
PATIENCE = 60.0


class Cars:
    def __init__(self):
        self.booker, self.second, self.sold, self.gone, self.phoned, self.late = self.all = [
            Car() for _ in range(6)]
        self.elsewhere = Car("NL-2")


def set_hours(story, **changes):
    marja = story.person("marja")
    version = marja.get("/v1/settings")["version"]
    marja.ask("PUT", "/v1/settings", json={**HOURS, **changes},
              headers={"If-Match": f'"{version}"'})


@pytest.fixture(scope="module")
def cars(story):
    """Invited, each by mail, in the week after the list; the other garage has no hours."""
    cars = Cars()
    set_hours(story, slot_capacity=1)
    story.settle()
    for car in cars.all:
        story.dms.publish(*yearly_services(car, LAST))
    story.other_dms.publish(*yearly_services(cars.elsewhere, LAST))
    for car in cars.all:
        assert story.person("sanne").decide(story.row_of(car), "yes").status_code == 200
    row = story.row_of(cars.elsewhere, "dirk")
    assert story.person("dirk").decide(row, "yes").status_code == 200
    story.settle()
    story.clock.set_local("2026-11-29 15:00:05")
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    for car in (*cars.all, cars.elsewhere):
        letter_to(story, car)
    for car in cars.all:
        eventually(lambda car=car: sent(story, car), PATIENCE, f"{car.plate} sent")
    story.settle()
    return cars


def sent(story, car):
    row = story.find(car, week=LIST_WEEK)
    return row if row and row["status"] == "sent" else None


def letter_to(story, car):
    mail = story.house.mailbox.wait_for(car.email, 1, PATIENCE)[0]
    return email.message_from_bytes(story.house.mailbox.raw(mail["id"]),
                                    policy=email.policy.default)


def words_of(letter, kind="plain"):
    return letter.get_body((kind,)).get_content()


def link_to(story, car):
    return re.search(LINK, words_of(letter_to(story, car)))[0]


def look(link, **query):
    return requests.get(link, params=query, timeout=30)


def press(link, slot, **fields):
    return requests.post(link, data={"slot": slot, "kind": "service", **fields}, timeout=30,
                         allow_redirects=False)


def appointments(story, car):
    vehicle = story.find(car, week=LIST_WEEK)["vehicle"]["id"]
    return story.person("sanne").get("/v1/appointments", params={
        "from": "2026-12-01", "to": "2027-03-01", "vehicle": vehicle})["appointments"]


def visits(story):
    page = story.person("sanne").get("/v1/results/visits", params={
        "from": LIST_WEEK, "to": LIST_WEEK})
    return [(found["kind"], found["value_cents"]) for found in page["visits"]]


def taken(story, date, time):
    day, = story.person("sanne").get("/v1/calendar", params={"from": date, "to": date})["days"]
    return {slot["time"]: slot["taken"] for slot in day["slots"]}[time]


def test_the_invitation_carries_a_button_to_choose_a_day(story, cars):
    letter = letter_to(story, cars.booker)
    link = link_to(story, cars.booker)
    assert "Kies zelf een dag en tijd" in words_of(letter)
    assert f'href="{link}"' in words_of(letter, "html")
    assert link.startswith(story.house.base_url)


def test_a_garage_without_appointment_hours_asks_to_phone(story, cars):
    words = words_of(letter_to(story, cars.elsewhere))
    assert "Bel ons op 030-2001200" in words and "/b/" not in words


def test_looking_changes_nothing(story, cars):
    """Mail scanners open every link, and ask for the head first."""
    link = link_to(story, cars.booker)
    assert requests.head(link, timeout=30).status_code == 200
    for _ in range(3):
        page = look(link)
        assert page.status_code == 200
        assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Maak een afspraak" in page.text and "Deze auto is niet meer van mij" in page.text
    assert cars.booker.name_part not in page.text and cars.booker.email not in page.text
    assert "Make an appointment" in look(link, lang="en").text
    assert appointments(story, cars.booker) == [] and visits(story) == []
    assert sent(story, cars.booker)


def test_too_long_a_remark_comes_back_as_it_was_typed(story, cars):
    link, long = link_to(story, cars.booker), "Piept\n" + "é" * 600
    again = press(link, f"{DAY}T09:30", remarks=long.replace("\n", "\r\n"))
    assert again.headers["Content-Type"].startswith("text/html")
    assert "Uw tekst is te lang" in again.text and long in again.text
    assert appointments(story, cars.booker) == []


def test_a_slot_is_booked_without_logging_in(story, cars):
    link = link_to(story, cars.booker)
    assert f'value="{DAY}T09:30"' in look(link, vanaf=DAY).text
    done = press(link, f"{DAY}T09:30", stay="wait", remarks="Piept in de bocht")
    assert done.status_code == 303, text_of(done.text)
    page = requests.get(story.house.base_url + done.headers["Location"], timeout=30)
    assert "Uw afspraak is gemaakt" in page.text and "9:30" in page.text
    booked, = appointments(story, cars.booker)
    assert (booked["date"], booked["time"], booked["booked_by"]) == (DAY, "09:30", "link")
    assert (booked["stay"], booked["remarks"]) == ("wait", "Piept in de bocht")
    assert booked["customer"]["name"].endswith(cars.booker.name_part)
    eventually(lambda: taken(story, DAY, "09:30") == 1, PATIENCE)


def test_the_confirmation_comes_with_a_calendar_file(story, cars):
    mails = story.house.mailbox.wait_for(cars.booker.email, 2, PATIENCE)
    letter = email.message_from_bytes(story.house.mailbox.raw(mails[-1]["id"]),
                                      policy=email.policy.default)
    assert "text/calendar" in [part.get_content_type() for part in letter.walk()]
    file = requests.get(link_to(story, cars.booker) + ".ics", timeout=30)
    assert file.status_code == 200 and "METHOD:REQUEST" in file.text


def test_the_booking_counts_for_the_invitation(story, cars):
    eventually(lambda: visits(story) == [("booking", 0)], PATIENCE, lambda: str(visits(story)))
    eventually(lambda: sent(story, cars.booker).get("status_reason") == "BOOKED", PATIENCE)


def test_pressing_twice_is_one_appointment(story, cars):
    link = link_to(story, cars.booker)
    assert press(link, f"{OTHER_DAY}T10:00").status_code == 303
    assert len(appointments(story, cars.booker)) == 1
    assert taken(story, OTHER_DAY, "10:00") == 0


def test_the_last_place_is_given_once_and_others_are_offered(story, cars):
    link = link_to(story, cars.second)
    late = press(link, f"{DAY}T09:30")
    assert late.status_code == 409
    assert f'value="{DAY}T10:00"' in late.text, text_of(late.text)
    assert appointments(story, cars.second) == []


def test_by_the_same_link_it_is_moved_and_called_off(story, cars):
    link = link_to(story, cars.booker)
    moved = requests.post(link + "/verzetten", data={"slot": f"{OTHER_DAY}T11:00"}, timeout=30,
                          allow_redirects=False)
    assert moved.status_code == 303, text_of(moved.text)
    booked, = appointments(story, cars.booker)
    assert (booked["date"], booked["time"]) == (OTHER_DAY, "11:00")
    off = requests.post(link + "/afzeggen", data={"reason": "ziek"}, timeout=30,
                        allow_redirects=False)
    assert off.status_code == 303, text_of(off.text)
    page = requests.get(story.house.base_url + off.headers["Location"], timeout=30)
    assert "Uw afspraak is afgezegd" in page.text and "Maak een afspraak" in page.text
    eventually(lambda: visits(story) == [], PATIENCE, lambda: str(visits(story)))


def test_and_booked_again(story, cars):
    link = link_to(story, cars.booker)
    assert press(link, f"{OTHER_DAY}T14:00").status_code == 303
    assert sorted(one["status"] for one in appointments(story, cars.booker)) == [
        "booked", "cancelled"]
    eventually(lambda: visits(story) == [("booking", 0)], PATIENCE, lambda: str(visits(story)))


def test_a_link_changes_no_other_appointment(story, cars):
    """Made at the desk: its day is told, and that is all."""
    row = sent(story, cars.phoned)
    story.person("sanne").ask("POST", "/v1/appointments", json={
        "appointment_id": "01890000-0000-7000-8000-00000000b001", "date": DAY, "time": "13:30",
        "kinds": ["service"], "vehicle_id": row["vehicle"]["id"],
        "customer_id": row["customer"]["id"]})
    link = link_to(story, cars.phoned)
    page = look(link)
    assert "U hebt een afspraak" in page.text and 'name="slot"' not in page.text
    assert press(link, f"{OTHER_DAY}T15:00").status_code == 303
    for path in ("/verzetten", "/afzeggen"):
        assert requests.post(link + path, data={"slot": f"{OTHER_DAY}T15:00"},
                             timeout=30).status_code == 404
    assert look(link + ".ics").status_code == 404
    booked, = appointments(story, cars.phoned)
    assert (booked["time"], booked["status"]) == ("13:30", "booked")


def refuses_everything(link):
    for answer in (look(link), press(link, f"{OTHER_DAY}T15:30"), look(link + ".ics"),
                   *(requests.post(link + path, data={"slot": f"{OTHER_DAY}T15:30"}, timeout=30)
                     for path in ("/verzetten", "/afzeggen"))):
        assert answer.status_code == 404, text_of(answer.text)
    assert "Deze link werkt niet" in look(link).text


def test_a_link_that_was_not_given_out_opens_nothing(story, cars):
    link = link_to(story, cars.second)
    base, token = link.rsplit("/", 1)
    other = link_to(story, cars.late).rsplit("/", 1)[1]
    for wrong in ("kort", "A" * 32, token[:-1] + ("A" if token[-1] != "A" else "B"),
                  token[:21] + other[21:], token + "A", token[:31] + "%2e"):
        refuses_everything(f"{base}/{wrong}")


def test_who_sold_the_car_books_no_more(story, cars):
    link = link_to(story, cars.sold)
    assert look(link).status_code == 200
    buyer = Car()
    buyer.vehicle, buyer.plate = cars.sold.vehicle, cars.sold.plate
    story.dms.publish(invoice(buyer, "2026-12-01", 61000, lines=APK))
    eventually(lambda: look(link).status_code == 404, PATIENCE, "the link is shut")
    refuses_everything(link)


def test_this_car_is_not_mine_any_more_shuts_the_link(story, cars):
    link = link_to(story, cars.gone)
    page = look(link).text
    disown = re.search(r'href="(/u/[^"]+)"', page)[1].replace("&amp;", "&")
    told = requests.get(story.house.base_url + disown, timeout=30)
    assert told.status_code == 200 and look(link).status_code == 200
    done = requests.post(story.house.base_url + disown, data={"action": "withdraw"}, timeout=30)
    assert done.status_code == 200
    eventually(lambda: look(link).status_code == 404, PATIENCE, "the link is shut")
    refuses_everything(link)


def test_a_campaigns_mail_books_too(story, cars):
    car = Car(first_name="Els")
    car.vehicle["make"] = "Lancia"
    story.dms.publish(invoice(car, "2026-05-18", 30000, lines=APK))
    desk = Desk(story.person("sanne"))
    chosen = selection(("car.make", "is", ["Lancia"]))
    eventually(lambda: desk.count(chosen)["matched"] == 1, PATIENCE)
    campaign = desk.run(chosen)
    eventually(lambda: desk.get(campaign)["counts"]["sent"] == 1, PATIENCE,
               lambda: str(desk.get(campaign)))
    story.settle()
    assert press(link_to(story, car), f"{OTHER_DAY}T16:00").status_code == 303
    eventually(lambda: booked_by_campaign(story) == 1, PATIENCE)


def booked_by_campaign(story):
    return story.house.query("SELECT count(*) FROM reminder.conversion WHERE campaign_id IS NOT"
                             " NULL AND kind = 'booking' AND NOT voided")[0][0]


def test_after_sixty_days_the_link_is_over(story, cars):
    link = link_to(story, cars.late)
    assert look(link).status_code == 200
    story.settle()
    story.clock.set_local("2027-02-05 12:00:00")
    refuses_everything(link)
