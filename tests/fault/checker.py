# SPDX-License-Identifier: Apache-2.0
"""Judges the evidence of a fault run: nothing lost, nothing twice, nothing out of order.

`check(evidence)` returns findings, none when all promises held. Everything here is a
function of the evidence alone; tests/fault/test_checker.py plants each kind of violation
and expects to see it found.
"""
from collections import Counter
from dataclasses import dataclass

import check_channels
import check_cycle
import check_forms
import check_intake
import check_riding
import check_topics
from aggregates import SERVICES

KINDS = ("lost", "duplicated", "out_of_order", "disagree", "ghost", "parked", "refused")


@dataclass(frozen=True, order=True)
class Finding:
    kind: str
    check: str
    text: str

    def __str__(self):
        return f"{self.kind}: {self.text} ({self.check})"


def check_flow_tables(evidence):
    """Nothing is left to publish; no record was parked but the poison ones."""
    for service in SERVICES:
        for row in evidence.tables.get(f"{service}.outbox", ()):
            yield "lost", f"{service}.outbox still holds row {row['id']} of {row['topic']}"
        for row in evidence.tables.get(f"{service}.dead_letter", ()):
            if row["record_id"] not in evidence.planted:
                yield "parked", (f"{service} {row['state']} {row['topic']}"
                                 f"[{row['partition']}]@{row['record_offset']}: "
                                 f"{row['reason']}")
            elif row["state"] in ("parked", "waiting"):
                yield "parked", f"{service} still holds the planted {row['record_id']}"


CHECKS = (
    check_flow_tables,
    check_intake.check_published, check_intake.check_invoices, check_intake.check_ghosts,
    check_topics.check_repeats, check_topics.check_order, check_topics.check_owners,
    check_topics.check_copies,
    check_cycle.check_proposals, check_cycle.check_closings, check_cycle.check_decisions,
    check_cycle.check_settings, check_cycle.check_releases, check_cycle.check_intents,
    check_cycle.check_mails, *check_channels.CHECKS,
    check_forms.check_saves, check_forms.check_newest, check_forms.check_letters,
    check_forms.check_followups,
    check_riding.check_transfers, check_riding.check_holders, check_riding.check_access,
    check_riding.check_slots, check_riding.check_bookings, check_riding.check_confirmations,
)


def check(evidence):
    """All findings, sorted; empty when every promise held."""
    return sorted({Finding(kind, one.__name__.removeprefix("check_"), text)
                   for one in CHECKS for kind, text in one(evidence)})


def counts(findings):
    """{kind: how many} with every kind in it."""
    found = Counter(finding.kind for finding in findings)
    return {kind: found[kind] for kind in KINDS}
