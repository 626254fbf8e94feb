# SPDX-License-Identifier: Apache-2.0
"""Tells when the house has come to rest: everything said has been heard by everybody.

At rest: no outbox row, no timer that is due, and every partition a service hears has been
heard to its end, twice in a row with nothing new in between. Who hears what comes from
proto/asyncapi.json.
"""
import json
import pathlib

import psycopg2

from ends import Ends
from polling import eventually

ASYNCAPI = pathlib.Path(__file__).resolve().parents[2] / "proto" / "asyncapi.json"
# Read by every gateway instance from its end on, without a position that is kept.
UNKEPT = {"gateway.reply.v1"}


def heard_topics():
    """{service: channel addresses it receives}."""
    document = json.loads(ASYNCAPI.read_text())
    heard = {}
    for operation in document["operations"].values():
        if operation["action"] != "receive":
            continue
        reference = operation["channel"]["$ref"].removeprefix("#/channels/")
        name = reference.replace("%7B", "{").replace("%7D", "}").replace("~1", "/")
        address = document["channels"][name]["address"]
        for tag in operation["tags"]:
            heard.setdefault(tag["name"], set()).add(address)
    return heard


class Settling:
    def __init__(self, house):
        self.house = house
        self._ends = Ends(house.brokers)
        self._parts = {service: self._parts_of(addresses)
                       for service, addresses in heard_topics().items()
                       if service in house.services}

    def close(self):
        self._ends.close()

    def _parts_of(self, addresses):
        return [(name, number) for name, count in self.house.topics for number in range(count)
                if name not in UNKEPT and any(matches(name, one) for one in addresses)]

    def wait(self, deadline=60.0):
        state = {"before": None, "why": "not looked yet"}

        def at_rest():
            ends, state["why"] = self._look()
            same = not state["why"] and ends == state["before"]
            state["before"] = ends if not state["why"] else None
            return same

        eventually(at_rest, deadline, lambda: f"the house at rest: {state['why']}", every=0.1)

    def _look(self):
        """(ends of all partitions, what is still to do or "")."""
        ends = {part: self._ends.of(*part) for parts in self._parts.values() for part in parts}
        with psycopg2.connect(self.house.conninfo("postgres")) as connection:
            with connection.cursor() as cursor:
                for service, parts in self._parts.items():
                    why = self._service_busy(cursor, service, parts, ends)
                    if why:
                        return ends, f"{service}: {why}"
        return ends, ""

    def _service_busy(self, cursor, service, parts, ends):
        cursor.execute(f"SELECT count(*) FROM {service}.outbox")
        waiting = cursor.fetchone()[0]
        if waiting:
            return f"{waiting} outbox rows"
        cursor.execute(f"SELECT kind, key FROM {service}.timer WHERE retry_at <= %s LIMIT 1",
                       (self.house.clock.now(),))
        due = cursor.fetchone()
        if due:
            return f"timer {due[0]} {due[1]} is due"
        cursor.execute(f"SELECT topic, partition, next FROM {service}.consumer_offset")
        heard = {(topic, partition): after for topic, partition, after in cursor.fetchall()}
        behind = [f"{topic}[{number}] {heard.get((topic, number), 0)}/{ends[topic, number]}"
                  for topic, number in parts
                  if heard.get((topic, number), 0) < ends[topic, number]]
        return f"behind on {', '.join(behind[:3])}" if behind else ""


def matches(name, address):
    """A topic's name against a channel's address, where {vendor} stands for one word."""
    head, brace, tail = address.partition("{vendor}")
    return name == address if not brace else name.startswith(head) and name.endswith(tail)
