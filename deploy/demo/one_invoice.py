# SPDX-License-Identifier: Apache-2.0
"""Publishes one more invoice and says which screen changes: `make demo-invoice`.

It picks a car from the open weekly list, so that its visit of today takes the row out of
what is still to be decided: nobody gets an invitation for a car that was just here.
"""
import sys

from facts import read_facts, read_world

import visit  # noqa: E402
from clock import AMSTERDAM  # noqa: E402
from polling import NotInTime, eventually  # noqa: E402
from portal import Portal  # noqa: E402

DEADLINE = 20


def adviser_portal(facts):
    user = next(user for user in facts["users"] if user["role"] == "adviser")
    return Portal(facts["base_url"], user["login"], user["password"]), user


def main():
    facts = read_facts()
    portal, user = adviser_portal(facts)
    week = portal.current_week()
    open_rows = [row for row in portal.proposals(week) if row["status"] == "open"]
    if not open_rows:
        sys.exit(f"The list of {week} has no open row left; `make demo-week` makes a new one.")
    row = open_rows[0]
    now = visit.demo_clock(facts).now(AMSTERDAM)
    invoice = visit.make_invoice(read_world(), user["dealer"], row["vehicle"]["plate"], now)
    visit.publish(facts, invoice)
    plate, name = row["vehicle"].get("plate_formatted", ""), row["customer"]["name"]
    print(f"Published invoice {invoice['document_number']} of {user['dealer']}: "
          f"{plate}, {name}, € {invoice['totals']['gross_cents'] / 100:.2f}")
    try:
        after = eventually(lambda: changed(portal, row), DEADLINE, "the row changed")
    except NotInTime:
        sys.exit(f"The row did not change within {DEADLINE} s; see {facts['base_url']}/intake")
    print(f"Weeklijst {week}: the row of {plate} went from '{row['status']}' to "
          f"'{after['status']}' ({after.get('status_reason', 'visited')}); it now stands "
          "under 'Automatically resolved'.")
    print(f"DMS-intake: invoice {invoice['document_number']} was taken in.")
    print(f"Look: {facts['base_url']}/  (log in as {user['login']})")
    return 0


def changed(portal, row):
    after = portal.get(f"/v1/proposals/{row['id']}")
    return after if after["status"] != row["status"] else None


if __name__ == "__main__":
    sys.exit(main())
