# SPDX-License-Identifier: Apache-2.0
"""The log decides: heard again it gives the same proposals, byte for byte.

A garage with hundreds of cars lives through two weeks: its whole past, a list, answers, an
appointment, news of the register, the deadline, the invitations, visits. Its reminder service
loses its rows and hears the topics again; has all its positions set back to nought; and a
second one, in a house of its own, hears the recorded log from the first record on.
"""
import json
import os
import pathlib

import pytest

from garage import LARGE_SERVICE, invoice
from house import House
from replay import Hearing, Log, checksums, decided, forget_rows, published_past
from test_booked_list import Others

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-01-05 08:00:00"
CLOCK_STANDS = SAYS_AGAIN = True
LIST_WEEK = "2026-W02"
CARS = 400
# What tells where a service is in the topics and what it is about to say, not what it knows.
POSITIONS = ("consumer_offset", "outbox", "schema_version")


class Weeks:
    def __init__(self, story):
        self.log = Log(story.house)
        self.others = Others(story)
        self.cars = self.first = self.second = None


@pytest.fixture(scope="module")
def weeks(story):
    return Weeks(story)


def at(story, text):
    story.clock.set_local(text)


def test_a_whole_past_gives_a_list_of_many_cars(story, weeks):
    weeks.cars, invoices = published_past(CARS)
    weeks.log.moment(lambda: story.dms.publish(*invoices))
    at(story, "2026-01-05 08:00:04")
    weeks.log.moment()
    weeks.first = weeks.log.said()
    lines = [key for topic, key in weeks.first if topic == "proposal.state.v1"]
    assert len(lines) >= 60
    assert len(invoices) > 4000


def test_a_service_that_lost_its_rows_says_the_same_bytes(story, weeks):
    """All topics from their beginning, at the moments the first life had."""
    before, heard = checksums(story.house, "reminder", POSITIONS), weeks.log.length()
    story.house.programs["reminder-1"].stop()
    forget_rows(story.house, "reminder")
    at(story, STARTS)
    story.house.start_service("reminder").wait_ready()
    story.settle()
    at(story, "2026-01-05 08:00:04")
    story.settle()
    assert weeks.log.said(since=heard) == weeks.first
    assert checksums(story.house, "reminder", POSITIONS) == before
    weeks.log.skip()


def answers(story, weeks):
    rows = sorted(story.rows(), key=lambda row: row["id"])
    sanne = story.person("sanne")
    for row, decision, more in ((rows[0], "no", {}), (rows[1], "yes", {}),
                                (rows[2], "never", {"scope": "customer",
                                                    "reason": "no_contact"}),
                                (rows[3], "no", {})):
        assert sanne.decide(row, decision, **more).status_code == 200
    weeks.second = rows


def outside_news(story, weeks):
    rows = weeks.second
    weeks.others.book(rows[4], date="2026-01-20")
    plate = rows[5]["vehicle"]["plate"]
    weeks.others.register(weeks.cars[plate], 1, holder_since="2019-05-01")
    weeks.others.register(weeks.cars[plate], 2, holder_since="2026-01-06")


def visit(story, weeks, row, date):
    car = weeks.cars[row["vehicle"]["plate"]]
    story.dms.publish(invoice(car, date, 240000, LARGE_SERVICE))


def test_two_weeks_are_lived_with_answers_news_invitations_and_visits(story, weeks):
    log = weeks.log
    at(story, "2026-01-06 10:00:00")
    log.moment(lambda: answers(story, weeks))
    at(story, "2026-01-07 09:00:00")
    log.moment(lambda: outside_news(story, weeks))
    at(story, "2026-01-08 11:00:00")
    log.moment(lambda: visit(story, weeks, weeks.second[6], "2026-01-08"))
    at(story, "2026-01-11 15:00:05")
    log.moment()
    for hour in range(0, 60, 4):
        story.clock.set_local(f"2026-01-{12 + hour // 24:02} {hour % 24:02}:06:00")
        log.moment()
    at(story, "2026-01-15 09:00:00")
    invited = next(row for row in weeks.second[7:] if decided_yes(weeks, row))
    log.moment(lambda: visit(story, weeks, invited, "2026-01-15"))
    at(story, "2026-01-15 09:00:04")
    log.moment()
    said = log.said()
    topics = {topic for topic, _ in said}
    assert {"week.closed.v1", "notification.requested.v1", "conversion.recorded.v1"} <= topics
    stages = {json.loads(values[-1])["status"] for (topic, _), values in said.items()
              if topic == "proposal.state.v1"}
    assert {"sent", "removed", "open"} <= stages


def decided_yes(weeks, row):
    key = ("proposal.state.v1", f"NL-1/{row['id']}")
    return decided(weeks.log.said()[key][-1]) == "yes"


def test_positions_set_back_to_nought_leave_every_table_as_it_was(story):
    before = checksums(story.house, "reminder", POSITIONS)
    story.house.programs["reminder-1"].stop()
    story.house.query("DELETE FROM reminder.consumer_offset")
    story.house.start_service("reminder").wait_ready()
    story.settle()
    assert checksums(story.house, "reminder", POSITIONS) == before


@pytest.fixture(scope="module")
def second_life():
    house = House(OUT / "story" / "test_replay_second", services=("reminder",),
                  vendors=("autoflex", "wincar"))
    (house.folder / "traffic.jsonl").unlink(missing_ok=True)
    house.clock.stand()
    house.clock.set_local(STARTS)
    with house:
        house.record(house.folder / "traffic.jsonl")
        yield house
    house.drop_postgres()


def test_a_second_service_hears_the_log_and_says_the_same_bytes(weeks, second_life):
    Hearing(second_life).hear(weeks.log.moments)
    again, once = Log(second_life).said(), weeks.log.said_in_moments()
    assert sorted(again) == sorted(once)
    for key, values in once.items():
        assert again[key] == values, key
