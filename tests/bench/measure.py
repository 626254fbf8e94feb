# SPDX-License-Identifier: Apache-2.0
"""Rounds, medians and results: how a benchmark is told.

Ours and its reference take turns in every round, so that whatever else the machine does
falls on both; the medians are compared.
"""
import dataclasses
import statistics
import sys
import time


@dataclasses.dataclass
class Result:
    """One line of build/bench/results.json. `goal` reads "ratio >= 0.5"."""
    name: str
    value: float
    unit: str
    reference: str
    reference_value: float
    ratio: float
    goal: str = ""
    spread: str = ""

    def row(self):
        return {field: getattr(self, field) for field in
                ("name", "value", "unit", "reference", "reference_value", "ratio")}

    def met(self):
        """Whether the goal is met; None where there is none."""
        if not self.goal:
            return None
        what, sign, bound = self.goal.split()[:3]
        value = self.ratio if what == "ratio" else self.value
        return value >= float(bound) if sign == ">=" else value <= float(bound)


def compare(name, ours, reference, values, others, goal=""):
    """ours = (name's unit); values and others: one a round."""
    value, other = statistics.median(values), statistics.median(others)
    return Result(name, round(value, 3), ours, reference, round(other, 3),
                  round(value / other, 3) if other else 0.0, goal,
                  f"{min(values):.4g}..{max(values):.4g}")


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def wait_until(look, deadline, what, pause=0.02):
    """Until look() is true; its value."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        value = look()
        if value:
            return value
        time.sleep(pause)
    raise TimeoutError(f"{what}: not within {deadline:g} s")


def say(text):
    print(text, file=sys.stderr, flush=True)
