# SPDX-License-Identifier: Apache-2.0
"""A campaign over the customers of one garage that has a million of them.

The count is asked as the portal asks it, and answers counted or as an estimate; the release
goes from approval to the last request in the outbox, with the service's own memory at the
start, at a tenth of the way, at its peak and at the end. Beside it stands COPY of the same
members and requests into tables with the same indexes. As the machine may be busy with other
work, what each cost of the processors is told too. Everybody has a car, two visits, a consent
that was told, a row in the vehicle register and a message of two months ago. Postgres has 2 GB
of buffers, as one with a million customers would.
"""
import json
import os
import pathlib
import statistics
import time
import uuid

import psycopg2
from facts import VENDOR
from house import House
from measure import Result, say, wait_until

CUSTOMERS = 1_000_000
COUNTS = 15
ROUNDS = 3
BUFFERS = "2GB"
NOW = "2026-11-23 09:00:00"
DEALER = "NL-1"
RELAY_LOCK = "hashtextextended('reminder/relay', 0)"
TABLES = ("campaign_member", "outbox")
ACTOR = {"dealer": DEALER, "actor": "bench", "received_at": "2026-11-23T08:00:00Z"}
LOST = json.dumps({"all": [
    {"field": "history.last_visit", "operator": "longer_ago", "value": 18},
    {"any": [{"field": "car.age", "operator": "at_least", "value": 4},
             {"field": "value.spent", "operator": "at_least", "value": 500, "months": 48}]}]})
PLAN = {"name": "Iedereen", "kind": "promotion", "selection": '{"all":[]}', "mode": "dynamic",
        "channels": ["email"], "from_hour": 0, "until_hour": 24,
        "variants": [{"code": code, "texts": [
            {"language": "nl", "subject": f"Versie {code}",
             "text": "Wij kijken uw {auto} graag weer eens na."}]} for code in "AB"]}

# Every customer one car and two visits; one in two has not been for 18 months.
FILL = """
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
INSERT INTO reminder.dealer (dealer, version, active, timezone, default_periodic,
	untouched_policy) VALUES (%(dealer)s, 1, true, 'Europe/Amsterdam', 'no', 'send');
CREATE TEMP TABLE person AS SELECT i, md5('c' || i)::uuid AS customer_id,
	md5('v' || i)::uuid AS vehicle_id FROM generate_series(1, %(customers)s) AS i;
INSERT INTO reminder.customer (dealer, customer_id, version, has_email, no_email, erased)
	SELECT %(dealer)s, customer_id, 1, true, false, false FROM person;
INSERT INTO reminder.vehicle (dealer, vehicle_id, version, customer_id, plate, make, model,
	first_admission) SELECT %(dealer)s, vehicle_id, 1, customer_id, 'P' || i, 'Volkswagen',
	'Golf', date '2012-01-01' + i %% 5000 FROM person;
INSERT INTO reminder.visit (dealer, visit_id, version, vehicle_id, visit_date, customer_id,
	odometer_km, work, customer_net_cents)
	SELECT %(dealer)s, md5(i || '/' || y)::uuid, 1, vehicle_id,
	date '2026-11-01' - i %% 1000 - 365 * y, customer_id, 90000, 2, 24500
	FROM person, generate_series(0, 1) AS y;
INSERT INTO reminder.consent (dealer, customer_id, version, withdrawn, bounces, reach_mask)
	SELECT %(dealer)s, customer_id, 1, false, false, 1 FROM person;
INSERT INTO reminder.register (plate, version, checked_on, exported, fuel)
	SELECT 'P' || i, 1, date '2026-11-20', false, 1 FROM person;
INSERT INTO reminder.contacted (dealer, intent_id, customer_id, at)
	SELECT %(dealer)s, md5('i' || i)::uuid, customer_id, timestamptz '2026-09-20' FROM person;
"""
FILLED = ("customer", "vehicle", "visit", "consent", "register", "contacted")


class Garage:
    def __init__(self, house):
        self.house = house
        self.link = psycopg2.connect(house.conninfo("postgres"))
        self.link.autocommit = True
        self.cursor = self.link.cursor()

    def ask(self, sql, *args):
        self.cursor.execute(sql, args[0] if args and isinstance(args[0], dict)
                            else args or None)
        return self.cursor.fetchall() if self.cursor.description else []

    def fill(self, customers):
        """Indexes and keys are made afterwards: quicker, and none of it is measured."""
        began = time.monotonic()
        keys = self.ask("SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)"
                        " FROM pg_constraint WHERE contype = 'p' AND conrelid::regclass::text"
                        " = ANY(%s)", [f"reminder.{name}" for name in FILLED])
        for table, name, _ in keys:
            self.ask(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        others = self.ask("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname ="
                          " 'reminder' AND tablename = ANY(%s)", list(FILLED))
        for name, _ in others:
            self.ask(f"DROP INDEX reminder.{name}")
        self.ask(FILL, {"dealer": DEALER, "customers": customers})
        for table, name, definition in keys:
            self.ask(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for _, definition in others:
            self.ask(definition)
        self.ask("RESET ALL")
        self.ask("VACUUM ANALYZE")
        say(f"campaign: {customers} customers made in {time.monotonic() - began:.0f} s")

    def put_question(self, name, **asked):
        """As the service keeps it once it has heard it."""
        command = str(uuid.uuid4())
        now = self.house.clock.now()
        self.ask("INSERT INTO reminder.campaign_question VALUES (%s, %s, %s)", command, name,
                 json.dumps({"command_id": command, **ACTOR, **asked}))
        self.ask("INSERT INTO reminder.timer (kind, key, due, retry_at)"
                 " VALUES ('campaign_ask', %s, %s, %s)", f"{DEALER}/-/{command}", now, now)
        return command

    def answer(self, command, deadline):
        found = wait_until(lambda: self.ask(
            "SELECT value FROM reminder.outbox WHERE key = %s", command),
            deadline, "an answer", 0.005)
        return json.loads(found[0][0])

    def count(self):
        began = time.monotonic()
        command = self.put_question("campaign.count", selection=LOST, kind="promotion",
                                    channels=["email"])
        answer = self.answer(command, 30)
        took = time.monotonic() - began
        self.ask("TRUNCATE reminder.outbox")
        return took, json.loads(answer["result"])

    def begin(self):
        campaign = str(uuid.uuid4())
        at = "2026-11-23T08:00:00Z"
        state = {"dealer": DEALER, "campaign_id": campaign, "version": 1, "status": "approved",
                 "plan": PLAN, "created_by": "a", "created_at": at, "changed_by": "a",
                 "changed_at": at, "counts": {name: 0 for name in (
                     "chosen", "waiting", "sent", "held_out", "left_out", "failed", "visited")}}
        self.ask("INSERT INTO reminder.campaign (dealer, campaign_id, version, status, state,"
                 " phase) VALUES (%s, %s, 1, 'approved', %s, 'release')", DEALER, campaign,
                 json.dumps(state))
        now = self.house.clock.now()
        self.ask("INSERT INTO reminder.timer (kind, key, due, retry_at)"
                 " VALUES ('campaign_run', %s, %s, %s)", f"{DEALER}/-/{campaign}", now, now)
        return campaign

    def reached(self, campaign, share):
        """How far it is, by the ids of the customers its lanes last looked at."""
        if self.ask("SELECT phase FROM reminder.campaign WHERE campaign_id = %s",
                    campaign)[0][0] == "":
            return True
        cursors = self.ask("SELECT coalesce(cursor::text, '0') FROM reminder.campaign_lane"
                           " WHERE campaign_id = %s", campaign)
        first = min((int(cursor.replace("-", ""), 16) for cursor, in cursors), default=0)
        return first / 2 ** 127 >= share < 1


def megabytes(pid, what="VmRSS"):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status
                    if line.startswith(what)) / 1024


def fields_of(stat):
    return stat.read_text().rpartition(")")[2].split()


def processor_seconds(pid):
    """Of a process and its children, also those that have ended."""
    ticks = sum(map(int, fields_of(pathlib.Path(f"/proc/{pid}/stat"))[11:15]))
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = fields_of(stat)
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == pid:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Spent:
    """Seconds since it was made: by the clock, and of the processors by process."""

    def __init__(self, *pids):
        self.pids, self.began = pids, time.monotonic()
        self.before = [processor_seconds(pid) for pid in pids]

    def seconds(self):
        return time.monotonic() - self.began

    def micros_each(self, rows):
        return [round((processor_seconds(pid) - before) * 1e6 / rows, 1)
                for pid, before in zip(self.pids, self.before)]


def postmaster(house):
    home = dict(part.split("=", 1) for part in house.conninfo("postgres").split())["host"]
    return int((pathlib.Path(home) / "cluster/postmaster.pid").read_text().split()[0])


class Copy:
    """What the release wrote, once more, into tables with the same indexes."""

    def __init__(self, garage, folder):
        self.garage = garage
        self.files = {name: folder / f"{name}.copy" for name in TABLES}
        garage.ask("DROP SCHEMA IF EXISTS bench CASCADE")
        garage.ask("CREATE SCHEMA bench")
        for name, file in self.files.items():
            garage.ask(f"CREATE TABLE bench.{name} (LIKE reminder.{name} INCLUDING ALL)")
            with open(file, "wb") as out:
                garage.cursor.copy_expert(f"COPY reminder.{name} TO STDOUT (FORMAT binary)",
                                          out, 1 << 20)

    def again(self):
        """(seconds, microseconds of Postgres' processor a pair of rows)"""
        self.garage.ask("TRUNCATE " + ", ".join(f"bench.{name}" for name in TABLES))
        self.garage.ask("CHECKPOINT")
        spent = Spent(postmaster(self.garage.house))
        for name, file in self.files.items():
            with open(file, "rb") as back:
                self.garage.cursor.copy_expert(
                    f"COPY bench.{name} FROM STDIN (FORMAT binary)", back, 1 << 20)
        return spent.seconds(), *spent.micros_each(CUSTOMERS)


def release(garage, program):
    start = megabytes(program.pid)
    spent = Spent(program.pid, postmaster(garage.house))
    campaign = garage.begin()
    wait_until(lambda: garage.reached(campaign, 0.1), 600, "a tenth", 0.1)
    early = megabytes(program.pid)
    wait_until(lambda: garage.reached(campaign, 1), 3600, "the last request", 0.1)
    took, (ours, theirs) = spent.seconds(), spent.micros_each(CUSTOMERS)
    members = garage.ask("SELECT count(*) FROM reminder.campaign_member")[0][0]
    assert members == CUSTOMERS, f"only {members} members"
    requests = garage.ask("SELECT count(*), count(DISTINCT key) FROM reminder.outbox"
                          " WHERE record_type LIKE %s", "%notification.requested%")[0]
    assert requests == (CUSTOMERS, CUSTOMERS), f"{requests} requests"
    say(f"campaign: {CUSTOMERS} requests in {took:.0f} s; {ours} us of the service's and"
        f" {theirs} us of Postgres' processor each; {start:.0f} MB before, {early:.0f} at a"
        f" tenth, {megabytes(program.pid, 'VmHWM'):.0f} at most,"
        f" {megabytes(program.pid):.0f} at the end; load {os.getloadavg()[0]:.1f}")
    return took, early, megabytes(program.pid, "VmHWM"), ours + theirs


def measure(garage, program, folder):
    counts = [garage.count() for _ in range(COUNTS)]
    slowest = max(took for took, _ in counts)
    funnel = counts[-1][1]
    say(f"campaign: count {slowest:.2f} s at most, {funnel['matched']} people,"
        f" estimated: {funnel['estimated']}; load {os.getloadavg()[0]:.1f}")
    took, early, peak, micros = release(garage, program)
    copy = Copy(garage, folder)
    copies = [copy.again() for _ in range(ROUNDS)]
    copied, copied_micros = (statistics.median(column) for column in zip(*copies))
    say(f"campaign: COPY {copied:.1f} s, {copied_micros:.1f} us of Postgres' processor each;"
        f" load {os.getloadavg()[0]:.1f}")
    return [Result(f"count over {CUSTOMERS:,} customers, slowest of {COUNTS}",
                   round(slowest, 3), "s", "", 0.0, 0.0, "value <= 2"),
            Result(f"campaign to {CUSTOMERS:,} people", round(CUSTOMERS / took), "requests/s",
                   "rows/s, COPY of members and requests", round(CUSTOMERS / copied),
                   round(copied / took, 3), "ratio >= 0.3"),
            Result("campaign, processor a request", round(micros, 1), "us",
                   "us, COPY of its rows", round(copied_micros, 1),
                   round(micros / copied_micros, 2)),
            Result("campaign, peak memory over that at a tenth", round(peak / early, 2), "",
                   "", 0.0, 0.0, "value <= 1.5"),
            Result("campaign, peak memory", round(peak, 1), "MB",
                   "MB, listmonk's own figure for 7 million mails", 57, round(peak / 57, 2),
                   "ratio <= 1")]


def run(out, binaries):
    folder = out / "campaign"
    house = House(folder, broker="embedded", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("reminder",))
    house.drop_postgres()
    house.clock.set_local(NOW)
    house.start_postgres()
    house.start_broker()
    try:
        house.migrate()
        Garage(house).ask(f"ALTER SYSTEM SET shared_buffers = '{BUFFERS}'")
        house.stop_postgres()
        house.start_postgres()
        garage = Garage(house)
        garage.fill(CUSTOMERS)
        wait_until(lambda: garage.ask(f"SELECT pg_try_advisory_lock({RELAY_LOCK})")[0][0],
                   30, "the relay's lock")
        program = house.start_service("reminder").wait_ready()
        results = measure(garage, program, folder)
        program.stop()
        return results
    finally:
        house.stop()
        house.drop_postgres()
