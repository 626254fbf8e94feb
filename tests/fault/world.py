# SPDX-License-Identifier: Apache-2.0
"""Cars whose next visit falls into a chosen week, and the invoices two garages make of them.

Made from a seed, without end: `history` gives the invoices of cars that the list of a week
will show, `more` whatever else comes along: visits of known cars, corrected invoices,
credit notes.
"""
import datetime
import pathlib
import random
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "deploy" / "demo"), str(ROOT / "tests" / "support")]

import generate  # noqa: E402
import work  # noqa: E402
from people import make_customer, make_vehicle  # noqa: E402

DAY = datetime.timedelta(days=1)
GARAGES = generate.GARAGES
PASSWORD = generate.PASSWORD
KM_A_YEAR = 14_000
# A letter leaves three weeks before the visit is expected, a year after the last one.
LEAD_DAYS = 21
SEND_AFTER_DAYS = 9  # the middle of the week after the list's Monday
GUEST_DAYS = 60  # since the service of a car that comes in for an inspection
BUSY = 0.2  # share of the cars that come in or are credited meanwhile, off their list


def vendor_of(dealer):
    return generate.vendor_of(dealer)


def seed_of(public_url):
    return generate.make_seed(public_url)


def monday_of_week(first, number):
    return first + 7 * number * DAY


class World:
    def __init__(self, seed):
        self.rng = random.Random(f"{seed}/world")
        self.taken = set()
        self.cars = {garage["dealer"]: [] for garage in GARAGES}
        self.guests = {garage["dealer"]: [] for garage in GARAGES}  # to be inspected
        self.numbers = 0
        self.lock = threading.Lock()

    def history(self, list_monday, cars_each):
        """Invoices of new cars that are due in the list of that Monday, shuffled."""
        invoices = []
        with self.lock:
            for garage in GARAGES:
                for _ in range(cars_each):
                    invoices += self.new_car(garage, list_monday)
            self.rng.shuffle(invoices)
        return invoices

    def make_car(self, garage, today):
        rng, number = self.rng, self.next_number()
        return {"dealer": garage["dealer"],
                "customer": make_customer(rng, 100_000 + number, garage),
                "vehicle": make_vehicle(rng, today, self.taken),
                "km": rng.randrange(40_000, 120_000), "last": None,
                "busy": rng.random() < BUSY}

    def new_car(self, garage, list_monday):
        rng, car = self.rng, self.make_car(garage, list_monday)
        due = list_monday + (SEND_AFTER_DAYS + LEAD_DAYS + rng.randrange(-6, 3)) * DAY
        self.cars[garage["dealer"]].append(car)
        return [self.visit(car, due - 365 * years * DAY) for years in (3, 2, 1)]

    def come_in(self, list_monday, cars_each):
        """Invoices of cars that nothing is due of, and that are inspected in that week."""
        invoices = []
        with self.lock:
            for garage in GARAGES:
                for _ in range(cars_each):
                    car = self.make_car(garage, list_monday)
                    invoices.append(self.visit(car, list_monday - GUEST_DAYS * DAY))
                    self.guests[garage["dealer"]].insert(0, car)
        return invoices

    def ride_in(self, garage, list_monday, count):
        """Cars of one garage that get a passport: (cars, their invoices)."""
        with self.lock:
            cars = [self.make_car(garage, list_monday) for _ in range(count)]
            return cars, [self.visit(car, list_monday - GUEST_DAYS * DAY) for car in cars]

    def guest(self, dealer):
        """The next car to inspect; None when there is none."""
        with self.lock:
            return self.guests[dealer].pop() if self.guests[dealer] else None

    def come_back(self, car):
        with self.lock:
            self.guests[car["dealer"]].insert(0, car)

    def next_number(self):
        self.numbers += 1
        return self.numbers

    def visit(self, car, day):
        """A service on a day; the odometer follows from the day."""
        number = self.next_number()
        lines = work.make_lines(self.rng, self.rng.choice((work.SMALL, work.LARGE)))
        epoch = datetime.date(2020, 1, 1)
        vehicle = {**car["vehicle"], "odometer_unit": "km",
                   "odometer": car["km"] + (day - epoch).days * KM_A_YEAR // 365}
        invoice = {"dealer": car["dealer"], "document_kind": "invoice",
                   "document_number": f"F{number:07d}", "workorder_number": f"W{number:07d}",
                   "issue_date": day.isoformat(), "order_type": "service",
                   "currency": "EUR", "customer": car["customer"], "vehicle": vehicle,
                   "lines": lines, "totals": work.totals_of(lines)}
        car["last"] = invoice
        return invoice

    def more(self, today):
        """One more invoice of a car that is known; None before there is one."""
        with self.lock:
            cars = self.cars[self.rng.choice(GARAGES)["dealer"]]
            return self.more_of(self.rng.choice(cars), today) if cars else None

    def paper(self, dealer, today):
        """An invoice that is handed in by file; None before there is a car."""
        with self.lock:
            cars = [car for car in self.cars[dealer] if car["busy"]]
            if not cars:
                return None
            invoice = self.repair(self.rng.choice(cars), today)
            return {**invoice, "document_number": "U" + invoice["document_number"]}

    def more_of(self, car, today):
        """Mostly a correction of what was published; sometimes news of a busy car."""
        rng, chance = self.rng, self.rng.random()
        if not car["busy"] or chance < 0.6:
            return self.changed(car["last"])
        if chance < 0.75:
            return self.visit(car, today)
        if chance < 0.85:
            return generate.credit_of(car["last"], f"C{self.next_number():07d}", today)
        return self.repair(car, today - rng.randrange(30, 200) * DAY)

    def repair(self, car, day):
        last = car["last"]
        invoice = self.visit(car, day)
        lines = work.make_lines(self.rng, self.rng.choice(work.REPAIRS))
        car["last"] = last
        return {**invoice, "order_type": "repair", "lines": lines,
                "totals": work.totals_of(lines)}

    def changed(self, invoice):
        """The same invoice with another amount: its next version."""
        lines = [dict(line) for line in invoice["lines"]]
        lines[0]["net_cents"] += self.rng.randrange(1, 500)
        lines[0]["unit_price"] = f"{lines[0]['net_cents'] / 100:.2f}"
        changed = {**invoice, "lines": lines, "totals": work.totals_of(lines)}
        for car in self.cars[invoice["dealer"]]:
            if car["last"] is invoice:
                car["last"] = changed
        return changed
