# SPDX-License-Identifier: Apache-2.0
"""Plays a whole weekly cycle in a minute, and tells what happens: `make demo-week`.

Freeze on Sunday 15:00, a decision that comes too late, the invitations by mail, a visit
that follows one, and its place in the results. The demo's clock stays where the cycle ends.
"""
import datetime
import sys

from facts import read_facts, read_world

import visit  # noqa: E402
import weeks  # noqa: E402
from clock import AMSTERDAM  # noqa: E402
from mailbox import Mailbox  # noqa: E402
from one_invoice import adviser_portal  # noqa: E402
from polling import eventually  # noqa: E402

DEADLINE = 30
VISITS = 3


class Cycle:
    def __init__(self):
        self.facts = read_facts()
        self.clock = visit.demo_clock(self.facts)
        self.mailbox = Mailbox(self.facts["mail_url"])
        self.portal, self.user = adviser_portal(self.facts)
        self.week = self.portal.current_week()
        self.sunday = datetime.date.fromisocalendar(
            *map(int, self.closing_week().split("-W")), 7)

    def closing_week(self):
        """The ISO week in which the current list closes."""
        deadline = next(week["deadline_at"] for week in self.portal.get("/v1/weeks")["weeks"]
                        if week["week"] == self.week)
        moment = datetime.datetime.fromisoformat(deadline).astimezone(AMSTERDAM)
        return "{0}-W{1:02d}".format(*moment.isocalendar())

    def tell(self, text):
        print(f"{self.clock.now(AMSTERDAM):%a %d %b %H:%M:%S}  {text}", flush=True)

    def login_again(self):
        """Days pass on the demo's clock; a session does not last that long."""
        self.portal, self.user = adviser_portal(self.facts)

    def header(self):
        return self.portal.get(f"/v1/weeks/{self.week}")

    def rows(self, *statuses):
        return [row for row in self.portal.proposals(self.week) if row["status"] in statuses]

    def freeze(self):
        self.clock.set(weeks.at(self.sunday, 14, 59, 58))
        self.login_again()
        counts = self.header()["counts"]
        self.tell(f"List {self.week} of {self.user['dealer']}: {counts['yes']} yes, "
                  f"{counts['no']} no, {counts['never']} never. Two seconds left.")
        row = self.rows("open")[0]
        self.clock.set(weeks.at(self.sunday, 15, 0, 1))
        eventually(lambda: self.header()["status"] == "closed", DEADLINE, "the list closed")
        late = self.portal.decide(row, "no")
        self.tell(f"15:00 has passed: the list is closed. A decision now is refused: "
                  f"{late.status_code} {late.json().get('code', '')}")

    def send(self):
        before = len(self.mailbox.mails())
        asked = len(self.rows("frozen", "released", "sent", "failed", "suppressed"))
        for days, hour in ((1, 12), (2, 12), (3, 12)):
            self.clock.set(weeks.at(self.sunday + days * weeks.DAY, hour, 5))
        self.login_again()
        eventually(lambda: not self.rows("frozen", "released"), DEADLINE,
                   "every invitation sent or refused")
        sent = len(self.rows("sent"))
        mails = self.mailbox.mails()[before:]
        self.tell(f"Of {asked} rows {sent} were mailed; {len(mails)} mails of all garages "
                  f"arrived. The last: \"{mails[-1]['subject']}\" to {mails[-1]['to'][0]}"
                  if mails else f"Of {asked} rows none was mailed.")

    def visit(self):
        self.clock.set(weeks.at(self.sunday + 9 * weeks.DAY, 16))
        self.login_again()
        before = self.visited()
        world, now = read_world(), self.clock.now(AMSTERDAM)
        rows = self.rows("sent")[:VISITS]
        invoices = [visit.make_invoice(world, self.user["dealer"], row["vehicle"]["plate"], now)
                    for row in rows]
        visit.publish(self.facts, *invoices)
        self.tell(f"{len(invoices)} of the invited customers came; their invoices: "
                  + ", ".join(one["document_number"] for one in invoices))
        eventually(lambda: self.visited() >= before + len(invoices), DEADLINE,
                   "the visits among the results")
        value = self.portal.get("/v1/results")["value_cents"]
        self.tell(f"Results: {self.visited()} invited customers came, worth € {value / 100:.2f} "
                  f"excl. VAT. See {self.facts['base_url']}/ , Resultaten.")

    def visited(self):
        stages = {stage["stage"]: stage["count"]
                  for stage in self.portal.get("/v1/results")["funnel"]}
        return stages.get("visited", 0)

    def play(self):
        self.freeze()
        self.send()
        self.visit()
        return 0


if __name__ == "__main__":
    sys.exit(Cycle().play())
