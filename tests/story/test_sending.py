# SPDX-License-Identifier: Apache-2.0
"""The notification service alone: what it hears goes in by its topics, letters and outcomes
come out. Every letter leaves once, and none after the customer said stop."""
import datetime
import email
import email.policy
import json
import os
import pathlib
import re
import time
import uuid

import pytest
import requests

from house import House
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-23 09:00:00"
DEALER = "NL-4711"
GARAGE = {"dealer": DEALER, "version": 1, "name": "Autobedrijf De Brug",
          "legal_entity": "De Brug B.V.", "active": True, "timezone": "Europe/Amsterdam",
          "language": "nl", "default_periodic": "yes", "default_followup": "no",
          "sender_name": "Autobedrijf De Brug", "sender_email": "balie@debrug.example",
          "phone": "0182 - 51 23 45", "city": "Gouda", "public_url": "http://127.0.0.1:8080",
          "vendors": ["autoflex"], "untouched_policy": "send",
          "holdout_per_mille": 0}


class Post:
    """Says what other services say, and reads what this one says."""

    def __init__(self, house):
        self.house = house
        self.publisher = house.publisher("autoflex")

    def say(self, kind, message, key, topic=None):
        headers = [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
                   ("ce_type", f"nl.beurt.{kind}.v1"), ("ce_source", "test"),
                   ("ce_time", self.time()), ("content-type", "application/json")]
        value = json.dumps(message).encode() if message is not None else None
        self.publisher.put(key, value, headers, topic or f"{kind}.v1")
        self.publisher.flush()

    def time(self, **later):
        moment = self.house.clock.now() + datetime.timedelta(**later)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def garage(self, **changes):
        garage = {**GARAGE, **changes}
        self.say("dealer.state", garage, garage["dealer"])

    def customer(self, name, **changes):
        customer = {"dealer": DEALER, "customer_id": str(uuid.uuid4()), "version": 1,
                    "kind": "person", "display_name": name, "title": "Mevr.",
                    "last_name": name, "email": f"{name}@klant.example", "language": "nl",
                    "last_paid_date": "2026-01-10", "erased": False, **changes}
        self.say("customer.state", customer, f"{DEALER}/{customer['customer_id']}")
        return customer

    def request(self, customer, **changes):
        request = {"intent_id": str(uuid.uuid4()), "dealer": DEALER,
                   "customer_id": customer["customer_id"], "vehicle_id": str(uuid.uuid4()),
                   "purpose": "reminder", "message_class": "marketing", "template": "apk",
                   "channel": "email", "not_before": self.time(minutes=-1),
                   "not_after": self.time(days=4),
                   "params": {"plate": "H-001-HB", "make": "VOLKSWAGEN", "model": "GOLF",
                              "reason_kinds": ["apk"], "apk_expiry": "2027-01-18"},
                   **changes}
        self.say("notification.requested", request, f"{DEALER}/{customer['customer_id']}")
        return request

    def change(self, **fields):
        command = {"command_id": str(uuid.uuid4()), "dealer": DEALER, "actor": "customer",
                   "received_at": self.time(), "action": "withdraw", **fields}
        self.say("consent.change", command, command["command_id"],
                 "notification.command.v1")
        return command

    def answer(self, command, deadline=20.0):
        return eventually(lambda: self.row(
            "SELECT outcome, code, version, result FROM notification.command_outcome"
            " WHERE command_id = %s", command["command_id"]), deadline, "an answer")

    def row(self, sql, *args):
        rows = self.house.query(sql, *args)
        return rows[0] if rows else None

    def state(self, request):
        row = self.row("SELECT state, reason FROM notification.intent WHERE intent_id = %s",
                       request["intent_id"])
        return row or (None, None)

    def wait_for(self, request, state, reason=None, deadline=20.0):
        eventually(lambda: self.state(request) == (state, reason), deadline,
                   lambda: f"{state}/{reason}, it is {self.state(request)}")

    def letters(self, customer):
        return self.house.mailbox.mails(customer["email"])

    def letter(self, customer, count=1):
        mail = self.house.mailbox.wait_for(customer["email"], count)[-1]
        return email.message_from_bytes(self.house.mailbox.raw(mail["id"]),
                                        policy=email.policy.default)


@pytest.fixture(scope="module")
def post():
    house = House(OUT / "story" / __name__, services=("notification",))
    house.clock.set_local(STARTS)
    house.drop_postgres()
    with house:
        house.mailbox.clear()
        post = Post(house)
        post.garage()
        yield post
    house.drop_postgres()


def link_token(letter):
    return re.search(r"/u/([A-Za-z0-9_-]+)>", letter["List-Unsubscribe"])[1]


def test_a_request_becomes_one_letter(post):
    anna = post.customer("anna")
    request = post.request(anna)
    letter = post.letter(anna)
    assert letter["Subject"] == "APK voor uw Volkswagen Golf: vóór 18 januari 2027"
    assert letter["To"] == '"anna" <anna@klant.example>'.replace('"', "")
    assert letter["Message-ID"] == f"<{request['intent_id']}@debrug.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (part.get_content() for part in letter.iter_parts())
    assert "Geachte mevrouw Anna," in text and "H-001-HB" in html
    post.wait_for(request, "sent")


def test_the_same_request_twice_is_one_letter(post):
    bert = post.customer("bert")
    request = post.request(bert)
    post.wait_for(request, "sent")
    post.say("notification.requested", request, f"{DEALER}/{bert['customer_id']}")
    later = post.request(bert, message_class="service", purpose="service")
    post.wait_for(later, "sent")
    assert len(post.letters(bert)) == 2


def test_a_letter_waits_for_its_hour_and_for_its_customer(post):
    stranger = {"customer_id": str(uuid.uuid4()), "email": "carla@klant.example"}
    request = post.request(stranger, not_before=post.time(hours=1))
    eventually(lambda: post.state(request)[0] == "queued", 10)
    post.house.clock.step(hours=2)
    eventually(lambda: post.state(request) == ("queued", "CUSTOMER_UNKNOWN"), 10)
    post.customer("carla", customer_id=stranger["customer_id"])
    post.wait_for(request, "sent")


def test_too_late_is_never_sent(post):
    dirk = post.customer("dirk")
    request = post.request(dirk, not_after=post.time(minutes=-1))
    post.wait_for(request, "suppressed", "STALE")
    assert post.letters(dirk) == []


def test_who_never_paid_is_not_written_to(post):
    prospect = post.customer("emma", last_paid_date="2023-11-01")
    post.wait_for(post.request(prospect), "suppressed", "NO_CONSENT")
    service = post.request(prospect, message_class="service", purpose="service")
    post.wait_for(service, "sent")


def test_one_letter_in_seven_days(post):
    fien = post.customer("fien")
    post.wait_for(post.request(fien), "sent")
    second = post.request(fien)
    post.wait_for(second, "queued", "FREQUENCY_CAP")
    post.house.clock.step(days=7, minutes=1)
    post.wait_for(second, "sent")


def test_what_still_does_not_fit_a_week_later_is_dropped(post):
    """Two in thirty days: the third waits for a week once, and then does not leave."""
    floor = post.customer("floor")
    for _ in range(2):
        post.wait_for(post.request(floor), "sent")
        post.house.clock.step(days=7, minutes=1)
    third = post.request(floor)
    post.wait_for(third, "queued", "FREQUENCY_CAP")
    post.house.clock.step(days=7, minutes=1)
    post.wait_for(third, "suppressed", "FREQUENCY_CAP")
    assert len(post.letters(floor)) == 2


def test_the_most_urgent_goes_first(post):
    """Asked for in any order: the test that runs out goes before service and promotion."""
    guus = known(post, post.customer("guus"))
    starts = post.time(hours=1)
    soon = (post.house.clock.now().date() + datetime.timedelta(days=20)).isoformat()
    promotion = post.request(guus, not_before=starts, purpose="promotion",
                             params={"reason_kinds": ["dormant"]})
    service = post.request(guus, not_before=starts, reason_group="service",
                           params={"reason_kinds": ["periodic"]})
    apk = post.request(guus, not_before=starts, reason_group="apk",
                       params={"reason_kinds": ["apk"], "apk_expiry": soon})
    for request in (promotion, service, apk):
        eventually(lambda request=request: post.state(request)[0] == "queued", 10)
    post.house.clock.step(hours=1, minutes=1)
    post.wait_for(apk, "sent")
    post.wait_for(service, "queued", "FREQUENCY_CAP")
    post.wait_for(promotion, "queued", "FREQUENCY_CAP")
    post.house.clock.step(days=7)
    post.wait_for(service, "sent")
    post.wait_for(promotion, "suppressed", "FREQUENCY_CAP")


def withdraw(post, request, reason):
    command = {"command_id": str(uuid.uuid4()), "dealer": DEALER, "actor": "reminder",
               "received_at": post.time(), "customer_id": request["customer_id"],
               "intent_id": request["intent_id"], "reason": reason}
    post.say("notification.withdraw", command, request["customer_id"],
             "notification.command.v1")
    return command


def test_what_is_withdrawn_does_not_leave(post):
    wim = known(post, post.customer("wim"))
    waiting = post.request(wim, not_before=post.time(hours=1))
    eventually(lambda: post.state(waiting)[0] == "queued", 10)
    assert post.answer(withdraw(post, waiting, "BOOKED"))[0] == "ok"
    post.wait_for(waiting, "suppressed", "BOOKED")
    assert post.answer(withdraw(post, waiting, "VISITED"))[0] == "ok"
    post.wait_for(waiting, "suppressed", "BOOKED")
    assert post.letters(wim) == []


def test_a_withdrawal_may_come_before_its_request(post):
    xander = known(post, post.customer("xander"))
    early = {"intent_id": str(uuid.uuid4()), "customer_id": xander["customer_id"]}
    assert post.answer(withdraw(post, early, "SOLD"))[0] == "ok"
    request = post.request(xander, intent_id=early["intent_id"])
    post.wait_for(request, "suppressed", "SOLD")
    assert post.letters(xander) == []


def test_a_link_stops_the_letters_at_once(post):
    gijs = post.customer("gijs")
    post.wait_for(post.request(gijs), "sent")
    post.house.clock.step(days=8)
    waiting = post.request(gijs, not_before=post.time(hours=1))
    command = post.change(token=link_token(post.letter(gijs)))
    outcome, code, version, result = post.answer(command)
    assert (outcome, code) == ("ok", None) and version >= 2
    assert json.loads(result) == {"about": "messages", "garage": "Autobedrijf De Brug"}
    post.house.clock.step(hours=2)
    post.wait_for(waiting, "suppressed", "NO_CONSENT")
    assert len(post.letters(gijs)) == 1


def test_one_kind_or_everything(post):
    """The link's page offers both; a yes opens its own kind again."""
    toon = post.customer("toon")
    post.wait_for(post.request(toon), "sent")
    token = link_token(post.letter(toon))
    post.house.clock.step(days=40)
    assert post.answer(post.change(token=token))[0] == "ok"
    post.wait_for(post.request(toon), "suppressed", "NO_CONSENT")
    post.wait_for(post.request(toon, purpose="promotion"), "sent")
    post.house.clock.step(days=40)
    assert post.answer(post.change(token=token, action="object"))[0] == "ok"
    post.wait_for(post.request(toon, purpose="promotion"), "suppressed", "NO_CONSENT")
    assert post.answer(post.change(token=token, action="grant"))[0] == "ok"
    post.wait_for(post.request(toon), "sent")
    post.house.clock.step(days=40)
    post.wait_for(post.request(toon, purpose="promotion"), "suppressed", "NO_CONSENT")


def test_stopped_stays_stopped_after_a_new_import(post):
    """Erased and imported again under another number: the address is remembered."""
    hans = post.customer("hans")
    post.wait_for(post.request(hans), "sent")
    post.answer(post.change(token=link_token(post.letter(hans))))
    post.say("customer.state", None, f"{DEALER}/{hans['customer_id']}")
    again = post.customer("hans", email="Hans@klant.example")
    post.house.clock.step(days=8)
    post.wait_for(post.request(again), "suppressed", "SUPPRESSED_ADDRESS")
    post.answer(post.change(customer_id=again["customer_id"], action="grant",
                            purpose="reminder", channel="email"))
    post.wait_for(post.request(again), "sent")


def test_erased_people_leave_nothing_but_a_print(post):
    ida = post.customer("ida")
    request = post.request(ida, not_before=post.time(hours=1))
    eventually(lambda: post.state(request)[0] == "queued", 10)
    post.say("customer.state",
             {"dealer": DEALER, "customer_id": ida["customer_id"], "version": 2,
              "kind": "person", "display_name": "", "language": "nl", "erased": True},
             f"{DEALER}/{ida['customer_id']}")
    eventually(lambda: post.row(
        "SELECT 1 FROM notification.customer WHERE customer_id = %s AND erased"
        " AND email IS NULL AND last_name IS NULL", ida["customer_id"]), 10)
    assert post.row("SELECT plate FROM notification.intent WHERE intent_id = %s",
                    request["intent_id"]) == (None,)
    post.house.clock.step(hours=2)
    post.wait_for(request, "suppressed", "ERASED")


def test_this_car_is_no_longer_mine(post):
    jan = post.customer("jan")
    request = post.request(jan)
    text = next(post.letter(jan).iter_parts()).get_content()
    token = re.search(r"niet meer van mij:\s+\S+/u/([A-Za-z0-9_-]+)\?", text)[1]
    outcome, _, _, result = post.answer(post.change(token=token))
    assert outcome == "ok" and json.loads(result)["about"] == "vehicle"
    post.house.clock.step(days=8)
    same = post.request(jan, vehicle_id=request["vehicle_id"])
    post.wait_for(same, "suppressed", "NOT_OWNER")
    post.wait_for(post.request(jan), "sent")


def test_a_no_may_come_before_its_customer(post):
    early = str(uuid.uuid4())
    assert post.answer(post.change(customer_id=early, action="object"))[0] == "ok"
    rik = post.customer("rik", customer_id=early)
    post.wait_for(post.request(rik), "suppressed", "NO_CONSENT")


def test_a_forged_link_does_nothing(post):
    command = post.change(token="AQEBAQGYwvAREXAAgAAAAAAAAAIAAAAA")
    assert post.answer(command)[:2] == ("invalid", "TOKEN_INVALID")
    nobody = post.change(customer_id=str(uuid.uuid4()), action="grant")
    assert post.answer(nobody)[:2] == ("absent", "CUSTOMER_UNKNOWN")


ADVICE = [{"text": "Remblokken voor vervangen", "price_kind": "fixed", "cents": 28900,
           "urgency": "now"},
          {"text": "Lekkage onderzoeken", "price_kind": "follows"}]


def request_of_form(post, customer, **changes):
    fields = {"template": "inspection_advice", "purpose": "service",
              "message_class": "service", "recipient": {"email": customer["email"],
                                                        "name": "J. Jansen"},
              "params": {"plate": "H-001-HB", "make": "SUBARU", "model": "FORESTER",
                         "link": "/m/Zk3w", "inspection_date": "2026-11-23", "number": 1,
                         "lines": ADVICE, "total_cents": 28900, "follows_count": 1}}
    return post.request(customer, **{**fields, **changes})


def test_a_form_names_whom_to_write_to_and_what_it_costs(post):
    stranger = {"customer_id": str(uuid.uuid4()), "email": "joost@klant.example"}
    request = request_of_form(post, stranger)
    letter = post.letter(stranger)
    text, html = (part.get_content() for part in letter.iter_parts())
    for said in (text, html):
        assert "€ 289,00" in said and "prijs volgt" in said
        assert GARAGE["public_url"] + "/m/Zk3w" in said
    assert "Beste J. Jansen," in text and letter["List-Unsubscribe"] is None
    post.wait_for(request, "sent")


def test_who_is_forgotten_is_forgotten_in_forms_too(post):
    iris = post.customer("iris")
    later = request_of_form(post, iris, not_before=post.time(hours=1))
    eventually(lambda: post.state(later)[0] == "queued", 20, "the request to be kept")
    post.customer("iris", customer_id=iris["customer_id"], version=2, erased=True)
    eventually(lambda: post.row(
        "SELECT to_email, to_name, form FROM notification.intent WHERE intent_id = %s",
        later["intent_id"]) == (None, None, None), 20, "the form's person to be forgotten")


def test_a_letter_that_may_not_leave_changes_no_other(post):
    reasons = ["apk", "tyres", "mobility", "dormant"]
    people = [post.customer(f"kees{i}", **({} if i else {"last_paid_date": "2020-01-10"}))
              for i in range(len(reasons))]
    for person, reason in zip(people, reasons):
        post.request(person, template="by_reasons", params={"reason_kinds": [reason]})
    texts = [next(post.letter(person).iter_parts()).get_content() for person in people[1:]]
    assert ["banden" in text for text in texts] == [True, False, False]
    assert ["mobiliteitsservice" in text for text in texts] == [False, True, False]


PREVIEW = {"purpose": "reminder", "message_class": "marketing", "channel": "email",
           "reason_kinds": ["apk"]}


def known(post, customer):
    eventually(lambda: post.row("SELECT 1 FROM notification.customer WHERE customer_id = %s",
                                customer["customer_id"]), 20, "the customer to be known")
    return customer


def preview(post, customer, **fields):
    command = {"command_id": str(uuid.uuid4()), "dealer": DEALER, "actor": "p.dewit",
               "received_at": post.time(), "customer_id": customer["customer_id"],
               **PREVIEW, **fields}
    post.say("letter.preview", command, customer["customer_id"], "notification.command.v1")
    outcome, code, _version, result = post.answer(command)
    return outcome, code, json.loads(result) if result else None


def test_a_letter_can_be_seen_before_it_leaves(post):
    lena = known(post, post.customer("lena", language="en"))
    ends = post.house.clock.now().date() + datetime.timedelta(days=30)
    fields = {"plate": "H-001-HB", "make": "VOLKSWAGEN", "model": "GOLF",
              "reason_kinds": ["apk"], "apk_expiry": ends.isoformat()}
    outcome, _code, shown = preview(post, lena, **fields)
    assert outcome == "ok"
    assert shown["subject"].startswith("APK inspection for your Volkswagen Golf: before ")
    assert shown["language"] == "en" and "Dear Ms Lena," in shown["text"]
    assert "H-001-HB" in shown["html"] and shown["to_masked"] == "l***@klant.example"
    assert shown["gate"] == {"verdict": "send"}
    assert "/u/..." in shown["text"], "a preview carries no token"
    assert post.letters(lena) == []
    assert post.row("SELECT count(*) FROM notification.intent WHERE customer_id = %s",
                    lena["customer_id"]) == (0,)
    post.request(lena, template="by_reasons", params=fields)
    assert post.letter(lena)["Subject"] == shown["subject"]


def test_a_preview_says_why_a_letter_would_not_leave(post):
    never_paid = known(post, post.customer("mia", last_paid_date="2020-01-10"))
    outcome, _code, shown = preview(post, never_paid)
    assert (outcome, shown["gate"]) == ("ok", {"verdict": "suppress", "reason": "NO_CONSENT"})
    stranger = {"customer_id": str(uuid.uuid4())}
    assert preview(post, stranger)[:2] == ("absent", "CUSTOMER_UNKNOWN")


def test_an_unknown_mailbox_is_not_tried_again(post):
    kees = post.customer("kees")
    post.house.mailbox.rule(address=kees["email"], stage="rcpt", code=550,
                            text="5.1.1 unknown", times=1)
    post.wait_for(post.request(kees), "failed", "HARD_BOUNCE")
    post.house.clock.step(days=8)
    post.wait_for(post.request(kees), "suppressed", "HARD_BOUNCE")
    moved = post.customer("kees", customer_id=kees["customer_id"], version=2,
                          email="kees.nieuw@klant.example")
    post.wait_for(post.request(moved), "sent")


def test_a_busy_server_is_tried_later(post):
    lies = post.customer("lies")
    post.house.mailbox.rule(address=lies["email"], stage="data", code=451, text="4.3.0 busy",
                            times=2)
    request = post.request(lies)
    eventually(lambda: post.state(request) == ("queued", "TRIED_LATER"), 10)
    post.house.clock.step(seconds=80)
    eventually(lambda: post.row("SELECT state, attempts FROM notification.intent WHERE"
                                " intent_id = %s", request["intent_id"]) == ("queued", 2), 10)
    post.house.clock.step(minutes=7)
    post.wait_for(request, "sent")
    assert len(post.letters(lies)) == 1


def test_a_lost_answer_is_uncertain_and_not_sent_again(post):
    mies = post.customer("mies")
    post.house.mailbox.rule(address=mies["email"], stage="data", drop_after_keep=True,
                            times=1)
    request = post.request(mies)
    post.wait_for(request, "uncertain", "ANSWER_LOST")
    post.house.clock.step(days=1)
    post.wait_for(post.request(mies), "queued", "FREQUENCY_CAP")
    assert len(post.letters(mies)) == 1


def test_a_killed_sender_sends_nothing_twice(post):
    """The server is slow, the sender dies in the middle: uncertain or still to come."""
    people = [post.customer(f"nel{number}") for number in range(20)]
    post.house.mailbox.rule(stage="data", delay=0.2)
    requests = [post.request(person) for person in people]
    eventually(lambda: post.row("SELECT 1 FROM notification.intent WHERE state = 'sending'"),
               20, "letters on their way")
    post.house.programs["notification-1"].kill()
    post.house.mailbox.clear_rules()
    post.house.start_service("notification").wait_ready()
    eventually(lambda: not post.row("SELECT 1 FROM notification.intent WHERE state IN"
                                    " ('sending', 'queued') AND intent_id = ANY(%s::uuid[])",
                                    [request["intent_id"] for request in requests]), 60)
    for person, request in zip(people, requests):
        state, count = post.state(request)[0], len(post.letters(person))
        assert (state, count) in (("sent", 1), ("uncertain", 0), ("uncertain", 1))


def test_mail_sleeps_at_night_and_no_letter_names_another_garage(post):
    other = {**GARAGE, "dealer": "NL-9", "name": "Garage Zuid", "sender_name": "Garage Zuid",
             "sender_email": "post@zuid.example", "language": "nl"}
    post.say("dealer.state", other, "NL-9")
    owner = post.customer("olga", dealer="NL-9")
    post.house.clock.set_local("2027-02-01 22:30:00")
    request = post.request(owner, dealer="NL-9")
    eventually(lambda: post.state(request) == ("queued", "QUIET_HOURS"), 10)
    post.house.clock.set_local("2027-02-02 07:00:05")
    post.wait_for(request, "sent")
    letter = post.letter(owner)
    assert letter["From"] == "Garage Zuid <post@zuid.example>"
    assert "De Brug" not in letter.as_string()


def test_two_instances_send_each_letter_once(post):
    post.house.start_service("notification", 2).wait_ready()
    people = [post.customer(f"piet{number}") for number in range(60)]
    requests = [post.request(person) for person in people]
    eventually(lambda: all(post.state(request)[0] == "sent" for request in requests), 60)
    assert [len(post.letters(person)) for person in people] == [1] * len(people)
    assert post.house.programs["notification-2"].stop() == 0


def test_after_the_answer_to_stop_no_letter_arrives(post):
    """Opt-outs race a slow run of letters: whoever was answered gets nothing any more."""
    people = [post.customer(f"quin{number}") for number in range(24)]
    post.house.mailbox.rule(stage="data", delay=0.15)
    for person in people:
        post.request(person)
    commands = [post.change(customer_id=person["customer_id"], actor="sanne",
                            action="object") for person in people]
    answered = {}
    for person, command in zip(people, commands):
        assert post.answer(command, 60)[0] == "ok"
        answered[person["email"]] = time.time()
    post.house.mailbox.clear_rules()
    eventually(lambda: not post.row("SELECT 1 FROM notification.intent WHERE state IN"
                                    " ('queued', 'sending') AND is_marketing"
                                    " AND due_at <= %s", post.house.clock.now()), 60)
    for person in people:
        late = [mail for mail in post.letters(person) if mail["at"] > answered[person["email"]]]
        assert late == []


def locks_lost(post):
    page = post.house.programs["notification-1"].ready_url.replace("/readyz", "/metrics")
    found = re.search(r"^beurt_notification_locks_lost_total (\d+)$",
                      requests.get(page, timeout=60).text, re.M)
    return int(found[1])


def test_a_round_notices_that_its_locks_are_gone(post):
    rita, before = post.customer("rita"), locks_lost(post)
    post.house.mailbox.rule(stage="data", delay=3)
    request = post.request(rita)
    post.wait_for(request, "sending")
    assert post.row("SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_locks"
                    " JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
                    " AND state = 'idle in transaction' AND query = 'SELECT'") == (True,)
    post.wait_for(request, "sent")
    post.house.mailbox.clear_rules()
    assert locks_lost(post) == before + 1
    assert len(post.letters(rita)) == 1


def test_every_outcome_was_said_once(post):
    eventually(lambda: post.row("SELECT count(*) FROM notification.outbox") == (0,), 20)
    counts = post.house.query("SELECT outcomes, count(*) FROM notification.intent GROUP BY 1")
    assert dict(counts).keys() <= {0, 1}
    unsettled = post.row("SELECT count(*) FROM notification.intent"
                         " WHERE outcomes = 0 AND state NOT IN ('queued', 'sending')")
    assert unsettled == (0,)


def test_a_visit_is_kept_as_what_a_channel_brought(post):
    bo = known(post, post.customer("bo"))
    request = post.request(bo)
    post.wait_for(request, "sent")
    conversion = {"dealer": DEALER, "conversion_id": str(uuid.uuid4()), "version": 1,
                  "intent_id": request["intent_id"], "proposal_id": str(uuid.uuid4()),
                  "customer_id": bo["customer_id"], "vehicle_id": request["vehicle_id"],
                  "visit_id": str(uuid.uuid4()), "visit_date": "2026-12-01",
                  "touched_at": post.time(), "list_week": "2026-W48", "reason_group": "apk",
                  "channel": "email", "kind": "same_vehicle", "value_cents": 24000,
                  "voided": False}
    post.say("conversion.recorded", conversion, f"{DEALER}/{bo['customer_id']}")
    eventually(lambda: post.row("SELECT 1 FROM notification.contact_visit"
                                " WHERE intent_id = %s", request["intent_id"]), 30,
               "the visit to be heard of")
    post.house.clock.step(days=62)
    eventually(lambda: post.row("SELECT contacts > visits AND visits = 1 FROM"
                                " notification.channel_score WHERE dealer = %s"
                                " AND channel = 'email'", DEALER) == (True,), 30,
               "the visit to count")
