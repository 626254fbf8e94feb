# SPDX-License-Identifier: Apache-2.0
"""The demo's world: two garages, 680 customers, about 2,700 invoices, from a seed.

Usage: generate.py [--today YYYY-MM-DD] [--seed N] > world.json

Everything is laid out relative to today, so that this week's list has work to do whenever
the demo runs: a quarter of the cars is to be invited next week. The same day and seed give the same
world, byte for byte.
"""
import argparse
import datetime
import json
import random

import work
from people import make_customer, make_vehicle

DAY = datetime.timedelta(days=1)
INTERVAL_KM = 15_000
INTERVAL_DAYS = 365
PASSWORD = "welkom-bij-beurt"

GARAGES = (
    {"dealer": "NL-4711", "name": "Garage De Brug", "vendor": "autoflex",
     "legal_entity": "Garage De Brug B.V.", "street": "Vaartweg 12", "postcode": "3512 JK",
     "city": "Utrecht", "phone": "030-2001200", "brand_colour": "#0b57a4",
     "postcodes": ("3511", "3512", "3526", "3432"), "default_followup": "no",
     "places": ("Utrecht", "Nieuwegein", "Maarssen"), "advisers": ("sanne", "rik"),
     "inspectors": ("mo",), "channels": ["email", "sms", "letter", "phone"],
     "customers": 500},
    {"dealer": "NL-5208", "name": "Autobedrijf Van der Laan", "vendor": "wincar",
     "legal_entity": "Autobedrijf Van der Laan V.O.F.", "street": "Ceintuurbaan 80",
     "postcode": "8022 AW", "city": "Zwolle", "phone": "038-4004500",
     "brand_colour": "#8a3b12", "postcodes": ("8011", "8022", "8051", "8061"),
     "default_followup": "yes", "places": ("Zwolle", "Hattem", "Hasselt"),
     "advisers": ("henk",), "inspectors": ("joost",),
     "channels": ["sms", "email", "letter", "phone"], "customers": 180},
)
# Cars are taken in on weekdays, on Saturday until noon.
HOURS = {"opening": [{"weekday": day, "opens": opens, "closes": closes} for day in range(1, 6)
                     for opens, closes in (("08:00", "12:00"), ("13:00", "17:00"))]
         + [{"weekday": 6, "opens": "09:00", "closes": "12:00"}],
         "slot_minutes": 30, "slot_capacity": 2, "booking_days": 60,
         "booking_notice_hours": 24}
NAMES = {"sanne": "Sanne de Vries", "rik": "Rik Bakker", "henk": "Henk Visser",
         "mo": "Mo Yilmaz", "joost": "Joost de Wit"}

# Of no garage. It takes two of support: one asks for a transfer, another approves it.
NETWORK = (("helpdesk", "Helpdesk", "helpdesk"), ("vera", "Vera de Boer", "support"),
           ("wim", "Wim Smit", "support"))


def make_seed(public_url=""):
    """Dealers and users, as `beurt-ctl seed` takes them."""
    return {"dealers": [dealer_of(garage, public_url) for garage in GARAGES],
            "users": [user for garage in GARAGES for user in users_of(garage)]
            + [{"login": login, "name": name, "role": role, "language": "nl",
                "password": PASSWORD} for login, name, role in NETWORK]}


def dealer_of(garage, public_url):
    site = garage["name"].lower().replace(" ", "") + ".example"
    return {"dealer": garage["dealer"], "name": garage["name"], "active": True,
            "legal_entity": garage["legal_entity"], "timezone": "Europe/Amsterdam",
            "language": "nl", "default_periodic": "yes",
            "default_followup": garage["default_followup"], "interval_months": 12,
            "interval_km": INTERVAL_KM, "sender_name": garage["name"],
            "sender_email": f"werkplaats@{site}", "reply_to": f"werkplaats@{site}",
            "phone": garage["phone"], "street": garage["street"],
            "postcode": garage["postcode"], "city": garage["city"],
            "public_url": public_url, "vendors": [garage["vendor"], "upload"],
            "attribution_days": 60, "untouched_policy": "send",
            "brand_colour": garage["brand_colour"],
            "channel_order": garage["channels"], "sms_cents": 8,
            "letter_cents": 105, "card_cents": 92, "approval_above": 100,
            "sms_sender": "+3197010200000", **HOURS}


def users_of(garage):
    ending = garage["dealer"].split("-")[1]
    yield from ({"login": login, "name": NAMES[login], "role": role,
                 "dealer": garage["dealer"], "language": "nl", "password": PASSWORD}
                for role, logins in (("adviser", garage["advisers"]),
                                     ("inspector", garage["inspectors"]))
                for login in logins)
    yield {"login": f"manager-{ending}", "name": f"Manager {garage['name']}",
           "role": "manager", "dealer": garage["dealer"], "language": "nl",
           "password": PASSWORD}


class Car:
    """One vehicle with its owner and its years of visits."""

    def __init__(self, rng, garage, customer, today, taken):
        self.rng, self.garage, self.customer, self.today = rng, garage, customer, today
        self.vehicle = make_vehicle(rng, today, taken)
        self.km_a_year = min(32_000, max(5_000, int(rng.lognormvariate(9.4, 0.4))))
        self.admitted = datetime.date.fromisoformat(self.vehicle["first_admission"])
        self.apk = rng.random() < 0.85  # the others have it done elsewhere
        gone = today - rng.randrange(400, 900) * DAY  # some did not come back
        self.last = gone if rng.random() < 0.1 else today - 2 * DAY

    def interval(self):
        return min(INTERVAL_DAYS, INTERVAL_KM * 365 // self.km_a_year)

    def odometer(self, day):
        age = (day - self.admitted).days
        return max(10, int(age * self.km_a_year / 365 + self.rng.gauss(0, 150)))

    def visits(self):
        """(day, jobs), oldest first: services back from the one before the next due."""
        rng, jobs = self.rng, []
        day = self.today + (self.due_in() - self.interval()) * DAY
        for turn in range(rng.choice((2, 3, 3, 4, 4))):
            if day <= self.admitted + 60 * DAY:
                break
            large = (turn + len(self.vehicle["plate"])) % 2 == 0
            job = [work.LARGE if large else work.SMALL]
            if self.apk and self.has_apk(day):
                job.append(work.APK)
            jobs.append((day, job))
            day -= (self.interval() + rng.randrange(-18, 19)) * DAY
        if rng.random() < 0.45:
            jobs.append((self.some_day(), [rng.choice(work.REPAIRS)]))
        if rng.random() < 0.25:
            jobs += [(day, [work.TYRES]) for day in self.tyre_days()]
        return sorted(((weekday(day), job) for day, job in jobs
                       if self.admitted < day <= self.last), key=lambda visit: visit[0])

    def due_in(self):
        """Days until the next service: many are to be invited next week, some were lately.

        An invitation leaves about three weeks before a service, nine before an APK.
        """
        share = self.rng.random()
        lead = 64 if self.apk and self.has_apk(self.today) else 22
        next_monday = 7 - self.today.weekday()
        if share < 0.22:
            return next_monday + lead + self.rng.randrange(0, 7)
        if share < 0.34:
            return next_monday + lead - self.rng.randrange(1, 22)
        return self.rng.randrange(next_monday + lead + 10, max(340, lead + 250))

    def has_apk(self, day):
        years = (day - self.admitted).days / 365
        first = 4 if self.vehicle["fuel"] in ("petrol", "electric") else 3
        return years >= first - 0.2

    def some_day(self):
        return self.today - self.rng.randrange(20, 900) * DAY

    def tyre_days(self):
        year = self.today.year - 1
        return (datetime.date(year, 11, self.rng.randrange(3, 28)),
                datetime.date(year + 1, 4, self.rng.randrange(3, 28)))

    def invoice(self, day, jobs):
        lines = work.make_lines(self.rng, *jobs)
        vehicle = {**self.vehicle, "odometer_unit": "km"}
        if self.rng.random() > 0.03:
            vehicle["odometer"] = self.odometer(day)
            if self.rng.random() < 0.015:  # a digit too many, as happens
                vehicle["odometer"] *= 10
        if work.APK in jobs:
            vehicle["apk_expiry"] = after_years(day, 1).isoformat()
        return {"dealer": self.garage["dealer"], "document_kind": "invoice",
                "issue_date": day.isoformat(), "order_type": order_type(jobs),
                "currency": "EUR", "customer": self.customer, "vehicle": vehicle,
                "lines": lines, "totals": work.totals_of(lines)}


def order_type(jobs):
    if jobs[0] in (work.SMALL, work.LARGE):
        return "service"
    return "apk" if jobs[0] == work.APK else "repair"


def weekday(day):
    """Workshops are closed on Sundays."""
    return day - DAY if day.weekday() == 6 else day


def after_years(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def credit_of(invoice, number, day):
    """The credit note of a whole invoice."""
    lines = [{**line, "net_cents": -line["net_cents"], "quantity": "-1"}
             for line in invoice["lines"]]
    return {**invoice, "document_kind": "credit_note", "document_number": number,
            "parent_document_number": invoice["document_number"],
            "issue_date": day.isoformat(), "lines": lines, "totals": work.totals_of(lines)}


def number_invoices(rng, garage, invoices):
    """Numbers in order of date, and a credit note for some."""
    numbered, count = [], 10_000
    for invoice in sorted(invoices, key=lambda one: (one["issue_date"],
                                                     one["vehicle"]["plate"])):
        count += 1
        invoice["document_number"] = f"{invoice['issue_date'][:4]}-{count}"
        invoice["workorder_number"] = f"W{count}"
        invoice["source"] = {"system": garage["vendor"],
                             "record_id": f"{garage['vendor']}-{count}"}
        numbered.append(invoice)
    for invoice in rng.sample(numbered[:-20], 6):
        count += 1
        day = datetime.date.fromisoformat(invoice["issue_date"]) + rng.randrange(1, 9) * DAY
        credit = credit_of(invoice, f"{day.year}-{count}", day)
        credit["source"] = {"system": garage["vendor"],
                            "record_id": f"{garage['vendor']}-{count}"}
        numbered.append(credit)
    return sorted(numbered, key=lambda one: one["issue_date"])


def make_garage(rng, garage, today, taken):
    invoices = []
    for number in range(garage["customers"]):
        customer = make_customer(rng, 20_000 + number, garage)
        for _ in range(2 if rng.random() < 0.06 else 1):
            car = Car(rng, garage, customer, today, taken)
            invoices += [car.invoice(day, jobs) for day, jobs in car.visits()]
    return number_invoices(rng, garage, invoices)


def make_bad(today, sample):
    """What goes wrong at a DMS: (vendor, key, value) with one of each mistake."""
    vendor, dealer = GARAGES[0]["vendor"], GARAGES[0]["dealer"]

    def bad(number, **change):
        document = {**sample, "document_number": number,
                    "issue_date": (today - 2 * DAY).isoformat(), **change}
        return [vendor, f"{document['dealer']}/{number}", json.dumps(document)]

    no_plate = {name: value for name, value in sample["vehicle"].items()
                if name not in ("plate", "vin")}
    wrong_kind = [{**sample["lines"][0], "kind": "labour", "net_cents": "twaalf"}]
    return [
        bad("FOUT-1", issue_date=(today + 40 * DAY).isoformat()),
        bad("FOUT-2", dealer="NL-9999"),
        bad("FOUT-3", dealer=GARAGES[1]["dealer"]),
        bad("FOUT-4", vehicle=no_plate),
        bad("FOUT-5", lines=wrong_kind),
        bad("FOUT-6", document_kind="credit_note", parent_document_number="2019-1"),
        [vendor, f"{dealer}/FOUT-7", '{"dealer": "NL-4711", "document_number": "FOUT-7",'],
        bad(sample["document_number"], issue_date=sample["issue_date"]),
    ]


def make_world(today, seed=1):
    """{"invoices": [in order of date], "bad": [[vendor, key, text]]}."""
    rng, taken = random.Random(seed), set()
    own = [make_garage(rng, garage, today, taken) for garage in GARAGES]
    invoices = sorted((invoice for invoices in own for invoice in invoices),
                      key=lambda one: (one["issue_date"], one["dealer"],
                                       one["document_number"]))
    return {"today": today.isoformat(), "invoices": invoices,
            "bad": make_bad(today, own[0][-1])}


def vendor_of(dealer):
    return next(garage["vendor"] for garage in GARAGES if garage["dealer"] == dealer)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--today", type=datetime.date.fromisoformat,
                        default=datetime.date.today())
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(make_world(options.today, options.seed), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
