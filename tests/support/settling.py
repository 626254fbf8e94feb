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


# What a service has still to do, the first of each kind: outbox rows, a timer that is due,
# how far it has heard. One question for all services: asking is most of what waiting costs.
BUSY = """
SELECT '{0}', (SELECT count(*) FROM {0}.outbox),
  (SELECT kind || ' ' || key FROM {0}.timer WHERE retry_at <= %(now)s LIMIT 1),
  (SELECT coalesce(json_agg(json_build_array(topic, partition, next)), '[]')
   FROM {0}.consumer_offset)"""


class Settling:
    def __init__(self, house):
        self.house = house
        self._ends = Ends(house.brokers)
        self._connection = None
        self._parts = {service: self._parts_of(addresses)
                       for service, addresses in heard_topics().items()
                       if service in house.services}
        self._heard = sorted({part for parts in self._parts.values() for part in parts})
        self._sql = " UNION ALL".join(BUSY.format(service) for service in self._parts)

    def close(self):
        self._ends.close()
        self._hang_up()

    def _hang_up(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def _parts_of(self, addresses):
        return [(name, number) for name, count in self.house.topics for number in range(count)
                if name not in UNKEPT and any(matches(name, one) for one in addresses)]

    def wait(self, deadline=300.0):
        state = {"before": None, "why": "not looked yet"}

        def at_rest():
            ends, state["why"] = self._look()
            same = not state["why"] and ends == state["before"]
            state["before"] = ends if not state["why"] else None
            return same

        eventually(at_rest, deadline, lambda: f"the house at rest: {state['why']}")

    def _look(self):
        """(ends of all partitions, what is still to do or "")."""
        ends = self._ends.of_all(self._heard)
        for service, waiting, timer, told in self._ask():
            why = self._service_busy(service, waiting, timer, told, ends)
            if why:
                return ends, f"{service}: {why}"
        return ends, ""

    def _ask(self):
        """On one connection, anew when the database went away meanwhile."""
        try:
            if not self._connection:
                self._connection = psycopg2.connect(self.house.conninfo("postgres"))
                self._connection.autocommit = True
            with self._connection.cursor() as cursor:
                cursor.execute(self._sql, {"now": self.house.clock.now()})
                return cursor.fetchall()
        except psycopg2.Error:
            self._hang_up()
            raise

    def _service_busy(self, service, waiting, timer, told, ends):
        if waiting:
            return f"{waiting} outbox rows"
        if timer:
            return f"timer {timer} is due"
        heard = {(topic, number): after for topic, number, after in told}
        behind = [f"{topic}[{number}] {heard.get((topic, number), 0)}/{ends[topic, number]}"
                  for topic, number in self._parts[service]
                  if heard.get((topic, number), 0) < ends[topic, number]]
        return f"behind on {', '.join(behind[:3])}" if behind else ""


def matches(name, address):
    """A topic's name against a channel's address, where {vendor} stands for one word."""
    head, brace, tail = address.partition("{vendor}")
    return name == address if not brace else name.startswith(head) and name.endswith(tail)
