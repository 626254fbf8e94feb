# SPDX-License-Identifier: Apache-2.0
"""Car passports, fleets and appointments at the garage's desk, in a real Chromium against the
whole house: the manager of the garage sets the hours, gives a passport and books; the customer
activates it from the mail; the garage makes the fleet account and links the car to it."""
import pytest

import garage
from browser import in_browser
from riders import Riders

STARTS = "2026-11-23 08:00:00"


@pytest.fixture(scope="module")
def desk(workshop_day):
    return Riders(workshop_day, "marja")


def at_the_desk(desk, part, **env):
    in_browser(desk.house, "garage_day.test.mjs", "marja", 240, PLATE=desk.story.car.plate,
               DO=part, **env)


def passport_of(desk, car):
    found, = desk.desk.get("/v1/passports", params={"query": car.plate})["passports"]
    return found


def other_car(desk):
    """Another customer's, with a passport that is activated."""
    car = garage.Car()
    desk.story.dms.publish(*garage.yearly_services(car, "2025-11-20"))
    desk.story.settle()
    desk.holder(car)
    return car


def test_a_passport_is_given_and_an_appointment_made_moved_and_called_off(desk):
    at_the_desk(desk, "give")
    passport = passport_of(desk, desk.story.car)
    assert (passport["status"], passport["owner"]["email"]) == ("invited", desk.story.car.email)
    kept = desk.desk.get("/v1/appointments?from=2026-11-23&to=2026-12-23")["appointments"]
    assert [(one["status"], one["reason"], one["booked_by"]) for one in kept] == [
        ("cancelled", "auto staat stil", "garage")]
    subjects = [mail["subject"] for mail in desk.house.mailbox.mails(desk.story.car.email)]
    assert len(subjects) >= 4, "an invitation, and three letters of the appointment"


def test_the_activated_passport_gets_a_fleet_account_and_others_are_linked_by_its_name(desk):
    car, other = desk.story.car, other_car(desk)
    desk.person(car.email).activate()
    at_the_desk(desk, "fleet", OTHER=other.plate)
    passport = passport_of(desk, car)
    assert passport["fleet"]["name"] == "Koeriers Noord"
    assert "owner" not in passport and passport["driver"]["email"] == car.email
    unlinked = passport_of(desk, other)
    assert unlinked["owner"]["email"] == other.email and "fleet" not in unlinked
    manager = desk.person("beheer@koeriers.example").activate("/wagenpark/")
    cars = manager.get("/v1/fleet/vehicles")["vehicles"]
    assert [car["passport_id"] for car in cars] == [passport["passport_id"]]


def test_a_passport_counts_once_in_a_month_that_it_was_used(desk):
    asked = {"month": "2026-11"}
    before = desk.desk.get("/v1/usage", params=asked)
    assert before == {"month": "2026-11", "passports": 2, "used": 2, "message": 2, "visit": 0,
                      "login": 2}, "who activates is signed in"
    desk.person(desk.story.car.email).log_in()
    desk.person("beheer@koeriers.example").log_in()
    assert desk.desk.get("/v1/usage", params=asked) == before, "each passport counts once"
    assert desk.desk.get("/v1/usage", params={"month": "2026-10"})["passports"] == 0
    assert desk.desk.call("GET", "/v1/usage?month=november").status_code == 400
    refused = desk.story.person("sanne").call("GET", "/v1/usage", params=asked)
    assert refused.status_code == 403
