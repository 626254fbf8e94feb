# SPDX-License-Identifier: Apache-2.0
"""The tablet form in real Chromiums against the whole house.

Two tablets fill one form while networks are cut and browsers killed; and an inspector does
what the manual's chapter on the inspection form says, up to the customer's mail.
"""
import json
import os
import pathlib
import subprocess

import pytest
import requests

import garage
from polling import eventually
from tablet import link_in

STARTS = "2026-11-23 08:00:00"
WEB = pathlib.Path(__file__).resolve().parents[2] / "services" / "gateway" / "web"
ORDERS = os.environ.get("ORDERS", "5")


@pytest.fixture(scope="module")
def day(story):
    seed = garage.seed(story.house.base_url)
    seed["users"].append(garage.user("ina", "inspector", "NL-1"))
    story.house.seed(seed)
    story.car = garage.Car()
    story.dms.publish(*garage.yearly_services(story.car, "2025-12-01"))
    story.settle()
    story.row_of(story.car)
    eventually(lambda: story.person("ina").get("/v1/checklists")["checklists"], 20,
               "the garage's checklist")
    return story


def on_tablet(day, script, seconds, **env):
    """Run a script of the web tests against this house; what it printed."""
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", f"test/{script}"], cwd=WEB, text=True,
        capture_output=True, check=False, timeout=seconds,
        env={**os.environ, "BASE_URL": day.house.base_url, "LOGIN": "ina",
             "PASSWORD": garage.PASSWORD, **env})
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    return run.stdout


def told(output):
    """What a script told the story, as a JSON object in a TAP comment."""
    line = next(line for line in output.splitlines() if "TOLD " in line)
    return json.loads(line.split("TOLD ", 1)[1].replace("\\#", "#"))


def test_two_tablets_cut_off_and_killed_end_up_with_the_same_form(day):
    on_tablet(day, "inspection_offline.test.mjs", 500, ORDERS=ORDERS)
    forms = day.person("ina").get("/v1/inspections")["inspections"]
    assert len(forms) >= int(ORDERS)
    assert len({form["inspection_id"] for form in forms}) == int(ORDERS), "one form an order"


def test_from_plate_to_the_customers_mail_on_the_tablet(day):
    said = told(on_tablet(day, "inspection_day.test.mjs", 240, PLATE=day.car.plate))
    first, update = day.mail(day.car, 2)
    assert said["advice"] in first["text"] and "289,00" in first["text"]
    page = requests.get(link_in(update), timeout=30)
    assert page.ok and said["work"] in page.text
    form = day.person("ina").get(f"/v1/inspections/{said['inspection_id']}")
    assert form["saved_number"] == 2 and form["total_cents"] == 28900
    assert form["follows_count"] == 1
