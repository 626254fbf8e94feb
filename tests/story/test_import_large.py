# SPDX-License-Identifier: Apache-2.0
"""A garage brings ten years along in one CSV file: it goes in parts, and what is stored is what
small files would have brought."""
import csv
import io

import pytest

import garage
from garage import Car

STARTS = "2026-11-24 09:00:00"
COLUMNS = ("factuurnummer", "factuurdatum", "klantnummer", "achternaam", "kenteken", "kmstand",
           "omschrijving", "bedrag", "opmerking")
INVOICES, SMALL_FILE = 800, 200
STORED = """SELECT i.document_number, i.version, i.issue_date, l.line, l.description, l.net_cents
 FROM invoice.invoice i JOIN invoice.invoice_line l USING (invoice_id) WHERE i.dealer = %s
 ORDER BY 1, 4"""


def written(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([COLUMNS, *rows])
    return text.getvalue().encode("cp1252")


def history():
    """Rows by invoice; the amounts of most show no decimal mark by themselves."""
    plates = [Car().plate for _ in range(40)]
    note = "Klant wacht; \"koffie\" à gisteren\nbelt " + "x" * 3850
    for n in range(INVOICES):
        date = f"{n % 28 + 1:02}-{n % 12 + 1:02}-2025"
        head = (f"H-{n}", date, f"{n % 40}", "Müller", plates[n % 40], f"{40 + n}.000")
        amount = "1.249,50" if n % 50 == 0 else "1.249"
        yield [(*head, "Grote beurt", amount, note), (*head, "Remmen", "85", "")]


def import_files(story, login, *files):
    secret = story.house.folder / "password"
    secret.write_text(garage.PASSWORD + "\n")
    return story.house.ctl("import", "--url", story.house.base_url, "--login", login,
                           "--password-file", secret, *files)


@pytest.fixture(scope="module")
def invoices():
    return list(history())


@pytest.fixture(scope="module")
def large(story, invoices, tmp_path_factory):
    """The second lines stand behind all the first, and one date is wrong."""
    path = tmp_path_factory.mktemp("large") / "history.csv"
    wrong = ("H-wrong", "31-02-2025", *invoices[0][0][2:])
    path.write_bytes(written([*(rows[0] for rows in invoices),
                              *(rows[1] for rows in invoices), wrong]))
    assert path.stat().st_size > 3_000_000
    return path


def accepted(story, login):
    return sorted(record["document_number"] for record in story.person(login).pages(
        "/v1/intake", "records", status="accepted", limit=200))


def test_a_file_of_three_megabytes_comes_in_and_names_the_rows_of_the_file(story, large):
    answer = import_files(story, "sanne", large)
    assert answer.splitlines()[-1] == f"{INVOICES} accepted, 0 duplicate, 1 parked"
    assert f"row {2 * INVOICES + 2}, column issue_date" in answer
    assert not list(large.parent.glob("*.beurt-import")), "nothing is left to go on with"


def test_it_stores_what_the_same_rows_in_small_files_store(story, large, invoices, tmp_path):
    files = []
    for start in range(0, INVOICES, SMALL_FILE):
        files.append(tmp_path / f"part{start}.csv")
        files[-1].write_bytes(written(
            row for rows in invoices[start:start + SMALL_FILE] for row in rows))
    answer = import_files(story, "dirk", *files)
    assert answer.splitlines()[-1] == f"{INVOICES} accepted, 0 duplicate, 0 parked"
    assert len(accepted(story, "sanne")) == INVOICES
    assert accepted(story, "sanne") == accepted(story, "dirk")
    stored = story.house.query(STORED, "NL-1")
    assert len(stored) == 2 * INVOICES
    assert {row[1] for row in stored} == {1}, "no part corrects another"
    assert {row[5] for row in stored} == {124950, 124900, 8500}
    assert stored == story.house.query(STORED, "NL-2")


def test_the_same_file_again_changes_nothing(story, large):
    before = story.house.query(STORED, "NL-1")
    answer = import_files(story, "sanne", large)
    assert answer.splitlines()[-1] == f"{INVOICES} accepted, 0 duplicate, 1 parked"
    assert story.house.query(STORED, "NL-1") == before


def test_an_invoice_that_fits_no_upload_is_named_and_nothing_is_sent(story, tmp_path):
    path = tmp_path / "monster.csv"
    row = ("M-1", "01-02-2025", "1", "Müller", "", "1", "Beurt", "1,00", "x" * 4000)
    path.write_bytes(written([("M-0", *row[1:]), *[row] * 400]))
    run = story.house.ctl("import", "--url", story.house.base_url, "--login", "sanne",
                          "--password-file", story.house.folder / "password", path, check=False)
    assert run.returncode == 1
    assert "invoice M-1, from row 3, has 400 rows" in run.stderr
    assert not list(tmp_path.glob("*.beurt-import"))
