# SPDX-License-Identifier: Apache-2.0
"""The service adviser and an inspection form, in a real Chromium against the whole house.

The inspector leaves an advice whose price follows; the adviser prices it, mails it, and
records what the customer answers by telephone.
"""
import uuid

import pytest

from browser import in_browser
from polling import eventually

STARTS = "2026-11-23 08:00:00"


@pytest.fixture(scope="module")
def desk(workshop_day):
    workshop_day.form = left_open(workshop_day)
    return workshop_day


def left_open(story):
    """A saved and mailed form with one advice without a price."""
    ina, device, advice = story.person("ina"), str(uuid.uuid4()), f"advice/{uuid.uuid4()}/"
    match = eventually(lambda: next(iter(ina.get(
        "/v1/inspections/entry", params={"plate": story.car.plate})["matches"]), None), 20)
    form = ina.ask("POST", "/v1/inspections", json={
        "inspection_id": str(uuid.uuid4()), "device": device,
        "prefill": "customer_all_ok", "vehicle_id": match["vehicle"]["id"],
        "inspector": "Ina Bakker", "inspection_date": "2026-11-23"})
    values = {advice + "text": "Remblokken voor vervangen", advice + "quantity": "1",
              advice + "price_kind": "follows", advice + "severity": "necessary",
              advice + "urgency": "now"}
    path = f"/v1/inspections/{form['inspection_id']}"
    form = ina.ask("PUT", path, json={
        "device": device, "seen_revision": form["revision"], "writes": [
            {"counter": n + 1, "path": at, "value": value}
            for n, (at, value) in enumerate(values.items())]})
    return ina.ask("POST", f"{path}/versions",
                   json={"seen_revision": form["revision"], "mail": False})


def test_a_price_that_followed_is_mailed_and_agreed_by_telephone(desk):
    first = desk.mail(desk.car)
    assert "289,50" not in first[-1]["text"], "its price was to follow"
    in_browser(desk.house, "desk_day.test.mjs", "sanne", 200, PLATE=desk.car.plate)
    second = desk.mail(desk.car, 2)
    assert "289,50" in second[-1]["text"]
    form = desk.person("sanne").get(f"/v1/inspections/{desk.form['inspection_id']}")
    answer, = form["answers"]
    assert (answer["answer"], answer["by"], answer["price_cents"]) == ("approve", "phone", 28950)
    assert answer["actor"] and answer["reason"] == "mevrouw gesproken, 14.10 uur"
    assert form["status"] == "answered" and form["mailed_number"] == 2
