# SPDX-License-Identifier: Apache-2.0
"""What customers of a garage do with their AutoPaspoort, through the doors they have.

A company's fleet with its manager and drivers, a few private owners, a car on its way to a
new driver and one that was sold; each activates from the mail, as a customer would.
"""
import re
import uuid

from pages import Visitor
from polling import eventually
from portal import Portal

FLEET = "Bakkerij Van Vliet B.V."
MANAGER = "wagenpark@bakkerijvanvliet.example"
DRIVERS, OWNERS = 12, 4
SECONDS = 60


def new_id(name):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"beurt/demo/{name}"))


class Play:
    """One garage, the people of its cars, and the mail that reaches them."""

    def __init__(self, house, user, invoices):
        self.house, self.dealer = house, user["dealer"]
        self.password = user["password"]
        self.portal = Portal(house.base_url, user["login"], user["password"])
        self.cars = self.cars_with_mail(invoices)

    def cars_with_mail(self, invoices):
        """Newest first: plate, customer as invoiced; one car a customer."""
        cars, seen = [], set()
        for invoice in reversed(invoices):
            plate, email = invoice["vehicle"].get("plate"), invoice["customer"].get("email")
            if invoice["dealer"] == self.dealer and plate and email \
                    and not {plate, email} & seen:
                seen |= {plate, email}
                cars.append((plate, invoice["customer"]))
        return cars

    def link_for(self, email, path):
        """The newest link with this path that was mailed to an address."""
        def look():
            found = [link for mail in self.house.mailbox.mails(email)
                     for link in re.findall(rf"https?://\S+?{path}[A-Za-z0-9_-]+", mail["text"])]
            return found[-1] if found else None
        return eventually(look, SECONDS, f"a letter with {path}")

    def give(self, number, **more):
        """A passport for the customer of that car; who has it."""
        plate, customer = self.cars[number]
        match = self.portal.get("/v1/inspections/entry", params={"plate": plate})["matches"][0]
        passport = new_id(plate)
        self.portal.ask("POST", "/v1/passports", json={
            "passport_id": passport, "vehicle_id": match["vehicle"]["id"],
            "customer_id": match["customer"]["id"],
            "holder": {"email": customer["email"], "name": match["customer"]["name"]},
            "street": f"{customer['street']} {customer['house_number']}",
            "postcode": customer["postcode"], "city": customer["city"], "country": "NL",
            **more})
        return passport, customer["email"]

    def activate(self, email, path="/activeren/"):
        """From the letter; then logs in by a link, as the page proposes."""
        visitor = Visitor(self.house.base_url).open(self.link_for(email, path))
        visitor.press("", terms="yes")
        visitor.open("/inloggen").press("Stuur mij een inloglink", who=email)
        return visitor.open(self.link_for(email, "/inloggen/")).press("Inloggen")

    def set_password(self, visitor):
        """So that one can log in to the demo without the mail."""
        answer = visitor.session.put(f"{self.house.base_url}/v1/party/password", timeout=30,
                                     json={"password": self.password},
                                     headers={"X-Beurt": "1"})
        assert answer.ok, answer.text

    def make_fleet(self):
        """The manager's own car first: the account is tied to it."""
        passport, email = self.give(0)
        self.activate(email)
        fleet = new_id(FLEET)
        self.portal.ask("POST", "/v1/fleets", json={
            "fleet_id": fleet, "passport_id": passport, "name": FLEET, "staging": False,
            "manager": {"email": MANAGER, "name": "Marleen van Vliet"}})
        manager = self.activate(MANAGER, "/wagenpark/")
        self.set_password(manager)
        return fleet, manager

    def transfer(self, manager, passport, kind, email, name):
        transfer = new_id(f"{passport}/{kind}")
        answer = manager.session.post(
            f"{self.house.base_url}/v1/passports/{passport}/transfers", timeout=30,
            headers={"X-Beurt": "1"}, json={"transfer_id": transfer, "kind": kind,
                                            "recipient": {"email": email, "name": name}})
        assert answer.ok, answer.text

    def play(self):
        """{role: log-in} of who can log in."""
        fleet, manager = self.make_fleet()
        driven = [self.give(number, fleet_id=fleet) for number in range(1, DRIVERS + 1)]
        for _, email in driven[:-3]:
            self.activate(email)
        owned = [self.give(number) for number in range(DRIVERS + 1, DRIVERS + OWNERS + 1)]
        visitors = [self.activate(email) for _, email in owned[:-1]]
        self.set_password(visitors[0])
        self.transfer(manager, driven[0][0], "driver", "nieuwe.bestuurder@klant.example",
                      "Nina de Groot")
        self.transfer(manager, driven[1][0], "owner", "koper@klant.example", "Koos Koper")
        return {"holder": owned[0][1], "fleet_manager": MANAGER}


def play(house, users, invoices):
    """At the first garage with an adviser; log-ins by role."""
    adviser = next(user for user in users if user["role"] == "adviser")
    return Play(house, adviser, invoices).play()
