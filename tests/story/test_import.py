# SPDX-License-Identifier: Apache-2.0
"""A garage brings its history along: `beurt-ctl import` takes whole files in, tells what was
parked, and goes on where it broke off."""
import json
import signal
import subprocess

import pytest

import garage
from garage import Car, invoice
from polling import eventually

STARTS = "2026-11-24 09:00:00"
COLUMNS = "factuurnummer;factuurdatum;klantnummer;achternaam;kenteken;kmstand;omschrijving;bedrag"


@pytest.fixture(scope="module")
def secret(story):
    path = story.house.folder / "password"
    path.write_text(garage.PASSWORD + "\n")
    return path


def command(story, secret, *files):
    return ["import", "--url", story.house.base_url, "--login", "sanne", "--password-file",
            secret, *files]


def write_lines(path, documents):
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))
    return path


def accepted(story):
    return {record.get("document_number") for record in story.person("sanne").pages(
        "/v1/intake", "records", status="accepted", limit=100)}


def test_files_of_every_kind_come_in_and_every_parked_record_is_reported(story, secret, tmp_path):
    good = [invoice(Car(), "2026-02-03", 10000 + n) for n in range(5)]
    future = invoice(Car(), "2031-01-01", 1)
    lines = write_lines(tmp_path / "history.jsonl", [*good, future])
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps([invoice(Car(), "2026-04-05", 20000) for _ in range(3)]))
    table = tmp_path / "klanten.csv"
    table.write_bytes("\r\n".join([
        COLUMNS, "I-1;03-04-2026;77;Müller;H-000-BB;41.250;Grote beurt;245,00",
        "I-2;31-02-2026;77;Müller;H-000-BB;41.250;APK;35,00"]).encode("cp1252"))
    answer = story.house.ctl(*command(story, secret, lines, listed, table))
    assert answer.splitlines()[-1] == "9 accepted, 0 duplicate, 2 parked"
    assert f"{lines}: {future['document_number']}: parked: FUTURE_DATE" in answer
    assert "row 3, column issue_date" in answer
    assert {document["document_number"] for document in good} | {"I-1"} <= accepted(story)
    assert not list(tmp_path.glob("*.beurt-import")), "nothing is left to go on with"


def test_the_same_file_twice_changes_nothing(story, secret, tmp_path):
    documents = [invoice(Car(), "2026-02-03", 10000) for _ in range(3)]
    lines = write_lines(tmp_path / "twice.jsonl", documents)
    first = story.house.ctl(*command(story, secret, lines))
    again = story.house.ctl(*command(story, secret, lines))
    assert first.splitlines()[-1] == again.splitlines()[-1] == \
        "3 accepted, 0 duplicate, 0 parked"
    versions = story.house.query(
        "SELECT count(*), max(version) FROM invoice.invoice WHERE document_number = ANY(%s)",
        [document["document_number"] for document in documents])
    assert versions == [(3, 1)]


def test_an_import_that_was_killed_goes_on_where_it_was(story, secret, tmp_path):
    documents = [invoice(Car(), "2026-03-03", 10000 + n) for n in range(2000)]
    lines = write_lines(tmp_path / "large.jsonl", documents)
    notes = tmp_path / "large.jsonl.beurt-import"
    # Whoever takes the invoices in stands still: it cannot be done before it is killed.
    story.house.programs["invoice-1"].signal(signal.SIGSTOP)
    program = subprocess.Popen(
        [str(story.house.binaries / "beurt-ctl"), *map(str, command(story, secret, lines))],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually(notes.exists, 30, "the first upload is noted", every=0.002)
    program.send_signal(signal.SIGKILL)
    program.wait()
    story.house.programs["invoice-1"].signal(signal.SIGCONT)
    assert notes.exists() and len(notes.read_text().splitlines()) < 10
    answer = story.house.ctl(*command(story, secret, lines))
    assert answer.splitlines()[-1] == "2000 accepted, 0 duplicate, 0 parked"
    assert story.house.query("SELECT count(*) FROM invoice.invoice WHERE issue_date ="
                             " '2026-03-03' AND version = 1") == [(2000,)]
    assert not notes.exists()


def test_a_wrong_password_is_said_and_nothing_is_sent(story, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("fout")
    lines = write_lines(tmp_path / "x.jsonl", [invoice(Car(), "2026-02-03", 1)])
    run = story.house.ctl(*command(story, wrong, lines), check=False)
    assert run.returncode == 1
    assert "the server answers 40" in run.stderr
    assert not (tmp_path / "x.jsonl.beurt-import").exists()


def test_a_file_that_is_not_there_is_named(story, secret, tmp_path):
    run = story.house.ctl(*command(story, secret, tmp_path / "absent.csv"), check=False)
    assert run.returncode == 1
    assert "absent.csv" in run.stderr
