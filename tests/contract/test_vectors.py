# SPDX-License-Identifier: Apache-2.0
"""`beurt-ctl try` against public test vectors.

The vectors in tests/data always run. Larger files of the same kind, which may not be
published here, run when BEURT_SHARED_DATA or ../shared/data has them.
"""
import csv
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "data"
SHARED = pathlib.Path(os.environ.get("BEURT_SHARED_DATA") or ROOT.parent / "shared" / "data")
CTL = pathlib.Path(os.environ.get("BEURT_BIN") or ROOT / "build" / "bin") / "beurt-ctl"


def ask(rule, lines):
    """One answer per line, in order; lines are objects or raw text."""
    raw = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run([CTL, "try", rule], input=raw.encode(), capture_output=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    return answers


def own_or_shared(own, shared):
    return [pytest.param(OWN / own, id=own),
            pytest.param(SHARED / shared, id=f"shared/{shared}",
                         marks=pytest.mark.skipif(not (SHARED / shared).exists(),
                                                  reason=f"no {shared} beside the project"))]


def differences(rule, vectors, member, fields):
    """Vectors whose answer differs in a field that the vector has."""
    answers = ask(rule, [{member: vector[member]} for vector in vectors])
    return [(vector, answer) for vector, answer in zip(vectors, answers)
            if any(field in vector and answer.get(field) != vector[field] for field in fields)]


@pytest.mark.parametrize("path", own_or_shared("email/vectors.json",
                                               "contact/email/vectors-open.json"))
def test_mails_to_exactly_the_addresses_nobody_misreads(path):
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 80
    assert differences("email", vectors, "address", ["accept_for_mailing"]) == []


def test_every_dutch_holiday_is_known_and_no_other():
    vectors = json.loads((OWN / "calendar/dutch-holidays.json").read_text())
    assert len(vectors) >= 200
    assert differences("holidays", vectors, "date", ["holiday", "name"]) == []


def test_nothing_leaves_outside_its_hours():
    """Quiet hours, Sundays, holidays and the days on which the clock changes."""
    vectors = json.loads((OWN / "calendar/contact-windows.json").read_text())
    assert len(vectors) >= 200
    answers = ask("window", [{"channel": one["channel"], "instant_utc": one["instant_utc"]}
                             for one in vectors])
    wrong = [(one, answer) for one, answer in zip(vectors, answers)
             if any(answer.get(field) != one[field] for field in ("open", "opens_utc"))]
    assert wrong == []


@pytest.mark.parametrize("path", own_or_shared("calendar/instant-week-open.json",
                                               "calendar/instant-week-open.json"))
def test_every_moment_has_its_list_week(path):
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 50
    assert differences("week", vectors, "instant_utc", ["local", "list_week", "editable"]) == []


@pytest.mark.parametrize("path", own_or_shared("calendar/weekly-deadline-2024-2026.json",
                                               "calendar/weekly-deadline-2024-2026.json"))
def test_every_list_closes_sunday_at_three(path):
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 150
    assert differences("deadline", vectors, "list_week",
                       ["opens_utc", "deadline_utc", "invite_week"]) == []


@pytest.mark.parametrize("path", own_or_shared("calendar/amsterdam-transitions-2024-2037.json",
                                               "calendar/amsterdam-transitions-2024-2037.json"))
def test_the_local_clock_changes_at_the_second(path):
    changes = json.loads(path.read_text())
    assert len(changes) == 28
    at = ask("week", [{"instant_utc": change["utc_instant"]} for change in changes])
    before = ask("week", [{"instant_utc": change["utc_instant"].replace("01:00:00Z", "00:59:59Z")}
                          for change in changes])
    assert [answer["local"][-6:] for answer in at] == [c["to_offset"] for c in changes]
    assert [answer["local"][-6:] for answer in before] == [c["from_offset"] for c in changes]


@pytest.mark.parametrize("path", own_or_shared("plate/library-vectors.json",
                                               "kenteken/library-vectors-open.json"))
def test_plates_read_as_libraries_read_them(path):
    """A plate one library accepts is valid; one that a library refuses is refused or doubted."""
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 80
    answers = ask("plate", [{"input": vector["input"]} for vector in vectors])
    for vector, answer in zip(vectors, answers):
        for field in ("normalised", "formatted", "sidecode"):
            assert answer[field] == vector.get(field, answer[field]), vector
        if vector["valid"]:
            assert answer["valid"], vector
        else:
            assert not answer["valid"] or answer["warnings"], vector


@pytest.mark.parametrize("path", own_or_shared("apk/date-vectors.json",
                                               "apk/apk-date-vectors-open.json"))
def test_the_test_certificate_lasts_as_the_law_says(path):
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 20
    asked = ("first_admission", "fuel", "category", "approved_on", "previous_expiry")
    answers = ask("apk", [{name: vector[name] for name in asked if name in vector}
                          for vector in vectors])
    for vector, answer in zip(vectors, answers):
        for field in ("first_due", "period_months", "new_expiry"):
            assert answer.get(field) == vector.get(field), vector


@pytest.mark.parametrize("path", own_or_shared("sms/vectors.json", "contact/sms/vectors-open.json"))
def test_a_text_takes_the_parts_that_the_network_counts(path):
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 20
    assert differences("sms", vectors, "text",
                       ["encoding", "units", "segments", "segment_units"]) == []


def test_the_letters_that_make_a_text_dear_are_named():
    [answer] = ask("sms", [{"text": "Beste meneer Daniëls, ’t is tijd"}])
    assert answer["expensive"] == ["ë", "’"]


@pytest.mark.parametrize("path", own_or_shared("phone/vectors.json",
                                               "contact/phone/vectors-open.json"))
def test_numbers_read_as_people_type_them(path):
    """A library also reads letters and numbers behind an x, which we refuse, and numbers of
    machines, where nobody reads."""
    vectors = json.loads(path.read_text())
    assert len(vectors) >= 20
    answers = ask("phone", [{name: vector[name] for name in ("input", "default_region")}
                            for vector in vectors])
    for vector, answer in zip(vectors, answers):
        e164 = vector.get("e164")
        machine = (e164 or "").startswith("+3197")
        if any(letter.isalpha() for letter in vector["input"].removeprefix("tel:")):
            assert not answer["parses"], vector
        elif not vector.get("valid", True):
            assert not answer["sms_capable"], vector
        else:
            capable = vector.get("sms_capable", False) and not machine
            assert answer == {"parses": vector["parses"], "e164": e164,
                              "sms_capable": capable}, vector


REAL_PLATES = SHARED / "kenteken" / "real-plates-open.csv"


@pytest.mark.skipif(not REAL_PLATES.exists(), reason="no real plates beside the project")
def test_every_real_plate_is_valid_without_doubt():
    with open(REAL_PLATES, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1000
    answers = ask("plate", [{"input": row["kenteken"]} for row in rows])
    for row, answer in zip(rows, answers):
        assert answer == {"normalised": row["kenteken"], "formatted": row["formatted"],
                          "sidecode": int(row["sidecode"]), "valid": True, "warnings": []}


def test_what_cannot_be_read_is_an_error_in_its_place():
    answers = ask("plate", ['{"input":"00-HZB-3"}', "", "nonsense", "[]", '{"plate":"x"}',
                            '{"input":7}', '{"input":"a","input":"b"}', '{"input":"JLT-15-N"}'])
    assert [("error" in answer) for answer in answers] == [False, *[True] * 6, False]
    assert answers[0]["sidecode"] == 7 and answers[7]["sidecode"] == 11
    assert '"input" is missing' in answers[4]["error"]


def test_a_line_that_is_too_long_does_not_stop_the_next():
    answers = ask("email", [{"address": "x" * 2_000_000}, {"address": "jan@example.nl"}])
    assert "longer than" in answers[0]["error"]
    assert answers[1] == {"accept_for_mailing": True}


def test_moments_and_weeks_that_do_not_exist_are_errors():
    for answer in ask("week", [{"instant_utc": "2026-02-30T00:00:00Z"}, {"instant_utc": "today"},
                               {"instant_utc": "2026-11-22T14:00:00Z", "timezone": "../passwd"}]):
        assert set(answer) == {"error"}
    for answer in ask("deadline", [{"list_week": "2025-W53"}, {"list_week": "2026-W00"}]):
        assert set(answer) == {"error"}


def test_a_garage_may_live_elsewhere():
    answers = ask("deadline", [{"list_week": "2026-W48"},
                               {"list_week": "2026-W48", "timezone": "Atlantic/Azores"}])
    assert answers[0]["deadline_utc"] == "2026-11-29T14:00:00Z"
    assert answers[1]["deadline_utc"] == "2026-11-29T16:00:00Z"


def run(*argv):
    return subprocess.run([CTL, *argv], capture_output=True, text=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL)


def test_help_names_every_rule_and_a_wrong_word_is_refused():
    shown = run("try", "--help")
    assert shown.returncode == 0
    for rule in ("plate", "week", "deadline", "email"):
        assert rule in shown.stdout
    assert run("--help").returncode == 0
    assert run("--version").stdout.startswith("beurt-ctl ")
    for wrong in ((), ("no-such",), ("try",), ("try", "no-such"), ("try", "plate", "extra")):
        done = run(*wrong)
        assert done.returncode == 2
        assert done.stderr.startswith("beurt-ctl: ") and done.stdout == ""
