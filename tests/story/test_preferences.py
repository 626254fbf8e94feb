# SPDX-License-Identifier: Apache-2.0
"""Who gets messages chooses which, how and how often: from a letter without a log-in, on
their own pages, or at the desk; and it holds before the answer is read."""
import re

import pytest
import requests

import garage
from garage import Car, moment, yearly_services
from pages import Visitor
from polling import eventually
from riders import Riders

STARTS = "2026-11-23 08:00:00"


@pytest.fixture(scope="module")
def car():
    return Car(mobile="0612345678")


@pytest.fixture(scope="module")
def link(workshop_day, car):
    """The link of a letter, as it stands in the mail."""
    story = workshop_day
    story.dms.publish(*yearly_services(car, "2025-12-23"))
    marja = story.person("marja")
    version = marja.get("/v1/settings")["version"]
    marja.ask("PUT", "/v1/settings", json={"holdout_per_mille": 0},
              headers={"If-Match": f'"{version}"'})
    story.row_of(car)
    for at in ("2026-11-29T14:00:05Z", "2026-12-02T11:30:00Z"):
        story.clock.set(moment(at))
        story.settle()
    return re.search(r"https?://\S+?/u/[A-Za-z0-9_-]+", story.mail(car)[0]["text"])[0]


def standing(story, car, purpose, channel):
    sanne = story.person("sanne")
    found = sanne.get("/v1/customers", params={"query": car.plate})["customers"]
    now = sanne.get(f"/v1/customers/{found[0]['id']}/consents")
    return now, next(entry for entry in now["entries"]
                     if (entry["purpose"], entry["channel"]) == (purpose, channel))


def boxes(page):
    return dict(re.findall(r'type="checkbox" name="(\w+)" value="yes"( checked)?', page))


def test_a_paying_customer_may_be_mailed_but_not_called(workshop_day, car, link):
    _, mail = standing(workshop_day, car, "reminder", "email")
    _, phone = standing(workshop_day, car, "reminder", "phone")
    _, letter = standing(workshop_day, car, "reminder", "letter")
    assert (mail["allowed"], mail["basis"]) == (True, "SOFT_OPT_IN")
    assert (phone["allowed"], phone["basis"]) == (False, "")
    assert (letter["allowed"], letter["basis"]) == (True, "LEGITIMATE_INTEREST")


def test_looking_at_the_page_changes_nothing(workshop_day, car, link):
    before, _ = standing(workshop_day, car, "reminder", "email")
    page = requests.get(f"{link}/voorkeuren", timeout=60)
    assert page.status_code == 200 and "<script" not in page.text
    assert boxes(page.text)["reminder_email"] and not boxes(page.text)["reminder_phone"]
    assert "Garage De Linde" not in page.text.split("</title>")[0]
    after, _ = standing(workshop_day, car, "reminder", "email")
    assert before == after


def test_what_is_chosen_holds_before_the_answer(workshop_day, car, link):
    answer = requests.post(f"{link}/voorkeuren?lang=nl", timeout=60, data={
        "action": "save", "reminder_phone": "yes", "reminder_letter": "yes",
        "preferred": "phone", "less_often": "yes", "language": "en"})
    assert answer.status_code == 200 and "Zij geldt vanaf nu" in answer.text
    now, mail = standing(workshop_day, car, "reminder", "email")
    _, phone = standing(workshop_day, car, "reminder", "phone")
    assert (mail["state"], mail["allowed"]) == ("withdrawn", False)
    assert (phone["state"], phone["basis"]) == ("granted", "OPT_IN")
    assert (now["preferred"], now["language"], now["less_often"]) == ("phone", "en", True)


def test_the_ledger_says_who_when_and_in_which_words(workshop_day, car, link):
    now, _ = standing(workshop_day, car, "reminder", "email")
    events = {(one["purpose"], one["channel"]): one for one in now["history"]}
    phone = events["reminder", "phone"]
    assert (phone["action"], phone["source"], phone["basis"]) == ("grant", "PREFERENCES",
                                                                   "OPT_IN")
    assert phone["wording"] == "preferences@1" and len(phone["wording_hash"]) == 16
    assert events["reminder", "email"]["basis"] == "SOFT_OPT_IN"
    assert ("reminder", "letter") not in events, "what stays as it was is no news"


def test_the_ledger_only_grows(workshop_day, link):
    for change in ("UPDATE notification.consent_event SET action = 'grant'",
                   "DELETE FROM notification.consent_event"):
        with pytest.raises(Exception, match="only grows"):
            workshop_day.house.query(change)


def test_everything_stops_in_one_click(workshop_day, car, link):
    answer = requests.post(f"{link}/voorkeuren?lang=nl", timeout=60, data={"action": "stop"})
    assert answer.status_code == 200 and "Het is geregeld" in answer.text
    for channel in ("email", "sms", "push", "letter", "card", "phone"):
        _, entry = standing(workshop_day, car, "reminder", channel)
        assert (entry["state"], entry["allowed"]) == ("objected", False), channel


def test_at_the_desk_it_is_written_down_with_what_shows_it(workshop_day, car, link):
    story = workshop_day
    sanne = story.person("sanne")
    customer = sanne.get("/v1/customers", params={"query": car.plate})["customers"][0]
    now = sanne.ask("PUT", f"/v1/customers/{customer['id']}/consents", json={
        "choices": [{"purpose": "reminder", "channel": "email", "granted": True}],
        "evidence": "belde op 2 december"})
    newest = now["history"][0]
    assert (newest["action"], newest["source"], newest["actor"]) == ("grant", "DESK", "sanne")
    assert newest["evidence"] == "belde op 2 december"
    _, entry = standing(story, car, "reminder", "email")
    assert entry["allowed"]


def test_a_broken_link_opens_nothing(workshop_day, link):
    page = requests.get(f"{link}x/voorkeuren", timeout=60)
    assert page.status_code == 404 and "Deze link werkt niet" in page.text


def test_everything_that_is_known_is_one_file(workshop_day, car):
    story = workshop_day
    marja = story.person("marja")
    customer = marja.get("/v1/customers", params={"query": car.plate})["customers"][0]
    file = marja.get(f"/v1/customers/{customer['id']}/export")
    assert file["customer"]["email"] == car.email and file["vehicles"] and file["visits"]
    assert file["consent"]["history"] and file["consent"]["messages"]
    assert story.person("sanne").call(
        "GET", f"/v1/customers/{customer['id']}/export").status_code == 403


@pytest.fixture(scope="module")
def rider(workshop_day):
    """A holder who ticked "remind me", and the garage's own customer of that car."""
    mine = Car()
    workshop_day.dms.publish(*yearly_services(mine, "2025-12-30"))
    workshop_day.settle()
    riders = Riders(workshop_day)
    passport = riders.give(mine, holder={"email": "bestuurder@elders.example",
                                         "name": "B. Bestuurder"})
    driver = riders.person("bestuurder@elders.example").activate(reminders="yes")
    return mine, passport, driver


def test_a_drivers_stop_is_the_drivers_alone(workshop_day, rider):
    mine, _, driver = rider
    story, party = workshop_day, driver.get("/v1/me")["party_id"]
    eventually(lambda: story.house.query(
        "SELECT 1 FROM notification.consent_event WHERE customer_id = %s::uuid"
        " AND action = 'grant' AND source = 'ACTIVATION'", party), 30, "the driver's opt-in")
    page = driver.visitor.open("/mijn/gegevens/voorkeuren")
    assert page.status == 200 and boxes(page.source)["reminder_email"]
    page.press("Stop alle berichten")
    assert "Het is geregeld" in page.text
    assert story.house.query(
        "SELECT action FROM notification.consent_event WHERE customer_id = %s::uuid"
        " ORDER BY id DESC LIMIT 1", party) == [("object",)]
    _, entry = standing(story, mine, "reminder", "email")
    assert entry["allowed"], "the garage's customer said nothing"


@pytest.mark.parametrize("ticked", [{"reminders": "yes"}, {}])
def test_who_takes_a_car_may_ask_for_reminders_on_the_same_page(workshop_day, ticked):
    """Opt-in: a box that is not ticked beforehand, kept with the words that were read."""
    car = Car()
    workshop_day.dms.publish(*yearly_services(car, "2025-12-30"))
    workshop_day.settle()
    riders = Riders(workshop_day)
    passport, seller = riders.holder(car)
    email = f"koper{len(ticked)}@elders.example"
    transfer = seller.offer(passport, "owner", email, "Karel Koper")
    buyer = riders.person(email)
    buyer.log_in()
    page = buyer.visitor.open(f"/mijn/overdracht/{transfer}")
    assert "aan de beurt is voor APK of onderhoud" in page.text
    assert 'name="reminders" value="yes">' in page.source, "not ticked beforehand"
    page.press("Ja, ik neem de auto aan", **ticked)
    party = buyer.get("/v1/me")["party_id"]
    workshop_day.settle()
    granted = workshop_day.house.query(
        "SELECT DISTINCT purpose, wording, evidence, source FROM notification.consent_event"
        " WHERE customer_id = %s::uuid AND action = 'grant'", party)
    assert granted == ([("reminder", "acceptance@1", passport, "ACTIVATION")] if ticked else [])


def test_a_holder_erases_their_own_account(workshop_day, rider):
    _, passport, driver = rider
    story, party = workshop_day, driver.get("/v1/me")["party_id"]
    page = driver.visitor.open("/mijn/gegevens")
    page.press("Wis mijn gegevens")
    assert page.status == 400
    driver.visitor.open("/mijn/gegevens").press("Wis mijn gegevens", sure="yes")
    assert "worden gewist" in driver.visitor.text
    story.settle()
    assert story.house.query("SELECT services FROM gateway.erasure WHERE person_id = %s::uuid",
                             party) == [(["fleet", "gateway", "inspection", "invoice",
                                          "notification", "reminder"],)]
    assert story.house.query("SELECT status, email FROM fleet.party WHERE party_id = %s::uuid",
                             party) == [("closed", "")]
    assert driver.call("GET", "/v1/me").status_code == 401
