# SPDX-License-Identifier: Apache-2.0
"""One inspection form in the hands of one person, as the tablet tells the gateway of it."""
import re
import uuid

import requests

from polling import eventually

SECONDS = 30
ADVICE = {"quantity": "1", "vat_percent": "21", "urgency": "now", "severity": "advice"}


def entry(portal, **search):
    """What the gateway knows of a plate (plate=…) or a customer's number (customer=…)."""
    return eventually(lambda: portal.get("/v1/inspections/entry", params=search)["matches"],
                      SECONDS, f"a car by {search}")[0]


class Tablet:
    def __init__(self, portal, date, prefill="blank", **more):
        """Opens a form; `more`: vehicle_id, registration_id, plate."""
        self.portal, self.device, self.counter = portal, str(uuid.uuid4()), 0
        self.id = str(uuid.uuid4())
        self.path = f"/v1/inspections/{self.id}"
        self.form = portal.ask("POST", "/v1/inspections", json={
            "inspection_id": self.id, "device": self.device, "prefill": prefill,
            "inspector": "Ina Bakker", "inspection_date": date, **more})

    def write(self, fields):
        writes = []
        for path, value in fields.items():
            self.counter += 1
            writes.append({"counter": self.counter, "path": path, "value": str(value)})
        self.form = self.portal.ask("PUT", self.path, json={
            "device": self.device, "seen_revision": self.form["revision"], "writes": writes})

    def advise(self, text, cents=None, **more):
        """An advice; without cents its price follows. Its id."""
        advice = str(uuid.uuid4())
        price = {"price_kind": "follows"} if cents is None else {
            "price_kind": "fixed", "unit_price_cents": cents}
        fields = {**ADVICE, "text": text, **price, **more}
        self.write({f"advice/{advice}/{leaf}": value for leaf, value in fields.items()})
        return advice

    def save(self, mail=False, portal=None, **more):
        """{number, mailed, not_mailed?, …the form}."""
        body = {"seen_revision": self.form["revision"], "mail": mail, **more}
        self.form = (portal or self.portal).ask("POST", f"{self.path}/versions", json=body)
        return self.form

    def now(self):
        return self.portal.get(self.path)

    def version(self, number):
        return self.portal.get(f"{self.path}/versions/{number}")

    def print_it(self, **params):
        return self.portal.call("GET", f"{self.path}/print", params=params)

    def value(self, path):
        return next((f["value"] for f in self.form["fields"] if f["path"] == path), None)


def link_in(mail):
    """The address of the customer's page, as it stands in a mail."""
    return re.search(r"https?://\S+/m/[A-Za-z0-9_-]{43}", mail["text"])[0]


def get(url, **more):
    return requests.get(url, timeout=SECONDS, **more)


def post(url, data, **more):
    return requests.post(url, data=data, timeout=SECONDS, **more)
