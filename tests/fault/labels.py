# SPDX-License-Identifier: Apache-2.0
"""The labelled crash points, and which service passes which.

`in_sources` finds every label in the code; tests/fault/test_schedule.py holds PASSED_BY
against it, so that a new crash point cannot be forgotten here.
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALL = re.compile(r'crash_point\("([a-z_.]+)"\)')
PAIR = re.compile(r'struct commit_points \w+ = \{\s*"([a-z_.]+)",\s*"([a-z_.]+)"')

ALL = ("invoice", "reminder", "inspection", "fleet", "notification", "gateway")
PASSED_BY = {
    "flow.before_commit": ALL,
    "flow.after_commit": ALL,
    "relay.before_produce": ALL,
    "relay.after_report": ALL,
    "relay.after_delete": ALL,
    "timer.before_commit": ("reminder", "fleet"),
    "timer.after_commit": ("reminder", "fleet"),
    "do.before_commit": ("fleet", "notification", "gateway"),
    "do.after_commit": ("fleet", "notification", "gateway"),
    "send.before_claim": ("notification",),
    "send.after_claim": ("notification",),
    "send.after_smtp": ("notification",),
    "send.after_result": ("notification",),
    "sms.after_post": ("notification",),
    "push.after_post": ("notification",),
    "carry.after_post": ("gateway",),
    "print.before_link": ("notification",),
    "print.before_rename": ("notification",),
    "print.after_rename": ("notification",),
    "replay.before_commit": ("reminder", "inspection", "fleet", "notification", "gateway"),
    "replay.after_commit": ("reminder", "inspection", "fleet", "notification", "gateway"),
    # nobody is erased while faults are thrown at random: test_trimming.py
    "trim.before_cut": (),
    "trim.after_cut": (),
    "trim.before_commit": (),
    "trim.after_commit": (),
    "register.after_claim": ("fleet",),
    "register.after_answer": ("fleet",),
}


def in_sources():
    found = set()
    for folder in ("libcommon", "services"):
        for path in (ROOT / folder).rglob("*.c"):
            text = path.read_text(errors="replace")
            found.update(CALL.findall(text))
            found.update(label for pair in PAIR.findall(text) for label in pair)
    return found


def of(service):
    return sorted(label for label, services in PASSED_BY.items() if service in services)
