# SPDX-License-Identifier: Apache-2.0
"""Inspection forms: each acknowledged save is one version, the newest is shown, each version
is mailed once, each form is followed up once, with the garage's default."""
import datetime
import json
from collections import Counter, defaultdict

from check_cycle import said_once
from clock import AMSTERDAM
from evidence import FAIL, OK
from inspecting import address_of
from world import GARAGES

ADVICE = "advice"
# The next list opens on Monday 00:05 and gets its lines within the hour.
LISTED_AFTER = datetime.timedelta(hours=1)


def marks_of(state):
    """The notes of a saved form."""
    return {point["note"] for point in state["form"]["points"] if point.get("note")}


def versions_of(evidence):
    """{form: {number: marks}}"""
    found = defaultdict(dict)
    for row in evidence.tables.get("inspection.form_version", ()):
        found[str(row["inspection_id"])][row["number"]] = marks_of(json.loads(row["state"]))
    return found


def check_saves(evidence):
    """An acknowledged save is stored exactly once, under the number that was told."""
    versions = versions_of(evidence)
    for one in evidence.saved:
        numbers = [number for number, marks in sorted(versions[one.form].items())
                   if one.mark in marks]
        where = f"form {one.form}, save {one.mark} ({one.outcome} {one.number or ''})"
        if one.outcome == OK and not numbers:
            yield "lost", f"{where} is no version"
        elif one.outcome == FAIL and numbers:
            yield "ghost", f"{where} is version {numbers}"
        elif len(numbers) > 1:
            yield "duplicated", f"{where} is versions {numbers}"
        elif one.number and numbers and numbers != [one.number]:
            yield "disagree", f"{where} is version {numbers[0]}"
    for form, found in sorted(versions.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            yield "lost", f"form {form} has versions {sorted(found)}"


def check_newest(evidence):
    """What was saved last is the newest version, and that is what the gateway shows."""
    versions = versions_of(evidence)
    last = {one.form: one for one in evidence.saved}
    for form, one in sorted(last.items()):
        found = versions[form]
        if found and one.outcome == OK and one.mark not in found[max(found)]:
            yield "out_of_order", f"form {form}: {one.mark} was saved last and is not newest"
    shown = {str(row["inspection_id"]): row["saved_number"]
             for row in evidence.tables.get("gateway.inspection", ())}
    at_hand = defaultdict(set)
    for row in evidence.tables.get("gateway.inspection_version", ()):
        at_hand[str(row["inspection_id"])].add(row["number"])
    for form, found in sorted(versions.items()):
        if found and shown.get(form) != max(found):
            yield "disagree", f"form {form}: shown {shown.get(form)}, newest {max(found)}"
        if at_hand[form] != set(found):
            yield "disagree", f"form {form}: {sorted(at_hand[form])} of {sorted(found)}"


def check_letters(evidence):
    """Updates are on and every version changed: each was asked to be mailed once."""
    asked = Counter()
    for one in said_once(evidence, "notification.requested.v1"):
        email = one.get("recipient", {}).get("email")
        asked[email, one.get("params", {}).get("number")] += 1
    for form, found in sorted(versions_of(evidence).items()):
        for number in found:
            count = asked[address_of(form), number]
            if count != 1:
                yield ("duplicated" if count else "lost",
                       f"form {form}: version {number} was asked to be mailed {count} times")


def next_list(moment):
    """When the list of the week after has its lines, on the garages' clock."""
    day = moment.astimezone(AMSTERDAM).date()
    monday = day + datetime.timedelta(days=7 - day.weekday())
    return datetime.datetime.combine(monday, datetime.time(), AMSTERDAM) + LISTED_AFTER


def who_is_left_alone(evidence):
    """Customers who want no letters, and whom or what an adviser put on "never"."""
    return {str(row["customer_id"]) for row in evidence.tables.get("reminder.consent", ())
            if row["withdrawn"]} | \
        {str(row["subject"]) for row in evidence.tables.get("reminder.suppression", ())}


def check_followups(evidence):
    """Advices come onto the list of the week after saving, once a form."""
    defaults = {garage["dealer"]: garage["default_followup"] for garage in GARAGES}
    rows = {str(row["inspection_id"]): row
            for row in evidence.tables.get("reminder.followup", ())}
    left_alone = who_is_left_alone(evidence)
    proposed = defaultdict(list)
    for row in evidence.tables.get("reminder.proposal", ()):
        if row["reason_group"] == ADVICE:
            proposed[str(row["vehicle_id"])].append(row)
    for form, found in sorted(versions_of(evidence).items()):
        row = rows.get(form)
        if not row or row["number"] != max(found):
            yield "lost", f"form {form}: follow-up of {row and row['number']}, {max(found)}"
            continue
        lines = proposed[str(row["vehicle_id"])]
        if len(lines) > 1:
            yield "duplicated", f"form {form} is followed up {len(lines)} times"
        elif not lines and evidence.now > next_list(row["first_saved_at"]) \
                and not left_alone & {str(row["customer_id"]), str(row["vehicle_id"])}:
            yield "lost", f"form {form} of {row['first_saved_at']} is on no list"
        for line in lines:
            said = json.loads(line["state"]).get("default_decision")
            if said != defaults.get(row["dealer"], said):
                yield "disagree", f"form {form}: default {said} at {row['dealer']}"
