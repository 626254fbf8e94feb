# SPDX-License-Identifier: Apache-2.0
"""Which table owns what a topic tells, and which tables are copies of it."""
from dataclasses import dataclass

SERVICES = ("invoice", "reminder", "inspection", "notification", "gateway")
FLOW_TABLES = ("outbox", "dead_letter", "command_outcome")


@dataclass(frozen=True)
class Told:
    """Aggregates of one kind: their versions on a topic and in tables.

    `fields`: the id in the message, also the columns' names. `owner`: the table whose rows
    are what was said last; `version`: its column. `copies`: tables of others that hold the
    last version they heard.
    """
    topic: str
    fields: tuple
    owner: str
    copies: tuple = ()
    version: str = "version"
    inside: str = ""  # the message's part that has id and version, when not the whole


TOLD = (
    Told("customer.state.v1", ("customer_id",), "invoice.customer",
         ("reminder.customer", "inspection.customer", "notification.customer",
          "gateway.customer")),
    Told("vehicle.state.v1", ("vehicle_id",), "invoice.vehicle",
         ("reminder.vehicle", "inspection.vehicle", "gateway.vehicle")),
    Told("intake.state.v1", ("record_id",), "invoice.record", ("gateway.intake",)),
    Told("invoice.recorded.v1", ("invoice_id",), "invoice.invoice"),
    Told("invoice.recorded.v1", ("visit_id",), "invoice.visit",
         ("reminder.visit", "gateway.visit"), inside="visit"),
    Told("proposal.state.v1", ("proposal_id",), "reminder.proposal",
         ("gateway.proposal",)),
    Told("week.state.v1", ("dealer", "list_week"), "reminder.week", ("gateway.week",)),
    Told("conversion.recorded.v1", ("conversion_id",), "reminder.conversion",
         ("gateway.conversion",)),
    Told("inspection.state.v1", ("inspection_id",), "inspection.form",
         ("gateway.inspection",)),
    Told("consent.state.v1", ("customer_id",), "notification.customer",
         ("reminder.consent", "gateway.consent"), version="consent_version"),
    Told("dealer.state.v1", ("dealer",), "gateway.dealer",
         ("invoice.dealer", "reminder.dealer", "inspection.dealer", "notification.garage")),
)

OTHER_TABLES = ("reminder.proposal_change", "reminder.followup", "reminder.suppression",
                "inspection.form_version", "notification.intent", "gateway.contact",
                "gateway.command", "gateway.inspection_version")


def tables():
    """Every table the checker reads."""
    names = {name for told in TOLD for name in (told.owner, *told.copies)}
    names |= {f"{service}.{table}" for service in SERVICES for table in FLOW_TABLES}
    return sorted(names | set(OTHER_TABLES))
