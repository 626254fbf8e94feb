# SPDX-License-Identifier: Apache-2.0
"""The weeks of the demo on the garage's wall clock.

The demo plays the last weekly cycles in fast motion before it opens, so many that results can
be measured: a visit counts for ninety days. It then stands at today; when today's list is
closed already (Sunday afternoon), at the next Monday morning.
"""
import datetime

from clock import AMSTERDAM

DAY = datetime.timedelta(days=1)
PLAYED = 20  # weeks


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


def past_steps(moment, count=PLAYED):
    """(moment, what happens, weeks before this one) of the weeks before, in order."""
    last = monday_of(moment)
    steps = []
    for back in range(count, 0, -1):
        monday = last - back * 7 * DAY
        steps += [(at(monday, 0, 6), "opens", back),
                  (at(monday + 2 * DAY, 12, 5), "works", back),
                  (at(monday + 6 * DAY, 15, 0, 5), "closes", back)]
    return steps + [(at(last, 0, 6), "opens", 0)]
