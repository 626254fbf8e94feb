# SPDX-License-Identifier: Apache-2.0
"""Services played by a test: it says their messages and answers the gateway's commands."""
import json
import threading

from confluent_kafka import Consumer


class Played:
    """A subclass names TYPES (message: parts of its key), TOPICS (of commands), and has a
    method `on_<command>` for each command it answers; those of REAL a service answers."""

    TYPES = {}
    TOPICS = ()
    REAL = frozenset()
    AWAITED = ("passport.state", "party.state", "fleet.state", "transfer.state")

    def __init__(self, house):
        self.house = house
        self.publisher = house.publisher("autoflex")
        self.said = {}
        self._told = []
        self.commands = []
        self.refuse = None
        self.silent = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._answer_commands, daemon=True)
        self._thread.start()

    def close(self):
        self._stop.set()
        self._thread.join(10)

    def say(self, kind, message, key=None, topic=None):
        """`message` None with a key is a tombstone."""
        key = key or "/".join(message[part] for part in self.TYPES[kind])
        headers = self.publisher.cloud_event()
        headers = [(n, v) for n, v in headers if n != "ce_type"] + [
            ("ce_type", f"nl.beurt.{kind}.v1")]
        value = json.dumps(message).encode() if message is not None else None
        self.publisher.put(key, value, headers, topic or f"{kind}.v1")
        self.publisher.flush()
        self.said[(kind, key)] = message
        if kind in self.AWAITED and message and threading.current_thread() is self._thread:
            self._told.append({"id": key, "version": message["version"]})

    def _answer_commands(self):
        consumer = Consumer({"bootstrap.servers": self.house.brokers,
                             "group.id": "players", "auto.offset.reset": "earliest",
                             "fetch.wait.max.ms": 5, "socket.nagle.disable": True,
                             "session.timeout.ms": 6000})
        consumer.subscribe(list(self.TOPICS))
        while not self._stop.is_set():
            record = consumer.poll(0.05)
            if record and not record.error():
                headers = dict(record.headers())
                self._take(headers["ce_type"].decode(), json.loads(record.value()))
        consumer.close()

    def _take(self, ce_type, command):
        name = ce_type.removeprefix("nl.beurt.").removesuffix(".v1").replace(".", "_")
        self.commands.append((name, command))
        if self.silent or name in self.REAL:
            return
        answer = {"command_id": command["command_id"], "dealer": command["dealer"],
                  "outcome": "ok"}
        if self.refuse:
            answer.update(self.refuse)
        else:
            self._told = []
            answer.update(getattr(self, f"on_{name}")(command))
            answer["states"] = self._told
        self.say("command.answered", answer, key=command["command_id"],
                 topic="gateway.reply.v1")
