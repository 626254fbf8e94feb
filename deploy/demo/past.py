# SPDX-License-Identifier: Apache-2.0
"""Twenty weeks in two garages, played before the demo opens: what people do, week by week.

Advisers decide on the list, telephone and bring the letters to the post; two campaigns run;
customers come, those who were written to more often than the others. All of it goes through
the doors people have: the portal, the mail, and the invoices a DMS publishes.
"""
import random

import campaigns
import generate
import inspections
import weeks
import work
from portal import Portal

DECIDED = 9             # rows a week that an adviser looks at
CALLED = 12             # calls a week
COMES_BY_ITSELF = 0.75  # of the visits the world has planned, without a message
EXTRA = 0.06            # of those a campaign reached: a visit that was not planned
REMEMBERED = 75         # days
TALKS = ("reached_booked", "no_answer", "reached_no", "do_not_call")


class Customers:
    """Who comes, and who would have forgotten it."""

    def __init__(self, world):
        self.world, self.left = world, list(world["invoices"])
        self.known, self.reminded, self.came, self.dropped = {}, {}, [], set()

    def remind(self, plate, day):
        self.reminded[plate] = day

    def until(self, day, everybody=False):
        """The invoices up to and including a day, in order; not of who forgot to come."""
        due = [one for one in self.left if one["issue_date"] <= day.isoformat()]
        self.left = self.left[len(due):]
        came = [one for one in due if everybody or self.comes(one, day)]
        for one in came:
            self.known[one["vehicle"].get("plate")] = one
        self.came += came
        return came

    def comes(self, invoice, day):
        plate = invoice["vehicle"].get("plate")
        if invoice["document_kind"] == "credit_note":
            return invoice["parent_document_number"] not in self.dropped
        told = self.reminded.get(plate)
        if plate not in self.known or (told and (day - told).days <= REMEMBERED):
            return True
        if random.Random(invoice["document_number"]).random() < COMES_BY_ITSELF:
            return True
        self.dropped.add(invoice["document_number"])
        return False

    def persuade(self, plates, first, last):
        """Some of those a campaign reached come on one of these days for something small."""
        for plate in sorted(plates):
            rng = random.Random(f"{plate}{first}")
            if rng.random() < EXTRA:
                day = first + rng.randrange((last - first).days) * weeks.DAY
                self.left.append(small_visit(rng, self.known[plate], generate.weekday(day)))
        self.left.sort(key=lambda one: one["issue_date"])


def small_visit(rng, last, day):
    """What is on that invoice: a repair or tyres, a little further than the last time."""
    lines = work.make_lines(rng, rng.choice((*work.REPAIRS, work.TYRES)))
    number = f"{day.year}-A{day:%m%d}{rng.randrange(1000):03d}{last['vehicle']['plate']}"
    vehicle = {**last["vehicle"], "odometer": last["vehicle"].get("odometer", 40_000) + 900}
    vehicle.pop("apk_expiry", None)
    return {**last, "document_number": number, "workorder_number": f"W{number}",
            "issue_date": day.isoformat(), "order_type": "repair", "lines": lines,
            "vehicle": vehicle, "totals": work.totals_of(lines),
            "source": {"system": generate.vendor_of(last["dealer"]), "record_id": number}}


class Garage:
    """The advisers of one garage in one week."""

    def __init__(self, house, users, back):
        self.back, self.rng = back, random.Random(f"{users[0]['dealer']}/{back}")
        self.portals = [Portal(house.base_url, user["login"], user["password"])
                        for user in users]
        self.portal, self.today = self.portals[0], house.clock.now(weeks.AMSTERDAM).date()

    def sent_last_week(self):
        """Plates of those who got what last week's list asked for."""
        lists = sorted(week["week"] for week in self.portal.get("/v1/weeks")["weeks"])
        before = lists[-2] if len(lists) > 1 else None
        return [row["vehicle"]["plate"] for row in self.portal.proposals(before)
                if row["status"] == "sent"] if before else []

    def decide(self):
        """The first adviser looks at most of it, a colleague at the rest."""
        rows = [row for row in self.portal.proposals(self.portal.current_week())
                if row["status"] == "open"]
        advised = [row for row in rows if row["reason_group"] == "advice"]
        rest = [row for row in rows if row not in advised]
        for row in advised + self.rng.sample(rest, min(DECIDED, len(rest))):
            chance = 1 if row in advised else self.rng.random()
            decision = "never" if chance < 0.015 else "no" if chance < 0.12 else "yes"
            more = {"scope": "vehicle", "reason": "sold"} if decision == "never" else {}
            who = self.portals[0 if self.rng.random() < 0.7 else -1]
            answer = who.decide(row, decision, **more)
            assert answer.status_code in (200, 409), answer.text

    def post_letters(self):
        for batch in self.portal.get("/v1/print-batches")["batches"]:
            if batch["status"] == "ready":
                self.portal.ask("POST", f"/v1/print-batches/{batch['batch_id']}/posted",
                                json={"posted_on": self.today.isoformat()})

    def telephone(self):
        for number, call in enumerate(self.portal.get("/v1/calls?view=open")["calls"][:CALLED]):
            path = f"/v1/calls/{call['task_id']}"
            if self.portal.call("POST", f"{path}/claim", json={}).ok:
                self.portal.ask("POST", f"{path}/outcome",
                                json={"outcome": TALKS[number % len(TALKS)]})

    def work(self):
        self.decide()
        self.post_letters()
        self.telephone()


class Past:
    """`publish`: a function that lets a DMS publish invoices."""

    def __init__(self, house, customers, users, publish):
        self.house, self.customers, self.publish = house, customers, publish
        self.users = users
        self.actions = campaigns.Past(house)

    def advisers(self):
        """[users of a garage]."""
        found = {}
        for user in self.users:
            if user["role"] == "adviser":
                found.setdefault(user["dealer"], []).append(user)
        return found.values()

    def step(self, moment, what, back):
        self.house.clock.set(moment)
        self.house.settle()
        if what == "works":
            self.publish(self.customers.until(moment.date()))
            for users in self.advisers():
                self.work(Garage(self.house, users, back))
            self.house.settle()

    def work(self, garage):
        garage.work()
        for plate in garage.sent_last_week():
            self.customers.remind(plate, garage.today)
        if garage.portal.me["dealer"] == campaigns.DEALER:
            reached = self.actions.week(garage, self.customers.known)
            for plate in reached:
                self.customers.remind(plate, garage.today)
            self.customers.persuade(reached, garage.today + weeks.DAY,
                                    garage.today + 60 * weeks.DAY)
            if garage.back == inspections.PAST_WEEK:
                inspections.play_past(self.house.base_url, self.users,
                                      self.customers.came, garage.today.isoformat())

    def play(self, present, say):
        steps = weeks.past_steps(present)
        say(f"Playing {weeks.PLAYED} weeks: lists, decisions, messages, visits …")
        for moment, what, back in steps:
            if what == "opens" and back % 5 == 0:
                say(f"  {moment:%a %d %b %Y}")
            self.step(moment, what, back)
