# SPDX-License-Identifier: Apache-2.0
"""The selection module: whom, what and when, how many it reaches and why not the others."""
import datetime
import email
import email.policy

import pytest

from campaigns import EVERYBODY, TEXT, Desk, plan, selection
from garage import APK, Car, invoice
from polling import eventually
from test_booked_list import Others

STARTS = "2026-11-23 09:00:00"
DAY = datetime.timedelta(days=1)
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def cars(story):
    """Ten who were here half a year ago, ten who have not been for two years."""
    recent = [Car(first_name="Anna") for _ in range(10)]
    lost = [Car(first_name="Piet") for _ in range(10)]
    story.dms.publish(*[invoice(car, TODAY - 180 * DAY, 40000, lines=APK) for car in recent])
    story.dms.publish(*[invoice(car, TODAY - 730 * DAY, 60000) for car in lost])
    desk = Desk(story.person("sanne"))
    eventually(lambda: desk.count()["matched"] == 20, 60, lambda: str(desk.count()))
    return recent, lost


@pytest.fixture(scope="module")
def desk(story):
    return Desk(story.person("sanne"))


LOST = selection(("history.last_visit", "longer_ago", 18))


def test_the_count_shows_how_many_and_who_is_left_out_why(cars, desk):
    funnel = desk.count(LOST, holdout_per_mille=100)
    assert funnel["matched"] == 10
    assert funnel["reachable"] + funnel["held_out"] + sum(
        hold["count"] for hold in funnel["holds"]) == 10
    assert not funnel["estimated"]


def test_examples_say_why_they_are_in(cars, desk):
    people = desk.ask("sample", LOST)["people"]
    assert people
    assert all(fact["holds"] and fact["fact"] == "2024-11-23"
               for person in people for fact in person["facts"])
    assert all(person["customer"]["name"] for person in people)


def test_a_campaign_reaches_those_it_is_for(story, cars, desk):
    recent, lost = cars
    campaign = desk.run(LOST)
    assert campaign["counts"]["sent"] == len(lost)
    letter = email.message_from_bytes(
        story.house.mailbox.raw(story.mail(lost[0])[0]["id"]), policy=email.policy.default)
    assert letter["subject"] == "Lang niet gezien, Piet"
    assert "Subaru Forester" in letter.get_body(("plain",)).get_content()
    assert not story.house.mailbox.mails(to=recent[0].email)


def test_what_is_not_a_selection_is_refused_with_its_place(desk):
    answer = desk.portal.call("POST", "/v1/campaigns/count", json={
        "selection": selection(("car.age", "at_least", 200)), "kind": "promotion",
        "channels": ["email"]})
    assert answer.status_code == 400
    assert "/all/0/value: must be 0 to 100" in answer.json()["detail"]


def test_every_recipe_runs(cars, desk):
    recipes = desk.portal.get("/v1/campaigns/recipes")["recipes"]
    assert len(recipes) == 7
    for recipe in recipes:
        campaign = desk.run(recipe["selection"], kind=recipe["kind"], recipe=recipe["recipe"],
                            variants=[{"code": "A", "texts": recipe["texts"]}])
        assert campaign["counts"]["waiting"] == 0


def test_a_recall_is_for_cars_that_are_called_back(desk):
    answer = desk.portal.call("POST", "/v1/campaigns", json={
        "plan": plan(EVERYBODY, kind="recall")})
    assert (answer.status_code, answer.json()["code"]) == (400, "PLAN")


def fresh(story, desk, count, plates):
    """Cars that nobody has written to, once the selection knows them."""
    cars = [Car(first_name="Els") for _ in range(count)]
    for car in cars:
        car.vehicle["make"] = plates
    story.dms.publish(*[invoice(car, TODAY - 200 * DAY, 30000, lines=APK) for car in cars])
    chosen = selection(("car.make", "is", [plates]))
    eventually(lambda: desk.count(chosen)["matched"] == count, 60)
    return cars, chosen


def change_settings(story, **change):
    marja = story.person("marja")
    version = marja.get("/v1/settings")["version"]
    marja.ask("PUT", "/v1/settings", json=change, headers={"If-Match": f'"{version}"'})
    story.settle()


def test_many_people_need_a_second_person(story, desk):
    _, chosen = fresh(story, desk, 5, "Volvo")
    piet = Desk(story.person("piet"))
    change_settings(story, approval_above=3)
    campaign = eventually(lambda: asked_for(desk, desk.begin(chosen, per_hour=1)), 30)
    own = desk.portal.call("POST", f"/v1/campaigns/{campaign['id']}/approve",
                           json={"expected_version": campaign["version"]})
    assert (own.status_code, own.json()["code"]) == (403, "SECOND_PERSON")
    assert piet.step(campaign, "approve")["approved_by"] == "piet"


def asked_for(desk, draft):
    """The setting travels too: until it is there a campaign goes at once, and is stopped."""
    now = desk.step(draft, "approve")
    if now["status"] == "waiting_approval":
        return now
    desk.step(now, "cancel")
    return None


def go(story, desk, campaign):
    """Approved by whoever must."""
    now = desk.step(campaign, "approve")
    if now["status"] == "waiting_approval":
        now = Desk(story.person("piet")).step(now, "approve")
    return now


def test_a_frozen_group_takes_nobody_in_later_and_a_dynamic_one_does(story, desk):
    change_settings(story, cap_week=7, cap_month=30, cap_year=100)  # both reach the same people
    _, chosen = fresh(story, desk, 4, "Skoda")
    starts = (story.clock.now() + datetime.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    frozen, dynamic = (desk.begin(chosen, mode=mode, starts_at=starts)
                       for mode in ("frozen", "dynamic"))
    go(story, desk, frozen)
    go(story, desk, dynamic)
    eventually(lambda: desk.get(frozen)["counts"]["waiting"] == 4, 30)
    late = Car(first_name="Els")
    late.vehicle["make"] = "Skoda"
    story.dms.publish(invoice(late, TODAY - 100 * DAY, 30000, lines=APK))
    eventually(lambda: desk.count(chosen)["matched"] == 5, 60)
    story.clock.step(hours=3)
    assert desk.becomes(frozen, "done")["counts"]["chosen"] == 4
    assert desk.becomes(dynamic, "done")["counts"]["chosen"] == 5


def test_two_texts_are_drawn_by_lot_and_shown_beside_each_other(story, desk):
    _, chosen = fresh(story, desk, 20, "Lada")  # by lot: all one way is 1 in 500,000
    texts = [{"code": code, "texts": [{**TEXT, "subject": f"Versie {code}"}]} for code in "AB"]
    campaign = desk.begin(chosen, variants=texts)
    go(story, desk, campaign)
    arms = {arm["arm"]: arm["people"]
            for arm in desk.becomes(campaign, "done")["results"]}
    assert arms["A"] + arms["B"] == 20 and arms["A"] and arms["B"]
    assert "winner" not in desk.get(campaign)


def test_who_books_before_it_leaves_is_left_out(story, desk):
    cars, chosen = fresh(story, desk, 3, "Fiat")
    starts = (story.clock.now() + datetime.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    campaign = desk.begin(chosen, mode="frozen", starts_at=starts)
    go(story, desk, campaign)
    eventually(lambda: desk.get(campaign)["counts"]["waiting"] == 3, 30)
    people = desk.ask("sample", chosen)["people"]
    booked = next(p for p in people if p["vehicle"]["plate"] == cars[0].plate)
    Others(story).book({"vehicle": {"id": booked["vehicle_id"]},
                        "customer": {"id": booked["customer_id"]}})
    eventually(lambda: {"reason": "BOOKED", "count": 1} in desk.count(chosen)["holds"], 30)
    story.clock.step(hours=3)
    done = desk.becomes(campaign, "done")
    assert done["counts"]["sent"] == 2
    assert done["holds"] == [{"reason": "BOOKED", "count": 1}]


def test_a_campaign_that_is_stopped_half_way_sends_no_more(story, desk):
    _, chosen = fresh(story, desk, 6, "Seat")
    campaign = desk.begin(chosen, per_hour=2)
    go(story, desk, campaign)
    running = eventually(lambda: (lambda now: now if now["counts"]["sent"] == 2 else None)(
        desk.get(campaign)), 60, lambda: str(desk.get(campaign)))
    story.settle()
    desk.step(desk.get(running), "cancel")
    story.clock.step(hours=3)
    story.settle()
    stopped = desk.get(campaign)
    assert (stopped["status"], stopped["counts"]["sent"]) == ("cancelled", 2)


def test_a_test_goes_to_oneself(story, desk):
    _, chosen = fresh(story, desk, 1, "Dacia")
    campaign = desk.begin(chosen)
    desk.portal.ask("POST", f"/v1/campaigns/{campaign['id']}/test",
                    json={"email": "sanne@linde.example"})
    mail = story.house.mailbox.wait_for("sanne@linde.example")[0]
    letter = email.message_from_bytes(story.house.mailbox.raw(mail["id"]),
                                      policy=email.policy.default)
    assert letter["subject"] == "Lang niet gezien, Els"
    assert desk.get(campaign)["counts"]["chosen"] == 0
