# SPDX-License-Identifier: Apache-2.0
"""Eight senders race for the same people while they are killed and people opt out.

Everything random follows from the seed but the timing; what must hold is judged from what
the stand-ins took, not from what the service says of itself: no person over the garage's
cap, no message twice, none after an opt-out was answered.
"""
import collections
import json
import random
import threading
import time
import uuid

import psycopg2

from polling import eventually

STARTS = "2026-11-30 10:00:00"  # a Monday, within the hours of mail and text messages
WORKERS = 8
PER_PERSON = 5
WEEK = 7 * 86400
# Code, cap of the week, cap of the month, order of channels.
GARAGES = (("NL-1", 1, 2, "email"), ("NL-2", 2, 3, "sms,email"), ("NL-3", 1, 2, "email,sms"),
           ("NL-4", 3, 3, "email"))
# What a killed sender had written to its line may be read after its death was noticed.
IN_THE_LINE = 3.0

FILL_GARAGE = """
INSERT INTO notification.garage (dealer, version, active, name, timezone, language, sender_name,
	sender_email, cap_week, cap_month, cap_year, holdout_per_mille, channel_order)
VALUES (%s, 1, true, 'Garage', 'Europe/Amsterdam', 'nl', 'Garage', 'balie@garage.example',
	%s, %s, 8, 0, %s)"""
FILL_PEOPLE = """
INSERT INTO notification.customer (dealer, customer_id, version, is_company, last_name, email,
	address_print, mobile, mobile_print, language, refuses, last_paid, erased)
SELECT %(dealer)s, md5(%(dealer)s || 'c' || n)::uuid, 1, false, 'Jansen',
	%(dealer)s || '-' || n || '@klant.example', md5(%(dealer)s || 'm' || n),
	'+316' || (10000000 + %(first)s + n), md5(%(dealer)s || 't' || n), 'nl', '',
	'2026-06-01', false
FROM generate_series(1, %(people)s) AS n"""
FILL_INTENTS = """
INSERT INTO notification.intent (intent_id, dealer, customer_id, vehicle_id, purpose,
	is_marketing, template, channel, channels, not_before, not_after, plate, reasons,
	reason_group, rank, due_at, requested_at)
SELECT md5(%(dealer)s || 'i' || n)::uuid, %(dealer)s,
	md5(%(dealer)s || 'c' || (1 + n %% %(people)s))::uuid, md5(%(dealer)s || 'v' || n)::uuid,
	'reminder', true, 'service', 'email', 'email,sms', s.starts,
	s.starts + interval '5 days', 'H-001-HB', 'periodic', NULL, 50 + (n %% 3) * 10, s.starts,
	%(now)s
FROM generate_series(1, %(intents)s) AS n, LATERAL (SELECT %(now)s::timestamptz
	+ make_interval(secs => %(spread)s * random()) AS starts) AS s"""
BUSY = """
SELECT count(*) FROM notification.intent
WHERE state = 'sending' OR (state = 'queued' AND due_at <= %s)"""
OVER_CAP = """
SELECT count(*) FROM notification.intent i JOIN notification.garage g USING (dealer)
WHERE i.contacted_at IS NOT NULL AND (SELECT count(*) FROM notification.intent x
	WHERE x.dealer = i.dealer AND x.customer_id = i.customer_id
	AND x.contacted_at > i.contacted_at - interval '7 days'
	AND x.contacted_at <= i.contacted_at) > g.cap_week"""


class Race:
    def __init__(self, house, arrivals, intents, seed):
        self.house = house
        self.arrivals = arrivals
        self.intents = intents
        self.random = random.Random(seed)
        self.publisher = house.publisher("autoflex")
        self.people = max(8, intents // PER_PERSON // len(GARAGES))
        self.spread = max(8.0, intents / 400)
        self.over = threading.Event()
        self.kills = []  # time.time()
        self.asked = {}  # command → customer
        self.answered = {}  # customer → time.time() at which the answer was seen
        self.phases = []

    # --- what there is ----------------------------------------------------------------

    def fill(self):
        now = self.house.clock.now()
        each = self.intents // len(GARAGES)
        for number, (dealer, week, month, order) in enumerate(GARAGES):
            facts = {"dealer": dealer, "people": self.people, "intents": each, "now": now,
                     "first": number * self.people, "spread": self.spread}
            self.run(FILL_GARAGE, (dealer, week, month, order))
            self.run(FILL_PEOPLE, facts)
            self.run(FILL_INTENTS, facts)
        self.run("ANALYZE")

    def run(self, sql, facts=None):
        with psycopg2.connect(self.house.conninfo("postgres")) as connection:
            connection.cursor().execute(sql, facts)

    def rows(self, sql, *args):
        return self.house.query(sql, *args)

    # --- what happens -----------------------------------------------------------------

    def kill_one(self):
        """SIGKILL, at any moment; the next one of that name starts at once. (Programs end with
        the thread that started them, so this is the main one.)"""
        time.sleep(self.random.uniform(0.3, 1.2))
        number = self.random.randint(1, WORKERS)
        program = self.house.programs[f"notification-{number}"]
        if program.is_running:
            program.kill()
            self.kills.append(time.time())
        self.house.start_service("notification", number)

    def opt_some_out(self):
        """One in ten, all along; the moment each answer was first seen is kept."""
        people = self.rows(
            "SELECT customer_id::text, dealer FROM notification.customer ORDER BY md5("
            "customer_id::text || 'x') LIMIT %s", max(8, self.people * len(GARAGES) // 10))
        pause = self.spread / len(people)
        for customer, dealer in people:
            if customer not in self.asked.values():
                self.opt_out(customer, dealer)
            self.note_answers()
            if self.over.wait(pause):
                break
        while not self.over.is_set():
            self.note_answers()

    def opt_out(self, customer, dealer):
        command = str(uuid.uuid4())
        value = {"command_id": command, "dealer": dealer, "actor": "balie", "action": "object",
                 "customer_id": customer,
                 "received_at": self.house.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        headers = [("ce_id", command), ("ce_source", "/beurt/gateway"),
                   ("ce_type", "nl.beurt.consent.change.v1"), ("ce_specversion", "1.0"),
                   ("ce_time", value["received_at"]), ("content-type", "application/json")]
        self.publisher.put(command, json.dumps(value).encode(), headers,
                           "notification.command.v1")
        self.publisher.flush()
        self.asked[command] = customer

    def note_answers(self):
        with psycopg2.connect(self.house.conninfo("postgres")) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT command_id FROM notification.command_outcome"
                           " WHERE outcome = 'ok' AND command_id = ANY(%s)",
                           ([command for command, customer in self.asked.items()
                             if customer not in self.answered],))
            now = time.time()
            for (command,) in cursor.fetchall():
                self.answered[self.asked[command]] = now

    def phase(self, deadline):
        """Until nothing that may leave now waits, in spite of all."""
        began = time.time()
        self.over.clear()
        citizens = threading.Thread(target=self.opt_some_out, daemon=True)
        citizens.start()
        while time.time() - began < self.spread or not self.is_quiet():
            assert time.time() - began < deadline, f"not done: {self.progress()}"
            self.kill_one()
        self.over.set()
        citizens.join(120)
        self.start_all()
        eventually(self.all_answered, 90, "every opt-out to be answered", 0.05)
        eventually(self.is_quiet, deadline, "what the last kill left to be ended", 0.2)
        self.phases.append((began, time.time()))

    def start_all(self):
        for number in range(1, WORKERS + 1):
            if not self.house.programs[f"notification-{number}"].is_running:
                self.house.start_service("notification", number)
            self.house.programs[f"notification-{number}"].wait_ready(60)

    def all_answered(self):
        self.note_answers()
        return len(self.answered) == len(self.asked)

    def is_quiet(self):
        return self.rows(BUSY, self.house.clock.now())[0][0] == 0

    def progress(self):
        return dict(self.rows("SELECT state || coalesce(' ' || reason, ''), count(*)"
                              " FROM notification.intent GROUP BY 1"))

    # --- what is left -----------------------------------------------------------------

    def verdict(self):
        """{promise: violations}; all zero when it was kept."""
        whose = {str(intent): (str(customer), dealer) for intent, customer, dealer in self.rows(
            "SELECT intent_id, customer_id, dealer FROM notification.intent")}
        arrivals = self.arrivals.all()
        return {"doubles": self.doubles(arrivals), "over_cap": self.over_cap(arrivals, whose),
                "over_cap_in_rows": self.rows(OVER_CAP)[0][0],
                "after_opt_out": self.after_opt_out(arrivals, whose),
                "unknown": sum(one.intent not in whose for one in arrivals)}

    @staticmethod
    def doubles(arrivals):
        copies = collections.Counter(one.intent for one in arrivals)
        return sum(count - 1 for count in copies.values())

    def over_cap(self, arrivals, whose):
        """In each phase the week's cap counts; the phases lie a week apart."""
        caps = {dealer: (week, month) for dealer, week, month, _order in GARAGES}
        month = collections.Counter(whose[one.intent] for one in arrivals)
        wrong = sum(max(0, count - caps[who[1]][1]) for who, count in month.items())
        for began, ended in self.phases:
            week = collections.Counter(whose[one.intent] for one in arrivals
                                       if began <= one.at <= ended)
            wrong += sum(max(0, count - caps[who[1]][0]) for who, count in week.items())
        return wrong

    def after_opt_out(self, arrivals, whose):
        wrong = 0
        for one in arrivals:
            answered = self.answered.get(whose[one.intent][0])
            if answered and one.at > answered and not self.was_in_the_line(one.at):
                wrong += 1
        return wrong

    def was_in_the_line(self, at):
        return any(kill <= at <= kill + IN_THE_LINE for kill in self.kills)
