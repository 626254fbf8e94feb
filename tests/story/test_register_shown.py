# SPDX-License-Identifier: Apache-2.0
"""What the vehicle register says of a car, from its answer to the screens: the adviser reads
it with the customer's car, the holder on the car's own page, in words people use."""
import os
import pathlib

import pytest

import garage
from house import House
from polling import eventually
from register_server import (DANGERS, DEFECTS, MEANINGS, RECALL_WORDS, RECALLS, VEHICLES,
                             RegisterServer)
from test_holder_pages import Holder

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
CODE = "MGP220252"
TYRES = "Band(en) aanwezig met een profieldiepte van 1,6 t/m 2,5 mm"
PLATES = [f"H{number:02d}HZB" for number in range(1, 10)]


def fill(server):
    """A recall that is open on every car, and what the last two inspections found."""
    for plate in PLATES:
        found = {"kenteken": plate, "meld_tijd_door_keuringsinstantie": "1515"}
        last = {**found, "meld_datum_door_keuringsinstantie": "20260310"}
        server.put(VEHICLES, {"kenteken": plate, "voertuigsoort": "Personenauto",
                              "merk": "SUBARU", "handelsbenaming": "FORESTER",
                              "vervaldatum_apk": "20270312",
                              "openstaande_terugroepactie_indicator": "Ja"})
        server.put(RECALLS, {"kenteken": plate, "referentiecode_rdw": CODE,
                             "code_status": "O"})
        server.put(DEFECTS, {**last, "gebrek_identificatie": "AC1",
                             "aantal_gebreken_geconstateerd": "2"},
                   {**last, "gebrek_identificatie": "ZZ9"},
                   {**found, "gebrek_identificatie": "205",
                    "meld_datum_door_keuringsinstantie": "20240308"})
    server.put(RECALL_WORDS, {
        "referentiecode_rdw": CODE, "omschrijving_defect": "De airbag kan scheuren.",
        "materi_le_gevolgen": "U merkt er niets van.", "referentiecode_producent": "69Q7",
        "beschrijving_van_het_herstel": "De airbag wordt vervangen.",
        "publicatiedatum_rdw": "20220901"}, key="referentiecode_rdw")
    server.put(DANGERS,
               {"referentiecode_rdw": CODE, "code_mogelijk_gevaar": "TEL",
                "mogelijk_gevaar": "Verhoogde kans op letsel bij een ongeval"},
               {"referentiecode_rdw": CODE, "code_mogelijk_gevaar": "XYZ",
                "mogelijk_gevaar": "Iets nieuws"},
               {"referentiecode_rdw": CODE, "code_mogelijk_gevaar": "QQQ"},
               key="referentiecode_rdw")
    server.put(MEANINGS,
               {"gebrek_identificatie": "AC1", "gebrek_omschrijving": TYRES,
                "gebrek_artikel_nummer": "5.*.27"},
               {"gebrek_identificatie": "205",
                "gebrek_omschrijving": "Band onvoldoende profiel"},
               key="gebrek_identificatie")


@pytest.fixture(scope="module", name="house")
def _house():
    with RegisterServer() as server:
        fill(server)
        house = House(OUT / "story" / "test_register_shown", vendors=("autoflex",),
                      services=("notification", "fleet", "gateway"),
                      settings={"fleet": {"BEURT_REGISTER_URL": server.url}})
        house.clock.set_local("2026-11-25 10:00:00")
        with house:
            house.seed(garage.seed(house.base_url))
            house.sanne = house.portal("sanne", garage.PASSWORD)
            house.dms = house.publisher("autoflex")
            house.numbers = iter(range(1, 10))
            yield house
        house.drop_postgres()
        assert server.problems == []


@pytest.fixture(scope="module", name="anna")
def _anna(house):
    return Holder(house, plate_valid=True).activate()


def register_of(house, plate):
    """Once the register was asked and its answer is shown."""
    return eventually(lambda: house.sanne.get(f"/v1/vehicles/{plate}").get("register"), 120,
                      f"what the register says of {plate}")


def test_de_adviseur_leest_de_terugroepactie_en_haar_gevaren(house, anna):
    says = register_of(house, anna.car["plate"])
    assert says["recalls"] == [{
        "code": CODE, "text": "De airbag kan scheuren.", "since": "2022-09-01",
        "effect": "U merkt er niets van.", "repair": "De airbag wordt vervangen.",
        "producer_code": "69Q7",
        "dangers": [{"code": "QQQ"},
                    {"code": "TEL", "text": "Verhoogde kans op letsel bij een ongeval"},
                    {"code": "XYZ", "text": "Iets nieuws"}]}]
    assert says["recalls_as_of"] == says["defects_as_of"]


def test_de_adviseur_leest_wat_de_apk_vond(house, anna):
    found = {"found_at": "15:15"}
    assert register_of(house, anna.car["plate"])["defects"] == [
        {"code": "AC1", "text": TYRES, "article": "5.*.27", "found_on": "2026-03-10",
         "count": 2, "advice": True, **found},
        {"code": "ZZ9", "found_on": "2026-03-10", **found},
        {"code": "205", "text": "Band onvoldoende profiel", "found_on": "2024-03-08", **found}]


def test_de_bestuurder_leest_wat_er_mis_is_hoe_gevaarlijk_en_dat_het_niets_kost(house, anna):
    register_of(house, anna.car["plate"])
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}").text
    for words in ("De fabrikant roept uw auto terug", "De airbag kan scheuren.",
                  "Bij een ongeluk kunt u erger gewond raken.", "Iets nieuws", "Code QQQ",
                  "De airbag wordt vervangen.", "Maak een afspraak bij een dealer",
                  "Het kost u niets: de fabrikant betaalt.", "69Q7", CODE):
        assert words in page, words


def test_de_bestuurder_leest_wat_de_apk_vond_en_een_onbekende_code_als_code(house, anna):
    register_of(house, anna.car["plate"])
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}").text
    last, _, earlier = page.partition("Eerder gevonden")
    for words in ("Gevonden bij de APK", "De banden zijn bijna versleten", "2 keer",
                  "de auto is hierop niet afgekeurd", "Code ZZ9"):
        assert words in last, words
    assert "Band onvoldoende profiel" in earlier and "8 maart 2024" in earlier


def test_een_garage_die_de_auto_niet_kent_leest_er_niets_van(house, anna):
    other = house.portal("dirk", garage.PASSWORD)
    answer = other.call("GET", f"/v1/vehicles/{anna.car['plate']}")
    assert answer.status_code == 404
