# SPDX-License-Identifier: Apache-2.0
"""The vehicle register: the fleet service asks a server that answers as RDW does, and says
what has changed of the cars we know, once a night, whatever the server answers."""
import datetime
import itertools
import json
import os
import pathlib
import re
import uuid

import pytest
import requests

from house import House
from polling import eventually, never
from recorder import read_recording
from register_server import (DANGERS, DATASETS, DEFECTS, EXPIRIES, FUELS, MEANINGS,
                             RECALL_WORDS, RECALLS, REPORTS, TELLINGS, VEHICLES,
                             RegisterServer, stored)
from traffic import check

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-23 09:00:00"
DEALER = "NL-1"
_numbers = itertools.count(1)


class Register:
    """The service, what it is told of cars, and what it says of plates."""

    def __init__(self, house, server):
        self.house = house
        self.server = server
        self.publisher = house.publisher("autoflex")

    def hear(self, plate, **more):
        """A garage knows this car."""
        car = {"dealer": DEALER, "vehicle_id": str(uuid.uuid4()), "version": 1,
               "plate": plate, "country": "NL", "plate_valid": True, "fuel": "unknown",
               "is_stock_car": False, **more}
        self.say("vehicle.state", car, f"{DEALER}/{car['vehicle_id']}")
        return car

    def say(self, kind, message, key):
        moment = self.house.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        headers = [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
                   ("ce_type", f"nl.beurt.{kind}.v1"), ("ce_source", "/beurt/invoice"),
                   ("ce_time", moment), ("ce_subject", key),
                   ("content-type", "application/json")]
        self.publisher.put(key, json.dumps(message).encode(), headers, f"{kind}.v1")
        self.publisher.flush()

    def row(self, plate):
        return self.house.query(
            "SELECT version, state, tries, asked_at FROM fleet.register_plate"
            " WHERE plate = %s", plate)[0]

    def state(self, plate, version=1, deadline=30):
        """What was said of it, at this version."""
        def there():
            found = self.row(plate)
            return json.loads(found[1]) if found[0] >= version else None
        state = eventually(there, deadline, lambda: f"{plate} at {version}\n" + self.log())
        assert state["version"] == version
        return state

    def answered(self, plate, since):
        """Until the plate was asked for again, after this moment."""
        return eventually(lambda: self.row(plate)[3] > since, 30, self.log)

    def asked_at(self, plate):
        return self.row(plate)[3]

    def night(self):
        """The clock goes to the coming night, a minute after two."""
        tomorrow = self.house.clock.now() + datetime.timedelta(days=1)
        self.house.clock.set_local(tomorrow.strftime("%Y-%m-%d") + " 02:01:00")

    def log(self):
        return self.house.programs["fleet-1"].log.read_text()[-3000:]

    def events(self, name):
        return [line for line in self.house.log_lines("fleet-1") if line["event"] == name]

    def metric(self, name):
        page = self.house.programs["fleet-1"].ready_url.replace("/readyz", "/metrics")
        found = re.search(rf"^{re.escape(name)} (\d+)$", requests.get(page, timeout=60).text,
                          re.M)
        return int(found[1]) if found else 0


@pytest.fixture(scope="module", name="register")
def _register():
    folder = OUT / "story" / "test_register"
    for old in folder.glob("traffic.jsonl"):
        old.unlink()
    with RegisterServer() as server:
        house = House(folder, vendors=("autoflex",), services=("fleet",),
                      settings={"fleet": {"BEURT_REGISTER_URL": server.url,
                                          "BEURT_REGISTER_TOKEN": "een-token"}})
        house.clock.set_local(STARTS)
        with house:
            house.record(folder / "traffic.jsonl")
            yield Register(house, server)
        house.drop_postgres()
        assert server.problems == []
    assert check(folder / "traffic.jsonl").problems == []
    said = [json.loads(record["value"]) for record in read_recording(folder / "traffic.jsonl")
            if record["topic"] == "register.state.v1" and record["value"]]
    versions = [(state["plate"], state["version"]) for state in said]
    assert len(versions) == len(set(versions)), "a version is said once"


def car(plate, **more):
    """A row of the register."""
    return {"kenteken": plate, "voertuigsoort": "Personenauto", "merk": "VOLKSWAGEN",
            "handelsbenaming": "GOLF", "vervaldatum_apk": "20270118",
            "datum_tenaamstelling": "20200501", "datum_eerste_toelating": "20180315",
            "export_indicator": "Nee", "openstaande_terugroepactie_indicator": "Nee", **more}


def new_plate():
    """Side code 6: 99-XX-XX."""
    number = next(_numbers)
    return f"{number:02d}BB{'DFGHJKLNPR'[number % 10]}{'STVXZBDFGH'[number // 10]}"


@pytest.fixture(name="golf")
def _golf(register):
    """A car that is known, and what was said of it."""
    plate = new_plate()
    register.server.put(VEHICLES, car(plate))
    register.hear(plate)
    register.state(plate)
    return plate


def test_a_new_plate_is_asked_for_soon_and_told_field_by_field(register):
    register.server.put(VEHICLES, *stored("11ZKZ3"))
    register.server.put(FUELS, *stored("fuel_11ZKZ3"))
    register.hear("11ZKZ3")
    state = register.state("11ZKZ3")
    asked = state.pop("checked_at")
    assert (state.pop("recalls_as_of"), state.pop("defects_as_of")) == (asked, asked)
    assert state == {
        "plate": "11ZKZ3", "version": 1, "make": "Skoda", "model": "Citigo",
        "first_admission": "2013-01-04", "fuel": "petrol", "category": "car",
        "apk_expiry": "2022-01-04", "holder_since": "2021-11-04", "found": True,
        "kind": "Personenauto", "body": "hatchback", "eu_category": "M1", "mass_kg": 1290,
        "empty_mass_kg": 840, "first_nl": "2013-01-04", "fuels": ["petrol"],
        "insured": False, "exported": False, "transferable": True, "recall_open": False,
        "odometer_verdict": "Logisch", "odometer_year": 2021, "recalls": []}
    assert register.server.tokens == {"een-token"}
    assert all(agent.startswith("Beurt/") for agent in register.server.agents)


def test_an_unknown_plate_is_an_empty_list(register):
    register.server.put(VEHICLES)
    plate = new_plate()
    register.hear(plate)
    state = register.state(plate)
    assert (state["found"], state["recalls"]) == (False, [])
    assert "apk_expiry" not in state and "recall_open" not in state


def test_what_is_no_dutch_plate_is_not_asked_for(register, golf):
    for wrong in ({"country": "DE"}, {"plate_valid": False}, {"plate": "1"}, {"plate": "AB'12X"}):
        register.hear(**{"plate": new_plate(), **wrong})
    after = new_plate()
    register.hear(after)
    register.state(after)
    assert golf in register.server.plates_asked()
    assert register.house.query("SELECT count(*) FROM fleet.register_plate WHERE plate LIKE"
                                " '%%''%%' OR length(plate) <> 6")[0][0] == 0


def test_recalls_open_and_close_with_their_words(register, golf):
    server = register.server
    server.put(VEHICLES, car(golf, openstaande_terugroepactie_indicator="Ja"))
    open_one = {"kenteken": golf, "referentiecode_rdw": "MGP220252", "code_status": "O",
                "status": "Openstaande terugroepactie"}
    repaired = {**open_one, "referentiecode_rdw": "MGP130086", "code_status": "P"}
    server.put(RECALLS, open_one, repaired)
    server.put(RECALL_WORDS, {"referentiecode_rdw": "MGP220252", "omschrijving_defect":
                              "De airbag kan scheuren.", "publicatiedatum_rdw": "20220901"},
               key="referentiecode_rdw")
    register.night()
    state = register.state(golf, 2)
    assert state["recall_open"] is True
    assert state["recalls"] == [{"code": "MGP220252", "text": "De airbag kan scheuren.",
                                 "since": "2022-09-01"}]
    server.put(VEHICLES, car(golf))
    server.put(RECALLS, {**open_one, "code_status": "P"}, repaired)
    register.night()
    state = register.state(golf, 3)
    assert (state["recalls"], state["recall_open"]) == ([], False)


MOMENT = {"meld_datum_door_keuringsinstantie": "20261120",
          "meld_tijd_door_keuringsinstantie": "915",
          "soort_erkenning_keuringsinstantie": "LK",
          "soort_erkenning_omschrijving": "APK lichte voertuigen"}


def meaning(code, text, article, since="20110101", until="20501231"):
    """A row of hx2c-gt7k."""
    return {"gebrek_identificatie": code, "gebrek_omschrijving": text,
            "gebrek_artikel_nummer": article, "gebrek_paragraaf_nummer": "0",
            "ingangsdatum_gebrek": since, "einddatum_gebrek": until}


def test_a_recall_tells_its_dangers_its_repair_and_how_owners_hear_of_it(register, golf):
    server = register.server
    server.put(VEHICLES, car(golf, openstaande_terugroepactie_indicator="Ja"))
    server.put(RECALLS, {"kenteken": golf, "referentiecode_rdw": "MGP230411",
                         "code_status": "O", "status": "Openstaande terugroepactie"})
    server.put(RECALL_WORDS, {
        "referentiecode_rdw": "MGP230411", "omschrijving_defect": "Het schuifdak kan loslaten.",
        "materi_le_gevolgen": "U hoort een klapperend geluid.",
        "beschrijving_van_het_herstel": "Het schuifdak wordt opnieuw gelijmd.",
        "referentiecode_producent": "60E5", "publicatiedatum_rdw": "20230911"},
        key="referentiecode_rdw")
    server.put(DANGERS,
               {"referentiecode_rdw": "MGP230411", "code_mogelijk_gevaar": "XYZ",
                "mogelijk_gevaar": "Iets dat nieuw is"},
               {"referentiecode_rdw": "MGP230411", "code_mogelijk_gevaar": "ONG",
                "mogelijk_gevaar": "Een (verkeers)ongeval met letselschade"},
               key="referentiecode_rdw")
    server.put(TELLINGS, {"referentiecode_rdw": "MGP230411", "code_wijze_informeren": "BRI",
                          "wijze_waarop_u_wordt_ge_nformeerd": "Een brief"},
               key="referentiecode_rdw")
    register.night()
    assert register.state(golf, 2)["recalls"] == [{
        "code": "MGP230411", "text": "Het schuifdak kan loslaten.", "since": "2023-09-11",
        "effect": "U hoort een klapperend geluid.",
        "repair": "Het schuifdak wordt opnieuw gelijmd.", "producer_code": "60E5",
        "dangers": [{"code": "ONG", "text": "Een (verkeers)ongeval met letselschade"},
                    {"code": "XYZ", "text": "Iets dat nieuw is"}],
        "told_by": [{"code": "BRI", "text": "Een brief"}]}]
    assert told_unknown(register, DANGERS, "XYZ")


def told_unknown(register, dataset, code):
    """The log says so, which it does after the answer is written down."""
    return eventually(lambda: any(
        (line["dataset"], line["code"]) == (dataset, code)
        for line in register.events("register_code_unknown")), 60, register.log)


def test_what_an_inspection_found_is_told_with_what_its_codes_mean(register, golf):
    server = register.server
    server.put(DEFECTS,
               {"kenteken": golf, "gebrek_identificatie": "AC1",
                "aantal_gebreken_geconstateerd": "2", **MOMENT},
               {"kenteken": golf, "gebrek_identificatie": "ZZ9",
                "aantal_gebreken_geconstateerd": "1", **MOMENT},
               {"kenteken": golf, "gebrek_identificatie": "205",
                "aantal_gebreken_geconstateerd": "1", **MOMENT,
                "meld_datum_door_keuringsinstantie": "20241118"})
    server.put(MEANINGS,
               meaning("AC1", "Band(en) aanwezig met een profieldiepte van 1,6 t/m 2,5 mm",
                       "5.*.27"),
               meaning("205", "Band onvoldoende profiel (< 1,6 mm)", "5.*.27", "20260101"),
               meaning("205", "Band onvoldoende profiel", "5.*.27", "20110101", "20251231"),
               key="gebrek_identificatie")
    register.night()
    assert register.state(golf, 2)["defects"] == [
        {"code": "AC1", "text": "Band(en) aanwezig met een profieldiepte van 1,6 t/m 2,5 mm",
         "article": "5.*.27", "found_on": "2026-11-20", "found_at": "09:15", "count": 2,
         "advice": True},
        {"code": "ZZ9", "found_on": "2026-11-20", "found_at": "09:15"},
        {"code": "205", "text": "Band onvoldoende profiel", "article": "5.*.27",
         "found_on": "2024-11-18", "found_at": "09:15"}]
    assert told_unknown(register, MEANINGS, "ZZ9")


@pytest.mark.parametrize("gone", [DEFECTS, MEANINGS])
def test_what_inspections_found_stays_when_its_data_set_is_gone(register, golf, gone):
    server = register.server
    server.put(DEFECTS, {"kenteken": golf, "gebrek_identificatie": "AC2", **MOMENT})
    server.put(MEANINGS, meaning("AC2", "Schokdemper aanwezig die lekkage vertoont", "5.*.28"),
               key="gebrek_identificatie")
    register.night()
    before = register.state(golf, 2)["defects"]
    kept = server.rows.pop(gone)
    server.put(VEHICLES, car(golf, export_indicator="Ja"))
    register.night()
    after = register.state(golf, 3)
    server.rows[gone] = kept
    assert (after["exported"], after["defects"]) == (True, before)


def test_an_inspection_moves_the_date_and_its_report_says_when(register, golf):
    server = register.server
    server.put(VEHICLES, car(golf, vervaldatum_apk="20280118"))
    server.put(REPORTS,
               {"kenteken": golf, "meld_datum_door_keuringsinstantie": "20251202",
                "meld_tijd_door_keuringsinstantie": "915", "vervaldatum_keuring": "20270118"},
               {"kenteken": golf, "meld_datum_door_keuringsinstantie": "20261120",
                "meld_tijd_door_keuringsinstantie": "1515", "vervaldatum_keuring": "20280118"})
    register.night()
    state = register.state(golf, 2)
    today = register.house.clock.now().strftime("%Y-%m-%d")
    assert (state["apk_expiry"], state["apk_tested_on"]) == ("2028-01-18", "2026-11-20")
    assert state["apk_moved_on"] == today


def test_another_holder_is_a_sale(register, golf):
    before = register.metric('beurt_fleet_register_plates_total{outcome="sold"}')
    register.server.put(VEHICLES, car(golf, datum_tenaamstelling="20261122"))
    register.night()
    assert register.state(golf, 2)["holder_since"] == "2026-11-22"
    eventually(lambda: register.metric(
        'beurt_fleet_register_plates_total{outcome="sold"}') == before + 1, 60, register.log)


def test_a_car_that_left_the_country_is_told(register, golf):
    register.server.put(VEHICLES, car(golf, export_indicator="Ja"))
    register.night()
    assert register.state(golf, 2)["exported"] is True


def test_nothing_is_said_when_nothing_has_changed(register, golf):
    asked = register.asked_at(golf)
    register.night()
    register.answered(golf, asked)
    assert register.row(golf)[0] == 1


def test_a_renamed_field_keeps_its_meaning(register, golf):
    row = car(golf, datum_eerste_afgifte_nederland="20180315", zuinigheidslabel="B")
    register.server.put(VEHICLES, row)
    register.night()
    assert register.state(golf, 2)["first_nl"] == "2018-03-15"
    renamed = {name: value for name, value in row.items() if name not in (
        "datum_eerste_afgifte_nederland", "zuinigheidslabel", "vervaldatum_apk",
        "datum_tenaamstelling", "datum_eerste_toelating")}
    register.server.put(VEHICLES, {
        **renamed, "datum_eerste_tenaamstelling_in_nederland": "20180315",
        "zuinigheidsclassificatie": "B", "vervaldatum_apk_dt": "2027-01-18T00:00:00.000",
        "datum_tenaamstelling_dt": "2020-05-01T00:00:00.000",
        "datum_eerste_toelating_dt": "2018-03-15T00:00:00"})
    asked = register.asked_at(golf)
    register.night()
    register.answered(golf, asked)
    assert register.row(golf)[0] == 2, "nothing has changed but names"


def test_a_vehicle_without_a_date_is_looked_up_among_the_inspections(register):
    plate = new_plate()
    row = car(plate)
    del row["vervaldatum_apk"]
    register.server.put(VEHICLES, row)
    register.server.put(EXPIRIES, {"kenteken": plate, "vervaldatum_keuring": "20270302"})
    register.hear(plate)
    assert register.state(plate)["apk_expiry"] == "2027-03-02"


def test_numbers_may_be_numbers(register, golf):
    register.server.put(VEHICLES, car(golf, massa_ledig_voertuig=1205,
                                      vervaldatum_apk=20270118))
    register.night()
    assert register.state(golf, 2)["empty_mass_kg"] == 1205


def cut(handler, _dataset, page):
    """A body that ends too early, and the length says so."""
    body = json.dumps(page).encode()
    return handler.say(200, body[:len(body) // 2], length=len(body))


def cut_unseen(handler, _dataset, page):
    body = json.dumps(page).encode()
    return handler.say(200, body[:len(body) // 2])


def wrong_type(handler, _dataset, _page):
    return handler.say(200, b'{"error":true,"message":"Internal error"}')


def rows_are_no_objects(handler, _dataset, _page):
    return handler.say(200, b"[1,2,3]")


def no_answer(handler, _dataset, _page):
    return handler.say(500, b"[]")


def refused(handler, _dataset, _page):
    return handler.say(403, b'{"code":"permission_denied"}')


def gone(handler, dataset, _page):
    return dataset == VEHICLES and handler.say(404, b"[]")


@pytest.mark.parametrize("trouble", [cut, cut_unseen, wrong_type, rows_are_no_objects,
                                     no_answer, refused, gone])
def test_a_bad_answer_is_an_error_and_never_no_rows(register, golf, trouble):
    told = len(register.events("register_not_asked"))
    register.server.trouble = trouble
    register.night()
    eventually(lambda: len(register.events("register_not_asked")) > told, 30, register.log)
    eventually(lambda: register.row(golf)[2] > 0, 60, "it waits before it is asked again")
    register.server.trouble = None
    assert register.row(golf)[0] == 1, "nothing is said of it"
    asked = register.asked_at(golf)
    register.house.clock.step(hours=7)
    register.answered(golf, asked)
    assert register.row(golf)[0] == 1


def test_a_data_set_that_is_gone_keeps_what_it_said(register, golf):
    server = register.server
    server.put(FUELS, {"kenteken": golf, "brandstof_volgnummer": "1",
                       "brandstof_omschrijving": "Diesel"})
    server.put(RECALLS, {"kenteken": golf, "referentiecode_rdw": "MGP2", "code_status": "O"})
    register.night()
    state = register.state(golf, 2)
    assert (state["fuel"], state["recalls"][0]["text"]) == ("diesel",
                                                            "Openstaande terugroepactie")
    kept = {dataset: server.rows.pop(dataset) for dataset in (FUELS, RECALLS)}
    server.source = lambda dataset, key: server.rows.get(dataset, {}).get(key, [])
    server.put(VEHICLES, car(golf, vervaldatum_apk="20270119"))
    register.night()
    state = register.state(golf, 3)
    server.rows.update(kept)
    assert (state["fuel"], state["recalls"][0]["code"]) == ("diesel", "MGP2")
    assert state["apk_expiry"] == "2027-01-19"


def test_a_storm_of_429_is_waited_out_by_everybody(register, golf):
    asked = register.asked_at(golf)
    register.server.trouble = lambda handler, _dataset, _page: handler.say(
        429, b"{}", [("Retry-After", "120")])
    before = register.metric('beurt_fleet_register_bad_total{what="busy"}')
    register.night()
    eventually(lambda: register.metric('beurt_fleet_register_bad_total{what="busy"}') > before,
               30, register.log)
    questions = len(register.server.asked)
    never(lambda: len(register.server.asked) > questions, 3, "no question before its time")
    register.server.trouble = None
    register.house.clock.step(seconds=60)
    never(lambda: len(register.server.asked) > questions, 2, "nor after half of it")
    register.house.clock.step(seconds=70)
    register.answered(golf, asked)
    assert register.row(golf)[2] == 0, "being sent away is no failure of the plate"


def test_many_rows_come_in_pages(register):
    """A page holds 1,000 rows: these plates have 40 recalls each, nearly all repaired."""
    plates = [new_plate() for _ in range(30)]
    for plate in plates:
        register.server.put(VEHICLES, car(plate))
        register.server.put(RECALLS, *(
            {"kenteken": plate, "referentiecode_rdw": f"MGP{number:06d}",
             "code_status": "O" if number == 39 else "P"} for number in range(40)))
    register.server.trouble = wrong_type
    for plate in plates:
        register.hear(plate)
    eventually(lambda: register.house.query(
        "SELECT count(*) FROM fleet.register_plate WHERE plate = ANY(%s)", plates)[0][0]
        == len(plates), 20)
    register.server.trouble = None
    register.house.clock.step(hours=7)
    for plate in plates:
        assert [recall["code"] for recall in register.state(plate)["recalls"]] == ["MGP000039"]
    assert any(offset == 1000 for _, _, offset in register.server.questions(RECALLS))


def test_a_plate_nobody_has_any_more_is_forgotten(register, golf):
    vehicle = register.house.query(
        "SELECT vehicle_id FROM fleet.vehicle WHERE plate = %s", golf)[0][0]
    register.hear(new_plate(), vehicle_id=str(vehicle), version=2)
    eventually(lambda: not register.house.query(
        "SELECT 1 FROM fleet.vehicle WHERE plate = %s", golf), 20)
    register.night()
    eventually(lambda: not register.house.query(
        "SELECT 1 FROM fleet.register_plate WHERE plate = %s", golf), 30, register.log)


def test_no_plate_is_in_the_log(register, golf):
    log = register.house.programs["fleet-1"].log.read_text()
    plates = [plate for (plate,) in register.house.query("SELECT plate FROM fleet.register_plate")]
    assert golf in plates
    assert [plate for plate in plates if plate in log] == []


def test_all_data_sets_were_asked(register):
    assert {dataset for dataset, _, _ in register.server.asked} == set(DATASETS)
