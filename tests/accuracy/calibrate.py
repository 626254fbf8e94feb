#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Learn what the rules' chances are worth, from how it came out for the cars of a history.

    tests/accuracy/calibrate.py --data tests/data/mileage [--ctl build/bin/beurt-ctl]
        [--check] [--number 2]

Split-conformal: of every case (a car at a cut-off whose outcome is known) the chance that
the rules gave to "by that day" is looked up in what the program says; per segment its
quantiles become a row of services/reminder/domain/levels_N.c. A segment with fewer than
200 cases gets its parent's row. The same files give the same table, byte for byte;
--check says whether the checked-in one is that. A table that explained proposals is never
changed: a new one gets the next number and a new edition of the rulebook.
"""
import argparse
import bisect
import os
import sys

from cars import Cars, TARGETS, day

HERE = os.path.dirname(os.path.abspath(__file__))
DOMAIN = os.path.join(HERE, "..", "..", "services", "reminder", "domain")
POINTS = (0, 5, 10, 25, 50, 75, 90, 95, 100)
LEAST_CASES = 200
SEGMENTS = ("service/new", "service/prompt", "service/slack", "service/neglectful",
            "service/erratic", "apk/alone", "apk/with_service", "visit/service",
            "visit/apk", "visit/both", "visit/before_apk")


def chances_of(raw, actual):
    """Parts per million by the day before, by the day itself: at most, at least. Its place
    among the days at 0.1 % … 99.9 %, rounded to the side on which the day stays inside."""
    low, high = bisect.bisect_left(raw, actual), bisect.bisect_right(raw, actual)
    return (low + 1) * 1000, high * 1000


def cases_of(cars, cutoff, word, found):
    """Cars with a past and a known outcome: plate, line, outcome."""
    for plate, line in found.items():
        if not line["readings"] or line["next_" + word] is None:
            continue
        actual = cars.outcome(plate, cutoff, word)
        if actual is not None:
            yield plate, line, actual


def learn(cars, wanted=lambda plate: True):
    """Chances of outcomes by segment, of the wanted cars."""
    chances = {}
    for cutoff in cars.cutoffs():
        found = cars.predictions(cutoff, raw=True)
        for word in TARGETS:
            for plate, line, actual in cases_of(cars, cutoff, word, found):
                raw = [day(text) for text in line["raw_" + word]]
                if raw and wanted(plate):
                    segment = line["next_" + word]["segment"]
                    chances.setdefault(segment, []).append(chances_of(raw, actual))
    return chances


def quantiles(chances):
    """Outward by one case of n + 1, as conformal intervals are. A day is inside when it is
    not before the low day, by its own chance, nor after the high one, by that of the day
    before; the middle is between."""
    n, inside = len(chances), []
    early, late = sorted(c[1] for c in chances), sorted(c[0] for c in chances)
    middle = sorted(sum(c) // 2 for c in chances)
    for point in POINTS[1:-1]:
        some = early if point < 50 else late if point > 50 else middle
        rank = (n + 1) * point
        rank = rank // 100 if point < 50 else -(-rank // 100)
        inside.append(some[min(max(rank, 1), n) - 1])
    return [0, *sorted(inside), 1000000]


def table(chances):
    """Every segment's (cases, quantiles)."""
    result = {}
    for segment in SEGMENTS:
        parent = [one for name, some in chances.items()
                  if name.split("/")[0] == segment.split("/")[0] for one in some]
        own = chances.get(segment, [])
        result[segment] = (len(own), quantiles(own if len(own) >= LEAST_CASES else parent))
    return result


def write_csv(levels, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("segment,cases," + ",".join(f"p{point}" for point in POINTS) + "\n")
        for segment, (cases, points) in levels.items():
            file.write(f"{segment},{cases}," + ",".join(map(str, points)) + "\n")


def source(levels, number):
    lines = ["/* SPDX-License-Identifier: Apache-2.0 */",
             "/*",
             " * What the rules' chances are worth, learned from past cases; written by",
             " * tests/accuracy/calibrate.py, never changed by hand or afterwards.",
             " */",
             '#include "reminder/domain/levels.h"', "", "/* clang-format off */",
             f"const struct levels_table LEVELS_{number} = {{",
             f'\t.rule = "calibration@{number}",', "\t.rows = {"]
    for segment, (cases, points) in levels.items():
        name = "SEGMENT_" + segment.upper().replace("/", "_")
        lines.append(f"\t\t[{name}] = {{ {cases},")
        lines.append("\t\t\t{ { " + ", ".join(map(str, points)) + " } } },")
    return "\n".join(lines + ["\t},", "};", "/* clang-format on */", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--ctl", default="build/bin/beurt-ctl")
    parser.add_argument("--data", required=True)
    parser.add_argument("--number", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    path = os.path.join(DOMAIN, f"levels_{args.number}.c")
    text = source(table(learn(Cars(args.data, args.ctl))), args.number)
    if not args.check:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return
    with open(path, encoding="utf-8") as file:
        if file.read() != text:
            sys.exit(f"{path} is not what {args.data} gives")


if __name__ == "__main__":
    main()
