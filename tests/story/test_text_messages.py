# SPDX-License-Identifier: Apache-2.0
"""Text messages and push messages leave as letters do: once, after the gate, by the channel
the garage puts first; what fails goes on by the next one."""
import os
import pathlib
import re
import uuid

import pytest

from house import House
from polling import eventually
from push_service import PushService
from sms_provider import Texts
from test_sending import Post

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-23 10:00:00"  # a Monday, within the hours of every channel
ORDER = ["push", "sms", "email"]


@pytest.fixture(scope="module")
def texts():
    with Texts() as texts:
        yield texts


@pytest.fixture(scope="module")
def pushes():
    with PushService() as pushes:
        yield pushes


@pytest.fixture(scope="module")
def post(texts, pushes):
    settings = {**texts.settings()["notification"], **pushes.settings()["notification"]}
    house = House(OUT / "story" / __name__, services=("notification",),
                  settings={"notification": settings})
    house.clock.set_local(STARTS)
    house.drop_postgres()
    with house:
        house.mailbox.clear()
        post = Post(house)
        post.garage(channel_order=ORDER, sms_cents=9, holdout_per_mille=0)
        yield post
    house.drop_postgres()


@pytest.fixture(autouse=True)
def obedient(texts):
    yield
    texts.rule = None


def number():
    return f"+3161{uuid.uuid4().int % 10**7:07d}"


def customer(post, name, **more):
    return post.customer(name, **{"mobile": number(), **more})


def ask(post, someone, channels=("sms", "email"), **more):
    return post.request(someone, channel=channels[0], channels=list(channels), **more)


def outcomes(post, request):
    """(channel, outcome, reason) of what was said, in order, as the outbox has it no more: from
    the rows that stand."""
    return post.row("SELECT channel, state, reason, cost_cents FROM notification.intent"
                    " WHERE intent_id = %s", request["intent_id"])


def contacts_counted(post, request):
    return post.row("SELECT count(contacted_at) FROM notification.intent WHERE intent_id = %s",
                    request["intent_id"])[0]


def test_an_invitation_goes_by_text_message_when_the_garage_puts_that_first(post, texts):
    anna = customer(post, "anna")
    request = ask(post, anna)
    [text] = texts.wait_for(anna["mobile"])
    assert text["text"] == (
        "De APK van uw Volkswagen Golf loopt af op 18 januari 2027. Maak nu een afspraak. Bel "
        "0182 - 51 23 45. Autobedrijf De Brug. Geen sms meer? Antwoord STOP")
    assert (text["from"], text["parts"], text["encoding"]) == ("+3197010200000", 1, "GSM7")
    post.wait_for(request, "sent")
    assert outcomes(post, request) == ("sms", "sent", None, 9), "one part of nine cents"
    assert post.letters(anna) == [], "one way is enough"
    [headers] = [headers for message, headers in texts.posts
                 if message["id"] == request["intent_id"]]
    assert headers["Idempotency-Key"] == request["intent_id"]


def test_a_number_that_nobody_has_gets_no_second_message_and_the_letter_goes_by_mail(post, texts):
    bert = customer(post, "bert")
    texts.rule = lambda message: (
        (422, {"code": "unknown", "number_dead": True}, 0)
        if message["to"] == bert["mobile"] else None)
    request = ask(post, bert)
    post.wait_for(request, "sent")
    assert outcomes(post, request)[0] == "email"
    assert len(post.letters(bert)) == 1
    later = ask(post, bert, message_class="service", template="appointment_reminder",
                purpose="service")
    post.wait_for(later, "sent")
    tried = [message for message, _ in texts.posts if message["to"] == bert["mobile"]]
    assert len(tried) == 1, "a dead number is not tried again"


def test_a_provider_that_is_busy_is_asked_again_and_the_message_leaves_once(post, texts):
    carla = customer(post, "carla")
    answers = iter([(503, {}, 0), (429, {}, 0)])
    texts.rule = lambda message: (next(answers, None)
                                  if message["to"] == carla["mobile"] else None)
    request = ask(post, carla)
    eventually(lambda: post.state(request) == ("queued", "TRIED_LATER"), 20,
               lambda: post.state(request))
    post.house.clock.step(minutes=3)
    # The second attempt is over when it is written down, not when the provider heard it.
    eventually(lambda: post.row("SELECT state, attempts FROM notification.intent WHERE"
                                " intent_id = %s", request["intent_id"]) == ("queued", 2), 60)
    post.house.clock.step(minutes=9)
    post.wait_for(request, "sent")
    assert len(texts.to(carla["mobile"])) == 1


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_key(post, texts):
    dirk = customer(post, "dirk")
    late = iter([(200, {}, 17)])  # longer than BEURT_SMS_SECONDS
    texts.rule = lambda message: (next(late, None)
                                  if message["to"] == dirk["mobile"] else None)
    request = ask(post, dirk)
    eventually(lambda: post.state(request) == ("queued", "TRIED_LATER"), 40,
               lambda: post.state(request))
    post.house.clock.step(minutes=3)
    post.wait_for(request, "sent")
    assert len(texts.to(dirk["mobile"])) == 1, "the provider knows the key"


@pytest.mark.parametrize("minutes, attempts", [(2, 2), (10, 1)])
def test_an_answer_that_stays_lost_leaves_by_no_other_way(post, texts, minutes, attempts):
    """Asked again the provider has no time, or there is no time left to ask again."""
    fay = customer(post, "fay")
    answers = iter([(200, {}, 17)])  # taken, and longer than BEURT_SMS_SECONDS
    texts.rule = lambda message: (next(answers, (503, {}, 0))
                                  if message["to"] == fay["mobile"] else None)
    request = ask(post, fay, not_after=post.time(minutes=5))
    eventually(lambda: post.state(request) == ("queued", "TRIED_LATER"), 40,
               lambda: post.state(request))
    assert contacts_counted(post, request) == 1, "it may have arrived"
    post.house.clock.step(minutes=minutes)
    post.wait_for(request, "uncertain", "ANSWER_LOST")
    assert post.row("SELECT channel, attempts FROM notification.intent WHERE intent_id = %s",
                    request["intent_id"]) == ("sms", attempts)
    assert contacts_counted(post, request) == 1
    assert len(texts.wait_for(fay["mobile"])) == 1 and post.letters(fay) == []


def test_a_number_that_is_no_mobile_one_gets_mail(post, texts):
    eva = customer(post, "eva", mobile="+31172470921")
    request = ask(post, eva)
    post.wait_for(request, "sent")
    assert outcomes(post, request)[0] == "email"
    assert texts.to("+31172470921") == []


def test_a_letter_that_has_no_short_form_goes_by_mail(post, texts):
    frans = customer(post, "frans")
    request = ask(post, frans, template="inspection_report", message_class="service",
                  purpose="service")
    post.wait_for(request, "sent")
    assert outcomes(post, request)[0] == "email"


# --- what the provider tells ------------------------------------------------------------

def tell(post, kind, **fields):
    command = {"command_id": str(uuid.uuid4()), "dealer": "unknown", "actor": "@sms",
               "received_at": post.time(), **fields}
    post.say(kind, command, command.get("intent_id", command["command_id"]),
             "notification.command.v1")
    assert post.answer(command)[0] == "ok"
    return command


def test_a_message_that_did_not_arrive_is_followed_by_a_letter(post, texts):
    jan = customer(post, "jan")
    request = ask(post, jan)
    texts.wait_for(jan["mobile"])
    post.wait_for(request, "sent")
    tell(post, "sms.report", intent_id=request["intent_id"], status="failed", number_dead=True)
    eventually(lambda: outcomes(post, request)[:2] == ("email", "sent"), 20,
               lambda: outcomes(post, request))
    assert len(post.letters(jan)) == 1


def test_a_message_that_arrived_is_told_with_its_price(post, texts):
    kees = customer(post, "kees")
    request = ask(post, kees)
    texts.wait_for(kees["mobile"])
    post.wait_for(request, "sent")
    tell(post, "sms.report", intent_id=request["intent_id"], status="delivered", cents=7)
    assert outcomes(post, request) == ("sms", "sent", "DELIVERED", 7)


def test_who_answers_stop_gets_no_later_text_message_and_hears_so_once(post, texts):
    lies = customer(post, "lies")
    first = ask(post, lies)
    texts.wait_for(lies["mobile"])
    post.wait_for(first, "sent")
    later = ask(post, lies, not_before=post.time(days=30), not_after=post.time(days=37),
                channels=["sms"])
    tell(post, "sms.incoming", **{"from": lies["mobile"]}, text="Stop maar")
    [_, told] = texts.wait_for(lies["mobile"], 2)
    assert told["text"] == "U krijgt geen sms meer van Autobedrijf De Brug."
    tell(post, "sms.incoming", **{"from": lies["mobile"]}, text="STOP!")
    post.house.clock.step(days=31)
    post.wait_for(later, "suppressed", "NO_CONSENT")
    assert len(texts.to(lies["mobile"])) == 2, "the invitation, and one confirmation"
    [ledger] = post.house.query(
        "SELECT channel, purpose, action, source, count(*) FROM notification.consent_event"
        " WHERE customer_id = %s GROUP BY 1, 2, 3, 4", lies["customer_id"])
    assert ledger == ("sms", "", "withdraw", "STOP", 2), "both were written down"


def test_another_answer_changes_nothing(post, texts):
    mia = customer(post, "mia")
    request = ask(post, mia)
    post.wait_for(request, "sent")
    tell(post, "sms.incoming", **{"from": mia["mobile"]}, text="Nee, ik bel zelf wel")
    assert post.row("SELECT count(*) FROM notification.consent_event WHERE customer_id = %s",
                    mia["customer_id"]) == (0,)


def test_the_link_of_a_text_message_stops_them_too(post, texts):
    post.garage(channel_order=ORDER, sms_sender="De Brug", version=2, holdout_per_mille=0)
    nel = customer(post, "nel")
    request = ask(post, nel)
    [text] = texts.wait_for(nel["mobile"])
    post.wait_for(request, "sent")
    code = re.search(r"Afmelden: http://127\.0\.0\.1:8080/u/([0-9a-f]{12})$", text["text"])[1]
    assert text["from"] == "De Brug"
    command = post.change(token=code)
    assert post.answer(command)[0] == "ok"
    later = ask(post, nel, channels=["sms"], not_before=post.time(days=31),
                not_after=post.time(days=37))
    post.house.clock.step(days=32)
    post.wait_for(later, "suppressed", "NO_CONSENT")
    assert post.answer(post.change(token="0" * 12))[:2] == ("invalid", "TOKEN_INVALID")


# --- push ---------------------------------------------------------------------------------

def subscribe(post, party, browser, **more):
    command = {"command_id": str(uuid.uuid4()), "dealer": "@" + party, "actor": "holder",
               "received_at": post.time(), "party_id": party, **browser.subscription(), **more}
    post.say("push.subscribe", command, party, "notification.command.v1")
    granted = post.change(party_id=party, action="grant", purpose="reminder")
    assert post.answer(granted)[0] == "ok"
    return post.answer(command)


def holder(name, party):
    return {"email": f"{name}@klant.example", "name": name, "party_id": party}


def test_a_holder_reads_on_the_telephone_what_only_that_browser_can_open(post, pushes):
    greet, party = customer(post, "greet"), str(uuid.uuid4())
    phone, tablet = pushes.browser("phone"), pushes.browser("tablet")
    assert subscribe(post, party, phone)[0] == "ok"
    assert subscribe(post, party, tablet)[0] == "ok"
    passport = str(uuid.uuid4())
    request = ask(post, greet, ("push", "email"), recipient=holder("greet", party),
                  passport_id=passport,
                  params={"make": "VOLKSWAGEN", "model": "GOLF", "reason_kinds": ["apk"],
                          "apk_expiry": "2028-01-18"})
    post.wait_for(request, "sent")
    [message] = phone.wait_for()
    assert message == {
        "title": "Autobedrijf De Brug", "url": f"/mijn/auto/{passport}",
        "tag": request["intent_id"],
        "body": "De APK van uw Volkswagen Golf loopt af op 18 januari 2028. Maak nu een "
                "afspraak."}
    assert tablet.wait_for() == [message]
    assert pushes.problems == [], "sealed and signed as the standards have it"
    assert post.letters(greet) == []


def test_a_browser_that_is_gone_is_forgotten_and_the_letter_goes_by_mail(post, pushes):
    hans, party = customer(post, "hans"), str(uuid.uuid4())
    gone = pushes.browser("gone")
    assert subscribe(post, party, gone)[0] == "ok"
    gone.status = 410
    request = ask(post, hans, ("push", "email"), recipient=holder("hans", party))
    post.wait_for(request, "sent")
    assert outcomes(post, request)[0] == "email"
    assert len(post.letters(hans)) == 1
    assert post.row("SELECT count(*) FROM notification.push_subscription"
                    " WHERE endpoint = %s", gone.endpoint) == (0,)


def test_a_push_message_that_may_have_arrived_leaves_once_and_by_no_other_way(post, pushes):
    """The push service takes it and hangs up."""
    ida, party = customer(post, "ida"), str(uuid.uuid4())
    phone = pushes.browser("idas")
    assert subscribe(post, party, phone)[0] == "ok"
    phone.status = None
    request = ask(post, ida, ("push", "email"), recipient=holder("ida", party))
    post.wait_for(request, "uncertain", "ANSWER_LOST")
    assert len(phone.wait_for()) == 1
    phone.status = 201
    post.house.clock.step(minutes=20)
    later = ask(post, customer(post, "jet"), ("sms",))
    post.wait_for(later, "sent")
    assert len(phone.messages) == 1 and post.letters(ida) == []
    assert post.state(request) == ("uncertain", "ANSWER_LOST")


def test_messages_go_nowhere_but_to_push_services(post, pushes):
    party = str(uuid.uuid4())
    outcome, code, *_ = subscribe(post, party, pushes.browser("elsewhere"),
                                  endpoint="http://127.0.0.1:5432/send/elsewhere")
    assert (outcome, code) == ("invalid", "PUSH_SERVICE_UNKNOWN")
    outcome, code, *_ = subscribe(post, party, pushes.browser("odd"), auth="A" * 20)
    assert (outcome, code) == ("invalid", "PUSH_KEY_INVALID")


def test_who_switches_messages_off_gets_none(post, pushes):
    inge, party = customer(post, "inge"), str(uuid.uuid4())
    phone = pushes.browser("inges")
    subscribe(post, party, phone)
    command = {"command_id": str(uuid.uuid4()), "dealer": "@" + party, "actor": "holder",
               "received_at": post.time(), "party_id": party, "endpoint": phone.endpoint}
    post.say("push.unsubscribe", command, party, "notification.command.v1")
    assert post.answer(command)[0] == "ok"
    request = ask(post, inge, ("push", "email"), recipient=holder("inge", party))
    post.wait_for(request, "sent")
    assert outcomes(post, request)[0] == "email" and phone.messages == []


def test_an_account_that_is_closed_keeps_no_browser(post, pushes):
    party = str(uuid.uuid4())
    subscribe(post, party, pushes.browser("closed"))
    post.say("party.state", None, party)
    eventually(lambda: post.row("SELECT count(*) FROM notification.push_subscription"
                                " WHERE party_id = %s", party) == (0,), 20)
