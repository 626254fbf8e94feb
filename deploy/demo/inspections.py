# SPDX-License-Identifier: Apache-2.0
"""A morning of the inspectors: forms in every state, made as a tablet makes them.

In each garage one form is being filled in, one was saved and mailed with three advices, one
was answered by telephone, one is finished, and one customer was invited to register a car.
"""
import random
import uuid

from portal import Portal

# What a sound car measures; points that are not here do not apply to it.
MEASURED = {
    "tyre_tread": "5.4", "tyre_pressure": "2.4", "tyre_age": "3", "brake_service_2012": "7.1",
    "parking_brake_force": "2.0", "brake_fluid_water": "1", "brake_pads": "8",
    "brake_discs": "24.5", "ball_joint_play": "0", "rust_structure": "0",
    "air_conditioning": "6", "coolant": "-32", "battery_voltage": "12.7",
    "battery_start": "88", "alternator": "14.2", "lambda": "1.00", "engine_faults": "0",
    "odometer_noted": "0"}
ADVICES = (
    {"point": "brake_pads", "text": "Remblokken voor vervangen", "price_kind": "fixed",
     "unit_price_cents": "28900", "urgency": "now", "severity": "necessary",
     "waiting": "De remweg wordt langer en de remschijven slijten mee."},
    {"point": "brake_fluid_water", "text": "Remvloeistof verversen", "price_kind": "from",
     "unit_price_cents": "7900", "urgency": "within_3_months", "severity": "advice"},
    {"point": "air_conditioning", "text": "Airco nakijken op lekkage", "price_kind": "follows",
     "urgency": "next_visit", "severity": "advice"},
)
PAST_FORMS = 6
PAST_WEEK = 8  # weeks ago: forms whose advices came back in a list
WORN = {"brake_pads": "3.2", "brake_fluid_water": "2.4", "air_conditioning": "10"}


class Tablet:
    """A device with its inspector."""

    def __init__(self, base_url, user, day, seed):
        self.portal = Portal(base_url, user["login"], user["password"])
        self.name, self.day = user["name"], day
        self.rng = random.Random(f"{seed}/{user['login']}")
        self.device, self.counter = self.new_id(), 0

    def new_id(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def entry(self, plate):
        """What is known of the car, or None while nobody knows it."""
        found = self.portal.get("/v1/inspections/entry", params={"plate": plate})["matches"]
        return found[0] if found and "vehicle" in found[0] else None

    def open(self, plate):
        return self.portal.ask("POST", "/v1/inspections", json={
            "inspection_id": self.new_id(), "device": self.device,
            "prefill": "customer_all_ok", "plate": plate, "inspector": self.name,
            "vehicle_id": self.entry(plate)["vehicle"]["id"], "inspection_date": self.day})

    def write(self, form, values):
        writes = []
        for path, value in values.items():
            self.counter += 1
            writes.append({"counter": self.counter, "path": path, "value": value})
        return self.portal.ask("PUT", f"/v1/inspections/{form['inspection_id']}", json={
            "device": self.device, "seen_revision": form["revision"], "writes": writes})

    def judge(self, form, worn=()):
        """Every point looked at; what is worn gets its advice."""
        points = self.portal.get(f"/v1/checklists/{form['checklist_id']}")["points"]
        values = {}
        for point in points:
            values |= judgement(point, point["point_id"] in worn)
        for number, advice in enumerate(ADVICES):
            if advice["point"] in worn:
                values |= self.advice(advice, number)
        return self.write(form, values)

    def advice(self, advice, number):
        at = f"advice/{uuid.uuid5(uuid.UUID(self.device), f'{self.counter}/{number}')}/"
        return {**{at + name: value for name, value in advice.items()},
                at + "quantity": "1", at + "vat_percent": "21"}

    def act(self, form, what, body=None):
        return self.portal.ask("POST", f"/v1/inspections/{form['inspection_id']}/{what}",
                               json=body if body is not None else {})

    def save(self, form):
        return self.act(form, "versions", {"seen_revision": form["revision"], "mail": False})


def judgement(point, worn):
    """The writes of one point: its status, and what it measures."""
    name = point["point_id"]
    if "unit" not in point:
        return {f"point/{name}/status": "ok"}
    if name not in MEASURED:
        return {f"point/{name}/status": "not_applicable"}
    value = WORN[name] if worn else MEASURED[name]
    severity = next((a["severity"] for a in ADVICES if a["point"] == name), "ok")
    return {f"point/{name}/status": severity if worn else "ok",
            **{f"point/{name}/measure/{position}": value
               for position in point.get("positions", ["-"])}}


def fill(tablet, plates):
    """Forms in every state, for five cars."""
    tablet.write(tablet.open(plates[0]), judgement_of_tyres())
    tablet.save(tablet.judge(tablet.open(plates[1]), WORN))
    answered = tablet.save(tablet.judge(tablet.open(plates[2]), WORN))
    words = ("approve", "later", "call")
    tablet.act(answered, "answers", {
        "number": answered["number"], "by": "phone", "reason": "gebeld, 10.40 uur",
        "lines": [{"advice_id": line["advice_id"], "answer": words[i % 3]}
                  for i, line in enumerate(answered["advices"])]})
    tablet.act(tablet.save(tablet.judge(tablet.open(plates[3]))), "finish")
    match = tablet.entry(plates[4])
    tablet.portal.ask("POST", "/v1/registrations", json={
        "registration_id": tablet.new_id(), "customer_id": match["customer"]["id"],
        "vehicle_id": match["vehicle"]["id"]})


def play_past(base_url, users, invoices, day):
    """Forms that were saved with advices some weeks ago; some of that work is done since."""
    for user in users:
        if user["role"] == "inspector":
            tablet = Tablet(base_url, user, day, "past")
            for plate in cars_of(invoices, user["dealer"], PAST_FORMS):
                tablet.act(tablet.save(tablet.judge(tablet.open(plate), WORN)), "finish")


def judgement_of_tyres():
    return judgement({"point_id": "tyre_tread", "unit": "mm",
                      "positions": ["LV", "RV", "LA", "RA"]}, False)


def cars_of(invoices, dealer, count):
    """Plates of the dealer's newest visits by customers with an e-mail address."""
    plates = []
    for invoice in reversed(invoices):
        plate = invoice["vehicle"].get("plate")
        if invoice["dealer"] == dealer and plate and plate not in plates \
                and invoice["customer"].get("email"):
            plates.append(plate)
    return plates[:count]


def play(base_url, users, invoices, day):
    """For the inspector of each garage."""
    for user in users:
        if user["role"] == "inspector":
            fill(Tablet(base_url, user, day, "demo"),
                 cars_of(invoices, user["dealer"], 5))
