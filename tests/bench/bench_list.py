# SPDX-License-Identifier: Apache-2.0
"""The weekly lists of garages with a million cars together.

Beside it: COPY of all that is known of those cars out of the database, and COPY of the
lines that came of it, and of what is said about them, back into tables with the same
indexes. Memory is the service's own peak.
"""
import time

import psycopg2
from facts import VENDOR
from house import House
from measure import Result, compare, say, wait_until

DEALERS = 400
CARS_EACH = 2500
CARS = DEALERS * CARS_EACH
ROUNDS = 3
MONDAY = "2026-11-23 00:04:00"
WEEK = "2026-W48"
INPUTS = ("vehicle", "customer", "visit", "plan")
RESULTS = ("proposal", "week", "outbox")
RELAY_LOCK = "hashtextextended('reminder/relay', 0)"
LARGE_SERVICE = 2  # bit of periodic_large in a visit's set of work

# Every car: three yearly services, the next ones spread over twenty weeks, so that one in
# twenty is due in the week the list is for: the yearly service and the steps of the APK
# give about that share. Cars that are overdue were on earlier lists.
FILL = f"""
SET synchronous_commit = off;
CREATE TEMP TABLE car AS SELECT i,
	'NL-' || lpad((1 + i / {CARS_EACH})::text, 4, '0') AS dealer,
	md5('v' || i)::uuid AS vehicle_id, md5('c' || i)::uuid AS customer_id,
	date '2026-11-30' + (i % 20) * 7 + i / 20 % 7 AS send_on
	FROM generate_series(0, {CARS} - 1) AS i;
INSERT INTO reminder.dealer SELECT DISTINCT dealer, 1, true, 'Europe/Amsterdam', 'yes',
	12, 15000, 60, 'send' FROM car;
INSERT INTO reminder.customer SELECT dealer, customer_id, 1, true, false, false FROM car;
INSERT INTO reminder.vehicle (dealer, vehicle_id, version, customer_id, plate, make, model)
	SELECT dealer, vehicle_id, 1, customer_id, 'P' || i, 'Volkswagen', 'Golf' FROM car;
INSERT INTO reminder.visit (dealer, visit_id, version, vehicle_id, visit_date, customer_id,
	odometer_km, work, customer_net_cents)
	SELECT dealer, md5(i || '/' || y)::uuid, 1, vehicle_id, send_on + 21 - 365 * y,
	customer_id, 100000 - y * 9000 + i % 900, {LARGE_SERVICE}, 24500
	FROM car, generate_series(1, 3) AS y;
INSERT INTO reminder.plan SELECT dealer, vehicle_id, 'service', 1, send_on + 21 - 365,
	send_on, send_on + 81 FROM car;
"""
INDEXES = ("visit_vehicle", "visit_customer", "vehicle_customer", "plan_send")
TIMERS = (f"INSERT INTO reminder.timer (kind, key, due, retry_at) SELECT 'week_generate',"
          f" dealer || '/{WEEK}/', %s, %s FROM reminder.dealer")


class Garages:
    def __init__(self, house, folder):
        self.house, self.folder = house, folder
        self.link = psycopg2.connect(house.conninfo("postgres"))
        self.link.autocommit = True
        self.cursor = self.link.cursor()

    def ask(self, sql, *args):
        self.cursor.execute(sql, args or None)
        return self.cursor.fetchall() if self.cursor.description else []

    def fill(self):
        """The indexes are made afterwards: quicker, and none of it is measured."""
        made = [self.ask("SELECT indexdef FROM pg_indexes WHERE schemaname = 'reminder'"
                         " AND indexname = %s", name)[0][0] for name in INDEXES]
        for name in INDEXES:
            self.ask(f"DROP INDEX reminder.{name}")
        self.ask(FILL)
        self.ask("RESET synchronous_commit")
        for definition in made:
            self.ask(definition)
        self.ask("VACUUM ANALYZE")

    def forget(self):
        """As it was before the list; what this Monday's timer finds."""
        self.ask("TRUNCATE reminder.proposal, reminder.week, reminder.outbox, reminder.timer")
        self.ask("CHECKPOINT")

    # --- ours -------------------------------------------------------------------------

    def generate(self):
        """(seconds, megabytes at most) from the due timers to the last list."""
        self.forget()
        program = self.house.start_service("reminder").wait_ready()
        now = self.house.clock.now()
        before = peak_megabytes(program.pid)
        began = time.monotonic()
        self.ask(TIMERS, now, now)
        wait_until(lambda: self.ask("SELECT count(*) = %s FROM reminder.week WHERE"
                                    " generated_at IS NOT NULL", DEALERS)[0][0],
                   300, "the lists", 0.02)
        took = time.monotonic() - began
        peak = peak_megabytes(program.pid)
        program.stop()
        lines = self.ask("SELECT count(*) FROM reminder.proposal")[0][0]
        assert lines >= CARS / 25, f"only {lines} lines of {CARS} cars"
        say(f"list: {lines} lines, {took:.1f} s, {peak:.0f} MB ({before:.0f} MB idle)")
        return took, peak

    # --- limit ------------------------------------------------------------------------

    def file(self, name):
        return self.folder / f"{name}.copy"

    def read_out(self, name, where=""):
        with open(self.file(name), "wb") as file:
            self.cursor.copy_expert(
                f"COPY (SELECT * FROM reminder.{name}{where}) TO STDOUT (FORMAT binary)",
                file, 1 << 20)

    def prepare_results(self):
        self.ask("DROP SCHEMA IF EXISTS bench CASCADE")
        self.ask("CREATE SCHEMA bench")
        for name in RESULTS:
            self.ask(f"CREATE TABLE bench.{name} (LIKE reminder.{name} INCLUDING ALL)")
            self.read_out(name)

    def copy_out(self):
        began = time.monotonic()
        for name in INPUTS:
            self.read_out(name)
        return time.monotonic() - began

    def copy_in(self):
        self.ask("TRUNCATE bench.proposal, bench.week, bench.outbox")
        self.ask("CHECKPOINT")
        began = time.monotonic()
        for name in RESULTS:
            with open(self.file(name), "rb") as file:
                self.cursor.copy_expert(f"COPY bench.{name} FROM STDIN (FORMAT binary)", file,
                                        1 << 20)
        return time.monotonic() - began


def peak_megabytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status
                    if line.startswith("VmHWM")) / 1024


def run(out, binaries):
    folder = out / "list"
    house = House(folder, broker="embedded", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("reminder",))
    house.drop_postgres()
    house.clock.set_local(MONDAY)
    house.start_postgres()
    house.start_broker()
    try:
        house.migrate()
        garages = Garages(house, folder)
        garages.fill()
        wait_until(lambda: garages.ask(f"SELECT pg_try_advisory_lock({RELAY_LOCK})")[0][0],
                   30, "the relay's lock")
        return measure(garages)
    finally:
        house.stop()
        house.drop_postgres()


def measure(garages):
    ours, peaks, limits = [], [], []
    for _ in range(ROUNDS):
        took, peak = garages.generate()
        if not ours:
            garages.prepare_results()
        copied_out, copied_in = garages.copy_out(), garages.copy_in()
        ours.append(took)
        peaks.append(peak)
        limits.append(copied_out + copied_in)
        say(f"list: COPY out {copied_out:.2f} s, in {copied_in:.2f} s")
    return [compare(f"weekly lists of {CARS:,} vehicles", "s", "s, COPY out and in", ours,
                    limits, "ratio <= 2"),
            Result("weekly lists, seconds in all", sorted(ours)[len(ours) // 2], "s", "", 0.0,
                   0.0, "value <= 10"),
            Result("weekly lists, peak memory", round(max(peaks), 1), "MB", "", 0.0, 0.0,
                   "value <= 150")]
