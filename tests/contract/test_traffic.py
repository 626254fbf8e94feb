# SPDX-License-Identifier: Apache-2.0
"""The check of recorded traffic finds what it is there to find."""

import json

import contracts
import pytest
import traffic

EXAMPLES = contracts.PROTO / "examples"


def example(name):
    return json.loads((EXAMPLES / name / "accepted-full.json").read_text(encoding="utf-8"))


def speaker(message):
    return sorted(s for s, topic in traffic.speakers() if topic == message.topic)[0]


def record(name, document=None, **headers):
    message = contracts.messages()[name]
    document = document or example(name)
    key = traffic.key_of(message, document)
    topic = message.topic.replace("{vendor}", "incadea")
    return {"topic": topic, "partition": 0, "offset": 1, "key": key,
            "value": json.dumps(document),
            "headers": {"ce_specversion": "1.0", "ce_id": f"{name}-1", "ce_subject": key,
                        "ce_source": f"/beurt/{speaker(message)}", "ce_type": message.ce_type,
                        "ce_time": "2026-11-22T14:00:00Z", "content-type": "application/json",
                        **headers}}


def problems(*records):
    return traffic.check_records(records).problems


def everything():
    return [record(name) for name in sorted(contracts.travelling())]


def test_one_of_each_is_complete_and_clean():
    report = traffic.check_records(everything())
    assert report.problems == []
    assert report.missing() == []


def test_a_message_nobody_produced_is_named():
    records = [r for r in everything() if r["topic"] != "week.closed.v1"]
    report = traffic.check_records(records)
    assert report.missing() == ["week.closed"]
    assert report.missing(may_miss=["week.closed"]) == []


def changed(name, **fields):
    document = example(name)
    for key, value in fields.items():
        if value is None:
            del document[key]
        else:
            document[key] = value
    return document


BROKEN = [
    ("closed_at", record("week.closed", changed("week.closed", closed_at="yesterday"))),
    ("/yes", record("week.closed", changed("week.closed", yes=None))),
    ("does not know", record("week.closed", changed("week.closed", extra=1))),
    ("ce_id is missing", record("week.closed", ce_id="")),
    ("not declared to send", record("week.closed", ce_source="/beurt/gateway")),
    ("not declared to send", record("week.closed", ce_source="week")),
    ("ce_time", record("week.closed", ce_time="now")),
    ("ce_specversion", record("week.closed", ce_specversion="0.3")),
    ("content-type", record("week.closed", **{"content-type": "text/plain"})),
    ("traceparent", record("week.closed", traceparent="00-1")),
    ("no contract", record("week.closed", ce_type="nl.beurt.week.state.v1")),
    ("no contract", {**record("week.closed"), "topic": "week.else.v1"}),
    ("not JSON", {**record("week.closed"), "value": "{"}),
    ("not text", {**record("week.closed"), "value": {"base64": "/w=="}}),
    ("key should be", {**record("week.closed"), "key": "NL-1"}),
    ("tombstone", {**record("week.closed"), "value": None}),
]


@pytest.mark.parametrize("words,broken", BROKEN, ids=[f"{n}-{b[0]}" for n, b in enumerate(BROKEN)])
def test_a_broken_record_is_named(words, broken):
    found = problems(broken)
    assert len(found) == 1 and words in found[0], found


def test_a_tombstone_belongs_on_a_state_topic():
    assert problems({**record("customer.state"), "value": None}) == []


def test_what_vendors_publish_is_not_ours():
    bad = {**record("invoice.published"), "value": "{", "headers": {}}
    report = traffic.check_records([bad])
    assert report.problems == [] and "invoice.published" in report.missing()


def test_a_vendor_may_leave_the_envelope_out():
    report = traffic.check_records([{**record("invoice.published"), "headers": {}}])
    assert report.produced["invoice.published"] == 1


def test_a_repeated_record_repeats_its_id_and_its_value():
    first = record("week.state")
    assert problems(first, first) == []
    other = record("week.state", changed("week.state", version=4))
    assert "another value" in problems(first, other)[0]


def test_versions_of_a_key_grow():
    newer = record("week.state", changed("week.state", version=9), ce_id="b")
    older = record("week.state", changed("week.state", version=8), ce_id="c")
    assert problems(older, newer) == []
    assert "comes after" in problems(newer, older)[0]


def test_the_command_line_says_what_is_missing(tmp_path, capsys):
    first = sorted(contracts.travelling())[0]
    path = tmp_path / "traffic.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in everything()[1:]), encoding="utf-8")
    assert traffic.main([str(path)]) == 1
    assert f"{first}: declared, but never produced" in capsys.readouterr().out
    assert traffic.main([str(path), "--may-miss", first]) == 0
