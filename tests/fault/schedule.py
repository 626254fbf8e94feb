# SPDX-License-Identifier: Apache-2.0
"""What goes wrong when: a plan made from a seed alone.

A run is a row of weeks. Each week has the same stages on the garage's clock; in each stage
every instance of every service goes through its own list of blows while invoices and
answers keep coming. Then all is healed, drained and checked. The same seed gives the same
plan; how the operating system interleaves it is its own affair.
"""
import dataclasses
import itertools
import random
from dataclasses import dataclass, field

import labels

SERVICES = labels.ALL
# Name, weekday (0 = Monday of the list's week), clock time, share of the week's blows.
STAGES = (
    ("sunday", -1, "18:00:00", 2),
    ("opens", 0, "00:04:58", 2),
    ("first letters", 0, "12:05:00", 2),
    ("answers", 2, "12:05:00", 4),
    ("deadline", 6, "14:59:57", 2),
)
KILLS_A_WEEK = 100
# Labels that are passed only just after the clock was set: lists open and close, messages
# leave, letters are printed, a night has passed and all plates are asked for. Blows at these
# are dealt first in their stage, armed before the clock moves.
AT_ONCE = {"timer": ("opens", "first letters", "deadline"),
           "send": ("first letters", "answers"),
           "sms": ("first letters", "answers"), "push": ("first letters", "answers"),
           "carry": ("first letters", "answers"), "print": ("first letters",),
           "register": ("first letters", "answers", "deadline")}
SHORT = ("opens", "answers")
# A short run is over before letters are printed; it begins with those who carry messages.
NOT_SHORT, FIRST_SHORT = ("print",), ("sms", "push", "carry")
SESSION_SECONDS = 6
PATIENCE = 12.0  # for a label to be passed: joining the group may take a session
# A relay that is frozen with its session open is put aside after 15 s.
FROZEN_SECONDS = 17


@dataclass(frozen=True)
class Blow:
    """kind kill: SIGKILL `seconds` after the start; crash: at the label's nth pass, SIGKILL
    when that does not come within `seconds`; pause: SIGSTOP for `seconds`, then SIGCONT."""
    kind: str
    seconds: float
    label: str = ""
    nth: int = 0

    @property
    def armed(self):
        return f"{self.label}:{self.nth}" if self.label else ""


@dataclass
class Stage:
    name: str
    day: int
    time: str
    blows: dict  # {"invoice-1": [Blow, …]}
    restarts: list = field(default_factory=list)  # [(after seconds, "postgres"), …]


@dataclass
class Week:
    number: int
    instances: dict  # {"invoice": 2}
    stages: list


class Planner:
    def __init__(self, seed, kills_a_week, whole):
        """`whole`: also restart Postgres and the broker, and freeze consumers."""
        self.rng = random.Random(f"{seed}/schedule")
        self.kills = kills_a_week
        self.whole = whole
        self.decks = {service: [] for service in SERVICES}

    def week(self, number):
        """Two instances of each service, one in every other week."""
        count = 2 - number % 2
        instances = {service: count for service in SERVICES}
        names = [f"{service}-{one}" for service in SERVICES
                 for one in range(1, count + 1)]
        stages = [Stage(name, day, time, {one: [] for one in names})
                  for name, day, time, _ in STAGES]
        for at in range(self.kills):
            service = SERVICES[at % len(SERVICES)]
            name = f"{service}-{self.rng.randrange(count) + 1}"
            self.place(self.blow(service), name, stages)
        if self.whole:
            self.add_trouble(stages, names)
        return Week(number, instances, stages)

    def place(self, blow, name, stages):
        """At the end of a lane; at its front, where its label is passed at once."""
        at_once = AT_ONCE.get(blow.label.split(".")[0])
        stage = self.pick_stage(stages, at_once or [name for name, *_ in STAGES])
        if at_once:
            stage.blows[name].insert(0, dataclasses.replace(blow, nth=1))
        else:
            stage.blows[name].append(blow)

    def pick_stage(self, stages, names):
        """One of these; a short run spends its time in few stages."""
        shares = [share if stage.name in names and (self.whole or stage.name in SHORT)
                  else 0 for stage, (*_, share) in zip(stages, STAGES)]
        return self.rng.choices(stages, shares)[0]

    def blow(self, service):
        """Two of three at a label, each in turn; one at a random moment."""
        rng = self.rng
        if not self.decks[service]:
            self.decks[service] = self.new_deck(service)
        deck = self.decks[service]
        must = not self.whole and deck[-1].split(".")[0] in FIRST_SHORT
        if not must and rng.random() < 0.34:
            return Blow("kill", round(rng.choice((0.05, 0.4, 1.5)) * (0.5 + rng.random()), 3))
        return Blow("crash", PATIENCE, deck.pop(), rng.choice((1, 1, 2, 3, 5)))

    def new_deck(self, service):
        """Every label once, in any order; the last one is dealt first."""
        deck = labels.of(service)
        self.rng.shuffle(deck)
        if not self.whole:
            deck = [label for label in deck if label.split(".")[0] not in NOT_SHORT]
            deck.sort(key=lambda label: label.split(".")[0] in FIRST_SHORT)
        return deck

    def add_trouble(self, stages, names):
        """Two crashes of Postgres, one of the broker and two frozen processes a week."""
        rng = self.rng
        for server, times in (("postgres", 2), ("broker", 1)):
            for stage in rng.sample(stages, times):
                stage.restarts.append((round(1 + 6 * rng.random(), 2), server))
        for seconds in (SESSION_SECONDS + 3, rng.choice((SESSION_SECONDS + 2,
                                                         FROZEN_SECONDS))):
            blows = rng.choice(stages).blows[rng.choice(names)]
            blows.insert(rng.randrange(len(blows) + 1), Blow("pause", seconds))


def weeks(seed, kills, whole=True):
    """Week after week, for as long as the caller wants more kills."""
    planner = Planner(seed, min(kills, KILLS_A_WEEK), whole)
    for number in itertools.count():
        yield planner.week(number)
