#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Rolling-origin backtest: how good the predictions are on a garage's own history.

    tests/accuracy/backtest.py --data DIR [--ctl build/bin/beurt-ctl] [--cross]
        [--report build/accuracy/report.md] [--check]

At each of several cut-offs `beurt-ctl try visits` sees what was known then; what came is
looked up afterwards. Printed, and written to the report: median |error|, hits within 14
and 30 days, pinball loss, coverage of the 80 % interval, Brier score and calibration
error of "a visit within 30/60/90 days", beside three predictions that need no model, with
95 % bootstrap intervals over cars. A segment in which the model does not beat all three is
not promoted, and --check fails for it; so does, with --cross, a cut-off whose share inside
the 80 % interval is certainly (95 %, Wilson) not within 78-82 %. --cross learns the levels
of either half of the cars on the other half: for the files that the shipped levels were
learned from.
"""
import argparse
import math
import os
import random
import statistics
import sys
import tempfile

import calibrate
from cars import Cars, TARGETS, baselines, day, half_of

RESAMPLES = 400
LEAST_CASES = calibrate.LEAST_CASES
QUANTILES = (("p10", 10), ("p50", 50), ("p90", 90))
HORIZONS = (30, 60, 90)
COVER_LOW, COVER_HIGH = 0.78, 0.82


class Case:
    """One car at one cut-off: how far everybody was off, in days."""

    def __init__(self, plate, guess, actual, simple, cutoff=None):
        self.plate, self.segment, self.cutoff = plate, guess["segment"], cutoff
        self.error = abs((day(guess["p50"]) - actual).days)
        self.early, self.late = actual < day(guess["p10"]), actual > day(guess["p90"])
        self.inside = not self.early and not self.late
        self.simple = {name: abs((date - actual).days) for name, date in simple.items()}
        self.pinball = {}
        for name, percent in QUANTILES:
            late = (actual - day(guess[name])).days
            self.pinball[name] = max(percent * late, (percent - 100) * late) / 100


def predictions(cars, cutoff, crossed):
    """Of every car; of either half by the levels of the other one when crossed."""
    if not crossed:
        return cars.predictions(cutoff)
    found = {}
    for half, levels in enumerate(crossed):
        for plate, line in cars.predictions(cutoff, levels=levels).items():
            if half_of(plate) == half:
                found[plate] = line
    return found


def gather(cars, crossed):
    """Cases by target; (chance, came) by horizon; cases nobody knows the outcome of."""
    cases = {word: [] for word in TARGETS}
    within = {days: [] for days in HORIZONS}
    unknown = {word: 0 for word in TARGETS}
    for cutoff in cars.cutoffs():
        found = predictions(cars, cutoff, crossed)
        for word in TARGETS:
            known = list(calibrate.cases_of(cars, cutoff, word, found))
            unknown[word] += sum(bool(line["readings"]) for line in found.values()) - len(known)
            cases[word] += [Case(plate, line["next_" + word], actual,
                                 baselines(cars, plate, cutoff, word, line), cutoff)
                            for plate, line, actual in known]
        for plate, line in found.items():
            actual = cars.outcome(plate, cutoff, "visit")
            for days in HORIZONS if line["readings"] else ():
                came = actual is not None and (actual - cutoff).days <= days
                within[days].append((line["visit_within"][str(days)] / 1e6, came))
    return cases, within, unknown


def median(values):
    return statistics.median(values)


def interval(values):
    """The middle 95 % of the resamples."""
    values = sorted(values)
    return values[len(values) * 25 // 1000], values[len(values) * 975 // 1000 - 1]


def bootstrap(cases, names):
    """95 % intervals over cars of the model's median, and of its lead over each baseline."""
    by_car = {}
    for case in cases:
        by_car.setdefault(case.plate, []).append(case)
    plates, chance = sorted(by_car), random.Random(1)
    own, lead = [], {name: [] for name in names}
    for _ in range(RESAMPLES):
        drawn = [case for plate in chance.choices(plates, k=len(plates))
                 for case in by_car[plate]]
        middle = median([case.error for case in drawn])
        own.append(middle)
        for name in names:
            lead[name].append(middle - median([case.simple[name] for case in drawn]))
    return interval(own), {name: interval(values) for name, values in lead.items()}


def judge(label, cases):
    """The figures of one segment, and whether it may be used."""
    errors, n = [case.error for case in cases], len(cases)
    names = list(cases[0].simple)
    own, lead = bootstrap(cases, names)
    return {
        "segment": label, "cases": n, "median": median(errors), "median_ci": own,
        "mean": statistics.mean(errors),
        "hit14": sum(e <= 14 for e in errors) / n, "hit30": sum(e <= 30 for e in errors) / n,
        "cover": sum(case.inside for case in cases) / n,
        "pinball": {q: statistics.mean(case.pinball[q] for case in cases) for q, _ in QUANTILES},
        "simple": {name: median([case.simple[name] for case in cases]) for name in names},
        "lead": lead, "beaten": [name for name in names if lead[name][1] < 0],
        "promoted": all(lead[name][1] < 0 for name in names)}


def segments(word, cases):
    """The target as a whole, then each segment with enough cases of its own."""
    result = [judge(word, cases)]
    for segment in sorted({case.segment for case in cases}):
        own = [case for case in cases if case.segment == segment]
        if len(own) >= LEAST_CASES:
            result.append(judge(segment, own))
    return result


def calibration(pairs):
    """Brier score, expected calibration error over ten bins, how often it came."""
    bins = {}
    for chance, came in pairs:
        bins.setdefault(min(int(chance * 10), 9), []).append((chance, came))
    error = sum(abs(sum(c for c, _ in some) - sum(came for _, came in some))
                for some in bins.values()) / len(pairs)
    rate = sum(came for _, came in pairs) / len(pairs)
    return {"brier": statistics.mean((c - came) ** 2 for c, came in pairs), "ece": error,
            "rate": rate, "base": rate * (1 - rate)}


def wilson(hits, n):
    """95 % interval of a share."""
    z, share = 1.96, hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - reach, middle + reach


def covered(cases):
    """By cut-off: cases, share inside the 80 % interval, its own interval."""
    result = {}
    for cutoff in sorted({case.cutoff for case in cases}):
        own = [case.inside for case in cases if case.cutoff == cutoff]
        result[cutoff.isoformat()] = (len(own), sum(own) / len(own), *wilson(sum(own), len(own)))
    return result


def missed(cases):
    """By cut-off: share that came before the interval, and after it. A rule that is out of
    date misses on one side; what only scatters more misses on both."""
    result = {}
    for cutoff in sorted({case.cutoff for case in cases}):
        own = [case for case in cases if case.cutoff == cutoff]
        result[cutoff.isoformat()] = (sum(case.early for case in own) / len(own),
                                      sum(case.late for case in own) / len(own))
    return result


def score(cars, cross=False):
    crossed = []
    with tempfile.TemporaryDirectory() as folder:
        for half in (0, 1) if cross else ():
            learned = calibrate.learn(cars, lambda plate, half=half: half_of(plate) != half)
            path = os.path.join(folder, f"levels-{half}.csv")
            calibrate.write_csv(calibrate.table(learned), path)
            crossed.append(path)
        cases, within, unknown = gather(cars, crossed)
    return {"segments": {word: segments(word, cases[word]) for word in TARGETS if cases[word]},
            "covered": {word: covered(cases[word]) for word in TARGETS if cases[word]},
            "missed": {word: missed(cases[word]) for word in TARGETS if cases[word]},
            "within": {days: calibration(pairs) for days, pairs in within.items() if pairs},
            "unknown": unknown, "cutoffs": [d.isoformat() for d in cars.cutoffs()],
            "cars": len({case.plate for some in cases.values() for case in some})}


def row_of(result):
    simple = " | ".join(
        f"{result['simple'][name]:g}" + ("" if name in result["beaten"] else " (!)")
        for name in result["simple"])
    low, high = result["median_ci"]
    pinball = " / ".join(f"{result['pinball'][q]:.1f}" for q, _ in QUANTILES)
    return (f"| {result['segment']} | {result['cases']} | {result['median']:g} "
            f"({low:g}–{high:g}) | {result['mean']:.1f} | {100 * result['hit14']:.0f} % / "
            f"{100 * result['hit30']:.0f} % | {pinball} | {100 * result['cover']:.1f} % | "
            f"{simple} | {'yes' if result['promoted'] else 'NOT PROMOTED'} |")


def report(result, data):
    names = list(next(iter(result["segments"].values()))[0]["simple"])
    lines = [
        f"# Backtest of {data}", "",
        f"{result['cars']} cars, cut-offs {', '.join(result['cutoffs'])}. Days; 95 % bootstrap"
        " intervals over cars. Left out, because nothing came within what is known: "
        + ", ".join(f"{word} {n}" for word, n in result["unknown"].items()) + ".", "",
        "| segment | cases | median \\|error\\| | mean | within 14 / 30 d | pinball 10 / 50 / 90"
        " | in 80 % | " + " | ".join(names) + " | promoted |",
        "|---" * (8 + len(names)) + "|"]
    for some in result["segments"].values():
        lines += [row_of(one) for one in some]
    lines += ["", "(!): the model's lead over this baseline is not certain.", "",
              "| a visit within | came | Brier | Brier of the rate alone | calibration error |",
              "|---|---|---|---|---|"]
    for days, one in result["within"].items():
        lines.append(f"| {days} days | {100 * one['rate']:.1f} % | {one['brier']:.4f} | "
                     f"{one['base']:.4f} | {100 * one['ece']:.1f} % |")
    lines += ["", "Inside the 80 % interval, by cut-off (95 % interval of the share):", "",
              "| cut-off | " + " | ".join(result["covered"]) + " |",
              "|---" * (1 + len(result["covered"])) + "|"]
    for cutoff in result["cutoffs"]:
        cells = [f"{100 * one[1]:.1f} % ({100 * one[2]:.0f}–{100 * one[3]:.0f})"
                 for one in (some.get(cutoff, (0, 0, 0, 0))
                             for some in result["covered"].values())]
        lines.append(f"| {cutoff} | " + " | ".join(cells) + " |")
    lines += ["", "Came before it / after it:", "",
              "| cut-off | " + " | ".join(result["missed"]) + " |",
              "|---" * (1 + len(result["missed"])) + "|"]
    for cutoff in result["cutoffs"]:
        sides = [some.get(cutoff, (0, 0)) for some in result["missed"].values()]
        cells = [f"{100 * early:.1f} / {100 * late:.1f} %" for early, late in sides]
        lines.append(f"| {cutoff} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def failures(result, covers=False):
    """What a release may not have."""
    bad = [f"{one['segment']}: not promoted, its lead is not certain over "
           + ", ".join(set(one["simple"]) - set(one["beaten"]))
           for some in result["segments"].values() for one in some if not one["promoted"]]
    if covers:
        bad += [f"{some[0]['segment']}: {100 * some[0]['cover']:.1f} % inside the 80 % interval"
                for some in result["segments"].values()
                if not COVER_LOW <= some[0]["cover"] <= COVER_HIGH]
        bad += [f"{word} at {cutoff}: {100 * share:.1f} % inside the 80 % interval"
                for word, some in result["covered"].items()
                for cutoff, (_, share, low, high) in some.items()
                if low > COVER_HIGH or high < COVER_LOW]
    bad += [f"within {days} days: no better than the rate alone"
            for days, one in result["within"].items() if one["brier"] >= one["base"]]
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--ctl", default="build/bin/beurt-ctl")
    parser.add_argument("--data", required=True)
    parser.add_argument("--report")
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    result = score(Cars(args.data, args.ctl), args.cross)
    text = report(result, os.path.basename(os.path.normpath(args.data)))
    print(text)
    if args.report:
        os.makedirs(os.path.dirname(args.report) or ".", exist_ok=True)
        with open(args.report, "w", encoding="utf-8") as file:
            file.write(text)
    bad = failures(result, covers=args.cross) if args.check else []
    for line in bad:
        print("FAILED:", line)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
