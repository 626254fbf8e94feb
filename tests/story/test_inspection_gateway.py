# SPDX-License-Identifier: Apache-2.0
"""Inspections through the gateway alone: forms, checklists, registrations, and who may.

The inspection service is played by this test; every answer is held against the OpenAPI
description.
"""
import os
import pathlib
import uuid

import pytest

import garage
from answers import AnswerCheck
from house import House
from inspections import (ADVICE, DEVICE, TODAY, Inspections, checklist, customer, form, named,
                         proposal, registration, saved_version, vehicle)
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
FORMS = 12


def people():
    seed = garage.seed()
    seed["dealers"][1]["entitlements"] = ["inspection"]
    seed["dealers"].append(garage.dealer("NL-3", "Garage Zonder", "autoflex",
                                         entitlements=["itk", "fleet"]))
    seed["users"] += [garage.user("ina", "inspector", "NL-1"),
                      garage.user("kees", "manager", "NL-3")]
    return seed


@pytest.fixture(scope="module")
def desk():
    house = House(OUT / "story" / "test_inspection_gateway", vendors=("autoflex",),
                  services=("gateway",), settings={"gateway": {"BEURT_COMMAND_SECONDS": "10"}})
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        house.seed(people())
        house.check = AnswerCheck()
        house.played = played = Inspections(house)
        for number in range(FORMS):
            played.say("customer.state", customer(number))
            played.say("vehicle.state", vehicle(number))
            played.say("inspection.state", form(number))
        played.say("checklist.state", checklist())
        played.say("checklist.state", checklist("NL-2"))
        house.people = {}
        eventually(lambda: len(forms(house)) == FORMS, 30, "the forms")
        eventually(lambda: person(house, "ina").get("/v1/checklists")["checklists"], 30,
                   "the checklist")
        yield house
        played.close()
    house.drop_postgres()
    assert house.check.problems == []


def person(house, login):
    if login not in house.people:
        house.people[login] = house.portal(login, garage.PASSWORD, on_answer=house.check)
    return house.people[login]


def forms(house, login="ina", **params):
    return person(house, login).pages("/v1/inspections", "inspections", **params)


def opened(house, login="ina", **more):
    """A new form, made by a device."""
    body = {"inspection_id": str(uuid.uuid4()), "device": DEVICE, "prefill": "blank",
            "inspector": "M. Bakker", "inspection_date": TODAY, **more}
    answer = person(house, login).call("POST", "/v1/inspections", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def path_of(state, *more):
    return "/".join(("/v1/inspections", state["inspection_id"], *more))


def write(house, state, login="ina", counter=1, **values):
    writes = [{"counter": counter + i, "path": path.replace("__", "/"), "value": value}
              for i, (path, value) in enumerate(values.items())]
    return person(house, login).call("PUT", path_of(state), json={
        "device": DEVICE, "seen_revision": state["revision"], "writes": writes})


def test_a_form_that_was_made_can_be_read_and_written_at_once(desk):
    state = opened(desk, plate="H-00-HZB")
    written = write(desk, state, head__remarks="Alles nagekeken")
    assert written.status_code == 200, written.text
    now = person(desk, "sanne").get(path_of(state))
    assert now == written.json() and now["revision"] == 2
    assert now["fields"] == [{"path": "head/remarks", "value": "Alles nagekeken",
                              "device": DEVICE, "revision": 2}]
    assert "dealer" not in now and "link" not in now


def test_a_form_that_did_not_change_is_not_sent_again(desk):
    ina, state = person(desk, "ina"), opened(desk)
    first = ina.call("GET", path_of(state))
    again = {"If-None-Match": first.headers["ETag"]}
    assert ina.call("GET", path_of(state), headers=again).status_code == 304
    write(desk, state, head__remarks="x")
    changed = ina.call("GET", path_of(state), headers=again)
    assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]


def test_a_save_answers_with_its_number_and_its_version_is_there(desk):
    ina, state = person(desk, "ina"), opened(desk)
    saved = ina.ask("POST", path_of(state, "versions"),
                    json={"seen_revision": 1, "mail": True})
    assert (saved["number"], saved["mailed"], saved["not_mailed"]) == (1, False, "no_email")
    assert saved["revision"] == 1 and saved["status"] == "saved"
    assert [(v["number"], v["total_cents"], v["changes_count"])
            for v in saved["versions"]] == [(1, 28900, 1)]
    version = ina.get(path_of(state, "versions", "1"))
    assert version["form"]["advices"][0]["text"] == ADVICE["text"]
    assert ina.call("GET", path_of(state, "versions", "2")).status_code == 404
    assert ina.call("GET", path_of(state, "versions", "x")).status_code == 400


def test_a_form_goes_through_its_life(desk):
    ina, state = person(desk, "ina"), opened(desk)
    ina.ask("POST", path_of(state, "versions"), json={"seen_revision": 1, "mail": False})
    assert ina.ask("POST", path_of(state, "send"))["status"] == "sent"
    assert ina.ask("POST", path_of(state, "send"), json={"number": 1})["status"] == "sent"
    answered = ina.ask("POST", path_of(state, "answers"), json={
        "number": 1, "by": "phone", "reason": "gebeld om 14.10 uur",
        "lines": [{"advice_id": named("advice"), "answer": "approve"}]})
    assert [(line["answer"], line["by"]) for line in answered["answers"]] == [
        ("approve", "phone")]
    assert desk.played.commands[-1][1]["reason"] == "gebeld om 14.10 uur"
    assert ina.ask("POST", path_of(state, "finish"))["status"] == "done"
    other = opened(desk)
    ina.ask("POST", path_of(other, "discard"), json={"reason": "verkeerde auto"})
    listed = {f["inspection_id"] for f in forms(desk)}
    assert state["inspection_id"] in listed and other["inspection_id"] not in listed
    assert other["inspection_id"] in {f["inspection_id"]
                                      for f in forms(desk, status="discarded")}


def test_answers_at_the_desk_need_who_was_spoken_to(desk):
    body = {"number": 1, "by": "phone", "lines": []}
    refused = person(desk, "ina").call(
        "POST", path_of({"inspection_id": named("form", "NL-1", 1)}, "answers"), json=body)
    assert refused.status_code == 400
    link = person(desk, "ina").call(
        "POST", path_of({"inspection_id": named("form", "NL-1", 1)}, "answers"),
        json={**body, "by": "link", "reason": "zelf"})
    assert link.status_code == 400, "staff cannot answer as if by the customer's link"


def test_a_refusal_of_the_service_reaches_the_tablet_as_it_is(desk):
    state = opened(desk)
    desk.played.refuse = {"outcome": "conflict", "code": "LINE_CHANGED",
                          "detail": "a line changed"}
    try:
        answer = person(desk, "ina").call("POST", path_of(state, "finish"))
    finally:
        desk.played.refuse = None
    assert (answer.status_code, answer.json()["code"]) == (409, "LINE_CHANGED")


def test_without_an_answer_in_time_the_truth_can_be_asked_later(desk):
    state, key = opened(desk), str(uuid.uuid4())
    desk.played.silent = True
    try:
        answer = person(desk, "ina").call("POST", path_of(state, "finish"),
                                          headers={"Idempotency-Key": key})
    finally:
        desk.played.silent = False
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/commands/{key}"
    assert person(desk, "ina").get(answer.headers["Location"])["status"] == "pending"
    # Said again under its own key it is the same command, and this time it is answered.
    again = person(desk, "ina").call("POST", path_of(state, "finish"),
                                     headers={"Idempotency-Key": key})
    assert (again.status_code, again.json()["status"]) == (200, "done")


def test_a_request_that_is_repeated_is_the_same_message(desk):
    """Also where its words are a person's and not kept: the services tell it by its id."""
    key = str(uuid.uuid4())
    body = {"inspection_id": str(uuid.uuid4()), "device": DEVICE, "prefill": "blank",
            "inspector": "M. Bakker", "inspection_date": TODAY}
    desk.played.silent = True
    try:
        first = person(desk, "ina").call("POST", "/v1/inspections", json=body,
                                         headers={"Idempotency-Key": key})
    finally:
        desk.played.silent = False
    again = person(desk, "ina").call("POST", "/v1/inspections", json=body,
                                     headers={"Idempotency-Key": key})
    assert (first.status_code, again.status_code) == (202, 201)
    said = [command for _, command in desk.played.commands if command["command_id"] == key]
    assert len(said) == 2 and said[0] == said[1]


def test_pages_of_the_list_hold_every_form_once_newest_first(desk):
    rows = forms(desk, limit=5)
    assert len({r["inspection_id"] for r in rows}) == len(rows) >= FORMS
    assert [r["opened_on"] for r in rows] == sorted((r["opened_on"] for r in rows),
                                                    reverse=True)
    assert "fields" not in rows[0] and rows[-1]["plate_formatted"] == "H-00-HZB"


def test_the_list_is_found_by_plate_name_number_and_day(desk):
    for text in ("H-07-HZB", "h07hzb", "Jansen007", "k7"):
        found = forms(desk, query=text)
        assert [f["plate"] for f in found] == ["H07HZB"], text
    assert forms(desk, **{"from": TODAY, "to": TODAY, "query": "H07HZB"})
    assert not forms(desk, **{"from": "2026-11-26"})
    assert person(desk, "ina").call("GET", "/v1/inspections?from=gisteren").status_code == 400
    mine = opened(desk, "piet", inspector="Ina")
    assert mine["inspection_id"] in {f["inspection_id"] for f in forms(desk, mine="1")}
    assert named("form", "NL-1", 3) not in {f["inspection_id"] for f in forms(desk, mine="1")}
    assert not forms(desk, status="answered", query="H07HZB")


def test_controleer_aanmelding_shows_what_is_known_of_the_car(desk):
    played, ina = desk.played, person(desk, "ina")
    played.say("vehicle.state", vehicle(40, apk_expiry="2026-11-01"))
    played.say("customer.state", customer(40))
    played.say("proposal.state", proposal(40, "2027-03-24"))
    played.say("registration.state", registration(40))
    played.say("inspection.state", form(40, fields=[
        {"path": "head/mobility_date", "value": "2027-03-25", "device": DEVICE,
         "revision": 1}]))
    played.say("register.state", {
        "plate": "H40HZB", "version": 1, "checked_at": "2026-11-25T06:00:00Z",
        "apk_expiry": "2026-11-20", "recalls": [{"code": "R/1", "text": "Gordel"}]})
    match = eventually(lambda: next(iter(
        m for m in ina.get("/v1/inspections/entry?plate=H-40-HZB")["matches"]
        if m["recalls"] and m["forms"] and m.get("registration") and len(m["shown"]) > 1
        and m["customer"]["name"]), None), 20, "the car")
    assert match["vehicle"]["plate_formatted"] == "H-40-HZB"
    assert match["customer"]["name"] == "J. Jansen040" and match["customer"]["has_email"]
    # Strictly before 2027-03-25, four months from today; the register knows the APK best.
    assert match["shown"] == [
        {"kind": "maintenance", "date": "2027-03-24", "overdue": False},
        {"kind": "apk", "date": "2026-11-20", "overdue": True}]
    by_number = ina.get("/v1/inspections/entry?customer=K40")["matches"]
    assert by_number == [match]
    # A service that was done, though the line of the list was never told to have brought it.
    visit = {"visit_id": named("visit", 40), "version": 1, "visit_date": "2027-02-10",
             "classes": ["periodic_small"], "customer_net_cents": 30000,
             "warranty_net_cents": 0, "internal_net_cents": 0, "voided": False}
    played.say("invoice.recorded", {
        "dealer": "NL-1", "invoice_id": named("invoice", 40), "version": 1,
        "document_kind": "invoice", "issue_date": "2027-02-10", "net_cents": 30000,
        "customer_net_cents": 30000, "classes": ["periodic_small"],
        "vehicle_id": named("vehicle", "NL-1", 40),
        "customer_id": named("customer", "NL-1", 40), "visit": visit}, named("invoice", 40))
    eventually(lambda: [d["kind"] for d in ina.get("/v1/inspections/entry?plate=H-40-HZB")[
        "matches"][0]["shown"]] == ["apk"], 20, "the service that was done")
    assert ina.get("/v1/inspections/entry?plate=XX-99-XX")["matches"] == []
    both = ina.call("GET", "/v1/inspections/entry?plate=H40HZB&customer=K40")
    assert both.status_code == 400
    # Another garage has a car with that plate nowhere: the register tells it nothing.
    dirk = person(desk, "dirk")
    assert dirk.get("/v1/inspections/entry?plate=H40HZB")["matches"] == []
    played.say("register.state", None, key="H40HZB")
    eventually(lambda: not ina.get("/v1/inspections/entry?plate=H40HZB")["matches"][0][
        "recalls"], 20, "the register's word to go")


def test_a_car_that_only_a_form_knows_is_found_by_its_plate(desk):
    state = form(77)
    del state["vehicle_id"]
    desk.played.say("inspection.state", state)
    match = eventually(lambda: next(iter(person(desk, "ina").get(
        "/v1/inspections/entry?plate=H77HZB")["matches"]), None), 20, "the form's car")
    assert "vehicle" not in match and len(match["forms"]) == 1


def test_checklists_are_written_by_managers_on_the_version_they_read(desk):
    marja, own = person(desk, "marja"), named("checklist", "NL-1")
    listed = person(desk, "ina").get("/v1/checklists")["checklists"]
    assert [(c["name"], c["points_total"]) for c in listed] == [("Inspectie personenauto", 1)]
    read = marja.get(f"/v1/checklists/{own}")
    change = {"name": "Inspectie lang", "active": True, "points": read["points"] * 2,
              "expected_version": read["version"]}
    for login in ("ina", "sanne"):
        refused = person(desk, login).call("PUT", f"/v1/checklists/{own}", json=change)
        assert (refused.status_code, refused.json()["code"]) == (403, "MANAGER_ONLY")
    now = marja.ask("PUT", f"/v1/checklists/{own}", json=change)
    assert (now["name"], len(now["points"])) == ("Inspectie lang", 2)
    stale = marja.call("PUT", f"/v1/checklists/{own}", json=change)
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_CONFLICT")


def test_a_customer_is_invited_to_register_the_car(desk):
    body = {"registration_id": str(uuid.uuid4()), "customer_id": named("customer", "NL-1", 2),
            "vehicle_id": named("vehicle", "NL-1", 2)}
    made = person(desk, "ina").ask("POST", "/v1/registrations", json=body)
    assert made["status"] == "invited" and made["vehicle"]["plate"] == "H02HZB"
    rows = person(desk, "ina").pages("/v1/registrations", "registrations", limit=1)
    assert body["registration_id"] in {r["registration_id"] for r in rows}
    used = person(desk, "ina").pages("/v1/registrations", "registrations", status="used")
    assert body["registration_id"] not in {r["registration_id"] for r in used}


def every_route(form_id, checklist_id, registration_body):
    """(method, path, body) of what names a form or another thing of a garage."""
    at = f"/v1/inspections/{form_id}"
    lines = [{"advice_id": named("advice"), "answer": "approve"}]
    return [("GET", at, None), ("GET", f"{at}/versions/1", None),
            ("PUT", at, {"device": DEVICE, "seen_revision": 1, "writes": [
                {"counter": 1, "path": "head/remarks", "value": "van een ander"}]}),
            ("POST", f"{at}/versions", {"seen_revision": 1, "mail": True}),
            ("POST", f"{at}/send", {}), ("POST", f"{at}/finish", None),
            ("POST", f"{at}/discard", {"reason": "niet van mij"}),
            ("POST", f"{at}/answers", {"number": 1, "by": "desk", "reason": "zelf",
                                       "lines": lines}),
            ("GET", f"/v1/checklists/{checklist_id}", None),
            *([("POST", "/v1/registrations", registration_body)]
              if registration_body else [])]


def test_another_garage_finds_nothing_and_changes_nothing(desk):
    own = opened(desk)
    desk.played.say("inspection_version.state", saved_version(
        desk.played.said[("inspection.state", f"NL-1/{own['inspection_id']}")], 1))
    before = eventually(lambda: (lambda state: state if state["versions"] else None)(
        person(desk, "ina").get(path_of(own))), 20, "the version")
    dirk = person(desk, "dirk")
    for method, path, body in every_route(own["inspection_id"], named("checklist", "NL-1"),
                                          None):
        answer = dirk.call(method, path, json=body)
        assert answer.status_code == 404, (method, path, answer.text)
    assert person(desk, "ina").get(path_of(own)) == before
    assert dirk.get("/v1/inspections")["inspections"] == []
    assert dirk.get("/v1/registrations")["registrations"] == []
    assert [c["checklist_id"] for c in dirk.get("/v1/checklists")["checklists"]] == [
        named("checklist", "NL-2")]
    # The same name at another garage is another form.
    twin = opened(desk, "dirk", inspection_id=own["inspection_id"])
    assert twin["inspector"] == "M. Bakker" and twin["versions"] == []
    assert person(desk, "ina").get(path_of(own)) == before


def test_an_inspector_opens_inspections_and_nothing_else(desk):
    ina = person(desk, "ina")
    me = ina.get("/v1/me")
    assert me["role"] == "inspector" and set(me["entitlements"]) == {"inspection", "itk",
                                                                     "fleet"}
    for path in ("/v1/weeks", "/v1/intake", "/v1/results", "/v1/results.csv", "/v1/settings",
                 "/v1/customers?query=jansen", "/v1/vehicles/H01HZB"):
        answer = ina.call("GET", path)
        assert (answer.status_code, answer.json()["code"]) == (403, "ADVISER_ONLY"), path
    for login in ("sanne", "marja", "ina"):
        assert forms(desk, login, limit=100)
    helpdesk = person(desk, "hulp")
    assert helpdesk.call("GET", "/v1/inspections").json()["code"] == "CHOOSE_DEALER"
    assert desk.portal().call("GET", "/v1/inspections").status_code == 401


def test_a_garage_uses_the_parts_it_has(desk):
    kees, dirk = person(desk, "kees"), person(desk, "dirk")
    assert set(kees.get("/v1/me")["entitlements"]) == {"itk", "fleet"}
    routes = every_route(named("form", "NL-1", 1), named("checklist", "NL-1"),
                         {"registration_id": str(uuid.uuid4()),
                          "customer_id": named("customer", "NL-1", 1),
                          "vehicle_id": named("vehicle", "NL-1", 1)})
    routes += [("GET", path, None) for path in (
        "/v1/inspections", "/v1/inspections/entry?plate=H01HZB", "/v1/checklists",
        "/v1/registrations", f"/v1/photos/{'a' * 64}", f"/v1/photos/{'a' * 64}/progress")]
    for method, path, body in routes:
        answer = kees.call(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (
            403, "ENTITLEMENT_MISSING"), path
    missing = dirk.call("GET", "/v1/inspections/entry?customer=K1")
    assert (missing.status_code, missing.json()["code"]) == (403, "ENTITLEMENT_MISSING")
    assert dirk.call("GET", "/v1/inspections/entry?plate=H01HZB").status_code == 200


def settings(desk, login, change):
    portal = person(desk, login)
    version = portal.get("/v1/settings")["version"]
    return portal.call("PUT", "/v1/settings", json=change,
                       headers={"If-Match": f'"{version}"'})


def test_the_default_of_follow_ups_and_the_parts_are_the_helpdesks(desk):
    for change in ({"default_followup": "yes"}, {"entitlements": ["inspection"]}):
        refused = settings(desk, "marja", change)
        assert (refused.status_code, refused.json()["code"]) == (403, "HELPDESK_ONLY")
    same = settings(desk, "marja", {"default_followup": "no", "brand": "Subaru"})
    assert same.status_code == 200 and same.json()["brand"] == "Subaru"
    helpdesk = person(desk, "hulp")
    helpdesk.ask("PUT", "/v1/session", json={"dealer": "NL-1", "reason": "ticket 7"})
    changed = settings(desk, "hulp", {"default_followup": "yes",
                                      "entitlements": ["inspection", "itk"]})
    assert changed.status_code == 200 and changed.json()["default_followup"] == "yes"
    assert set(person(desk, "ina").get("/v1/me")["entitlements"]) == {"inspection", "itk"}
    assert settings(desk, "marja", {"logo": "b" * 64}).status_code == 400
    assert settings(desk, "marja", {"logo": "mooi"}).status_code == 400


def test_an_erased_form_is_gone_with_its_versions_and_its_link(desk):
    state = form(50, link={"hash": "c" * 64, "expires_at": "2027-02-01T00:00:00Z"})
    version = saved_version(state, 1)
    desk.played.say("inspection.state", state)
    desk.played.say("inspection_version.state", version)
    ina = person(desk, "ina")
    eventually(lambda: ina.call("GET", path_of(state, "versions", "1")).ok, 20, "the form")
    links = "SELECT count(*) FROM gateway.link WHERE hash = %s"
    assert desk.query(links, "c" * 64) == [(1,)]
    # A later state without link takes the link away.
    desk.played.say("inspection.state", form(50, version=2))
    eventually(lambda: desk.query(links, "c" * 64) == [(0,)], 20, "the link to go")
    for kind, key in (("inspection.state", state["inspection_id"]),
                      ("inspection_version.state", version["version_id"])):
        desk.played.say(kind, None, key=f"NL-1/{key}")
    eventually(lambda: ina.call("GET", path_of(state)).status_code == 404
               and ina.call("GET", path_of(state, "versions", "1")).status_code == 404,
               20, "the form to go")
