# SPDX-License-Identifier: Apache-2.0
"""Reads proto/asyncapi.json, the one place where topics are declared, and holds it
against the contracts: every message is on its channel, every channel is complete."""

import itertools
import re
from dataclasses import dataclass
from urllib.parse import unquote

from schema import Refused, has_personal, read_json

NAME = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)*\.v[0-9]+$")


@dataclass
class Topic:
    name: str
    channel: str
    kind: str
    partitions: int
    retention_ms: int  # -1 = for ever
    compacted: bool
    max_bytes: int
    messages: list
    said_by: list
    heard_by: list


def expand(channel, place):
    """Names of the topics a channel stands for: one per value of its parameters."""
    address = channel.get("address", "")
    names = re.findall(r"{(\w+)}", address)
    values = []
    for name in names:
        words = channel.get("parameters", {}).get(name, {}).get("enum")
        if not words:
            raise Refused(f"{place}/parameters/{name}/enum: must list the values in use")
        values.append(words)
    made = []
    for chosen in itertools.product(*values):
        made.append(address.format(**dict(zip(names, chosen))))
    for name in made:
        if not NAME.match(name):
            raise Refused(f"{place}/address: {name!r} is not a topic name like thing.kind.v1")
    return made


def read_topics(root, messages):
    path = root / "asyncapi.json"
    document = read_json(path)
    by_name = {m.name: m for m in messages if m.topic}
    topics, seen = [], set()
    for address, channel in document.get("channels", {}).items():
        place = f"{path}#/channels/{address}"
        said = [known(by_name, name, address, place) for name in channel.get("messages", {})]
        if not said or channel.get("address") != address:
            raise Refused(f"{place}: needs messages, and its address as its name")
        seen |= {m.name for m in said}
        topics += [settings(name, address, channel, said, place)
                   for name in expand(channel, place)]
    for topic in topics:
        topic.said_by = partners(document, topic.channel, "send")
        topic.heard_by = partners(document, topic.channel, "receive")
        check_can_be_cut(topic, f"{path}#/channels/{topic.channel}")
    missing = sorted(set(by_name) - seen)
    if missing:
        raise Refused(f"{path}#/channels: {missing[0]!r} is on no channel")
    check_components(path, document, by_name)
    return topics


def check_can_be_cut(topic, place):
    """Personal data is on states, which tombstones take away, or on a queue its one reader
    cuts when somebody is erased (libcommon/flow/trim.h): two readers would not know of
    each other how far they are."""
    personal = any(has_personal(message.shape) for message in topic.messages)
    if personal and not topic.compacted and len(topic.heard_by) != 1:
        raise Refused(f"{place}: personal data on a topic that is not compacted needs exactly "
                      f"one reader, not {len(topic.heard_by)}")


def partners(document, channel, action):
    """Names of those who send on a channel, or receive from it."""
    return sorted(tag["name"] for operation in document.get("operations", {}).values()
                  if operation["action"] == action
                  and unquote(operation["channel"]["$ref"]) == f"#/channels/{channel}"
                  for tag in operation["tags"])


def known(by_name, name, address, place):
    message = by_name.get(name)
    if not message:
        raise Refused(f"{place}/messages/{name}: no such contract")
    if message.topic != address:
        raise Refused(f"{place}/messages/{name}: the contract's x-topic is {message.topic!r}")
    return message


def settings(name, address, channel, said, place):
    kafka = channel.get("bindings", {}).get("kafka", {})
    config = kafka.get("topicConfiguration", {})
    kinds = sorted({m.kind for m in said})
    partitions, limit = kafka.get("partitions"), config.get("max.message.bytes")
    retention = config.get("retention.ms")
    compacted = config.get("cleanup.policy") == ["compact"]
    if len(kinds) != 1:
        raise Refused(f"{place}: one channel carries one kind, not {' and '.join(kinds)}")
    if type(partitions) is not int or not 1 <= partitions <= 96:
        raise Refused(f"{place}/bindings/kafka/partitions: must be 1..96")
    if compacted != (kinds[0] == "state") or (retention == -1) != compacted:
        raise Refused(f"{place}/bindings/kafka/topicConfiguration: states are compacted and "
                      "kept, everything else has a retention")
    if type(retention) is not int or (retention < 1 and not compacted):
        raise Refused(f"{place}/bindings/kafka/topicConfiguration/retention.ms: must be there")
    if type(limit) is not int or limit < max(m.max_bytes for m in said) + 10_000:
        raise Refused(f"{place}/bindings/kafka/topicConfiguration/max.message.bytes: must "
                      "hold the largest message and 10,000 bytes of headers")
    return Topic(name, address, kinds[0], partitions, retention, compacted, limit, said, [], [])


def check_components(path, document, by_name):
    """components.messages names every contract, and points at its file."""
    components = document.get("components", {}).get("messages", {})
    for name, message in by_name.items():
        entry = components.get(name, {})
        wanted = f"./{message.owner}/{message.path.name}"
        found = entry.get("payload", {}).get("schema", {}).get("$ref")
        if found != wanted or entry.get("name") != message.ce_type:
            raise Refused(f"{path}#/components/messages/{name}: must be named "
                          f"{message.ce_type!r} and refer to {wanted!r}")
    extra = sorted(set(components) - set(by_name))
    if extra:
        raise Refused(f"{path}#/components/messages/{extra[0]}: no such contract")
