# SPDX-License-Identifier: Apache-2.0
"""The list of a fleet's cars and one of them, as their manager reads them: what garages
know, only of the time they looked after a car, and prices only since it joined the fleet.

The fleet service is played by this test; every answer is held against the OpenAPI
description. iGarage manual, chapter 4: "De wagenparkbeheerder kan via de Mijn
AutoPaspoorten lijst de onderhoudsgegevens bekijken"."""
import csv
import io
import os
import pathlib

import pytest

import garage
from answers import AnswerCheck
from fleets import SINCE, Fleets, fleet, party, passport
from house import House
from inspections import ADVICE, customer, form, named, proposal, saved_version, vehicle
from pages import Visitor
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
BAKKER, KUIPER, LATE = (named("fleet", name) for name in ("bakker", "kuiper", "laat"))
CAR, OTHER, BARE, MOVED = (named("passport", number) for number in (1, 2, 3, 4))
LEFT = "2026-07-01T10:00:00Z"  # the first garage lost the moved car then
RECALL = {"code": "R-1", "text": "Kabel", "repair": "Een nieuwe kabel",
          "dangers": [{"code": "BRA", "text": "Brand met letselschade"}, {"code": "XYZ"}]}
DEFECTS = [{"code": "AC5", "text": "Remdelen met slijtage", "found_on": "2026-01-10",
            "advice": True}, {"code": "328", "found_on": "2026-01-10"},
           {"code": "205", "text": "Band onvoldoende profiel", "found_on": "2024-01-09"}]
PADS = {**ADVICE, "advice_id": named("advice", "pads"), "severity": "necessary"}
WIPERS = {**ADVICE, "advice_id": named("advice", "wipers"), "text": "Ruitenwissers",
          "unit_price_cents": 4500, "line_cents": 4500, "urgency": "next_visit"}
DONE = {**ADVICE, "advice_id": named("advice", "done"), "text": "Olie", "executed": True}


def visit(number, day, cents, dealer="NL-1", **more):
    named_by = (number, dealer, day)
    return {"dealer": dealer, "invoice_id": named("invoice", *named_by), "version": 1,
            "document_kind": "invoice", "issue_date": day, "net_cents": cents,
            "customer_net_cents": cents, "classes": ["periodic_small"],
            "vehicle_id": named("vehicle", dealer, number),
            "visit": {"visit_id": named("visit", *named_by), "version": 1, "visit_date": day,
                      "classes": ["periodic_small"], "customer_net_cents": cents,
                      "warranty_net_cents": 0, "internal_net_cents": 0, "voided": False,
                      **more}}


def say_cars(played):
    """Four cars of one fleet; what one of them needs, what another garage did."""
    moved = passport(4, fleet_id=BAKKER)
    here = moved["garages"][0]
    moved["garages"] = [{**here, "until": LEFT},
                        {"dealer": "NL-2", "since": LEFT,
                         "vehicle_id": named("vehicle", "NL-2", 4)}]
    for one in (passport(1, fleet_id=BAKKER, driver_id=named("party", "bram")),
                passport(2, fleet_id=BAKKER, driver_id=named("party", "cora")),
                passport(3, fleet_id=BAKKER), moved,
                passport(5, fleet_id=KUIPER), passport(6, owner_id=named("party", "anna"))):
        played.say("passport.state", one)
    played.say("vehicle.state", vehicle(4, "NL-2", apk_expiry="2028-01-01"))
    played.say("register.state", {
        "plate": "H01HZB", "version": 1, "checked_at": SINCE, "apk_expiry": "2027-01-10",
        "recalls": [RECALL], "defects": DEFECTS})
    played.say("proposal.state", proposal(2, "2026-11-01"))
    for one in (visit(1, "2026-02-01", 10000, odometer_km=40000),
                visit(1, "2026-04-01", 20000, odometer_km=45120),
                visit(4, "2026-05-01", 30000), visit(4, "2026-08-01", 99900),
                visit(4, "2026-08-02", 5000, dealer="NL-2", odometer_km=70000)):
        played.say("invoice.recorded", one)
    state = form(1, status="sent", saved_number=1, saved_revision=1, saved_at=SINCE,
                 advices=[PADS, WIPERS, DONE], total_cents=62300)
    played.say("inspection.state", state)
    played.say("inspection_version.state", saved_version(state, 1))


@pytest.fixture(scope="module")
def yard():
    house = House(OUT / "story" / "test_fleet_cars", vendors=("autoflex",),
                  services=("gateway",))
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        house.seed(garage.seed())
        house.check = AnswerCheck()
        house.played = played = Fleets(house)
        for number in range(8):
            played.say("customer.state", customer(number))
            played.say("vehicle.state", vehicle(number))
        for name in ("anna", "bram", "cora"):
            played.say("party.state", party(name))
        for name, its in (("mia", BAKKER), ("mo", KUIPER), ("mel", LATE)):
            played.say("party.state", party(name, "manager", fleet_id=its))
        played.say("fleet.state", fleet("bakker", "mia", approval_limit_cents=15000))
        played.say("fleet.state", fleet("kuiper", "mo"))
        played.say("fleet.state", fleet("laat", "mel"))
        say_cars(played)
        house.people = {}
        yield house
        played.close()
    house.drop_postgres()
    assert house.check.problems == []


def manager(yard, name="mia"):
    if name not in yard.people:
        browser = yard.portal(on_answer=yard.check)
        email = f"{name}@voorbeeld.example"
        eventually(lambda: ask_link(yard, browser, email), 30, "a letter with a link")
        link = letters(yard, email)[-1]["params"]["link"]
        browser.ask("POST", "/v1/login-links/" + link.rsplit("/", 1)[1])
        yard.people[name] = browser
    return yard.people[name]


def letters(yard, email):
    return [one for one in yard.played.letters if one["recipient"]["email"] == email]


def ask_link(yard, browser, email):
    before = len(letters(yard, email))
    browser.call("POST", "/v1/login-links", json={"email": email})
    eventually(lambda: len(letters(yard, email)) > before, 3, "the letter")
    return True


def listed(yard, name="mia", **params):
    page = manager(yard, name).get("/v1/fleet/vehicles", params=params)
    return {one["passport_id"]: one for one in page["vehicles"]}, page["tiles"]


def settled(yard):
    """Every car with everything that was said of it."""
    def whole():
        cars, tiles = listed(yard)
        return (cars, tiles) if tiles["cars"] == 4 and tiles["advices"] == 1 \
            and tiles["service"] == 1 and tiles["costs_cents"] == 55000 \
            and cars[CAR].get("apk_expiry") else None
    return eventually(whole, 20, "the fleet's cars")


def detail(yard, passport_id, name="mia"):
    return manager(yard, name).get(f"/v1/fleet/vehicles/{passport_id}")


def test_each_car_with_its_maintenance_and_what_it_cost_since_it_joined(yard):
    cars, tiles = settled(yard)
    car = cars[CAR]
    assert set(cars) == {CAR, OTHER, BARE, MOVED}
    assert (car["driver"], car["plate_formatted"], car["garage"]) == \
        ("Bram", "H-01-HZB", "Garage De Linde")
    assert (car["apk_expiry"], car["odometer_km"], car["odometer_date"]) == \
        ("2027-01-10", 45120, "2026-04-01")
    assert car["cost_12m_cents"] == 20000, "what was paid before it joined is not the fleet's"
    assert (car["open_advices_count"], car["open_advices_cents"]) == (2, 33400)
    assert cars[OTHER]["next_service"] == "2026-11-01"
    assert "driver" not in cars[BARE]
    assert tiles == {"cars": 4, "apk": 1, "service": 1, "advices": 1, "advices_cents": 33400,
                     "driver": 2, "costs_cents": 55000}


def test_a_garage_tells_only_of_the_time_it_looked_after_the_car(yard):
    cars, _ = settled(yard)
    moved = cars[MOVED]
    assert moved["cost_12m_cents"] == 35000, "not what the former garage did later"
    assert (moved["apk_expiry"], moved["odometer_km"]) == ("2028-01-01", 70000)
    car = detail(yard, MOVED)
    assert [(one["date"], one["cost_cents"]) for one in car["history"]] == \
        [("2026-08-02", 5000), ("2026-05-01", 30000)]
    assert car["garage"] == car["history"][0]["garage"] != car["history"][1]["garage"]


@pytest.mark.parametrize("tile, meant", [
    ("apk", {CAR}), ("service", {OTHER}), ("advices", {CAR}), ("driver", {BARE, MOVED}),
    ("costs", {CAR, MOVED})])
def test_a_tile_filters_and_counts_the_whole_fleet(yard, tile, meant):
    settled(yard)
    cars, tiles = listed(yard, tile=tile)
    assert set(cars) == meant
    assert tiles["cars"] == 4


@pytest.mark.parametrize("words, meant", [
    ("h01hzb", {CAR}), ("h-01-hzb", {CAR}), ("BRAM", {CAR}), ("cora", {OTHER}),
    ("forester", {CAR, OTHER, BARE, MOVED}), ("niemand", set())])
def test_search_by_plate_model_or_driver(yard, words, meant):
    settled(yard)
    cars, tiles = listed(yard, query=words)
    assert set(cars) == meant
    assert tiles["cars"] == 4
    assert set(listed(yard, query=words, tile="apk")[0]) == meant & {CAR}


def test_what_the_gateway_does_not_know_is_refused(yard):
    answer = manager(yard).call("GET", "/v1/fleet/vehicles", params={"tile": "x"})
    assert answer.status_code == 400 and "tile" in answer.text


def test_the_file_has_the_same_rows(yard):
    settled(yard)
    answer = manager(yard).call("GET", "/v1/fleet/vehicles.csv", params={"tile": "advices"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")),
                               delimiter=";"))
    assert rows == [{"plate": "H-01-HZB", "make": "Subaru", "model": "Forester",
                     "driver": "Bram", "status": "active", "apk_expiry": "2027-01-10",
                     "next_service": "2027-04-01", "open_advices": "2",
                     "open_advices_eur": "334,00", "cost_12m_eur": "200,00",
                     "odometer_km": "45120",
                     "garage": "Garage De Linde"}]


def test_one_car_with_its_history_without_prices_of_before(yard):
    settled(yard)
    car = detail(yard, CAR)
    assert car["joined_at"].startswith("2026-03-01") and car["driver_email"] == \
        "bram@voorbeeld.example"
    assert [(one["date"], one.get("cost_cents")) for one in car["history"]] == \
        [("2026-04-01", 20000), ("2026-02-01", None)]
    assert [(one["text"], one["above_limit"]) for one in car["advices"]] == \
        [(PADS["text"], True), (WIPERS["text"], False)]
    assert (car["recalls"], car["defects"]) == ([RECALL], DEFECTS)
    assert [one["number"] for one in car["reports"]] == [1]


def test_a_report_of_the_fleets_own_days_is_read_whole(yard):
    settled(yard)
    report, = detail(yard, CAR)["reports"]
    paper = manager(yard).call("GET", report["url"])
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content[:5] == b"%PDF-"
    assert manager(yard, "mo").call("GET", report["url"]).status_code == 404


def driver(yard):
    """Bram, who drives the first car, in his own browser."""
    page, email = Visitor(yard.base_url), "bram@voorbeeld.example"
    before = len(letters(yard, email))
    page.open("/inloggen").press("Stuur mij een inloglink", who=email)
    letter = eventually(lambda: letters(yard, email)[before:], 30, "a letter with a link")[-1]
    return page.open(letter["params"]["link"]).press("Inloggen")


def test_a_form_saved_while_the_driver_confirms_shows_no_more_than_before(yard):
    settled(yard)
    page = driver(yard).open(f"/mijn/auto/{CAR}/rapport/{named('form', 'NL-1', 1)}")
    read, buttons = set(page.links), [one.action for one in page.forms]
    assert page.status == 200 and "report.pdf" not in page.source and "total" not in page.source
    page.press("Verder: antwoorden nakijken", **{f"answer.{WIPERS['advice_id']}": "approve"})
    yard.played.refuse = {"outcome": "conflict", "code": "LINE_CHANGED", "detail": "dearer"}
    try:
        page.press("Bevestigen")
    finally:
        yard.played.refuse = None
    assert page.status == 409 and "Ruitenwissers" in page.text
    assert "report.pdf" not in page.source and "total" not in page.source
    assert set(page.links) <= read and [one.action for one in page.forms] == buttons


def test_a_report_of_before_is_known_but_not_read(yard):
    settled(yard)
    before = form(3, status="done", saved_number=1, saved_revision=1, saved_at=SINCE,
                  inspection_date="2026-02-28", opened_on="2026-02-28T09:00:00Z")
    yard.played.say("inspection.state", before)
    yard.played.say("inspection_version.state", saved_version(before, 1))
    report, = eventually(lambda: detail(yard, BARE)["reports"], 10, "the report")
    assert report["date"] == "2026-02-28" and "url" not in report
    path = f"/v1/fleet/vehicles/{BARE}/reports/{before['inspection_id']}.pdf"
    assert manager(yard).call("GET", path).status_code == 404


@pytest.mark.parametrize("car", [CAR, named("passport", 6), named("passport", 99)])
def test_a_car_of_nobodys_fleet_or_anothers_is_not_there(yard, car):
    settled(yard)
    browser = manager(yard, "mo")
    assert browser.call("GET", f"/v1/fleet/vehicles/{car}").status_code == 404
    answer = browser.call("POST", f"/v1/fleet/vehicles/{car}/answers", json={
        "inspection_id": named("form", "NL-1", 1), "number": 1,
        "lines": [{"advice_id": PADS["advice_id"], "answer": "approve"}]})
    assert answer.status_code == 404
    assert set(listed(yard, "mo")[0]) == {named("passport", 5)}


def answer(yard, number, lines, **more):
    return manager(yard).call("POST", f"/v1/fleet/vehicles/{CAR}/answers", json={
        "inspection_id": named("form", "NL-1", number), "number": 1,
        "lines": [{"advice_id": one["advice_id"], "answer": word} for one, word in lines],
        **more})


def say_late_joiner(yard, car):
    """A car that had a passport a month before it joined the fleet; a visit and a report
    of that day from before, and of after."""
    played = yard.played
    played.say("passport.state", passport(7, fleet_id=LATE,
                                          created_at="2026-02-01T09:00:00Z"))
    played.say("invoice.recorded", visit(7, SINCE[:10], 7700))
    played.say("invoice.recorded", visit(7, "2026-03-02", 8800))
    for number, opened in ((8, "2026-03-01T08:59:59Z"), (9, SINCE)):
        one = form(number, status="done", saved_number=1, saved_revision=1, saved_at=SINCE,
                   inspection_date=SINCE[:10], opened_on=opened,
                   vehicle_id=named("vehicle", "NL-1", 7))
        played.say("inspection.state", one)
        played.say("inspection_version.state", saved_version(one, 1))

    def whole():
        seen = detail(yard, car, "mel")
        return seen if (len(seen["history"]), len(seen["reports"])) == (2, 2) else None
    return eventually(whole, 60, "two visits and two reports")


def test_the_day_a_car_joins_what_was_before_is_not_the_fleets(yard):
    """An invoice has a day only: on the day of the change it is of who had the car before.
    A report has its moment, and is held against the moment of the change."""
    late = named("passport", 7)
    car = say_late_joiner(yard, late)
    assert [(one["date"], one.get("cost_cents")) for one in car["history"]] == \
        [("2026-03-02", 8800), (SINCE[:10], None)]
    assert car["cost_12m_cents"] == 8800
    before, after = (named("form", "NL-1", number) for number in (8, 9))
    urls = {one["inspection_id"]: one.get("url") for one in car["reports"]}
    assert urls[before] is None
    assert manager(yard, "mel").call("GET", urls[after]).content[:5] == b"%PDF-"
    paper = f"/v1/fleet/vehicles/{late}/reports/{before}.pdf"
    assert manager(yard, "mel").call("GET", paper).status_code == 404


def test_above_the_limit_the_manager_answers_below_it_for_the_driver_with_a_reason(yard):
    settled(yard)
    refused = answer(yard, 1, [(PADS, "approve"), (WIPERS, "later")])
    assert refused.json()["code"] == "REASON_NEEDED"
    assert answer(yard, 2, [(PADS, "approve")]).status_code == 404, "another car's form"
    done = answer(yard, 1, [(PADS, "approve"), (WIPERS, "later")], reason="met vakantie")
    assert done.status_code == 200, done.text
    assert [one.get("answer") for one in done.json()["advices"]] == ["approve", "later"]
    assert (done.json()["open_advices_count"], done.json()["open_advices_cents"]) == (1, 4500)
    name, command = yard.played.commands[-1]
    assert (name, command["dealer"], command["by"], command["reason"]) == \
        ("inspection_answer", "NL-1", "link", "met vakantie")
    assert command["actor"] == "@" + named("party", "mia")


def test_after_the_car_left_nothing_of_it_is_told(yard):
    settled(yard)
    yard.played.change("passport", OTHER, drop=("fleet_id", "driver_id"),
                       owner_id=named("party", "cora"), owner_since="2026-11-25T09:00:00Z")
    eventually(lambda: OTHER not in listed(yard)[0], 10, "the car to leave")
    assert manager(yard).call("GET", f"/v1/fleet/vehicles/{OTHER}").status_code == 404
    text = manager(yard).call("GET", "/v1/fleet/vehicles.csv").text
    assert "H-02-HZB" not in text and "Cora" not in text
