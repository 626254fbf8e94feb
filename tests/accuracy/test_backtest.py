# SPDX-License-Identifier: Apache-2.0
"""The rolling-origin backtest: promoted, covered, reproducible, and able to say no."""
import shutil
import subprocess

import backtest
import calibrate
import cars
import pytest
from test_accuracy import CTL, ROOT

DATA = str(ROOT / "tests" / "data" / "mileage")


@pytest.fixture(scope="module")
def history():
    return cars.Cars(DATA, str(CTL))


@pytest.fixture(scope="module")
def result(history):
    return backtest.score(history, cross=True)


def test_every_segment_beats_every_baseline_and_intervals_cover_eight_in_ten(result):
    assert backtest.failures(result, covers=True) == []


def test_a_cut_off_that_is_certainly_not_covered_fails():
    case = backtest.Case("P", {"segment": "apk/alone", "p10": "2026-01-01",
                               "p50": "2026-01-15", "p90": "2026-02-01"},
                         cars.day("2026-03-01"), {}, cars.day("2025-12-31"))
    shares = backtest.covered([case] * 200)
    assert shares == {"2025-12-31": (200, 0.0, *backtest.wilson(0, 200))}
    bad = backtest.failures({"segments": {}, "within": {}, "covered": {"apk": shares}}, covers=True)
    assert bad == ["apk at 2025-12-31: 0.0 % inside the 80 % interval"]
    assert backtest.missed([case] * 4) == {"2025-12-31": (0.0, 1.0)}
    low, high = backtest.wilson(160, 200)
    assert (round(low, 2), round(high, 2)) == (0.74, 0.85)


@pytest.mark.parametrize("word", cars.TARGETS)
def test_what_is_outside_came_as_often_too_early_as_too_late(result, word):
    """Levels that were out of date would miss on one side."""
    for sides in zip(*result["missed"][word].values()):
        assert 0.07 <= sum(sides) / len(sides) <= 0.13, word


def test_each_kind_of_day_has_segments_of_its_own(result):
    for word in cars.TARGETS:
        assert len(result["segments"][word]) >= 3, word
        assert result["segments"][word][0]["cases"] > 2000


def test_chances_of_a_visit_say_more_than_how_often_one_comes(result):
    for days, one in result["within"].items():
        assert one["brier"] < 0.8 * one["base"], days
        assert one["ece"] < 0.06, days


def test_the_checked_in_levels_are_those_of_the_checked_in_cars(history):
    with open(ROOT / "services/reminder/domain/levels_2.c", encoding="utf-8") as file:
        assert file.read() == calibrate.source(calibrate.table(calibrate.learn(history)), 2)


def test_few_cases_get_their_parents_levels():
    many = {"apk/alone": [(n, n) for n in range(1000)], "apk/with_service": [(5, 5)] * 10}
    table = calibrate.table(many | {"service/new": [(1, 1)], "visit/both": [(1, 1)]})
    assert table["apk/with_service"] == (10, table["apk/with_service"][1])
    assert table["apk/with_service"][1] == calibrate.quantiles(many["apk/alone"] + [(5, 5)] * 10)


def test_a_model_that_is_no_better_is_not_promoted():
    even = [backtest.Case(f"P{n}", {"segment": "apk/alone", "p10": "2026-01-01",
                                    "p50": "2026-01-15", "p90": "2026-02-01"},
                          cars.day("2026-01-20"), {"APK date": cars.day("2026-01-25")})
            for n in range(250)]
    judged = backtest.judge("apk", even)
    assert judged["lead"]["APK date"] == (0, 0)
    assert not judged["promoted"]
    bad = backtest.failures({"segments": {"apk": [judged]}, "within": {}})
    assert bad == ["apk: not promoted, its lead is not certain over APK date"]


def test_pinball_loss_is_dearer_on_the_unlikely_side():
    guess = {"segment": "apk/alone", "p10": "2026-01-10", "p50": "2026-01-20",
             "p90": "2026-01-30"}
    case = backtest.Case("P", guess, cars.day("2026-01-15"), {})
    assert case.inside and case.error == 5
    assert case.pinball == {"p10": 0.5, "p50": 2.5, "p90": 1.5}


def test_a_history_without_truth_is_judged_too(tmp_path):
    for name in ("vehicles", "visits"):
        shutil.copy(f"{DATA}/open-{name}.csv", tmp_path / f"{name}.csv")
    run = subprocess.run(
        ["/usr/bin/python3", ROOT / "tests/accuracy/backtest.py", "--ctl", CTL,
         "--data", tmp_path, "--report", tmp_path / "out" / "report.md"],
        capture_output=True, text=True, check=True, timeout=600)
    assert "| service/prompt |" in run.stdout
    assert (tmp_path / "out" / "report.md").read_text() in run.stdout + "\n"


def test_a_folder_without_cars_is_told(tmp_path):
    with pytest.raises(SystemExit, match="expected one NAME-vehicles.csv"):
        cars.Cars(str(tmp_path), str(CTL))


@pytest.mark.parametrize("levels, complaint", [
    ("segment,cases,p0\nservice/odd,1,0\n", "no segment 'service/odd'"),
    ("segment,cases,p0\nservice/new,1,x\n", "'x' is not a whole number"),
    ("segment,cases,p0\nservice/new,1,0\n", "no column p5"),
])
def test_a_wrong_table_of_levels_is_told_with_its_place(tmp_path, levels, complaint):
    path = tmp_path / "levels.csv"
    path.write_text(levels)
    run = subprocess.run(
        [CTL, "try", "visits", "--vehicles", f"{DATA}/open-vehicles.csv", "--visits",
         f"{DATA}/open-visits.csv", "--cutoff", "2025-12-31", "--levels", path],
        capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert complaint in run.stderr and "line 2" in run.stderr
