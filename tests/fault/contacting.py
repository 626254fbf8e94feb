# SPDX-License-Identifier: Apache-2.0
"""Messages are asked for by every channel while everything dies; people are called, and some
say stop: at the desk, in answer to a text message, to the garage's own system.

When a stop was acknowledged is written down, on both clocks.
"""
import datetime
import itertools
import json
import random
import time
import uuid

import psycopg2
from confluent_kafka import Producer

from clients import ASK_AGAIN_SECONDS, Client, Worker
from evidence import FAIL, INFO, OK, Called, OptedOut
from lanes import pause
from riding import GARAGE
from world import GARAGES

# What a request may use; the garage's own order decides among them.
WISHES = (("sms", "email"), ("sms", "email"), ("sms",), ("push", "email"), ("push", "email"),
          ("letter",), ("letter",), ("card",), ("phone",), ("email",))
LIVES_DAYS = 4
LETTERS = "BDFGHJKLNPRSTVXZ"
PEOPLE = ("SELECT dealer, customer_id::text, email, mobile FROM notification.customer"
          " WHERE NOT erased AND last_name IS NOT NULL")
OUTCOMES = ("no_answer", "no_answer", "reached_booked", "reached_no", "do_not_call")
STOPS_AT_THE_DESK = ("email", "sms", "letter", "card")


class Asking(Worker):
    """Whoever asks for invitations, as the reminder service does: one message each."""

    def __init__(self, house, stable, evidence, seed):
        super().__init__("asking", 0.2)
        self.house, self.evidence = house, evidence
        self.rng = random.Random(f"{seed}/asking")
        self.numbers = itertools.count()
        self.holders = stable.holders
        self.granting = Granting(house, seed)
        self.people = []
        self.producer = Producer({
            "bootstrap.servers": house.brokers, "enable.idempotence": False, "acks": "all",
            "partitioner": "murmur2_random", "linger.ms": 2, "log_level": 0})

    def work(self):
        self.producer.poll(0)
        if not self.people:
            self.people = self.house_rows()
            self.rng.shuffle(self.people)
        if self.people:
            self.ask(*self.people.pop(), self.rng.choice(WISHES))

    def house_rows(self):
        try:
            return self.house.query(PEOPLE)
        except psycopg2.Error:
            return []  # the database is away

    def ask(self, dealer, customer, email, mobile, channels):
        needs = {"sms": mobile, "email": email, "phone": mobile}
        if not all(needs.get(channel, "-") for channel in channels):
            return
        if channels[0] == "push" and dealer != GARAGE["dealer"]:
            return  # whose holders they are
        if channels == ("phone",) and not self.granting.grant(dealer, customer):
            return
        request = self.request(dealer, customer, channels)
        if channels[0] == "push":
            holder = self.rng.choice(self.holders)
            request["recipient"] = {"email": holder.login, "name": "Rijder",
                                    "party_id": holder.party}
            if self.rng.random() < 0.5:  # there are few holders: what is not counted, too
                request |= {"purpose": "service", "message_class": "service"}
        self.evidence.asked.add(request["intent_id"])
        self.say(request)

    def request(self, dealer, customer, channels):
        now = self.house.clock.now()
        number = next(self.numbers)
        plate = (f"{LETTERS[number // 16000 % 16]}-{number % 1000:03d}-"
                 f"{LETTERS[number // 1000 % 16]}Z")
        return {"intent_id": self.new_id(), "dealer": dealer, "customer_id": customer,
                "vehicle_id": self.new_id(), "purpose": "reminder",
                "message_class": "marketing", "template": "apk", "channel": channels[0],
                "channels": list(channels), "reason_group": "apk",
                "not_before": moment(now), "not_after": moment(now, days=LIVES_DAYS),
                "params": {"plate": plate, "make": "VOLKSWAGEN", "model": "GOLF",
                           "reason_kinds": ["apk"], "apk_expiry": "2027-02-18"}}

    def new_id(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def say(self, request):
        """At least once, and sometimes twice: the id is the same."""
        headers = [("ce_specversion", "1.0"), ("ce_id", request["intent_id"]),
                   ("ce_type", "nl.beurt.notification.requested.v1"),
                   ("ce_source", "asking"), ("ce_time", request["not_before"]),
                   ("content-type", "application/json")]
        for _ in range(2 if self.rng.random() < 0.05 else 1):
            self.producer.produce(
                "notification.requested.v1", headers=headers,
                key=f"{request['dealer']}/{request['customer_id']}",
                value=json.dumps(request).encode())

    def rest(self, deadline):
        super().rest(deadline)
        self.producer.flush(deadline)


def moment(at, **later):
    return (at + datetime.timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Granting:
    """Who may be called said so at the desk; each is asked once."""

    def __init__(self, house, seed):
        self.desks = {garage["dealer"]: Desk(house, garage, f"{seed}/granting")
                      for garage in GARAGES}
        self.asked = set()

    def grant(self, dealer, customer):
        if customer not in self.asked:
            self.asked.add(customer)
            return self.desks[dealer].choose(customer, "phone", True) == OK
        return False


class Desk(Client):
    """An adviser at the desk; not at work by oneself."""

    def __init__(self, house, garage, seed):
        super().__init__(house, garage["advisers"][0], 1.0, seed)

    def choose(self, customer, channel, granted):
        outcome, _ = self.insist(
            "PUT", f"/v1/customers/{customer}/consents",
            headers={"Idempotency-Key": self.new_id()},
            json={"choices": [{"purpose": "reminder", "channel": channel,
                               "granted": granted}], "evidence": "aan de balie"})
        return outcome


class Calling(Client):
    """An adviser on the telephone, who takes whom another may want to call as well."""

    def __init__(self, house, login, evidence, seed):
        super().__init__(house, login, 1.2, f"{seed}/calling")
        self.evidence = evidence

    def work(self):
        listed = self.ask("GET", "/v1/calls?view=open")
        calls = listed.json()["calls"] if listed is not None and listed.ok else []
        if calls:
            self.call(self.rng.choice(calls)["task_id"])

    def call(self, task):
        note = Called(task, self.login, self.rng.choice(OUTCOMES), INFO, time.time())
        taken, _ = self.keyed("POST", f"/v1/calls/{task}/claim", {})
        if taken != OK:
            return
        self.evidence.called.append(note)
        note.outcome, _ = self.keyed("POST", f"/v1/calls/{task}/outcome",
                                     {"outcome": note.said})
        note.answered = (time.time(), self.house.clock.now())


class Refusing(Client):
    """People who want no more of it, one now and then; how, depends on what they got."""

    def __init__(self, house, garage, carriers, evidence, seed):
        super().__init__(house, garage["advisers"][0], 1.2, f"{seed}/refusing")
        self.dealer, self.carriers, self.evidence = garage["dealer"], carriers, evidence
        self.desk = Desk(house, garage, f"{seed}/refusing")
        self.heard = 0  # of what arrived

    def work(self):
        arrived = self.evidence.arrived[self.heard:]
        self.heard += len(arrived)
        for one in arrived:
            if one.channel in ("sms", "carried") and self.rng.random() < 0.12:
                self.answer(one)
        if self.rng.random() < 0.3:
            self.object()

    def person_of(self, intent):
        try:
            rows = self.house.query(
                "SELECT i.dealer, i.customer_id::text, c.mobile FROM notification.intent i"
                " JOIN notification.customer c USING (dealer, customer_id)"
                " WHERE intent_id = %s AND i.is_marketing", intent)
        except psycopg2.Error:
            return None
        return rows[0] if rows and rows[0][0] == self.dealer else None

    def answer(self, one):
        """STOP to the number, or to the garage's own system, which tells us."""
        person = self.person_of(one.intent)
        if not person:
            return
        note = self.note(person[1], "sms")
        tell = self.stop_here if one.channel == "sms" else self.stop_there
        self.settle(note, self.insist_on(tell, one, person[2]))

    def note(self, customer, channel):
        note = OptedOut(self.dealer, customer, channel, INFO)
        self.evidence.opted.append(note)
        return note

    def settle(self, note, outcome):
        note.outcome, note.at, note.house_at = outcome, time.time(), self.house.clock.now()

    def insist_on(self, tell, one, mobile):
        """The same post until somebody says that it was heard."""
        end, post = time.monotonic() + ASK_AGAIN_SECONDS, self.new_id()
        while time.monotonic() < end:
            status = tell(post, one, mobile)
            if status == 204:
                return OK
            if status not in (500, 502, 503, 504):
                self.wrong.add(f"a stop was answered with {status}")
                return FAIL
            pause(0.2)
        return INFO

    def stop_here(self, post, _one, mobile):
        return self.carriers.texts.post_event(
            post, {"event": "incoming", "from": mobile, "text": "STOP",
                   "to": "+3197010200000"})

    def stop_there(self, post, one, _mobile):
        try:
            return self.carriers.system.post(
                self.house.base_url, self.carriers.hook,
                {"event": "message_status", "message_ref": one.intent, "status": "stop"},
                post_id=post).status_code
        except OSError:
            return 503

    def object(self):
        """Somebody comes along, and wants no more of one channel."""
        try:
            people = [person for person in self.house.query(PEOPLE)
                      if person[0] == self.dealer]
        except psycopg2.Error:
            return
        if people:
            channel = self.rng.choice(STOPS_AT_THE_DESK)
            note = self.note(self.rng.choice(people)[1], channel)
            self.settle(note, self.desk.choose(note.customer, channel, False))


class Contacting:
    """All of them together: `clients` work, `people` are who asks."""

    def __init__(self, house, stable, carriers, evidence, seed):
        self.asking = Asking(house, stable, evidence, seed)
        callers = [Calling(house, login, evidence, seed) for garage in GARAGES
                   for login in garage["advisers"]]
        refusing = [Refusing(house, garage, carriers, evidence, seed) for garage in GARAGES]
        self.clients = [self.asking, carriers.printing, *callers, *refusing]
        self.people = [*callers, *refusing, *(one.desk for one in refusing),
                       *self.asking.granting.desks.values()]
