# SPDX-License-Identifier: Apache-2.0
"""The fleet service dies at every labelled place it passes, while a car is given away and
taken back at the same time: one of them happens, the car has one owner, and whatever was
answered is so."""
import contextlib
import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "story"), str(ROOT / "tests" / "contract")]

from passports import address, opened  # noqa: E402
from polling import eventually  # noqa: E402
from test_fault import armed_programs  # noqa: E402

CRASHED = 137
ANSWERING = (("flow.before_commit", "accept"), ("flow.after_commit", "cancel"),
             ("relay.before_produce", "cancel"), ("relay.after_report", "accept"),
             ("relay.after_delete", "accept"))
TIMING = ("timer.before_commit", "timer.after_commit")

pytestmark = pytest.mark.skipif(not (armed_programs() / "beurt-fleet").exists(),
                                reason="no programs with crash points: make fault-programs")


@pytest.fixture(scope="module")
def desk():
    os.environ["BEURT_BIN"], before = str(armed_programs()), os.environ.get("BEURT_BIN")
    with contextlib.ExitStack() as stack:
        try:
            yield stack.enter_context(opened("fault_passports", any_key=True, durable=True))
        finally:
            if before is None:
                del os.environ["BEURT_BIN"]
            else:
                os.environ["BEURT_BIN"] = before


@contextlib.contextmanager
def dying(desk, label):
    """Armed; afterwards it has died there, and is at work again."""
    program = desk.house.programs["fleet-1"]
    desk.house.settle()
    program.stop()
    program.env["BEURT_CRASH_AT"] = f"{label}:1"
    program.start()
    yield
    eventually(lambda: not program.is_running, 60, f"the end at {label}")
    assert program.process.returncode == CRASHED
    program.env["BEURT_CRASH_AT"] = ""
    program.start().wait_ready()


def one_owner_in_all(desk, passport):
    desk.ear.catch_up()
    said = desk.said("passport.state.v1", passport_id=passport)
    return all(("owner_id" in one) != ("fleet_id" in one) for one in said)


@pytest.mark.parametrize("label,first", ANSWERING)
def test_an_answer_on_the_way_is_given_once_or_not_at_all(desk, label, first):
    name = f"{label.replace('.', '-')}-{first}".replace("_", "-")
    _, manager, passport, driver = desk.fleet_of(f"van-{name}")
    transfer, recipient = desk.offered(passport, manager, f"naar-{name}")
    ends = {"accept": desk.end("accept", passport, transfer, recipient),
            "cancel": desk.end("cancel", passport, transfer, manager)}
    second = "cancel" if first == "accept" else "accept"
    with dying(desk, label):
        ids = {how: desk.ask(**ends[how]) for how in (first, second)}
    answered = {how: desk.answer(one, deadline=60) for how, one in ids.items()}
    assert answered[first]["outcome"] == "ok"
    assert answered[second]["code"] == "TRANSFER_ENDED"
    car, state = desk.passport(passport), desk.transfer(transfer)
    accepted = first == "accept"
    assert state["status"] == ("accepted" if accepted else "cancelled")
    assert car.get("owner_id") == (recipient if accepted else None)
    assert car.get("driver_id") == (None if accepted else driver)
    assert car["status"] == "active" and one_owner_in_all(desk, passport)
    letters = {one["intent_id"] for one in desk.mails(address(f"naar-{name}"),
                                                      "transfer_done")}
    assert len(letters) == accepted, "one letter, however often it died"


@pytest.mark.parametrize("label", TIMING)
def test_an_offer_lapses_once(desk, label):
    name = label.replace(".", "-").replace("_", "-")
    passport, owner = desk.active(f"van-{name}")
    transfer, recipient = desk.offered(passport, owner, f"naar-{name}")
    moment = desk.house.clock.now()
    with dying(desk, label):
        desk.house.clock.set(moment.replace(year=moment.year + 1))
    state, car = desk.transfer(transfer), desk.passport(passport)
    assert state["status"] == "expired" and car["owner_id"] == owner
    assert car["status"] == "active" and one_owner_in_all(desk, passport)
    desk.refused("TRANSFER_ENDED", **desk.end("accept", passport, transfer, recipient))
    told = {one["intent_id"] for one in desk.mails(address(f"van-{name}"),
                                                   "transfer_status")}
    assert len(told) == 1
