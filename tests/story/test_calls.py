# SPDX-License-Identifier: Apache-2.0
"""The telephone as a channel: one adviser a call, in the hours in which people may be called,
at most three attempts, and never again for who says so.

Notification and gateway alone; the test says what the other services say.
"""
import concurrent.futures
import datetime
import re
import uuid

import pytest

import garage
from house import House
from polling import eventually
from test_printing import DEALER, OUT, Desk, seed

TUESDAY = "2026-11-24 10:00:00"
SCRIPT = "Dag {klant}, {garage} belt over uw {auto} ({kenteken}): APK tot {apk}. {onbekend}"


class Phones(Desk):
    def __init__(self, house):
        super().__init__(house)
        self.piet = house.portal("piet", garage.PASSWORD, on_answer=self.answers)

    def customer(self, name, **changes):
        return super().customer(name, **{"kind": "company", "company": f"{name} B.V.",
                                         "title": None, "initials": None,
                                         "phone": "030-2345678", **changes})

    def request(self, customer, **changes):
        return super().request(customer, **{"channel": "phone", "cents": 24500, **changes})

    def calls(self, view="open", portal=None):
        return {call["task_id"]: call
                for call in (portal or self.sanne).get(f"/v1/calls?view={view}")["calls"]}

    def task(self, request, view="open", **wanted):
        def look():
            call = self.calls(view).get(request["intent_id"])
            return call if call and all(call.get(k) == v for k, v in wanted.items()) else None
        return eventually(look, 30, lambda: f"{wanted} in {self.calls(view)}")

    def claim(self, request, portal=None, **body):
        return (portal or self.sanne).call(
            "POST", f"/v1/calls/{request['intent_id']}/claim", json=body)

    def record(self, request, outcome, portal=None, **body):
        return (portal or self.sanne).call(
            "POST", f"/v1/calls/{request['intent_id']}/outcome",
            json={"outcome": outcome, **body})

    def called(self, outcome, name, **body):
        """Somebody who is called once, with that outcome."""
        request = self.request(self.customer(name))
        self.task(request)
        assert self.claim(request).status_code == 200
        answer = self.record(request, outcome, **body)
        assert answer.status_code == 200, answer.text
        return request


@pytest.fixture(scope="module")
def phones():
    house = House(OUT / "story" / __name__, services=("notification", "gateway"))
    house.clock.set_local(TUESDAY)
    house.drop_postgres()
    with house:
        house.mailbox.clear()
        house.seed(seed(house.base_url, phone_script=SCRIPT))
        phones = Phones(house)
        yield phones
        assert phones.answers.problems == []
    house.drop_postgres()


def test_who_is_to_be_called_is_on_the_list_with_number_and_script(phones):
    task = phones.task(phones.request(phones.customer("Bouwman")))
    assert (task["name"], task["phone"]) == ("Bouwman B.V.", "030-2345678")
    assert task["script"] == ("Dag Bouwman B.V., Garage De Linde belt over uw Volkswagen Golf"
                              " (H-001-HB): APK tot 18 januari 2027. {onbekend}")
    assert task["cents"] == 24500 and task["reason_kinds"] == ["apk"]


def test_of_two_advisers_who_take_a_call_at_once_one_has_it(phones):
    request = phones.request(phones.customer("Dubbel"))
    phones.task(request)
    for _ in range(3):
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda portal: phones.claim(request, portal),
                                    (phones.sanne, phones.piet)))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert refused.json()["code"] == "CALL_TAKEN"
        winner = phones.sanne if answers[0].status_code == 200 else phones.piet
        loser = phones.piet if winner is phones.sanne else phones.sanne
        assert phones.record(request, "no_answer", loser).json()["code"] == "CALL_TAKEN"
        assert phones.claim(request, winner, release=True).status_code == 200


def test_a_claim_runs_out_when_nobody_called(phones):
    request = phones.request(phones.customer("Vergeten"))
    phones.task(request)
    phones.claim(request)
    phones.house.clock.step(minutes=16)
    assert phones.claim(request, phones.piet).status_code == 200
    assert phones.claim(request, phones.piet, release=True).status_code == 200


def test_a_call_that_is_answered_makes_the_contact(phones):
    request = phones.called("reached_booked", "Geboekt", remark="komt maandag")
    assert phones.outcome(request)[0] == "sent"
    assert phones.row("SELECT reached FROM notification.contact_attempt WHERE intent_id = %s",
                      request["intent_id"]) == (True,)
    past = phones.task(request, "over")
    assert past["status"] == "closed"
    assert not {"name", "phone", "script", "plate"} & set(past), \
        "nothing personal stays once it is over"
    assert "remark" not in past["calls"][0]


def test_three_attempts_in_a_fortnight_four_hours_apart(phones):
    request = phones.called("no_answer", "Nietthuis")
    for attempt in (1, 2):
        task = phones.task(request, status="later", attempts=attempt)
        early = phones.claim(request)
        assert early.json()["code"] == "CALL_TOO_EARLY", early.text
        wait = datetime.datetime.fromisoformat(task["not_before"].replace("Z", "+00:00")) \
            - phones.house.clock.now()
        assert datetime.timedelta(hours=3, minutes=59) < wait, wait
        phones.house.clock.step(seconds=wait.total_seconds() + 1)
        assert phones.claim(request).status_code == 200
        assert phones.record(request, "no_answer").status_code == 200
    assert phones.task(request, "over")["reason"] == "NOT_REACHED"
    assert phones.outcome(request)[:2] == ("failed", "NOT_REACHED")


def test_nobody_is_called_outside_the_hours(phones):
    request = phones.request(phones.customer("Avondmens"))
    phones.task(request)
    phones.house.clock.set_local("2026-11-26 21:00:01")
    assert phones.claim(request).json()["code"] == "CALL_HOURS"
    phones.house.clock.set_local("2026-11-28 16:00:01")
    assert phones.claim(request).json()["code"] == "CALL_HOURS"
    phones.house.clock.set_local("2026-11-28 15:59:00")
    assert phones.claim(request).status_code == 200
    assert phones.record(request, "reached_no").status_code == 200


def test_who_wants_to_be_called_later_is_called_then(phones):
    phones.house.clock.set_local("2026-11-30 10:00:00")
    request = phones.request(phones.customer("Straks"))
    phones.task(request)
    phones.claim(request)
    refused = phones.record(request, "reached_later", call_again_at=phones.time(days=30))
    assert refused.json()["code"] == "CALL_AGAIN_WRONG"
    assert phones.record(request, "reached_later", call_again_at=phones.time(hours=5),
                         remark="na de lunch").status_code == 200
    task = phones.task(request, status="later")
    assert task["calls"][0]["remark"] == "na de lunch"
    assert phones.claim(request).json()["code"] == "CALL_TOO_EARLY"
    phones.house.clock.step(hours=5, minutes=1)
    assert phones.claim(request).status_code == 200
    assert phones.record(request, "reached_booked").status_code == 200


def test_never_call_me_again_is_an_objection_at_once(phones):
    person = phones.customer("Nooit")
    request = phones.request(person)
    phones.task(request)
    phones.claim(request)
    assert phones.record(request, "do_not_call").status_code == 200
    assert phones.row("SELECT channel, action FROM notification.consent_event"
                      " WHERE customer_id = %s", person["customer_id"]) == ("phone", "object")
    again = phones.request(person, reason_group="service")
    assert phones.outcome(again)[:2] == ("suppressed", "NO_CONSENT")


def test_never_call_me_again_is_of_who_was_called(phones):
    """A fleet's driver, not the fleet that is the customer."""
    fleet, driver = phones.customer("Vloot"), str(uuid.uuid4())
    recipient = {"email": "chauffeur@klant.example", "name": "C. Hauffeur",
                 "phone": "+31612345678", "party_id": driver}
    granted = phones.answer(phones.change(party_id=driver, action="grant", channel="phone",
                                          purpose="reminder", dealer=DEALER))
    assert granted[0] == "ok", granted
    request = phones.request(fleet, recipient=recipient)
    phones.task(request)
    phones.claim(request)
    assert phones.record(request, "do_not_call").status_code == 200
    again = phones.request(fleet, recipient=recipient, reason_group="service")
    assert phones.outcome(again)[:2] == ("suppressed", "NO_CONSENT")
    assert phones.task(phones.request(fleet, reason_group="service"))["name"]


def test_a_person_is_called_only_who_said_yes(phones):
    someone = phones.customer("Mens", kind="person", company=None)
    assert phones.outcome(phones.request(someone))[:2] == ("suppressed", "NO_CONSENT")
    phones.answer(phones.change(customer_id=someone["customer_id"], action="grant",
                                channel="phone", purpose="reminder", dealer=DEALER))
    assert phones.task(phones.request(someone))["name"]


def test_who_books_or_opts_out_meanwhile_leaves_the_list(phones):
    person = phones.customer("Weg")
    request = phones.request(person)
    phones.task(request)
    phones.answer(phones.withdraw(request, "BOOKED"))
    assert phones.claim(request).json()["code"] == "CALL_NOT_WANTED"
    phones.house.clock.step(seconds=70)
    assert phones.task(request, "over")["reason"] == "BOOKED"
    assert phones.outcome(request)[:2] == ("suppressed", "BOOKED")


def test_who_is_erased_is_called_by_nobody_also_when_somebody_has_the_call(phones):
    person = phones.customer("Gewist", phone="030-7654321")
    request = phones.request(person)
    phones.task(request)
    assert phones.claim(request).status_code == 200
    gone = person["customer_id"]
    phones.say("person.erased", {"erasure_id": str(uuid.uuid4()), "dealer": DEALER,
                                 "at": phones.time(), "customer_id": gone}, gone)
    over = phones.task(request, "over")
    assert over["reason"] == "ERASED" and not over.get("name") and not over.get("phone")
    assert phones.outcome(request)[:2] == ("suppressed", "ERASED")


def test_another_garage_sees_and_takes_nothing(phones):
    request = phones.request(phones.customer("Geheim"))
    phones.task(request)
    assert phones.calls(portal=phones.dirk) == {}
    assert phones.claim(request, phones.dirk).status_code == 404
    assert phones.record(request, "no_answer", phones.dirk).status_code == 404


def test_logs_name_nobody(phones):
    log = phones.house.programs["notification-1"].log.read_text()
    assert not re.search(r"Bouwman|030-2345678|H-001-HB", log)
