# SPDX-License-Identifier: Apache-2.0
"""The gateway alone: what the services say on the bus is what its interface shows.

The other services are played by this test, which publishes their messages and answers the
gateway's commands; every answer is held against the OpenAPI description.
"""
import datetime
import itertools
import json
import os
import pathlib
import re
import time
import uuid

import psycopg2
import pytest
import requests

import garage
from answers import AnswerCheck
from house import House
from played import Played
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
WEEK, SEND_WEEK = "2026-W48", "2026-W49"
NAMESPACE = uuid.UUID("5b0f2c1e-6f55-4c39-9a0e-1f9b8f6a0000")


def named(*parts):
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


class Services(Played):
    """Plays invoice, reminder and notification: says their messages, answers commands."""

    TYPES = {"customer.state": ("dealer", "customer_id"),
             "vehicle.state": ("dealer", "vehicle_id"),
             "proposal.state": ("dealer", "proposal_id"),
             "week.state": ("dealer", "list_week"), "week.closed": ("dealer", "list_week"),
             "intake.state": ("dealer", "record_id"),
             "conversion.recorded": ("dealer", "customer_id"),
             "notification.outcome": ("dealer", "customer_id"),
             "consent.state": ("dealer", "customer_id"),
             "invoice.recorded": ("dealer", "vehicle_id")}

    TOPICS = ("reminder.command.v1", "invoice.command.v1", "notification.command.v1")

    def on_proposal_decide(self, command):
        key = f"{command['dealer']}/{command['proposal_id']}"
        row = dict(self.said[("proposal.state", key)])
        if command.get("expected_version", row["version"]) != row["version"]:
            return {"outcome": "conflict", "code": "VERSION_CONFLICT", "detail": "it moved"}
        row.update(version=row["version"] + 1, previous_decision=row["decision"],
                   decision=command["decision"], decision_source="user",
                   decided_by=command["actor"], decided_at=command["received_at"])
        self.say("proposal.state", row)
        return {"aggregate_id": row["proposal_id"], "version": row["version"]}

    def on_week_decide(self, command):
        for item in command["items"]:
            self.on_proposal_decide({**command, **item})
        return {}

    def on_intake_replay(self, command):
        record = dict(self.said[("intake.state", f"{command['dealer']}/{command['record_id']}")])
        record.update(version=record["version"] + 1, status="accepted", reasons=[],
                      invoice_id=named("invoice", command["record_id"]))
        self.say("intake.state", record)
        return {"aggregate_id": record["record_id"], "version": record["version"],
                "result": json.dumps({"status": "accepted"})}

    def on_intake_discard(self, command):
        record = dict(self.said[("intake.state", f"{command['dealer']}/{command['record_id']}")])
        record.update(version=record["version"] + 1, status="discarded",
                      note=command["reason"], decided_by=command["actor"])
        self.say("intake.state", record)
        return {"aggregate_id": record["record_id"], "version": record["version"]}

    def on_vehicle_correct(self, _command):
        return {}

    def on_consent_change(self, command):
        if command.get("token") == "no-such-token":
            return {"outcome": "absent", "code": "NO_TOKEN", "detail": "unknown token"}
        if command.get("token"):
            return {"aggregate_id": named("customer", "NL-1", 1), "version": 99}
        self.say("consent.state", {
            "dealer": command["dealer"], "customer_id": command["customer_id"],
            "version": 1, "email_health": "ok", "entries": [
                {"purpose": "reminder", "channel": "email", "state": "objected",
                 "since": command["received_at"]}]})
        return {"aggregate_id": command["customer_id"], "version": 1}

    def on_document_check(self, _command):
        return {"result": json.dumps({"document": {"number": "F1"}, "findings": [
            {"rule": "BR-CO-15", "severity": "error", "place": "/lines", "text": "sum"}]})}


def customer(number, dealer="NL-1", **more):
    return {"dealer": dealer, "customer_id": named("customer", dealer, number), "version": 1,
            "customer_number": f"K{number}", "kind": "person", "language": "nl",
            "display_name": f"J. Jansen{number:03d}", "last_name": f"Jansen{number:03d}",
            "email": f"k{number}@voorbeeld.example", "city": "Utrecht", "erased": False, **more}


def vehicle(number, dealer="NL-1", **more):
    return {"dealer": dealer, "vehicle_id": named("vehicle", dealer, number), "version": 1,
            "plate": f"H{number:02d}HZB"[:6] if number < 100 else f"HZ{number}B",
            "country": "NL", "make": "Subaru", "model": "Forester", "fuel": "petrol",
            "customer_id": named("customer", dealer, number), "is_stock_car": False, **more}


def proposal(number, dealer="NL-1", **more):
    due = datetime.date(2026, 12, 1) + datetime.timedelta(days=number % 20)
    return {"dealer": dealer, "proposal_id": named("proposal", dealer, number), "version": 1,
            "list_week": WEEK, "send_week": SEND_WEEK,
            "customer_id": named("customer", dealer, number),
            "vehicle_id": named("vehicle", dealer, number),
            "reasons": [{"kind": "periodic", "due_date": str(due), "text_key": "periodic"}],
            "reason_group": "service", "default_decision": "yes", "decision": "yes",
            "decision_source": "default", "due_p10": str(due - garage.DAY * 9),
            "due_p50": str(due), "due_p90": str(due + garage.DAY * 12), "confidence": "high",
            "expected_value_cents": 34500, "channel": "email", "status": "open",
            "why": {"computed_on": "2026-11-23", "rules": ["interval@1"], "inputs": [
                        {"source_id": named("visit", dealer, number), "date": "2025-12-03",
                         "odometer_km": 45120, "accepted": True}],
                    "items": [{"kind": "periodic", "p50": str(due), "chosen": True}],
                    "chosen_rule": "interval@1", "text_nl": "Omdat het tijd is.",
                    "text_en": "Because it is time."}, **more}


def intake(number, dealer="NL-1", **more):
    return {"dealer": dealer, "record_id": named("record", dealer, number), "version": 1,
            "vendor": "autoflex", "document_number": f"F{number}",
            "document_kind": "invoice", "received_at": "2026-11-23T07:00:00Z",
            "status": "parked", "reasons": [{"rule": "PLATE_MISSING", "severity": "error",
                                             "place": "/vehicle", "text": "no plate"}],
            "preview": "{\"plate\": \"•••\"}", **more}


ROWS = 30


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    house = House(OUT / "story" / "test_read_model", vendors=("autoflex",),
                  services=("gateway",), settings={"gateway": {"BEURT_COMMAND_SECONDS": "10"}})
    house.clock.set_local("2026-11-23 08:00:00")
    with house:
        house.seed(garage.seed(house.base_url))
        house.check = AnswerCheck()
        services = house.services_played = Services(house)
        services.say("week.state", {
            "dealer": "NL-1", "list_week": WEEK, "version": 1, "send_week": SEND_WEEK,
            "opens_at": "2026-11-22T23:00:00Z", "deadline_at": "2026-11-29T14:00:00Z",
            "status": "open", "counts": {"total": ROWS, "yes": ROWS, "no": 0, "never": 0,
                                         "untouched": ROWS, "removed": 0}})
        for number in range(ROWS):
            services.say("customer.state", customer(number))
            services.say("vehicle.state", vehicle(number))
            services.say("proposal.state", proposal(number))
        services.say("proposal.state", proposal(1, "NL-2"))
        services.say("customer.state", customer(1, "NL-2"))
        for number in range(3):
            services.say("intake.state", intake(number))
        services.say("intake.state", intake(9, "unknown", claimed_dealer="NL-99"))
        portal = house.portal("sanne", garage.PASSWORD, on_answer=house.check)
        eventually(lambda: len(portal.proposals(WEEK)) == ROWS, 30, "the rows")
        eventually(lambda: len(portal.pages("/v1/intake", "records")) == 3, 30, "records")
        house.sanne = portal
        yield house
        services.close()
    house.drop_postgres()
    assert house.check.problems == []


def row(house, number):
    return house.sanne.get(f"/v1/proposals/{named('proposal', 'NL-1', number)}")


def test_a_list_shows_who_which_car_and_why(alone):
    week = alone.sanne.get(f"/v1/weeks/{WEEK}")
    assert week["editable"] and week["counts"]["all"] == ROWS
    assert alone.sanne.current_week() == WEEK
    first = alone.sanne.proposals(WEEK)[0]
    assert first["customer"]["name"].startswith("J. Jansen")
    assert first["vehicle"]["plate_formatted"].count("-") == 2
    why = alone.sanne.get(f"/v1/proposals/{first['id']}/why", params={"language": "en"})
    assert why["text"] == "Because it is time."


def test_pages_hold_every_row_once_in_the_order_of_their_dates(alone):
    rows = alone.sanne.proposals(WEEK, limit=7)
    assert len({r["id"] for r in rows}) == len(rows) == ROWS
    assert [r["due_p50"] for r in rows] == sorted(r["due_p50"] for r in rows)


def test_a_list_that_did_not_change_is_not_sent_again(alone):
    path = f"/v1/weeks/{WEEK}/proposals?limit=3"
    first = alone.sanne.call("GET", path)
    again = alone.sanne.call("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    seen = first.json()["proposals"][1]
    assert alone.sanne.decide(seen, "no").status_code == 200
    changed = alone.sanne.call("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]
    assert changed.json()["proposals"][1]["decision"] == "no"
    assert changed.headers["Link"] == first.headers["Link"]


def test_search_finds_a_plate_with_and_without_dashes_and_a_name(alone):
    plate = vehicle(12)["plate"]
    for text in (plate, f"{plate[0]}-{plate[1:3]}-{plate[3:]}", plate.lower(), "jansen012"):
        found = alone.sanne.proposals(WEEK, search=text)
        assert [r["vehicle"]["plate"] for r in found] == [plate], text


def test_another_garage_sees_none_of_it(alone):
    dirk = alone.portal("dirk", garage.PASSWORD, on_answer=alone.check)
    assert dirk.get("/v1/weeks")["weeks"] == []
    proposal_id = named("proposal", "NL-1", 3)
    assert dirk.call("GET", f"/v1/proposals/{proposal_id}").status_code == 404
    assert dirk.call("GET", f"/v1/vehicles/{vehicle(3)['plate']}").status_code == 404
    only_here = alone.sanne.get("/v1/customers?query=jansen028")["customers"][0]["id"]
    assert dirk.call("GET", f"/v1/customers/{only_here}").status_code == 404
    refused = dirk.call("PATCH", f"/v1/proposals/{proposal_id}", json={"decision": "no"},
                        headers={"If-Match": '"1"'})
    assert refused.status_code == 404
    assert dirk.get("/v1/customers?query=jansen")["customers"][0]["name"] == "J. Jansen001"


def test_what_a_decision_answered_can_be_read_back_at_once(alone):
    before = row(alone, 5)
    answer = alone.sanne.decide(before, "no")
    assert answer.status_code == 200, answer.text
    now = row(alone, 5)
    assert (now["decision"], now["decision_source"]) == ("no", "user")
    assert now["decided_by"] == {"id": "sanne", "name": "Sanne"}
    assert answer.json()["version"] == now["version"] == before["version"] + 1


def test_the_later_of_two_advisers_is_told_what_the_first_decided(alone):
    seen = row(alone, 6)
    piet = alone.portal("piet", garage.PASSWORD, on_answer=alone.check)
    assert piet.decide(seen, "never", scope="vehicle", reason="sold").status_code == 200
    late = alone.sanne.decide(seen, "no")
    assert late.status_code == 412 and late.json()["code"] == "VERSION_MISMATCH"
    assert late.json()["current"]["decision"] == "never"
    assert late.json()["current"]["decided_by"]["id"] == "piet"


def test_a_decision_without_the_version_seen_is_refused(alone):
    answer = alone.sanne.call("PATCH", f"/v1/proposals/{named('proposal', 'NL-1', 7)}",
                              json={"decision": "no"})
    assert (answer.status_code, answer.json()["code"]) == (428, "VERSION_MISSING")


def test_a_refusal_of_the_service_reaches_the_adviser_as_it_is(alone):
    alone.services_played.refuse = {"outcome": "conflict", "code": "LIST_FROZEN",
                                    "detail": "the list is closed"}
    try:
        answer = alone.sanne.decide(row(alone, 8), "no")
    finally:
        alone.services_played.refuse = None
    assert (answer.status_code, answer.json()["code"]) == (409, "LIST_FROZEN")


def test_a_repeated_key_gets_the_same_answer_and_is_done_once(alone):
    seen, key = row(alone, 9), str(uuid.uuid4())
    path, headers = f"/v1/proposals/{seen['id']}", {
        "If-Match": f'"{seen["version"]}"', "Idempotency-Key": key}
    first = alone.sanne.call("PATCH", path, json={"decision": "no"}, headers=headers)
    command = alone.sanne.get(f"/v1/commands/{key}")
    other = alone.sanne.call("PATCH", path, json={"decision": "yes"}, headers=headers)
    assert (first.status_code, command["status"], command["outcome"]) == (200, "done", "ok")
    assert (other.status_code, other.json()["code"]) == (409, "KEY_USED")


def test_without_an_answer_in_time_the_truth_can_be_asked_later(alone):
    played = alone.services_played
    played.silent, key = True, str(uuid.uuid4())
    try:
        seen = row(alone, 10)
        answer = alone.sanne.call("PATCH", f"/v1/proposals/{seen['id']}",
                                  json={"decision": "no"}, headers={
                                      "If-Match": f'"{seen["version"]}"',
                                      "Idempotency-Key": key})
    finally:
        played.silent = False
    assert answer.status_code == 202, answer.text
    where = answer.headers["Location"]
    assert alone.sanne.get(where)["status"] == "pending"
    command = next(c for n, c in played.commands if c["command_id"] == key)
    played._take("nl.beurt.proposal.decide.v1", command)
    told = eventually(lambda: (lambda c: c if c["status"] == "done" else None)(
        alone.sanne.get(where)), 10, "the outcome")
    assert told["outcome"] == "ok"


def test_a_command_whose_asking_was_cut_short_is_asked_again(alone):
    key, target = str(uuid.uuid4()), named("proposal", "NL-1", 11)
    message = {"command_id": key, "dealer": "NL-1", "actor": "sanne", "decision": "no",
               "proposal_id": target, "received_at": "2026-11-23T06:00:00Z"}
    alone.query("INSERT INTO gateway.command (command_id, dealer, actor, kind, request_hash,"
                " submitted_at, message) VALUES (%s, 'NL-1', 'sanne', 'proposal.decide', '-',"
                " '2026-11-23T06:00:00Z', %s)", key, json.dumps(message))
    told = eventually(lambda: (lambda c: c if c["status"] == "done" else None)(
        alone.sanne.get(f"/v1/commands/{key}")), 20, "the outcome")
    assert told["outcome"] == "ok"
    eventually(lambda: row(alone, 11)["decision"] == "no", 10, "the decision")


def test_many_rows_are_decided_exactly_and_put_back(alone):
    head = alone.sanne.get(f"/v1/weeks/{WEEK}")
    wanted = {"decision": "no", "filter": {"view": "to_review"},
              "expected_count": head["counts"]["to_review"],
              "list_version": head["list_version"]}
    wrong = alone.sanne.call("POST", f"/v1/weeks/{WEEK}/decisions",
                             json={**wanted, "expected_count": 3})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "LIST_CHANGED")
    assert wrong.json()["difference"]["actual_count"] == head["counts"]["to_review"]
    done = alone.sanne.ask("POST", f"/v1/weeks/{WEEK}/decisions", json=wanted)
    assert len(done["changed"]) == head["counts"]["to_review"]
    assert {c["previous_decision"] for c in done["changed"]} == {"yes"}
    assert alone.sanne.get(f"/v1/weeks/{WEEK}")["counts"]["to_review"] == 0
    one = row(alone, 24)
    assert alone.sanne.decide(one, "never").status_code == 200
    back = alone.sanne.ask(
        "POST", f"/v1/weeks/{WEEK}/decisions/{done['operation_id']}/undo")
    assert [r["id"] for r in back["refused"]] == [one["id"]]
    assert row(alone, 21)["decision"] == "yes" and row(alone, 24)["decision"] == "never"


def test_a_parked_record_tells_why_and_can_be_offered_again(alone):
    record = alone.sanne.pages("/v1/intake", "records", status="parked", rule="PLATE_MISSING")[0]
    assert alone.sanne.get(f"/v1/intake/{record['id']}")["preview"]
    done = alone.sanne.ask("POST", f"/v1/intake/{record['id']}/replay")
    assert done["status"] == "accepted" and done["reasons"] == []
    connection = alone.sanne.get("/v1/intake")["connections"][0]
    assert (connection["vendor"], connection["accepted_today"]) == ("autoflex", 1)
    assert len(connection["per_hour"]) == 24
    other = alone.sanne.pages("/v1/intake", "records", status="parked")[0]
    gone = alone.sanne.ask("POST", f"/v1/intake/{other['id']}/discard",
                           json={"reason": "test invoice"})
    assert (gone["status"], gone["note"]) == ("discarded", "test invoice")


def test_all_parked_records_of_a_filter_are_offered_again_after_a_count(alone):
    record = intake(50)
    alone.services_played.say("intake.state", record)
    eventually(lambda: record["record_id"] in [one["id"] for one in alone.sanne.pages(
        "/v1/intake", "records", status="parked")], 10, "it")
    body = {"filter": {"vendor": "autoflex"}, "dry_run": True}
    dry = alone.sanne.ask("POST", "/v1/intake/replay", json=body)
    assert dry["count"] >= 1 and dry["dry_run"]
    wet = {"filter": {"vendor": "autoflex"}, "expected_count": dry["count"]}
    done = alone.sanne.ask("POST", "/v1/intake/replay", json=wet)
    assert (done["accepted"], done["still_parked"]) == (dry["count"], 0)
    again = alone.sanne.call("POST", "/v1/intake/replay", json=wet)
    assert (again.status_code, again.json()["code"]) == (409, "LIST_CHANGED")


def test_records_of_unknown_dealers_are_the_helpdesks_alone(alone):
    helpdesk = alone.portal("hulp", garage.PASSWORD, on_answer=alone.check)
    assert helpdesk.call("GET", "/v1/weeks").json()["code"] == "CHOOSE_DEALER"
    assert {d["dealer"] for d in helpdesk.get("/v1/dealers")["dealers"]} == {"NL-1", "NL-2"}
    helpdesk.ask("PUT", "/v1/session", json={"dealer": "unknown", "reason": "daily look"})
    records = helpdesk.get("/v1/intake")["records"]
    assert [r["claimed_dealer"] for r in records] == ["NL-99"]
    helpdesk.ask("PUT", "/v1/session", json={"dealer": "NL-1", "reason": "ticket 12"})
    assert helpdesk.get("/v1/weeks")["current"] == WEEK
    audit = alone.query("SELECT actor, dealer, detail FROM gateway.audit"
                        " WHERE action = 'dealer.choose' ORDER BY id")
    assert audit == [("hulp", "unknown", "daily look"), ("hulp", "NL-1", "ticket 12")]
    assert alone.sanne.call("GET", "/v1/dealers").status_code == 403


def test_settings_are_the_managers_and_are_published(alone):
    marja = alone.portal("marja", garage.PASSWORD, on_answer=alone.check)
    seen = marja.call("GET", "/v1/settings")
    change = {"default_periodic": "no", "phone": "030-7654321"}
    assert alone.sanne.call("PUT", "/v1/settings", json=change, headers={
        "If-Match": seen.headers["ETag"]}).status_code == 403
    now = marja.ask("PUT", "/v1/settings", json=change, headers={
        "If-Match": seen.headers["ETag"]})
    assert (now["phone"], now["version"]) == ("030-7654321", seen.json()["version"] + 1)
    stale = marja.call("PUT", "/v1/settings", json=change, headers={
        "If-Match": seen.headers["ETag"]})
    assert stale.status_code == 412
    denied = marja.call("PUT", "/v1/settings", json={"vendors": ["wincar"]}, headers={
        "If-Match": f'"{now["version"]}"'})
    assert denied.status_code == 403
    bad = marja.call("PUT", "/v1/settings", json={"timezone": "Europe/Nergens"}, headers={
        "If-Match": f'"{now["version"]}"'})
    assert bad.status_code == 400 and bad.json()["errors"][0]["pointer"] == "/timezone"


def test_results_tell_who_came_and_what_it_was_worth(alone):
    played = alone.services_played
    for number in (22, 23):
        intent = named("intent", number)
        key = f"NL-1/{named('proposal', 'NL-1', number)}"
        state = played.said[("proposal.state", key)]
        played.say("proposal.state", {**state, "version": state["version"] + 1,
                                      "status": "sent", "intent_id": intent,
                                      "sent_at": "2026-11-30T08:00:00Z", "decision": "yes"})
        played.say("notification.outcome", {
            "intent_id": intent, "sequence": 1, "dealer": "NL-1", "channel": "email",
            "customer_id": named("customer", "NL-1", number), "outcome": "sent",
            "proposal_id": state["proposal_id"], "at": "2026-11-30T08:00:00Z",
            "attempts": 1})
    played.say("conversion.recorded", {
        "dealer": "NL-1", "conversion_id": named("conversion", 22), "version": 1,
        "intent_id": named("intent", 22), "proposal_id": named("proposal", "NL-1", 22),
        "customer_id": named("customer", "NL-1", 22), "kind": "same_vehicle",
        "vehicle_id": named("vehicle", "NL-1", 22), "visit_id": named("visit", 22),
        "visit_date": "2026-12-08", "touched_at": "2026-11-30T08:00:00Z", "list_week": WEEK,
        "reason_group": "service", "channel": "email", "value_cents": 30750,
        "voided": False})
    period = {"from": WEEK, "to": WEEK}
    alone.settle()
    results = alone.sanne.get("/v1/results", params=period)
    stages = {s["stage"]: s["count"] for s in results["funnel"]}
    assert (stages["proposed"], stages["sent"], stages["visited"]) == (ROWS, 2, 1)
    assert results["value_cents"] == 30750 and results["attribution"]["days"] == 60
    visit = alone.sanne.get("/v1/results/visits", params=period)["visits"][0]
    assert (visit["customer"]["name"], visit["value_cents"]) == ("J. Jansen022", 30750)
    behind = alone.sanne.pages("/v1/results/proposals", "proposals", stage="sent", **period)
    assert len(behind) == 2
    sheet = alone.sanne.call("GET", "/v1/results.csv", params=period).text
    assert "Jansen022" in sheet and ";307,50" in sheet
    contacts = row(alone, 22)["contacts"]
    assert [c["outcome"] for c in contacts] == ["sent"]


def projection_lag(alone):
    url = alone.programs["gateway-1"].ready_url.replace("/readyz", "/metrics")
    return int(re.search(r"^beurt_projection_lag_seconds (\d+)$",
                         requests.get(url, timeout=60).text, re.MULTILINE)[1])


def seconds_behind(alone):
    told = alone.sanne.get("/v1/results")["updated_at"]
    return (alone.clock.now() - garage.moment(told)).total_seconds()


def test_the_results_say_up_to_when_they_count(alone):
    with psycopg2.connect(alone.conninfo("postgres")) as held:
        with held.cursor() as cursor:
            cursor.execute("LOCK TABLE gateway.vehicle IN ACCESS EXCLUSIVE MODE")
            for number in range(500, 540):
                alone.services_played.say("vehicle.state", vehicle(number))
            eventually(lambda: projection_lag(alone) >= 1, 30, "the projector to be behind")
            assert seconds_behind(alone) >= 1
        held.rollback()
    eventually(lambda: projection_lag(alone) == 0, 30, "the projector to catch up")
    eventually(lambda: seconds_behind(alone) < 5, 30, "the results to be of now")


def test_a_vehicle_and_a_customer_are_found_at_the_desk(alone):
    plate = vehicle(15)["plate"]
    alone.services_played.say("invoice.recorded", {
        "dealer": "NL-1", "invoice_id": named("invoice", 15), "version": 1,
        "document_kind": "invoice", "issue_date": "2025-12-03", "net_cents": 30000,
        "customer_net_cents": 30000, "classes": ["periodic_large"],
        "vehicle_id": named("vehicle", "NL-1", 15),
        "visit": {"visit_id": named("visit", 15), "version": 1, "visit_date": "2025-12-03",
                  "odometer_km": 45120, "classes": ["periodic_large"],
                  "customer_net_cents": 30000, "warranty_net_cents": 0,
                  "internal_net_cents": 0, "voided": False}})
    found = eventually(lambda: (lambda v: v if v["visits"] else None)(
        alone.sanne.get(f"/v1/vehicles/{plate}")), 15, "the visit")
    assert found["visits"][0]["odometer_km"] == 45120
    assert found["customer"]["name"] == "J. Jansen015" and len(found["proposals"]) == 1
    corrected = alone.sanne.ask("POST", f"/v1/vehicles/{found['id']}/corrections", json={
        "kind": "odometer", "visit_id": found["visits"][0]["visit_id"],
        "odometer_km": 45210, "proposal_id": found["proposals"][0]["id"]})
    assert corrected["proposal"]["id"] == found["proposals"][0]["id"]
    people = alone.sanne.pages("/v1/customers", "customers", query="jansen", limit=7)
    assert len(people) == ROWS and len({p["id"] for p in people}) == ROWS
    assert alone.sanne.get("/v1/customers", params={"query": plate})["customers"][0][
        "name"] == "J. Jansen015"


def test_a_document_is_only_checked_or_taken_in(alone):
    dry = alone.sanne.upload("<Invoice/>", "application/xml", dry_run=True)
    assert dry.status_code == 200 and dry.json()["findings"][0]["rule"] == "BR-CO-15"
    taken = alone.sanne.upload("nummer;datum\n1;2\n", "text/csv")
    assert taken.status_code == 202 and taken.json()["receipt_id"]
    assert alone.sanne.upload("hello", "text/plain").status_code == 415
    assert alone.sanne.upload("x" * 2_000_000, "text/csv").status_code == 413


def test_reading_the_stop_page_changes_nothing_and_pressing_does(alone):
    stranger = alone.portal(on_answer=alone.check)
    before = len(alone.services_played.commands)
    page = stranger.call("GET", "/u/abc123?lang=en")
    assert page.status_code == 200 and "Stop these messages" in page.text
    assert len(alone.services_played.commands) == before
    done = stranger.call("POST", "/u/abc123", data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200 and "niet meer" in done.text
    name, command = alone.services_played.commands[-1]
    assert (name, command["token"], command["action"]) == (
        "consent_change", "abc123", "withdraw")
    assert stranger.call("POST", "/u/no-such-token").status_code == 404
    assert stranger.call("POST", "/u/abc123", data={
        "action": "withdraw", "scope": "all"}).status_code == 200
    assert alone.services_played.commands[-1][1]["action"] == "object"


def test_wants_no_contact_goes_into_the_consent_ledger_first(alone):
    answer = alone.sanne.decide(row(alone, 25), "never", reason="no_contact")
    assert answer.status_code == 200
    names = [name for name, _ in alone.services_played.commands[-2:]]
    assert names == ["consent_change", "proposal_decide"]
    assert alone.services_played.commands[-2][1]["action"] == "object"
    eventually(lambda: row(alone, 25)["customer"].get("objected") is True, 30, "the objection")
    person = alone.sanne.get(f"/v1/customers/{named('customer', 'NL-1', 25)}")
    assert person["objected"] is True and person["consent"] and person["contacts"] == []
    assert [car["id"] for car in person["vehicles"]] == [named("vehicle", "NL-1", 25)]


def test_an_erased_customer_has_no_name_any_more(alone):
    key = f"NL-1/{named('customer', 'NL-1', 28)}"
    alone.services_played.say("customer.state", None, key=key)
    eventually(lambda: row(alone, 28)["customer"]["name"] == "", 15, "the erasure")
    assert alone.sanne.get("/v1/customers?query=jansen028")["customers"] == []
    assert alone.sanne.call(
        "GET", f"/v1/customers/{named('customer', 'NL-1', 28)}").status_code == 404


def test_what_was_said_again_or_late_changes_nothing(alone):
    now = row(alone, 5)
    alone.services_played.say("proposal.state", proposal(5))
    alone.services_played.say("proposal.state", proposal(4, version=7, decision="no"))
    eventually(lambda: row(alone, 4)["version"] == 7, 15, "the newer one")
    assert row(alone, 5) == now


def test_the_read_model_is_filled_again_from_its_topics(alone):
    before = alone.sanne.proposals(WEEK)
    said = alone.ctl("rebuild", "gateway",
                     BEURT_DATABASE=alone.conninfo("beurt_gateway_projector"))
    assert "partitions are heard again" in said
    eventually(lambda: alone.sanne.proposals(WEEK) == before, 30, "the same rows")


def test_a_record_that_cannot_be_heard_is_shown_and_put_aside_by_the_operator(alone):
    key = f"NL-1/{named('customer', 'NL-1', 77)}"
    broken = {**customer(77), "version": "seven"}
    projector = {"BEURT_DATABASE": alone.conninfo("beurt_gateway_projector")}
    alone.services_played.say("customer.state", broken, key=key)
    listed = eventually(lambda: (lambda said: said if "1 dead" in said else None)(
        alone.ctl("dead", "list", "gateway", **projector)), 15, "the dead letter")
    number = listed.split()[0]
    assert "parked" in listed and "/version" in listed
    shown = alone.ctl("dead", "show", "gateway", number, **projector)
    assert key in shown and "Jansen077" not in shown
    assert "Jansen077" in alone.ctl("dead", "show", "--raw", "gateway", number, **projector)
    alone.services_played.say("customer.state", {**customer(77), "version": 2})
    assert "asked to discard" in alone.ctl("dead", "discard", "gateway", number, **projector)
    eventually(lambda: alone.sanne.get("/v1/customers?query=jansen077")["customers"], 15,
               "the later record of that customer")
    assert "0 dead" in alone.ctl("dead", "list", "gateway", **projector)


def test_the_doctor_finds_a_sound_house_sound(alone):
    said = alone.ctl("doctor", "gateway",
                     BEURT_DATABASE=alone.conninfo("beurt_gateway_projector"))
    assert "0 failed" in said and "migrations current" in said


def test_every_table_that_knows_a_dealer_is_guarded_by_rows(alone):
    """Or the portal's role may not read it at all."""
    unguarded = alone.query(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'dealer'"
        " WHERE n.nspname = 'gateway' AND c.relkind = 'r'"
        " AND c.relname <> 'command_outcome'"
        " AND has_table_privilege('beurt_gateway', c.oid, 'SELECT')"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)")
    assert unguarded == []
    assert alone.query("SELECT count(*) FROM gateway.proposal",
                       role="beurt_gateway")[0][0] == 0


def test_the_bare_socket_gets_no_further_than_the_rules_of_http(alone):
    import socket
    host, port = alone.base_url.removeprefix("http://").split(":")

    def status(head):
        with socket.create_connection((host, int(port)), 60) as line:
            line.sendall(head.encode())
            return int(line.recv(100).split()[1])
    assert status("GET /v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400
    assert status("POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                  "Content-Length: 2\r\n\r\nx") == 400
    assert status("POST /v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400
    assert status("POST /v1/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n"
                  "\r\n") == 400
    assert status(f"GET /{'a' * 3000} HTTP/1.1\r\nHost: a\r\n\r\n") == 414
    assert status("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n") == 405
    assert status("GET /v1/me HTTP/1.1\r\n\r\n") == 400


def test_guessing_passwords_is_slowed_for_the_guesser_alone(alone):
    stranger = alone.portal(on_answer=alone.check)

    def guess(number):
        return stranger.call("POST", "/v1/session", json={
            "login": "rik", "password": f"raad{number}"}).status_code

    # Ten a minute, and a slow machine takes part of one to try them.
    answers = list(itertools.takewhile(lambda status: status == 401, map(guess, range(60))))
    assert 10 <= len(answers) < 60 and guess(60) == 429
    assert alone.portal("piet", garage.PASSWORD).get("/v1/me")["login"] == "piet"


def test_unknown_and_known_names_take_the_same_time(alone):
    def seconds(login):
        start = time.monotonic()
        answer = alone.portal().call("POST", "/v1/session",
                                     json={"login": login, "password": "nee"})
        assert answer.status_code == 401
        return time.monotonic() - start
    # The least of each tells: what else the machine has to do only adds. Ten in a minute are
    # answered at all.
    known, unknown = [], []
    while len(known) < 8 and not (known[2:] and 0.3 < min(known) / min(unknown) < 3.0):
        known.append(seconds("marja"))
        unknown.append(seconds("niemand-zo"))
    assert 0.3 < min(known) / min(unknown) < 3.0, f"known {known}, unknown {unknown}"
