# SPDX-License-Identifier: Apache-2.0
"""Inspection forms and their photos are kept for five years after they were saved for the
last time, and then they are gone everywhere: form, versions, report, photos. A photo lives as
long as some form shows it; nobody who is erased takes another's along."""
import os
import pathlib
import uuid

import pytest

import garage
from house import House
from inspections import customer, named, vehicle
from polling import eventually
from tablet import Tablet
from test_customer_page import say
from test_holder_pages import Holder
from test_photos import jpeg, name_of

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
SERVICES = ("inspection", "notification", "fleet", "gateway")
PATIENCE = 120


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_keeping", vendors=("autoflex",), services=SERVICES,
                  settings={"gateway": {"BEURT_LOGINS_PER_MINUTE": "1000"}})
    house.drop_postgres()
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("ina", "inspector", "NL-1"))
        house.seed(seed)
        house.dms = house.publisher("autoflex")
        house.numbers = iter(range(1, 1000))
        house.forms = {}
        yield house
    house.drop_postgres()


def at_work(house, *more):
    """Who works at the garage logs in again after years: Ina always."""
    for login in ("ina", *more):
        setattr(house, login, house.portal(login, garage.PASSWORD))


def photo_of(house, words):
    """The name of a photo that is there."""
    picture = jpeg(words)
    house.ina.ask("PUT", f"/v1/photos/{name_of(picture)}",
                  params={"from": 0, "of": len(picture)}, data=picture,
                  headers={"Content-Type": "application/octet-stream"})
    return name_of(picture)


def inspect(house, photos, **car):
    """A saved form of today, with an advice and these photos."""
    eventually(lambda: house.ina.get("/v1/checklists")["checklists"], PATIENCE, "a checklist")
    form = Tablet(house.ina, str(house.clock.now().date()), **car)
    form.advise("Remblokken voor vervangen", 24000)
    form.write({f"point/brake_pads/photo/{photo}": "Linksvoor" for photo in photos})
    form.save()
    house.settle()
    return form.id


def photo_status(house, name):
    return house.ina.call("GET", f"/v1/photos/{name}").status_code


def form_answer(house, form):
    return house.ina.call("GET", f"/v1/inspections/{form}")


def pass_to(house, moment):
    house.settle()
    house.clock.set_local(moment)
    house.settle()
    at_work(house)


def nights(house, count):
    for _ in range(count):
        house.settle()
        house.clock.step(hours=25)
    house.settle()
    at_work(house)


def rows_of(house, form):
    """How many rows each service has of it."""
    tables = ("inspection.form", "inspection.form_field", "inspection.edit_log",
              "inspection.form_version", "gateway.inspection", "gateway.inspection_version")
    return [house.query(f"SELECT count(*) FROM {table} WHERE inspection_id = %s::uuid",
                        form)[0][0] for table in tables]


@pytest.fixture(scope="module")
def anna(house):
    """Her car was inspected on the 25th; ten days later again, with one of those photos. On
    the 26th there was another car."""
    at_work(house, "sanne")
    forms = house.forms
    anna = Holder(house).activate()
    forms["own"], forms["shared"] = photo_of(house, "eigen"), photo_of(house, "gedeeld")
    forms["first"] = inspect(house, [forms["own"], forms["shared"]], prefill="customer",
                             vehicle_id=anna.car["vehicle_id"])
    pass_to(house, "2026-11-26 10:00:00")
    forms["younger"] = inspect(house, [])
    pass_to(house, "2026-12-05 10:00:00")
    forms["second"] = inspect(house, [forms["shared"]], prefill="customer",
                              vehicle_id=anna.car["vehicle_id"])
    return anna


def test_a_form_is_there_for_five_years(house, anna):
    pass_to(house, "2031-11-25 23:30:00")
    for name in ("first", "younger", "second"):
        assert form_answer(house, house.forms[name]).status_code == 200, name
    assert photo_status(house, house.forms["own"]) == 200
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}/rapport/{house.forms['first']}")
    assert page.status == 200 and "Remblokken" in page.text
    assert form_answer(house, house.forms["second"]).json()["carried"]


def test_a_day_later_it_is_gone_and_one_that_is_a_day_younger_is_not(house, anna):
    first = house.forms["first"]
    assert 0 not in rows_of(house, first)
    pass_to(house, "2031-11-26 23:45:00")
    assert rows_of(house, first) == [0, 0, 0, 0, 0, 0]
    gone = form_answer(house, first)
    assert (gone.status_code, gone.json()["code"]) == (404, "FORM_NOT_KEPT")
    never_there = form_answer(house, uuid.uuid4())
    assert never_there.status_code == 404 and never_there.json()["code"] != "FORM_NOT_KEPT"
    assert house.ina.call("GET", f"/v1/inspections/{first}/versions/1/pdf").status_code == 404
    assert first not in [form["inspection_id"] for form in
                         house.ina.pages("/v1/inspections", "inspections")]
    assert form_answer(house, house.forms["younger"]).status_code == 200


def test_what_looked_back_to_it_does_so_no_more_and_can_be_worked_on(house):
    second = form_answer(house, house.forms["second"]).json()
    assert second["carried"] == []
    path = f"/v1/inspections/{second['inspection_id']}"
    now = house.ina.ask("PUT", path, json={
        "device": str(uuid.uuid4()), "seen_revision": second["revision"],
        "writes": [{"counter": 1, "path": "head/remarks", "value": "Nagekeken"}]})
    saved = house.ina.ask("POST", f"{path}/versions",
                          json={"seen_revision": now["revision"], "mail": False})
    assert saved["number"] == 2


def test_the_holders_link_to_the_report_says_that_it_is_no_longer_kept(house, anna):
    first, of_car = house.forms["first"], f"/mijn/auto/{anna.passport}"
    page = anna.log_in().open(f"{of_car}/rapport/{first}")
    assert page.status == 410 and "wordt niet meer bewaard" in page.text
    assert page.open(f"{of_car}/rapport/{uuid.uuid4()}").status == 404
    photo = f"{of_car}/rapport/{first}/photos/{house.forms['own']}"
    assert page.open(photo).status == 404
    assert first not in page.open(of_car).source
    assert page.open(f"{of_car}/rapport/{house.forms['second']}").status == 200
    at_work(house, "sanne")
    other = Holder(house).activate().log_in()
    assert other.open(f"{of_car}/rapport/{first}").status == 404, "nobody else learns of it"


def test_its_photos_go_but_for_one_that_another_form_shows(house):
    nights(house, 3)
    assert photo_status(house, house.forms["own"]) == 404
    assert photo_status(house, house.forms["shared"]) == 200
    assert form_answer(house, house.forms["younger"]).status_code == 404
    pass_to(house, "2031-12-06 23:50:00")
    assert form_answer(house, house.forms["second"]).status_code == 200, "it was saved again"


def test_who_learned_of_its_advices_forgets_them(house, anna):
    """The fleet service counts them for the Monday letter, of the newest form."""
    form, = house.query("SELECT form_id::text FROM fleet.upkeep WHERE vehicle_id = %s::uuid",
                        anna.car["vehicle_id"])
    assert form == (house.forms["second"],)
    pass_to(house, "2036-11-30 23:55:00")
    assert form_answer(house, house.forms["second"]).status_code == 404
    assert house.query("SELECT form_id, advices FROM fleet.upkeep WHERE vehicle_id = %s::uuid",
                       anna.car["vehicle_id"]) == [(None, 0)]
    nights(house, 3)
    assert photo_status(house, house.forms["shared"]) == 404


# --- photos alone -------------------------------------------------------------------------

def test_a_photo_that_no_form_ever_showed_goes_after_ninety_days(house):
    loose = photo_of(house, "nergens op")
    nights(house, 2)
    assert photo_status(house, loose) == 200
    house.clock.step(days=90)
    nights(house, 2)
    assert photo_status(house, loose) == 404


def test_the_garages_logo_stays_though_no_form_shows_it(house):
    logo = photo_of(house, "logo")
    at_work(house, "marja")
    version = house.marja.get("/v1/settings")["version"]
    house.marja.ask("PUT", "/v1/settings", json={"logo": logo},
                    headers={"If-Match": f'"{version}"'})
    house.settle()
    house.clock.step(days=91)
    nights(house, 2)
    assert photo_status(house, logo) == 200


# --- an erasure ---------------------------------------------------------------------------

def known(house, number):
    """A customer and the car, as the invoice service would say them."""
    who, car = customer(number), vehicle(number)
    say(house, "customer.state", who, who["customer_id"])
    say(house, "vehicle.state", car, car["vehicle_id"])
    house.settle()
    return {"prefill": "customer", "vehicle_id": car["vehicle_id"]}


def erase(house, number):
    who = named("customer", "NL-1", number)
    say(house, "person.erased", {
        "erasure_id": str(uuid.uuid4()), "dealer": "NL-1", "at": "2031-12-01T09:00:00Z",
        "asked_by": "marja", "customer_id": who, "version": 5, "vehicles": []}, who)
    eventually(lambda: house.query("SELECT 1 FROM inspection.customer WHERE erased"
                                   " AND customer_id = %s::uuid", who), PATIENCE, "erased")
    house.settle()


def test_two_who_share_a_photo_do_not_lose_each_others(house):
    own, shared, nobodys, logo = (photo_of(house, words) for words in
                                  ("van jan", "van allebei", "van niemand", "logo"))
    jan = inspect(house, [own, shared, nobodys, logo], **known(house, 501))
    piet = inspect(house, [shared], **known(house, 502))
    without_a_customer = inspect(house, [nobodys])
    erase(house, 501)
    assert photo_status(house, own) == 404
    for kept in (shared, nobodys, logo):
        assert photo_status(house, kept) == 200
    erase(house, 502)
    assert photo_status(house, shared) == 404
    assert photo_status(house, nobodys) == 200
    for form in (jan, piet, without_a_customer):
        assert form_answer(house, form).status_code == 200, "what was found on the car stays"
