# SPDX-License-Identifier: Apache-2.0
"""The weeks of the demo on the garage's wall clock.

The demo plays the last two weekly cycles in fast motion before it opens, so that there are
mails, visits and results to look at. It then stands at today; when today's list is closed
already (Sunday afternoon), at the next Monday morning.
"""
import datetime

from clock import AMSTERDAM

DAY = datetime.timedelta(days=1)


def at(day, hour, minute=0, second=0):
    """A moment of a day on the garage's clock."""
    return datetime.datetime.combine(day, datetime.time(hour, minute, second), AMSTERDAM)


def monday_of(moment):
    day = moment.date() if isinstance(moment, datetime.datetime) else moment
    return day - day.weekday() * DAY


def present(now):
    """The moment the demo shows: now, or Monday 09:00 when this week's list is over."""
    local = now.astimezone(AMSTERDAM)
    monday = monday_of(local)
    if at(monday, 8) <= local < at(monday + 6 * DAY, 13):
        return local
    return at(monday if local < at(monday, 8) else monday + 7 * DAY, 9)


def past_steps(moment):
    """(moment, what happens) of the two weeks before, in order."""
    last = monday_of(moment)
    steps = []
    for back in (2, 1):
        monday = last - back * 7 * DAY
        if back == 1:
            steps.append((at(monday + 2 * DAY, 12, 5), "the invitations go out"))
        else:
            steps.append((at(monday, 0, 6), "the list opens"))
        steps.append((at(monday + 6 * DAY, 15, 0, 5), "the list closes"))
        steps.append((at(monday + 7 * DAY, 0, 6), "the next list opens"))
    return steps
