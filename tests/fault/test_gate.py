# SPDX-License-Identifier: Apache-2.0
"""The release gate under fire: no cap exceeded, nothing twice, nothing after an opt-out.

`make gate` runs it with 100,000 messages; GATE_INTENTS and SEED say otherwise.
"""
import os
import pathlib
import secrets

import pytest

from gate_race import STARTS, WORKERS, Race
from gate_sinks import Arrivals, MailServer, text_rule
from house import House
from sms_provider import Texts

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
INTENTS = int(os.environ.get("GATE_INTENTS", "1600"))
SEED = int(os.environ.get("SEED") or secrets.randbelow(10**6))


@pytest.fixture(scope="module")
def race():
    arrivals = Arrivals()
    with Texts() as texts, MailServer(arrivals, SEED) as mail:
        texts.rule = text_rule(arrivals, SEED)
        settings = {**texts.settings()["notification"], "BEURT_SMTP_URL": mail.url,
                    "BEURT_SMTP_TLS": "none", "BEURT_SENDERS": "1", "BEURT_SEND_BATCH": "40",
                    "BEURT_LOG_LEVEL": "error"}
        house = House(OUT / "fault" / "gate", services=("notification",),
                      instances={"notification": WORKERS}, settings={"notification": settings})
        house.drop_postgres()
        house.clock.set_local(STARTS)
        with house:
            race = Race(house, arrivals, INTENTS, SEED)
            race.fill()
            race.phase(120 + INTENTS / 50)
            house.clock.step(days=7, minutes=5)
            race.phase(120 + INTENTS / 50)
            yield race
        house.drop_postgres()


def test_no_interleaving_exceeds_a_cap_sends_twice_or_after_an_opt_out(race):
    verdict = race.verdict()
    print(f"\nSEED={SEED}: {INTENTS} messages, {WORKERS} senders, {len(race.kills)} kills,"
          f" {len(race.answered)} opt-outs answered, {len(race.arrivals.all())} arrived;"
          f" {verdict}; {race.progress()}")
    assert set(verdict.values()) == {0}, f"SEED={SEED}: {verdict}"


def test_it_was_under_fire(race):
    """A run in which nothing happened proves nothing."""
    assert len(race.kills) >= 10 and len(race.answered) >= 8
    sent = race.rows("SELECT count(*) FROM notification.intent WHERE state = 'sent'")[0][0]
    held = race.rows("SELECT count(*) FROM notification.intent WHERE reason = 'FREQUENCY_CAP'"
                     )[0][0]
    assert sent > INTENTS / 10 and held > INTENTS / 10
    assert {one.channel for one in race.arrivals.all()} == {"email", "sms"}


def test_every_message_came_to_an_end_or_waits_for_its_week(race):
    left = race.rows("SELECT count(*) FROM notification.intent WHERE state NOT IN ('sent',"
                     " 'failed', 'uncertain', 'suppressed') AND due_at <= %s",
                     race.house.clock.now())[0][0]
    assert left == 0, race.progress()
