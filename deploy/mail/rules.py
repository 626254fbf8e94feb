# SPDX-License-Identifier: Apache-2.0
"""What the mail catcher is told to do wrong on purpose, per address.

A rule: {"address": "x@y" or "*", "stage": "mail" | "rcpt" | "data", "code": 250..599,
"text": "…", "delay": seconds, "drop": true, "times": n}. The first rule that fits
acts; `times` counts down and a rule that reached 0 is gone. `drop` closes the connection
without an answer (at "data": after the final dot, the message not kept), `drop_after_keep`
keeps the message first: the sender cannot know.
"""
import threading

STAGES = ("mail", "rcpt", "data")
FIELDS = {"address": str, "stage": str, "code": int, "text": str, "delay": (int, float),
          "drop": bool, "drop_after_keep": bool, "times": int}


class Rules:
    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []

    def add(self, rule):
        """Check and keep a rule; ValueError says what is wrong with it."""
        for name, value in rule.items():
            if name not in FIELDS or not isinstance(value, FIELDS[name]):
                raise ValueError(f"'{name}' is not a field of a rule, or has a wrong type")
        if rule.get("stage") not in STAGES:
            raise ValueError(f"stage must be one of {', '.join(STAGES)}")
        if not 200 <= rule.get("code", 250) <= 599:
            raise ValueError("code must be 200 to 599")
        with self._lock:
            self._rules.append({"address": "*", **rule})

    def clear(self):
        with self._lock:
            self._rules.clear()

    def all(self):
        with self._lock:
            return [dict(rule) for rule in self._rules]

    def take(self, stage, addresses):
        """The rule that acts now, counted down; None when all is well."""
        with self._lock:
            for rule in self._rules:
                if rule["stage"] != stage or not _fits(rule["address"], addresses):
                    continue
                if "times" in rule:
                    rule["times"] -= 1
                    if rule["times"] <= 0:
                        self._rules.remove(rule)
                return rule
        return None


def _fits(wanted, addresses):
    return wanted == "*" or any(wanted.lower() == address.lower() for address in addresses)
