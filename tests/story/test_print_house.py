# SPDX-License-Identifier: Apache-2.0
"""A print house fetches jobs from a directory: each once, complete, and posts by itself."""
import csv
import hashlib
import json

import pytest

import test_printing
from polling import eventually
from test_printing import OUT, address_at, read

FOLDER = OUT / "story" / "print_house"


@pytest.fixture(scope="module")
def desk():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in [*FOLDER.glob("*"), *FOLDER.glob("done/*")]:
        if old.is_file():
            old.unlink()
    settings = {"notification": {"BEURT_PRINT_DIR": str(FOLDER), "BEURT_PRINT_WINDOW": "right"}}
    yield from test_printing.open_desk(__name__, settings)


def manifests():
    return [json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))]


@pytest.fixture(scope="module")
def jobs(desk):
    desk.people = [desk.customer(f"Klant{number}", house_number=str(number + 1),
                                 postcode=f"35{10 + number}AB") for number in range(4)]
    desk.letters = [desk.request(person) for person in desk.people]
    desk.card = desk.request(desk.customer("Kaart"), channel="card")
    for request in (*desk.letters, desk.card):
        desk.wait_for(request, "handed")
    desk.house.clock.set_local("2026-11-30 09:00:05")
    eventually(lambda: len(manifests()) == 2, 40, "two jobs")
    return {job["kind"]: job for job in manifests()}


def test_a_job_names_its_files_and_what_they_hold(jobs):
    letters = jobs["letter"]
    assert (letters["sheets"], letters["cost_cents"], letters["duplex"]) == (4, 392, False)
    assert (jobs["card"]["sheets"], jobs["card"]["duplex"]) == (1, True)
    for job in jobs.values():
        for named in (*job["pieces"], job["addresses"]):
            data = (FOLDER / named["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == named["sha256"]
    assert jobs["card"]["pieces"][0]["pages"] == 2


def test_sheets_are_sorted_by_where_they_go_without_names(jobs):
    path = FOLDER / jobs["letter"]["addresses"]["file"]
    rows = list(csv.DictReader(path.read_text().splitlines(), delimiter=";"))
    assert [row["sheet"] for row in rows] == ["1", "2", "3", "4"]
    assert sorted(row["postcode"] for row in rows) == ["3510 AB", "3511 AB", "3512 AB",
                                                       "3513 AB"]
    assert {row["country"] for row in rows} == {"NL"}
    pdf = FOLDER / jobs["letter"]["pieces"][0]["file"]
    for row in rows:
        assert row["postcode"] in read(pdf, "-f", row["first_page"], "-l", row["first_page"])
    assert "Klant" not in path.read_text()


def test_the_window_is_where_the_settings_say(jobs):
    pdf = FOLDER / jobs["letter"]["pieces"][0]["file"]
    assert address_at(pdf, 1) == [] and address_at(pdf, 1, left=110)[1].startswith("Kerkstraat")


def test_what_was_fetched_is_not_given_again(desk, jobs):
    for path in FOLDER.glob("NL-*"):
        path.unlink()
    for _ in range(3):
        desk.house.programs["notification-1"].kill()
        desk.house.programs["notification-1"].start()
        desk.house.programs["notification-1"].wait_ready(30)
    batch = desk.batch(kind="letter", status="handed_over")
    assert batch["print_house"] and batch["handed_over_at"]
    assert list(FOLDER.glob("NL-*")) == []


def test_the_print_house_posts_the_next_working_day(desk, jobs):
    assert desk.batches(status="posted") == []
    desk.house.clock.set_local("2026-12-01 12:00:05")
    batch = desk.batch(kind="letter", status="posted")
    assert (batch["posted_on"], batch["counts_from"]) == ("2026-12-01", "2026-12-03")
    for request in (*desk.letters, desk.card):
        assert desk.outcome(request)[0] == "sent"
    costs = desk.house.query("SELECT DISTINCT channel, cost_cents FROM notification.intent"
                             " WHERE state = 'sent' ORDER BY 1")
    assert [tuple(cost) for cost in costs] == [("card", 85), ("letter", 98)]
