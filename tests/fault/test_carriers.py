# SPDX-License-Identifier: Apache-2.0
"""Who hands a message over dies before it can say so: the message may have arrived, and so it
leaves once, by no other way, and is listed as uncertain unless the other side knows its id."""
import contextlib
import pathlib
import sys
import uuid

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "story"), str(ROOT / "tests" / "contract")]

import garage  # noqa: E402
from house import House  # noqa: E402
from polling import eventually  # noqa: E402
from push_service import PushService  # noqa: E402
from sms_provider import Texts  # noqa: E402
from test_connector_carries import NOW, Invited, choose  # noqa: E402
from test_connectors import Other  # noqa: E402
from test_fault import OUT, armed_programs  # noqa: E402
from test_sending import Post  # noqa: E402

CRASHED = 137
ORDER = ("push", "sms", "email")

pytestmark = pytest.mark.skipif(not (armed_programs() / "beurt-gateway").exists(),
                                reason="no programs with crash points: make fault-programs")


@pytest.fixture(scope="module")
def house():
    with Texts() as texts, PushService() as pushes:
        settings = {"notification": {**texts.settings()["notification"],
                                     **pushes.settings()["notification"]},
                    "gateway": {"BEURT_CONNECTOR_PRIVATE": "yes"}}
        house = House(OUT / "fault" / "carriers", vendors=("autoflex",), settings=settings,
                      services=("notification", "gateway"), binaries=armed_programs())
        house.clock.set_local(NOW)
        with house:
            house.mailbox.clear()
            seed = garage.seed(house.base_url)
            seed["dealers"][0] |= {"holdout_per_mille": 0, "channel_order": list(ORDER)}
            seed["users"].append(garage.user("mia", "manager", "NL-1"))
            house.seed(seed)
            house.check, house.texts, house.pushes = None, texts, pushes
            house.mia = house.portal("mia", garage.PASSWORD)
            house.sanne = house.portal("sanne", garage.PASSWORD)
            house.dms, house.numbers = house.publisher("autoflex"), iter(range(1, 90))
            yield house
        house.drop_postgres()


@pytest.fixture
def social(house):
    """The garage's own system delivers its text messages."""
    other = Other(house, "autosociaal", personal=True, agreed=True)
    assert choose(house, ("sms", other), order=ORDER).ok
    yield other
    choose(house, order=ORDER)
    house.mia.call("DELETE", f"/v1/connectors/{other.id}")
    other.peer.close()
    house.clock.set_local(NOW)


@contextlib.contextmanager
def dying(house, name, label):
    """Armed; afterwards it has died there, and is at work again."""
    program = house.programs[name]
    house.settle()
    program.stop()
    program.env["BEURT_CRASH_AT"] = f"{label}:1"
    program.start().wait_ready()
    yield
    eventually(lambda: not program.is_running, 60, f"the end at {label}")
    assert program.process.returncode == CRASHED
    program.env["BEURT_CRASH_AT"] = ""
    program.start().wait_ready()


def test_a_system_that_knows_the_id_has_it_once(house, social):
    social.peer.answers = [204, 409]
    with dying(house, "gateway-1", "carry.after_post"):
        anna = Invited(house, channels=("sms", "email"))
    assert anna.state == ("sms", "handed", None), "nobody knows"
    house.clock.step(minutes=3)  # whoever had it is given up
    anna.becomes("sms", "sent")
    first, again = anna.posts(social)
    assert first["id"] == again["id"] and anna.letters() == []


def test_a_system_that_never_says_so_leaves_it_uncertain(house, social):
    social.peer.answers, social.peer.default = [204], 503
    with dying(house, "gateway-1", "carry.after_post"):
        bert = Invited(house, channels=("sms", "email"))
    house.clock.step(minutes=3)
    bert.attempted(2)
    house.clock.step(hours=24)
    bert.becomes("sms", "uncertain", "ANSWER_LOST")
    assert len({one["id"] for one in bert.posts(social)}) == 1 and bert.letters() == []


def stays_uncertain(house, invited, times_arrived):
    """However long: nothing is sent again."""
    invited.becomes(invited.channel, "uncertain", "SENDER_DIED")
    house.clock.step(hours=2)
    later = Invited(house, channels=("email",))
    later.becomes("email", "sent")
    assert times_arrived() == 1
    assert invited.state == (invited.channel, "uncertain", "SENDER_DIED")
    house.clock.set_local(NOW)


def test_a_text_message_that_was_taken_is_sent_once(house):
    with dying(house, "notification-1", "sms.after_post"):
        carla = Invited(house, channels=("sms", "email"))
    carla.channel = "sms"
    stays_uncertain(house, carla, lambda: sum(
        message["id"] == carla.intent for message, _ in house.texts.posts))
    assert carla.letters() == []


def test_a_push_message_that_was_taken_is_sent_once(house):
    party, browser = str(uuid.uuid4()), house.pushes.browser("dirks")
    command = {"command_id": str(uuid.uuid4()), "dealer": "@" + party, "actor": "holder",
               "received_at": house.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
               "party_id": party, **browser.subscription()}
    Post(house).say("push.subscribe", command, party, "notification.command.v1")
    eventually(lambda: house.query("SELECT 1 FROM notification.push_subscription"
                                   " WHERE party_id = %s", party), 60, "the browser")
    email = f"{party}@klant.example"
    with dying(house, "notification-1", "push.after_post"):
        dirk = Invited(house, channels=("push", "email"), message_class="service",
                       purpose="service", recipient={"email": email, "name": "Dirk",
                                                     "party_id": party})
    dirk.channel = "push"
    stays_uncertain(house, dirk, lambda: len(browser.messages))
    assert house.mailbox.mails(email) == []
