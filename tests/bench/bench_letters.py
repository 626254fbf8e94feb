# SPDX-License-Identifier: Apache-2.0
"""Letters a second: judged, written, claimed, handed to SMTP and recorded, at most once.

Both sides hand the same number of letters of the same size to a smtp-sink of Postfix over
as many sessions that stay open; smtp-source remembers nothing.
"""
import datetime
import random
import subprocess
import time

from facts import (VENDOR, Bus, customer_state, dealer_code, dealer_state, garage_of, named)
from house import House
from measure import compare, say, wait_until
from ports import free_port

LETTERS = 6000
DEALERS = 10
ROUNDS = 3
SESSIONS = 8  # senders × connections of each
MORNING = "2026-11-30 09:00:00"


class Postfix:
    """Postfix's tools, unpacked from its Debian package and never installed."""

    def __init__(self, folder):
        self.root = folder / "postfix"
        if not (self.root / "usr/sbin/smtp-sink").exists():
            self.unpack(folder)
        self.env = {"LD_LIBRARY_PATH": str(self.root / "usr/lib/postfix"), "PATH": "/usr/bin"}

    def unpack(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", "postfix"], cwd=folder, check=True,
                       timeout=120, stderr=subprocess.DEVNULL)
        package = max(folder.glob("postfix_*.deb"))
        subprocess.run(["dpkg", "-x", package, self.root], check=True, timeout=60)

    def start_sink(self):
        port = free_port()
        sink = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", self.root / "usr/sbin/smtp-sink", "-u", "nobody",
             f"127.0.0.1:{port}", "1000"], env=self.env, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        assert sink.poll() is None, "smtp-sink ended"
        return sink, port

    def source(self, port, letters, size):
        """Letters a second."""
        began = time.monotonic()
        subprocess.run([self.root / "usr/sbin/smtp-source", "-d", "-s", str(SESSIONS), "-m",
                        str(letters), "-l", str(size), "-f", "werkplaats@garage.example",
                        "-t", "klant@klant.example", f"127.0.0.1:{port}"], env=self.env,
                       check=True, timeout=120)
        return letters / (time.monotonic() - began)


def say_people(bus, rng, today):
    for number in range(1, DEALERS + 1):
        bus.say("dealer.state", dealer_code(number), dealer_state(number))
    for number in range(LETTERS * ROUNDS):
        dealer = dealer_code(1 + number % DEALERS)
        customer = customer_state(rng, dealer, number, garage_of(1), today)
        bus.say("customer.state", f"{dealer}/{customer['customer_id']}", customer)
    bus.flush()


def ask_letters(bus, turn, clock):
    """Requests of one round: they may leave from an hour after now."""
    opens = clock.now() + datetime.timedelta(hours=1)
    closes = opens + datetime.timedelta(days=2)
    for number in range(turn * LETTERS, (turn + 1) * LETTERS):
        dealer = dealer_code(1 + number % DEALERS)
        customer = named("customer", dealer, number)
        bus.say("notification.requested", f"{dealer}/{customer}", {
            "intent_id": named("intent", dealer, number), "dealer": dealer,
            "customer_id": customer, "vehicle_id": named("vehicle", dealer, number),
            "proposal_id": named("proposal", dealer, number), "purpose": "reminder",
            "message_class": "marketing", "template": "reminder_service",
            "channel": "email", "language": "nl",
            "not_before": opens.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "not_after": closes.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "params": {"plate": "H00HZB", "make": "Volkswagen", "model": "Golf",
                       "reason_kinds": ["periodic"], "due_date": "2027-01-18"}})
    bus.flush()


def count(house, state):
    return house.query("SELECT count(*) FROM notification.intent WHERE state = %s", state)[0][0]


def send_round(house, bus, turn):
    """Letters a second, from the moment they may leave to the last recorded result."""
    before = count(house, "sent")
    ask_letters(bus, turn, house.clock)
    wait_until(lambda: count(house, "queued") == LETTERS, 120, "the requests", 0.1)
    house.clock.step(minutes=65)
    began = time.monotonic()
    wait_until(lambda: count(house, "queued") + count(house, "sending") == 0, 180,
               "the letters", 0.05)
    took = time.monotonic() - began
    sent = count(house, "sent") - before
    assert sent == LETTERS, f"{sent} of {LETTERS} letters were sent"
    return LETTERS / took


def run(out, binaries):
    postfix = Postfix(out)
    sink, port = postfix.start_sink()
    house = House(out / "letters", broker="kafka", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("notification",), settings={"notification": {
                      "BEURT_SMTP_URL": f"smtp://127.0.0.1:{port}", "BEURT_SMTP_TLS": "none",
                      "BEURT_SENDERS": "2", "BEURT_SMTP_CONNECTIONS": str(SESSIONS // 2)}})
    house.drop_postgres()
    house.clock.set_local(MORNING)
    try:
        with house:
            return measure(house, postfix, port)
    finally:
        sink.terminate()
        sink.wait(10)


def measure(house, postfix, port):
    bus = Bus(house.publisher(VENDOR))
    today = house.clock.now().date()
    say_people(bus, random.Random(5), today)
    wait_until(lambda: house.query("SELECT count(*) FROM notification.customer")[0][0]
               == LETTERS * ROUNDS, 180, "the customers", 0.2)
    house.query("ANALYZE")
    size = 6000
    ours, source = [], []
    for turn in range(ROUNDS):
        source.append(postfix.source(port, LETTERS, size))
        ours.append(send_round(house, bus, turn))
        say(f"letters: {ours[-1]:.0f} a second beside {source[-1]:.0f}")
    return [compare("letters with durable intent and result", "letters/s",
                    f"letters/s, smtp-source, {SESSIONS} sessions", ours, source,
                    "ratio >= 0.7")]
