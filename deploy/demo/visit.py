# SPDX-License-Identifier: Apache-2.0
"""One more visit of a car the demo knows: its invoice, and publishing it."""
import pathlib
import random
import sys

import generate
import work
from clock import Clock
from publisher import Publisher


def demo_clock(facts):
    return Clock(pathlib.Path(facts["clock"]))


def last_invoice(world, dealer, plate):
    found = [one for one in world["invoices"] if one["dealer"] == dealer
             and one["vehicle"]["plate"] == plate and one["document_kind"] == "invoice"]
    if not found:
        sys.exit(f"No invoice of {plate} among the demo's; start it again.")
    return found[-1]


def make_invoice(world, dealer, plate, now):
    """A large service today, a year's kilometres after the last visit."""
    last = last_invoice(world, dealer, plate)
    rng = random.Random(f"{plate}{now}")
    lines = work.make_lines(rng, work.LARGE, work.APK)
    vehicle = {**last["vehicle"], "odometer": last["vehicle"].get("odometer", 40_000) + 11_500}
    vehicle.pop("apk_expiry", None)
    number = f"{now.year}-D{now:%m%d%H%M%S}{rng.randrange(100):02d}"
    return {**last, "document_number": number, "workorder_number": f"W-{number}",
            "issue_date": now.date().isoformat(), "order_type": "service", "lines": lines,
            "vehicle": vehicle, "totals": work.totals_of(lines),
            "source": {"system": generate.vendor_of(dealer), "record_id": number}}


def publish(facts, *invoices):
    for vendor in {generate.vendor_of(invoice["dealer"]) for invoice in invoices}:
        Publisher(facts["brokers"], vendor, clock=demo_clock(facts)).publish(
            *(one for one in invoices if generate.vendor_of(one["dealer"]) == vendor))
