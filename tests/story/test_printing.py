# SPDX-License-Identifier: Apache-2.0
"""Letters and cards from the gate to the post: who has no e-mail address gets a letter, on
Monday at nine a batch is one PDF, and nobody gets two.

Notification and gateway alone; the test says what the other services say.
"""
import os
import pathlib
import re
import subprocess
import uuid

import pytest

import garage
from answers import AnswerCheck
from house import House
from polling import eventually
from test_sending import Post

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
DEALER = "NL-1"
TUESDAY, MONDAY = "2026-11-24 10:00:00", "2026-11-30 08:59:30"


class Desk(Post):
    """What the garage sees of its letters, and who they are for."""

    def __init__(self, house):
        super().__init__(house)
        self.answers = AnswerCheck()
        self.sanne = house.portal("sanne", garage.PASSWORD, on_answer=self.answers)
        self.dirk = house.portal("dirk", garage.PASSWORD, on_answer=self.answers)

    def customer(self, name, **changes):
        return super().customer(name, **{
            "dealer": DEALER, "initials": "A.", "email": None, "street": "Kerkstraat",
            "house_number": "7", "postcode": "3511ab", "city": "Utrecht", "country": "NL",
            **changes})

    def say(self, kind, message, key, topic=None):
        if message:
            message = {name: value for name, value in message.items() if value is not None}
        key = key.replace("NL-4711/", f"{DEALER}/")
        super().say(kind, message, key, topic)

    def request(self, customer, **changes):
        return super().request(customer, **{
            "dealer": DEALER, "channel": "letter", "reason_group": "apk", **changes})

    def withdraw(self, request, reason, **more):
        command = {"command_id": str(uuid.uuid4()), "dealer": DEALER, "actor": "reminder",
                   "received_at": self.time(), "customer_id": request["customer_id"],
                   "intent_id": request["intent_id"], "reason": reason, **more}
        self.say("notification.withdraw", command, command["customer_id"],
                 "notification.command.v1")
        return command

    def batches(self, portal=None, **wanted):
        found = (portal or self.sanne).get("/v1/print-batches")["batches"]
        return [batch for batch in found
                if all(batch.get(name) == value for name, value in wanted.items())]

    def batch(self, deadline=30.0, **wanted):
        return eventually(lambda: (self.batches(**wanted) or [None])[0], deadline,
                          lambda: f"a batch with {wanted}, there are {self.batches()}")

    def pdf(self, batch, piece=1, portal=None):
        answer = (portal or self.sanne).call(
            "GET", f"/v1/print-batches/{batch['batch_id']}.pdf?piece={piece}")
        assert answer.status_code == 200, answer.text
        path = self.house.folder / f"{batch['batch_id']}-{piece}.pdf"
        path.write_bytes(answer.content)
        return path

    def post(self, batch, day):
        return self.sanne.call("POST", f"/v1/print-batches/{batch['batch_id']}/posted",
                               json={"posted_on": day})

    def outcome(self, request):
        return eventually(lambda: self.row(
            "SELECT outcome, reason, channel, at::text FROM gateway.contact"
            " WHERE intent_id = %s ORDER BY sequence DESC", request["intent_id"]), 30,
            "an outcome")


def read(pdf, *options):
    return subprocess.run(["pdftotext", *options, str(pdf), "-"], capture_output=True,
                          check=True, timeout=60).stdout.decode()


def address_at(pdf, page, left=20):
    """The lines of an address where the window shows them, in millimetres."""
    box = [str(round(value * 72 / 25.4)) for value in (left, 60, 90, 30)]
    words = read(pdf, "-r", "72", "-f", str(page), "-l", str(page), "-x", box[0], "-y", box[1],
                 "-W", box[2], "-H", box[3])
    return [line.strip() for line in words.split("\n") if line.strip(" \f")]


def seed(base_url, **more):
    people = garage.seed(base_url)
    people["dealers"] = [garage.dealer(
        code, name, vendor, public_url=base_url, letter_cents=98, card_cents=85,
        holdout_per_mille=0, cap_week=7, cap_month=30, cap_year=100,
        channel_order=["email", "letter", "card", "phone"], **more)
        for code, name, vendor in (("NL-1", "Garage De Linde", "autoflex"),
                                   ("NL-2", "Garage Van Dam", "wincar"))]
    return people


@pytest.fixture(scope="module")
def desk():
    yield from open_desk(__name__)


def open_desk(name, settings=None, starts=TUESDAY, **more):
    house = House(OUT / "story" / name, services=("notification", "gateway"),
                  settings=settings or {})
    house.clock.set_local(starts)
    house.drop_postgres()
    with house:
        house.mailbox.clear()
        house.seed(seed(house.base_url, **more))
        desk = Desk(house)
        yield desk
        assert desk.answers.problems == []
    house.drop_postgres()


@pytest.fixture(scope="module")
def batch(desk):
    """Five letters were asked for on Tuesday; one opted out, one was erased, one booked."""
    desk.people = {name: desk.customer(name) for name in
                   ("Jansen", "Bakker", "Visser", "Smit", "Mulder")}
    desk.people["Peeters"] = desk.customer("Peeters", language="en", house_number="9")
    desk.requests = {name: desk.request(person) for name, person in desk.people.items()}
    for request in desk.requests.values():
        desk.wait_for(request, "handed")
    desk.open = desk.batch(status="open", count=6)
    desk.answer(desk.change(customer_id=desk.people["Visser"]["customer_id"], action="object",
                            dealer=DEALER))
    smit = desk.people["Smit"]
    desk.say("customer.state", {**smit, "version": 2, "erased": True},
             f"{DEALER}/{smit['customer_id']}")
    desk.answer(desk.withdraw(desk.requests["Mulder"], "BOOKED"))
    desk.house.settle()  # all three are known before it is nine
    desk.house.clock.set_local(MONDAY)
    assert not desk.batches(status="ready"), "not before nine"
    desk.house.clock.step(seconds=60)
    return desk.batch(status="ready")


def test_what_passes_the_gate_waits_for_monday_nine(desk, batch):
    assert desk.open["kind"] == "letter" and desk.open["closes_at"] == "2026-11-30T08:00:00Z"
    assert desk.open["cost_cents"] == 0, "the price is that of the day it is closed"


def test_who_opted_out_was_erased_or_booked_before_nine_is_left_out(desk, batch):
    assert batch["count"] == 3 and batch["cost_cents"] == 3 * 98
    assert sorted((left["reason"], left["count"]) for left in batch["left_out"]) == [
        ("BOOKED", 1), ("ERASED", 1), ("NO_CONSENT", 1)]
    assert desk.outcome(desk.requests["Visser"])[:2] == ("suppressed", "NO_CONSENT")
    assert desk.outcome(desk.requests["Smit"])[:2] == ("suppressed", "ERASED")
    assert desk.outcome(desk.requests["Mulder"])[:2] == ("suppressed", "BOOKED")


def test_a_pdf_speaks_one_language_and_shows_each_address_in_the_window(desk, batch):
    assert [piece["count"] for piece in batch["pieces"]] == [2, 1]
    dutch, english = desk.pdf(batch, 1), desk.pdf(batch, 2)
    found = {tuple(address_at(dutch, page)) for page in (1, 2)}
    assert found == {(line, "Kerkstraat 7", "3511 AB UTRECHT")
                     for line in ("A. Jansen", "A. Bakker")}
    assert address_at(english, 1) == ["A. Peeters", "Kerkstraat 9", "3511 AB UTRECHT"]
    text = re.sub(r"\s+", " ", read(dutch))
    assert "Utrecht, 30 november 2026" in text and "H-001-HB" in text
    assert "Visser" not in text and "Smit" not in text and "Mulder" not in text
    assert "Kind regards" in read(english)


def test_downloading_all_of_it_is_noted(desk, batch):
    desk.pdf(batch, 1)
    desk.pdf(batch, 2)
    assert desk.batch(status="printed")["printed_at"]


def test_another_garage_has_no_such_batch(desk, batch):
    answer = desk.dirk.call("GET", f"/v1/print-batches/{batch['batch_id']}.pdf")
    assert answer.status_code == 404
    assert desk.batches(desk.dirk) == []


def test_who_opts_out_after_closing_is_listed_by_the_number_of_the_sheet(desk, batch):
    bakker = desk.people["Bakker"]
    desk.answer(desk.change(customer_id=bakker["customer_id"], action="object",
                            dealer=DEALER))
    desk.house.clock.step(seconds=70)
    late = eventually(lambda: desk.batches()[0].get("too_late"), 30, "a sheet that is too late")
    sheet = next(page for page in (1, 2) if "Bakker" in read(
        desk.pdf(batch, 1), "-f", str(page), "-l", str(page)))
    assert late == [{"sheet": sheet, "piece": 1, "reason": "NO_CONSENT"}]


def test_a_batch_is_posted_once_and_on_a_day_that_can_be(desk, batch):
    assert desk.post(batch, "2026-12-24").json()["code"] == "POSTED_ON_WRONG"
    assert desk.post(batch, "2026-11-29").json()["code"] == "POSTED_ON_WRONG"
    posted = desk.post(batch, "2026-11-30")
    assert posted.status_code == 200 and posted.json()["status"] == "posted"
    assert posted.json()["counts_from"] == "2026-12-02", "two working days after posting"
    assert desk.post(batch, "2026-11-30").json()["code"] == "BATCH_POSTED"


def test_posting_is_what_makes_the_contact(desk, batch):
    for name in ("Jansen", "Peeters"):
        outcome, _, channel, at = desk.outcome(desk.requests[name])
        assert (outcome, channel) == ("sent", "letter")
        assert at.startswith("2026-12-02 11:00"), at
        assert desk.row("SELECT contacted_at FROM notification.intent WHERE intent_id = %s",
                        desk.requests[name]["intent_id"])[0].isoformat().startswith(
                            "2026-12-02T11:00"), "and counts from then"
    assert desk.outcome(desk.requests["Bakker"])[:2] == ("suppressed", "NO_CONSENT"), \
        "the garage was told to take that sheet out"


def test_without_a_full_address_there_is_no_letter(desk):
    lost = desk.customer("Zwerver", street=None)
    assert desk.outcome(desk.request(lost))[:2] == ("suppressed", "NO_ADDRESS")


def test_a_kill_at_any_moment_never_doubles_a_sheet(desk):
    people = [desk.customer(f"Klant{number}") for number in range(12)]
    requests = [desk.request(person) for person in people]
    for _ in range(4):
        desk.house.programs["notification-1"].kill()
        desk.house.programs["notification-1"].start()
        desk.house.programs["notification-1"].wait_ready(30)
    for request in requests:
        desk.wait_for(request, "handed")
    desk.house.clock.set_local("2026-12-07 09:00:01")
    for _ in range(3):
        desk.house.programs["notification-1"].kill()
        desk.house.programs["notification-1"].start()
        desk.house.programs["notification-1"].wait_ready(30)
    batch = desk.batch(closes_at="2026-12-07T08:00:00Z", status="ready")
    assert batch["count"] == 12
    text = read(desk.pdf(batch))
    for number in range(12):
        assert len(re.findall(rf"A\. Klant{number}\b", text)) == 1


def test_who_is_erased_comes_out_of_the_pdf_that_lies_ready(desk):
    """The others keep their sheets, and the numbers on them."""
    people = {name: desk.customer(name, house_number=str(number))
              for number, name in enumerate(("Blijver", "Verdwijner", "Overige"), 31)}
    requests = {name: desk.request(person) for name, person in people.items()}
    for request in requests.values():
        desk.wait_for(request, "handed")
    desk.house.clock.set_local("2026-12-14 09:00:01")
    wanted = {"closes_at": "2026-12-14T08:00:00Z", "status": "ready"}
    batch = desk.batch(count=3, **wanted)
    gone = people["Verdwijner"]["customer_id"]
    desk.say("person.erased", {"erasure_id": str(uuid.uuid4()), "dealer": DEALER,
                               "at": desk.time(), "customer_id": gone}, gone)
    batch = desk.batch(count=2, **wanted)
    assert [piece["count"] for piece in batch["pieces"]] == [2]
    assert {left["reason"] for left in batch["left_out"]} == {"ERASED"}
    assert desk.outcome(requests["Verdwijner"])[:2] == ("suppressed", "ERASED")
    text = read(desk.pdf(batch))
    assert "Verdwijner" not in text and "Kerkstraat 32" not in text
    for name in ("Blijver", "Overige"):
        assert len(re.findall(rf"A\. {name}\b", text)) == 1


def test_the_car_that_is_left_of_a_sheet_gets_a_letter_of_its_own(desk):
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    other = {"vehicle_id": str(uuid.uuid4()), "proposal_id": second, "plate": "G-002-HB",
             "make": "TOYOTA", "model": "YARIS", "reason_kinds": ["apk"], "reason_group": "apk",
             "step": 1, "due_date": "2027-01-20", "apk_expiry": "2027-01-20"}
    home = desk.customer("Thuis", house_number="41")
    request = desk.request(home, proposal_id=first, params={
        "plate": "H-001-HB", "make": "VOLKSWAGEN", "model": "GOLF", "reason_kinds": ["apk"],
        "apk_expiry": "2027-01-18", "others": [other]})
    desk.wait_for(request, "handed")
    desk.house.clock.set_local("2026-12-21 09:00:01")
    batch = desk.batch(closes_at="2026-12-21T08:00:00Z", status="ready")
    both = read(desk.pdf(batch))
    assert "H-001-HB" in both and "G-002-HB" in both
    desk.answer(desk.withdraw(request, "BOOKED", proposal_id=first))
    desk.house.clock.step(seconds=70)
    eventually(lambda: desk.batches(batch_id=batch["batch_id"])[0].get("too_late"), 30,
               "a sheet that is too late")
    assert desk.post(batch, "2026-12-21").status_code == 200
    assert desk.batch(status="open")["count"] == 1, "what is left waits for next Monday"
    assert desk.outcome(request)[:2] == ("suppressed", "BOOKED"), "the first car"
    desk.house.clock.set_local("2026-12-28 09:00:01")
    batch = desk.batch(closes_at="2026-12-28T08:00:00Z", status="ready")
    text = read(desk.pdf(batch))
    assert batch["count"] == 1 and "G-002-HB" in text and "H-001-HB" not in text
    desk.left = (batch, request)


def test_what_was_posted_before_it_was_too_late_was_sent(desk):
    people = [desk.customer(name, house_number="45") for name in ("Vroeg", "Laat")]
    early, late = [desk.request(person) for person in people]
    for request in (early, late):
        desk.wait_for(request, "handed")
    desk.house.clock.set_local("2027-01-04 09:00:05")
    batch = desk.batch(closes_at="2027-01-04T08:00:00Z", status="ready", count=2)
    desk.answer(desk.withdraw(early, "BOOKED"))
    desk.house.clock.step(seconds=70)
    eventually(lambda: desk.batches(batch_id=batch["batch_id"])[0].get("too_late"), 30,
               "a sheet that is too late")
    desk.house.clock.set_local("2027-01-05 09:00:05")
    desk.answer(desk.withdraw(late, "BOOKED"))
    desk.house.clock.step(seconds=70)
    eventually(lambda: len(desk.batches(batch_id=batch["batch_id"])[0]["too_late"]) == 2, 30,
               "another sheet that is too late, a day later")
    assert desk.post(batch, "2027-01-04").status_code == 200
    assert desk.outcome(late)[:2] == ("sent", None)
    assert desk.outcome(early)[:2] == ("suppressed", "BOOKED")


def looks(desk, batch):
    return desk.row("SELECT count(*) FROM notification.timer WHERE kind = 'print_look'"
                    " AND key = %s", batch["batch_id"])[0]


def test_what_nobody_says_was_posted_is_uncertain_in_the_end(desk):
    batch, request = desk.left
    empty = desk.request(desk.customer("Weg", house_number="51"))
    desk.wait_for(empty, "handed")
    desk.answer(desk.withdraw(empty, "BOOKED"))
    desk.house.clock.set_local("2027-01-11 09:00:05")
    nothing = desk.batch(closes_at="2027-01-11T08:00:00Z", status="ready")
    eventually(lambda: not looks(desk, nothing), 30, "nothing to look at in an empty batch")
    desk.house.clock.set_local("2027-01-28 08:59:00")
    desk.house.settle()
    assert looks(desk, batch) and desk.state(request)[0] == "handed", "31 days are not over"
    desk.house.clock.set_local("2027-01-28 09:02:00")
    desk.wait_for(request, "uncertain", "POST_UNKNOWN")
    assert desk.outcome(request)[:2] == ("uncertain", "POST_UNKNOWN")
    assert not looks(desk, batch)
