# SPDX-License-Identifier: Apache-2.0
"""A holder books for the car of a passport, and loses that with the car."""
import pytest
import requests

import garage
from polling import eventually
from riders import Riders, new_id

STARTS = "2026-11-23 08:00:00"


@pytest.fixture(scope="module")
def riders(workshop_day):
    riders = Riders(workshop_day)
    riders.open_doors()
    riders.passport_id, riders.holder_of_car = riders.holder(workshop_day.car)
    return riders


def book(person, passport, date, time, **more):
    return person.call("POST", f"/v1/passports/{passport}/appointments", json={
        "appointment_id": new_id(), "date": date, "time": time, "kinds": ["service"], **more})


def test_the_holder_sees_what_is_free_and_books_it(riders):
    jan, passport = riders.holder_of_car, riders.passport_id
    free = jan.get(f"/v1/passports/{passport}/slots")
    assert free["garage"] == "NL-1"
    days = {day["date"]: [slot["time"] for slot in day["slots"]] for day in free["days"]}
    assert days["2026-11-24"][0] == "08:30", "a day's notice"
    assert "2026-11-23" not in days and "2026-11-28" not in days
    answer = book(jan, passport, "2026-12-01", "09:00", stay="wait")
    assert answer.status_code == 201
    made = answer.json()
    assert made["booked_by"] == "holder" and made["contact"]["email"] == jan.email
    row, = riders.desk.get("/v1/appointments", params={"from": "2026-12-01"})["appointments"]
    assert row["passport_id"] == passport and row["customer"]["name"]
    assert row["vehicle_id"] == riders.passport(passport)["vehicle_id"]
    assert jan.link("/afspraak/")


def test_a_booked_car_leaves_the_weekly_list(riders):
    row = riders.story.row_of(riders.story.car)
    eventually(lambda: riders.story.row_of(riders.story.car)["status"] != "open", 30,
               f"the car off the list, it is {row['status']}")
    assert riders.story.row_of(riders.story.car)["status_reason"] == "BOOKED"


def test_strangers_book_nothing(riders):
    passport = riders.passport_id
    other = garage.Car()
    riders.story.dms.publish(*garage.yearly_services(other, "2025-11-20"))
    riders.story.settle()
    own, stranger = riders.holder(other)
    for path in (f"/v1/passports/{passport}/slots", f"/v1/passports/{new_id()}/slots"):
        assert stranger.call("GET", path).status_code == 404
    answer = book(stranger, passport, "2026-12-02", "09:00")
    assert answer.status_code == 404
    assert book(stranger, own, "2026-12-02", "09:00", garage="NL-2").status_code == 404
    # Whose car and who comes are the passport's, whatever else is sent.
    made = book(stranger, own, "2026-12-02", "09:30", passport_id=passport,
                customer_id=new_id(), vehicle_id=new_id(), plate="XX-999-X").json()
    assert made["passport_id"] == own
    assert made["vehicle_id"] == riders.passport(own)["vehicle_id"]


def test_slots_and_closed_days_hold_for_holders_too(riders):
    jan, passport = riders.holder_of_car, riders.passport_id
    for date, time, status, code in (("2026-11-29", "09:00", 400, "NO_SLOT"),
                                     ("2026-11-23", "16:00", 400, "SLOT_TOO_SOON"),
                                     ("2027-03-01", "09:00", 400, "SLOT_TOO_FAR")):
        answer = book(jan, passport, date, time)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert len(answer.json()["slots"]) == 3


def test_who_sold_the_car_has_no_appointment_any_more(riders):
    jan, passport = riders.holder_of_car, riders.passport_id
    link = jan.link("/afspraak/")
    assert requests.get(link, timeout=60).status_code == 200
    buyer = riders.person("koper@voorbeeld.example")
    transfer = jan.offer(passport, "owner", buyer.email)
    buyer.follow("/overdracht/")
    buyer.log_in()
    assert buyer.answer(transfer, "accept", keep_garages=[]).ok
    eventually(lambda: requests.get(link, timeout=60).status_code == 404, 30,
               "the link of who sold it dead")
    assert book(jan, passport, "2026-12-03", "09:00").status_code == 404
    row, = riders.desk.get("/v1/appointments", params={"from": "2026-12-01",
                                                       "to": "2026-12-01"})["appointments"]
    assert row["status"] == "cancelled" and "contact" not in row
