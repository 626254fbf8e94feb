# SPDX-License-Identifier: Apache-2.0
"""From an invoice to a letter: who has no e-mail address is on the weekly list with a letter,
gets it with Monday's batch, and it counts two working days after it was posted."""
import base64
import datetime
import re

import pytest

import garage
import test_printing
from garage import Car, yearly_services
from polling import eventually
from test_printing import address_at, read

STARTS = "2026-11-23 08:00:00"


@pytest.fixture(scope="module")
def week(story):
    seed = garage.seed(story.house.base_url)
    seed["dealers"] = test_printing.seed(story.house.base_url)["dealers"]
    story.house.seed(seed)
    story.settle()  # everybody knows the channels before there is somebody to reach
    story.car, story.mailed = Car(email=None), Car()
    for car in (story.car, story.mailed):
        story.dms.publish(*yearly_services(car, datetime.date(2025, 12, 23)))
    story.settle()
    return story


def batches(story, **wanted):
    return [batch for batch in story.person("sanne").get("/v1/print-batches")["batches"]
            if all(batch.get(name) == value for name, value in wanted.items())]


def test_the_list_says_by_which_channel_it_will_be(week):
    row = eventually(lambda: (week.find(week.car) or {}).get("channel") and week.find(week.car),
                     30, lambda: f"a channel, {week.find(week.car)}")
    assert (row["channel"], row["channel_note"]) == ("letter", "NO_ADDRESS")
    mailed = week.row_of(week.mailed)
    assert mailed["channel"] == "email" and "channel_note" not in mailed


def undated(pdf):
    return re.sub(r"Utrecht, \d+ \w+ 2026", "", read(pdf, "-layout"))


def test_the_adviser_sees_the_sheet_before_saying_yes(week):
    row = week.row_of(week.car)
    shown = week.person("sanne").get(f"/v1/proposals/{row['id']}/preview")
    assert shown["channel"] == "letter" and shown["pdf"]["pages"] == 1
    week.sheet = week.house.folder / "seen.pdf"
    week.sheet.write_bytes(base64.b64decode(shown["pdf"]["base64"], validate=True))
    assert row["vehicle"]["plate_formatted"] in read(week.sheet)
    other = week.person("dirk").call("GET", f"/v1/proposals/{row['id']}/preview?channel=letter")
    assert other.status_code == 404, "another garage"


def test_the_letter_waits_for_the_batch_and_the_mail_leaves(week):
    week.clock.set_local("2026-11-29 15:00:00")
    week.settle()
    week.clock.set_local("2026-12-02 12:30:00")
    week.mail(week.mailed)
    batch = eventually(lambda: batches(week, status="open", count=1), 40, "a line in a batch")[0]
    assert batch["closes_at"] == "2026-12-07T08:00:00Z"


def test_monday_nine_it_is_a_pdf_with_the_address_in_the_window(week):
    week.clock.set_local("2026-12-07 09:00:05")
    batch = eventually(lambda: batches(week, status="ready"), 40, "a batch")[0]
    answer = week.person("sanne").call("GET", f"/v1/print-batches/{batch['batch_id']}.pdf")
    path = week.house.folder / "letter.pdf"
    path.write_bytes(answer.content)
    customer = week.car.customer
    assert address_at(path, 1) == [f"J. {customer['last_name']}",
                                   f"Kerkstraat {customer['house_number']}", "3511 AB UTRECHT"]
    assert "Subaru Forester" in read(path)
    assert undated(week.sheet) == undated(path), "what was seen, but for the day"


def test_posting_is_the_contact_the_garage_sees(week):
    batch = eventually(lambda: batches(week, status="printed"), 60, "it is printed")[0]
    answer = week.person("sanne").call(
        "POST", f"/v1/print-batches/{batch['batch_id']}/posted", json={"posted_on": "2026-12-07"})
    assert answer.json()["counts_from"] == "2026-12-09"
    row = week.find(week.car, week="2026-W48")
    told = eventually(lambda: [contact for contact in week.person("sanne").get(
        f"/v1/customers/{row['customer']['id']}")["contacts"]
        if contact["channel"] == "letter"], 30, "a contact")
    assert told[0]["outcome"] == "sent"
    assert garage.moment(told[0]["at"]) == garage.moment("2026-12-09T11:00:00Z")
