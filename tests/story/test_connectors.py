# SPDX-License-Identifier: Apache-2.0
"""Niet weer een systeem maar één systeem: Claire, Autosociaal and Care2Contact feed Beurt
or carry what it has to tell. Each is played by a local stand-in that speaks the mapping of
its example configuration; what comes in is answered by the real services."""
import os
import pathlib
import threading
import uuid

import psycopg2
import pytest

import garage
from answers import AnswerCheck
from connector_peer import Peer
from house import House
from inspections import customer, vehicle
from polling import eventually
from test_customer_page import say

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()

@pytest.fixture(scope="module")
def house():
    folder = OUT / "story" / "test_connectors_drop"
    folder.mkdir(parents=True, exist_ok=True)
    house = House(OUT / "story" / "test_connectors", vendors=("autoflex",),
                  services=("notification", "fleet", "gateway"),
                  settings={"gateway": {"BEURT_CONNECTOR_PRIVATE": "yes",
                                        "BEURT_CONNECTOR_FOLDER": str(folder)}})
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("mia", "manager", "NL-1"))
        seed["dealers"][0]["opening"] = [{"weekday": day, "opens": "08:00", "closes": "17:00"}
                                         for day in range(1, 6)]
        house.seed(seed)
        house.check, house.drop = AnswerCheck(), folder
        house.mia = house.portal("mia", garage.PASSWORD, on_answer=house.check)
        house.sanne = house.portal("sanne", garage.PASSWORD)
        house.dms = house.publisher("autoflex")
        house.numbers = iter(range(1, 90))
        yield house
    house.drop_postgres()


class Other:
    """A system with a connector of its own at the garage."""

    def __init__(self, house, system, facts=(), **more):
        self.house, self.peer = house, Peer()
        systems = {one["system"]: one for one in house.mia.get("/v1/connectors")["systems"]}
        self.wish = {"name": system.title(), "mapping": systems[system], "url": self.peer.url,
                     "facts": list(facts), "active": True, **more}
        made = house.mia.ask("POST", "/v1/connectors", json=self.wish)
        self.id, self.hook = made["connector"]["connector_id"], made["hook"]
        self.peer.secret, self.key = made["secret"], made["key"]

    def change(self, **more):
        self.wish.update(more)
        return self.house.mia.call("PUT", f"/v1/connectors/{self.id}", json=self.wish)

    def tell(self, message, **more):
        return self.peer.post(self.house.base_url, self.hook, message, **more)

    @property
    def log(self):
        return self.house.mia.get(f"/v1/connectors/{self.id}/deliveries")


@pytest.fixture
def other(house):
    made = []

    def make(*args, **more):
        made.append(Other(house, *args, **more))
        return made[-1]
    yield make
    for one in made:
        house.mia.call("DELETE", f"/v1/connectors/{one.id}")
        one.peer.close()


class Person:
    """A customer with a car; what the invoice service would say of them."""

    def __init__(self, house):
        number = next(house.numbers)
        self.house, self.who, self.car = house, customer(
            number, email=f"k{number}@voorbeeld.example", phone="0201234567"), vehicle(number)
        say(house, "customer.state", self.who, self.who["customer_id"])
        say(house, "vehicle.state", self.car, self.car["vehicle_id"])
        house.settle()

    @property
    def ids(self):
        return {"customer_id": self.who["customer_id"], "vehicle_id": self.car["vehicle_id"]}

    def visits(self, date="2026-11-25", **more):
        visit = str(uuid.uuid4())
        say(self.house, "invoice.recorded", {
            "dealer": "NL-1", "invoice_id": str(uuid.uuid4()), "version": 1,
            "document_kind": "invoice", "issue_date": date, "net_cents": 25000,
            "customer_net_cents": 25000, "classes": ["apk"], **self.ids,
            "visit": {"visit_id": visit, "version": 1, "visit_date": date,
                      "customer_id": self.who["customer_id"], "classes": ["apk"],
                      "customer_net_cents": 25000, "warranty_net_cents": 0,
                      "internal_net_cents": 0, "invoice_ids": [], "voided": False}, **more},
            self.car["vehicle_id"])
        return visit

    def written_to(self, outcome="sent", sequence=1, intent=None):
        intent = intent or str(uuid.uuid4())
        say(self.house, "notification.outcome", {
            "intent_id": intent, "sequence": sequence, "dealer": "NL-1", **self.ids,
            "purpose": "reminder", "channel": "email", "outcome": outcome, "attempts": 1,
            "template": "apk",
            "at": self.house.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")},
            self.who["customer_id"])
        return intent


def test_a_visit_is_told_without_naming_anybody(house, other):
    """Autosociaal hears that somebody came, under a number that says nothing."""
    social, person = other("autosociaal", ["visit_recorded"]), Person(house)
    visit = person.visits()
    told = social.peer.wait(lambda one: True, "the visit")
    assert told["body"] == {"event": "workshop_visit", "event_id": told["id"],
                            "happened_on": "2026-11-25",
                            "contact_ref": person.who["customer_id"]}
    assert told["signed"] and told["fresh"] and told["key"] == social.key
    assert visit not in str(told["body"]), "only what the mapping names"


def test_names_leave_only_for_a_connector_that_asked_and_a_garage_that_agreed(house, other):
    refused = house.mia.call("POST", "/v1/connectors", json={
        "name": "x", "url": "http://127.0.0.1:1/", "facts": ["visit_recorded"],
        "personal": True, "mapping": {"system": "generic"}})
    assert refused.status_code == 400 and refused.json()["code"] == "NOT_AGREED"
    plain, full = other("generic", ["visit_recorded"]), other(
        "generic", ["visit_recorded"], personal=True, agreed=True)
    person = Person(house)
    person.visits()
    body = plain.peer.wait(lambda one: True, "the visit")["body"]
    assert "person" not in body and "car" not in body
    assert person.who["email"] not in str(body)
    body = full.peer.wait(lambda one: True, "the visit")["body"]
    assert body["person"]["email"] == person.who["email"]
    assert body["car"]["plate"] == person.car["plate"]


def test_what_fails_is_tried_again_with_the_same_id_and_the_order_stays(house, other):
    peer = other("generic", ["invitation_sent", "message_failed"])
    person = Person(house)
    peer.peer.answers = [503]
    with house.clock.standing():
        intent = person.written_to()
        first = peer.peer.wait(lambda one: one["status"] == 503, "the first attempt")
        person.written_to("bounced", 2, intent)
        house.settle()
        eventually(lambda: house.query(
            "SELECT 1 FROM gateway.delivery WHERE connector_id = %s::uuid AND attempts = 1"
            " AND claimed_until IS NULL", peer.id), 60, "the first attempt, written down")
        assert len(peer.peer.heard) == 1, "what comes after it waits"
    house.clock.step(seconds=15)
    again = peer.peer.wait(lambda one: one["status"] == 204, "the second attempt")
    assert again["id"] == first["id"] and again["body"] == first["body"]
    peer.peer.wait(lambda one: one["body"]["fact"] == "message_failed", "what came after it")
    assert [one["body"]["fact"] for one in peer.peer.heard] == [
        "invitation_sent", "invitation_sent", "message_failed"]
    log = eventually(lambda: (lambda log: log if all(
        one["state"] == "delivered" for one in log["deliveries"]) else None)(peer.log), 30)
    assert [one["attempts"] for one in log["deliveries"]] == [1, 2]


def test_after_the_last_attempt_it_is_dead_and_somebody_sends_it_again(house, other):
    peer = other("generic", ["visit_recorded"])
    peer.peer.answers = [410]
    Person(house).visits()
    dead = eventually(lambda: next((one for one in peer.log["deliveries"]
                                    if one["state"] == "dead"), None), 30, "dead")
    assert dead["status"] == 410 and dead["error"] == "answered 410"
    again = house.mia.ask("POST", f"/v1/connectors/{peer.id}/replay")
    assert again == {"again": 1}
    told = peer.peer.wait(lambda one: one["status"] == 204, "sent again")
    assert told["id"] == dead["delivery_id"]


def test_who_comes_back_after_another_delivered_it_changes_nothing(house, other):
    """An instance that stood still for longer than its claim: the other one's end holds."""
    peer = other("generic", ["visit_recorded"])
    begun, go = threading.Event(), threading.Event()

    def late():
        begun.set()
        go.wait(60)
        return 503
    peer.peer.answers = [late]
    Person(house).visits()
    assert begun.wait(60)
    house.query("UPDATE gateway.delivery SET attempts = 2, state = 'delivered', status = 204,"
                " claimed_until = NULL, settled_at = now() WHERE connector_id = %s RETURNING 1",
                peer.id)
    go.set()
    eventually(lambda: any(line["event"] == "delivery_was_taken_over"
                           for line in house.log_lines("gateway-1")), 60, "it is back")
    only = peer.log["deliveries"]
    assert [(one["state"], one["attempts"], one["status"]) for one in only] == [
        ("delivered", 2, 204)]


def test_a_test_says_nothing_of_anybody(house, other):
    peer = other("care2contact", ["call_wanted"], personal=True, agreed=True)
    house.mia.ask("POST", f"/v1/connectors/{peer.id}/test")
    told = peer.peer.wait(lambda one: True, "the test")
    assert told["signed"] and told["body"]["fact"] == "test"
    assert told["body"]["data"] == {"text": "test"}


def test_a_new_secret_holds_and_the_old_one_does_not(house, other):
    peer, person = other("care2contact"), Person(house)
    old = peer.peer.secret
    made = house.mia.ask("POST", f"/v1/connectors/{peer.id}/secret")
    assert made["secret"] != old and made["key"] != peer.key
    message = {"Event": "PREFERENCE", "EventId": "p1",
               "Contact": {"Id": person.who["customer_id"]}, "Preference": {"Action": "STOP"}}
    assert peer.tell(message, secret=old).status_code == 403
    assert peer.tell(message, secret=made["secret"]).status_code == 204
    assert old not in str(house.mia.get("/v1/connectors")), "it is shown once"


def test_an_appointment_made_elsewhere_is_in_the_garages_book(house, other):
    """Claire's planning: made, then called off."""
    claire, person = other("claire", ["appointment_made"]), Person(house)
    made = claire.tell({"eventType": "appointment.created", "appointment": {
        "id": "A-17", "date": "2026-12-01", "startTime": "09:00", "type": "MOT",
        "notes": "Wacht erop"}, "vehicle": {"licensePlate": person.car["plate"]},
        "customer": {"number": person.who["customer_number"]}})
    assert made.status_code == 204, made.text
    booked = eventually(lambda: [one for one in house.sanne.get("/v1/appointments", params={
        "from": "2026-12-01", "to": "2026-12-01"})["appointments"]
        if one.get("remarks") == "Wacht erop"], 30, "the appointment")
    assert booked[0]["time"] == "09:00" and booked[0]["kinds"] == ["apk"]
    told = claire.peer.wait(lambda one: True, "it is told to who asked for it")
    assert told["body"]["appointment"]["date"] == "2026-12-01"
    off = claire.tell({"eventType": "appointment.cancelled", "appointment": {"id": "A-17"}})
    assert off.status_code == 204, off.text
    eventually(lambda: house.sanne.get(f"/v1/appointments/{booked[0]['appointment_id']}")[
        "status"] == "cancelled", 30, "called off")


def test_the_same_post_again_is_done_once(house, other):
    claire, person = other("claire"), Person(house)
    message = {"eventType": "appointment.created", "appointment": {
        "id": "A-18", "date": "2026-12-02", "startTime": "10:00", "type": "TYRES",
        "notes": "tweemaal"}, "vehicle": {"licensePlate": person.car["plate"]},
        "customer": {"number": person.who["customer_number"]}}
    for _ in range(3):
        assert claire.tell(message, post_id="msg_same").status_code == 204
    house.settle()
    rows = house.sanne.get("/v1/appointments", params={
        "from": "2026-12-02", "to": "2026-12-02"})["appointments"]
    assert len([one for one in rows if one.get("remarks") == "tweemaal"]) == 1
    assert len(claire.log["posts"]) == 1


def test_who_says_stop_elsewhere_is_left_alone_here(house, other):
    social, person = other("autosociaal"), Person(house)
    answer = social.tell({"event": "contact_preference", "event_id": "e1",
                          "contact": {"email": person.who["email"].upper()},
                          "preference": "never", "source_url": "https://voorbeeld.example/1"})
    assert answer.status_code == 204, answer.text
    eventually(lambda: any(one["state"] == "objected" for one in house.sanne.get(
        f"/v1/customers/{person.who['customer_id']}")["consent"]), 30, "the objection")


def test_whose_number_is_told_is_found_though_two_share_the_address(house, other):
    """A household with one address: who says stop is left alone, and the other is not."""
    social, one, two = other("autosociaal"), Person(house), Person(house)
    two.who.update(email=one.who["email"], version=2)
    say(house, "customer.state", two.who, two.who["customer_id"])
    house.settle()
    stop = {"event": "contact_preference", "preference": "never", "contact": {
        "email": one.who["email"]}}
    assert social.tell(stop).json()["code"] == "NO_CUSTOMER"
    answer = social.tell({**stop, "contact_ref": one.who["customer_id"]})
    assert answer.status_code == 204, answer.text
    house.settle()
    stands = [any(entry["state"] == "objected" for entry in house.sanne.get(
        f"/v1/customers/{person.who['customer_id']}")["consent"]) for person in (one, two)]
    assert stands == [True, False]


def test_a_post_that_cannot_be_used_says_what_is_wrong_with_it(house, other):
    peer = other("care2contact")

    def refusal(message, **more):
        answer = peer.tell(message, **more)
        return answer.status_code, answer.json()["code"], answer.json()["detail"]

    assert refusal({"Event": "LUNCH"})[:2] == (400, "NO_KIND")
    status, code, detail = refusal({"Event": "CALL_CLOSED", "CallRequest": {"Id": "x"},
                                    "Result": {"Code": "HUNG_UP"}})
    assert (status, code) == (400, "MAPPING_WORD") and "outcome" in detail
    assert refusal({"Event": "CALL_CLOSED", "Result": {"Code": "NO_ANSWER"}})[:2] == (
        400, "FIELD_MISSING")
    assert refusal({"Event": "PREFERENCE", "Contact": {"Id": "nobody"},
                    "Preference": {"Action": "STOP"}})[1] == "NO_CUSTOMER"
    assert refusal({"Event": "CALL_CLOSED", "CallRequest": {"Id": str(uuid.uuid4())},
                    "Result": {"Code": "NO_ANSWER"}})[0] in (400, 404)
    assert refusal({"Event": "LUNCH"}, stamp="1700000000")[:2] == (403, "SIGNATURE_OLD")
    assert refusal({"Event": "LUNCH"}, secret="whsec_" + "QUJD" * 11)[:2] == (
        403, "SIGNATURE_WRONG")
    told = {(post["kind"], post["code"]) for post in peer.log["posts"]}
    assert ("", "NO_KIND") in told and ("call_outcome", "MAPPING_WORD") in told


def test_a_connector_that_is_switched_off_hears_and_says_nothing(house, other):
    peer, person = other("autosociaal", ["visit_recorded"]), Person(house)
    assert peer.change(active=False).status_code == 200
    person.visits()
    answer = peer.tell({"event": "contact_preference", "contact_ref": person.who["customer_id"],
                        "preference": "opt_out"})
    assert answer.status_code == 403 and answer.json()["code"] == "CONNECTOR_OFF"
    house.settle()
    assert peer.peer.heard == [] and peer.log["deliveries"] == []


def test_a_dropped_file_is_read_row_by_row(house, other):
    """The good rows are taken in; the file with a bad one lies aside with the reasons."""
    peer, one, two = other("autosociaal"), Person(house), Person(house)
    folder = house.drop / peer.id
    (folder / "in").mkdir(parents=True)
    text = ("event;contact_ref;preference;channel\n"
            f"contact_preference;{one.who['customer_id']};opt_out;mail\n"
            "contact_preference;niemand;opt_out;mail\n"
            f"contact_preference;{two.who['customer_id']};opt_out;mail\n")

    def drop(name, rows):
        """Whole at once, as who drops a file must."""
        (folder / "in" / "half.tmp").write_text(rows)
        (folder / "in" / "half.tmp").rename(folder / "in" / name)

    drop("stop.csv", text)
    eventually((folder / "rejected" / "stop.csv.txt").exists, 30, "the reasons")
    assert (folder / "rejected" / "stop.csv.txt").read_text().startswith(
        "line 3: NO_CUSTOMER: ")
    for person in (one, two):
        eventually(lambda who=person: any(entry["state"] == "withdrawn" for entry in house.sanne
                   .get(f"/v1/customers/{who.who['customer_id']}")["consent"]), 30, "stopped")
    drop("again.csv", text.replace("contact_preference;niemand;opt_out;mail\n", ""))
    eventually((folder / "processed" / "again.csv").exists, 30, "processed")


def test_what_is_no_file_in_one_folder_holds_up_nobodys_files(house, other):
    wrong, right, person = other("autosociaal"), other("autosociaal"), Person(house)
    for peer in (wrong, right):
        (house.drop / peer.id / "in").mkdir(parents=True)
    (house.drop / wrong.id / "in" / "map.csv").mkdir()
    os.mkfifo(house.drop / wrong.id / "in" / "pijp.csv")
    for peer, name in ((wrong, "zo.csv"), (right, "stop.csv")):
        (house.drop / peer.id / "in" / name).write_text(
            "event;contact_ref;preference;channel\n"
            f"contact_preference;{person.who['customer_id']};opt_out;mail\n")
        eventually((house.drop / peer.id / "processed" / name).exists, 60, "processed")


def test_no_name_is_kept_in_the_queue(house):
    with psycopg2.connect(house.conninfo("postgres")) as database, database.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE data::text LIKE '%@%'"
                       " OR data::text LIKE '%HZB%') FROM gateway.delivery")
        assert cursor.fetchone()[1] == 0


def test_addresses_in_the_own_network_are_refused_unless_a_knob_allows(house):
    for url in ("ftp://x.example/", "https://wie:geheim@x.example/", "http:///x"):
        answer = house.mia.call("POST", "/v1/connectors", json={
            "name": "x", "url": url, "facts": ["visit_recorded"],
            "mapping": {"system": "generic"}})
        assert answer.status_code == 400 and answer.json()["code"] == "URL_REFUSED", url


def test_only_a_manager_sees_connectors(house):
    assert house.sanne.call("GET", "/v1/connectors").status_code == 403
