# SPDX-License-Identifier: Apache-2.0
"""Cars that come anyway, and cars that are somebody else's, do not stand on the weekly list;
an appointment made after an invitation is what the invitation brought."""
import datetime
import email
import email.policy
import json
import re
import uuid

import pytest
import requests

from garage import Car, invoice, yearly_services
from polling import eventually

STARTS = "2026-11-23 08:00:00"
LIST_WEEK = "2026-W48"


class Others:
    """Says what the fleet service and the register would say."""

    def __init__(self, story):
        self.story = story
        self.publisher = story.house.publisher("autoflex")

    def now(self, **later):
        moment = self.story.clock.now() + datetime.timedelta(**later)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def say(self, kind, key, message):
        headers = [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
                   ("ce_type", f"nl.beurt.{kind}.v1"), ("ce_source", "fleet"),
                   ("ce_time", self.now()), ("ce_subject", key),
                   ("content-type", "application/json")]
        self.publisher.put(key, json.dumps(message).encode(), headers, f"{kind}.v1")
        self.publisher.flush()

    def appointment(self, row, appointment, version, status="booked", date="2026-12-10"):
        self.say("appointment.state", f"NL-1/{appointment}", {
            "dealer": "NL-1", "appointment_id": appointment, "version": version,
            "status": status, "date": date, "time": "09:30", "minutes": 60,
            "starts_at": f"{date}T08:30:00Z", "kinds": ["service"],
            "vehicle_id": row["vehicle"]["id"], "customer_id": row["customer"]["id"],
            "booked_at": self.booked_at, "booked_by": "holder", "sequence": version - 1})

    def book(self, row, **more):
        self.booked_at = self.now()
        appointment = str(uuid.uuid4())
        self.appointment(row, appointment, 1, **more)
        return appointment

    def passport(self, car, row, version, **more):
        self.say("passport.state", car.passport, {
            "passport_id": car.passport, "version": version, "status": "active",
            "country": "NL", "make": "Subaru", "model": "Forester", "plate": car.plate,
            "vehicle_id": row["vehicle"]["id"], "owner_since": "2026-01-05T10:00:00Z",
            "garages": [{"dealer": "NL-1", "since": "2026-01-05T10:00:00Z"}],
            "habit_consent": False, **more})

    def register(self, car, version, **facts):
        self.say("register.state", car.plate, {
            "plate": car.plate, "version": version, "checked_at": self.now(),
            "recalls": [], **facts})


class Cars:
    def __init__(self):
        self.booked, self.invited, self.handed, self.driven, self.sold, self.register = (
            Car() for _ in range(6))
        self.all = [self.booked, self.invited, self.handed, self.driven, self.sold,
                    self.register]
        for car in self.all:
            car.passport = str(uuid.uuid4())
        self.appointment = None


@pytest.fixture(scope="module")
def cars(story):
    cars = Cars()
    for car in cars.all:
        story.dms.publish(*yearly_services(car, datetime.date(2025, 12, 23)))
    for car in cars.all:
        assert story.row_of(car)["status"] == "open"
    return cars


@pytest.fixture(scope="module")
def others(story):
    return Others(story)


def status(story, car):
    row = story.find(car)
    return (row["status"], row.get("status_reason")) if row else None


def becomes(story, car, *wanted):
    eventually(lambda: status(story, car) == wanted, 30,
               lambda: f"{car.plate} {wanted}, it is {status(story, car)}")


def test_a_booking_takes_the_car_off_the_weekly_list(story, cars, others):
    row = story.row_of(cars.booked)
    cars.appointment = others.book(row)
    becomes(story, cars.booked, "removed", "BOOKED")


def test_a_cancelled_one_comes_back_and_a_moved_one_goes_again(story, cars, others):
    row = story.row_of(cars.booked)
    others.appointment(row, cars.appointment, 2, status="cancelled")
    becomes(story, cars.booked, "open", None)
    others.appointment(row, cars.appointment, 3, date="2026-12-17")
    becomes(story, cars.booked, "removed", "BOOKED")


def test_after_a_transfer_nobody_is_invited_for_the_car_in_that_week(story, cars, others):
    row = story.row_of(cars.handed)
    others.passport(cars.handed, row, 1)
    others.passport(cars.handed, row, 2, holder_changed_at=others.now())
    becomes(story, cars.handed, "removed", "HOLDER_CHANGED")


def test_the_register_says_that_a_car_was_sold(story, cars, others):
    others.register(cars.sold, 1, holder_since="2022-05-01")
    story.settle()
    assert status(story, cars.sold) == ("open", None)
    others.register(cars.sold, 2, holder_since="2026-11-20")
    becomes(story, cars.sold, "removed", "SOLD")


def test_the_date_of_the_register_is_explained(story, cars, others):
    row = story.row_of(cars.register)
    others.register(cars.register, 1, apk_expiry="2027-06-14")

    def why():
        return story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=nl")["text"]

    eventually(lambda: "APK-datum volgens RDW 14-06-2027" in why(), 30, why)


def letter_to(story, address):
    mail = story.house.mailbox.wait_for(address, 1, 60)[-1]
    return email.message_from_bytes(story.house.mailbox.raw(mail["id"]),
                                    policy=email.policy.default)


def test_the_invitation_goes_to_who_drives_the_car(story, cars, others):
    row = story.row_of(cars.driven)
    others.passport(cars.driven, row, 1, reminders=True, contact={
        "email": "rijder@voorbeeld.example", "name": "Rijk Rijder", "language": "en"})
    story.settle()
    for car in (cars.driven, cars.invited):
        assert story.person("sanne").decide(story.row_of(car), "yes").status_code == 200
    story.clock.set_local("2026-11-29 15:00:05")
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    letter = letter_to(story, "rijder@voorbeeld.example")
    assert "Subaru Forester" in letter["Subject"]
    assert "Dear Rijk Rijder," in letter.get_body(("plain",)).get_content()
    assert story.house.mailbox.mails(cars.driven.email) == []
    letter_to(story, cars.invited.email)
    for car in (cars.booked, cars.handed, cars.sold):
        assert story.house.mailbox.mails(car.email) == []


def visits(story):
    page = story.person("sanne").get("/v1/results/visits", params={
        "from": LIST_WEEK, "to": LIST_WEEK})
    return [(found["kind"], found["value_cents"]) for found in page["visits"]]


def test_an_appointment_made_after_the_invitation_is_its_conversion(story, cars, others):
    row = eventually(lambda: (lambda found: found if found and found[
        "status"] == "sent" else None)(story.find(cars.invited, week=LIST_WEEK)), 30, "sent")
    story.clock.set_local("2026-12-03 09:00:00")
    cars.appointment = others.book(row)
    eventually(lambda: visits(story) == [("booking", 0)], 30, lambda: str(visits(story)))


def test_the_visit_takes_its_place_and_nothing_counts_twice(story, cars, others):
    story.clock.set_local("2026-12-10 12:00:00")
    visit = invoice(cars.invited, "2026-12-10", 75000)
    story.dms.publish(visit)
    net = visit["totals"]["net_cents"]
    eventually(lambda: visits(story) == [("same_vehicle", net)], 30,
               lambda: str(visits(story)))


def test_this_car_is_not_mine_any_more_from_the_letter(story, cars, others):
    """Looking changes nothing; the button stops the letters and the lists."""
    text = letter_to(story, "rijder@voorbeeld.example").get_body(("plain",)).get_content()
    link = re.search(r"no longer mine:\s+(\S+)", text)[1]
    count = "SELECT count(*) FROM reminder.suppression WHERE lifted_at IS NULL"
    page = requests.get(link, timeout=60)
    assert page.status_code == 200 and "No longer my car" in page.text
    assert story.house.query(count)[0] == (0,)
    for _ in range(2):
        done = requests.post(link, data={"action": "withdraw"}, timeout=60)
        assert done.status_code == 200 and "will not write" in done.text
    eventually(lambda: story.house.query(
        "SELECT scope, reason, actor FROM reminder.suppression WHERE lifted_at IS NULL")
        == [("vehicle", "sold", "customer")], 30, "never for that car")
    assert requests.post(link, data={"action": "grant"}, timeout=60).status_code == 200
    eventually(lambda: story.house.query(count)[0] == (0,), 30, "taken back")
