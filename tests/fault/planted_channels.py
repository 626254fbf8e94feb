# SPDX-License-Identifier: Apache-2.0
"""Messages by every channel in which each promise was kept, and what to break in them."""
import datetime
import json

from evidence import INFO, OK, Arrived, Called, Job, OptedOut

UTC = datetime.timezone.utc
DEALER = "NL-4711"
MONDAY = datetime.datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = datetime.timedelta(hours=1)
SMS, PUSH, CARRIED, LETTER, CARD, CALL = "x-1", "x-2", "x-3", "x-4", "x-5", "x-6"
FOR_ALL = {"email": "k-0", SMS: "k-1", PUSH: "k-2", CARRIED: "k-3", LETTER: "k-4",
           CARD: "k-5", CALL: "k-6"}


def intent(intent_id, channel, cost=None, **more):
    """One that was asked for, passed, and counts as sent."""
    return {"intent_id": intent_id, "dealer": DEALER, "customer_id": FOR_ALL[intent_id],
            "to_party": None, "proposal_id": None, "is_marketing": True, "template": "apk",
            "channel": channel, "state": "sent", "reason": None, "contacted_at": MONDAY,
            "due_at": MONDAY, "cost_cents": cost, "plate": f"B-00{intent_id[-1]}-BZ", **more}


def line(intent_id, batch):
    return {"intent_id": intent_id, "batch_id": batch, "dealer": DEALER,
            "customer_id": FOR_ALL[intent_id], "settled": True, "left_out": False}


def batch(batch_id, kind, cents):
    return {"batch_id": batch_id, "dealer": DEALER, "kind": kind, "status": "posted",
            "closed_at": MONDAY + HOUR, "each_cents": cents}


def arrived(channel, intent_id, mark=""):
    return Arrived(channel, intent_id, 100.0, MONDAY, mark)


def add_to(evidence, say):
    """`say(topic, key, value)` puts a record on a topic."""
    rows = [intent(SMS, "sms", 16), intent(PUSH, "push"), intent(CARRIED, "sms"),
            intent(LETTER, "letter", 105), intent(CARD, "card", 92), intent(CALL, "phone")]
    for row in rows:
        evidence.asked.add(row["intent_id"])
        say("notification.requested.v1", row["customer_id"],
            {"dealer": DEALER, "intent_id": row["intent_id"]})
        say("notification.outcome.v1", row["customer_id"],
            {"dealer": DEALER, "intent_id": row["intent_id"], "outcome": "sent",
             "channel": row["channel"]})
    # That it arrived is said as sent once more.
    say("notification.outcome.v1", FOR_ALL[SMS],
        {"dealer": DEALER, "intent_id": SMS, "outcome": "sent", "channel": "sms",
         "reason": "DELIVERED"})
    evidence.tables["notification.intent"] += rows
    evidence.tables |= {
        "notification.garage": [{"dealer": DEALER, "version": 0, "cap_week": 2,
                                 "cap_month": 4, "sms_cents": 8}],
        "notification.carried": [{"intent_id": CARRIED, "open": False}],
        "notification.command_outcome": [{"answered_at": MONDAY, "result": json.dumps(
            {"leave": True, "message": {"message_id": CARRIED}}, separators=(",", ":"))}],
        "notification.print_batch": [batch("h-1", "letter", 105), batch("h-2", "card", 92)],
        "notification.print_line": [line(LETTER, "h-1"), line(CARD, "h-2")],
        "notification.call_task": [{"task_id": CALL, "dealer": DEALER, "status": "closed",
                                    "customer_id": FOR_ALL[CALL]}],
        "notification.call_made": [{"task_id": CALL, "actor": "sanne",
                                    "outcome": "reached_no"}]}
    evidence.arrived += [arrived("sms", SMS, "2"), arrived("push", PUSH, "b0"),
                         arrived("carried", CARRIED, "post-1")]
    evidence.called += [Called(CALL, "sanne", "reached_no", OK, 90.0, (91.0, MONDAY)),
                        Called(CALL, "rik", "no_answer", INFO, 80.0)]
    evidence.jobs += [Job("h-1", DEALER, "letter", 1, 105, ["GeachteB004BZ"]),
                      Job("h-2", DEALER, "card", 1, 92, ["front", "back"])]
    evidence.opted += [OptedOut(DEALER, FOR_ALL[SMS], "email", OK, 50.0, MONDAY - HOUR),
                       OptedOut(DEALER, FOR_ALL[SMS], "sms", INFO, 50.0, MONDAY - HOUR),
                       OptedOut(DEALER, FOR_ALL[PUSH], "push", OK, 200.0, MONDAY + HOUR)]
    evidence.over = True


def row_of(evidence, intent_id):
    return next(row for row in evidence.tables["notification.intent"]
                if row["intent_id"] == intent_id)


# --- what is broken ---------------------------------------------------------------------

def text_twice(evidence):
    evidence.arrived.append(arrived("sms", SMS, "2"))


def push_twice_in_one_browser(evidence):
    evidence.arrived.append(arrived("push", PUSH, "b0"))


def post_again_under_another_id(evidence):
    evidence.arrived.append(arrived("carried", CARRIED, "post-2"))


def text_of_nobody(evidence):
    evidence.arrived.append(arrived("sms", "x-9", "1"))


def text_that_was_suppressed(evidence):
    row_of(evidence, SMS)["state"] = "suppressed"


def next_channel_after_it_arrived(evidence):
    row_of(evidence, CARRIED)["channel"] = "email"


def text_never_arrived(evidence):
    evidence.arrived.pop(0)


def post_never_arrived(evidence):
    evidence.arrived.pop(2)


def wait_for_ever(evidence):
    row_of(evidence, PUSH)["state"] = "queued"


def stop(evidence, intent_id, channel):
    evidence.opted.append(OptedOut(DEALER, FOR_ALL[intent_id], channel, OK, 99.0,
                                   MONDAY - HOUR))


def text_after_stop(evidence):
    stop(evidence, SMS, "sms")


def post_after_stop(evidence):
    stop(evidence, CARRIED, "sms")


def uncertain_after_stop(evidence):
    """Who died is no excuse for what was claimed after the stop."""
    row_of(evidence, PUSH)["state"] = "uncertain"
    stop(evidence, PUSH, "push")


def call_after_do_not_call(evidence):
    evidence.called.insert(0, Called(CALL, "rik", "do_not_call", OK, 80.0, (85.0, MONDAY)))


def once_too_often(evidence):
    for day in (1, 2):
        evidence.tables["notification.intent"].append(intent(
            PUSH, "email", contacted_at=MONDAY - 24 * day * HOUR))


def two_texts_in_a_month(evidence):
    evidence.tables["notification.intent"].append(intent(
        SMS, "sms", contacted_at=MONDAY - 24 * 20 * HOUR))


def fetch_twice(evidence):
    evidence.jobs.append(evidence.jobs[0])


def job_of_no_batch(evidence):
    evidence.jobs.append(Job("h-9", DEALER, "card", 1, 92, ["front", "back"]))


def one_sheet_too_many(evidence):
    evidence.jobs[1].sheets = 2


def one_page_too_few(evidence):
    evidence.jobs[1].pages.pop()


def job_costs_too_much(evidence):
    evidence.jobs[0].cost_cents = 210


def job_never_came(evidence):
    evidence.jobs.pop()


def same_letter_twice(evidence):
    evidence.jobs[1].kind = "letter"
    evidence.jobs[1].pages = ["GeachteB004BZ"]


def letter_on_no_sheet(evidence):
    evidence.jobs[0].pages = ["Geachte"]


def print_after_stop(evidence):
    stop(evidence, LETTER, "letter")


def lose_call(evidence):
    evidence.tables["notification.call_made"].clear()


def keep_call_twice(evidence):
    evidence.tables["notification.call_made"] *= 2


def one_part_too_few(evidence):
    row_of(evidence, SMS)["cost_cents"] = 8


def letter_for_nothing(evidence):
    row_of(evidence, LETTER)["cost_cents"] = None


def told_twice(evidence):
    topic = evidence.topics["notification.outcome.v1"]
    again = next(one for one in topic if one.value["intent_id"] == PUSH)
    topic.append(type(again)(0, len(topic), again.key, "again", dict(again.value)))


def carried_by_nobody(evidence):
    row_of(evidence, CARRIED)["state"] = "handed"


PLANTED = (
    (text_twice, "duplicated", "arrivals"),
    (push_twice_in_one_browser, "duplicated", "arrivals"),
    (post_again_under_another_id, "duplicated", "arrivals"),
    (text_of_nobody, "ghost", "arrivals"), (text_that_was_suppressed, "ghost", "arrivals"),
    (next_channel_after_it_arrived, "ghost", "arrivals"),
    (text_never_arrived, "lost", "arrived"), (post_never_arrived, "lost", "arrived"),
    (wait_for_ever, "lost", "ends"), (text_after_stop, "ghost", "stops"),
    (post_after_stop, "ghost", "stops"), (uncertain_after_stop, "ghost", "stops"),
    (call_after_do_not_call, "ghost", "stops"), (once_too_often, "ghost", "caps"),
    (two_texts_in_a_month, "ghost", "caps"), (fetch_twice, "duplicated", "jobs"),
    (job_of_no_batch, "ghost", "jobs"), (one_sheet_too_many, "disagree", "jobs"),
    (one_page_too_few, "disagree", "jobs"), (job_costs_too_much, "disagree", "jobs"),
    (job_never_came, "lost", "jobs"), (same_letter_twice, "duplicated", "sheets"),
    (letter_on_no_sheet, "lost", "sheets"), (print_after_stop, "ghost", "too_late"),
    (lose_call, "lost", "calls"), (keep_call_twice, "duplicated", "calls"),
    (one_part_too_few, "disagree", "costs"), (letter_for_nothing, "disagree", "costs"),
    (told_twice, "duplicated", "intents"), (carried_by_nobody, "lost", "intents"),
)
