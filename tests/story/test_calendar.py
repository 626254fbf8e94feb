# SPDX-License-Identifier: Apache-2.0
"""The list closes Sunday 15:00 on the garage's wall clock, whatever the calendar does."""
import datetime

import pytest

from garage import Car, moment, yearly_services
from polling import eventually

STARTS = "2026-03-23 08:00:00"

# list week, its Monday morning, the deadline in UTC, the invitation's week, a due date
WEEKS = [
    ("2026-W13", "2026-03-23 08:00:00", "2026-03-29T13:00:00Z", "2026-W14"),
    ("2026-W43", "2026-10-19 08:00:00", "2026-10-25T14:00:00Z", "2026-W44"),
    ("2026-W53", "2026-12-28 08:00:00", "2027-01-03T14:00:00Z", "2027-W01"),
]


@pytest.mark.parametrize("week, monday, deadline, send_week", WEEKS, ids=[
    "summer time begins on the last day", "summer time ends on the last day", "week 53"])
def test_sunday_three_o_clock_is_the_garages_own(story, week, monday, deadline, send_week):
    story.clock.set_local(monday)
    day = datetime.date.fromisoformat(monday[:10])
    car = Car()
    story.dms.publish(*yearly_services(car, day - datetime.timedelta(days=365 - 30)))
    header = eventually(lambda: (lambda answer: answer.json() if answer.ok else None)(
        story.person("sanne").call("GET", f"/v1/weeks/{week}")), 60, f"the list of {week}")
    assert moment(header["deadline_at"]) == moment(deadline)
    assert header["send_week"] == send_week
    assert story.row_of(car, week=week)["decision"] == "yes"
    sunday = day + datetime.timedelta(days=6)
    with story.clock.standing():
        story.clock.set_local(f"{sunday} 14:59:45")
        # Six days passed at once: what they changed of the line may come just now.
        eventually(lambda: story.person("sanne").decide(
            story.row_of(car, week=week), "no").status_code == 200, 60, "the answer is taken")
        row = story.row_of(car, week=week)
    story.clock.set_local(f"{sunday} 15:00:00")
    late = story.person("sanne").decide(row, "yes")
    assert (late.status_code, late.json()["code"]) == (409, "LIST_FROZEN")
    eventually(lambda: story.person("sanne").get(f"/v1/weeks/{week}")["status"] == "closed",
               30, f"{week} closed")
    assert story.row_of(car, week=week)["decision"] == "no"
