# SPDX-License-Identifier: Apache-2.0
"""Several hands at one car at the same time, two instances of the service at work and one of
them killed on the way: there is always one owner, and of answers one wins."""
import random

import pytest

from passports import DEALER, contact, opened
from workshop import new_id

CARS = 12


@pytest.fixture(scope="module")
def desk():
    with opened(__name__, instances=2, any_key=True, durable=True) as desk:
        yield desk


def answers(desk, commands):
    """Asked all at once, each on a partition of its own, so that both instances work at it."""
    ids = [desk.ask(key=new_id(), **command) for command in commands]
    return [desk.answer(command_id, deadline=60) for command_id in ids]


def owners(desk, passport):
    """Every state of it that was said: who owned it then, in order of version."""
    desk.house.settle()
    desk.ear.catch_up()
    said = {state["version"]: state for state in
            desk.said("passport.state.v1", passport_id=passport)}
    return [("owner_id" in state, "fleet_id" in state) for _, state in sorted(said.items())]


def winners(answered):
    return [one["aggregate_id"] for one in answered if one["outcome"] == "ok"]


def test_of_accept_cancel_and_decline_one_wins(desk):
    for number in range(CARS):
        passport, owner = desk.active(f"Verkoper{number}")
        transfer, recipient = desk.offered(passport, owner, f"Koper{number}")
        ends = [desk.end("accept", passport, transfer, recipient),
                desk.end("cancel", passport, transfer, owner),
                desk.end("decline", passport, transfer, recipient)]
        ends = [dict(one) for one in ends * 2]
        random.Random(number).shuffle(ends)
        answered = answers(desk, ends)
        car, state = desk.passport(passport), desk.transfer(transfer)
        won = {one["command"] for one, answer in zip(ends, answered)
               if answer["outcome"] == "ok"}
        assert len(won) == 1, "the same answer twice is the same; another lost"
        assert {answer["code"] for answer in answered
                if answer["outcome"] != "ok"} == {"TRANSFER_ENDED"}
        assert won == {{"accepted": "transfer.accept", "cancelled": "transfer.cancel",
                        "declined": "transfer.decline"}[state["status"]]}
        assert car["owner_id"] == (recipient if state["status"] == "accepted" else owner)
        assert car["status"] == "active" and "transfer" not in car
        assert {(answer["aggregate_id"], answer["version"])
                for one, answer in zip(ends, answered) if answer["outcome"] == "ok"
                and one["command"] == "transfer.accept"} <= {(passport, car["version"])}, \
            "who waits for an acceptance waits for the car"


def test_two_offers_at_once_are_one(desk):
    passport, owner = desk.active("Dubbel")
    offers = [{"command": "transfer.start", "by": owner, "passport_id": passport,
               "transfer_id": new_id(), "kind": "owner", "party_id": owner,
               "recipient": contact(f"Bod{number}"), "recipient_id": new_id()}
              for number in range(6)]
    answered = answers(desk, offers)
    assert len(winners(answered)) == 1
    assert {one["code"] for one in answered if one["outcome"] != "ok"} == {"TRANSFER_PENDING"}
    assert desk.passport(passport)["transfer"]["transfer_id"] == winners(answered)[0]


def test_one_address_is_one_party_whoever_asks_first(desk):
    cars = [desk.car("Samen")[1] for _ in range(6)]
    passports = [new_id() for _ in cars]
    answered = answers(desk, [
        {"command": "passport.create", "passport_id": passport, "holder": contact("Samen"),
         "vehicle_id": car["vehicle_id"], "terms_shown": True}
        for passport, car in zip(passports, cars)])
    assert [one["outcome"] for one in answered] == ["ok"] * 6
    assert len({desk.passport(one)["owner_id"] for one in passports}) == 1


def test_one_car_gets_one_passport(desk):
    _, car = desk.car("Eenmaal")
    answered = answers(desk, [
        {"command": "passport.create", "passport_id": new_id(), "terms_shown": True,
         "holder": contact(f"Eenmaal{number}"), "vehicle_id": car["vehicle_id"]}
        for number in range(6)])
    assert len(winners(answered)) == 1
    assert {one["code"] for one in answered if one["outcome"] != "ok"} == {"PASSPORT_EXISTS"}


def test_with_an_instance_killed_on_the_way_nobody_owns_it_twice_or_not_at_all(desk):
    fleet, manager, *_ = desk.fleet_of("Vloot")
    cars = []
    for number in range(CARS):
        passport, driver = desk.active(f"Rijder{number}")
        desk.do("passport.join_fleet", passport_id=passport, fleet_id=fleet)
        transfer, recipient = desk.offered(passport, manager, f"Overnemer{number}")
        cars.append((passport, driver, transfer, recipient))
    ids = {}
    for number, (passport, _, transfer, recipient) in enumerate(cars):
        steps = [desk.end("accept", passport, transfer, recipient),
                 desk.end("cancel", passport, transfer, manager),
                 {"command": "passport.leave_fleet", "by": DEALER, "passport_id": passport}]
        ids[passport] = [desk.ask(key=new_id(), **step) for step in steps]
        if number % 4 == 1:
            victim = 1 + number // 4 % 2
            desk.house.programs[f"fleet-{victim}"].kill()
            desk.house.start_service("fleet", victim)
    for passport, driver, transfer, recipient in cars:
        accepted, cancelled, left = [desk.answer(one, deadline=90) for one in ids[passport]]
        state, car = desk.transfer(transfer), desk.passport(passport)
        assert (accepted["outcome"] == "ok") != (cancelled["outcome"] == "ok")
        assert state["status"] == ("accepted" if accepted["outcome"] == "ok" else "cancelled")
        assert all(owner != fleet_owns for owner, fleet_owns in owners(desk, passport))
        wanted = recipient if accepted["outcome"] == "ok" else \
            driver if left["outcome"] == "ok" else None
        assert car.get("owner_id") == wanted and car["status"] == "active"
        assert ("fleet_id" in car) == (wanted is None)
    for passport, *_ in cars:
        first = {}
        said = desk.said("passport.state.v1", passport_id=passport)[::-1]
        for state in said:
            assert first.setdefault(state["version"], state) == state, \
                "what a killed instance had said already is said again, never otherwise"
        assert list(first) == sorted(first), "no version comes before its elder"
        assert said[-1]["version"] == max(first), "the newest is what stays on the topic"
