# SPDX-License-Identifier: Apache-2.0
"""The contracts as the tests see them: python3-jsonschema beside the engine in C.

JSON Schema says less than proto/README.md ("Rules that JSON Schema does not say"); what it
leaves open is closed here, so that whatever differs after that is a fault of one of them.
"""

import functools
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
PROTO = ROOT / "proto"
SHARED_DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(PROTO / "gen"))

import schema  # noqa: E402  (the generator's own reader)

MAX_DEPTH = 32
sys.set_int_max_str_digits(0)  # numbers may be as long as a document
FORMATS = jsonschema.FormatChecker(formats=())
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
                    r"([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)\Z", re.ASCII)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@FORMATS.checks("uuid")
def is_uuid(value):
    return not isinstance(value, str) or bool(UUID.match(value))


@FORMATS.checks("date")
def is_date(value):
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return False
    try:
        return date.fromisoformat(value) is not None
    except ValueError:
        return False


@FORMATS.checks("date-time")
def is_moment(value):
    if not isinstance(value, str):
        return True
    found = MOMENT.match(value)
    return bool(found) and is_date(found[1])


def is_whole(_checker, value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_text(_checker, value):
    return isinstance(value, str) and not CONTROL.search(value)


CHECKER = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many(
    {"integer": is_whole, "string": is_text})
Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator,
                                         type_checker=CHECKER)


def opened(node):
    """The schema with open enums as plain texts: unknown words are read as other; and
    without $schema, which would make jsonschema forget our types below a $ref."""
    if isinstance(node, list):
        return [opened(part) for part in node]
    if not isinstance(node, dict):
        return node
    drop = {"enum", "$schema"} if node.get("x-open-enum") else {"$schema"}
    return {key: opened(value) for key, value in node.items() if key not in drop}


@functools.lru_cache(maxsize=None)
def everything():
    return schema.read_all(PROTO)


def messages():
    return {m.name: m for m in everything()[1]}


def travelling():
    return {name: m for name, m in messages().items() if m.topic}


@functools.lru_cache(maxsize=None)
def store():
    """{address: schema} of every contract."""
    return {path.resolve().as_uri(): opened(json.loads(path.read_text(encoding="utf-8")))
            for path in PROTO.glob("*/*.json") if path.parent.name != "openapi"}


@functools.lru_cache(maxsize=None)
def validator(name):
    base = messages()[name].path.resolve().as_uri()
    resolver = jsonschema.RefResolver(base, store()[base], store=store())
    return Validator(store()[base], resolver=resolver, format_checker=FORMATS)


class NotJson(Exception):
    """Refused before any schema is asked."""


def unique(pairs):
    made = dict(pairs)
    if len(made) < len(pairs):
        raise NotJson("a key stands twice")
    return made


def refuse(word):
    raise NotJson(word)


def depth(text):
    """Deepest nesting of brackets outside texts."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", text, flags=re.DOTALL)
    level = deepest = 0
    for c in bare:
        level += (c in "{[") - (c in "}]")
        deepest = max(deepest, level)
    return deepest


def texts(document):
    """Every text in a document, keys included."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list):
        for part in document:
            yield from texts(part)
    elif isinstance(document, dict):
        yield from document
        yield from texts(list(document.values()))


def parse(raw):
    """bytes → document by the README's rules; NotJson otherwise."""
    try:
        text = raw.decode("utf-8")
        if depth(text) > MAX_DEPTH:
            raise NotJson("too deep")
        document = json.loads(text, object_pairs_hook=unique,
                              parse_constant=refuse)
        for found in texts(document) if "\\u" in text else []:
            if "\0" in found:
                raise NotJson("NUL")
            found.encode("utf-8")
    except (ValueError, RecursionError) as wrong:
        raise NotJson(str(wrong)) from wrong
    if not isinstance(document, (dict, list)):
        raise NotJson("neither object nor array")
    return document


def pointer(error):
    """Place of a jsonschema error, as the engine writes it; missing fields by their name."""
    path = "".join(f"/{part}" for part in error.absolute_path)
    if error.validator == "required":
        return [f"{path}/{name}" for name in error.validator_value
                if name not in error.instance]
    return [path]


def projection(shape, document):
    """What a reader keeps: known fields, open words folded, empty optional lists gone."""
    kept = {}
    for field in shape.fields:
        if field.name in document:
            value = kept_value(field, document[field.name])
            if value != [] or field.required:
                kept[field.name] = value
        elif field.kind == "LIST" and field.required:
            kept[field.name] = []
    return kept


def kept_value(field, value):
    if field.kind == "OBJECT":
        return projection(field.shape, value)
    if field.kind == "LIST":
        return [kept_value(field.element, part) for part in value]
    if field.kind == "ENUM" and value not in field.enum.words:
        return "other"
    return value


class Engine:
    """tests/contract/decode_cli as a running program."""

    def __init__(self):
        program = os.environ.get("CONTRACT_BIN", str(ROOT / "build/contract/decode_cli"))
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def ask(self, name, raw):
        """(True, document as written again) or (False, "code place why")."""
        self.process.stdin.write(f"{name} {len(raw)}\n".encode() + raw)
        self.process.stdin.flush()
        line = self.process.stdout.readline().decode("utf-8").rstrip("\n")
        verdict, _, rest = line.partition(" ")
        if verdict == "refused":
            return False, rest
        assert verdict == "accepted", f"the engine ended: {self.process.wait()}: {raw[:500]!r}"
        return True, self.process.stdout.read(int(rest) + 1)[:-1]

    def close(self):
        self.process.stdin.close()
        status = self.process.wait(timeout=120)
        self.process.stdout.close()
        return status
