# SPDX-License-Identifier: Apache-2.0
"""asyncapi.json is whole: what it refers to is there, every topic has who says it and who
hears it, and states and facts have one writer."""

import json
from collections import defaultdict
from urllib.parse import unquote

import contracts
import pytest

PATH = contracts.PROTO / "asyncapi.json"
DOCUMENT = json.loads(PATH.read_text(encoding="utf-8"))
SERVICES = {"invoice", "reminder", "inspection", "notification", "fleet", "gateway"}


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for part in node.values():
            yield from references(part)
    elif isinstance(node, list):
        for part in node:
            yield from references(part)


@pytest.mark.parametrize("reference", sorted(set(references(DOCUMENT))))
def test_what_it_refers_to_is_there(reference):
    file, _, path = reference.partition("#/")
    if file:
        assert (contracts.PROTO / file).is_file()
        return
    node = DOCUMENT
    for part in path.split("/"):
        node = node[unquote(part).replace("~1", "/").replace("~0", "~")]


def by_channel(action):
    made = defaultdict(set)
    for operation in DOCUMENT["operations"].values():
        if operation["action"] == action:
            channel = unquote(operation["channel"]["$ref"]).removeprefix("#/channels/")
            made[channel] |= {tag["name"] for tag in operation["tags"]}
    return made


SENDS, RECEIVES = by_channel("send"), by_channel("receive")


@pytest.mark.parametrize("address", sorted(DOCUMENT["channels"]))
def test_somebody_says_it_and_somebody_hears_it(address):
    assert SENDS[address] and SENDS[address] <= SERVICES | {"dms"}
    assert RECEIVES[address] and RECEIVES[address] <= SERVICES


@pytest.mark.parametrize("name,message", sorted(contracts.travelling().items()))
def test_who_may_write(name, message):
    if message.kind in ("state", "fact"):
        assert len(SENDS[message.topic]) == 1, f"{name} has more than one writer"
        assert SENDS[message.topic] == {message.owner}, f"{name} lies in another folder"
    if message.kind == "command":
        assert RECEIVES[message.topic] == {message.owner}
        assert message.topic == f"{message.owner}.command.v1"
