# SPDX-License-Identifier: Apache-2.0
"""The iGarage fleet manual's chapter 4 in a real Chromium against the whole house: the manager
logs in by a link in a mail, sees the fleet's cars, and hands one to another driver and one to
a new owner, who accept."""
import pytest

import garage
from browser import in_browser
from riders import Riders
from tablet import Tablet, entry

STARTS = "2026-11-23 08:00:00"
EMAIL = "beheer@koeriers.example"


@pytest.fixture(scope="module")
def yard(workshop_day):
    riders = Riders(workshop_day)
    cars = [garage.Car() for _ in range(3)]
    for car in cars:
        workshop_day.dms.publish(*garage.yearly_services(car, "2025-12-01"))
    workshop_day.settle()
    fleet, _, riders.manager = riders.fleet(cars[0], "Koeriers Noord", EMAIL)
    riders.cars = {car: riders.give(car, fleet_id=fleet) for car in cars[1:]}
    for car in riders.cars:
        riders.person(car.email).activate()
    left_open(riders, cars[1])
    return riders


def left_open(riders, car):
    """A mailed form of this car with an advice above and one below the limit."""
    match = entry(riders.inspector, plate=car.plate)
    form = Tablet(riders.inspector, STARTS[:10], "customer_all_ok",
                  vehicle_id=match["vehicle"]["id"])
    form.advise("Remblokken voor vervangen", 28900)
    form.advise("Ruitenwissers vervangen", 4500)
    form.save(mail=True)
    riders.form = form


def shown(car):
    """As on the plate: G-012-HJ."""
    return f"{car.plate[0]}-{car.plate[1:4]}-{car.plate[4:]}"


def in_the_dashboard(yard, part):
    driven, sold = yard.cars
    in_browser(yard.house, "fleet_day.test.mjs", "", 240, DO=part, EMAIL=EMAIL,
               MAILBOX=yard.house.mailbox.url, DRIVEN=shown(driven), SOLD=shown(sold))


def accept(yard, car, email):
    person = yard.person(email)
    person.link("/overdracht/")
    person.log_in()
    offer, = person.get("/v1/transfers")["transfers"]
    answer = person.answer(offer["transfer_id"], "accept", keep_garages=[])
    assert answer.status_code == 200, answer.text
    return person


def test_het_overdragen_kan_alleen_door_de_wagenparkbeheerder_in_het_dashboard(yard):
    in_the_dashboard(yard, "offer")
    driven, sold = yard.cars
    cars = {one["passport_id"]: one for one in yard.manager.get("/v1/fleet/vehicles")["vehicles"]}
    assert {cars[yard.cars[car]]["status"] for car in (driven, sold)} == {"transfer_pending"}
    driver = yard.person(driven.email).log_in()
    refused = driver.call("POST", f"/v1/passports/{yard.cars[driven]}/transfers", json={
        "transfer_id": "0190f3d2-1111-7a40-9b55-3f2f6f1c0a22", "kind": "driver",
        "recipient": {"email": "vriend@nieuw.example", "name": "Vriend"}})
    assert (refused.status_code, refused.json()["code"]) == (403, "FLEET_MANAGER_ONLY")


def test_boven_de_limiet_keurt_de_wagenparkbeheerder_goed(yard):
    driven = next(iter(yard.cars))
    car = yard.manager.get(f"/v1/fleet/vehicles/{yard.cars[driven]}")
    assert {one["text"]: (one["above_limit"], one["answer"]) for one in car["advices"]} == {
        "Remblokken voor vervangen": (True, "approve"),
        "Ruitenwissers vervangen": (False, "later")}
    form = yard.inspector.get(f"/v1/inspections/{car['advices'][0]['inspection_id']}")
    assert form["status"] == "answered"
    assert {one.get("reason") for one in form["answers"]} == {"bestuurder is op vakantie"}


def test_na_de_acceptatie_verdwijnt_het_autopaspoort_uit_het_wagenparkaccount(yard):
    driven, sold = yard.cars
    accept(yard, driven, "bestuurder@nieuw.example")
    owner = accept(yard, sold, "eigenaar@nieuw.example")
    in_the_dashboard(yard, "after")
    path = f"/v1/fleet/vehicles/{yard.cars[sold]}"
    assert yard.manager.call("GET", path).status_code == 404
    assert owner.get(f"/v1/passports/{yard.cars[sold]}")["role"] == "owner"
