# SPDX-License-Identifier: Apache-2.0
"""A letter and a card before they leave: the adviser gets the very sheet that Monday's batch
prints, with the address where the window shows it, and sends nothing by looking.

Notification and gateway alone; the test says what the other services say.
"""
import base64
import re
import subprocess

import pytest

from polling import eventually
from test_printing import DEALER, MONDAY, address_at, open_desk, read

TEXT = {"subject": "Winterbanden, {voornaam}?", "text": "Het wordt weer koud.\n\nWij wisselen.",
        "short_text": "Het wordt weer koud. Wij wisselen uw banden.", "button": "Maak een afspraak"}


@pytest.fixture(scope="module")
def desk():
    yield from open_desk(__name__)


def preview(desk, customer, channel, portal=None, **changes):
    asked = {"customer_id": customer["customer_id"], "kind": "promotion", "channel": channel,
             **TEXT, **changes}
    return (portal or desk.sanne).call("POST", "/v1/campaigns/preview", json={
        name: value for name, value in asked.items() if value})


def shown(desk, customer, channel, **changes):
    """Once the customer is known; what is shown, and its PDF."""
    answer = eventually(lambda: (lambda got: got if got.status_code == 200 else None)(
        preview(desk, customer, channel, **changes)), 60, "a preview").json()
    path = desk.house.folder / f"{channel}-{customer['customer_id']}.pdf"
    path.write_bytes(base64.b64decode(answer["pdf"]["base64"], validate=True))
    return answer, path


def promote(desk, customer, channel):
    texts = {name: TEXT[name] for name in ("subject", "text", "short_text", "button")}
    return desk.request(customer, channel=channel, vehicle_id=None, purpose="promotion",
                        template="campaign", reason_group=None, params=texts)


def placed(pdf, page=1):
    """Every word of a page with where it stands."""
    words = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"],
                           capture_output=True, check=True, timeout=60).stdout.decode()
    return re.findall(r"<word [^\n]*</word>", words)


def facts_of(pdf):
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True,
                          timeout=60).stdout.decode()
    return dict(re.findall(r"^([\w ]+):\s+(.*)$", said, re.MULTILINE))


@pytest.fixture(scope="module")
def seen(desk):
    """On Tuesday a letter and a card are looked at, and then asked for."""
    people = {"letter": desk.customer("Jansen"), "card": desk.customer("Bakker")}
    found = {channel: shown(desk, person, channel) for channel, person in people.items()}
    desk.house.settle()
    assert desk.house.query("SELECT count(*) FROM notification.intent")[0][0] == 0, \
        "looking asks for nothing"
    asked = [promote(desk, person, channel) for channel, person in people.items()]
    for request in asked:
        desk.wait_for(request, "handed", deadline=60)
    desk.house.settle()
    desk.house.clock.set_local(MONDAY)
    desk.house.clock.step(seconds=60)
    batches = {channel: desk.pdf(desk.batch(status="ready", kind=channel, deadline=90))
               for channel in people}
    return found, batches


def test_the_letter_is_the_very_sheet_of_the_batch(seen):
    found, batches = seen
    answer, pdf = found["letter"]
    assert answer["pdf"]["pages"] == 1 and answer["html"] == ""
    assert answer["subject"] == "Winterbanden?", "nobody's first name is known"
    assert placed(pdf) == placed(batches["letter"]) and len(placed(pdf)) > 40
    assert address_at(pdf, 1) == ["A. Jansen", "Kerkstraat 7", "3511 AB UTRECHT"]
    assert "Utrecht, 30 november 2026" in read(pdf), "the day of the batch"
    assert "Het wordt weer koud." in answer["text"]


def test_the_card_has_both_its_sides(seen):
    found, batches = seen
    answer, pdf = found["card"]
    assert answer["pdf"]["pages"] == 2
    for page in (1, 2):
        assert placed(pdf, page) == placed(batches["card"], page)
    assert "Kerkstraat 7" in read(pdf) and "Wij wisselen uw banden." in re.sub(
        r"\s+", " ", read(pdf))


def test_a_card_without_a_short_text_says_what_it_is_about(desk, seen):
    _, pdf = shown(desk, desk.customer("Visser"), "card", short_text=None)
    words = re.sub(r"\s+", " ", read(pdf))
    assert "Geachte mevrouw Visser, Winterbanden? Belt u ons" in words


def test_it_is_tagged_and_of_the_batchs_size(seen):
    found, batches = seen
    for channel in ("letter", "card"):
        facts, printed = facts_of(found[channel][1]), facts_of(batches[channel])
        assert facts["Tagged"] == "yes" and facts["Page size"] == printed["Page size"]
        assert facts["Pages"] == printed["Pages"]


def test_an_english_customer_reads_an_english_letter(desk, seen):
    answer, pdf = shown(desk, desk.customer("Peeters", language="en"), "letter")
    assert answer["language"] == "en" and "Kind regards" in read(pdf)


def test_without_a_full_address_there_is_no_sheet(desk, seen):
    lost = desk.customer("Zwerver", street=None)
    answer = eventually(lambda: (lambda got: got if got.status_code == 200 else None)(
        preview(desk, lost, "letter")), 60, "a preview").json()
    assert "pdf" not in answer
    assert answer["gate"] == {"verdict": "suppress", "reason": "NO_ADDRESS"}


def test_a_text_that_does_not_fit_says_so(desk, seen):
    long = desk.customer("Lang")
    eventually(lambda: preview(desk, long, "letter").status_code == 200, 60, "it is known")
    refused = preview(desk, long, "letter", text="Een lange zin over banden. " * 140)
    assert (refused.status_code, refused.json()["code"]) == (400, "LETTER_TOO_LONG")


def test_another_garage_sees_no_customer_of_this_one(desk, seen):
    jansen = desk.customer("Buurman")
    eventually(lambda: preview(desk, jansen, "letter").status_code == 200, 60, "it is known")
    refused = preview(desk, jansen, "letter", portal=desk.dirk)
    assert (refused.status_code, refused.json()["code"]) == (404, "CUSTOMER_UNKNOWN")
    assert DEALER == jansen["dealer"]


def test_no_log_says_who_lives_where(desk, seen):
    for name, program in desk.house.programs.items():
        if name not in ("broker", "mail"):
            text = program.log.read_text(errors="replace")
            assert text and "Kerkstraat" not in text and "JVBERi0" not in text, name
