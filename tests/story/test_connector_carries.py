# SPDX-License-Identifier: Apache-2.0
"""Claire, Autosociaal en Care2Contact: voeding, of het communicatiemiddel. A garage lets its
own system deliver invitations by a channel: after the one gate, once, and what it tells of
them settles them; what fails goes by the next channel. Each of the three is played by a local
stand-in that speaks the mapping of its example configuration."""
import datetime
import json
import os
import pathlib
import uuid

import pytest
import requests

import garage
from answers import AnswerCheck
from house import House
from polling import eventually
from test_connectors import Other, Person
from test_customer_page import say

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
NOW = "2026-11-25 10:00:00"  # a Wednesday, within the hours of every channel


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_connector_carries", vendors=("autoflex",),
                  services=("notification", "gateway"),
                  settings={"gateway": {"BEURT_CONNECTOR_PRIVATE": "yes"}})
    house.clock.set_local(NOW)
    with house:
        house.mailbox.clear()
        seed = garage.seed(house.base_url)
        seed["dealers"][0]["holdout_per_mille"] = 0
        seed["users"].append(garage.user("mia", "manager", "NL-1"))
        house.seed(seed)
        house.check = AnswerCheck()
        house.mia = house.portal("mia", garage.PASSWORD, on_answer=house.check)
        house.sanne = house.portal("sanne", garage.PASSWORD)
        house.dms = house.publisher("autoflex")
        house.numbers = iter(range(1, 90))
        yield house
    house.drop_postgres()


def choose(house, *carriers, order=("sms", "email")):
    """The manager's choice, once every service knows it."""
    version = house.mia.get("/v1/settings")["version"]
    answer = house.mia.call("PUT", "/v1/settings", headers={"If-Match": f'"{version}"'}, json={
        "channel_order": list(order),
        "carriers": [{"channel": channel, "connector_id": connector.id}
                     for channel, connector in carriers]})
    house.settle()
    return answer


@pytest.fixture
def carrier(house):
    """A connector that delivers these channels."""
    made = []

    def make(system, *channels, mapping=None, **more):
        made.append(Other(house, system, personal=True, agreed=True,
                          **({"mapping": mapping} if mapping else {})))
        assert choose(house, *((channel, made[-1]) for channel in channels), **more).ok
        return made[-1]
    yield make
    choose(house)
    for one in made:
        house.mia.call("DELETE", f"/v1/connectors/{one.id}")
        one.peer.close()


class Invited(Person):
    """A customer, and an invitation that the reminder service asked for."""

    def __init__(self, house, channels=("email",), home=None, **more):
        number = next(house.numbers)
        self.house = house
        self.who = {"dealer": "NL-1", "customer_id": str(uuid.uuid4()), "version": 1,
                    "kind": "person", "language": "nl", "last_name": f"Vis{number}",
                    "display_name": f"J. Vis{number}", "title": "Mevr.", "initials": "J.",
                    "email": f"v{number}.{uuid.uuid4().hex[:8]}@voorbeeld.example",
                    "mobile": f"+3161000{number:04d}", "erased": False,
                    "last_paid_date": "2026-01-10", **(home or {})}
        say(house, "customer.state", self.who, self.who["customer_id"])
        if "phone" in channels:  # nobody is called who did not ask for it
            house.settle()
            self.says("phone", True)
        self.intent = str(uuid.uuid4())
        self.ask(channels, **more)

    def says(self, channel, granted):
        """At the desk, to an adviser."""
        self.house.sanne.ask("PUT", f"/v1/customers/{self.who['customer_id']}/consents", json={
            "choices": [{"purpose": "reminder", "channel": channel, "granted": granted}],
            "evidence": "aan de balie"})

    def moment(self, **later):
        return (self.house.clock.now() + datetime.timedelta(**later)).strftime(
            "%Y-%m-%dT%H:%M:%S.%fZ")

    def ask(self, channels, **more):
        say(self.house, "notification.requested", {
            "intent_id": self.intent, "dealer": "NL-1",
            "customer_id": self.who["customer_id"], "vehicle_id": str(uuid.uuid4()),
            "purpose": "reminder", "message_class": "marketing", "template": "apk",
            "channel": channels[0], "channels": list(channels),
            "not_before": self.moment(minutes=-1), "not_after": self.moment(days=4),
            "params": {"plate": "H-001-HB", "make": "VOLKSWAGEN", "model": "GOLF",
                       "reason_kinds": ["apk"], "apk_expiry": "2027-01-18"}, **more},
            self.who["customer_id"])

    @property
    def state(self):
        rows = self.house.query("SELECT channel, state, reason FROM notification.intent"
                                " WHERE intent_id = %s", self.intent)
        return rows[0] if rows else None

    def becomes(self, channel, state, reason=None):
        eventually(lambda: self.state == (channel, state, reason), 60,
                   lambda: f"{channel}/{state}/{reason}, it is {self.state}")

    def posts(self, other):
        """What the other system got about this invitation."""
        return [one for one in other.peer.heard if self.intent in str(one["body"])]

    def wait_post(self, other, holds=lambda one: True):
        return other.peer.wait(lambda one: self.intent in str(one["body"]) and holds(one),
                               "the message")

    def was_tried(self):
        """An attempt is over when it is written down: one that a jump of the clock cut off
        may have arrived."""
        eventually(lambda: self.house.query(
            "SELECT 1 FROM gateway.delivery WHERE subject = %s AND attempts > 0"
            " AND claimed_until IS NULL", self.intent), 60, "an attempt, ended")
        eventually(lambda: self.house.query(
            "SELECT 1 FROM notification.carried WHERE intent_id = %s AND open AND NOT perhaps",
            self.intent), 60, "unsent, as the other side knows")
        self.house.settle()

    def attempted(self, times):
        """So many posts are over: what became of them is written down."""
        eventually(lambda: self.house.query(
            "SELECT 1 FROM gateway.delivery WHERE subject = %s AND attempts = %s"
            " AND claimed_until IS NULL", self.intent, times), 60, f"{times} attempts")
        self.house.settle()

    def letters(self):
        return self.house.mailbox.mails(self.who["email"])

    def stands(self):
        return {one["state"] for one in self.house.sanne.get(
            f"/v1/customers/{self.who['customer_id']}")["consent"]}


def test_claire_delivers_the_letter_that_we_would_have_mailed(house, carrier):
    claire = carrier("claire", "email", order=("email",))
    anna = Invited(house)
    told = anna.wait_post(claire)
    assert told["signed"] and told["fresh"] and told["key"] == claire.key
    body = told["body"]
    assert body["eventType"] == "message.send" and body["vehicle"]["licensePlate"] == "H-001-HB"
    assert body["customer"]["email"] == anna.who["email"]
    message = body["message"]
    assert message["subject"] == "APK voor uw Volkswagen Golf: vóór 18 januari 2027"
    assert "18 januari 2027" in message["plain"] and "<html" in message["html"].lower()
    assert "/u/" in message["unsubscribeUrl"] and message["unsubscribeUrl"] in message["html"]
    anna.becomes("email", "sent")
    assert anna.letters() == [], "it leaves once, and not by us"
    assert claire.tell({"eventType": "message.status", "message": {
        "externalId": anna.intent, "status": "DELIVERED"}}).status_code == 204
    anna.becomes("email", "sent", "DELIVERED")


def test_what_somebody_waits_for_never_leaves_by_another_system(house, carrier):
    claire = carrier("claire", "email", order=("email",))
    bert = Invited(house, message_class="service", purpose="service",
                   template="appointment_reminder")
    bert.becomes("email", "sent")
    assert len(bert.letters()) == 1 and bert.posts(claire) == []


def test_autosociaal_sends_the_text_message_and_who_says_stop_there_is_left_alone(house, carrier):
    social = carrier("autosociaal", "sms")
    carla = Invited(house, channels=("sms", "email"))
    body = carla.wait_post(social)["body"]
    assert body["recipient"]["mobile"] == carla.who["mobile"] and "APK" in body["body"]
    assert carla.who["email"] not in str(body), "the address of its channel, and no other"
    carla.becomes("sms", "sent")
    assert social.tell({"event": "message_status", "message_ref": carla.intent,
                        "status": "stop"}).status_code == 204
    eventually(lambda: "withdrawn" in carla.stands(), 60, "withdrawn")
    carla.intent = str(uuid.uuid4())
    carla.ask(("sms",))
    carla.becomes("sms", "suppressed", "NO_CONSENT")
    assert carla.posts(social) == []


def said_yes(house, at, **whose):
    """To reminders by e-mail, and it is in the ledger."""
    command = str(uuid.uuid4())
    headers = [(name, value) for name, value in house.dms.cloud_event() if name != "ce_type"]
    house.dms.put(command, json.dumps({
        "command_id": command, "dealer": "NL-1", "actor": "reminder", "received_at": at,
        "purpose": "reminder", "channel": "email", "action": "grant", **whose}).encode(),
        [*headers, ("ce_type", "nl.beurt.consent.change.v1")], "notification.command.v1")
    house.dms.flush()
    eventually(lambda: house.query("SELECT 1 FROM notification.command_outcome"
                                   " WHERE command_id = %s AND outcome = 'ok'", command), 60,
               "taken in")


def opted_out(house, person):
    return house.query("SELECT channel, action FROM notification.consent_event"
                       " WHERE customer_id = %s AND source = 'IMPORT'", person)


def test_a_driver_who_says_stop_there_stops_it_for_themselves(house, carrier):
    """The message was for a driver: theirs is the ledger, and their address stays silent."""
    claire = carrier("claire", "email", order=("email",))
    driver = {"party_id": str(uuid.uuid4()), "name": "Roos de Rijder",
              "email": f"roos.{uuid.uuid4().hex[:8]}@voorbeeld.example"}
    said_yes(house, house.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
             party_id=driver["party_id"])
    bas = Invited(house, recipient=driver)
    assert bas.wait_post(claire)["body"]["customer"]["email"] == driver["email"]
    bas.becomes("email", "sent")
    assert claire.tell({"eventType": "message.status", "message": {
        "externalId": bas.intent, "status": "UNSUBSCRIBED"}}).status_code == 204
    eventually(lambda: opted_out(house, driver["party_id"]) == [("email", "withdraw")], 60,
               "the driver's no")
    assert opted_out(house, bas.who["customer_id"]) == []
    bas.intent = str(uuid.uuid4())
    bas.ask(("email",), recipient=driver)
    bas.becomes("email", "suppressed", "NO_CONSENT")
    own = Invited(house, recipient={key: driver[key] for key in ("email", "name")})
    own.becomes("email", "suppressed", "SUPPRESSED_ADDRESS")


def test_who_scans_the_code_of_a_card_gets_no_card_any_more(house, carrier):
    """The code is that of letters: by post there is one answer."""
    systems = {one["system"]: one for one in house.mia.get("/v1/connectors")["systems"]}
    printer = carrier("claire", "card", order=("card",), mapping={
        **systems["claire"], "carry": [{"channel": "card", "fields": [
            {"to": "id", "from": "message.message_id"},
            {"to": "stop", "from": "message.stop_url"}]}]})
    home = {"street": "Kerkstraat", "house_number": "7", "postcode": "3511AB",
            "city": "Utrecht", "country": "NL"}
    joke = Invited(house, channels=("card",), home=home)
    code = joke.wait_post(printer)["body"]["stop"]
    joke.becomes("card", "sent")
    assert requests.post(code.split("?")[0], data={"action": "withdraw"}, timeout=60).ok
    joke.intent = str(uuid.uuid4())
    joke.ask(("card",))
    joke.becomes("card", "suppressed", "NO_CONSENT")
    by_post = {one["channel"]: one for one in house.sanne.get(
        f"/v1/customers/{joke.who['customer_id']}/consents")["entries"]
        if one["purpose"] == "reminder" and one["channel"] in ("letter", "card")}
    assert {(one["state"], one["allowed"]) for one in by_post.values()} == {("withdrawn", False)}
    eventually(lambda: {one["channel"] for one in house.sanne.get(
        f"/v1/customers/{joke.who['customer_id']}")["consent"]
        if one["state"] == "withdrawn"} == {"letter", "card"}, 60, "as the adviser sees it")


def test_what_fails_goes_by_the_next_channel(house, carrier):
    social = carrier("autosociaal", "sms")
    social.peer.answers = [422]
    dirk = Invited(house, channels=("sms", "email"))
    dirk.becomes("email", "sent")
    assert len(dirk.letters()) == 1 and len(dirk.posts(social)) == 1
    eva = Invited(house, channels=("sms", "email"))
    eva.becomes("sms", "sent")
    assert social.tell({"event": "message_status", "message_ref": eva.intent, "status": "error",
                        "number_unknown": True}).status_code == 204
    eva.becomes("email", "sent")
    assert len(eva.letters()) == 1, "and it arrived nowhere before"


def test_a_failure_told_twice_does_not_fail_the_channel_that_had_its_turn_since(house, carrier):
    social = carrier("autosociaal", "sms", order=("sms", "email", "letter"))
    fem = Invited(house, channels=("sms", "email", "letter"))
    fem.becomes("sms", "sent")
    for _ in range(2):
        assert social.tell({"event": "message_status", "message_ref": fem.intent,
                            "status": "error", "number_unknown": True}).status_code == 204
        fem.becomes("email", "sent")
        house.settle()
    assert fem.state == ("email", "sent", None) and len(fem.letters()) == 1
    fem.intent = str(uuid.uuid4())
    fem.ask(("email",), purpose="service", message_class="service")
    fem.becomes("email", "sent")


def test_care2contact_calls_and_tells_how_it_went(house, carrier):
    centre = carrier("care2contact", "phone", order=("phone", "email"))
    frits = Invited(house, channels=("phone", "email"))
    body = frits.wait_post(centre)["body"]
    assert body["CallRequest"]["Type"] == "INVITATION"
    assert "Volkswagen Golf" in body["CallRequest"]["Script"]
    assert body["Contact"]["Phone"] == frits.who["mobile"]
    frits.becomes("phone", "sent")
    assert house.sanne.get("/v1/calls")["calls"] == [], "nobody here calls as well"
    assert centre.tell({"Event": "INVITATION_CLOSED", "CallRequest": {"Id": frits.intent},
                        "Result": {"Code": "NO_ANSWER"}}).status_code == 204
    frits.becomes("email", "sent")


def test_a_system_that_is_away_is_tried_again_with_the_same_id(house, carrier):
    social = carrier("autosociaal", "sms")
    social.peer.answers = [503]
    greet = Invited(house, channels=("sms", "email"))
    first = greet.wait_post(social)
    greet.was_tried()
    house.clock.step(seconds=15)
    again = greet.wait_post(social, lambda one: one["status"] == 204)
    assert again["id"] == first["id"] and again["body"] == first["body"]
    greet.becomes("sms", "sent")
    assert greet.letters() == []


def test_who_says_stop_while_it_waits_gets_nothing(house, carrier):
    """Just before it leaves it is looked at once more."""
    social = carrier("autosociaal", "sms")
    social.peer.answers = [503]
    with house.clock.standing():  # it is not tried again before the stop is known
        hanna = Invited(house, channels=("sms",))
        hanna.wait_post(social)
        hanna.was_tried()
        hanna.says("sms", False)
        house.clock.step(seconds=15)
        hanna.becomes("sms", "suppressed", "NO_CONSENT")
    assert len(hanna.posts(social)) == 1, "the one that was refused"


def test_what_is_over_does_not_leave_when_somebody_sends_failures_again(house, carrier):
    """It was judged anew meanwhile: what it said the first time is no leave any more."""
    social = carrier("autosociaal", "sms")
    social.peer.answers = [503]
    with house.clock.standing():
        karin = Invited(house, channels=("sms",))
        karin.wait_post(social)
        karin.was_tried()
        karin.says("sms", False)
        house.clock.step(seconds=15)
        karin.becomes("sms", "suppressed", "NO_CONSENT")
    eventually(lambda: house.query("SELECT 1 FROM gateway.delivery WHERE subject = %s"
                                   " AND state = 'dead'", karin.intent), 60, "over")
    again = house.mia.ask("POST", f"/v1/connectors/{social.id}/replay")
    house.mia.ask("POST", f"/v1/connectors/{social.id}/test")
    social.peer.wait(lambda one: one["body"].get("fact") == "test", "what left after it")
    assert len(karin.posts(social)) == 1 and again == {"again": 0}
    listed = {one["connector_id"]: one for one in house.mia.get("/v1/connectors")["connectors"]}
    assert listed[social.id]["dead"] == 0, "nothing there that could be sent again"


def test_no_message_leaves_to_a_system_that_may_not_have_names_any_more(house, carrier):
    claire = carrier("claire", "email", order=("email",))
    claire.peer.answers = [503]
    with house.clock.standing():  # it is not tried again before
        lies = Invited(house)
        lies.wait_post(claire)
        lies.was_tried()
        assert choose(house).ok
        assert claire.change(personal=False, agreed=False).ok
    house.clock.step(seconds=15)
    house.mia.ask("POST", f"/v1/connectors/{claire.id}/test")
    claire.peer.wait(lambda one: one["body"].get("fact") == "test", "what left after it")
    assert len(lies.posts(claire)) == 1, "the one that was refused"


def test_what_nobody_fetched_in_a_day_goes_by_the_next_channel(house, carrier):
    social = carrier("autosociaal", "sms")
    social.peer.close()
    iris = Invited(house, channels=("sms", "email"))
    iris.was_tried()
    house.clock.step(hours=24, minutes=1)
    iris.becomes("email", "sent")
    assert len(iris.letters()) == 1
    house.clock.set_local(NOW)


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_id(house, carrier):
    """Who knows the id says so, and has it once."""
    social = carrier("autosociaal", "sms")
    social.peer.answers = [None, 409]
    kim = Invited(house, channels=("sms", "email"))
    kim.attempted(1)
    assert kim.state[1] == "handed", "nobody knows"
    house.clock.step(seconds=15)
    kim.becomes("sms", "sent")
    first, again = kim.posts(social)
    assert first["id"] == again["id"] and kim.letters() == []


@pytest.mark.parametrize("first, later", [(None, 503), (None, 422), (504, 422)])
def test_what_may_have_arrived_leaves_by_no_other_way(house, carrier, first, later):
    """The line was cut behind the message, or a proxy waited in vain; that the next post is
    refused does not take back the first one."""
    social = carrier("autosociaal", "sms")
    social.peer.answers, social.peer.default = [first], later
    leo = Invited(house, channels=("sms", "email"))
    leo.attempted(1)
    house.clock.step(seconds=15)
    leo.attempted(2)
    house.clock.step(hours=24, minutes=1)
    leo.becomes("sms", "uncertain", "ANSWER_LOST")
    posts = leo.posts(social)
    house.clock.step(hours=25)
    house.settle()
    assert leo.letters() == [] and leo.posts(social) == posts, "and nobody tries again"
    assert len({one["id"] for one in posts}) == 1
    house.clock.set_local(NOW)


def test_a_connector_that_delivers_is_not_taken_away_under_the_invitations(house, carrier):
    plain = Other(house, "generic")  # without names: nobody agreed to hand them over
    refused = choose(house, ("email", plain))
    assert refused.status_code == 400 and refused.json()["code"] == "CONNECTOR_UNFIT"
    claire = carrier("claire", "email", order=("email",))
    assert claire.change(active=False).json()["code"] == "CONNECTOR_CARRIES"
    gone = house.mia.call("DELETE", f"/v1/connectors/{claire.id}")
    assert gone.status_code == 409 and gone.json()["code"] == "CONNECTOR_CARRIES"
    assert choose(house).ok
    assert house.mia.call("DELETE", f"/v1/connectors/{claire.id}").status_code == 204
    house.mia.call("DELETE", f"/v1/connectors/{plain.id}")
    plain.peer.close()


def imported_yes(invited, **when):
    """Of a list that the garage brought: agreed to at that moment."""
    said_yes(invited.house, invited.moment(**when), customer_id=invited.who["customer_id"],
             wording="import", evidence="open dag", source="IMPORT")


def asks_again(invited):
    invited.intent = str(uuid.uuid4())
    invited.ask(("email",))


def test_a_yes_older_than_the_no_of_an_address_does_not_open_it(house):
    """Nooit survives that the garage brings the same address once more."""
    lena, mona = Invited(house), Invited(house)
    for one in (lena, mona):
        one.becomes("email", "sent")
    lena.says("email", False)
    mona.who.update(email=lena.who["email"], version=2)
    say(house, "customer.state", mona.who, mona.who["customer_id"])
    house.settle()
    imported_yes(mona, days=-30)
    asks_again(mona)
    mona.becomes("email", "suppressed", "SUPPRESSED_ADDRESS")
    house.clock.step(minutes=1)
    imported_yes(mona)
    asks_again(mona)
    mona.becomes("email", "queued", "FREQUENCY_CAP")


def test_a_yes_of_a_day_to_come_does_not_outlast_a_no(house):
    nora = Invited(house)
    nora.becomes("email", "sent")
    imported_yes(nora, days=400)
    house.clock.step(minutes=1)
    nora.says("email", False)
    asks_again(nora)
    nora.becomes("email", "suppressed", "NO_CONSENT")


def test_another_connector_tells_nothing_of_a_message(house, carrier):
    claire = carrier("claire", "email", order=("email",))
    jan = Invited(house)
    jan.becomes("email", "sent")
    foreign = Other(house, "claire")
    answer = foreign.tell({"eventType": "message.status", "message": {
        "externalId": jan.intent, "status": "BOUNCED"}})
    assert answer.status_code in (400, 404) and answer.json()["code"] == "CARRIED_UNKNOWN"
    assert jan.state == ("email", "sent", None) and len(jan.posts(claire)) == 1
    house.mia.call("DELETE", f"/v1/connectors/{foreign.id}")
    foreign.peer.close()
