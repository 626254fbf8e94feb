# SPDX-License-Identifier: Apache-2.0
"""Invoices from a filled topic into all tables of the invoice service, exactly once.

Beside it, in every round: COPY of exactly the rows that came of them, and of what is to be
said, into tables with the same indexes over one connection; parsing the same documents on
one core; and librdkafka consuming the same topic and dropping what it gets. The limit is
the slower of COPY and parsing.

The relay is held back while invoices are taken in, so that what is to be said stays in the
outbox and can be copied; a last round lets it publish at the same time.
"""
import statistics
import subprocess
import time

import psycopg2
from facts import DAY, VENDOR, Bus, dealer_code, dealer_state, invoices
from house import House
from measure import Result, compare, say, wait_until

INVOICES = 60_000
DEALERS = 20
ROUNDS = 3
TOPIC = f"ingress.invoice.{VENDOR}.v1"
KEPT = ("schema_version", "consumer_offset", "dealer")
RELAY_LOCK = "hashtextextended('invoice/relay', 0)"


class Intake:
    def __init__(self, house, out, programs):
        self.house, self.out, self.programs = house, out, programs
        self.link = psycopg2.connect(house.conninfo("postgres"))
        self.link.autocommit = True
        self.cursor = self.link.cursor()

    def ask(self, sql, *args):
        self.cursor.execute(sql, args or None)
        return self.cursor.fetchall() if self.cursor.description else []

    def hold_relay(self):
        wait_until(lambda: self.ask(f"SELECT pg_try_advisory_lock({RELAY_LOCK})")[0][0], 30,
                   "the relay's lock")

    # --- filling ----------------------------------------------------------------------

    def fill(self):
        """The topic, and the same documents in a file, one a line."""
        publisher = self.house.publisher(VENDOR, **{"linger.ms": 20})
        bus = Bus(publisher)
        for number in range(1, DEALERS + 1):
            bus.say("dealer.state", dealer_code(number), dealer_state(number))
        bus.flush()
        self.house.start_service("invoice").wait_ready()
        wait_until(lambda: self.ask("SELECT count(*) = %s FROM invoice.dealer", DEALERS)[0][0],
                   30, "the garages")
        self.house.programs["invoice-1"].stop()
        today = self.house.clock.now().date()
        with open(self.out / "invoices.jsonl", "wb") as lines:
            for key, text in invoices(INVOICES, DEALERS, today - 3 * DAY):
                publisher.put(key, text.encode())  # a DMS knows no envelope
                lines.write(text.encode() + b"\n")
        publisher.flush(120)

    def tables(self):
        return [name for (name,) in self.ask(
            "SELECT relname FROM pg_class WHERE relnamespace = 'invoice'::regnamespace"
            " AND relkind = 'r' ORDER BY relname") if name not in KEPT]

    def forget(self):
        self.ask("TRUNCATE " + ", ".join(f"invoice.{name}" for name in self.tables()))
        self.ask("DELETE FROM invoice.consumer_offset WHERE topic = %s", TOPIC)
        self.ask("CHECKPOINT")

    # --- ours -------------------------------------------------------------------------

    def heard(self):
        return int(self.ask("SELECT coalesce(sum(next), 0) FROM invoice.consumer_offset"
                            " WHERE topic = %s", TOPIC)[0][0])

    def take_in(self):
        """Invoices a second, from the first commit to the last."""
        self.forget()
        program = self.house.start_service("invoice")
        first = wait_until(self.heard, 60, "the first invoices", 0.002)
        began = time.monotonic()
        wait_until(lambda: self.heard() == INVOICES, 240, "the last invoice", 0.01)
        took = time.monotonic() - began
        program.stop()
        kept = self.ask("SELECT count(*) FROM invoice.invoice")[0][0]
        assert kept == INVOICES, f"{kept} of {INVOICES} invoices were kept"
        return (INVOICES - first) / took

    # --- limits -----------------------------------------------------------------------

    def dump(self):
        """The rows as COPY's binary files; tables beside them with the same indexes."""
        self.ask("DROP SCHEMA IF EXISTS bench CASCADE")
        self.ask("CREATE SCHEMA bench")
        for name in self.tables():
            self.ask(f"CREATE TABLE bench.{name} (LIKE invoice.{name} INCLUDING ALL)")
            with open(self.out / f"{name}.copy", "wb") as file:
                self.cursor.copy_expert(
                    f"COPY invoice.{name} TO STDOUT (FORMAT binary)", file, 1 << 20)
        counts = {name: self.ask(f"SELECT count(*) FROM invoice.{name}")[0][0]
                  for name in self.tables()}
        say("intake: rows " + ", ".join(f"{name} {n}" for name, n in counts.items() if n))

    def copy(self):
        """Invoices' worth of rows a second."""
        names = self.tables()
        self.ask("TRUNCATE " + ", ".join(f"bench.{name}" for name in names))
        self.ask("CHECKPOINT")
        began = time.monotonic()
        self.ask("BEGIN")
        for name in names:
            with open(self.out / f"{name}.copy", "rb") as file:
                self.cursor.copy_expert(f"COPY bench.{name} FROM STDIN (FORMAT binary)",
                                        file, 1 << 20)
        self.ask("COMMIT")
        return INVOICES / (time.monotonic() - began)

    def program(self, name, *argv):
        text = subprocess.run([self.programs / name, *map(str, argv)], capture_output=True,
                              text=True, check=True, timeout=120).stdout
        return [INVOICES / float(word) for word in text.split()]

    def round(self):
        ours = self.take_in()
        if not (self.out / "invoice.copy").exists():
            self.dump()
        return (ours, self.copy(), *self.program("bare_parse", self.out / "invoices.jsonl"),
                *self.program("bare_consume", self.house.brokers, TOPIC, INVOICES))


def run(out, binaries):
    folder = out / "intake"
    house = House(folder, broker="kafka", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("invoice",))
    house.drop_postgres()
    house.start_postgres()
    house.start_broker()
    try:
        house.migrate()
        for old in folder.glob("*.copy"):
            old.unlink()
        intake = Intake(house, folder, binaries.parent / "bench")
        intake.forget()
        intake.fill()
        intake.hold_relay()
        return measure(intake)
    finally:
        house.stop()
        house.drop_postgres()


def measure(intake):
    rounds = []
    for _ in range(ROUNDS):
        rounds.append(intake.round())
        say("intake: {:.0f} a second; COPY {:.0f}, parsing {:.0f} (jansson {:.0f}),"
            " consuming {:.0f}".format(*rounds[-1]))
    intake.ask(f"SELECT pg_advisory_unlock({RELAY_LOCK})")
    publishing = intake.take_in()
    ours, copies, tables, jansson, consumed = zip(*rounds)
    parsed = jansson if statistics.median(jansson) > statistics.median(tables) else tables
    slower = min((copies, parsed), key=statistics.median)
    limit = "COPY of the same rows" if slower is copies else "parsing"
    return [
        compare("invoices taken in, exactly once", "invoices/s", f"invoices/s, {limit}",
                ours, slower, "ratio >= 0.5"),
        compare("invoices taken in beside bare consumption", "invoices/s",
                "invoices/s, librdkafka", ours, consumed),
        compare("documents read by the contract's tables", "documents/s",
                "documents/s, jansson", tables, jansson),
        Result("invoices taken in while publishing", round(publishing, 1), "invoices/s",
               "invoices/s, outbox held", round(statistics.median(ours), 1),
               round(publishing / statistics.median(ours), 3))]
