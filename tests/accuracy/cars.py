# SPDX-License-Identifier: Apache-2.0
"""A garage's history in the CSV form, what the program predicts from it, what came of it.

DIR holds NAME-vehicles.csv and NAME-visits.csv (or vehicles.csv and visits.csv); beside
them may stand NAME-truth-vehicles.csv, which says what came after the last day of the
files. A case is a car at a cut-off, with what really came: outcomes after the cut-off are
seen by this side alone.
"""
import bisect
import csv
import datetime
import glob
import json
import os
import subprocess
import zlib

TARGETS = ("service", "apk", "visit")
FOLLOW_DAYS = 548  # a cut-off needs this long after it: who puts off for a year counts too
ORIGIN_DAYS = 182
ORIGINS = 6
WARM_DAYS = 730    # of history before the first cut-off


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    return datetime.date.fromisoformat(text)


def half_of(plate):
    """Which half of the cars: a car's cases never stand on both sides of a split."""
    return zlib.crc32(plate.encode()) % 2


class Cars:
    def __init__(self, folder, ctl):
        self.ctl = ctl
        found = sorted(glob.glob(os.path.join(folder, "*vehicles.csv")))
        found = [path for path in found if "truth" not in os.path.basename(path)]
        if len(found) != 1:
            raise SystemExit(f"{folder}: expected one NAME-vehicles.csv, found {len(found)}")
        self.base = found[0][:-len("vehicles.csv")]
        self.visits = {}
        for row in rows(self.base + "visits.csv"):
            self.visits.setdefault(row["kenteken"], []).append(row)
        for plate in self.visits:
            self.visits[plate].sort(key=lambda row: row["date"])
        self.first = day(min(v[0]["date"] for v in self.visits.values()))
        self.last = day(max(v[-1]["date"] for v in self.visits.values()))
        truth = self.base + "truth-vehicles.csv"
        self.truth = {}
        if os.path.exists(truth):
            self.truth = {row["kenteken"]: row for row in rows(truth)}
            self.last = datetime.date(self.last.year, 12, 31)

    def cutoffs(self):
        """Half a year apart, the newest with enough after it; the end where truth is known."""
        newest = self.last - datetime.timedelta(FOLLOW_DAYS)
        all_of = [newest - datetime.timedelta(ORIGIN_DAYS * n) for n in range(ORIGINS)]
        all_of = [d for d in all_of if (d - self.first).days >= WARM_DAYS]
        return sorted(all_of) + ([self.last] if self.truth else [])

    def predictions(self, cutoff, levels=None, raw=False):
        command = [self.ctl, "try", "visits", "--vehicles", self.base + "vehicles.csv",
                   "--visits", self.base + "visits.csv", "--cutoff", cutoff.isoformat()]
        command += ["--levels", levels] if levels else []
        command += ["--raw"] if raw else []
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
        if run.returncode != 0:
            raise SystemExit(run.stderr)
        return {line["kenteken"]: line for line in map(json.loads, run.stdout.splitlines())}

    def days_of(self, plate, word):
        """Days of visits with that word among their jobs, oldest first; credits are none."""
        return [day(row["date"]) for row in self.visits.get(plate, [])
                if row["jobs"] != "credit" and (word == "visit" or word in row["jobs"])]

    def outcome(self, plate, cutoff, word):
        """The first day after the cut-off; None = not within what is known."""
        if cutoff == self.last and self.truth:
            text = self.truth[plate]["next_" + word]
            return day(text) if text else None
        days = self.days_of(plate, word)
        at = bisect.bisect_right(days, cutoff)
        return days[at] if at < len(days) else None


def later(date, cutoff):
    """No day that is past is a prediction."""
    return max(date, cutoff + datetime.timedelta(1))


def add_months(date, months):
    month = date.month - 1 + months
    year, month = date.year + month // 12, month % 12 + 1
    for last in (31, 30, 29, 28):
        try:
            return datetime.date(year, month, min(date.day, last))
        except ValueError:
            continue
    raise AssertionError("a month has 28 days")


def baselines(cars, plate, cutoff, word, line):
    """What needs no model: a year after the last one, the APK day, the last gap again."""
    past = [d for d in cars.days_of(plate, word) if d <= cutoff]
    past = past or [d for d in cars.days_of(plate, "visit") if d <= cutoff]
    year = add_months(past[-1], 12)
    gap = past[-1] + (past[-1] - past[-2]) if len(past) > 1 else year
    apk = day(line["next_apk"]["due"]) if line["next_apk"] else year
    return {"+12 months": later(year, cutoff), "APK date": later(apk, cutoff),
            "last gap": later(gap, cutoff)}
