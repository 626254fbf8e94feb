# SPDX-License-Identifier: Apache-2.0
"""The tablet form in real Chromiums against the whole house.

Two tablets fill one form while networks are cut and browsers killed; and an inspector does
what the manual's chapter on the inspection form says, up to the customer's mail.
"""
import os

import pytest
import requests

from browser import in_browser, told
from polling import eventually
from tablet import link_in

STARTS = "2026-11-23 08:00:00"
ORDERS = os.environ.get("ORDERS", "5")


@pytest.fixture(scope="module")
def day(workshop_day):
    eventually(lambda: workshop_day.person("ina").get("/v1/checklists")["checklists"], 20,
               "the garage's checklist")
    return workshop_day


def test_two_tablets_cut_off_and_killed_end_up_with_the_same_form(day):
    in_browser(day.house, "inspection_offline.test.mjs", "ina", 500, ORDERS=ORDERS)
    forms = day.person("ina").get("/v1/inspections")["inspections"]
    assert len(forms) >= int(ORDERS)
    assert len({form["inspection_id"] for form in forms}) == int(ORDERS), "one form an order"


def test_from_plate_to_the_customers_mail_on_the_tablet(day):
    said = told(in_browser(day.house, "inspection_day.test.mjs", "ina", 240,
                          PLATE=day.car.plate))
    first, update = day.mail(day.car, 2)
    assert said["advice"] in first["text"] and "289,00" in first["text"]
    page = requests.get(link_in(update), timeout=60)
    assert page.ok and said["work"] in page.text
    form = day.person("ina").get(f"/v1/inspections/{said['inspection_id']}")
    assert form["saved_number"] == 2 and form["total_cents"] == 28900
    assert form["follows_count"] == 1
