# SPDX-License-Identifier: Apache-2.0
"""People of passports in a story: a garage gives one, the customer activates it from the
mail, a manager runs a fleet, a car is offered and accepted."""
import re
import uuid

from pages import Visitor
from polling import eventually
from portal import Portal
from tablet import entry

SECONDS = 30
HOURS = {"opening": [{"weekday": day, "opens": "08:00", "closes": "17:00"}
                     for day in range(1, 6)],
         "slot_minutes": 30, "slot_capacity": 2, "booking_days": 60,
         "booking_notice_hours": 24, "closed_days": []}


def new_id():
    return str(uuid.uuid4())


class Person:
    """Somebody with an address: a browser, and the same session for the JSON routes."""

    def __init__(self, riders, email):
        self.riders, self.email = riders, email
        self.visitor = Visitor(riders.house.base_url)
        self.portal = Portal(riders.house.base_url, on_answer=riders.story.answers)
        self.visitor.session = self.portal.session

    def mails(self):
        return self.riders.house.mailbox.mails(self.email)

    def links(self, path):
        """All with this path in the mails to this address, oldest first."""
        return [link for mail in self.mails() for link in
                re.findall(rf"https?://\S+?{path}[A-Za-z0-9_-]{{43}}", mail["text"])]

    def link(self, path, besides=()):
        """The newest link with this path that is not one of those."""
        def look():
            found = [link for link in self.links(path) if link not in besides]
            return found[-1] if found else None
        return eventually(look, SECONDS, f"a letter to {self.email} with {path}")

    def follow(self, path):
        """A letter may be quicker than the page's own news of it."""
        link = self.link(path)
        eventually(lambda: self.visitor.open(link).forms, SECONDS, f"a page at {path}")
        return self.visitor

    def activate(self, path="/activeren/", **ticked):
        """From the letter, with what else is ticked there; then logs in."""
        self.follow(path).press("", terms="yes", **ticked)
        assert self.visitor.status == 200, self.visitor.text[:500]
        return self.log_in()

    def log_in(self):
        """By a link in a mail, as on the log-in page."""
        before = self.links("/inloggen/")
        self.portal.ask("POST", "/v1/login-links", json={"email": self.email})
        token = self.link("/inloggen/", before).rsplit("/", 1)[1]
        self.portal.ask("POST", f"/v1/login-links/{token}", json={})
        return self

    def enter(self):
        """On the log-in page itself; the page it leads to."""
        before = self.links("/inloggen/")
        self.visitor.open("/inloggen").press("Stuur mij een inloglink", who=self.email)
        return self.visitor.open(self.link("/inloggen/", before)).press("Inloggen")

    def call(self, method, path, **more):
        return self.portal.call(method, path, **more)

    def get(self, path, **more):
        return self.portal.get(path, **more)

    def ask(self, method, path, **more):
        return self.portal.ask(method, path, **more)

    def offer(self, passport, kind, to, name="Nieuwe Houder"):
        """The transfer's id."""
        transfer = new_id()
        self.ask("POST", f"/v1/passports/{passport}/transfers", json={
            "transfer_id": transfer, "kind": kind, "recipient": {"email": to, "name": name}})
        return transfer

    def answer(self, transfer, word, **body):
        return self.call("POST", f"/v1/transfers/{transfer}/{word}", json=body)


class Riders:
    """The desk of one garage, and everybody its passports bring along."""

    def __init__(self, story, login="sanne", inspector="ina"):
        self.story, self.house = story, story.house
        self.desk = story.person(login)
        self.inspector = story.person(inspector)

    def person(self, email):
        return Person(self, email)

    def give(self, car, **more):
        """A passport for the customer of this car; its id."""
        match = entry(self.inspector, plate=car.plate)
        passport = new_id()
        self.desk.ask("POST", "/v1/passports", json={
            "passport_id": passport, "vehicle_id": match["vehicle"]["id"],
            "customer_id": match["customer"]["id"],
            "holder": {"email": car.email, "name": f"J. {car.name_part}"}, **more})
        return passport

    def holder(self, car, **more):
        """(passport, its holder, who has activated it and is logged in)"""
        return self.give(car, **more), self.person(car.email).activate()

    def fleet(self, car, name, email):
        """(fleet, passport of the manager's own car, the manager, logged in)"""
        passport, _ = self.holder(car)
        fleet = new_id()
        self.desk.ask("POST", "/v1/fleets", json={
            "fleet_id": fleet, "passport_id": passport, "name": name, "staging": False,
            "manager": {"email": email, "name": f"Beheerder {name}"}})
        return fleet, passport, self.person(email).activate("/wagenpark/")

    def open_doors(self, manager="marja"):
        """The garage has opening hours, and a calendar."""
        marja = self.story.person(manager)
        version = marja.get("/v1/settings")["version"]
        marja.ask("PUT", "/v1/settings", json=HOURS, headers={"If-Match": f'"{version}"'})
        self.story.settle()

    def passport(self, passport):
        return self.desk.get(f"/v1/passports/{passport}")
