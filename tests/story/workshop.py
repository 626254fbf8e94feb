# SPDX-License-Identifier: Apache-2.0
"""The inspection service alone, as its topics show it: says what other services and the
gateway say, and hears what it answers."""
import contextlib
import datetime
import json
import os
import pathlib
import uuid

from house import House
from polling import eventually
from recorder import Recorder
from traffic import check

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-22 09:00:00"

DEALER = "NL-4711"
GARAGE = {"dealer": DEALER, "version": 1, "name": "Autobedrijf De Brug",
          "legal_entity": "De Brug B.V.", "active": True, "timezone": "Europe/Amsterdam",
          "language": "nl", "default_periodic": "yes", "default_followup": "no",
          "sender_name": "Autobedrijf De Brug", "sender_email": "balie@debrug.example",
          "vendors": ["autoflex"], "untouched_policy": "send",
          "holdout_per_mille": 0}
COMMANDS = "inspection.command.v1"
SAID_BY = {"dealer.state": "gateway", "customer.state": "invoice", "vehicle.state": "invoice",
           "invoice.recorded": "invoice", "proposal.state": "reminder",
           "register.state": "fleet",
           "inspection.state": "inspection"}  # and commands by the gateway


def new_id():
    return str(uuid.uuid4())


@contextlib.contextmanager
def opened(name, durable=False):
    """The inspection service and a garage; all that was said is held against the contracts."""
    folder = OUT / "story" / name
    house = House(folder, services=("inspection",), durable=durable)
    house.clock.set_local(STARTS)
    house.drop_postgres()
    recording = folder / "traffic.jsonl"
    recording.unlink(missing_ok=True)
    with house:
        shop = Workshop(house, recording)
        shop.garage()
        house.settle()
        yield shop
        house.settle()
        shop.ear.stop()
    house.drop_postgres()
    assert check(recording).problems == []


class Ear(Recorder):
    """Records, and remembers what was heard."""

    def __init__(self, *args):
        super().__init__(*args)
        self.heard = []

    def _write(self, out, record):
        value = json.loads(record.value()) if record.value() else None
        self.heard.append((record.topic(), record.key(), value))
        super()._write(out, record)


class Workshop:
    def __init__(self, house, recording):
        self.house = house
        self.publisher = house.publisher("autoflex")
        self.ear = Ear(house.brokers, house.topics, recording).start()
        house.recorder = self.ear

    def say(self, kind, message, key, topic=None):
        self.put(kind, message, key, topic)
        self.publisher.flush()

    def put(self, kind, message, key, topic=None):
        """Says it, without waiting for the broker to have it."""
        source = f"/beurt/{SAID_BY.get(kind, 'gateway')}"
        headers = [("ce_specversion", "1.0"), ("ce_id", new_id()),
                   ("ce_type", f"nl.beurt.{kind}.v1"), ("ce_source", source),
                   ("ce_subject", key), ("ce_time", self.time()),
                   ("content-type", "application/json")]
        value = json.dumps(message).encode() if message is not None else None
        self.publisher.put(key, value, headers, topic or f"{kind}.v1")

    def time(self, **later):
        moment = self.house.clock.now() + datetime.timedelta(**later)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    # --- what others state ------------------------------------------------------------

    def garage(self, **changes):
        garage = {**GARAGE, **changes}
        self.say("dealer.state", garage, garage["dealer"])
        return garage

    def customer(self, name, **changes):
        customer = {"dealer": DEALER, "customer_id": new_id(), "version": 1,
                    "kind": "person", "display_name": name, "customer_number": new_id()[:8],
                    "street": "Kerkstraat", "house_number": "1", "city": "Gouda",
                    "email": f"{name.lower()}@klant.example", "mobile": "+31612345678",
                    "language": "nl", "erased": False, **changes}
        self.say("customer.state", customer, f"{DEALER}/{customer['customer_id']}")
        return customer

    def car_of(self, name, plate, **facts):
        """A customer of this name and the car."""
        customer = self.customer(name)
        car = self.vehicle(plate, customer, **facts)
        self.house.settle()
        return customer, car

    def vehicle(self, plate, customer=None, **changes):
        vehicle = {"dealer": DEALER, "vehicle_id": new_id(), "version": 1, "plate": plate,
                   "make": "SUBARU", "model": "XV", "vin": "JF1GP7LC5EG123456",
                   "fuel": "petrol", "first_admission": "2019-04-05",
                   "is_stock_car": False, **changes}
        if customer:
            vehicle["customer_id"] = customer["customer_id"]
        self.say("vehicle.state", vehicle, f"{DEALER}/{vehicle['vehicle_id']}")
        return vehicle

    def registered(self, plate, **changes):
        state = {"plate": plate, "version": 1, "checked_at": self.time(), "recalls": [],
                 **changes}
        self.say("register.state", state, plate)

    # --- commands ---------------------------------------------------------------------

    def command(self, kind, key, **fields):
        """The answer: {"outcome": …, "code": …, "result": …, "version": …}."""
        command = {"command_id": new_id(), "dealer": DEALER, "actor": "piet",
                   "received_at": self.time(), **fields}
        self.say(kind, command, command[key], COMMANDS)
        return self.answer(command["command_id"])

    def answer(self, command_id, deadline=20.0):
        def look():
            return [value for topic, _, value in self.ear.heard
                    if topic == "gateway.reply.v1" and value
                    and value["command_id"] == command_id]
        answered = dict(eventually(look, deadline, f"an answer to {command_id}")[0])
        answered["result"] = json.loads(answered["result"]) if answered.get("result") else {}
        return answered

    def form(self, **fields):
        return Form(self, **fields)

    # --- what was said ----------------------------------------------------------------

    def said(self, topic, **where):
        """Newest first."""
        return [value for name, _, value in reversed(list(self.ear.heard))
                if name == topic and value
                and all(value.get(field) == wanted for field, wanted in where.items())]

    def newest(self, topic, deadline=20.0, **where):
        return eventually(lambda: self.said(topic, **where), deadline,
                          f"{topic} with {where}")[0]

    def letters(self, **where):
        return [letter for letter in self.said("notification.requested.v1", dealer=DEALER)
                if all(letter.get(field) == wanted for field, wanted in where.items())][::-1]


class Form:
    """One form and the devices that work on it."""

    def __init__(self, shop, prefill="customer", date="2026-11-22", **fields):
        self.shop = shop
        self.id = fields.pop("inspection_id", new_id())
        self.tablet = new_id()
        self.counters = {}
        self.opened = self.do("inspection.open", device=self.tablet, prefill=prefill,
                              inspector="Piet Sleutel", inspection_date=date, **fields)

    def do(self, kind, **fields):
        return self.shop.command(kind, "inspection_id", inspection_id=self.id, **fields)

    def ok(self, kind, **fields):
        answered = self.do(kind, **fields)
        assert answered["outcome"] == "ok", answered
        return answered

    def write(self, fields, device=None, seen=None):
        """{path: value} as one command of one device."""
        device = device or self.tablet
        writes = []
        for path, value in fields.items():
            self.counters[device] = self.counters.get(device, 0) + 1
            writes.append({"counter": self.counters[device], "path": path, "value": value})
        return self.do("inspection.edit", device=device, writes=writes,
                       seen_revision=self.state["revision"] if seen is None else seen)

    def save(self, mail=False, **fields):
        """What became of it; a refusal is one more thing the test did not want."""
        return self.ok("inspection.save", seen_revision=1, mail=mail, **fields)["result"]

    def try_save(self, mail=False, **fields):
        return self.do("inspection.save", seen_revision=1, mail=mail, **fields)

    def advise(self, text="Remblokken voor vervangen", price="24000", **more):
        advice = new_id()
        fields = {"text": text, "quantity": "1", "unit_price_cents": price,
                  "price_kind": "fixed" if price else "follows", **more}
        answered = self.write({f"advice/{advice}/{leaf}": value
                               for leaf, value in fields.items()})
        assert answered["outcome"] == "ok", answered
        return advice

    def reply(self, number=1, by="phone", reason="gebeld", **answers):
        return self.do("inspection.answer", number=number, by=by, reason=reason,
                       lines=[{"advice_id": advice.replace("_", "-"), "answer": answer}
                              for advice, answer in answers.items()])

    @property
    def state(self):
        """inspection.state after the last answered command."""
        self.shop.house.settle()
        self.shop.ear.catch_up()
        return self.shop.newest("inspection.state.v1", inspection_id=self.id)

    @property
    def fields(self):
        return {field["path"]: field["value"] for field in self.state["fields"]}

    def field(self, path):
        return next(field for field in self.state["fields"] if field["path"] == path)

    def version(self, number):
        self.shop.house.settle()
        self.shop.ear.catch_up()
        return self.shop.newest("inspection_version.state.v1", inspection_id=self.id,
                                number=number)

    @property
    def letters(self):
        """What was asked to be mailed to the address on the form, in order."""
        address = self.fields["customer/email"]
        return [letter for letter in self.shop.letters()
                if letter.get("recipient", {}).get("email") == address]
