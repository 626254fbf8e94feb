# SPDX-License-Identifier: Apache-2.0
"""Contacts judged a second: picked, persons locked, facts read, judged, row and outcome written.

All of them are withdrawn, so none leaves and what is measured is the gate alone. Its limit
is what Postgres takes of the same rows over as many connections in batches of the same
size: pick and lock them, change them, and write a row beside each.
"""
import datetime
import threading
import time

import psycopg2

from facts import VENDOR
from house import House
from measure import compare, say, wait_until

CONTACTS = 20000
DEALERS = 10
ROUNDS = 3
BATCH = 500
SENDERS = 2
MORNING = "2026-11-30 10:00:00"

GARAGES = """
INSERT INTO notification.garage (dealer, version, active, name, timezone, language, sender_name,
	sender_email, holdout_per_mille)
SELECT 'NL-' || n, 1, true, 'Garage', 'Europe/Amsterdam', 'nl', 'Garage', 'balie@garage.example', 0
FROM generate_series(1, %(dealers)s) AS n"""
PEOPLE = """
INSERT INTO notification.customer (dealer, customer_id, version, is_company, last_name, email,
	address_print, language, refuses, last_paid, erased)
SELECT 'NL-' || (1 + n %% %(dealers)s), md5('c' || n)::uuid, 1, false, 'Jansen',
	n || '@klant.example', md5('p' || n), 'nl', '', '2026-06-01', false
FROM generate_series(1, %(contacts)s) AS n"""
CONTACTS_OF_TURN = """
INSERT INTO notification.intent (intent_id, dealer, customer_id, vehicle_id, purpose,
	is_marketing, template, channel, not_before, not_after, plate, reasons, reason_group, rank,
	due_at, requested_at)
SELECT md5(%(turn)s || 'i' || n)::uuid, 'NL-' || (1 + n %% %(dealers)s), md5('c' || n)::uuid,
	md5('v' || n)::uuid, 'reminder', true, 'service', 'email', %(due)s,
	%(due)s::timestamptz + interval '2 days', 'H-001-HB', 'periodic', 'service', 50, %(due)s,
	%(now)s
FROM generate_series(1, %(contacts)s) AS n"""
WITHDRAWN = """
INSERT INTO notification.withdrawn_request (intent_id, dealer, customer_id, reason, at)
SELECT intent_id, dealer, customer_id, 'BOOKED', %(now)s FROM notification.intent
WHERE state = 'queued' ON CONFLICT DO NOTHING"""
BARE = """
WITH mine AS (SELECT intent_id, pg_try_advisory_xact_lock(hashtextextended(customer_id::text, 1))
	FROM notification.bare WHERE state = 'queued' LIMIT %(batch)s FOR UPDATE SKIP LOCKED),
changed AS (UPDATE notification.bare b SET state = 'suppressed', settled_at = now() FROM mine
	WHERE b.intent_id = mine.intent_id RETURNING b.intent_id, b.form)
INSERT INTO notification.bare_said SELECT intent_id, repeat('x', 600) FROM changed"""


def execute(house, sql, facts=None):
    with psycopg2.connect(house.conninfo("postgres")) as connection:
        cursor = connection.cursor()
        cursor.execute(sql, facts)
        return cursor.rowcount


def queued(house):
    return house.query("SELECT count(*) FROM notification.intent WHERE state = 'queued'")[0][0]


def judge(house, turn):
    """Contacts a second, from the moment they are due to the last one judged."""
    now = house.clock.now()
    facts = {"turn": str(turn), "dealers": DEALERS, "contacts": CONTACTS, "now": now,
             "due": now + datetime.timedelta(hours=1)}
    execute(house, CONTACTS_OF_TURN, facts)
    execute(house, WITHDRAWN, facts)
    house.query("ANALYZE notification.intent")
    house.clock.step(hours=1, seconds=1)
    began = time.monotonic()
    wait_until(lambda: queued(house) == 0, 180, "the contacts", 0.02)
    return CONTACTS / (time.monotonic() - began)


def update_bare(house):
    """Rows a second over as many connections as there are senders."""
    for sql in ("DROP TABLE IF EXISTS notification.bare, notification.bare_said",
                "CREATE TABLE notification.bare AS SELECT * FROM notification.intent LIMIT %s"
                % CONTACTS,
                "UPDATE notification.bare SET state = 'queued', settled_at = NULL",
                "CREATE INDEX ON notification.bare (dealer, due_at) WHERE state = 'queued'",
                "ALTER TABLE notification.bare ADD PRIMARY KEY (intent_id)",
                "CREATE TABLE notification.bare_said (id uuid, text text)"):
        execute(house, sql)

    def work():
        with psycopg2.connect(house.conninfo("postgres")) as connection:
            cursor = connection.cursor()
            while True:
                cursor.execute(BARE, {"batch": BATCH})
                connection.commit()
                if cursor.rowcount == 0:
                    return

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CONTACTS / (time.monotonic() - began)


def run(out, binaries):
    house = House(out / "gate", broker="embedded", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("notification",), settings={"notification": {
                      "BEURT_SENDERS": str(SENDERS), "BEURT_SEND_BATCH": str(BATCH)}})
    house.drop_postgres()
    house.clock.set_local(MORNING)
    with house:
        facts = {"dealers": DEALERS, "contacts": CONTACTS}
        execute(house, GARAGES, facts)
        execute(house, PEOPLE, facts)
        house.query("ANALYZE")
        ours, bare = [], []
        for turn in range(ROUNDS):
            ours.append(judge(house, turn))
            bare.append(update_bare(house))
            say(f"gate: {ours[-1]:.0f} a second beside {bare[-1]:.0f}")
        return [compare("contacts judged at the gate, none leaves", "contacts/s",
                        f"rows/s, locked and changed over {SENDERS} connections", ours, bare,
                        "ratio >= 0.2")]
