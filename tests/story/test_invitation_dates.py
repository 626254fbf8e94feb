# SPDX-License-Identifier: Apache-2.0
"""Diverse algoritmes bepalen de juiste uitnodigingsdatum per klant (ITK 3.0): several rules,
one date a customer, each with what it rests on; the invitation leaves before that date."""
import datetime
import json
import subprocess

import pytest

from garage import LARGE_SERVICE, REPAIR, Car, invoice
from polling import eventually

STARTS = "2026-11-23 08:00:00"
LIST_WEEK = "2026-W48"
FLUID = (("REM", "Remvloeistof vervangen", 6900),)
MOBILITY = (("MOB", "Mobiliteitsservice verlengd", 0),)
SALE = ((None, "Levering nieuwe auto", 2890000),)


class Dates:
    """A car a rule: which of them gives the date, and of which sort its line is."""

    def __init__(self):
        self.by_months = Car(admitted="2025-10-20")
        self.by_km = Car(admitted="2025-02-10")
        self.by_test = Car(admitted="2023-01-25")
        self.by_test.vehicle["fuel"] = "diesel"
        self.by_make = Car(admitted="2025-10-20")
        self.by_make.vehicle.update(make="Volvo", model="V60")
        self.with_part = Car(admitted="2024-10-20")
        self.with_mobility = Car(admitted="2024-10-20")
        self.delivered = Car()
        del self.delivered.vehicle["first_admission"]

    def invoices(self):
        return [
            invoice(self.by_months, "2025-12-15", 6000),
            invoice(self.by_km, "2026-03-02", 16000),
            invoice(self.by_km, "2026-09-01", 25500, REPAIR, order_type="repair"),
            invoice(self.by_test, "2026-08-20", 40000, REPAIR, order_type="repair"),
            invoice(self.by_make, "2026-06-15", 9000),
            invoice(self.with_part, "2024-12-20", 2000, FLUID, order_type="repair"),
            invoice(self.with_part, "2025-12-15", 14000),
            invoice(self.with_mobility, "2025-12-15", 14000, LARGE_SERVICE + MOBILITY),
            invoice(self.delivered, "2025-12-15", 12, SALE, order_type="vehicle_sale")]


@pytest.fixture(scope="module")
def dates():
    return Dates()


def kinds(row):
    return [reason["kind"] for reason in row["reasons"]]


def test_the_garage_says_how_often_some_makes_come(story, dates):
    marja = story.person("marja")
    settings = marja.get("/v1/settings")
    given = [{"make": "Volvo", "model": "V", "months": 6, "km": 10000}]
    marja.ask("PUT", "/v1/settings", json={"service_intervals": given},
              headers={"If-Match": f'"{settings["version"]}"'})
    assert marja.get("/v1/settings")["service_intervals"] == given
    story.settle()  # and every service has heard it
    story.dms.publish(*dates.invoices())


def test_several_rules_give_one_date_for_each_customer(story, dates):
    rules = {dates.by_months: ("interval-months", ["periodic"]),
             dates.by_km: ("interval-km", ["periodic"]),
             dates.by_test: ("apk-", ["apk"]),
             dates.by_make: ("interval-", ["periodic"]),
             dates.with_part: ("interval-", ["periodic", "time_part"]),
             dates.with_mobility: ("interval-", ["periodic", "mobility"]),
             dates.delivered: ("interval-from-delivery", ["periodic"])}
    for car, (rule, reasons) in rules.items():
        row = story.row_of(car)
        why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why")["why"]
        assert why["chosen_rule"].startswith(rule), (rule, why["text_nl"])
        assert kinds(row)[:len(reasons)] == reasons
        assert len([line for line in story.rows() if line["id"] == row["id"]]) == 1


def test_an_interval_by_make_goes_before_the_garages_own(story, dates):
    row = story.row_of(dates.by_make)
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why")["why"]
    assert (why["interval_source"], why["interval_months"]) == ("make", 6)


def test_the_mobility_service_ends_a_year_after_the_line_that_gave_it(story, dates):
    row = story.row_of(dates.with_mobility)
    assert [reason["due_date"] for reason in row["reasons"]][1:] == ["2026-12-15"]
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why")["why"]
    assert "mobiliteitsservice tot 15-12-2026 (12 mnd vanaf 15-12-2025)" in why["text_nl"]


def test_a_missing_first_admission_is_not_guessed(story, dates):
    """A new car that was never in: its first service by months from its delivery alone."""
    row = story.row_of(dates.delivered)
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why")["why"]
    assert (why["delivered_on"], why.get("first_admission")) == ("2025-12-15", None)
    assert "apk_expiry" not in row and "nog geen beurt bekend" in why["text_nl"]


def test_the_invitation_leaves_before_the_date_and_the_date_has_its_doubt(story, dates):
    leaves = datetime.date.fromisocalendar(2026, 49, 1)
    for car in (dates.by_months, dates.by_km, dates.by_test):
        row = story.row_of(car)
        assert row["due_p10"] <= row["due_p50"] <= row["due_p90"]
        assert leaves < datetime.date.fromisoformat(row["due_p50"])


def test_every_date_can_be_computed_again_from_what_the_line_says(story, dates):
    assert story.row_of(dates.by_months)["list_week"] == LIST_WEEK

    def said():
        return story.house.query("SELECT state FROM reminder.proposal")

    lines = eventually(said, 30, "proposals")
    run = subprocess.run([str(story.house.binaries / "beurt-ctl"), "try", "why"],
                         input="".join(line[0] + "\n" for line in lines),
                         capture_output=True, text=True, check=True, timeout=60)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(lines) >= 5
    assert [answer for answer in answers if answer["same"] is not True] == []
