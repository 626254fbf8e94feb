# SPDX-License-Identifier: Apache-2.0
"""Facts and invoices in bulk: what garages, customers and cars the benchmarks have."""
import datetime
import json
import pathlib
import random
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "deploy" / "demo"), str(ROOT / "tests" / "support")]

import generate  # noqa: E402
import work  # noqa: E402
from people import make_customer, make_vehicle  # noqa: E402

DAY = datetime.timedelta(days=1)
VENDOR = "autoflex"
PASSWORD = "een lang wachtwoord voor de meting"
NAMES = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def dealer_code(number):
    return f"NL-{number:04d}"


def garage_of(number):
    garage = dict(generate.GARAGES[number % len(generate.GARAGES)])
    return {**garage, "dealer": dealer_code(number), "name": f"Garage {number}",
            "vendor": VENDOR, "advisers": ()}


def dealer_state(number, **more):
    return {**generate.dealer_of(garage_of(number), "http://127.0.0.1:8080"),
            "version": 1, **more}


def seed(dealers):
    """As `beurt-ctl seed` takes it: garages, and an adviser for each."""
    return {"dealers": [generate.dealer_of(garage_of(n), "http://127.0.0.1:8080")
                        for n in range(1, dealers + 1)],
            "users": [{"login": f"adviser-{n}", "name": f"Adviser {n}", "role": "adviser",
                       "dealer": dealer_code(n), "language": "nl", "password": PASSWORD}
                      for n in range(1, dealers + 1)]}


class Bus:
    """Says messages of other services, as those would."""

    def __init__(self, publisher):
        self.publisher = publisher

    def say(self, name, key, message):
        headers = [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
                   ("ce_type", f"nl.beurt.{name}.v1"), ("ce_source", "beurt/bench"),
                   ("ce_time", datetime.datetime.now(datetime.timezone.utc)
                    .strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
                   ("content-type", "application/json")]
        self.publisher.put(key, json.dumps(message, ensure_ascii=False).encode(), headers,
                           topic=f"{name}.v1")

    def flush(self):
        self.publisher.flush(60)


def named(*parts):
    return str(uuid.uuid5(NAMES, "/".join(map(str, parts))))


def customer_state(rng, dealer, number, garage, today):
    made = make_customer(rng, number, garage)
    name = " ".join(filter(None, (made["initials"], made.get("particle"),
                                  made["last_name"])))
    kept = {field: made[field] for field in
            ("kind", "initials", "first_name", "particle", "last_name", "street",
             "house_number", "postcode", "city", "country", "language") if field in made}
    return {"dealer": dealer, "customer_id": named("customer", dealer, number),
            "version": 1, "customer_number": str(number), "display_name": name, **kept,
            "email": f"klant.{number}@{dealer.lower()}.klant.example",
            "last_invoice_date": (today - 30 * DAY).isoformat(),
            "last_paid_date": (today - 30 * DAY).isoformat(), "erased": False}


def vehicle_state(rng, dealer, number, today, taken):
    made = make_vehicle(rng, today, taken)
    return {"dealer": dealer, "vehicle_id": named("vehicle", dealer, number), "version": 1,
            "plate_valid": True, **made, "category": "car", "is_stock_car": False,
            "customer_id": named("customer", dealer, number)}


def visits(rng, dealer, number, due):
    """invoice.recorded of three yearly services; the next one falls on `due`."""
    km = rng.randrange(40_000, 120_000)
    for years in (3, 2, 1):
        day = due - 365 * years * DAY
        cents = rng.randrange(15_000, 60_000)
        classes = ["periodic_large" if years % 2 else "periodic_small"]
        owner = named("customer", dealer, number)
        yield {"dealer": dealer, "invoice_id": named("invoice", dealer, number, years),
               "version": 1, "document_kind": "invoice", "issue_date": day.isoformat(),
               "customer_id": owner, "vehicle_id": named("vehicle", dealer, number),
               "net_cents": cents, "customer_net_cents": cents, "classes": classes,
               "visit": {"visit_id": named("visit", dealer, number, years), "version": 1,
                         "visit_date": day.isoformat(), "customer_id": owner,
                         "odometer_km": km - years * 14_000, "classes": classes,
                         "customer_net_cents": cents, "warranty_net_cents": 0,
                         "internal_net_cents": 0,
                         "invoice_ids": [named("invoice", dealer, number, years)],
                         "absorbed_visit_ids": [], "voided": False}}


def invoices(count, dealers, today, seed_number=1):
    """(key, JSON) of realistic invoices, in order of date for each car."""
    rng, taken = random.Random(seed_number), set()
    cars = []
    for number in range(count // 3 + 1):
        garage = garage_of(1 + number % dealers)
        cars.append((garage["dealer"], make_customer(rng, number, garage),
                     make_vehicle(rng, today, taken), rng.randrange(15_000, 90_000)))
    jobs = ((work.SMALL,), (work.LARGE,), (work.LARGE, work.APK), (work.SMALL, work.TYRES),
            *((repair,) for repair in work.REPAIRS))
    for number in range(count):
        visit, car = divmod(number, len(cars))
        dealer, customer, vehicle, km = cars[car]
        day = today - (30 + 365 * (2 - visit) + car % 300) * DAY
        lines = work.make_lines(rng, *rng.choice(jobs))
        yield f"{dealer}/F{number:07d}", json.dumps({
            "dealer": dealer, "document_kind": "invoice",
            "document_number": f"F{number:07d}", "workorder_number": f"W{number:07d}",
            "issue_date": day.isoformat(), "order_type": "service", "currency": "EUR",
            "customer": customer,
            "vehicle": {**vehicle, "odometer": km + visit * 14_000, "odometer_unit": "km"},
            "lines": lines, "totals": work.totals_of(lines)}, ensure_ascii=False)
