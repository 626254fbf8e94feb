# SPDX-License-Identifier: Apache-2.0
"""Which table owns what a topic tells, and which tables are copies of it."""
from dataclasses import dataclass

SERVICES = ("invoice", "reminder", "inspection", "fleet", "notification", "gateway")
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
    forgets: bool = False  # a tombstone is the next version, and takes the row's copies
    live: str = ""  # column of the owner that is false once it was taken back


TOLD = (
    Told("customer.state.v1", ("customer_id",), "invoice.customer",
         ("reminder.customer", "inspection.customer", "notification.customer",
          "gateway.customer")),
    Told("vehicle.state.v1", ("vehicle_id",), "invoice.vehicle",
         ("reminder.vehicle", "inspection.vehicle", "fleet.vehicle", "gateway.vehicle")),
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
         ("invoice.dealer", "reminder.dealer", "inspection.dealer", "fleet.dealer",
          "notification.garage")),
    Told("passport.state.v1", ("passport_id",), "fleet.passport",
         ("reminder.passport", "gateway.passport")),
    Told("party.state.v1", ("party_id",), "fleet.party", ("gateway.party",)),
    Told("fleet.state.v1", ("fleet_id",), "fleet.fleet", ("gateway.fleet",)),
    Told("transfer.state.v1", ("transfer_id",), "fleet.transfer", ("gateway.transfer",)),
    Told("appointment.state.v1", ("dealer", "appointment_id"), "fleet.appointment",
         ("reminder.appointment", "gateway.appointment")),
    Told("calendar.state.v1", ("dealer", "date"), "fleet.calendar_day",
         ("gateway.calendar",), forgets=True),
    Told("cost.state.v1", ("cell",), "fleet.cost_cell", ("gateway.cost",), forgets=True,
         live="said"),
    Told("register.state.v1", ("plate",), "fleet.register_plate",
         ("reminder.register", "inspection.register", "gateway.register")),
)

OTHER_TABLES = ("reminder.proposal_change", "reminder.followup", "reminder.suppression",
                "inspection.form_version", "notification.intent", "notification.print_line",
                "notification.print_batch", "notification.call_task",
                "notification.call_made", "notification.carried", "gateway.contact",
                "gateway.command", "gateway.inspection_version", "fleet.passport_garage",
                "gateway.passport_access")


def tables():
    """Every table the checker reads."""
    names = {name for told in TOLD for name in (told.owner, *told.copies)}
    names |= {f"{service}.{table}" for service in SERVICES for table in FLOW_TABLES}
    return sorted(names | set(OTHER_TABLES))
