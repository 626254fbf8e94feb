# SPDX-License-Identifier: Apache-2.0
"""The demo's world is the same from the same seed, valid, and laid out around today."""
import datetime
import json
import pathlib
import sys
from collections import Counter

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy" / "demo"))

import generate  # noqa: E402
import past  # noqa: E402
import register  # noqa: E402
import weeks  # noqa: E402
from clock import AMSTERDAM  # noqa: E402

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def world():
    return generate.make_world(TODAY)


def test_the_same_day_and_seed_make_the_same_world(world):
    assert json.dumps(generate.make_world(TODAY)) == json.dumps(world)
    assert generate.make_world(TODAY, seed=2) != world


def test_it_has_two_garages_680_customers_and_about_2700_invoices(world):
    customers = {(one["dealer"], one["customer"]["number"]) for one in world["invoices"]}
    assert 640 <= len(customers) <= 680 and len({dealer for dealer, _ in customers}) == 2
    assert 2500 <= len(world["invoices"]) <= 2900
    assert Counter(one["document_kind"] for one in world["invoices"])["credit_note"] >= 10


def test_document_numbers_are_unique_and_dates_in_the_past(world):
    numbers = Counter((one["dealer"], one["document_number"]) for one in world["invoices"])
    assert max(numbers.values()) == 1
    assert max(one["issue_date"] for one in world["invoices"]) <= TODAY.isoformat()


def test_every_invoice_is_as_the_contract_says(world):
    path = ROOT / "proto/invoice/invoice.published.json"
    schema = json.loads(path.read_text())
    validator = jsonschema.Draft202012Validator(
        schema, resolver=jsonschema.RefResolver(path.as_uri(), schema))
    for invoice in world["invoices"]:
        assert not list(validator.iter_errors(invoice)), invoice["document_number"]


def test_some_of_what_arrives_is_wrong_on_purpose(world):
    assert len(world["bad"]) >= 7
    broken = [text for _, _, text in world["bad"] if not parses(text)]
    assert len(broken) == 1


def parses(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


@pytest.mark.parametrize("now, shown", [
    ("2026-11-25 14:00", "2026-11-25 14:00"),  # a Wednesday: as it is
    ("2026-11-23 00:30", "2026-11-23 09:00"),  # before anybody works
    ("2026-11-29 12:59", "2026-11-29 12:59"),  # the list still open for two hours
    ("2026-11-29 13:00", "2026-11-30 09:00"),  # about to close: the next one
    ("2026-11-29 23:00", "2026-11-30 09:00")])
def test_the_demo_always_shows_an_open_list(now, shown):
    moment = datetime.datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)
    assert f"{weeks.present(moment):%Y-%m-%d %H:%M}" == shown


def test_the_past_weeks_are_played_in_order_and_end_before_today():
    present = weeks.at(TODAY, 9)
    steps = weeks.past_steps(present)
    moments = [moment for moment, _, _ in steps]
    assert moments == sorted(moments) and moments[-1] < present
    assert moments[-1].date() == TODAY
    assert moments[0].date() == TODAY - weeks.PLAYED * 7 * weeks.DAY
    assert [back for _, what, back in steps if what == "works"] == list(
        range(weeks.PLAYED, 0, -1))


def test_who_was_not_written_to_forgets_some_visits_and_is_not_credited_for_them(world):
    customers = past.Customers(world)
    before = TODAY - 140 * weeks.DAY
    known = customers.until(before, True)
    assert len(known) == len([one for one in world["invoices"]
                              if one["issue_date"] <= before.isoformat()])
    came, parents = customers.until(TODAY), {one["document_number"] for one in customers.came}
    planned = len(world["invoices"]) - len(known)
    assert planned / 2 < len(came) < planned
    assert all(one["parent_document_number"] in parents for one in came
               if one["document_kind"] == "credit_note")


def test_whoever_was_written_to_comes(world):
    customers = past.Customers(world)
    customers.until(TODAY - 60 * weeks.DAY, True)
    for plate in list(customers.known):
        customers.remind(plate, TODAY - 60 * weeks.DAY)
    left = len(customers.left)
    assert len(customers.until(TODAY)) == left


def test_the_register_knows_every_car_and_some_recalls(world):
    rows = register.datasets(world, TODAY)
    vehicles = {row["kenteken"]: row for row in rows["m9d7-ebf2"]}
    assert set(vehicles) == {one["vehicle"]["plate"] for one in world["invoices"]}
    assert all(row["vervaldatum_apk"] > f"{TODAY:%Y%m%d}" for row in vehicles.values())
    assert {row["kenteken"] for row in rows["8ys7-d773"]} == set(vehicles)
    codes = {row["referentiecode_rdw"] for row in rows["j9yg-7rg9"]}
    assert len({row["publicatiedatum_rdw"] for row in rows["j9yg-7rg9"]}) == len(codes)
    assert len(codes) < len(rows["t49b-isb7"]) < len(vehicles) / 50
    for recall in rows["t49b-isb7"]:
        assert recall["referentiecode_rdw"] in codes
        assert vehicles[recall["kenteken"]]["openstaande_terugroepactie_indicator"] == "Ja"
