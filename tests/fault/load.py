# SPDX-License-Identifier: Apache-2.0
"""What goes on while everything dies: invoices published and uploaded, lists answered,
cars inspected.

Each operation is written down before it starts as "nobody knows", and afterwards as what
the system said of it. A client that got no answer asks again under the same key.
"""
import datetime
import json
import random
import uuid

import psycopg2
from confluent_kafka import KafkaError, KafkaException, Producer

from clients import ASK_AGAIN_SECONDS, UNSURE_CODES, Client, Worker
from evidence import FAIL, INFO, OK, Changed, Decided, Published
from inspecting import Inspecting
from world import GARAGES, vendor_of

PUBLISH_SECONDS = 60
ADVISERS = 3  # a garage's; each has rows of the list to himself
# The broker certainly has not taken a record for one of these.
REFUSALS = {KafkaError.MSG_SIZE_TOO_LARGE, KafkaError.INVALID_MSG,
            KafkaError.UNKNOWN_TOPIC_OR_PART}


class Publishing(Worker):
    """The two DMSs: waiting invoices first, then more of what comes along."""

    def __init__(self, house, world, evidence, rate, seed):
        super().__init__("publishing", 1 / rate)
        self.house, self.world, self.evidence = house, world, evidence
        self.rng = random.Random(f"{seed}/publishing")
        self.waiting = []
        self.sent = 0
        self._producers = {}

    def work(self):
        today = self.house.clock.now().date()
        invoice = self.waiting.pop() if self.waiting else self.world.more(today)
        if invoice:
            self.publish(invoice)
        for vendor in list(self._producers):
            self.go_on(vendor, lambda producer: producer.poll(0))

    def go_on(self, vendor, act):
        """A broker that came back may have lost the order: then a DMS begins anew, as the
        services do. What was on its way may have arrived."""
        try:
            act(self.producer(vendor))
        except KafkaException as why:
            if not why.args[0].fatal():
                raise
            del self._producers[vendor]
            act(self.producer(vendor))

    def publish(self, invoice):
        self.send(invoice, event_id := self.new_id())
        chance = self.rng.random()
        if chance < 0.03:  # the same record again
            self.send(invoice, event_id)
        elif chance < 0.06:  # the same document in another record
            self.send(invoice, self.new_id())

    def new_id(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def send(self, invoice, event_id):
        note = Published(invoice["dealer"], invoice["document_number"],
                         invoice["totals"]["net_cents"], INFO)
        self.evidence.published.append(note)
        vendor = vendor_of(invoice["dealer"])
        self.go_on(vendor, lambda producer: producer.produce(
            f"ingress.invoice.{vendor}.v1",
            key=f"{invoice['dealer']}/{invoice['document_number']}",
            value=json.dumps(invoice, ensure_ascii=False).encode(),
            headers=headers(vendor, event_id),
            on_delivery=lambda error, _record: self.delivered(note, error)))
        self.sent += 1

    def producer(self, vendor):
        if vendor not in self._producers:
            self._producers[vendor] = Producer({
                "bootstrap.servers": self.house.brokers, "enable.idempotence": True,
                "acks": "all", "partitioner": "murmur2_random", "linger.ms": 2,
                "message.timeout.ms": PUBLISH_SECONDS * 1000, "log_level": 0})
        return self._producers[vendor]

    @staticmethod
    def delivered(note, error):
        if not error:
            note.outcome = OK
        elif error.code() in REFUSALS:
            note.outcome = FAIL

    def rest(self, deadline):
        super().rest(deadline)
        for vendor in list(self._producers):
            self.go_on(vendor, lambda producer: producer.flush(PUBLISH_SECONDS + 10))


def headers(vendor, event_id):
    now = datetime.datetime.now(datetime.timezone.utc)
    return [("ce_specversion", "1.0"), ("ce_id", event_id),
            ("ce_type", "nl.beurt.invoice.published.v1"), ("ce_source", f"dms/{vendor}"),
            ("ce_time", now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
            ("content-type", "application/json")]


class Answering(Client):
    """An adviser who goes through the list and changes his mind."""

    def __init__(self, house, garage, evidence, seed, share):
        super().__init__(house, garage["advisers"][0], 0.3, f"{seed}/{share}")
        self.dealer, self.evidence, self.share = garage["dealer"], evidence, share
        self.rows = []
        self.given = 0
        self.idle = False  # there is nothing to answer
        self.unsure = set()

    def work(self):
        row = self.next_row()
        self.idle = row is None
        if row:
            self.decide(row)
            self.given += 1

    def next_row(self):
        """An open row as the gateway shows it now; the list is read anew now and then."""
        if not self.rows or self.rng.random() < 0.3:
            self.rows = self.read_list()
            self.rng.shuffle(self.rows)
        return self.rows.pop() if self.rows else None

    def read_list(self):
        weeks = self.ask("GET", "/v1/weeks")
        week = weeks.json().get("current") if weeks is not None and weeks.ok else None
        page = self.ask("GET", f"/v1/weeks/{week}/proposals",
                        params={"status": "open", "limit": 200}) if week else None
        rows = page.json()["proposals"] if page is not None and page.ok else []
        return [row for row in rows if row["id"] not in self.unsure
                and int(row["id"][:8], 16) % ADVISERS == self.share]

    def decide(self, row):
        others = [word for word in ("yes", "yes", "no", "no", "never")
                  if word != row["decision"]]
        note = Decided(self.dealer, row["id"], self.rng.choice(others), INFO, self.new_id())
        self.evidence.decided.append(note)
        body = {"decision": note.decision}
        if note.decision == "never":
            body |= {"scope": "vehicle", "reason": "sold"}
        note.outcome, answer = self.insist(
            "PATCH", f"/v1/proposals/{row['id']}", json=body,
            headers={"If-Match": f'"{row["version"]}"', "Idempotency-Key": note.command_id})
        if note.outcome == INFO:
            self.unsure.add(row["id"])
        elif answer is not None and answer.status_code == 200:
            self.judge(note, row["version"] + 1, answer.json())

    def judge(self, note, version, row):
        """What a 2xx shows is what was asked; a later version has heard more since: a line
        that was taken off and came back has its default again."""
        if row["version"] == version and row["decision"] != note.decision:
            self.wrong.add(f"proposal {row['id']}: asked {note.decision}, answered "
                           f"{row['decision']}")
        if row["version"] < version:
            self.wrong.add(f"proposal {row['id']}: answered with version {row['version']}, "
                           f"it was asked about {version - 1}")


class Managing(Client):
    """A manager who hands in invoices by file and changes the garage's settings."""

    def __init__(self, house, garage, world, evidence, seed):
        super().__init__(house, f"manager-{garage['dealer'].split('-')[1]}", 0.7, seed)
        self.garage, self.world, self.evidence = garage, world, evidence

    def work(self):
        if self.rng.random() < 0.9:
            self.upload()
        else:
            self.change_settings()

    def upload(self):
        invoice = self.world.paper(self.garage["dealer"], self.house.clock.now().date())
        if not invoice:
            return
        note = Published(invoice["dealer"], invoice["document_number"],
                         invoice["totals"]["net_cents"], INFO)
        self.evidence.published.append(note)
        note.outcome, _ = self.insist(
            "POST", "/v1/invoices", data=json.dumps(invoice),
            headers={"Content-Type": "application/json", "Idempotency-Key": self.new_id()})

    def change_settings(self):
        """Another telephone number; asked once, for it carries no key."""
        now = self.ask("GET", "/v1/settings")
        if now is None or not now.ok:
            return
        note = Changed(self.garage["dealer"], f"030-{self.rng.randrange(10 ** 7):07d}", INFO)
        self.evidence.changed.append(note)
        answer = self.ask("PUT", "/v1/settings", json={"phone": note.phone},
                          headers={"If-Match": now.headers["ETag"]})
        if answer is not None and answer.status_code not in UNSURE_CODES:
            note.outcome = OK if answer.ok else FAIL


class Operating(Worker):
    """A broken publisher, and the operator who settles what it left behind."""

    # One topic that is heard a record at a time, one that is heard in batches.
    TOPICS = ("customer.state.v1", "invoice.recorded.v1")
    HEARERS = ("reminder", "inspection", "fleet", "notification", "gateway")

    def __init__(self, house, evidence, seed):
        super().__init__("operating", 1.0)
        self.house, self.evidence = house, evidence
        self.rng = random.Random(f"{seed}/operating")
        self.producer = Producer({"bootstrap.servers": house.brokers, "acks": "all",
                                  "partitioner": "murmur2_random", "log_level": 0})

    def work(self):
        self.plant()
        self.settle(self.rng.choice(("replay", "discard", "discard")))

    def plant(self):
        """A record that nobody can read, under a key of its own."""
        record_id = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        topic = self.rng.choice(self.TOPICS)
        self.evidence.planted.add(record_id)
        self.producer.produce(
            topic, key=f"NL-4711/{record_id}", value=b'{"dealer": "NL-4711",',
            headers=[("ce_specversion", "1.0"), ("ce_id", record_id),
                     ("ce_type", f"nl.beurt.{topic}"), ("ce_source", "broken")])
        self.producer.poll(0)

    def settle(self, verb):
        for service in self.HEARERS:
            letters = self.parked(service)
            if letters:
                self.house.ctl("dead", verb, service, *letters[:20], check=False,
                               BEURT_DATABASE=self.house.conninfo(self.role_of(service)))

    @staticmethod
    def role_of(service):
        return "beurt_gateway_projector" if service == "gateway" else f"beurt_{service}"

    def parked(self, service):
        """Ids of the planted records a service has parked; none while Postgres is away."""
        try:
            rows = self.house.query("SELECT id, record_id, asked FROM"
                                    f" {service}.dead_letter WHERE state = 'parked'")
        except psycopg2.Error:
            return []
        return [letter for letter, record_id, asked in rows
                if record_id in self.evidence.planted and not asked]

    def rest(self, deadline):
        """The last ones are thrown away, once they have been heard."""
        super().rest(deadline)
        self.producer.flush(PUBLISH_SECONDS)

    def clear(self):
        """True when nothing that was planted is left; asks for the rest."""
        self.settle("discard")
        return not any(self.parked(service) for service in self.HEARERS)


class Load:
    """All clients together."""

    def __init__(self, house, world, evidence, rate, seed):
        self.publishing = Publishing(house, world, evidence, rate, seed)
        self.answering = [Answering(house, garage, evidence, seed, share)
                          for garage in GARAGES for share in range(ADVISERS)]
        clients = [*self.answering,
                        Managing(house, GARAGES[0], world, evidence, seed),
                        *(Inspecting(house, garage, world, evidence, seed)
                          for garage in GARAGES)]
        self.callers = list(clients)
        self.operating = Operating(house, evidence, seed)
        self.workers = [self.publishing, self.operating, *clients]
        for worker in self.workers:
            worker.start()

    def add(self, more):
        """More who work, once they have what they need: the people of passports, whoever
        asks for messages and who answers them."""
        self.workers += more.clients
        self.callers += more.people
        for worker in more.clients:
            worker.start()

    def go(self):
        for worker in self.workers:
            worker.go()

    def rest(self):
        for worker in self.workers:
            worker.rest(ASK_AGAIN_SECONDS + 30)

    def end(self):
        for worker in self.workers:
            worker.end()

    @property
    def wrong(self):
        return [text for one in self.callers for text in sorted(one.wrong)]
