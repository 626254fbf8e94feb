# SPDX-License-Identifier: Apache-2.0
"""Every acknowledged invoice is one row, with what was published last; no row is made up."""
from collections import Counter, defaultdict

from evidence import FAIL, INFO, OK

TABLE = "invoice.invoice"
PARKED = 3  # status of invoice.record


def rows_by_number(evidence):
    found = defaultdict(list)
    for row in evidence.tables.get(TABLE, ()):
        found[row["dealer"], row["document_number"]].append(row)
    return found


def check_published(evidence):
    """Acknowledged is stored, once; or waits on the intake page for what it lacks."""
    rows = rows_by_number(evidence)
    parked = {(row["dealer"], row["document_number"])
              for row in evidence.tables.get("invoice.record", ())
              if row["status"] == PARKED}
    acked = {(one.dealer, one.number) for one in evidence.published if one.outcome == OK}
    for dealer, number in sorted(acked):
        count = len(rows.get((dealer, number), ()))
        if count == 0 and (dealer, number) not in parked:
            yield "lost", f"invoice {dealer}/{number} was acknowledged and is no row"
    for (dealer, number), found in sorted(rows.items()):
        if len(found) > 1:
            yield "duplicated", f"invoice {dealer}/{number} is {len(found)} rows"


def possible_last(versions):
    """Amounts the row may have: of the last acknowledged version, or an unsure later one."""
    possible = set()
    for one in versions:
        if one.outcome == OK:
            possible = {one.net_cents}
        elif one.outcome == INFO:
            possible.add(one.net_cents)
    return possible


def check_invoices(evidence):
    """Of several versions the last published one counts."""
    published = defaultdict(list)
    for one in evidence.published:
        published[one.dealer, one.number].append(one)
    for name, rows in sorted(rows_by_number(evidence).items()):
        possible = possible_last(published.get(name, ()))
        if possible and len(rows) == 1 and rows[0]["net_cents"] not in possible:
            yield "out_of_order", (f"invoice {'/'.join(name)} has {rows[0]['net_cents']} "
                                   f"cents, published last were {sorted(possible)}")


def check_ghosts(evidence):
    """Nothing is stored that nobody published."""
    outcomes = defaultdict(Counter)
    for one in evidence.published:
        outcomes[one.dealer, one.number][one.outcome] += 1
    for name in sorted(rows_by_number(evidence)):
        tried = outcomes.get(name, Counter())
        if not tried[OK] and not tried[INFO]:
            why = "was refused" if tried[FAIL] else "was never published"
            yield "ghost", f"invoice {'/'.join(name)} {why} and is a row"
