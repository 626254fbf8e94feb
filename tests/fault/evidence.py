# SPDX-License-Identifier: Apache-2.0
"""What the checker judges: all topics, all tables, all mails, and what clients were told.

Plain data, so that the checker's own tests can plant a violation in it. `collect` reads it
from a house that has come to rest.
"""
import datetime
import json
import time
from dataclasses import dataclass, field

import psycopg2
import psycopg2.extras
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

# Outcomes of a client's operation: the system said yes, said no, or nobody knows.
OK, FAIL, INFO = "ok", "fail", "info"
READ_SECONDS = 60


@dataclass
class Record:
    """One record of a topic; value is None for a tombstone, a dict otherwise."""
    partition: int
    offset: int
    key: str
    id: str
    value: dict | None


@dataclass
class Published:
    """A version of an invoice a DMS published, or an adviser uploaded."""
    dealer: str
    number: str
    net_cents: int
    outcome: str


@dataclass
class Decided:
    """An answer given through the gateway, with what came back."""
    dealer: str
    proposal_id: str
    decision: str
    outcome: str
    command_id: str = ""


@dataclass
class Changed:
    """Settings changed through the gateway: the garage's telephone number."""
    dealer: str
    phone: str
    outcome: str


@dataclass
class Saved:
    """A form saved through the gateway; `mark` stands in a note of what was saved."""
    dealer: str
    form: str
    mark: str
    outcome: str
    number: int = 0  # as answered; 0: not told


@dataclass
class Offered:
    """A car that a fleet's manager offered to somebody."""
    passport_id: str
    transfer_id: str
    kind: str
    outcome: str


@dataclass
class Answered:
    """What somebody made of an offer: accepted, declined or cancelled."""
    transfer_id: str
    status: str
    outcome: str


@dataclass
class Booked:
    """An appointment made, moved or cancelled; `date` and `time` as they are then."""
    dealer: str
    appointment_id: str
    status: str  # booked or cancelled
    date: str
    time: str
    outcome: str


@dataclass
class Arrived:
    """A message that one of those who carry them has whole; `carried`: the garage's own
    system. `mark`: the parts of a text message, the id of a post."""
    channel: str
    intent: str
    at: float  # time.time()
    house_at: datetime.datetime
    mark: str = ""


@dataclass
class OptedOut:
    """Somebody wants no more by a channel; when that was acknowledged, on both clocks."""
    dealer: str
    customer: str
    channel: str
    outcome: str
    at: float = 0.0
    house_at: datetime.datetime | None = None


@dataclass
class Called:
    """A call that an adviser had taken, from `began` on; and what was said of it."""
    task: str
    actor: str
    said: str
    outcome: str
    began: float = 0.0
    answered: tuple | None = None  # both clocks


@dataclass
class Job:
    """What the print house fetched; `pages`: what they say, without spaces and dashes."""
    batch: str
    dealer: str
    kind: str
    sheets: int
    cost_cents: int
    pages: list


@dataclass
class Evidence:
    published: list = field(default_factory=list)  # in the order of each number
    decided: list = field(default_factory=list)  # in the order of each proposal
    changed: list = field(default_factory=list)  # in the order of each garage
    saved: list = field(default_factory=list)  # in the order of each form
    offered: list = field(default_factory=list)
    answered: list = field(default_factory=list)
    booked: list = field(default_factory=list)  # in the order of each appointment
    arrived: list = field(default_factory=list)
    opted: list = field(default_factory=list)
    called: list = field(default_factory=list)
    jobs: list = field(default_factory=list)  # as they were fetched
    asked: set = field(default_factory=set)  # intents that were asked for on purpose
    over: bool = False  # nothing comes any more: every message has ended
    topics: dict = field(default_factory=dict)  # {name: [Record, …]}
    tables: dict = field(default_factory=dict)  # {"schema.table": [row as dict, …]}
    mails: list = field(default_factory=list)
    planted: set = field(default_factory=set)  # ids of records that are poison on purpose
    now: datetime.datetime | None = None  # on the house's clock


def read_topics(brokers, topics):
    """Every record of every partition from its beginning to its present end."""
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": "fault-checker",
                         "enable.auto.commit": False, "auto.offset.reset": "earliest",
                         "enable.partition.eof": True, "log_level": 2})
    parts = [TopicPartition(name, number, OFFSET_BEGINNING)
             for name, count in topics for number in range(count)]
    found = {name: [] for name, _ in topics}
    unread = {(part.topic, part.partition) for part in parts}
    try:
        consumer.assign(parts)
        end = time.monotonic() + READ_SECONDS
        while unread:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(unread)} partitions not read to their end")
            for message in consumer.consume(1000, 0.5):
                if not message.error():
                    found[message.topic()].append(read_record(message))
                elif message.error().code() == KafkaError._PARTITION_EOF:
                    unread.discard((message.topic(), message.partition()))
    finally:
        consumer.close()
    return found


def read_record(message):
    headers = dict(message.headers() or [])
    return Record(message.partition(), message.offset(),
                  (message.key() or b"").decode("utf-8", "replace"),
                  headers.get("ce_id", b"").decode(), read_value(message.value()))


def read_value(raw):
    if raw is None:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return {}


def read_tables(conninfo, names):
    """{"schema.table": rows}; a table that is not there is left out."""
    found = {}
    with psycopg2.connect(conninfo) as connection:
        for name in names:
            with connection.cursor(
                    cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
                cursor.execute("SELECT to_regclass(%s) IS NOT NULL AS there", (name,))
                if cursor.fetchone()["there"]:
                    cursor.execute(f"SELECT * FROM {name}")
                    found[name] = [dict(row) for row in cursor.fetchall()]
    return found
