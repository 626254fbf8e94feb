# SPDX-License-Identifier: Apache-2.0
"""A day in the workshop, with every service: the tablet, the desk and the customer's mail.

Named after the manual's chapters "Voertuig inspectieformulier" and "Formulier opslaan".
"""
import hashlib
import re
import uuid

import pytest
import requests

from polling import eventually

STARTS = "2026-11-23 08:00:00"
TABLET, DESK = str(uuid.uuid4()), str(uuid.uuid4())
TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def day(workshop_day):
    workshop_day.counter = 0
    return workshop_day


def form_of(day, inspection_id):
    return day.person("ina").get(f"/v1/inspections/{inspection_id}")


def open_form(day, prefill="customer_all_ok"):
    match = eventually(lambda: next(iter(day.person("ina").get(
        "/v1/inspections/entry", params={"plate": day.car.plate})["matches"]), None), 20)
    body = {"inspection_id": str(uuid.uuid4()), "device": TABLET, "prefill": prefill,
            "vehicle_id": match["vehicle"]["id"], "inspector": "Ina Bakker",
            "inspection_date": TODAY}
    return day.person("ina").ask("POST", "/v1/inspections", json=body)


def write(day, form, values, login="ina", device=TABLET):
    writes = []
    for path, value in values.items():
        day.counter += 1
        writes.append({"counter": day.counter, "path": path, "value": value})
    return day.person(login).ask("PUT", f"/v1/inspections/{form['inspection_id']}", json={
        "device": device, "seen_revision": form["revision"], "writes": writes})


def value_of(form, path):
    return next((f for f in form["fields"] if f["path"] == path), {"value": None})["value"]


def test_controleer_aanmelding_knows_the_car_and_its_owner(day):
    found = day.person("ina").get("/v1/inspections/entry",
                                  params={"plate": day.car.plate.lower()})["matches"]
    assert [m["vehicle"]["plate"] for m in found] == [day.car.plate]
    assert day.car.name_part in found[0]["customer"]["name"]
    assert [d["kind"] for d in found[0]["shown"]] == ["maintenance"]
    number = day.car.customer["number"]
    by_number = day.person("ina").get("/v1/inspections/entry", params={"customer": number})
    assert by_number["matches"] == found


def test_nieuw_formulier_met_klantgegevens_en_alles_op_ok(day):
    form = open_form(day)
    assert value_of(form, "customer/email") == day.car.email
    assert form["customer_name"].endswith(day.car.name_part)
    checklist = day.person("ina").get(f"/v1/checklists/{form['checklist_id']}")
    unmeasured = [p["point_id"] for p in checklist["points"] if not p.get("unit")]
    assert all(value_of(form, f"point/{point}/status") == "ok" for point in unmeasured)
    day.form, day.checklist = form, checklist


def test_two_devices_write_one_point_and_both_words_are_kept(day):
    point = day.checklist["points"][0]["point_id"]
    path, seen = f"point/{point}/note", form_of(day, day.form["inspection_id"])
    write(day, seen, {path: "van de tablet"})
    write(day, seen, {path: "van de balie"}, "sanne", DESK)
    now = form_of(day, day.form["inspection_id"])
    field = next(f for f in now["fields"] if f["path"] == path)
    assert (field["value"], field["other"]["value"]) == ("van de balie", "van de tablet")
    settled = write(day, now, {path: "van ons samen"})
    assert "other" not in next(f for f in settled["fields"] if f["path"] == path)


def test_formulier_opslaan_mails_the_advices_with_their_costs(day):
    photo = b"\xff\xd8\xff\xe0\x00\x07JFIF\x00\xff\xda\x00\x04hhabc\xff\xd9"
    name = hashlib.sha256(photo).hexdigest()
    ina, path = day.person("ina"), f"/v1/inspections/{day.form['inspection_id']}"
    ina.ask("PUT", f"/v1/photos/{name}", params={"from": 0, "of": len(photo)}, data=photo)
    day.advice = str(uuid.uuid4())
    point = next(p["point_id"] for p in day.checklist["points"] if not p.get("unit"))
    advice = f"advice/{day.advice}/"
    form = write(day, form_of(day, day.form["inspection_id"]), {
        f"point/{point}/status": "advice", f"point/{point}/photo/{name}": "versleten",
        advice + "text": "Remblokken voor vervangen", advice + "quantity": "1",
        advice + "unit_price_cents": "28900", advice + "price_kind": "fixed",
        advice + "vat_percent": "21", advice + "urgency": "now",
        advice + "severity": "advice", advice + "point": point})
    saved = ina.ask("POST", f"{path}/versions",
                    json={"seen_revision": form["revision"], "mail": False})
    assert (saved["number"], saved["mailed"], saved["total_cents"]) == (1, True, 28900)
    version = ina.get(f"{path}/versions/1")
    assert [a["text"] for a in version["form"]["advices"]] == ["Remblokken voor vervangen"]
    assert name in str(version["form"]["points"])
    letters = day.mail(day.car)
    assert "289,00" in letters[-1]["text"] and "Remblokken voor" in letters[-1]["text"]
    link = re.search(r"https?://\S+/m/\S+", letters[-1]["text"]).group()
    assert link.startswith(day.house.base_url)
    page = requests.get(link, timeout=60)
    assert page.status_code == 200 and "Remblokken voor vervangen" in page.text
    # Only what stands on the form can be seen by its link.
    assert requests.get(f"{link}/photos/{name}", timeout=60).content == photo
    assert requests.get(f"{link}/photos/{'0' * 64}", timeout=60).status_code == 404
    assert requests.get(link[:-1] + "-", timeout=60).status_code == 404


def test_a_save_without_a_change_makes_no_version(day):
    ina, path = day.person("ina"), f"/v1/inspections/{day.form['inspection_id']}"
    form = ina.get(path)
    saved = ina.ask("POST", f"{path}/versions",
                    json={"seen_revision": form["revision"], "mail": False})
    assert saved["number"] == 1 and len(saved["versions"]) == 1 and not saved["mailed"]


def test_the_desk_writes_down_what_the_customer_said_by_telephone(day):
    sanne, path = day.person("sanne"), f"/v1/inspections/{day.form['inspection_id']}"
    answer = {"number": 1, "by": "phone", "reason": "gebeld om 14.10 uur",
              "lines": [{"advice_id": day.advice, "answer": "approve"}]}
    answered = sanne.ask("POST", f"{path}/answers", json=answer)
    assert [(a["answer"], a["by"], a["actor"]) for a in answered["answers"]] == [
        ("approve", "phone", "sanne")]
    # The price rises: what was agreed to no longer is what is asked.
    form = write(day, answered, {f"advice/{day.advice}/unit_price_cents": "31900"})
    raised = day.person("ina").ask("POST", f"{path}/versions", json={
        "seen_revision": form["revision"], "mail": False})
    assert raised["number"] == 2 and raised["answers"][0]["voided"] == "price_rise"
    late = sanne.call("POST", f"{path}/answers", json=answer)
    assert (late.status_code, late.json()["code"]) == (409, "LINE_CHANGED")


def test_afronden_waits_for_every_point_and_an_unsaved_form_is_thrown_away(day):
    ina, path = day.person("ina"), f"/v1/inspections/{day.form['inspection_id']}"
    refused = ina.call("POST", f"{path}/finish")
    assert (refused.status_code, refused.json()["code"]) == (409, "NOT_ALL_CHECKED")
    other = open_form(day, "blank")
    assert value_of(other, "customer/email") is None
    gone = ina.ask("POST", f"/v1/inspections/{other['inspection_id']}/discard",
                   json={"reason": "verkeerde auto"})
    assert gone["status"] == "discarded"
    kept = ina.call("POST", f"{path}/discard", json={"reason": "toch niet"})
    assert (kept.status_code, kept.json()["code"]) == (409, "ALREADY_SAVED")


def test_the_other_garage_changes_nothing_of_it(day):
    before = form_of(day, day.form["inspection_id"])
    dirk, path = day.person("dirk"), f"/v1/inspections/{day.form['inspection_id']}"
    tries = [("PUT", path, {"device": DESK, "seen_revision": 1, "writes": [
                 {"counter": 1, "path": "head/remarks", "value": "van een ander"}]}),
             ("POST", f"{path}/versions", {"seen_revision": 1, "mail": True}),
             ("POST", f"{path}/send", {}), ("POST", f"{path}/finish", None),
             ("POST", f"{path}/discard", {"reason": "weg ermee"}),
             ("POST", f"{path}/answers", {"number": 1, "by": "desk", "reason": "zelf", "lines": [
                 {"advice_id": day.advice, "answer": "approve"}]})]
    for method, where, body in tries:
        answer = dirk.call(method, where, json=body)
        assert answer.status_code == 404, (method, where, answer.text)
    assert form_of(day, day.form["inspection_id"]) == before
