# SPDX-License-Identifier: Apache-2.0
"""The inspection service alone: forms are opened, filled in by several hands, saved, mailed
and answered, as the manual's chapter "Voertuig inspectieformulier" has it."""
import os
import pathlib

import pytest

from house import House
from traffic import check
from workshop import DEALER, Workshop, new_id

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-22 09:00:00"


@pytest.fixture(scope="module")
def shop():
    folder = OUT / "story" / __name__
    house = House(folder, services=("inspection",))
    house.clock.set_local(STARTS)
    house.drop_postgres()
    recording = folder / "traffic.jsonl"
    recording.unlink(missing_ok=True)
    with house:
        shop = Workshop(house, recording)
        shop.garage()
        house.settle()
        yield shop
        house.settle()
        shop.ear.stop()
    house.drop_postgres()
    assert check(recording).problems == []


def car_of(shop, name, plate, **facts):
    customer = shop.customer(name)
    car = shop.vehicle(plate, customer, **facts)
    shop.house.settle()
    return customer, car


def test_every_garage_has_a_checklist_of_84_points(shop):
    checklist = shop.newest("checklist.state.v1", dealer=DEALER)
    assert len(checklist["points"]) == 84 and checklist["version"] == 1
    assert len({point["group"] for point in checklist["points"]}) == 12


def test_een_formulier_gevuld_met_klantgegevens(shop):
    customer, car = car_of(shop, "Anna", "00HZB3")
    form = shop.form(vehicle_id=car["vehicle_id"])
    assert form.opened["outcome"] == "ok" and form.opened["version"] == 1
    fields = form.fields
    assert fields["customer/name"] == "Anna"
    assert fields["customer/email"] == "anna@klant.example"
    assert fields["vehicle/plate"] == "00HZB3" and fields["vehicle/make"] == "SUBARU"
    assert fields["head/inspector"] == "Piet Sleutel"
    assert not [path for path in fields if path.startswith("point/")]
    assert form.state["customer_id"] == customer["customer_id"]


def test_alle_controlepunten_vooraf_ingevuld_op_ok(shop):
    _, car = car_of(shop, "Bert", "01HZB3")
    form = shop.form(prefill="customer_all_ok", vehicle_id=car["vehicle_id"])
    status = {path for path in form.fields if path.endswith("/status")}
    assert "point/wipers/status" in status
    assert "point/tyre_tread/status" not in status, "what is measured is never prefilled"
    assert form.state["checked_total"] == 0, "nobody looked yet"
    form.write({"point/wipers/status": "ok"})
    assert form.state["checked_total"] == 1
    form.save()
    points = {point["point_id"]: point for point in form.version(1)["form"]["points"]}
    assert not points["wipers"]["prefilled"] and points["horn"]["prefilled"]


def test_een_leeg_formulier_heeft_alleen_inspecteur_en_datum(shop):
    form = shop.form(prefill="blank")
    assert form.fields == {"head/inspector": "Piet Sleutel",
                           "head/inspection_date": "2026-11-22"}
    form.write({"customer/name": "Kees", "vehicle/plate": "99-zz-zz"})
    assert form.save()["number"] == 1
    saved = form.version(1)["form"]
    assert saved["customer_source"] == "by_hand" and saved["customer"]["name"] == "Kees"


def test_na_het_uitbrengen_van_adviezen_een_email_met_opsomming_en_kosten(shop):
    _, car = car_of(shop, "Dirk", "02HZB3")
    form = shop.form(vehicle_id=car["vehicle_id"])
    form.advise("Remblokken voor", "12050", quantity="2")
    form.advise("Lekkage opsporen", "", severity="necessary")
    assert form.save() == {"number": 1, "mailed": True, "revision": 3}
    assert form.state["total_cents"] == 24100 and form.state["follows_count"] == 1
    assert form.state["status"] == "sent"
    letter, = form.letters
    assert letter["template"] == "inspection_advice"
    assert letter["params"]["total_cents"] == 24100
    assert [line.get("cents") for line in letter["params"]["lines"]].count(24100) == 1
    assert letter["recipient"]["email"] == "dirk@klant.example"
    assert letter["params"]["link"].startswith("/m/")
    assert form.state["link"]["hash"] not in letter["params"]["link"]


def test_unknown_forms_are_absent(shop):
    form = shop.form(prefill="blank")
    form.id = new_id()
    assert form.try_save()["outcome"] == "absent"
