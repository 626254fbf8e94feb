# SPDX-License-Identifier: Apache-2.0
"""The generator understands a bounded subset of JSON Schema and refuses everything else
by naming file and path, so that no contract means more than the engine checks."""

import copy
import json
import subprocess
import sys

import contracts
import pytest

GOOD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "thing.happened", "description": "Something happened.",
    "x-kind": "fact", "x-topic": "thing.happened.v1", "x-key": ["dealer", "other|id"],
    "type": "object", "required": ["dealer", "id"],
    "properties": {
        "dealer": {"type": "string", "minLength": 1, "maxLength": 40},
        "id": {"type": "string", "format": "uuid"},
        "other": {"type": "string", "maxLength": 40},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "word": {"type": "string", "enum": ["a", "other"], "maxLength": 20,
                 "x-open-enum": True},
        "count": {"type": "integer", "minimum": 0, "maximum": 9},
        "lines": {"type": "array", "maxItems": 5, "items": {
            "type": "object", "properties": {"flag": {"type": "boolean"}}}},
        "shared": {"$ref": "../common/colour.json"},
    },
}
COLOUR = {"$schema": GOOD["$schema"], "title": "colour", "type": "string",
          "enum": ["red", "blue"]}


def asyncapi():
    return {"channels": {"thing.happened.v1": {
        "address": "thing.happened.v1",
        "messages": {"thing.happened": {}},
        "bindings": {"kafka": {"partitions": 3, "topicConfiguration": {
            "cleanup.policy": ["delete"], "retention.ms": 1000,
            "max.message.bytes": 1100000}}}}},
        "components": {"messages": {"thing.happened": {
            "name": "nl.beurt.thing.happened.v1",
            "payload": {"schema": {"$ref": "./invoice/thing.happened.json"}}}}}}


def generate(folder, message, colour=COLOUR, channels=None):
    """Run the generator on one message; the finished process."""
    for name in ("common", "invoice"):
        (folder / name).mkdir()
    (folder / "common" / "colour.json").write_text(json.dumps(colour))
    (folder / "invoice" / "thing.happened.json").write_text(json.dumps(message))
    (folder / "asyncapi.json").write_text(json.dumps(channels or asyncapi()))
    return subprocess.run(
        [sys.executable, contracts.PROTO / "gen" / "generate.py", "--root", folder, "--out",
         folder / "out" / "gen"], capture_output=True, text=True, timeout=60, check=False)


def test_the_good_one_is_good(tmp_path):
    done = generate(tmp_path, GOOD)
    assert done.returncode == 0, done.stderr
    header = (tmp_path / "out/gen/thing_happened.h").read_text()
    assert "struct thing_happened {" in header
    assert "enum wire_colour shared;" in header
    assert (tmp_path / "out/gen/say_thing_happened.h").exists()
    assert "export interface ThingHappened {" in (tmp_path / "out/ts/thing_happened.ts").read_text()


def state(**changes):
    """One whose answers wait for it."""
    message = copy.deepcopy(GOOD) | {"x-kind": "state", "x-key": ["id"], "x-awaited": True}
    message["properties"]["version"] = {"type": "integer", "minimum": 1, "maximum": 9}
    message["required"] = ["dealer", "id", "version"]
    return message | changes


def test_a_state_with_one_id_and_a_version_may_be_awaited(tmp_path):
    channels = asyncapi()
    topic = channels["channels"]["thing.happened.v1"]["bindings"]["kafka"]["topicConfiguration"]
    topic |= {"cleanup.policy": ["compact"], "retention.ms": -1}
    done = generate(tmp_path, state(), channels=channels)
    assert done.returncode == 0, done.stderr
    assert ".awaited = true," in (tmp_path / "out/gen/thing_happened.c").read_text()


@pytest.mark.parametrize("changes", [
    {"x-kind": "fact"}, {"x-awaited": 1}, {"x-key": ["dealer", "id"]},
    {"x-key": ["dealer"]}, {"required": ["dealer", "id"]}])
def test_nothing_else_may_be_awaited(tmp_path, changes):
    done = generate(tmp_path, state(**changes))
    assert done.returncode != 0 and "/x-awaited" in done.stderr


# (place that is named, path to change, new value)
PROPERTY = "/properties/"
REFUSED = [
    ("/properties/dealer/pattern", ["properties", "dealer", "pattern"], "^x$"),
    ("/properties/dealer/maxLength", ["properties", "dealer"], {"type": "string"}),
    ("/properties/dealer/maxLength", ["properties", "dealer", "maxLength"], 0),
    ("/properties/dealer/minLength", ["properties", "dealer", "minLength"], 1.0),
    ("/properties/count/maximum", ["properties", "count"], {"type": "integer", "minimum": 0}),
    ("/properties/count/minimum", ["properties", "count"], {"type": "integer", "maximum": 9}),
    ("/properties/count/maximum", ["properties", "count", "maximum"], 2 ** 63),
    ("/properties/count/maximum", ["properties", "count", "maximum"], -1),
    ("/properties/count/multipleOf", ["properties", "count", "multipleOf"], 2),
    ("/properties/count/exclusiveMaximum", ["properties", "count", "exclusiveMaximum"], 2),
    ("/properties/count/default", ["properties", "count", "default"], 2),
    ("/properties/count/type", ["properties", "count", "type"], "number"),
    ("/properties/count/type", ["properties", "count", "type"], ["integer", "null"]),
    ("/properties/count/type", ["properties", "count", "type"], "null"),
    ("/properties/lines/maxItems", ["properties", "lines", "maxItems"], None),
    ("/properties/lines/items", ["properties", "lines"], {"type": "array", "maxItems": 3}),
    ("/properties/lines/minItems", ["properties", "lines", "minItems"], 1),
    ("/properties/lines/uniqueItems", ["properties", "lines", "uniqueItems"], True),
    ("/properties/lines/prefixItems", ["properties", "lines", "prefixItems"], []),
    ("/properties/lines/items", ["properties", "lines", "items"],
     {"type": "array", "maxItems": 3, "items": {"type": "boolean"}}),
    ("/properties/lines/items/properties/flag/if",
     ["properties", "lines", "items", "properties", "flag", "if"], {}),
    ("/properties/id/format", ["properties", "id", "format"], "email"),
    ("/properties/id/maxLength", ["properties", "id", "maxLength"], 36),
    ("/properties/kind/enum", ["properties", "kind", "enum"], ["a", "a"]),
    ("/properties/kind/enum", ["properties", "kind", "enum"], ["a", 1]),
    ("/properties/kind/enum", ["properties", "kind", "enum"], []),
    ("/properties/kind/enum", ["properties", "kind", "enum"], ["Not A Word"]),
    ("/properties/kind/enum", ["properties", "kind", "enum"], ["none", "some"]),
    ("/properties/word/enum", ["properties", "word", "enum"], ["a", "b"]),
    ("/properties/word/maxLength", ["properties", "word"],
     {"type": "string", "enum": ["other"], "x-open-enum": True}),
    ("/properties/word/x-open-enum", ["properties", "word", "x-open-enum"], False),
    ("/properties/shared/$ref", ["properties", "shared", "$ref"], "../common/gone.json"),
    ("/properties/shared/$ref", ["properties", "shared", "$ref"], "#/properties/dealer"),
    ("/properties/shared/maxLength", ["properties", "shared", "maxLength"], 3),
    ("/properties/int", ["properties", "int"], {"type": "boolean"}),
    ("/properties/Upper", ["properties", "Upper"], {"type": "boolean"}),
    ("/properties/has_count", ["properties", "has_count"], {"type": "boolean"}),
    ("/properties/lines_count", ["properties", "lines_count"], {"type": "boolean"}),
    ("/required", ["required"], ["dealer", "id", "gone"]),
    ("/additionalProperties", ["additionalProperties"], False),
    ("/patternProperties", ["patternProperties"], {}),
    ("/oneOf", ["oneOf"], []),
    ("/anyOf", ["anyOf"], []),
    ("/allOf", ["allOf"], []),
    ("/not", ["not"], {}),
    ("/$defs", ["$defs"], {}),
    ("/x-kind", ["x-kind"], "rumour"),
    ("/x-key", ["x-key"], ["gone"]),
    ("/x-key", ["x-key"], ["other"]),
    ("/x-max-bytes", ["x-max-bytes"], 3_000_000),
    ("/title", ["title"], "thing.else"),
    ("", ["x-topic"], None),
    ("", ["properties", "dealer", "x-personal"], True),
    ("/x-personal-reason", ["x-personal-reason"], "because"),
]


@pytest.mark.parametrize("place,path,value", REFUSED,
                         ids=[f"{n}-{r[0]}" for n, r in enumerate(REFUSED)])
def test_refused_with_its_place(place, path, value, tmp_path):
    message = copy.deepcopy(GOOD)
    inner = message
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    done = generate(tmp_path, message)
    assert done.returncode == 1
    assert f"thing.happened.json#{place}: " in done.stderr, done.stderr
    assert not (tmp_path / "out").exists()


def test_every_unknown_keyword_of_json_schema_is_refused(tmp_path):
    known = {"type", "properties", "required", "items", "enum", "const", "format",
             "minLength", "maxLength", "minimum", "maximum", "maxItems", "$ref", "$schema",
             "title", "description", "examples"}
    folder = contracts.SHARED_DATA / "json" / "json-schema" / "draft2020-12"
    if not folder.is_dir():
        pytest.skip("the JSON Schema test suite is not here")
    used = set()
    for path in folder.glob("*.json"):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if isinstance(case.get("schema"), dict):
                used |= set(case["schema"])
    assert len(used - known) > 20
    for number, word in enumerate(sorted(used - known)):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = generate(folder, {**GOOD, word: {}})
        assert done.returncode == 1 and f"#/{word}: " in done.stderr, (word, done.stderr)


# What asyncapi.json and a contract must agree about.
CHANNEL = ["channels", "thing.happened.v1"]
KAFKA = CHANNEL + ["bindings", "kafka"]
CONFIG = KAFKA + ["topicConfiguration"]
DISAGREE = [
    ("partitions", KAFKA + ["partitions"], 0),
    ("compacted", CONFIG + ["cleanup.policy"], ["compact"]),
    ("retention", CONFIG + ["retention.ms"], -1),
    ("max.message.bytes", CONFIG + ["max.message.bytes"], 1000),
    ("no such contract", CHANNEL + ["messages", "thing.gone"], {}),
    ("needs messages", CHANNEL + ["messages"], {}),
    ("needs messages", CHANNEL + ["address"], "thing.else.v1"),
    ("refer to", ["components", "messages", "thing.happened", "name"], "thing.happened"),
    ("no such contract", ["components", "messages", "thing.gone"], {}),
    ("on no channel", ["channels"], {}),
]


@pytest.mark.parametrize("words,path,value", DISAGREE,
                         ids=[f"{n}-{d[0]}" for n, d in enumerate(DISAGREE)])
def test_asyncapi_agrees_with_the_contracts(words, path, value, tmp_path):
    channels = asyncapi()
    inner = channels
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    done = generate(tmp_path, GOOD, channels=channels)
    assert done.returncode == 1
    assert "asyncapi.json#" in done.stderr and words in done.stderr, done.stderr


def test_a_key_that_stands_twice_is_refused(tmp_path):
    done = generate(tmp_path, GOOD)
    assert done.returncode == 0
    path = tmp_path / "invoice" / "thing.happened.json"
    path.write_text(path.read_text().replace('{"title"', '{"title": "x", "title"', 1)
                    .replace('"title"', '"title": "thing.happened", "title"', 1))
    again = subprocess.run([sys.executable, contracts.PROTO / "gen" / "generate.py", "--root",
                            tmp_path, "--check"], capture_output=True, text=True, timeout=60,
                           check=False)
    assert again.returncode == 1 and "stands twice" in again.stderr


def test_a_shared_object_cannot_hide_a_type_of_its_own(tmp_path):
    colour = {"$schema": GOOD["$schema"], "title": "colour", "type": "object", "properties": {
        "shade": {"type": "string", "enum": ["light", "dark"]}}}
    done = generate(tmp_path, GOOD, colour=colour)
    assert done.returncode == 1 and "colour.json#" in done.stderr
