# SPDX-License-Identifier: Apache-2.0
"""The sender dies at every labelled place of cutting its queues after an erasure: when it
comes back the queues are cut, that is said, and nothing that came meanwhile is lost.

Notification and gateway alone; the test says what the other services say.
"""
import os
import pathlib
import sys
import uuid

import pytest

from confluent_kafka import Consumer, TopicPartition

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "story"), str(ROOT / "tests" / "contract")]

from polling import eventually  # noqa: E402
from test_fault import armed_programs  # noqa: E402
from test_printing import DEALER, open_desk  # noqa: E402

CRASHED = 137
LABELS = ("trim.before_cut", "trim.after_cut", "trim.before_commit", "trim.after_commit")
OTHERS = ("fleet", "inspection", "invoice", "reminder")
QUEUE = "notification.requested.v1"

pytestmark = pytest.mark.skipif(not (armed_programs() / "beurt-notification").exists(),
                                reason="no programs with crash points: make fault-programs")


@pytest.fixture(scope="module")
def desk():
    os.environ["BEURT_BIN"], before = str(armed_programs()), os.environ.get("BEURT_BIN")
    try:
        yield from open_desk("fault_trimming")
    finally:
        if before is None:
            del os.environ["BEURT_BIN"]
        else:
            os.environ["BEURT_BIN"] = before


def values(house, topic):
    """Every value that is left on a topic."""
    consumer = Consumer({"bootstrap.servers": house.brokers, "group.id": "finder"})
    found = []
    for part in range(dict(house.topics)[topic]):
        low, high = consumer.get_watermark_offsets(TopicPartition(topic, part), 10)
        consumer.assign([TopicPartition(topic, part, low)])
        for _ in range(low, high):
            record = consumer.poll(10)
            assert record is not None and not record.error()
            found.append(record.value().decode())
    consumer.close()
    return found


def erase(desk, person):
    erasure, ids = str(uuid.uuid4()), {"dealer": DEALER, "customer_id": person["customer_id"]}
    desk.say("person.erased", {"erasure_id": erasure, "at": desk.time(), **ids},
             person["customer_id"])
    for service in OTHERS:
        desk.say("person.forgotten", {"erasure_id": erasure, "service": service,
                                      "at": desk.time(), **ids},
                 person["customer_id"], "person.erased.v1")
    return erasure


@pytest.mark.parametrize("label", LABELS)
def test_a_kill_while_queues_are_cut_loses_nothing(desk, label):
    program = desk.house.programs["notification-1"]
    name = "Snoei" + label.replace("trim.", "").replace("_", "")
    person = desk.customer(name)
    desk.wait_for(desk.request(person), "handed")
    program.stop()
    program.env["BEURT_CRASH_AT"] = f"{label}:1"
    program.start()
    erasure = erase(desk, person)
    eventually(lambda: not program.is_running, 60, f"the end at {label}")
    assert program.process.returncode == CRASHED
    meanwhile = desk.request(desk.customer(f"Later{name}"))
    program.env["BEURT_CRASH_AT"] = ""
    program.start().wait_ready()
    eventually(lambda: desk.house.query(
        "SELECT state FROM notification.erasure_trim WHERE erasure_id = %s::uuid",
        erasure) == [("trimmed",)], 60, "the queues cut")
    desk.wait_for(meanwhile, "handed")
    left = values(desk.house, QUEUE)
    assert [value for value in left if person["customer_id"] in value] == []
    said = [value for value in values(desk.house, "person.erased.v1")
            if erasure in value and '"notification"' in value and '"partitions"' in value]
    assert said and len(set(said)) == 1
    assert desk.house.query("SELECT count(*) FROM notification.trim_mark") == [(0,)]
    assert not [line for line in desk.house.log_lines("notification-1")
                if line.get("event") == "partition_halted"]
