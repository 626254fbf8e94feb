# SPDX-License-Identifier: Apache-2.0
"""The predictions meet their bars, on other days and other halves of the cars too."""
import json
import os
import pathlib
import subprocess
import zlib

import evaluate
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CTL = pathlib.Path(os.environ.get("BEURT_BIN", ROOT / "build" / "bin")) / "beurt-ctl"
EARLIER = ("2024-12-31", "2024-06-30", "2023-12-31")


@pytest.fixture(scope="module")
def sample():
    return evaluate.Sample(str(ROOT / "tests" / "data" / "mileage"), "open")


@pytest.fixture(scope="module")
def at_the_end(sample):
    return sample.predictions(CTL, evaluate.END)


def test_every_bar_is_met_at_the_end_of_the_files(sample, at_the_end):
    assert not evaluate.failures(evaluate.score(sample, at_the_end, evaluate.END))


def test_the_bars_are_beaten_by_a_clear_margin(sample, at_the_end):
    result = evaluate.score(sample, at_the_end, evaluate.END)
    for name, kind, figure, share in (("km_median", "km", "median", 0.8),
                                      ("km_mean", "km", "mean", 0.8),
                                      ("service_median", "service", "median", 0.9),
                                      ("service_mean", "service", "mean", 0.9)):
        assert result[kind][figure] <= share * evaluate.BARS[name], name
    assert result["readings"]["recall"] >= 0.8 and result["readings"]["precision"] >= 0.98


def test_eight_in_ten_outcomes_fall_inside_the_interval(sample, at_the_end):
    result = evaluate.score(sample, at_the_end, evaluate.END)
    for name in ("km", "service", "apk", "visit"):
        assert 0.74 <= result[name]["cover"] <= 0.88, name


@pytest.mark.parametrize("cutoff", EARLIER)
def test_other_days_are_no_worse_than_the_garages_own_rhythm(sample, cutoff):
    result = evaluate.score(sample, sample.predictions(CTL, cutoff), cutoff)
    assert result["service"]["median"] <= 20
    assert result["apk"]["median"] <= 20
    assert result["readings"]["precision"] >= 0.95


@pytest.mark.parametrize("half", (0, 1))
def test_each_half_of_the_cars_meets_the_bars(sample, at_the_end, half):
    part = [line for line in at_the_end if zlib.crc32(line["kenteken"].encode()) % 2 == half]
    result = evaluate.score(sample, part, evaluate.END)
    assert result["km"]["median"] <= 80
    assert result["service"]["median"] <= 20
    assert result["readings"]["recall"] >= 0.75


def test_nothing_after_the_cut_off_is_looked_at(sample, tmp_path):
    cutoff = "2023-12-31"
    for name in ("vehicles", "visits"):
        lines = pathlib.Path(f"{sample.base}-{name}.csv").read_text().splitlines()
        if name == "visits":
            lines = lines[:1] + [x for x in lines[1:] if x.split(",")[2] <= cutoff]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n")
    cut = subprocess.run(
        [CTL, "try", "visits", "--vehicles", tmp_path / "vehicles.csv",
         "--visits", tmp_path / "visits.csv", "--cutoff", cutoff],
        capture_output=True, text=True, check=True, timeout=300).stdout
    assert [json.loads(line) for line in cut.splitlines()] == \
        sample.predictions(CTL, cutoff)


def test_the_order_of_the_lines_does_not_matter(sample, at_the_end, tmp_path):
    lines = pathlib.Path(sample.base + "-visits.csv").read_text().splitlines()
    shuffled = sorted(lines[1:], key=lambda line: zlib.crc32(line.encode()))
    (tmp_path / "visits.csv").write_text("\n".join([lines[0], *shuffled]) + "\n")
    run = subprocess.run(
        [CTL, "try", "visits", "--vehicles", sample.base + "-vehicles.csv",
         "--visits", tmp_path / "visits.csv", "--cutoff", evaluate.END],
        capture_output=True, text=True, check=True, timeout=300)
    for ours, theirs in zip(map(json.loads, run.stdout.splitlines()), at_the_end):
        for name in ("kenteken", "next_service", "next_apk"):
            assert ours[name] == theirs[name]


@pytest.mark.parametrize("visits, complaint", [
    ("invoice,kenteken,date\n", "no column odometer_km"),
    ("invoice,kenteken,date,odometer_km,jobs,credits_invoice\n1,A,2026-02-30,1,apk,\n",
     "line 2"),
    ("invoice,kenteken,date,odometer_km,jobs,credits_invoice\n1,N923XN,2020-01-01,x,apk,\n",
     "odometer_km"),
    ('invoice,kenteken,date,odometer_km,jobs,credits_invoice\n"1,A\n', "quote never ends"),
])
def test_a_wrong_file_is_told_with_its_place(sample, tmp_path, visits, complaint):
    (tmp_path / "visits.csv").write_text(visits)
    run = subprocess.run(
        [CTL, "try", "visits", "--vehicles", sample.base + "-vehicles.csv",
         "--visits", tmp_path / "visits.csv", "--cutoff", evaluate.END],
        capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert complaint in run.stderr
