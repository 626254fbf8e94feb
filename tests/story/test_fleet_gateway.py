# SPDX-License-Identifier: Apache-2.0
"""Passports, fleets and transfers through the gateway alone: who signs in, who sees what.

The fleet service is played by this test; every answer is held against the OpenAPI
description.
"""
import hashlib
import os
import pathlib
import uuid

import psycopg2
import pytest
import requests

import garage
from answers import AnswerCheck
from fleets import Fleets, fleet, named, party, passport
from house import House
from inspections import ADVICE, customer, form, saved_version, vehicle
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
CARS = 8
BAKKER = named("fleet", "bakker")


@pytest.fixture(scope="module")
def yard():
    house = House(OUT / "story" / "test_fleet_gateway", vendors=("autoflex",),
                  services=("gateway",))
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed()
        seed["dealers"].append(garage.dealer("NL-3", "Garage Zonder", "autoflex",
                                             entitlements=["inspection"]))
        seed["users"] += [garage.user("kees", "manager", "NL-3"),
                          garage.user("ina", "inspector", "NL-1")]
        house.seed(seed)
        house.check = AnswerCheck()
        house.played = played = Fleets(house)
        for number in range(CARS):
            played.say("customer.state", customer(number))
            played.say("vehicle.state", vehicle(number))
        for name in ("anna", "bram", "cora", "dirk"):
            played.say("party.state", party(name))
        played.say("party.state", party("mia", "manager", fleet_id=BAKKER))
        played.say("fleet.state", fleet("bakker", "mia", anchor_id=named("passport", 1)))
        played.say("passport.state", passport(0, owner_id=named("party", "anna")))
        for number in (1, 2, 3):
            played.say("passport.state", passport(number, fleet_id=BAKKER,
                                                  driver_id=named("party", "bram")))
        played.say("passport.state", passport(4, owner_id=named("party", "cora")))
        house.people = {}
        eventually(lambda: len(staff(house).get("/v1/passports")["passports"]) == 5, 30,
                   "the passports")
        yield house
        played.close()
    house.drop_postgres()
    assert house.check.problems == []


def staff(yard, login="sanne"):
    if login not in yard.people:
        yard.people[login] = yard.portal(login, garage.PASSWORD, on_answer=yard.check)
    return yard.people[login]


def stranger(yard):
    return yard.portal(on_answer=yard.check)


def letters(yard, email):
    return [one for one in yard.played.letters if one["recipient"]["email"] == email]


def asked(yard, email, browser=None):
    """A browser that asked for a link, and the link's token."""
    browser = browser or stranger(yard)
    before = len(letters(yard, email))
    assert browser.call("POST", "/v1/login-links",
                        json={"email": email}).status_code == 202
    eventually(lambda: len(letters(yard, email)) > before, 10, "the letter")
    return browser, letters(yard, email)[-1]["params"]["link"].rsplit("/", 1)[1]


def signed_in(yard, name):
    """A party's browser, signed in by a link."""
    if name not in yard.people:
        browser, token = asked(yard, f"{name}@voorbeeld.example")
        browser.me = browser.ask("POST", f"/v1/login-links/{token}")
        yard.people[name] = browser
    return yard.people[name]


def cars(portal):
    return {one["passport_id"] for one in portal.get("/v1/passports")["passports"]}


# --- signing in ---

def test_a_link_signs_in_once_in_the_browser_that_asked(yard):
    anna, token = asked(yard, "anna@voorbeeld.example")
    other = stranger(yard)
    dead = other.call("POST", f"/v1/login-links/{token}")
    assert (dead.status_code, dead.json()["code"]) == (403, "LINK_DEAD")
    me = anna.ask("POST", f"/v1/login-links/{token}")
    assert (me["role"], me["party_id"], me["name"]) == ("holder", named("party", "anna"), "Anna")
    assert me["timezone"] == "Europe/Amsterdam" and "dealer" not in me
    assert anna.get("/v1/me")["party_id"] == me["party_id"]
    again = anna.call("POST", f"/v1/login-links/{token}")
    assert (again.status_code, again.json()["code"]) == (403, "LINK_DEAD")
    anna.logout()
    assert anna.call("GET", "/v1/me").status_code == 401


def test_a_link_is_dead_after_ten_minutes(yard):
    anna, token = asked(yard, "anna@voorbeeld.example")
    letter = letters(yard, "anna@voorbeeld.example")[-1]
    assert (letter["template"], letter["message_class"]) == ("login_link", "service")
    assert letter["dealer"] == "NL-1" and letter["params"]["link"].startswith("/inloggen/")
    yard.clock.step(minutes=11)
    assert anna.call("POST", f"/v1/login-links/{token}").json()["code"] == "LINK_DEAD"


def test_an_unknown_address_is_answered_alike_and_gets_nothing(yard):
    known = stranger(yard).call("POST", "/v1/login-links",
                                json={"email": "BRAM@Voorbeeld.example "})
    unknown = stranger(yard).call("POST", "/v1/login-links",
                                  json={"email": "niemand@voorbeeld.example"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert set(known.headers) == set(unknown.headers)
    eventually(lambda: letters(yard, "bram@voorbeeld.example"), 10, "the letter")
    assert letters(yard, "niemand@voorbeeld.example") == []
    wrong = stranger(yard).call("POST", "/v1/login-links", json={"email": "geen adres"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "ADDRESS_INVALID")


def test_one_address_gets_five_links_and_one_asker_ten_tries(yard):
    browser = stranger(yard)
    before = len(letters(yard, "dirk@voorbeeld.example"))
    answers = []
    while 429 not in answers and len(answers) < 60:  # a slow machine gets some more
        answers.append(browser.call("POST", "/v1/login-links", json={
            "email": "dirk@voorbeeld.example"}).status_code)
    assert answers[:10] == [202] * 10 and answers[-1] == 429
    yard.settle()
    eventually(lambda: len(letters(yard, "dirk@voorbeeld.example")) - before == 5, 10,
               "five letters, no more")


def test_a_password_may_be_chosen_and_signs_in(yard):
    anna = signed_in(yard, "anna")
    assert anna.get("/v1/party")["has_password"] is False
    weak = anna.call("PUT", "/v1/party/password", json={"password": "kort"})
    assert (weak.status_code, weak.json()["code"]) == (422, "PASSWORD_WEAK")
    chosen = "een heel lang wachtwoord"
    second, token = asked(yard, "anna@voorbeeld.example")
    second.ask("POST", f"/v1/login-links/{token}")
    anna.ask("PUT", "/v1/party/password", json={"password": chosen})
    assert second.call("GET", "/v1/me").status_code == 401, "other sessions end"
    assert anna.get("/v1/party")["has_password"] is True
    third = stranger(yard)
    me = third.ask("POST", "/v1/session",
                   json={"email": "Anna@voorbeeld.example", "password": chosen})
    assert me["role"] == "holder"
    wrong = anna.call("PUT", "/v1/party/password", json={"password": chosen + "!",
                                                         "current": "niet dit"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "WRONG_PASSWORD")
    refused = [stranger(yard).call("POST", "/v1/session", json=body) for body in (
        {"email": "anna@voorbeeld.example", "password": "x" * 12},
        {"email": "niemand@voorbeeld.example", "password": "x" * 12})]
    assert [one.status_code for one in refused] == [401, 401]
    assert refused[0].json()["detail"] == refused[1].json()["detail"]
    both = stranger(yard).call("POST", "/v1/session", json={
        "email": "a@b.nl", "login": "sanne", "password": "x"})
    assert both.status_code == 400


def test_sessions_end_when_the_account_says_so(yard):
    cora, state = signed_in(yard, "cora"), yard.played.known("party", named("party", "cora"))
    yard.played.say("party.state", {**state, "version": 2,
                                    "sessions_since": "2026-11-25T09:30:00Z"})
    eventually(lambda: cora.call("GET", "/v1/me").status_code == 401, 10, "the end")
    yard.people.pop("cora")
    cora = signed_in(yard, "cora")
    yard.played.say("party.state", {**state, "version": 3, "status": "closed"})
    eventually(lambda: cora.call("GET", "/v1/me").status_code == 401, 10, "the end")
    before = len(letters(yard, "cora@voorbeeld.example"))
    assert stranger(yard).call("POST", "/v1/login-links", json={
        "email": "cora@voorbeeld.example"}).status_code == 202
    yard.settle()
    assert len(letters(yard, "cora@voorbeeld.example")) == before
    yard.played.say("party.state", {**state, "version": 4})
    yard.people.pop("cora")


# --- who may ---

def test_parties_and_staff_keep_to_their_own_routes(yard):
    anna, mia, sanne = signed_in(yard, "anna"), signed_in(yard, "mia"), staff(yard)
    assert mia.me["role"] == "fleet_manager" and mia.me["fleet_id"] == BAKKER
    for path in ("/v1/weeks", "/v1/customers?query=jan", "/v1/inspections", "/v1/settings",
                 "/v1/passports", "/v1/fleets", "/v1/intake"):
        assert anna.call("GET", path).json()["code"] == "STAFF_ONLY", path
        assert mia.call("GET", path).status_code == 403, path
    assert anna.call("GET", "/v1/fleet").json()["code"] == "FLEET_MANAGER_ONLY"
    assert sanne.call("GET", "/v1/fleet").json()["code"] == "PARTY_ONLY"
    assert sanne.call("GET", "/v1/party").json()["code"] == "PARTY_ONLY"
    assert staff(yard, "kees").call("GET", "/v1/passports").json()["code"] == \
        "ENTITLEMENT_MISSING"
    assert staff(yard, "ina").call("GET", "/v1/passports").status_code == 403


def test_a_car_is_seen_by_who_has_to_do_with_it_and_nobody_else(yard):
    anna, bram, mia = (signed_in(yard, name) for name in ("anna", "bram", "mia"))
    roles = {"anna": {0: "owner"}, "bram": {1: "driver", 2: "driver"},
             "mia": {1: "manager", 2: "manager"}}
    for name, portal in (("anna", anna), ("bram", bram), ("mia", mia)):
        for number in (0, 1, 2, 4):
            answer = portal.call("GET", f"/v1/passports/{named('passport', number)}")
            wanted = roles[name].get(number)
            assert answer.status_code == (200 if wanted else 404), (name, number)
            assert not wanted or answer.json()["role"] == wanted
    dirk = staff(yard, "dirk")
    assert dirk.get("/v1/passports")["passports"] == []
    assert dirk.call("GET", f"/v1/passports/{named('passport', 0)}").status_code == 404
    assert dirk.get("/v1/fleets")["fleets"] == []
    assert dirk.call("GET", f"/v1/fleets/{BAKKER}/vehicles").status_code == 404


def test_a_garage_finds_passports(yard):
    sanne = staff(yard)
    page = sanne.get("/v1/passports", params={"limit": 2})
    assert len(page["passports"]) == 2 and page["next_cursor"]
    assert page["counts"]["active"] >= 5
    assert {one["passport_id"] for one in sanne.pages("/v1/passports", "passports", limit=2)} \
        == cars(sanne)
    found = sanne.get("/v1/passports", params={"query": "H-00-HZB"})["passports"]
    assert [one["plate_formatted"] for one in found] == ["H-00-HZB"]
    assert found[0]["owner"]["email"] == "anna@voorbeeld.example"
    assert [one["driver"]["name"] for one in sanne.get(
        "/v1/passports", params={"query": "bram", "fleet": BAKKER})["passports"]] == ["Bram"] * 3
    assert len(sanne.get("/v1/passports", params={
        "customer": named("customer", "NL-1", 0)})["passports"]) == 1
    assert sanne.get("/v1/passports", params={"status": "archived"})["passports"] == []


def test_a_driver_does_not_read_the_owners_address(yard):
    seen = signed_in(yard, "bram").get(f"/v1/passports/{named('passport', 1)}")
    assert seen["fleet"]["name"] == "Bakker" and "contact" not in seen
    assert "email" not in seen["driver"]


# --- what they do ---

def test_a_garage_gives_a_passport_and_can_read_it_at_once(yard):
    sanne, passport_id = staff(yard), str(uuid.uuid4())
    made = sanne.call("POST", "/v1/passports", json={
        "passport_id": passport_id, "vehicle_id": named("vehicle", "NL-1", 5),
        "customer_id": named("customer", "NL-1", 5),
        "holder": {"email": "eva@voorbeeld.example", "name": "Eva"}})
    assert made.status_code == 201, made.text
    assert made.json()["status"] == "invited" and made.json()["owner"]["name"] == "Eva"
    assert sanne.get(f"/v1/passports/{passport_id}") == made.json()
    again = sanne.ask("POST", f"/v1/passports/{passport_id}/invitation")
    assert again["version"] == 2
    changed = sanne.ask("PUT", f"/v1/passports/{passport_id}",
                        json={"driving_habit": "calm"}, headers={"If-Match": '"2"'})
    assert changed["driving_habit"] == "calm"
    sanne.ask("POST", f"/v1/passports/{passport_id}/disown", json={"reason": "verkocht"})
    ended = sanne.get(f"/v1/passports/{passport_id}")
    assert ended["status"] == "archived" and "owner" not in ended and "contact" not in ended
    command = yard.played.commands[-1][1]
    assert (command["dealer"], command["actor"]) == ("NL-1", "sanne")


def test_the_letter_of_a_new_account_verifies_its_address(yard):
    yard.played.say("party.state", {key: value for key, value in party("nora").items()
                                    if key != "verified_at"} | {"status": "invited"})
    eventually(lambda: yard.query("SELECT 1 FROM gateway.party WHERE name = 'Nora'"), 10,
               "the account")
    nora = signed_in(yard, "nora")
    assert nora.get("/v1/party")["status"] == "active"
    assert ("party_verify", named("party", "nora")) in [
        (name, command.get("party_id")) for name, command in yard.played.commands]


def test_a_fleet_is_made_linked_and_found(yard):
    sanne, fleet_id = staff(yard), str(uuid.uuid4())
    yard.played.say("passport.state", passport(6, owner_id=named("party", "anna")))
    eventually(lambda: named("passport", 6) in cars(sanne), 10, "the passport")
    made = sanne.call("POST", "/v1/fleets", json={
        "fleet_id": fleet_id, "passport_id": named("passport", 6), "name": "Smit Bouw",
        "manager": {"email": "bouw@garage.example", "name": "Smit"}, "staging": True})
    assert made.status_code == 201, made.text
    assert made.json()["status"] == "staging" and made.json()["vehicles_count"] == 1
    assert made.json()["managers"][0]["email"] == "bouw@garage.example"
    assert [one["name"] for one in sanne.get("/v1/fleets", params={"query": "smi"})["fleets"]] \
        == ["Smit Bouw"]
    moved = sanne.ask("PUT", f"/v1/fleets/{fleet_id}/address",
                      json={"email": "smit@bouw.example", "name": "S. Smit"})
    assert moved["pending_email"] == "smit@bouw.example"
    assert sanne.ask("POST", f"/v1/fleets/{fleet_id}/invitation")["status"] == "invited"
    listed = sanne.get(f"/v1/fleets/{fleet_id}/vehicles")["vehicles"]
    assert [one["passport_id"] for one in listed] == [named("passport", 6)]
    left = sanne.ask("DELETE", f"/v1/passports/{named('passport', 6)}/fleet")
    assert "fleet" not in left and left["owner"]["name"] == "Anna"
    assert sanne.call("GET", f"/v1/fleets/{fleet_id}").status_code == 404, \
        "no car of it here any more"


def test_a_manager_changes_the_account(yard):
    mia = signed_in(yard, "mia")
    changed = mia.ask("PUT", "/v1/fleet", json={"approval_limit_cents": 25000})
    assert changed["approval_limit_cents"] == 25000 and changed == mia.get("/v1/fleet")
    assert "approval_limit_cents" not in mia.ask("PUT", "/v1/fleet",
                                                 json={"approval_limit_cents": -1})
    second = str(uuid.uuid4())
    both = mia.ask("POST", "/v1/fleet/managers", json={
        "party_id": second, "email": "tom@bakker.example", "name": "Tom"})
    assert [one["name"] for one in both["managers"]] == ["Mia", "Tom"]
    alone = mia.ask("DELETE", f"/v1/fleet/managers/{second}")
    assert [one["name"] for one in alone["managers"]] == ["Mia"]


def test_who_one_is_can_be_changed(yard):
    anna = signed_in(yard, "anna")
    assert anna.ask("PUT", "/v1/party", json={"phone": "0687654321"})["phone"] == "0687654321"
    moved = anna.ask("PUT", "/v1/party/email", json={"email": "anna@nieuw.example"})
    assert (moved["email"], moved["pending_email"]) == ("anna@voorbeeld.example",
                                                        "anna@nieuw.example")
    assert yard.played.commands[-1][1]["dealer"] == f"@{named('party', 'anna')}"


# --- a car changes hands ---

def offered(yard, number, kind, recipient):
    body = {"transfer_id": str(uuid.uuid4()), "kind": kind,
            "recipient": {"email": f"{recipient}@voorbeeld.example", "name": recipient}}
    answer = signed_in(yard, "mia").call(
        "POST", f"/v1/passports/{named('passport', number)}/transfers", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_an_offer_is_seen_by_both_sides_and_can_be_taken_back(yard):
    mia, transfer = signed_in(yard, "mia"), offered(yard, 2, "driver", "finn")
    path = f"/v1/transfers/{transfer['transfer_id']}"
    assert transfer["status"] == "pending" and transfer["direction"] == "out"
    car = mia.get(f"/v1/passports/{named('passport', 2)}")
    assert car["transfer"]["transfer_id"] == transfer["transfer_id"]
    finn = signed_in(yard, "finn")
    assert [one["direction"] for one in finn.get("/v1/transfers")["transfers"]] == ["in"]
    assert finn.call("GET", f"/v1/passports/{named('passport', 2)}").status_code == 404
    assert mia.ask("POST", path + "/remind")["reminded"] == 1
    anna = signed_in(yard, "anna")
    assert anna.call("POST", path + "/accept").status_code == 404
    assert anna.get("/v1/transfers")["transfers"] == []
    assert mia.ask("POST", path + "/cancel")["status"] == "cancelled"
    assert "transfer" not in mia.get(f"/v1/passports/{named('passport', 2)}")


def test_a_new_driver_sees_the_car_and_the_old_one_does_not(yard):
    bram = signed_in(yard, "bram")
    assert bram.call("GET", f"/v1/passports/{named('passport', 2)}").status_code == 200
    transfer = offered(yard, 2, "driver", "gijs")
    gijs = signed_in(yard, "gijs")
    done = gijs.ask("POST", f"/v1/transfers/{transfer['transfer_id']}/accept")
    assert done["status"] == "accepted"
    assert bram.call("GET", f"/v1/passports/{named('passport', 2)}").status_code == 404
    assert gijs.get(f"/v1/passports/{named('passport', 2)}")["role"] == "driver"
    assert signed_in(yard, "mia").get(
        f"/v1/passports/{named('passport', 2)}")["driver"]["party_id"] == gijs.me["party_id"]


def test_after_a_new_owner_accepts_nobody_of_the_fleet_sees_the_car(yard):
    mia, bram, path = signed_in(yard, "mia"), signed_in(yard, "bram"), \
        f"/v1/passports/{named('passport', 3)}"
    transfer = offered(yard, 3, "owner", "hugo")
    assert mia.call("GET", path).status_code == bram.call("GET", path).status_code == 200
    hugo = signed_in(yard, "hugo")
    assert hugo.ask("POST", f"/v1/transfers/{transfer['transfer_id']}/accept",
                    json={"keep_garages": []})["status"] == "accepted"
    for gone in (mia, bram, staff(yard)):
        assert gone.call("GET", path).status_code == 404
    assert all(one["transfer_id"] != transfer["transfer_id"]
               for one in mia.get("/v1/transfers")["transfers"])
    seen = hugo.get(path)
    assert seen["role"] == "owner" and "fleet" not in seen and "driver" not in seen
    assert named("passport", 3) not in cars(staff(yard))


# --- what the database itself keeps apart ---

POLICED = ("passport", "passport_access", "fleet", "fleet_manager", "transfer", "party",
           "party_login", "login_link", "link", "paper_code", "session")


def seen_as(yard, tenant, **settings):
    """Ids that the application's role reads of each table without any WHERE."""
    with psycopg2.connect(yard.conninfo("beurt_gateway")) as connection:
        with connection.cursor() as cursor:
            for name, value in {"dealer": tenant, **settings}.items():
                cursor.execute("SELECT set_config(%s, %s, true)", (f"app.{name}", value))
            seen = {}
            for table in POLICED:
                cursor.execute(f"SELECT * FROM gateway.{table}")
                seen[table] = cursor.fetchall()
            return seen


def ids(rows):
    return {row[0] for row in rows}


def test_without_any_where_a_tenant_reads_its_own_rows_alone(yard):
    anna, mia = named("party", "anna"), named("party", "mia")
    for nobody in ("", "NL-9", f"@{uuid.uuid4()}"):
        assert {table: len(rows) for table, rows in seen_as(yard, nobody).items()} == \
            {table: 0 for table in POLICED}, nobody
    seen = seen_as(yard, f"@{anna}")
    assert ids(seen["passport_access"]) == {f"@{anna}"}
    assert named("passport", 0) in ids(seen["passport"])
    assert not ids(seen["passport"]) & {named("passport", n) for n in (1, 2, 3, 4)}
    assert ids(seen["party"]) == {anna} and ids(seen["party_login"]) == {anna}
    assert seen["fleet"] == seen["fleet_manager"] == seen["login_link"] == []
    seen = seen_as(yard, f"@{mia}")
    assert ids(seen["fleet"]) == {BAKKER} and ids(seen["fleet_manager"]) == {f"@{mia}"}
    assert ids(seen["passport"]) == {named("passport", n) for n in (1, 2)}
    assert anna not in ids(seen["party"]) and seen["party_login"] == []
    assert seen_as(yard, "NL-2")["passport"] == seen_as(yard, "NL-2")["party"] == []


def test_an_address_opens_one_account_and_nothing_else(yard):
    seen = seen_as(yard, "", email="anna@voorbeeld.example")
    assert ids(seen["party"]) == ids(seen["party_login"]) == {named("party", "anna")}
    assert seen["passport"] == seen["fleet"] == seen["transfer"] == []


def test_the_application_writes_none_of_the_read_model(yard):
    with psycopg2.connect(yard.conninfo("beurt_gateway")) as connection:
        for table in ("passport", "passport_access", "fleet", "fleet_manager", "transfer",
                      "party", "shown"):
            with connection.cursor() as cursor, pytest.raises(
                    psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"DELETE FROM gateway.{table}")
            connection.rollback()


def test_a_car_has_never_two_owners_in_the_read_model(yard):
    with pytest.raises(psycopg2.errors.CheckViolation):
        yard.query("UPDATE gateway.passport SET owner_id = %s WHERE fleet_id IS NOT NULL",
                   str(uuid.uuid4()))


# --- what a link may approve ---

TOKEN = "limietlimietlimietlimietlimietlimietlimietl"


def advised_form(yard):
    """A saved form of the fleet's car, whose link is TOKEN, with one advice of € 289."""
    state = form(1, saved_number=1, saved_revision=1, status="saved",
                 advices=[{"advice_id": named("advice", "pads"), **ADVICE}],
                 link={"hash": hashlib.sha256(TOKEN.encode()).hexdigest(),
                       "expires_at": "2026-12-25T09:00:00Z"})
    yard.played.say("inspection.state", state)
    yard.played.say("inspection_version.state", saved_version(state, 1))
    eventually(lambda: yard.query("SELECT 1 FROM gateway.inspection_version") and
               requests.get(f"{yard.base_url}/m/{TOKEN}", timeout=60).ok, 10, "the form")


def approved_by_link(yard):
    """The page after the customer confirmed."""
    return requests.post(f"{yard.base_url}/m/{TOKEN}/answers", timeout=60, data={
        "number": "1", f"answer.{named('advice', 'pads')}": "approve", "confirm": "yes",
        "key": str(uuid.uuid4())})


def test_above_the_fleets_limit_only_its_manager_approves(yard):
    advised_form(yard)
    signed_in(yard, "mia").ask("PUT", "/v1/fleet", json={"approval_limit_cents": 28899})
    before = len(yard.played.commands)
    refused = approved_by_link(yard)
    assert "wagenparkbeheerder" in refused.text
    assert "inspection_answer" not in [name for name, _ in yard.played.commands[before:]]
    signed_in(yard, "mia").ask("PUT", "/v1/fleet", json={"approval_limit_cents": 28900})
    assert "wagenparkbeheerder" not in approved_by_link(yard).text
    assert yard.played.commands[-1][0] == "inspection_answer"
    signed_in(yard, "mia").ask("PUT", "/v1/fleet", json={"approval_limit_cents": -1})


def test_who_sees_what_is_filled_again_from_the_topics(yard):
    mia, sanne = signed_in(yard, "mia"), staff(yard)
    before = {one["passport_id"]: one for one in sanne.get("/v1/passports")["passports"]}
    fleet_before, offers = mia.get("/v1/fleet"), mia.get("/v1/transfers")["transfers"]
    said = yard.ctl("rebuild", "gateway",
                    BEURT_DATABASE=yard.conninfo("beurt_gateway_projector"))
    assert "partitions are heard again" in said

    def is_back():
        now = {one["passport_id"]: one for one in sanne.get("/v1/passports")["passports"]}
        return now == before and mia.get("/v1/fleet") == fleet_before and \
            mia.get("/v1/transfers")["transfers"] == offers

    eventually(is_back, 30, "the same rows")
    assert mia.call("GET", f"/v1/passports/{named('passport', 3)}").status_code == 404
