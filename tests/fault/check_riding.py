# SPDX-License-Identifier: Apache-2.0
"""Passports: an offer ends once, as was acknowledged; a car has one owner, and exactly those
see it who may. Appointments: none too many, none lost, each confirmed once."""
from collections import Counter, defaultdict

from check_cycle import said_once
from evidence import FAIL, INFO, OK

ENDED = {"accepted", "declined", "cancelled", "expired"}


def rows_by(evidence, table, field):
    return {str(row[field]): row for row in evidence.tables.get(table, ())}


def text_of(value):
    return None if value is None else str(value)


# --- transfers --------------------------------------------------------------------------

def check_transfers(evidence):
    """What was acknowledged is so, and nothing else became of the same offer."""
    rows = rows_by(evidence, "fleet.transfer", "transfer_id")
    offered = {one.transfer_id: one.outcome for one in evidence.offered}
    for transfer, outcome in sorted(offered.items()):
        if outcome == OK and transfer not in rows:
            yield "lost", f"transfer {transfer} was acknowledged and is no row"
        elif outcome == FAIL and transfer in rows:
            yield "ghost", f"transfer {transfer} was refused and is a row"
    answers = defaultdict(list)
    for one in evidence.answered:
        answers[one.transfer_id].append(one)
    for transfer, row in sorted(rows.items()):
        yield from judge_answers(transfer, row["status"], answers[transfer])
    ends = defaultdict(set)
    for fact in said_once(evidence, "transfer.state.v1"):
        ends[fact["transfer_id"]] |= {fact["status"]} & ENDED
    for transfer, words in sorted(ends.items()):
        if len(words) > 1:
            yield "duplicated", f"transfer {transfer} was told {sorted(words)}"


def judge_answers(transfer, status, answers):
    """One word of those that were asked, and each that was acknowledged."""
    sure = {one.status for one in answers if one.outcome == OK}
    possible = sure | {one.status for one in answers if one.outcome == INFO}
    told = ", ".join(f"{one.status} {one.outcome}" for one in answers) or "nothing"
    if len(sure) > 1:
        yield "duplicated", f"transfer {transfer} is {status}, told {told}"
    if sure - {status}:
        yield "lost", f"transfer {transfer} is {status}, told {told}"
    elif status in ENDED - {"expired"} and status not in possible:
        yield "ghost", f"transfer {transfer} is {status}, told {told}"


# --- who has a car, and who sees it -----------------------------------------------------

def check_holders(evidence):
    """One owner; who accepted last has the car; an offer waits exactly while it does."""
    last, pending = {}, set()
    for row in evidence.tables.get("fleet.transfer", ()):
        passport = str(row["passport_id"])
        if row["status"] == "pending":
            pending.add(passport)
        before = last.get(passport)
        if row["status"] == "accepted" and not (before and
                                                before["ended_at"] > row["ended_at"]):
            last[passport] = row
    for passport, row in sorted(rows_by(evidence, "fleet.passport", "passport_id").items()):
        where = f"passport {passport}"
        owners = [name for name in ("owner_id", "fleet_id") if row[name]]
        if len(owners) != 1:
            yield ("duplicated" if owners else "lost"), f"{where} has {len(owners)} owners"
        accepted, holder = last.get(passport), row["driver_id"] or row["owner_id"]
        if accepted and text_of(holder) != str(accepted["recipient_id"]):
            yield "lost", (f"{where} is with {holder}, accepted last by "
                           f"{accepted['recipient_id']}")
        if (row["status"] == "transfer_pending") != (passport in pending):
            yield "disagree", f"{where} is {row['status']}, and its offer is not"


def access_of(row, garages):
    """{(tenant, role, fleet)} that follows from a passport and the garages it has now."""
    fleet = text_of(row["fleet_id"])
    seen = {(dealer, "garage", fleet) for dealer in garages}
    if row["status"] == "archived":
        return seen
    if row["owner_id"]:
        seen.add((f"@{row['owner_id']}", "owner", None))
    if row["driver_id"] and row["driver_id"] != row["owner_id"]:
        seen.add((f"@{row['driver_id']}", "driver", fleet))
    return seen


def check_access(evidence):
    """The gateway lets in who has the car, and nobody else."""
    garages, kept = defaultdict(set), defaultdict(set)
    for row in evidence.tables.get("fleet.passport_garage", ()):
        if not row["until"]:
            garages[str(row["passport_id"])].add(row["dealer"])
    for row in evidence.tables.get("gateway.passport_access", ()):
        kept[str(row["passport_id"])].add((row["tenant"], row["role"],
                                           text_of(row["fleet_id"])))
    passports = rows_by(evidence, "fleet.passport", "passport_id")
    for passport in sorted(kept.keys() | passports.keys()):
        row = passports.get(passport)
        wanted = access_of(row, garages[passport]) if row else set()
        for one in sorted(map(str, kept[passport] - wanted)):
            yield "ghost", f"passport {passport} is still shown to {one}"
        for one in sorted(map(str, wanted - kept[passport])):
            yield "lost", f"passport {passport} is not shown to {one}"


# --- appointments -----------------------------------------------------------------------

def minute_of(time):
    return int(time[:2]) * 60 + int(time[3:])


def days_told(evidence):
    """(whose word, garage, date, {minute: (capacity, taken)})"""
    for row in evidence.tables.get("fleet.calendar_day", ()):
        slots = [map(int, slot.split("/")) for slot in row["slots"].split()]
        yield ("fleet.calendar_day", row["dealer"], str(row["date"]),
               {minute: (capacity, taken) for minute, _, capacity, taken in slots})
    for row in evidence.tables.get("gateway.calendar", ()):
        yield ("gateway.calendar", row["dealer"], str(row["date"]),
               {minute_of(slot["time"]): (slot["capacity"], slot["taken"])
                for slot in row["slots"]})


def check_slots(evidence):
    """No slot has a car too many, and each says how many it has."""
    cars = Counter()
    for row in evidence.tables.get("fleet.appointment", ()):
        if row["status"] != "cancelled":
            cars[row["dealer"], str(row["date"]), row["minute"]] += 1
    for table, dealer, date, slots in days_told(evidence):
        for minute, (capacity, taken) in sorted(slots.items()):
            count = cars[dealer, date, minute]
            where = f"{table} {dealer} {date} minute {minute}"
            if count > capacity:
                yield "duplicated", f"{where}: {count} cars in {capacity} places"
            if count != taken:
                yield "disagree", f"{where}: {taken} taken, {count} booked"


def possible_ends(operations):
    """What may have become of an appointment: (status, date, minute), None without one."""
    possible = {None}
    for one in operations:
        end = one.status, one.date, minute_of(one.time)
        if one.outcome == OK:
            possible = {end}
        elif one.outcome == INFO:
            possible = possible | {end}
    return possible


def check_bookings(evidence):
    """What was acknowledged is there, once; what was refused is not."""
    kept, times = {}, Counter()
    for row in evidence.tables.get("fleet.appointment", ()):
        name = str(row["appointment_id"])
        kept[name] = row["status"], str(row["date"]), row["minute"]
        times[name] += 1
    booked = defaultdict(list)
    for one in evidence.booked:
        booked[one.appointment_id].append(one)
    for name, operations in sorted(booked.items()):
        possible, row = possible_ends(operations), kept.get(name)
        told = ", ".join(f"{one.status} {one.date} {one.time} {one.outcome}"
                         for one in operations)
        if times[name] > 1:
            yield "duplicated", f"appointment {name} is {times[name]} rows"
        if row not in possible:
            kind = "ghost" if possible == {None} else "lost"
            yield kind, f"appointment {name} is {row}, told {told}"


def check_confirmations(evidence):
    """Each appointment was confirmed by one letter."""
    asked = Counter(
        one.get("params", {}).get("appointment", {}).get("appointment_id")
        for one in said_once(evidence, "notification.requested.v1")
        if one.get("template") == "appointment_confirmed")
    for row in evidence.tables.get("fleet.appointment", ()):
        count = asked[str(row["appointment_id"])]
        if count != 1:
            yield ("duplicated" if count else "lost",
                   f"appointment {row['appointment_id']} was confirmed {count} times")
