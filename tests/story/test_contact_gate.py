# SPDX-License-Identifier: Apache-2.0
"""The garage says how its customers are contacted, and what happens after an invitation was
released still counts: during its holiday nothing leaves, who books meanwhile is not written
to when it is over, and who is left out to measure the effect is told so in the list."""
import datetime
import uuid

import pytest

from garage import Car, yearly_services
from polling import eventually
from test_booked_list import Others

STARTS = "2026-11-23 08:00:00"
LIST_WEEK = "2026-W48"


class Cars:
    def __init__(self):
        self.booked, self.waiting = Car(), Car()
        self.all = [self.booked, self.waiting]


@pytest.fixture(scope="module")
def cars(story):
    cars = Cars()
    for car in cars.all:
        story.dms.publish(*yearly_services(car, datetime.date(2025, 12, 23)))
    for car in cars.all:
        assert story.row_of(car)["status"] == "open"
    return cars


def set_contact(story, **change):
    marja = story.person("marja")
    version = marja.get("/v1/settings")["version"]
    return marja.ask("PUT", "/v1/settings", json=change, headers={"If-Match": f'"{version}"'})


def becomes(story, car, *wanted):
    def status():
        row = story.find(car, week=LIST_WEEK)
        return (row["status"], row.get("status_reason")) if row else None

    eventually(lambda: status() == wanted, 60, lambda: f"{car.plate} {wanted}, it is {status()}")


def waits(story):
    return story.house.query("SELECT reason, count(*) FROM notification.intent WHERE state ="
                             " 'queued' GROUP BY 1")


def test_during_the_garages_holiday_released_invitations_wait(story, cars):
    now = set_contact(story, closed_from="2026-11-30", closed_until="2026-12-05", cap_week=2,
                      channel_order=["email", "sms"])
    assert now["closed_until"] == "2026-12-05" and now["cap_week"] == 2
    for car in cars.all:
        assert story.person("sanne").decide(story.row_of(car), "yes").status_code == 200
    story.clock.set_local("2026-11-29 15:00:05")
    story.settle()
    story.clock.set_local("2026-12-02 13:00:00")
    eventually(lambda: waits(story) == [("GARAGE_CLOSED", 2)], 60,
               lambda: f"both to wait, there is {waits(story)}")
    for car in cars.all:
        becomes(story, car, "released", None)


def test_who_books_after_the_release_gets_no_invitation(story, cars):
    row = story.find(cars.booked, week=LIST_WEEK)
    Others(story).book(row, date="2026-12-10")
    becomes(story, cars.booked, "suppressed", "BOOKED")
    story.clock.set_local("2026-12-07 10:00:00")
    becomes(story, cars.waiting, "sent", None)
    assert len(story.house.mailbox.mails(cars.waiting.email)) == 1
    assert story.house.mailbox.mails(cars.booked.email) == []


def test_limits_that_make_no_sense_are_refused(story):
    marja = story.person("marja")
    headers = {"If-Match": f'"{marja.get("/v1/settings")["version"]}"',
               "Idempotency-Key": str(uuid.uuid4())}
    for wrong in ({"cap_week": 0}, {"holdout_per_mille": 201}, {"channel_order": ["pigeon"]},
                  {"closed_from": "2026-12-05", "closed_until": "2026-12-01"}):
        assert marja.call("PUT", "/v1/settings", json=wrong,
                          headers=headers).status_code in (400, 422), wrong
