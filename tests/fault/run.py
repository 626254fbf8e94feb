# SPDX-License-Identifier: Apache-2.0
"""Kills everything, again and again, and judges what is left: `make fault`.

Usage: run.py [--kills 500] [--seed N] [--broker kafka|embedded] [--bin DIR] [--out DIR]

Weeks pass on the garage's clock while invoices come in, advisers answer and mails go out;
in each stage of a week processes die at labelled places and at random moments, servers are
restarted and consumers frozen (schedule.py). After each week all is healed and drained,
and the checker reads every schema, every topic and the mail catcher. OUT/report.json tells
what was done and found; the exit code is 1 when any promise was broken. The seed is
printed first: --seed repeats the plan.
"""
import argparse
import datetime
import json
import pathlib
import secrets
import shutil
import sys
import time
from collections import Counter

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "support")]

import aggregates  # noqa: E402
import checker  # noqa: E402
import lanes  # noqa: E402
import schedule  # noqa: E402
from carriers import Carriers  # noqa: E402
from clock import AMSTERDAM  # noqa: E402
from contacting import Contacting  # noqa: E402
from evidence import OK, Evidence, read_tables, read_topics  # noqa: E402
from house import House  # noqa: E402
from load import Load  # noqa: E402
from polling import NotInTime, eventually  # noqa: E402
from registering import make_register  # noqa: E402
from riding import CARS, GARAGE, Riding, Stable  # noqa: E402
from world import DAY, PASSWORD, World, monday_of_week, seed_of  # noqa: E402

FIRST_MONDAY = datetime.date(2026, 11, 30)
CARS_EACH = 24  # a garage's cars that are due in one week's list
GUESTS_EACH = 16  # a garage's cars that are inspected in one week
LANES = 2 * len(schedule.SERVICES) + 1
ANSWERS_EACH = 3  # an adviser's, at least, in each week
ANSWER_SECONDS = 45
RATE = 12  # invoices a second
DRAIN_SECONDS = 150
# After the last list's Monday: letters are printed, posted, and written to once more; what
# waited a week for its turn leaves, and what nobody was called about is given up.
LAST_DAYS = (7, 8, 9, 14, 15, 25)
GATEWAY = {"BEURT_LOGINS_PER_MINUTE": "100000", "BEURT_PASSWORD_MEBIBYTES": "19"}
# A message on its way or due, one that the garage's own system is to get now, a job to print.
DUE = """
WITH at AS (SELECT %s::timestamptz AS now)
SELECT 1 FROM notification.intent, at WHERE state = 'sending'
	OR (state = 'queued' AND due_at <= now)
UNION ALL SELECT 1 FROM gateway.delivery JOIN gateway.connector USING (connector_id), at
	WHERE state = 'waiting' AND due_at <= now
	AND (paused_until IS NULL OR paused_until <= now)
	AND (claimed_until IS NULL OR claimed_until <= now)
UNION ALL SELECT 1 FROM notification.print_batch, at
	WHERE status = 'open' AND closes_at <= now OR status = 'ready' LIMIT 1"""
# The embedded broker knows no static members: who was killed comes back after a session.
EMBEDDED = {"BEURT_KAFKA": "fetch.wait.max.ms=5;socket.nagle.disable=true;"
                           "session.timeout.ms=4500;heartbeat.interval.ms=500"}


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


# Everybody may be reached in every way, and none too often.
CONTACTS = {"channel_order": ["push", "sms", "email", "letter", "card", "phone"],
            "cap_week": 2, "cap_month": 4, "cap_year": 12}


def settings_of(broker, register, carriers):
    common = EMBEDDED if broker == "embedded" else {}
    own = {"fleet": {"BEURT_REGISTER_URL": register.url}, **carriers}
    own["gateway"] = {**GATEWAY, **carriers["gateway"]}
    return {service: {**common, **own.get(service, {})} for service in schedule.SERVICES}


def make_seed(base_url):
    seed = seed_of(base_url)
    seed["dealers"] = [{**dealer, **CONTACTS} for dealer in seed["dealers"]]
    return seed


class Run:
    def __init__(self, options):
        self.options = options
        self.out = pathlib.Path(options.out).resolve()
        self.begun = time.monotonic()
        self.weeks = 0
        self.world = World(options.seed)
        self.evidence = Evidence()
        self.tally = lanes.Tally()
        self.findings = []
        self.employed = []
        self.house = self.load = self.dealer = None
        self.register = make_register()
        self.carriers = Carriers(lambda: self.house.clock.now(), self.out, self.evidence,
                                 options.seed)

    # --- life ---------------------------------------------------------------------------

    def play(self):
        whole = self.options.broker == "kafka"
        self.clean()
        self.house = House(self.out / "house", broker=self.options.broker, durable=whole,
                           binaries=self.options.bin,
                           settings=settings_of(self.options.broker, self.register,
                                                self.carriers.settings()))
        self.house.clock.set_local(f"{FIRST_MONDAY - DAY} 18:00:00")
        try:
            self.house.start()
            self.house.seed(make_seed(self.house.base_url))
            self.carriers.connect(self.house, self.house.portal("manager-4711", PASSWORD))
            self.house.settle()
            self.dealer = lanes.Dealer(self.house, self.tally, LANES)
            self.load = Load(self.house, self.world, self.evidence, RATE, self.options.seed)
            self.publish_history(0)
            self.load.go()
            self.let_ride()
            eventually(lambda: not self.load.publishing.waiting, 60, "history published")
            self.play_weeks()
        finally:
            if self.load:
                self.load.end()
            self.house.stop()
            if self.dealer:
                self.dealer.close()

    def let_ride(self):
        """People get their passports and passwords while nothing dies yet."""
        begun = time.monotonic()
        cars, invoices = self.world.ride_in(GARAGE, FIRST_MONDAY, CARS)
        self.load.publishing.waiting += invoices
        stable = Stable(self.house, cars, self.options.seed)
        stable.settle_in(self.carriers.pushes)
        self.load.add(Riding(stable, self.evidence, self.options.seed))
        self.load.add(Contacting(self.house, stable, self.carriers, self.evidence,
                                 self.options.seed))
        say(f"  passports in {time.monotonic() - begun:.1f} s")

    def clean(self):
        """Each run is from nothing."""
        House(self.out / "house", services=()).drop_postgres()
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)

    def play_weeks(self):
        """Until there were kills enough."""
        options = self.options
        for week in schedule.weeks(options.seed, options.kills, options.broker == "kafka"):
            self.play_week(week)
            if self.findings and not options.go_on:
                return
            if self.tally.kills >= options.kills:
                break
        self.send_last()

    def play_week(self, week):
        self.weeks += 1
        monday = monday_of_week(FIRST_MONDAY, week.number)
        self.employ(week.instances)
        self.publish_history(week.number + 1)
        self.load.go()
        for stage in week.stages:
            moment, begun = f"{monday + stage.day * DAY} {stage.time}", time.monotonic()
            self.dealer.deal(stage, lambda when=moment: self.go_to(when))
            say(f"  {stage.name}: {self.tally.kills} kills so far, "
                f"{time.monotonic() - begun:.1f} s")
            if stage.name == "answers":
                self.wait_for_answers()
        self.close_lists(monday + 6 * DAY)
        self.heal_and_check(f"week {self.weeks}")

    def go_to(self, moment):
        """Time runs on from there."""
        self.house.clock.set_local(moment)
        self.house.clock.run()

    def close_lists(self, sunday):
        """Past the deadline and the moments that answers on their way are given."""
        closed = datetime.datetime.combine(sunday, datetime.time(15, 0, 10), AMSTERDAM)
        if self.house.clock.now() < closed:
            self.house.clock.set(closed)

    def publish_history(self, number):
        """The cars that the list of that week will show."""
        monday = monday_of_week(FIRST_MONDAY, number)
        self.load.publishing.waiting += [*self.world.history(monday, CARS_EACH),
                                         *self.world.come_in(monday, GUESTS_EACH)]

    def wait_for_answers(self):
        """Every adviser gives some more answers, if there is time."""
        wanted = [one.given + ANSWERS_EACH for one in self.load.answering]
        try:
            eventually(lambda: all(one.given >= least or one.idle for one, least
                                   in zip(self.load.answering, wanted)), ANSWER_SECONDS)
        except NotInTime:
            say(f"  answers come slowly: {sum(one.given for one in self.load.answering)}")

    def send_last(self):
        """The messages of the last list leave, the last letters are printed and posted, what
        waited a week or for an answer ends; then the last look."""
        monday = monday_of_week(FIRST_MONDAY, self.weeks)
        for day in (0, 1, 2):
            self.go_to(f"{monday + day * DAY} 12:05:00")
        self.heal()
        for day in LAST_DAYS:
            self.go_to(f"{monday + day * DAY} 12:05:00")
            self.drain()
        self.evidence.over = True
        self.heal_and_check("end")

    def employ(self, instances):
        """As many instances as the week wants; the others leave as on a quiet day."""
        self.employed = [f"{service}-{number}" for service, count in instances.items()
                         for number in range(1, count + 1)]
        for name, program in self.house.programs.items():
            surplus = name.rsplit("-", 1)[0] in instances and name not in self.employed
            if surplus and program.is_running and program.stop():
                self.tally.ended(program)
        for name in self.employed:
            program = self.house.programs.get(name)
            if not program or not program.is_running:
                service, number = name.rsplit("-", 1)
                self.house.start_service(service, int(number))

    # --- judging ------------------------------------------------------------------------

    def heal_and_check(self, what):
        self.heal()
        evidence = self.evidence
        evidence.now = self.house.clock.now()
        evidence.topics = read_topics(self.house.brokers, self.house.topics)
        evidence.tables = read_tables(self.house.conninfo("postgres"), aggregates.tables())
        evidence.mails = self.house.mailbox.mails()
        found = checker.check(evidence)
        found += [checker.Finding("refused", "exits", text) for text in self.tally.exits]
        found += [checker.Finding("disagree", "answers", text) for text in self.load.wrong]
        found += [checker.Finding("refused", "register", text)
                  for text in sorted(set(self.register.problems))]
        found += [checker.Finding("refused", "carriers", text)
                  for text in self.carriers.problems]
        self.findings = found
        self.report(what)

    def heal(self):
        """Everything runs and has said and heard everything."""
        marks = [time.monotonic()]
        for name in self.employed:
            program = self.house.programs[name]
            if not program.is_running:
                self.tally.ended(program)
                program.start()
            program.wait_ready(60)
        marks.append(time.monotonic())
        self.load.rest()
        marks.append(time.monotonic())
        self.house.clock.stand()  # nothing more becomes due while it is looked at
        self.house.settle(DRAIN_SECONDS)
        eventually(self.load.operating.clear, DRAIN_SECONDS, "no poison left", every=1.0)
        self.drain()
        marks.append(time.monotonic())
        say("  ready {0:.1f} s, clients {1:.1f} s, drained {2:.1f} s".format(
            *(after - before for before, after in zip(marks, marks[1:]))))

    def drain(self):
        """Every message that is due has ended, was told of, and heard of."""
        eventually(self.nothing_due, DRAIN_SECONDS, "every message due has ended")
        eventually(self.carriers.texts.is_quiet, DRAIN_SECONDS, "every report is given")
        self.house.settle(DRAIN_SECONDS)
        self.carriers.printing.work()

    def nothing_due(self):
        return not self.house.query(DUE, self.house.clock.now())

    def report(self, what):
        facts = self.facts()
        (self.out / "report.json").write_text(json.dumps(facts, indent=1) + "\n")
        say(f"{what}: {facts['kills']} kills, {facts['restarts']} restarts, "
            f"{facts['pauses']} pauses, {facts['published']} published, "
            f"{facts['decisions']} decisions, {facts['mails']} mails, "
            f"{len(self.findings)} findings")
        for finding in self.findings[:20]:
            say(f"  {finding}")

    def facts(self):
        evidence, tally = self.evidence, self.tally
        intents = evidence.tables.get("notification.intent", ())
        outcomes = [one.outcome for one in evidence.published]
        answers = [one.outcome for one in evidence.decided]
        saves = [one.outcome for one in evidence.saved]
        return {
            "kills": tally.kills, "restarts": sum(tally.restarts.values()),
            "restarted": dict(tally.restarts), "pauses": tally.pauses,
            "published": len(outcomes), "acknowledged": outcomes.count(OK),
            "unknown": outcomes.count("info"), "decisions": len(answers),
            "decisions_acknowledged": answers.count(OK),
            "decisions_refused": answers.count("fail"),
            "decisions_unknown": answers.count("info"),
            "saves": len(saves), "saves_acknowledged": saves.count(OK),
            "versions": len(evidence.tables.get("inspection.form_version", ())),
            "followups": len(evidence.tables.get("reminder.followup", ())),
            "transfers": len(evidence.offered), "bookings": len(evidence.booked),
            "acceptances": sum(one.outcome == OK and one.status == "accepted"
                               for one in evidence.answered),
            "bookings_acknowledged": sum(one.outcome == OK for one in evidence.booked),
            **checker.counts(self.findings),
            "settings_changed": len(evidence.changed), "poison": len(evidence.planted),
            "proposals": len(evidence.tables.get("reminder.proposal", ())),
            "intents": len(intents),
            "uncertain": sum(row["state"] == "uncertain" for row in intents),
            "mails": len(evidence.mails), "asked": len(evidence.asked),
            "arrived": dict(Counter(one.channel for one in evidence.arrived)),
            "states": dict(Counter(row["state"] for row in intents)),
            "stops": sum(one.outcome == OK for one in evidence.opted),
            "calls": sum(one.outcome == OK for one in evidence.called),
            "sheets": sum(job.sheets for job in evidence.jobs),
            "records": sum(len(records) for records in evidence.topics.values()),
            "labels": dict(sorted(tally.labels.items())),
            "services": dict(sorted(tally.services.items())),
            "labels_not_passed": dict(sorted(tally.not_passed.items())),
            "weeks": self.weeks, "broker": self.options.broker,
            "random_seed": self.options.seed,
            "seconds": round(time.monotonic() - self.begun, 1),
            "findings": [{"kind": one.kind, "check": one.check, "text": one.text}
                         for one in self.findings[:1000]]}


def arguments(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    parser.add_argument("--bin", help="programs with crash points in them")
    parser.add_argument("--out", default=str(ROOT / "build" / "fault"))
    parser.add_argument("--go-on", action="store_true", help="also after a finding")
    options = parser.parse_args(argv)
    if options.seed is None:
        options.seed = secrets.randbelow(1_000_000)
    return options


def main(argv=None):
    options = arguments(argv)
    say(f"seed {options.seed}: {options.kills} kills on {options.broker}")
    run = Run(options)
    try:
        with run.register, run.carriers:
            run.play()
    except AssertionError as why:
        run.findings.append(checker.Finding("refused", "run", str(why)[:4000]))
        run.out.mkdir(parents=True, exist_ok=True)
        run.report("broken off")
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
