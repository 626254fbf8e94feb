# SPDX-License-Identifier: Apache-2.0
"""A fleet's manager is away and the car must go: one of support asks for the transfer, another
of support approves it, the managers are told, and everybody can read who did it and why."""
import threading

import pytest

import garage
from polling import eventually
from riders import Riders, new_id
from tablet import entry

STARTS = "2026-11-23 08:00:00"
EMAIL = "beheer@glas.example"
WHY = "De beheerder ligt in het ziekenhuis en de auto moet maandag weg."
PATH = "/v1/break-glass"
SECONDS = 90


@pytest.fixture(scope="module")
def yard(workshop_day):
    story = workshop_day
    seed = garage.seed(story.house.base_url)
    seed["users"] += [garage.user(login, "support") for login in ("vera", "wim", "tess")]
    story.house.seed(seed)
    riders = Riders(story)
    cars = [garage.Car() for _ in range(8)]
    for car in cars:
        story.dms.publish(*garage.yearly_services(car, "2025-12-01"))
    story.settle()
    fleet, _, riders.manager = riders.fleet(cars[0], "Glasvezel", EMAIL)
    riders.free, riders.leaver = cars[6:]
    riders.given = {car: riders.give(car, fleet_id=fleet) for car in cars[1:6]}
    riders.given[riders.free] = riders.give(riders.free)
    for car in riders.given:
        riders.person(car.email).activate()
    riders.cars = list(riders.given)[:5]
    story.settle()
    return riders


def one_of_support(yard, login):
    return yard.story.person(login)


def body(car, **more):
    return {"plate": car.plate, "kind": "driver", "reason": WHY,
            "recipient": {"email": f"nieuw-{car.plate.lower()}@elders.example",
                          "name": "Nico Nieuw"}, **more}


def ask(yard, car, login="vera", **more):
    answer = one_of_support(yard, login).call("POST", PATH, json=body(car, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


def step(yard, login, request, what, **more):
    return one_of_support(yard, login).call(
        "POST", f"{PATH}/{request['request_id']}/{what}",
        json={"expected_version": request["version"], **more})


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def shown(yard, request, login="wim"):
    return next(one for one in one_of_support(yard, login).get(PATH)["requests"]
                if one["request_id"] == request["request_id"])


def offers(yard, passport):
    return [one for one in yard.manager.get("/v1/transfers")["transfers"]
            if one["passport_id"] == passport]


def begun(yard, request):
    eventually(lambda: shown(yard, request)["status"] == "started", SECONDS, "the transfer")
    eventually(lambda: offers(yard, request["passport_id"]), SECONDS, "the manager's list")
    return offers(yard, request["passport_id"])


def test_support_asks_another_of_support_approves_and_the_car_is_offered(yard):
    car = yard.cars[0]
    request = ask(yard, car)
    assert (request["status"], request["version"], request["is_mine"]) == ("asked", 1, True)
    assert offers(yard, yard.given[car]) == []
    assert shown(yard, request)["reason"] == WHY and not shown(yard, request)["is_mine"]
    approved = step(yard, "wim", request, "approve")
    assert approved.status_code == 200, approved.text
    assert approved.json()["decided_by"] == "Wim"
    offer, = begun(yard, request)
    assert (offer["kind"], offer["status"]) == ("driver", "pending")
    assert offer["recipient"]["email"] == f"nieuw-{car.plate.lower()}@elders.example"
    letter = yard.person(offer["recipient"]["email"]).link("/overdracht/")
    assert letter
    trail = shown(yard, request)["trail"]
    assert [(one["action"], one["login"]) for one in trail] == [
        ("asked", "vera"), ("approved", "wim"), ("started", "beurt")]


def test_the_fleets_manager_reads_it_by_mail_and_in_the_dashboard(yard):
    mail = eventually(lambda: [one for one in yard.house.mailbox.mails(EMAIL)
                               if "support" in one["subject"]], SECONDS, "the letter")[0]
    assert WHY[:30] in mail["text"].replace("\n", " ")
    assert "Vera" in mail["text"] and "Wim" in mail["text"] and "Nico Nieuw" in mail["text"]
    request, = yard.manager.get("/v1/fleet/break-glass")["requests"]
    assert (request["asked_by"], request["decided_by"], request["reason"]) == (
        "Vera", "Wim", WHY)
    assert [one["action"] for one in request["trail"]] == ["asked", "approved", "started"]


def test_the_recipient_accepts_as_after_any_offer(yard):
    offer, = offers(yard, yard.given[yard.cars[0]])
    person = yard.person(offer["recipient"]["email"])
    person.link("/overdracht/")
    person.log_in()
    answer = person.answer(offer["transfer_id"], "accept", keep_garages=[])
    assert answer.status_code == 200, answer.text


def test_who_asked_does_not_approve_and_another_does_not_withdraw(yard):
    request = ask(yard, yard.cars[1])
    for what in ("approve", "refuse"):
        assert refusal(step(yard, "vera", request, what)) == (403, "SAME_PERSON")
    assert refusal(step(yard, "wim", request, "withdraw")) == (403, "NOT_YOURS")
    again = one_of_support(yard, "tess").call("POST", PATH, json=body(yard.cars[1]))
    assert refusal(again) == (409, "ASKED_ALREADY")
    stale = {**request, "version": 7}
    assert refusal(step(yard, "wim", stale, "approve")) == (409, "VERSION_CONFLICT")
    refused = step(yard, "wim", request, "refuse", note="Bel de beheerder eerst.")
    assert (refused.json()["status"], refused.json()["note"]) == (
        "refused", "Bel de beheerder eerst.")
    assert refusal(step(yard, "tess", request, "approve")) == (409, "DECIDED")
    yard.story.settle()
    assert offers(yard, request["passport_id"]) == []


def at_once(*acts):
    """Their answers, all asked at the same moment."""
    answers, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(at):
        start.wait()
        answers[at] = acts[at]()
    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_approve_at_once_the_first_wins_and_the_car_is_offered_once(yard):
    request = ask(yard, yard.cars[2], kind="owner")
    for login in ("wim", "tess"):
        one_of_support(yard, login)
    answers = at_once(*(lambda login=login: step(yard, login, request, "approve")
                        for login in ("wim", "tess")))
    assert sorted(one.status_code for one in answers) == [200, 409]
    assert refusal(next(one for one in answers if one.status_code == 409)) == (409, "DECIDED")
    assert len(begun(yard, request)) == 1


def test_of_an_approval_and_a_withdrawal_at_once_the_first_wins(yard):
    request = ask(yard, yard.cars[3])
    one_of_support(yard, "wim")
    approval, withdrawal = at_once(lambda: step(yard, "wim", request, "approve"),
                                   lambda: step(yard, "vera", request, "withdraw"))
    assert sorted((approval.status_code, withdrawal.status_code)) == [200, 409]
    if approval.status_code == 200:
        assert len(begun(yard, request)) == 1
    else:
        yard.story.settle()
        assert (shown(yard, request)["status"], offers(yard, request["passport_id"])) == (
            "withdrawn", [])


def test_the_same_question_and_the_same_approval_again_change_nothing(yard):
    car = yard.cars[1]
    key = {"Idempotency-Key": new_id()}
    vera = one_of_support(yard, "vera")
    first, second = (vera.call("POST", PATH, json=body(car), headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = vera.call("POST", PATH, json=body(car, kind="owner"), headers=key)
    assert refusal(other) == (409, "KEY_USED")
    for _ in range(2):
        assert step(yard, "wim", first.json(), "approve").status_code == 200
    assert len(begun(yard, first.json())) == 1
    busy = vera.call("POST", PATH, json=body(car))
    assert refusal(busy) == (409, "TRANSFER_PENDING")


def test_a_gateway_that_dies_behind_the_approval_begins_the_transfer_once(yard):
    request = ask(yard, yard.cars[4])
    assert step(yard, "wim", request, "approve").status_code == 200
    yard.house.programs["gateway-1"].kill()
    yard.house.start_service("gateway")
    assert len(begun(yard, request)) == 1
    assert [one["action"] for one in shown(yard, request)["trail"]] == [
        "asked", "approved", "started"]


def test_a_car_of_no_fleet_is_its_owners_to_pass_on(yard):
    vera = one_of_support(yard, "vera")
    assert refusal(vera.call("POST", PATH, json=body(yard.free))) == (409, "NOT_IN_FLEET")
    nobody = {**body(yard.free), "plate": "ZZ-999-Z"}
    assert refusal(vera.call("POST", PATH, json=nobody)) == (404, "NO_SUCH_PASSPORT")


@pytest.mark.parametrize("wrong,code", [
    ({"reason": "            kort            "}, "REASON_SHORT"),
    ({"plate": ""}, "CAR_NEEDED"),
    ({"recipient": {"email": "geen adres"}}, "ADDRESS_INVALID")])
def test_what_is_not_whole_is_not_asked(yard, wrong, code):
    answer = one_of_support(yard, "vera").call("POST", PATH, json=body(yard.free, **wrong))
    assert (answer.status_code // 100, answer.json()["code"]) == (4, code)


def test_support_sees_nothing_else_and_nobody_else_sees_this(yard):
    vera = one_of_support(yard, "vera")
    for path in ("/v1/weeks", "/v1/customers?query=jansen", "/v1/dealers", "/v1/network",
                 "/v1/feedback", "/v1/settings"):
        assert refusal(vera.call("GET", path)) == (403, "SUPPORT_LIMITED"), path
    passport = yard.given[yard.free]
    offer = {"transfer_id": new_id(), "kind": "driver",
             "recipient": {"email": "x@elders.example"}}
    assert refusal(vera.call("POST", f"/v1/passports/{passport}/transfers", json=offer)) == (
        403, "FLEET_MANAGER_ONLY")
    for login in ("sanne", "marja", "hulp"):
        someone = yard.story.person(login)
        assert refusal(someone.call("GET", PATH)) == (403, "SUPPORT_ONLY")
        assert refusal(someone.call("POST", PATH, json=body(yard.free))) == (
            403, "SUPPORT_ONLY")
    assert refusal(yard.manager.call("GET", PATH)) == (403, "SUPPORT_ONLY")
    holder = yard.person(yard.free.email).log_in()
    assert refusal(holder.call("GET", "/v1/fleet/break-glass")) == (403, "FLEET_MANAGER_ONLY")


def accepted(yard):
    """Its new driver accepted: it may be offered again."""
    path = f"/v1/passports/{yard.given[yard.cars[0]]}"
    eventually(lambda: yard.desk.get(path)["status"] == "active", SECONDS, "the acceptance")
    return yard.cars[0]


def test_who_is_erased_leaves_the_request_and_what_support_did_stays(yard):
    request = ask(yard, accepted(yard), recipient={"email": yard.leaver.email})
    assert step(yard, "wim", request, "refuse").status_code == 200
    customer = entry(yard.inspector, plate=yard.leaver.plate)["customer"]["id"]
    yard.story.person("marja").ask("POST", f"/v1/customers/{customer}/erasure")
    eventually(lambda: "recipient" not in shown(yard, request), SECONDS, "the erasure")
    left = shown(yard, request)
    assert "reason" not in left and left["status"] == "refused"
    assert [(one["action"], one["login"]) for one in left["trail"]] == [
        ("asked", "vera"), ("refused", "wim")]


def test_after_a_day_nobody_approves_it_any_more(yard):
    other = accepted(yard)
    request = ask(yard, other, recipient={"email": "laat@elders.example"})
    yard.story.settle()
    yard.house.clock.step(hours=25)
    assert refusal(step(yard, "wim", request, "approve")) == (409, "REQUEST_EXPIRED")
    assert shown(yard, request)["status"] == "expired"
    assert ask(yard, other, recipient={"email": "laat@elders.example"})["status"] == "asked"
