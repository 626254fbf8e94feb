# SPDX-License-Identifier: Apache-2.0
"""The weekly cycle: one list, one closing, each answer kept, each yes asked for once, at
most one mail for it, none for a no."""
import datetime
import json
from collections import Counter, defaultdict

from check_topics import dedupe, in_order
from evidence import INFO, OK

# Invitations leave from Monday to Wednesday noon after a list's deadline on Sunday.
RELEASED_AFTER = datetime.timedelta(days=2, hours=22)
ENDS = {"sent", "failed", "uncertain", "suppressed"}


def said_once(evidence, topic):
    """Values of a topic's records, repeats dropped."""
    return [record.value for record in dedupe(in_order(evidence.topics.get(topic, ())))
            if record.value]


def check_proposals(evidence):
    """One line a dealer, week, customer, vehicle and reason group."""
    lines = Counter(
        (row["dealer"], row["list_week"], str(row["customer_id"]), str(row["vehicle_id"]),
         row["reason_group"]) for row in evidence.tables.get("reminder.proposal", ()))
    for line, count in sorted(lines.items()):
        if count > 1:
            yield "duplicated", f"proposal {'/'.join(line)} is {count} rows"


def check_closings(evidence):
    """Each list past its deadline is closed, and that was told exactly once."""
    for row in evidence.tables.get("reminder.week", ()):
        if row["status"] != "closed" and row["deadline_at"] < evidence.now:
            yield "lost", f"week {row['dealer']}/{row['list_week']} was never closed"
    told = Counter((fact["dealer"], fact["list_week"])
                   for fact in said_once(evidence, "week.closed.v1"))
    closed = {(row["dealer"], row["list_week"])
              for row in evidence.tables.get("reminder.week", ())
              if row["status"] == "closed"}
    for name in sorted(closed | told.keys()):
        if told[name] > 1:
            yield "duplicated", f"week {'/'.join(name)} was closed {told[name]} times"
        elif told[name] == 0:
            yield "lost", f"week {'/'.join(name)} is closed and nobody was told"
        elif name not in closed:
            yield "ghost", f"week {'/'.join(name)} was told closed and is not"


# --- answers ----------------------------------------------------------------------------

def check_decisions(evidence):
    """An answer that got its 2xx is kept, in its order, once; a refused one is not."""
    tried = defaultdict(list)
    for one in evidence.decided:
        tried[one.proposal_id].append(one)
    kept = defaultdict(list)
    for row in evidence.tables.get("reminder.proposal_change", ()):
        if row["received_at"]:
            kept[str(row["proposal_id"])].append(row)
    for proposal, operations in sorted(tried.items()):
        rows = sorted(kept[proposal], key=lambda row: row["version"])
        yield from match(proposal, operations, [row["new_decision"] for row in rows])
        yield from judge_last(evidence, proposal, rows)


def match(proposal, operations, kept):
    """`kept` must be the acknowledged answers in order, with some unsure ones in between."""
    where = f"proposal {proposal}"
    sure = [one.decision for one in operations if one.outcome == OK]
    unsure = Counter(one.decision for one in operations if one.outcome == INFO)
    if fits(operations, kept):
        return
    extra = Counter(kept) - Counter(sure) - unsure
    missing = Counter(sure) - Counter(kept)
    told = f"told {', '.join(f'{one.decision} {one.outcome}' for one in operations)}; " \
           f"kept {', '.join(kept) or 'nothing'}"
    if missing:
        yield "lost", f"{where}: {told}"
    elif extra:
        yield "duplicated", f"{where}: {told}"
    else:
        yield "out_of_order", f"{where}: {told}"


def fits(operations, kept):
    """Does `kept` follow from the operations, each unsure one kept or not?"""
    reached = {0}
    for one in operations:
        step = {at + 1 for at in reached if at < len(kept) and kept[at] == one.decision}
        if one.outcome == OK:
            reached = step
        elif one.outcome == INFO:
            reached |= step
    return len(kept) in reached


def judge_last(evidence, proposal, rows):
    """The proposal shows the last answer that was kept."""
    row = proposals_of(evidence).get(proposal)
    if not row:
        yield "lost", f"proposal {proposal} was answered and is no row"
    elif rows and row["decision_source"] == "user" \
            and row["decision"] != rows[-1]["new_decision"]:
        yield "disagree", (f"proposal {proposal} is {row['decision']}, the last answer "
                           f"{rows[-1]['new_decision']}")


def proposals_of(evidence):
    return {str(row["proposal_id"]): row
            for row in evidence.tables.get("reminder.proposal", ())}


# --- settings ---------------------------------------------------------------------------

def check_settings(evidence):
    """The garage's settings are those of the last acknowledged change, or an unsure one."""
    possible = {}
    for one in evidence.changed:
        if one.outcome == OK:
            possible[one.dealer] = {one.phone}
        elif one.outcome == INFO:
            possible.setdefault(one.dealer, set()).add(one.phone)
    kept = {row["dealer"]: json.loads(row["state"]).get("phone")
            for row in evidence.tables.get("gateway.dealer", ())}
    sure = {one.dealer for one in evidence.changed if one.outcome == OK}
    for dealer in sorted(sure):
        if kept.get(dealer) not in possible[dealer]:
            yield "lost", (f"settings of {dealer}: {kept.get(dealer)}, changed last to "
                           f"{sorted(possible[dealer])}")


# --- intents and mails ------------------------------------------------------------------

def requests_of(evidence):
    """{proposal: [requests to notify]}, repeats dropped."""
    found = defaultdict(list)
    for one in said_once(evidence, "notification.requested.v1"):
        found[one.get("proposal_id")].append(one)
    return found


def check_releases(evidence):
    """Each yes of a closed list was asked for once; nothing else was asked for."""
    requests = requests_of(evidence)
    over = {(row["dealer"], row["list_week"])
            for row in evidence.tables.get("reminder.week", ())
            if row["deadline_at"] + RELEASED_AFTER < evidence.now}
    for proposal, row in sorted(proposals_of(evidence).items()):
        asked = requests.get(proposal, ())
        where = f"proposal {proposal} ({row['decision']}, {row['status']})"
        if len(asked) > 1:
            yield "duplicated", f"{where} was asked for {len(asked)} times"
        if asked and row["decision"] != "yes":
            yield "ghost", f"{where} was asked for"
        if not asked and row["decision"] == "yes" and is_due(row, over):
            yield "lost", f"{where} was never asked for"


def is_due(row, over):
    """Its letters have left, and it was neither taken off nor held back by a rule."""
    return ((row["dealer"], row["list_week"]) in over
            and row["status"] in ("open", "frozen", "released", "sent", "failed"))


def check_intents(evidence):
    """Every request is one intent that ended; its outcome was told."""
    if "notification.intent" not in evidence.tables:
        return
    rows = {str(row["intent_id"]): row for row in evidence.tables["notification.intent"]}
    asked = {one["intent_id"] for one in said_once(evidence, "notification.requested.v1")}
    outcomes = defaultdict(list)
    for one in said_once(evidence, "notification.outcome.v1"):
        outcomes[one["intent_id"]].append(one)
    held = held_elsewhere(evidence)
    for intent in sorted(asked | rows.keys()):
        if intent not in rows:
            yield "lost", f"intent {intent} was asked for and is no row"
        elif intent not in asked and rows[intent].get("template") != "stop_confirmed":
            yield "ghost", f"intent {intent} is a row that nobody asked for"
        elif rows[intent]["state"] == "handed":
            yield from judge_held(intent, held)
        elif is_for_later(rows[intent], evidence.now):
            continue
        else:
            yield from judge_end(intent, rows[intent], outcomes[intent])


def is_for_later(row, now):
    """It waits: for the hours of its channel, a second attempt, or a week for its turn."""
    return row["state"] == "queued" and row["due_at"] > now


def held_elsewhere(evidence):
    """What waits in a batch for the printer, on the list of whom to call, or for the
    garage's own system."""
    tables = evidence.tables
    return ({str(row["intent_id"]) for row in tables.get("notification.carried", ())
             if row["open"]}
            | {str(row["intent_id"]) for row in tables.get("notification.print_line", ())
             if not row["settled"] and not row["left_out"]}
            | {str(row["task_id"]) for row in tables.get("notification.call_task", ())
               if row["status"] != "closed"})


def judge_held(intent, held):
    if intent not in held:
        yield "lost", f"intent {intent} is handed to nobody"


def judge_end(intent, row, told):
    outcomes = [one["outcome"] for one in told]
    if row["state"] not in ENDS:
        yield "lost", f"intent {intent} is still {row['state']}"
    elif row["state"] not in outcomes and not (row["state"] == "failed"
                                               and "bounced" in outcomes):
        yield "lost", f"intent {intent} is {row['state']}, told were {outcomes}"
    words = [(one["outcome"], one.get("channel"), one.get("reason")) for one in told]
    if len(words) != len(set(words)):
        yield "duplicated", f"intent {intent} was told {outcomes}"


def intent_of(mail):
    """The id in front of the at sign of the Message-ID."""
    return mail["message_id"].strip("<>").split("@")[0]


def check_mails(evidence):
    """At most one mail an intent; one for each that counts as sent; none for the others."""
    rows = {str(row["intent_id"]): row
            for row in evidence.tables.get("notification.intent", ())}
    proposals = proposals_of(evidence)
    mails = Counter(intent_of(mail) for mail in evidence.mails)
    for intent, count in sorted(mails.items()):
        row = rows.get(intent)
        if count > 1:
            yield "duplicated", f"intent {intent} is {count} mails"
        if not row:
            yield "ghost", f"mail {intent} belongs to no intent"
        elif row["state"] not in ("sent", "uncertain") or row["channel"] != "email":
            yield "ghost", f"intent {intent} is {row['state']} and was mailed"
        else:
            proposal = proposals.get(str(row["proposal_id"]))
            if proposal and proposal["decision"] != "yes":
                yield "ghost", f"a mail went to a \"{proposal['decision']}\": {intent}"
    for intent, row in sorted(rows.items()):
        if row["state"] == "sent" and row["channel"] == "email" and not mails[intent]:
            yield "lost", f"intent {intent} counts as sent and no mail arrived"
