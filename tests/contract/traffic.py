#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds recorded traffic against the contracts.

    traffic.py FILE… [--may-miss NAME]…

A recording is JSON lines as tests/support/recorder.py writes them. Every record the
product itself published must be declared, enveloped, keyed and valid, hold no field its
contract lacks, and keep the order of its key; what vendors publish may be anything, but
is counted only when valid. Messages that are declared and never seen are named.
"""

import argparse
import functools
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contracts  # noqa: E402

MAX_PROBLEMS = 100
ENVELOPE = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject")
TRACE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass
class Report:
    records: int = 0
    problems: list = field(default_factory=list)
    produced: Counter = field(default_factory=Counter)

    def missing(self, may_miss=()):
        """Declared messages nobody produced."""
        return sorted(set(contracts.travelling()) - set(self.produced) - set(may_miss))

    def add(self, record, why):
        if len(self.problems) < MAX_PROBLEMS:
            where = f"{record.get('topic')}[{record.get('partition')}]@{record.get('offset')}"
            self.problems.append(f"{where} key {record.get('key')!r}: {why}")


class Order:
    """What must hold between the records of one key."""

    def __init__(self):
        self.values = {}  # (source, id) → value
        self.versions = {}  # (topic, key) → newest version

    def problem(self, record, document):
        headers = record["headers"]
        cause = (headers.get("ce_source"), headers.get("ce_id"))
        if cause in self.values:
            same = self.values[cause] == record["value"]
            return None if same else f"ce_id {cause[1]} came before with another value"
        self.values[cause] = record["value"]
        place = (record["topic"], record["key"])
        version = document.get("version") if record["topic"].endswith(".state.v1") else None
        if version is None:
            return None
        before = self.versions.get(place, 0)
        self.versions[place] = max(version, before)
        return f"version {version} comes after {before}" if version <= before else None


def topic_of(message):
    """Pattern of the topics a message may travel on."""
    return topic_pattern(message.topic)


@functools.cache
def topic_pattern(topic):
    return re.compile(re.sub(r"\\{\w+\\}", "[^.]+", re.escape(topic)))


def message_for(record):
    """The contract a record claims to follow, by its type or by its topic alone."""
    ce_type = record["headers"].get("ce_type")
    for message in contracts.travelling().values():
        if topic_of(message).fullmatch(record["topic"]):
            default = message.kind == "ingress" and not ce_type
            if message.ce_type == ce_type or default:
                return message
    return None


def is_foreign(record):
    """Published by a vendor: not ours to answer for."""
    name = record["topic"]
    return name.startswith("ingress.") and name != "ingress.invoice.upload.v1"


def key_of(message, document):
    parts = []
    for choices in message.key:
        present = [document[name] for name in choices if name in document]
        parts.append(present[0] if present else "")
    return "/".join(parts)


@functools.lru_cache(maxsize=None)
def speakers():
    """(service, channel) of everything asyncapi.json lets a service send."""
    document = json.loads((contracts.PROTO / "asyncapi.json").read_text(encoding="utf-8"))
    return {(operation["tags"][0]["name"], unquote(operation["channel"]["$ref"]).split("/")[-1])
            for operation in document["operations"].values() if operation["action"] == "send"}


def envelope_problem(record, message):
    headers = record["headers"]
    for name in ENVELOPE:
        if not headers.get(name):
            return f"header {name} is missing"
    if headers["ce_specversion"] != "1.0":
        return "ce_specversion is not 1.0"
    service = headers["ce_source"].removeprefix("/beurt/")
    if (service, message.topic) not in speakers():
        return f"{headers['ce_source']} is not declared to send on {message.topic}"
    if not contracts.is_moment(headers["ce_time"]):
        return f"ce_time {headers['ce_time']!r} is not a moment"
    if headers.get("content-type") != "application/json":
        return "content-type is not application/json"
    if headers["ce_subject"] != record["key"]:
        return f"ce_subject {headers['ce_subject']!r} is not the key"
    trace = headers.get("traceparent")
    if trace and not TRACE.fullmatch(trace):
        return f"traceparent {trace!r} is malformed"
    return None


def read(message, value):
    """(document, None) or (None, why)."""
    if not isinstance(value, str):
        return None, "the value is not text"
    raw = value.encode("utf-8")
    if len(raw) > message.max_bytes:
        return None, f"{len(raw)} bytes are more than {message.max_bytes}"
    try:
        document = contracts.parse(raw)
    except contracts.NotJson as why:
        return None, f"not JSON: {why}"
    errors = sorted(contracts.validator(message.name).iter_errors(document), key=str)
    if errors:
        return None, f"{contracts.pointer(errors[0])[0]}: {errors[0].validator} is not kept"
    return document, None


def problem_of(record, order, report):
    """Why a record breaks its contract, None when it does not."""
    message = message_for(record)
    if not message:
        return f"no contract has type {record['headers'].get('ce_type')!r} on this topic"
    if record["value"] is None:
        return None if message.kind == "state" else "a tombstone on a topic that keeps facts"
    document, why = read(message, record["value"])
    if why:
        return why
    report.produced[message.name] += 1
    if is_foreign(record):
        return None
    if document != contracts.projection(message.shape, document):
        return "it has fields its contract does not know"
    if record["key"] != key_of(message, document):
        return f"the key should be {key_of(message, document)!r}"
    return envelope_problem(record, message) or order.problem(record, document)


def check_records(records):
    report, order = Report(), Order()
    for record in records:
        report.records += 1
        record = {**record, "headers": dict(record.get("headers") or {})}
        why = problem_of(record, order, report)
        if why and not is_foreign(record):
            report.add(record, why)
    return report


def lines_of(paths):
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def check(*paths):
    """Report about recordings; the story tests assert that problems and missing() are
    empty."""
    return check_records(lines_of(paths))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--may-miss", action="append", default=[], metavar="NAME")
    chosen = parser.parse_args(arguments)
    report = check(*chosen.files)
    for why in report.problems:
        print(why)
    missing = report.missing(chosen.may_miss)
    for name in missing:
        print(f"{name}: declared, but never produced")
    print(f"{report.records} records, {len(report.produced)} kinds of message, "
          f"{len(report.problems)} problems, {len(missing)} never produced")
    return 1 if report.problems or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
