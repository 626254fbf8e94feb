# SPDX-License-Identifier: Apache-2.0
"""The checker finds what it is there to find: each violation is planted, and must show.

`healthy()` is the evidence of a small run in which every promise held; each test breaks
one thing in it.
"""
import copy
import datetime
import json

import checker
import planted_channels
import pytest
from evidence import (
    FAIL,
    INFO,
    OK,
    Answered,
    Booked,
    Changed,
    Decided,
    Evidence,
    Offered,
    Published,
    Record,
    Saved,
)

UTC = datetime.timezone.utc
DEALER, CUSTOMER, VEHICLE = "NL-4711", "c-1", "v-1"
FORM = "f-1"
CAR, OWNER, DRIVER = "c-9", "b-1", "b-2"
WEEK = {"dealer": DEALER, "list_week": "2026-W49"}
NOW = datetime.datetime(2026, 12, 10, 12, tzinfo=UTC)


class Topics:
    """Writes records with ids and offsets of their own."""

    def __init__(self):
        self.topics = {}

    def say(self, topic, key, value, record_id=None):
        records = self.topics.setdefault(topic, [])
        record_id = record_id or f"{topic}-{len(records)}"
        records.append(Record(0, len(records), key, record_id, value))


def proposal(proposal_id, version, decision, status):
    return {"dealer": DEALER, "proposal_id": proposal_id, "version": version,
            "list_week": "2026-W49", "customer_id": CUSTOMER, "vehicle_id": VEHICLE,
            "reason_group": "service" if proposal_id == "p-1" else "apk",
            "decision": decision, "decision_source": "user", "status": status}


def said_topics():
    topics = Topics()
    for version in (1, 2):
        topics.say("customer.state.v1", f"{DEALER}/{CUSTOMER}",
                   {"dealer": DEALER, "customer_id": CUSTOMER, "version": version})
        topics.say("invoice.recorded.v1", f"{DEALER}/{VEHICLE}",
                   {"dealer": DEALER, "invoice_id": "i-1", "version": version})
    for decision, status in (("yes", "open"), ("no", "open"), ("yes", "open"),
                             ("yes", "frozen"), ("yes", "released"), ("yes", "sent")):
        version = len(topics.topics.get("proposal.state.v1", ())) + 1
        topics.say("proposal.state.v1", f"{DEALER}/p-1",
                   proposal("p-1", version, decision, status))
    for version, decision in ((1, "yes"), (2, "no")):
        topics.say("proposal.state.v1", f"{DEALER}/p-2",
                   proposal("p-2", version, decision, "open"))
    topics.say("week.closed.v1", f"{DEALER}/2026-W49", dict(WEEK))
    topics.say("notification.requested.v1", f"{DEALER}/{CUSTOMER}",
               {"dealer": DEALER, "intent_id": "n-1", "proposal_id": "p-1"})
    topics.say("notification.outcome.v1", f"{DEALER}/{CUSTOMER}",
               {"dealer": DEALER, "intent_id": "n-1", "outcome": "sent", "sequence": 1})
    for number in (1, 2):
        topics.say("inspection.state.v1", f"{DEALER}/{FORM}",
                   {"dealer": DEALER, "inspection_id": FORM, "version": number})
        say_letter(topics, number)
    topics.say("proposal.state.v1", f"{DEALER}/p-3", followup_line("p-3"))
    say_offers(topics)
    return topics.topics


def say_offers(topics):
    """Taken by a driver, then declined by an owner; an appointment that was confirmed."""
    for transfer, end in (("t-1", "accepted"), ("t-2", "declined")):
        for version, status in ((1, "pending"), (2, end)):
            topics.say("transfer.state.v1", transfer, {
                "transfer_id": transfer, "version": version, "status": status})
    for version in range(1, 6):
        topics.say("passport.state.v1", CAR, {"passport_id": CAR, "version": version})
    topics.say("calendar.state.v1", f"{DEALER}/2026-11-10",
               {"dealer": DEALER, "date": "2026-11-10", "version": 1})
    topics.say("calendar.state.v1", f"{DEALER}/2026-11-10", None)
    topics.say("calendar.state.v1", f"{DEALER}/2026-12-15",
               {"dealer": DEALER, "date": "2026-12-15", "version": 1})
    say_appointment(topics, "a-1")


def say_appointment(topics, appointment):
    topics.say("appointment.state.v1", f"{DEALER}/{appointment}",
               {"dealer": DEALER, "appointment_id": appointment, "version": 1})
    say_confirmed(topics, f"n-{appointment}", appointment)


def say_confirmed(topics, intent, appointment):
    topics.say("notification.requested.v1", f"{DEALER}/{CUSTOMER}", {
        "dealer": DEALER, "intent_id": intent, "template": "appointment_confirmed",
        "params": {"appointment": {"appointment_id": appointment}}})
    topics.say("notification.outcome.v1", f"{DEALER}/{CUSTOMER}",
               {"dealer": DEALER, "intent_id": intent, "outcome": "suppressed"})


def say_letter(topics, number):
    """Asked for, and kept back: no mail is looked for."""
    intent = f"n-{FORM}-{number}"
    topics.say("notification.requested.v1", f"{DEALER}/{CUSTOMER}",
               {"dealer": DEALER, "intent_id": intent, "params": {"number": number},
                "recipient": {"email": f"{FORM}@formulier.example"}})
    topics.say("notification.outcome.v1", f"{DEALER}/{CUSTOMER}",
               {"dealer": DEALER, "intent_id": intent, "outcome": "suppressed"})


def followup_line(proposal_id):
    return {**proposal(proposal_id, 1, "no", "open"), "reason_group": "advice",
            "state": json.dumps({"default_decision": "no"})}


def saved_version(number, *marks):
    state = {"form": {"points": [{"note": mark} for mark in marks] + [{}]}}
    return {"dealer": DEALER, "inspection_id": FORM, "number": number, "version": 1,
            "state": json.dumps(state)}


def kept_forms():
    """A form that was saved twice, and its follow-up."""
    saved_at = datetime.datetime(2026, 12, 1, 9, tzinfo=UTC)
    return {
        "inspection.form": [{"inspection_id": FORM, "version": 2}],
        "gateway.inspection": [{"inspection_id": FORM, "version": 2, "saved_number": 2}],
        "inspection.form_version": [saved_version(1, "m-1"), saved_version(2, "m-2")],
        "gateway.inspection_version": [{"inspection_id": FORM, "number": number}
                                       for number in (1, 2)],
        "reminder.followup": [{"dealer": DEALER, "inspection_id": FORM, "number": 2,
                               "vehicle_id": VEHICLE, "customer_id": CUSTOMER,
                               "first_saved_at": saved_at}]}


def kept_tables():
    deadline = datetime.datetime(2026, 12, 6, 14, tzinfo=UTC)
    proposals = [proposal("p-1", 6, "yes", "sent"), proposal("p-2", 2, "no", "open"),
                 followup_line("p-3")]
    change = {"dealer": DEALER, "received_at": deadline}
    customer = {"dealer": DEALER, "customer_id": CUSTOMER, "version": 2}
    intent = {"intent_id": "n-1", "dealer": DEALER, "customer_id": CUSTOMER,
              "proposal_id": None, "channel": "email", "is_marketing": False,
              "due_at": deadline}
    return {
        "invoice.customer": [customer], "reminder.customer": [dict(customer)],
        "invoice.invoice": [{"dealer": DEALER, "invoice_id": "i-1", "version": 2,
                             "document_number": "F1", "net_cents": 200}],
        "reminder.week": [{**WEEK, "version": 0, "status": "closed",
                           "deadline_at": deadline}],
        "reminder.proposal": proposals, "gateway.proposal": copy.deepcopy(proposals),
        "reminder.proposal_change": [
            {**change, "proposal_id": "p-1", "version": 2, "new_decision": "no"},
            {**change, "proposal_id": "p-1", "version": 3, "new_decision": "yes"},
            {**change, "proposal_id": "p-2", "version": 2, "new_decision": "no"}],
        "notification.intent": [
            {**intent, "proposal_id": "p-1", "state": "sent"},
            *({**intent, "intent_id": f"n-{FORM}-{number}", "state": "suppressed"}
              for number in (1, 2)),
            {**intent, "intent_id": "n-a-1", "state": "suppressed"}],
        "gateway.dealer": [{"dealer": DEALER, "version": 0, "state": '{"phone": "030-2"}'}],
        "reminder.outbox": [], "reminder.dead_letter": [], **kept_forms(), **kept_cars(),
        **kept_bookings(),
    }


def transfer_row(transfer, status, ended_on):
    return {"transfer_id": transfer, "version": 2, "passport_id": CAR, "status": status,
            "recipient_id": DRIVER if transfer == "t-1" else "b-3",
            "ended_at": datetime.datetime(2026, 12, ended_on, 9, tzinfo=UTC)}


def kept_cars():
    """A fleet's car with the driver who accepted it, and the garage that looks after it."""
    passport = {"passport_id": CAR, "version": 5, "status": "active", "owner_id": None,
                "driver_id": DRIVER, "fleet_id": "w-1"}
    garage = {"passport_id": CAR, "dealer": DEALER, "until": None}
    access = {"passport_id": CAR, "fleet_id": "w-1"}
    return {
        "fleet.passport": [passport], "gateway.passport": [dict(passport)],
        "fleet.passport_garage": [garage, {**garage, "dealer": "NL-5208", "until": NOW}],
        "gateway.passport_access": [{**access, "tenant": DEALER, "role": "garage"},
                                    {**access, "tenant": f"@{DRIVER}", "role": "driver"}],
        "fleet.transfer": [transfer_row("t-1", "accepted", 2),
                           transfer_row("t-2", "declined", 3)]}


def kept_bookings():
    day = {"dealer": DEALER, "date": datetime.date(2026, 12, 15), "version": 1}
    slots = [{"time": "08:00", "minutes": 30, "capacity": 1, "taken": 1},
             {"time": "08:30", "minutes": 30, "capacity": 1, "taken": 0}]
    return {"fleet.appointment": [appointment_row("a-1", 480)],
            "fleet.calendar_day": [{**day, "slots": "480/30/1/1 510/30/1/0"}],
            "gateway.calendar": [{**day, "slots": slots}]}


def appointment_row(appointment, minute):
    return {"dealer": DEALER, "appointment_id": appointment, "version": 1,
            "status": "booked", "date": datetime.date(2026, 12, 15), "minute": minute}


def booked(appointment, time, outcome, status="booked"):
    return Booked(DEALER, appointment, status, "2026-12-15", time, outcome)


def healthy():
    evidence = healthy_week()
    topics = Topics()
    topics.topics = evidence.topics
    planted_channels.add_to(evidence, topics.say)
    return evidence


def healthy_week():
    return Evidence(
        published=[Published(DEALER, "F1", 100, OK), Published(DEALER, "F1", 200, OK),
                   Published(DEALER, "F2", 100, FAIL), Published(DEALER, "F3", 100, INFO)],
        decided=[Decided(DEALER, "p-1", "no", OK), Decided(DEALER, "p-1", "yes", INFO),
                 Decided(DEALER, "p-1", "never", FAIL), Decided(DEALER, "p-2", "no", OK)],
        changed=[Changed(DEALER, "030-1", OK), Changed(DEALER, "030-2", INFO),
                 Changed(DEALER, "030-3", FAIL)],
        saved=[Saved(DEALER, FORM, "m-1", OK, 1), Saved(DEALER, FORM, "m-x", FAIL),
               Saved(DEALER, FORM, "m-2", OK, 2), Saved(DEALER, FORM, "m-3", INFO)],
        offered=[Offered(CAR, "t-1", "driver", OK), Offered(CAR, "t-2", "owner", INFO),
                 Offered(CAR, "t-3", "owner", FAIL)],
        answered=[Answered("t-1", "accepted", OK), Answered("t-1", "cancelled", FAIL),
                  Answered("t-2", "declined", INFO)],
        booked=[booked("a-1", "08:00", OK), booked("a-1", "08:30", INFO),
                booked("a-2", "08:00", FAIL), booked("a-3", "08:00", INFO)],
        topics=said_topics(), tables=kept_tables(), mails=[{"message_id": "<n-1@x.nl>"}],
        planted=set(), now=NOW)


def rows(evidence, table):
    return evidence.tables[table]


def insert(evidence, topic, at, value, record_id="another"):
    """A record between the others."""
    records = evidence.topics[topic]
    records.insert(at, Record(0, 0, records[0].key, record_id, value))
    for offset, record in enumerate(records):
        record.offset = offset


def found(evidence):
    return {(finding.kind, finding.check) for finding in checker.check(evidence)}


def test_a_healthy_run_has_no_finding():
    assert checker.check(healthy()) == []


def test_a_record_said_again_with_its_id_is_harmless():
    evidence = healthy()
    records = evidence.topics["customer.state.v1"]
    insert(evidence, "customer.state.v1", 2, records[0].value, records[0].id)
    assert checker.check(evidence) == []


@pytest.mark.parametrize("table, row", [
    ("reminder.consent", {"customer_id": CUSTOMER, "version": 0, "withdrawn": True}),
    ("reminder.suppression", {"scope": "vehicle", "subject": VEHICLE})])
def test_who_is_to_be_left_alone_is_not_followed_up(table, row):
    evidence = healthy()
    follow_up_nothing(evidence)
    assert ("lost", "followups") in found(evidence)
    evidence.tables[table] = [row]
    assert ("lost", "followups") not in found(evidence)


def test_a_command_asked_again_says_the_same_at_another_moment():
    evidence = healthy()
    said = {"inspection_id": FORM, "received_at": "09:00", "reason": "klant belde"}
    commands = Topics()
    commands.say("inspection.command.v1", FORM, said, "k-1")
    commands.say("inspection.command.v1", FORM, {**said, "received_at": "09:01"}, "k-1")
    evidence.topics |= commands.topics
    assert checker.check(evidence) == []
    commands.say("inspection.command.v1", FORM, {**said, "reason": "anders"}, "k-1")
    assert found(evidence) == {("duplicated", "repeats")}


def test_an_unsure_invoice_may_be_stored_or_not():
    evidence = healthy()
    rows(evidence, "invoice.invoice").append(
        {"dealer": DEALER, "invoice_id": "i-3", "version": 1, "document_number": "F3",
         "net_cents": 100})
    insert(evidence, "invoice.recorded.v1", 0,
           {"dealer": DEALER, "invoice_id": "i-3", "version": 1})
    assert checker.check(evidence) == []


def visit_said(visit, version, **more):
    return {"dealer": DEALER, "invoice_id": f"i-{visit}", "version": 1,
            "visit": {"visit_id": visit, "version": version, **more}}


def test_an_absorbed_visit_is_no_row_any_more():
    evidence = healthy()
    insert(evidence, "invoice.recorded.v1", 0, visit_said("s-1", 1), "first")
    insert(evidence, "invoice.recorded.v1", 1,
           visit_said("s-2", 1, absorbed_visit_ids=["s-1"]), "second")
    for table in ("invoice.visit", "gateway.visit"):
        evidence.tables[table] = [{"visit_id": "s-2", "version": 1}]
    assert not any(".visit " in one.text for one in checker.check(evidence))
    evidence.tables["invoice.visit"].append({"visit_id": "s-1", "version": 1})
    assert any(".visit s-1" in one.text for one in checker.check(evidence))


# What is broken, and which finding must come of it.

def lose_invoice(evidence):
    rows(evidence, "invoice.invoice").clear()


def double_invoice(evidence):
    rows(evidence, "invoice.invoice").append({**rows(evidence, "invoice.invoice")[0],
                                              "invoice_id": "i-9"})


def older_invoice_wins(evidence):
    rows(evidence, "invoice.invoice")[0]["net_cents"] = 100


def store_refused(evidence):
    rows(evidence, "invoice.invoice").append(
        {"dealer": DEALER, "invoice_id": "i-2", "version": 1, "document_number": "F2",
         "net_cents": 100})


def park_another(evidence):
    """Waiting on the intake page excuses that number only."""
    lose_invoice(evidence)
    evidence.tables["invoice.record"] = [
        {"record_id": "d-1", "version": 0, "dealer": DEALER, "document_number": "F7",
         "status": 3}]


def list_stays_open(evidence):
    rows(evidence, "reminder.week")[0]["status"] = "open"


def lose_event(evidence):
    evidence.topics["customer.state.v1"].pop()


def lose_middle_event(evidence):
    evidence.topics["proposal.state.v1"].pop(2)


def say_rolled_back(evidence):
    insert(evidence, "customer.state.v1", 2,
           {"dealer": DEALER, "customer_id": CUSTOMER, "version": 3})


def swap_events(evidence):
    first, second = evidence.topics["customer.state.v1"]
    first.value, second.value = second.value, first.value


def double_event(evidence):
    insert(evidence, "customer.state.v1", 2, evidence.topics["customer.state.v1"][1].value)


def other_words(evidence):
    insert(evidence, "customer.state.v1", 2,
           {"dealer": DEALER, "customer_id": CUSTOMER, "version": 1, "kind": "company"},
           evidence.topics["customer.state.v1"][0].id)


def copy_lags(evidence):
    rows(evidence, "reminder.customer")[0]["version"] = 1


def copy_misses(evidence):
    rows(evidence, "reminder.customer").clear()


def gateway_shows_other(evidence):
    rows(evidence, "gateway.proposal")[0]["decision"] = "no"


def double_proposal(evidence):
    rows(evidence, "reminder.proposal").append(
        {**rows(evidence, "reminder.proposal")[0], "proposal_id": "p-9", "version": 0})


def close_twice(evidence):
    insert(evidence, "week.closed.v1", 0, dict(WEEK))


def close_silently(evidence):
    evidence.topics["week.closed.v1"].clear()


def lose_answer(evidence):
    rows(evidence, "reminder.proposal_change").pop()


def answer_twice(evidence):
    rows(evidence, "reminder.proposal_change").append(
        {**rows(evidence, "reminder.proposal_change")[2], "version": 3})


def answers_swapped(evidence):
    evidence.decided[1].outcome = OK
    first, second, _ = rows(evidence, "reminder.proposal_change")
    first["version"], second["version"] = 3, 2


def refused_answer_counts(evidence):
    rows(evidence, "reminder.proposal_change").append(
        {**rows(evidence, "reminder.proposal_change")[0], "version": 4,
         "new_decision": "never"})


def lose_settings(evidence):
    evidence.changed.append(Changed(DEALER, "030-4", OK))


def ask_nobody(evidence):
    evidence.topics["notification.requested.v1"].clear()


def ask_twice(evidence):
    insert(evidence, "notification.requested.v1", 1,
           {"dealer": DEALER, "intent_id": "n-2", "proposal_id": "p-1"})


def ask_for_a_no(evidence):
    insert(evidence, "notification.requested.v1", 1,
           {"dealer": DEALER, "intent_id": "n-2", "proposal_id": "p-2"})


def stay_in_sending(evidence):
    rows(evidence, "notification.intent")[0]["state"] = "sending"


def tell_no_outcome(evidence):
    evidence.topics["notification.outcome.v1"].clear()


def mail_twice(evidence):
    evidence.mails *= 2


def mail_never_arrived(evidence):
    evidence.mails.clear()


def mail_a_no(evidence):
    rows(evidence, "notification.intent")[0]["proposal_id"] = "p-2"


def mail_of_nobody(evidence):
    evidence.mails.append({"message_id": "<n-7@x.nl>"})


def leave_outbox(evidence):
    rows(evidence, "reminder.outbox").append({"id": 4, "topic": "proposal.state.v1"})


def park_record(evidence):
    rows(evidence, "reminder.dead_letter").append(
        {"record_id": "r-1", "state": "parked", "topic": "vehicle.state.v1", "partition": 1,
         "record_offset": 5, "reason": "does not fit"})


def lose_save(evidence):
    rows(evidence, "inspection.form_version").pop()


def save_twice(evidence):
    rows(evidence, "inspection.form_version").append(saved_version(3, "m-2"))


def save_refused(evidence):
    rows(evidence, "inspection.form_version")[1] = saved_version(2, "m-2", "m-x")


def tell_another_number(evidence):
    evidence.saved[0].number = 2


def older_save_is_newest(evidence):
    evidence.saved.pop()
    evidence.saved.append(Saved(DEALER, FORM, "m-1", OK, 1))


def show_older_version(evidence):
    rows(evidence, "gateway.inspection")[0]["saved_number"] = 1


def miss_a_version(evidence):
    rows(evidence, "gateway.inspection_version").pop(0)


def mail_no_version(evidence):
    records = evidence.topics["notification.requested.v1"]
    records[:] = [one for one in records if one.value["intent_id"] != f"n-{FORM}-2"]


def mail_a_version_twice(evidence):
    again = {**evidence.topics["notification.requested.v1"][1].value, "intent_id": "n-8"}
    insert(evidence, "notification.requested.v1", 1, again)


def follow_up_older_version(evidence):
    rows(evidence, "reminder.followup")[0]["number"] = 1


def follow_up_nothing(evidence):
    rows(evidence, "reminder.proposal").pop()


def follow_up_twice(evidence):
    rows(evidence, "reminder.proposal").append(followup_line("p-4"))


def follow_up_with_other_default(evidence):
    rows(evidence, "reminder.proposal")[2]["state"] = '{"default_decision": "yes"}'


def lose_offer(evidence):
    rows(evidence, "fleet.transfer").pop(0)


def keep_refused_offer(evidence):
    rows(evidence, "fleet.transfer").append(transfer_row("t-3", "cancelled", 4))


def lose_acceptance(evidence):
    rows(evidence, "fleet.transfer")[0]["status"] = "pending"


def acknowledge_both(evidence):
    evidence.answered[1].outcome = OK


def refused_answer_holds(evidence):
    evidence.answered[0].outcome, evidence.answered[1].outcome = FAIL, FAIL


def tell_both_ends(evidence):
    insert(evidence, "transfer.state.v1", 2,
           {"transfer_id": "t-1", "version": 3, "status": "cancelled"})


def own_twice(evidence):
    rows(evidence, "fleet.passport")[0]["owner_id"] = OWNER


def own_by_nobody(evidence):
    rows(evidence, "fleet.passport")[0]["fleet_id"] = None


def driver_stays(evidence):
    rows(evidence, "fleet.passport")[0]["driver_id"] = OWNER


def offer_waits_for_nobody(evidence):
    rows(evidence, "fleet.passport")[0]["status"] = "transfer_pending"


def show_to_former_driver(evidence):
    rows(evidence, "gateway.passport_access").append(
        {"passport_id": CAR, "fleet_id": "w-1", "tenant": "@b-3", "role": "driver"})


def show_to_former_garage(evidence):
    rows(evidence, "gateway.passport_access").append(
        {"passport_id": CAR, "fleet_id": "w-1", "tenant": "NL-5208", "role": "garage"})


def hide_from_driver(evidence):
    rows(evidence, "gateway.passport_access").pop()


def overbook(evidence):
    rows(evidence, "fleet.appointment").append(appointment_row("a-3", 480))


def count_a_car_too_few(evidence):
    rows(evidence, "gateway.calendar")[0]["slots"][0]["taken"] = 0


def lose_booking(evidence):
    evidence.booked[1].outcome = FAIL
    rows(evidence, "fleet.appointment").clear()


def book_twice(evidence):
    rows(evidence, "fleet.appointment").append(appointment_row("a-1", 510))


def book_refused(evidence):
    rows(evidence, "fleet.appointment").append(appointment_row("a-2", 510))


def forget_a_move(evidence):
    evidence.booked[1].outcome = OK


def confirm_twice(evidence):
    requests = Topics()
    requests.topics = evidence.topics
    say_confirmed(requests, "n-a-9", "a-1")


def confirm_never(evidence):
    rows(evidence, "fleet.appointment").append(appointment_row("a-3", 510))


def day_comes_back(evidence):
    rows(evidence, "gateway.calendar").append(
        {"dealer": DEALER, "date": "2026-11-10", "version": 1, "slots": []})


PLANTED = (
    (lose_invoice, "lost", "published"), (park_another, "lost", "published"),
    (list_stays_open, "lost", "closings"), (double_invoice, "duplicated", "published"),
    (older_invoice_wins, "out_of_order", "invoices"), (store_refused, "ghost", "ghosts"),
    (lose_event, "lost", "owners"), (lose_middle_event, "lost", "order"),
    (say_rolled_back, "ghost", "owners"), (swap_events, "out_of_order", "order"),
    (double_event, "duplicated", "order"), (other_words, "duplicated", "repeats"),
    (copy_lags, "disagree", "copies"), (copy_misses, "disagree", "copies"),
    (gateway_shows_other, "disagree", "copies"),
    (double_proposal, "duplicated", "proposals"), (close_twice, "duplicated", "closings"),
    (close_silently, "lost", "closings"), (lose_answer, "lost", "decisions"),
    (answer_twice, "duplicated", "decisions"),
    (answers_swapped, "out_of_order", "decisions"),
    (lose_settings, "lost", "settings"),
    (refused_answer_counts, "duplicated", "decisions"), (ask_nobody, "lost", "releases"),
    (ask_twice, "duplicated", "releases"), (ask_for_a_no, "ghost", "releases"),
    (stay_in_sending, "lost", "intents"), (tell_no_outcome, "lost", "intents"),
    (mail_twice, "duplicated", "mails"), (mail_never_arrived, "lost", "mails"),
    (mail_a_no, "ghost", "mails"), (mail_of_nobody, "ghost", "mails"),
    (lose_save, "lost", "saves"), (save_twice, "duplicated", "saves"),
    (save_refused, "ghost", "saves"), (tell_another_number, "disagree", "saves"),
    (older_save_is_newest, "out_of_order", "newest"),
    (show_older_version, "disagree", "newest"), (miss_a_version, "disagree", "newest"),
    (mail_no_version, "lost", "letters"), (mail_a_version_twice, "duplicated", "letters"),
    (follow_up_older_version, "lost", "followups"), (follow_up_nothing, "lost", "followups"),
    (follow_up_twice, "duplicated", "followups"),
    (follow_up_with_other_default, "disagree", "followups"),
    (lose_offer, "lost", "transfers"), (keep_refused_offer, "ghost", "transfers"),
    (lose_acceptance, "lost", "transfers"), (acknowledge_both, "duplicated", "transfers"),
    (refused_answer_holds, "ghost", "transfers"),
    (tell_both_ends, "duplicated", "transfers"), (own_twice, "duplicated", "holders"),
    (own_by_nobody, "lost", "holders"), (driver_stays, "lost", "holders"),
    (offer_waits_for_nobody, "disagree", "holders"),
    (show_to_former_driver, "ghost", "access"), (show_to_former_garage, "ghost", "access"),
    (hide_from_driver, "lost", "access"), (overbook, "duplicated", "slots"),
    (count_a_car_too_few, "disagree", "slots"), (lose_booking, "lost", "bookings"),
    (book_twice, "duplicated", "bookings"), (book_refused, "ghost", "bookings"),
    (forget_a_move, "lost", "bookings"), (confirm_twice, "duplicated", "confirmations"),
    (confirm_never, "lost", "confirmations"), (day_comes_back, "disagree", "copies"),
    (leave_outbox, "lost", "flow_tables"), (park_record, "parked", "flow_tables"),
    *planted_channels.PLANTED,
)


@pytest.mark.parametrize("plant, kind, check", PLANTED,
                         ids=[one[0].__name__ for one in PLANTED])
def test_planted_violation_is_found(plant, kind, check):
    evidence = healthy()
    plant(evidence)
    assert (kind, check) in found(evidence)


def test_poison_that_was_planted_and_settled_is_no_finding():
    evidence = healthy()
    park_record(evidence)
    evidence.planted.add("r-1")
    assert ("parked", "flow_tables") in found(evidence)
    rows(evidence, "reminder.dead_letter")[0]["state"] = "discarded"
    assert checker.check(evidence) == []


def test_every_check_has_a_planted_violation():
    assert {check for _, _, check in PLANTED} == \
        {one.__name__.removeprefix("check_") for one in checker.CHECKS}


def test_counts_name_every_kind():
    assert set(checker.counts([])) == set(checker.KINDS)
    assert {kind for _, kind, _ in PLANTED} <= set(checker.KINDS)
