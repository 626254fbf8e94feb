# SPDX-License-Identifier: Apache-2.0
"""A garage's log, and a reminder service that hears it again from its beginning.

Time stands in both lives and is stepped from moment to moment: what was said at a moment is
said to the second life when its clock stands at that moment.
"""
import csv
import json
import pathlib

from confluent_kafka import Producer

import garage
from polling import eventually
from settling import heard_topics

MILEAGE = pathlib.Path(__file__).resolve().parents[1] / "data" / "mileage"
TYRES = (("BAND", "Zomerbanden monteren en balanceren", 36000),)
LINES = {"service": garage.LARGE_SERVICE, "apk": garage.APK, "tyres": TYRES}
SAID = ("proposal.state.v1", "week.state.v1", "week.closed.v1", "notification.requested.v1",
        "notification.withdraw.v1", "conversion.recorded.v1")


def rows(name):
    with open(MILEAGE / f"open-{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published_past(count):
    """The invoices of so many cars of the generated history: typing errors, changed use, the
    covid dip, owners who come late or never again. Cars by plate."""
    cars, invoices = {}, []
    for row in rows("vehicles")[:count]:
        car = garage.Car()
        car.plate = row["kenteken"]
        car.vehicle |= {"plate": row["kenteken"], "fuel": row["fuel"],
                        "first_admission": row["first_admission"]}
        cars[car.plate] = car
    for row in rows("visits"):
        car = cars.get(row["kenteken"])
        if not car or row["jobs"] in ("credit", "internal"):
            continue
        lines = [line for job in row["jobs"].split("+")
                 for line in LINES.get(job, garage.REPAIR)]
        document = garage.invoice(car, row["date"], int(row["odometer_km"] or 0), lines)
        if not row["odometer_km"]:
            del document["vehicle"]["odometer"]
        invoices.append(document)
    return cars, invoices


def said_among(records):
    """{(topic, key): the values the reminder service said, oldest first}."""
    result = {}
    for one in records:
        if one["topic"] in SAID:
            result.setdefault((one["topic"], one["key"]), []).append(one["value"])
    return result


class Log:
    """All that travels on the topics of a house, cut into moments."""

    def __init__(self, house):
        self.house = house
        self.moments = []
        self._records = []
        self._read = 0  # bytes of the recording
        self._seen = 0  # records that belong to a moment, or to none

    def records(self):
        """Everything so far, as the recorder met it: each partition in its order."""
        self.house.recorder.catch_up(60)
        eventually(self._read_on, 30, "the recording on disk")
        return self._records

    def _read_on(self):
        with open(self.house.recorder.path, "rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._records.append(json.loads(line))
                self._read += len(line)
        return len(self._records) >= self.house.recorder.records

    def said(self, since=0):
        return said_among(self.records()[since:])

    def said_in_moments(self):
        return said_among(record for _, records, _ in self.moments for record in records)

    def length(self):
        return len(self.records())

    def moment(self, act=None):
        """What the clock's moment brings by itself, then what people do at it."""
        self._rest()
        self._cut(several=False)
        if act:
            act()
            self._rest()
            self._cut(several=True)

    def _rest(self):
        """Until nothing more belongs to this moment: letters that are due are away too."""
        self.house.settle()
        eventually(lambda: not self.house.query(
            "SELECT 1 FROM notification.intent WHERE state = 'sending'"
            " OR (state = 'queued' AND due_at <= %s) LIMIT 1", self.house.clock.now()),
            120, "every letter that is due to be away")
        self.house.settle()

    def _cut(self, several):
        records = self.records()
        told = sorted(records[self._seen:], key=lambda one: (one["time"], one["offset"]))
        self.moments.append((self.house.clock.now(), told, several))
        self._seen = len(records)

    def skip(self):
        """What was said meanwhile is not part of the log to hear again."""
        self._seen = self.length()


class Hearing:
    """Says a log to another house in which the reminder service lives alone."""

    def __init__(self, house):
        self.house = house
        self.topics = heard_topics()["reminder"]
        self.producer = Producer({"bootstrap.servers": house.brokers, "acks": "all",
                                  "enable.idempotence": True, "log_level": 2})

    def say(self, record):
        value = record["value"]
        self.producer.produce(
            record["topic"], key=record["key"], partition=record["partition"],
            value=value.encode() if value is not None else None,
            headers=[(name, text.encode()) for name, text in record["headers"].items()])

    def hear(self, moments):
        for at, records, one_by_one in moments:
            self.house.clock.set(at)
            self.house.settle()
            for record in records:
                if record["topic"] not in self.topics:
                    continue
                self.say(record)
                if one_by_one and len(records) < 200:
                    self.producer.flush(30)
                    self.house.settle()
            assert self.producer.flush(30) == 0
            self.house.settle()


def checksums(house, schema, but=()):
    """{table: its rows as one number}."""
    tables = [name for name, in house.query(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = %s ORDER BY 1", schema)]
    return {name: house.query(f"SELECT count(*), md5(string_agg(t::text, chr(10)"
                              f" ORDER BY t::text)) FROM {schema}.{name} t")[0]
            for name in tables if name not in but}


def forget_rows(house, schema):
    """As a service that starts for the first time: no row but that its tables were made."""
    tables = checksums(house, schema, but=("schema_version",))
    house.query("TRUNCATE " + ", ".join(f"{schema}.{name}" for name in tables)
                + " RESTART IDENTITY")


def decided(value):
    return json.loads(value)["decision"]
