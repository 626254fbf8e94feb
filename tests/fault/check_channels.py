# SPDX-License-Identifier: Apache-2.0
"""Every channel: a message reaches its carrier at most once and counts as what became of
it, nobody who said stop gets one, nobody gets too many, letters are printed once, calls are
kept, and costs add up."""
import datetime
import json
from collections import Counter, defaultdict

from evidence import INFO, OK

DAYS = datetime.timedelta(days=1)
ENDS = {"sent", "failed", "uncertain", "suppressed"}
SIDES = {"letter": 1, "card": 2}
PAPER_A_YEAR = 4


def intents_of(evidence):
    return {str(row["intent_id"]): row
            for row in evidence.tables.get("notification.intent", ())}


def channel_of(one):
    """The channel of a message: what the garage's own system takes are text messages."""
    return "sms" if one.channel == "carried" else one.channel


def leaves_of(evidence):
    """{intent: when the garage's own system was first told that it may leave}."""
    found = {}
    for row in evidence.tables.get("notification.command_outcome", ()):
        told = row.get("result") or ""
        if told.startswith('{"leave":true'):
            intent = json.loads(told)["message"]["message_id"]
            found[intent] = min(row["answered_at"], found.get(intent, row["answered_at"]))
    return found


# --- what arrived -----------------------------------------------------------------------

def check_arrivals(evidence):
    """Once, and it counts as sent or as uncertain by that very channel."""
    rows = intents_of(evidence)
    copies = Counter((one.intent, channel_of(one), one.mark if one.channel == "push" else "")
                     for one in evidence.arrived)
    for (intent, channel, _), count in sorted(copies.items()):
        row = rows.get(intent)
        if count > 1:
            yield "duplicated", f"intent {intent} arrived {count} times by {channel}"
        if not row:
            yield "ghost", f"{intent} arrived by {channel} and is no intent"
        elif row["channel"] != channel or row["state"] not in ("sent", "uncertain"):
            yield "ghost", (f"intent {intent} arrived by {channel} and is "
                            f"{row['state']} by {row['channel']}")


def check_arrived(evidence):
    """What counts as sent by a carrier of ours, that carrier has."""
    has = {(one.intent, channel_of(one)) for one in evidence.arrived}
    for intent, row in sorted(intents_of(evidence).items()):
        channel = row.get("channel")
        if row["state"] == "sent" and channel in ("sms", "push") \
                and (intent, channel) not in has:
            yield "lost", f"intent {intent} counts as sent by {channel} and did not arrive"


def check_ends(evidence):
    """Once nothing comes any more, whatever was asked for on purpose has ended."""
    rows = intents_of(evidence)
    for intent in sorted(evidence.asked) if evidence.over else ():
        if intent in rows and rows[intent]["state"] not in ENDS:
            yield "lost", f"intent {intent} never ended: {rows[intent]['state']}"


# --- stops and caps ---------------------------------------------------------------------

def stops_of(evidence):
    """{(dealer, customer, channel): first acknowledged stop}."""
    found = []
    calls = {str(row["task_id"]): row
             for row in evidence.tables.get("notification.call_task", ())}
    for one in evidence.opted:
        if one.outcome == OK:
            found.append((one.at, one.house_at, one.dealer, one.customer, one.channel))
    for one in evidence.called:
        task = calls.get(one.task)
        if task and one.outcome == OK and one.said == "do_not_call":
            found.append((*one.answered, task["dealer"], str(task["customer_id"]), "phone"))
    return {tuple(who): (at, house_at) for at, house_at, *who in sorted(found, reverse=True)}


def check_stops(evidence):
    """Nothing arrives after a stop was acknowledged. What a sender that died had on its line
    before that may still be read: it is uncertain, and had been claimed before."""
    rows, stops, leaves = intents_of(evidence), stops_of(evidence), leaves_of(evidence)
    for one in evidence.arrived:
        row = rows.get(one.intent)
        stop = row and row["is_marketing"] and stops.get(
            (row["dealer"], str(row["customer_id"]), channel_of(one)))
        if stop and one.at > stop[0] and not was_on_its_way(row, one, stop, leaves):
            yield "ghost", f"intent {one.intent} arrived by {one.channel} after a stop"
    tasks = {str(row["task_id"]): row
             for row in evidence.tables.get("notification.call_task", ())}
    for one in evidence.called:
        task = tasks.get(one.task)
        stop = task and stops.get((task["dealer"], str(task["customer_id"]), "phone"))
        if stop and one.began > stop[0]:
            yield "ghost", f"call {one.task} was taken after a stop"


def was_on_its_way(row, one, stop, leaves):
    """Claimed before the stop: by who died, or by the courier who posts it."""
    if one.channel == "carried":
        return one.intent in leaves and leaves[one.intent] < stop[1]
    return row["state"] == "uncertain" and row["contacted_at"] < stop[1]


def check_caps(evidence):
    """In any seven and thirty days, no more than the garage allows; text messages and paper
    have limits of their own."""
    limits = {row["dealer"]: row for row in evidence.tables.get("notification.garage", ())}
    contacts = defaultdict(list)
    for row in evidence.tables.get("notification.intent", ()):
        if row.get("contacted_at"):
            contacts[row["dealer"], str(row.get("to_party") or row["customer_id"])].append(
                (row["contacted_at"], row["channel"]))
    for (dealer, person), made in sorted(contacts.items()):
        limit = limits[dealer]
        for words, days, most, channels in (
                ("in a week", 7, limit["cap_week"], None),
                ("in a month", 30, limit["cap_month"], None),
                ("by text message in a month", 30, 1, ("sms",)),
                ("on paper in a year", 365, PAPER_A_YEAR, ("letter", "card"))):
            times = sorted(at for at, channel in made if not channels or channel in channels)
            worst = most_within(times, days * DAYS)
            if worst > most:
                yield "ghost", f"{dealer}/{person}: {worst} contacts {words}, not {most}"


def most_within(times, span):
    return max((sum(at - span < other <= at for other in times) for at in times), default=0)


# --- paper ------------------------------------------------------------------------------

def lines_of(evidence):
    """{batch: lines that are in it for good}."""
    found = defaultdict(list)
    for row in evidence.tables.get("notification.print_line", ()):
        if not row["left_out"]:
            found[str(row["batch_id"])].append(row)
    return found


def check_jobs(evidence):
    """Every batch is one job, with one sheet for each of its lines, at its price."""
    lines, fetched = lines_of(evidence), Counter(job.batch for job in evidence.jobs)
    batches = {str(row["batch_id"]): row
               for row in evidence.tables.get("notification.print_batch", ())}
    for job in evidence.jobs:
        batch = batches.get(job.batch)
        where = f"job {job.batch}"
        if not batch:
            yield "ghost", f"{where} is no batch"
            continue
        count = len(lines[job.batch])
        if fetched[job.batch] > 1:
            yield "duplicated", f"{where} was there {fetched[job.batch]} times"
        if {job.sheets, len(job.pages) // SIDES[job.kind]} != {count}:
            yield "disagree", (f"{where}: {job.sheets} sheets, {len(job.pages)} pages, "
                               f"{count} lines")
        if job.cost_cents != count * batch["each_cents"]:
            yield "disagree", f"{where} costs {job.cost_cents} for {count} sheets"
    for name, batch in sorted(batches.items()):
        if batch["status"] in ("handed_over", "posted") and lines[name] \
                and not fetched[name]:
            yield "lost", f"batch {name} is {batch['status']} and no job was there"


def check_sheets(evidence):
    """Each letter is on one sheet of one job, its own."""
    intents, lines = intents_of(evidence), lines_of(evidence)
    pages = [(job.batch, page) for job in evidence.jobs if job.kind == "letter"
             for page in job.pages]
    there = {job.batch for job in evidence.jobs if job.kind == "letter"}
    for batch in sorted(there):
        for line in lines[batch]:
            intent = str(line["intent_id"])
            plate = (intents.get(intent, {}).get("plate") or "").replace("-", "")
            if intent not in evidence.asked or not plate:
                continue  # two invitations about one car are two letters
            seen = [where for where, page in pages if plate in page]
            if len(seen) > 1:
                yield "duplicated", f"letter {intent} is on {len(seen)} sheets"
            elif seen != [batch]:
                yield "lost", f"letter {intent} is on no sheet of batch {batch}"


def check_too_late(evidence):
    """Who said stop before a batch was closed is not in it."""
    intents, stops = intents_of(evidence), stops_of(evidence)
    lines = lines_of(evidence)
    for row in evidence.tables.get("notification.print_batch", ()):
        for line in lines[str(row["batch_id"])] if row["closed_at"] else ():
            intent = intents.get(str(line["intent_id"]))
            stop = stops.get((line["dealer"], str(line["customer_id"]), row["kind"]))
            if intent and intent["is_marketing"] and stop and stop[1] < row["closed_at"]:
                yield "ghost", f"letter {line['intent_id']} was printed after a stop"


# --- calls and costs --------------------------------------------------------------------

def check_calls(evidence):
    """What was said of a call is kept once; nothing is kept that nobody said."""
    said, unsure = Counter(), Counter()
    for one in evidence.called:
        if one.outcome == OK:
            said[one.task, one.actor, one.said] += 1
        elif one.outcome == INFO:
            unsure[one.task, one.actor, one.said] += 1
    kept = Counter((str(row["task_id"]), row["actor"], row["outcome"])
                   for row in evidence.tables.get("notification.call_made", ()))
    for name in sorted(said.keys() | kept.keys()):
        where = f"call {' '.join(name)}"
        if kept[name] < said[name]:
            yield "lost", f"{where}: acknowledged {said[name]} times, kept {kept[name]}"
        elif kept[name] > said[name] + unsure[name]:
            yield "duplicated", f"{where}: kept {kept[name]} times, said {said[name]}"


def check_costs(evidence):
    """A text message costs its parts, a letter what its batch says."""
    rows = intents_of(evidence)
    cents = {row["dealer"]: row["sms_cents"]
             for row in evidence.tables.get("notification.garage", ())}
    for one in evidence.arrived:
        row = rows.get(one.intent)
        if one.channel == "sms" and row and row["state"] == "sent" \
                and row["cost_cents"] != int(one.mark) * cents[row["dealer"]]:
            yield "disagree", (f"intent {one.intent}: {one.mark} parts cost "
                               f"{row['cost_cents']} cents")
    prices = {str(row["batch_id"]): row["each_cents"]
              for row in evidence.tables.get("notification.print_batch", ())}
    for batch, lines in sorted(lines_of(evidence).items()):
        for line in lines:
            row = rows.get(str(line["intent_id"]))
            if row and row["state"] == "sent" and row["cost_cents"] != prices[batch]:
                yield "disagree", (f"letter {line['intent_id']} costs {row['cost_cents']}, "
                                   f"its batch {prices[batch]} each")


CHECKS = (check_arrivals, check_arrived, check_ends, check_stops, check_caps, check_jobs,
          check_sheets, check_too_late, check_calls, check_costs)
