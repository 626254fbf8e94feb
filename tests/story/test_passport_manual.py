# SPDX-License-Identifier: Apache-2.0
"""The iGarage manual, sentence by sentence, through the gateway with the real fleet service.

Letters are read where they are asked for; activation is asked on the bus, as the customer's
page does it.
"""
import pytest

import garage
from answers import AnswerCheck
from passports import OTHER, address, contact, opened
from polling import eventually
from workshop import DEALER, new_id

WITHOUT_PARAMETERS = ("/v1/passports", "/v1/transfers", "/v1/fleet", "/v1/fleets", "/v1/party",
                      "/v1/me", "/v1/customers?query=a1", "/v1/inspections", "/v1/commands")


@pytest.fixture(scope="module")
def desk():
    with opened(__name__, services=("fleet", "gateway")) as desk:
        desk.house.seed({
            "dealers": [garage.dealer(DEALER, "Autobedrijf De Brug", "autoflex"),
                        garage.dealer(OTHER, "Garage Noord", "wincar")],
            "users": [garage.user("sanne", "adviser", DEALER),
                      garage.user("noor", "adviser", OTHER)]})
        desk.check = AnswerCheck()
        desk.people = {}
        yield desk
    assert desk.check.problems == []


def staff(desk, login="sanne"):
    if login not in desk.people:
        desk.people[login] = desk.house.portal(login, garage.PASSWORD, on_answer=desk.check)
    return desk.people[login]


def signed_in(desk, email):
    """Whoever reads that address, signed in by a link."""
    if email not in desk.people:
        browser = desk.house.portal(on_answer=desk.check)
        assert browser.call("POST", "/v1/login-links",
                            json={"email": email}).status_code == 202
        letter = eventually(lambda: desk.mails(email, "login_link"), 10, "the letter")[0]
        token = letter["params"]["link"].rsplit("/", 1)[1]
        browser.me = browser.ask("POST", f"/v1/login-links/{token}")
        desk.people[email] = browser
    return desk.people[email]


def given(desk, name, **more):
    """A passport that the garage gave through the portal, not activated yet."""
    customer, car = desk.car(name)
    passport = new_id()
    answer = eventually(lambda: staff(desk).call("POST", "/v1/passports", json={
        "passport_id": passport, "vehicle_id": car["vehicle_id"],
        "customer_id": customer["customer_id"], "holder": contact(name), **more}), 10)
    assert answer.status_code == 201, answer.text
    return answer.json()


def activated(desk, name, **more):
    state = given(desk, name, **more)
    holder = (state.get("driver") or state["owner"])["party_id"]
    desk.do("passport.activate", by=holder, passport_id=state["passport_id"],
            terms_version="1")
    path = f"/v1/passports/{state['passport_id']}"
    eventually(lambda: staff(desk).get(path)["status"] == "active", 10, "the activation")
    return staff(desk).get(path)


def fleet_body(car, name, email=None, **more):
    return {"fleet_id": new_id(), "passport_id": car["passport_id"], "name": f"{name} B.V.",
            "manager": contact(name, email or f"wagenpark-{address(name)}"), **more}


def with_fleet(desk, name):
    """(the fleet, its first car, the manager's browser)."""
    car = activated(desk, name)
    fleet = staff(desk).ask("POST", "/v1/fleets", json=fleet_body(car, name))
    manager = fleet["managers"][0]
    desk.do("fleet.activate", by=manager["party_id"], fleet_id=fleet["fleet_id"],
            party_id=manager["party_id"], terms_version="1")
    return fleet, car, signed_in(desk, manager["email"])


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_klanten_een_autopaspoort_geven(desk):
    state = given(desk, "Anna")
    assert state["status"] == "invited"
    assert desk.mails(address("Anna"), "passport_invitation")
    again = staff(desk).ask("POST", f"/v1/passports/{state['passport_id']}/invitation")
    assert again["version"] > state["version"]
    assert len(desk.mails(address("Anna"), "passport_invitation")) == 2
    twice = staff(desk).call("POST", "/v1/passports", json={
        "passport_id": new_id(), "vehicle_id": state["vehicle_id"],
        "holder": contact("Iemand")})
    assert refusal(twice) == (409, "PASSPORT_EXISTS")
    assert staff(desk, "noor").call(
        "GET", f"/v1/passports/{state['passport_id']}").status_code == 404


def test_zorg_eerst_dat_de_beheerder_een_geactiveerd_autopaspoort_heeft(desk):
    car = given(desk, "Boris")
    early = staff(desk).call("POST", "/v1/fleets", json=fleet_body(car, "Boris"))
    assert refusal(early) == (409, "PASSPORT_NOT_ACTIVE")


def test_het_wagenpark_account_is_aangemaakt_en_staat_bij_wagenpark_klanten(desk):
    car = activated(desk, "Carla")
    body = fleet_body(car, "Carla")
    fleet = staff(desk).ask("POST", "/v1/fleets", json=body)
    assert fleet["status"] == "invited" and fleet["vehicles_count"] == 1
    assert desk.mails(body["manager"]["email"], "fleet_invitation")
    assert fleet["fleet_id"] in {one["fleet_id"] for one in
                                 staff(desk).get("/v1/fleets")["fleets"]}
    assert staff(desk, "noor").get("/v1/fleets")["fleets"] == []


def test_let_op_het_emailadres_moet_anders_zijn_dan_dat_van_het_autopaspoort(desk):
    car = activated(desk, "Dora")
    same = staff(desk).call("POST", "/v1/fleets",
                            json=fleet_body(car, "Dora", f" {address('Dora').upper()}"))
    assert refusal(same) == (422, "FLEET_EMAIL_EQUALS_PASSPORT")
    taken = staff(desk).call("POST", "/v1/fleets",
                             json=fleet_body(car, "Dora", address("Anna")))
    assert refusal(taken) == (409, "EMAIL_IN_USE")


def test_let_op_de_login_in_het_wagenpark_dashboard_gaat_via_dezelfde_pagina(desk):
    fleet, _, manager = with_fleet(desk, "Egon")
    assert manager.me["role"] == "fleet_manager"
    assert manager.me["fleet_id"] == fleet["fleet_id"]
    assert signed_in(desk, address("Egon")).me["role"] == "holder"


def test_let_op_het_account_eerst_helemaal_inrichten(desk):
    car = activated(desk, "Fleur")
    fleet = staff(desk).ask("POST", "/v1/fleets", json=fleet_body(
        car, "Fleur", "balie@debrug.example", staging=True))
    assert fleet["status"] == "staging" and not desk.mails("balie@debrug.example")
    arranged = signed_in(desk, "balie@debrug.example")
    assert arranged.get("/v1/fleet")["name"] == "Fleur B.V."
    path = f"/v1/fleets/{fleet['fleet_id']}"
    moved = staff(desk).ask("PUT", path + "/address",
                            json={"email": "fleur@fleur.example", "name": "Fleur"})
    assert moved["pending_email"] == "fleur@fleur.example"
    assert arranged.call("GET", "/v1/fleet").status_code == 200, "nothing holds yet"
    manager = moved["managers"][0]["party_id"]
    desk.do("fleet.activate", by=manager, fleet_id=fleet["fleet_id"], party_id=manager,
            terms_version="1")
    eventually(lambda: arranged.call("GET", "/v1/fleet").status_code == 401, 10,
               "the garage's session is over")
    assert signed_in(desk, "fleur@fleur.example").get("/v1/fleet")["status"] == "active"


def test_manier_1_koppelen_en_weer_ontkoppelen_door_de_naam_te_typen(desk):
    fleet, _, manager = with_fleet(desk, "Gijs")
    car = activated(desk, "Hanna")
    found, = staff(desk).get("/v1/fleets", params={"query": "gijs b"})["fleets"]
    path = f"/v1/passports/{car['passport_id']}"
    linked = staff(desk).ask("PUT", path + "/fleet", json={"fleet_id": found["fleet_id"]})
    assert linked["fleet"]["name"] == "Gijs B.V." and linked["driver"]["name"] == "Hanna"
    assert manager.get(path)["role"] == "manager"
    second = staff(desk).call("PUT", path + "/fleet", json={"fleet_id": fleet["fleet_id"]})
    assert refusal(second) == (409, "FLEET_ALREADY")
    free = staff(desk).ask("DELETE", path + "/fleet")
    assert "fleet" not in free and free["owner"]["name"] == "Hanna"
    assert manager.call("GET", path).status_code == 404


def test_manier_2_koppelen_in_het_aanmaakscherm(desk):
    fleet, _, manager = with_fleet(desk, "Ilse")
    car = given(desk, "Jan", fleet_id=fleet["fleet_id"])
    assert car["fleet"]["fleet_id"] == fleet["fleet_id"] and car["driver"]["name"] == "Jan"
    assert manager.get(f"/v1/passports/{car['passport_id']}")["driver"]["name"] == "Jan"


def test_een_overzicht_van_alle_kentekens_van_dit_wagenpark(desk):
    fleet, first, _ = with_fleet(desk, "Kees")
    second = given(desk, "Loes", fleet_id=fleet["fleet_id"])
    cars = staff(desk).get(f"/v1/fleets/{fleet['fleet_id']}/vehicles")["vehicles"]
    assert {one["plate"] for one in cars} == {first["plate"], second["plate"]}


def offer(car, who, kind, name):
    return who.call("POST", f"/v1/passports/{car['passport_id']}/transfers", json={
        "transfer_id": new_id(), "kind": kind, "recipient": contact(name)})


def test_let_op_alleen_de_wagenparkbeheerder_kan_overdragen(desk):
    fleet, car, manager = with_fleet(desk, "Mark")
    driver = signed_in(desk, address("Mark"))
    for nobody in (staff(desk), driver):
        assert refusal(offer(car, nobody, "driver", "Nina")) == (403, "FLEET_MANAGER_ONLY")
    assert offer(car, staff(desk, "noor"), "driver", "Nina").status_code in (403, 404)
    assert offer(car, manager, "driver", "Nina").status_code == 201


def test_overdragen_aan_een_nieuwe_bestuurder_houdt_de_auto_in_het_wagenpark(desk):
    _, car, manager = with_fleet(desk, "Otto")
    transfer = offer(car, manager, "driver", "Piet").json()
    assert desk.mails(address("Piet"), "transfer_offer")
    piet = signed_in(desk, address("Piet"))
    path = f"/v1/passports/{car['passport_id']}"
    assert piet.call("GET", path).status_code == 404, "nothing moves before the answer"
    assert piet.ask("POST", f"/v1/transfers/{transfer['transfer_id']}/accept")["status"] == \
        "accepted"
    assert piet.get(path)["role"] == "driver" and manager.get(path)["role"] == "manager"
    assert signed_in(desk, address("Otto")).call("GET", path).status_code == 404


def test_let_op_na_acceptatie_door_de_nieuwe_eigenaar_is_er_geen_toegang_meer(desk):
    fleet, car, manager = with_fleet(desk, "Quint")
    driver, path = signed_in(desk, address("Quint")), f"/v1/passports/{car['passport_id']}"
    transfer = offer(car, manager, "owner", "Rosa").json()
    rosa = signed_in(desk, address("Rosa"))
    assert rosa.ask("POST", f"/v1/transfers/{transfer['transfer_id']}/accept",
                    json={"keep_garages": []})["status"] == "accepted"
    for former in (manager, driver, staff(desk)):
        for place in (path, *WITHOUT_PARAMETERS, path + "/transfers",
                      f"/v1/transfers/{transfer['transfer_id']}",
                      f"/v1/fleets/{fleet['fleet_id']}/vehicles"):
            answer = former.call("GET", place)
            assert car["plate"] not in answer.text and car["passport_id"] not in \
                answer.text.replace(answer.json().get("detail", "-"), ""), place
        assert offer(car, former, "driver", "Sam").status_code in (403, 404)
        for how in ("cancel", "remind", "accept"):
            assert former.call(
                "POST", f"/v1/transfers/{transfer['transfer_id']}/{how}").status_code in \
                (403, 404), how
    assert rosa.get(path)["role"] == "owner"


def test_deze_auto_is_niet_meer_van_mij(desk):
    car = activated(desk, "Tess")
    tess, path = signed_in(desk, address("Tess")), f"/v1/passports/{car['passport_id']}"
    assert tess.call("POST", path + "/disown", json={"reason": "verkocht"}).status_code in \
        (200, 204)
    assert tess.call("GET", path).status_code == 404
    assert staff(desk).call("GET", path).status_code == 404
