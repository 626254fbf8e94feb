# SPDX-License-Identifier: Apache-2.0
"""The links of an invitation, whatever it came by: a text message and a push message book as a
mail does; a driver's stop is the driver's; a link of somebody who is forgotten opens nothing;
and who books while the car still stands on the list takes it off."""
import datetime
import email
import email.policy
import re

import pytest
import requests

from campaigns import Desk, selection
from garage import APK, Car, invoice, yearly_services
from polling import eventually
from push_service import PushService
from riders import HOURS, Riders
from sms_provider import Texts
from test_channels import number_of, switch_on
from test_customer_page import text_of
from test_preferences import standing

STARTS = "2026-11-23 09:00:00"
LIST_WEEK = "2026-W48"
LAST = datetime.date(2025, 12, 23)
DAY = "2026-12-08"
LINK = r"https?://\S+?/b/[A-Za-z0-9_-]{32}"
DRIVER = "rijder@voorbeeld.example"
PATIENCE = 60.0
TEXTS, PUSHES = Texts(), PushService()
SETTINGS = {service: {**TEXTS.settings().get(service, {}), **PUSHES.settings().get(service, {})}
            for service in ("notification", "gateway")}


class Cars:
    def __init__(self):
        self.texted = Car(mobile="06-21000051")
        self.pushed, self.driven, self.forgotten, self.standing = (Car() for _ in range(4))
        self.listed = [self.texted, self.pushed, self.driven, self.forgotten, self.standing]
        self.driven.vehicle["make"], self.standing.vehicle["make"] = "Dodge", "Lancia"
        self.second = Car()  # of the owner of the driven one
        self.second.customer, self.second.email = self.driven.customer, self.driven.email
        self.second.vehicle["make"] = "Lada"


@pytest.fixture(scope="module")
def cars(workshop_day):
    story, cars = workshop_day, Cars()
    with TEXTS, PUSHES:
        TEXTS.calls(story.house)
        marja = story.person("marja")
        version = marja.get("/v1/settings")["version"]
        marja.ask("PUT", "/v1/settings", headers={"If-Match": f'"{version}"'}, json={
            **HOURS, "channel_order": ["push", "sms", "email"], "sms_cents": 9,
            "sms_sender": "+3197010200000", "holdout_per_mille": 0, "cap_week": 7,
            "cap_month": 30, "cap_year": 100})
        eventually(lambda: story.person("sanne").get("/v1/calendar")["days"], PATIENCE)
        for car in cars.listed:
            story.dms.publish(*yearly_services(car, LAST))
        story.dms.publish(invoice(cars.second, "2026-05-18", 30000, lines=APK))
        for car in cars.listed:
            assert story.row_of(car)["status"] == "open"
        yield cars


@pytest.fixture(scope="module")
def driver(workshop_day, cars):
    """Activated a passport of the car and ticked "remind me"."""
    riders = Riders(workshop_day)
    riders.give(cars.driven, holder={"email": DRIVER, "name": "R. Rijder"})
    found = riders.person(DRIVER).activate(reminders="yes")
    party = found.get("/v1/me")["party_id"]
    eventually(lambda: workshop_day.house.query(
        "SELECT 1 FROM notification.consent_event WHERE customer_id = %s::uuid"
        " AND action = 'grant'", party), PATIENCE, "the driver's opt-in")
    workshop_day.settle()
    return party


@pytest.fixture(scope="module")
def browser(workshop_day, cars):
    riders = Riders(workshop_day)
    riders.give(cars.pushed)
    person = riders.person(cars.pushed.email).activate(reminders="yes")
    person.enter()
    switch_on(person, PUSHES.browser("phone"))
    workshop_day.settle()
    return PUSHES.browsers["phone"]


def letters_to(story, address):
    """Invitations alone; whoever has a passport gets other mail, too."""
    return [mail for mail in story.house.mailbox.mails(address)
            if "list-unsubscribe" in mail["headers"]]


def letter_to(story, address, count=1):
    mail = eventually(lambda: (lambda found: found[count - 1] if len(found) >= count else None)(
        letters_to(story, address)), PATIENCE, f"invitation {count} to {address}")
    return email.message_from_bytes(story.house.mailbox.raw(mail["id"]),
                                    policy=email.policy.default)


def words_of(letter):
    return letter.get_body(("plain",)).get_content()


def look(link):
    return requests.get(link, timeout=30)


def press(link, time):
    return requests.post(link, data={"slot": f"{DAY}T{time}", "kind": "service"}, timeout=30,
                         allow_redirects=False)


def write(story, make, **more):
    """A campaign for the cars of a make, to its end."""
    desk = Desk(story.person("sanne"))
    chosen = selection(("car.make", "is", [make]))
    eventually(lambda: desk.count(chosen)["matched"] == 1, PATIENCE)
    campaign = desk.run(chosen, **more)
    story.settle()
    return campaign


def booked(story, car, week=LIST_WEEK):
    vehicle = story.find(car, week=week)["vehicle"]["id"]
    found = story.person("sanne").get("/v1/appointments", params={
        "from": "2026-12-01", "to": "2027-03-01", "vehicle": vehicle})["appointments"]
    return [(one["date"], one["time"], one["booked_by"]) for one in found]


def bookings(story):
    page = story.person("sanne").get("/v1/results/visits", params={
        "from": LIST_WEEK, "to": LIST_WEEK})
    return sorted(visit["channel"] for visit in page["visits"] if visit["kind"] == "booking")


def test_who_books_while_the_car_is_on_the_list_takes_it_off(workshop_day, cars):
    story = workshop_day
    row = story.row_of(cars.standing)
    assert story.person("sanne").decide(row, "no").status_code == 200
    story.settle()  # no invitation this week: a campaign may write
    write(story, "Lancia")
    link = re.search(LINK, words_of(letter_to(story, cars.standing.email)))[0]
    assert story.row_of(cars.standing)["status"] == "open"
    assert press(link, "09:30").status_code == 303

    def row():
        return story.find(cars.standing)
    eventually(lambda: (row()["status"], row().get("status_reason")) == ("removed", "BOOKED"),
               PATIENCE, lambda: str(row()))
    assert booked(story, cars.standing) == [(DAY, "09:30", "link")]


@pytest.fixture(scope="module")
def invited(workshop_day, cars, driver, browser):
    """Sunday the list is closed, and on Wednesday all have their invitations."""
    story = workshop_day
    for car in cars.listed[:-1]:
        assert story.person("sanne").decide(story.row_of(car), "yes").status_code == 200
    story.settle()
    story.clock.set_local("2026-11-29 15:00:05")
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    for car in cars.listed[:-1]:
        eventually(lambda car=car: story.find(car, week=LIST_WEEK)["status"] == "sent", PATIENCE,
                   lambda car=car: str(story.find(car, week=LIST_WEEK)))
    story.settle()
    return cars


def test_the_link_in_a_text_message_books(workshop_day, invited):
    story = workshop_day
    [text] = TEXTS.wait_for(number_of(invited.texted))
    link = re.search(LINK, text["text"])[0]
    page = look(link)
    assert page.status_code == 200 and "Maak een afspraak" in page.text
    assert press(link, "10:00").status_code == 303
    assert booked(story, invited.texted) == [(DAY, "10:00", "link")]
    eventually(lambda: "sms" in bookings(story), PATIENCE, lambda: str(bookings(story)))


def test_the_button_of_a_push_message_books(workshop_day, invited, browser):
    story = workshop_day
    [message] = browser.wait_for()
    assert message["book"].startswith("/b/") and message["url"].startswith("/mijn/auto/")
    link = story.house.base_url + message["book"]
    assert "Maak een afspraak" in look(link).text, "without logging in"
    assert press(link, "10:30").status_code == 303
    assert booked(story, invited.pushed) == [(DAY, "10:30", "link")]
    eventually(lambda: "push" in bookings(story), PATIENCE, lambda: str(bookings(story)))


def test_a_driver_s_stop_link_stops_the_driver_s_mails_alone(workshop_day, invited, driver):
    story, owner = workshop_day, invited.driven.email
    assert letters_to(story, owner) == [], "the driver was written to"
    write(story, "Dodge", kind="reminder")
    letter = letter_to(story, DRIVER, 2)  # the invitation, and the campaign
    link = re.search(r"<(\S+/u/[A-Za-z0-9_-]+)>", letter["List-Unsubscribe"])[1]
    done = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=60)
    assert done.status_code == 200, text_of(done.text)
    assert story.house.query(
        "SELECT action FROM notification.consent_event WHERE customer_id = %s::uuid"
        " ORDER BY id DESC LIMIT 1", driver)[0][0] in ("object", "withdraw")
    _, entry = standing(story, invited.driven, "reminder", "email")
    assert entry["allowed"], "the owner said nothing"
    write(story, "Dodge", kind="reminder")
    write(story, "Lada", kind="reminder")
    assert "Lada" in words_of(letter_to(story, owner))
    assert len(letters_to(story, DRIVER)) == 2 and len(letters_to(story, owner)) == 1


def test_the_link_of_somebody_who_is_forgotten_opens_nothing(workshop_day, invited):
    story, car = workshop_day, invited.forgotten
    link = re.search(LINK, words_of(letter_to(story, car.email)))[0]
    assert "Subaru Forester" in look(link).text
    customer = story.find(car, week=LIST_WEEK)["customer"]["id"]
    marja = story.person("marja")
    asked = marja.ask("POST", f"/v1/customers/{customer}/erasure")["erasure_id"]
    eventually(lambda: [row for row in marja.get("/v1/erasures")["erasures"]
                        if row["erasure_id"] == asked and row.get("done_at")], 120,
               "every service says it has nothing left")
    story.settle()
    answers = [look(link), press(link, "11:00"), look(link + ".ics"),
               *(requests.post(link + path, data={"slot": f"{DAY}T11:00"}, timeout=30)
                 for path in ("/verzetten", "/afzeggen"))]
    for answer in answers:
        assert answer.status_code == 404, text_of(answer.text)
        for word in ("Forester", "Subaru", car.plate, car.name_part, car.email):
            assert word.lower() not in answer.text.lower()
    assert "Deze link werkt niet" in answers[0].text
