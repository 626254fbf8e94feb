#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How good the predictions are: beurt-ctl try visits against files with the truth beside.

    tests/accuracy/evaluate.py --ctl build/bin/beurt-ctl --data DIR [--sample NAME]
        [--cutoff 2025-12-31 …] [--folds 5] [--check]

DIR holds NAME-vehicles.csv, NAME-visits.csv, NAME-truth-vehicles.csv and
NAME-truth-readings.csv. At the files' own end (2025-12-31) the truth file says what
came; at earlier cut-offs the visits after it do, so the same rule is judged on other
days too. --folds splits the vehicles and shows the spread. --check fails when a bar
is not met.
"""
import argparse
import csv
import datetime
import json
import os
import statistics
import subprocess
import sys
import zlib

END = "2025-12-31"
# Measured bars: longest plausible chain + Theil-Sen; own median rhythm.
BARS = {"km_median": 72, "km_mean": 471, "service_median": 20, "service_mean": 34}


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text)


class Sample:
    def __init__(self, folder, name):
        self.base = os.path.join(folder, name)
        self.truth = {r["kenteken"]: r for r in rows(self.base + "-truth-vehicles.csv")}
        self.readings = {r["invoice"]: r for r in rows(self.base + "-truth-readings.csv")}
        self.visits = {}
        for row in rows(self.base + "-visits.csv"):
            self.visits.setdefault(row["kenteken"], []).append(row)

    def predictions(self, ctl, cutoff):
        run = subprocess.run(
            [ctl, "try", "visits", "--vehicles", self.base + "-vehicles.csv",
             "--visits", self.base + "-visits.csv", "--cutoff", cutoff],
            capture_output=True, text=True, check=True, timeout=300)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def next_day(self, plate, cutoff, word):
        """The first day after the cut-off with that word among the jobs; None = never."""
        if cutoff == END:
            text = self.truth[plate]["next_" + word]
            return day(text) if text else None
        for row in self.visits.get(plate, []):
            if row["date"] <= cutoff or row["jobs"] == "credit":
                continue
            if word == "visit" or word in row["jobs"]:
                return day(row["date"])
        return None

    def odometer(self, plate, cutoff):
        return int(self.truth[plate]["odometer_2025_12_31"]) if cutoff == END else None


def figures(errors, covered):
    """None where the truth is silent (a customer who never came back)."""
    if not errors:
        return None
    return {"n": len(errors), "median": statistics.median(errors),
            "mean": statistics.mean(errors), "cover": sum(covered) / len(covered)}


def score_days(sample, found, cutoff, word):
    errors, covered = [], []
    for line in found:
        actual = sample.next_day(line["kenteken"], cutoff, word)
        guess = line["next_" + word]
        if actual is None or guess is None or not line["readings"]:
            continue
        errors.append(abs((day(guess["p50"]) - actual).days))
        covered.append(day(guess["p10"]) <= actual <= day(guess["p90"]))
    return figures(errors, covered)


def score_km(sample, found, cutoff):
    errors, covered = [], []
    for line in found:
        actual, guess = sample.odometer(line["kenteken"], cutoff), line["odometer_km"]
        if actual is None or guess is None:
            continue
        errors.append(abs(guess["p50"] - actual))
        covered.append(guess["p10"] <= actual <= guess["p90"])
    return figures(errors, covered)


def score_readings(sample, found):
    hit = false = missed = 0
    for line in found:
        for reading in line["readings"]:
            wrong = bool(sample.readings[reading["invoice"]]["error"])
            hit += wrong and not reading["accepted"]
            false += not wrong and not reading["accepted"]
            missed += wrong and reading["accepted"]
    return {"recall": hit / max(hit + missed, 1), "precision": hit / max(hit + false, 1)}


def score(sample, found, cutoff):
    return {"km": score_km(sample, found, cutoff), "readings": score_readings(sample, found),
            **{word: score_days(sample, found, cutoff, word)
               for word in ("service", "apk", "visit")}}


def show(label, result):
    print(f"\n{label}")
    for name in ("km", "service", "apk", "visit"):
        r = result[name]
        if r:
            print(f"  {name:8} n {r['n']:4}  median {r['median']:6.1f}  mean {r['mean']:6.1f}"
                  f"  inside the 80 % interval {100 * r['cover']:5.1f} %")
    r = result["readings"]
    print(f"  readings recall {r['recall']:.3f}  precision {r['precision']:.3f}")


def failures(result):
    wanted = [("km median", result["km"]["median"], BARS["km_median"]),
              ("km mean", result["km"]["mean"], BARS["km_mean"]),
              ("service median", result["service"]["median"], BARS["service_median"]),
              ("service mean", result["service"]["mean"], BARS["service_mean"]),
              ("missed errors", 1 - result["readings"]["recall"], 1 - 0.68),
              ("false errors", 1 - result["readings"]["precision"], 1 - 0.98 + 1e-9)]
    return [f"{name} {value:.2f} is above {bar:.2f}" for name, value, bar in wanted
            if value > bar]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ctl", default="build/bin/beurt-ctl")
    parser.add_argument("--data", required=True)
    parser.add_argument("--sample", default="open")
    parser.add_argument("--cutoff", action="append", default=[])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    sample = Sample(args.data, args.sample)
    bad = []
    for cutoff in args.cutoff or [END]:
        found = sample.predictions(args.ctl, cutoff)
        result = score(sample, found, cutoff)
        show(f"cut-off {cutoff}", result)
        bad += failures(result) if args.check and cutoff == END else []
        for fold in range(args.folds):
            part = [line for line in found
                    if zlib.crc32(line["kenteken"].encode()) % args.folds == fold]
            show(f"  cut-off {cutoff}, vehicles of fold {fold + 1}", score(sample, part, cutoff))
    for line in bad:
        print("FAILED:", line)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
