# SPDX-License-Identifier: Apache-2.0
"""A first fortnight in the calendars of the demo: cars that come for service, APK or tyres."""
import random
import uuid

from polling import eventually
from portal import Portal

EACH = 14  # appointments a garage
KINDS = (["service"], ["service", "apk"], ["apk"], ["tyres"], ["repair"])
STAYS = ("wait", "leave", "loan_car")
SECONDS = 60


def play(base_url, users, invoices):
    """An adviser of each garage books for customers who have an address."""
    for user in advisers(users):
        portal = Portal(base_url, user["login"], user["password"])
        cars = cars_with_mail(invoices, user["dealer"])
        free = eventually(lambda p=portal: free_slots(p), SECONDS, "a calendar")
        rng = random.Random(user["dealer"])
        rng.shuffle(free)
        for (plate, customer), (date, time) in zip(cars[:EACH], free):
            book(portal, rng, plate, customer, date=date, time=time)


def advisers(users):
    """The first of each garage."""
    first = {}
    for user in users:
        if user["role"] == "adviser":
            first.setdefault(user["dealer"], user)
    return first.values()


def cars_with_mail(invoices, dealer):
    found = {}
    for invoice in invoices:
        customer = invoice["customer"]
        if invoice["dealer"] == dealer and customer.get("email") \
                and invoice["vehicle"].get("plate"):
            found[invoice["vehicle"]["plate"]] = customer
    return sorted(found.items(), key=lambda item: item[0])


def free_slots(portal):
    """From tomorrow on: today's may be over while we book."""
    days = portal.get("/v1/calendar")["days"][1:]
    return [(day["date"], slot["time"]) for day in days for slot in day["slots"]
            if slot["taken"] < slot["capacity"]]


def book(portal, rng, plate, customer, **when):
    name = f"{customer.get('initials', '')} {customer.get('last_name', '')}".strip()
    contact = {"email": customer["email"], "language": customer.get("language", "nl"),
               **({"name": name} if name else {})}
    portal.ask("POST", "/v1/appointments", json={
        "appointment_id": str(uuid.UUID(int=rng.getrandbits(128), version=4)), **when,
        "kinds": rng.choice(KINDS), "stay": rng.choice(STAYS), "plate": plate,
        "contact": contact})
