# SPDX-License-Identifier: Apache-2.0
"""Stand-ins that take what the gate lets go, and remember what reached whom and when.

What reached somebody is what the stand-in had whole, also when its answer was lost. Of a
letter the moment counts at which the server was offered its text: from then on nothing of
ours can stop it.
"""
import random
import re
import socketserver
import threading
import time
from dataclasses import dataclass

REFUSED = 0.06
LOST = 0.02
INTENT = re.compile(rb"^Message-ID: <([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Arrival:
    intent: str
    channel: str
    at: float  # time.time()


class Arrivals:
    """Of all sinks together."""

    def __init__(self):
        self._lock = threading.Lock()
        self._list = []

    def add(self, intent, channel, at):
        with self._lock:
            self._list.append(Arrival(intent, channel, at))

    def all(self):
        with self._lock:
            return list(self._list)


class MailServer(socketserver.ThreadingTCPServer):
    """SMTP, as little of it as a sender needs; it refuses some and drops some lines."""
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 200

    def __init__(self, arrivals, seed):
        super().__init__(("127.0.0.1", 0), MailSession)
        self.arrivals = arrivals
        self.random = random.Random(seed)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """A killed sender's line breaks: that is what we are here for."""


class MailSession(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink")
        refused = False
        while line := self.rfile.readline(2000):
            word = line[:4].upper()
            if word in (b"EHLO", b"HELO"):
                self.say("250 sink")
            elif word == b"RCPT":
                refused = self.server.random.random() < REFUSED
                self.say("554 5.7.1 not this one" if refused else "250 ok")
            elif word == b"DATA" and refused:
                self.say("503 no recipient")
            elif word == b"DATA":
                if not self.take():
                    return
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self):
        offered = time.time()
        self.say("354 go on")
        text = bytearray()
        while (line := self.rfile.readline(2000)) != b".\r\n":
            if not line:
                return False  # it died before the end: nothing arrived
            text += line
        found = INTENT.search(text)
        assert found, text[:500]
        self.server.arrivals.add(found[1].decode(), "email", offered)
        if self.server.random.random() < LOST:
            return False  # taken, and the answer lost
        self.say("250 taken")
        return True


def text_rule(arrivals, seed):
    """For the stand-in of the text messages' provider: what it takes, it remembers."""
    chance = random.Random(seed)
    lock = threading.Lock()
    seen = set()

    def rule(message):
        offered = time.time()
        with lock:
            if message["id"] not in seen and chance.random() < REFUSED:
                return 422, {"code": "refused"}, 0
            # Its own key makes a repeat of the same message one message.
            if message["id"] not in seen:
                seen.add(message["id"])
                arrivals.add(message["id"], "sms", offered)
        return None

    return rule
