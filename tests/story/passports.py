# SPDX-License-Identifier: Apache-2.0
"""The fleet service alone, as its topics show it: passports, parties, fleets, transfers.
What was said is held against the contracts."""
import contextlib

from house import House
from traffic import check
from workshop import DEALER, GARAGE, OUT, Workshop, new_id

STARTS = "2026-11-22 09:00:00"  # a Sunday
COMMANDS = "fleet.command.v1"
OTHER = "NL-4712"  # another garage
KEYS = {"passport": "passport_id", "transfer": "passport_id", "fleet": "fleet_id",
        "party": "party_id"}


@contextlib.contextmanager
def opened(name, instances=1, any_key=False, durable=False, services=("fleet",)):
    """With `any_key` commands may lie on any partition: then several instances work at one
    car."""
    folder = OUT / "story" / name
    house = House(folder, services=services, instances={"fleet": instances},
                  durable=durable)
    house.clock.set_local(STARTS)
    house.drop_postgres()
    recording = folder / "traffic.jsonl"
    recording.unlink(missing_ok=True)
    with house:
        desk = Desk(house, recording)
        if "gateway" not in services:  # which says it itself, when it is seeded
            desk.garage()
            desk.say("dealer.state", {**GARAGE, "dealer": OTHER, "name": "Garage Noord"},
                     OTHER)
        house.settle()
        yield desk
        house.settle()
        desk.ear.stop()
    house.drop_postgres()
    problems = [str(problem) for problem in check(recording).problems]
    assert not [one for one in problems if not (any_key and "the key should be" in one)]


def address(name):
    return f"{name.lower()}@klant.example"


def contact(name, email=None):
    return {"email": email or address(name), "name": name, "language": "nl"}


class Desk(Workshop):
    """Commands as the gateway asks them; who asks is a garage's code or a party's id."""

    plates = 0

    def plate(self):
        self.plates += 1
        return f"{self.plates:02d}FLT{self.plates % 10}"

    def ask(self, command, by=DEALER, key=None, **fields):
        """As it is asked, without waiting."""
        tenant = by if by.startswith("NL-") else f"@{by}"
        asked = {"command_id": new_id(), "dealer": tenant, "actor": tenant,
                 "received_at": self.time(), **fields}
        self.say(command, asked, key or asked[KEYS[command.split(".")[0]]], COMMANDS)
        return asked["command_id"]

    def try_to(self, command, by=DEALER, **fields):
        return self.answer(self.ask(command, by, **fields))

    def do(self, command, by=DEALER, **fields):
        answered = self.try_to(command, by, **fields)
        assert answered["outcome"] == "ok", answered
        return answered

    def refused(self, code, command, by=DEALER, **fields):
        answered = self.try_to(command, by, **fields)
        assert (answered["outcome"] != "ok" and answered["code"] == code), answered
        return answered["outcome"]

    # --- what there is ----------------------------------------------------------------

    def now(self, topic, **where):
        """The newest state, once all is said."""
        self.house.settle()
        self.ear.catch_up()
        return self.newest(topic, **where)

    def passport(self, passport):
        return self.now("passport.state.v1", passport_id=passport)

    def fleet(self, fleet):
        return self.now("fleet.state.v1", fleet_id=fleet)

    def party(self, email):
        """The newest state of whoever has this address."""
        self.house.settle()
        self.ear.catch_up()
        ids = [one["party_id"] for one in self.said("party.state.v1", email=email)]
        return next(state for state in (self.newest("party.state.v1", party_id=one)
                                        for one in ids) if state["email"] == email)

    def transfer(self, transfer):
        return self.now("transfer.state.v1", transfer_id=transfer)

    def mails(self, email, template=None):
        self.house.settle()
        self.ear.catch_up()
        return [letter for letter in self.said("notification.requested.v1")[::-1]
                if letter["recipient"]["email"] == email
                and template in (None, letter["template"])]

    # --- the usual --------------------------------------------------------------------

    def car(self, name, **facts):
        customer = self.customer(name)
        car = self.vehicle(self.plate(), customer, **facts)
        self.house.settle()
        return customer, car

    def invited(self, name, **fields):
        """(passport id, party id of who drives)."""
        customer, car = self.car(name)
        passport = new_id()
        self.do("passport.create", passport_id=passport, vehicle_id=car["vehicle_id"],
                customer_id=customer["customer_id"], holder=contact(name), terms_shown=True,
                **fields)
        return passport, self.party(address(name))["party_id"]

    def active(self, name, **fields):
        passport, holder = self.invited(name, **fields)
        self.do("passport.activate", by=holder, passport_id=passport, terms_version="1")
        return passport, holder

    def fleet_of(self, name, company="Bakker B.V.", **fields):
        """(fleet id, manager's id, passport id, driver's id), activated."""
        passport, driver = self.active(name)
        fleet, manager = new_id(), new_id()
        self.do("fleet.create", fleet_id=fleet, passport_id=passport, name=company,
                manager_id=manager, manager=contact(name, f"wagenpark-{address(name)}"),
                staging=False, **fields)
        self.do("fleet.activate", by=manager, fleet_id=fleet, party_id=manager,
                terms_version="1")
        return fleet, manager, passport, driver

    def offered(self, passport, by, name, kind="owner"):
        """(transfer id, recipient's id); the recipient has shown the address."""
        transfer = new_id()
        self.do("transfer.start", by=by, passport_id=passport, transfer_id=transfer,
                kind=kind, recipient=contact(name), party_id=by, recipient_id=new_id())
        recipient = self.transfer(transfer)["recipient_id"]
        self.do("party.verify", by=recipient, party_id=recipient)
        return transfer, recipient

    def end(self, how, passport, transfer, by, **fields):
        return {"command": f"transfer.{how}", "by": by, "passport_id": passport,
                "transfer_id": transfer, "party_id": by, **fields}
