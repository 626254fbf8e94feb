# SPDX-License-Identifier: Apache-2.0
"""Holds the gateway's answers against proto/openapi/gateway.json.

    check = AnswerCheck()
    portal = house.portal("sanne", "…", on_answer=check)
    …
    assert check.problems == []

An answer must have a status its operation lists, a content type that status lists, and a
body its schema takes; a problem must be one whatever the status.
"""
import functools
import json
import re
import urllib.parse
from pathlib import Path

import jsonschema

from contracts import FORMATS

OPENAPI = Path(__file__).resolve().parents[2] / "proto" / "openapi" / "gateway.json"


@functools.cache
def description():
    return json.loads(OPENAPI.read_text())


def operations():
    """(method, path, operation) of everything described."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def shape_of(path):
    """A path with its parameters nameless, so that two descriptions can be compared."""
    return re.sub(r"\{[^}]*\}", "{}", path)


@functools.cache
def matcher(path):
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)) + r"\Z")


def operation_for(method, path):
    """Fixed paths win from paths with parameters, and longer fixed parts from shorter."""
    found = [(path_.count("{"), -len(shape_of(path_)), operation)
             for method_, path_, operation in operations()
             if method_ == method and matcher(path_).match(path)]
    return min(found, key=lambda entry: entry[:2])[2] if found else None


@functools.cache
def resolver():
    """One for all: a new one reads the whole description before it finds anything."""
    return jsonschema.RefResolver("", description())


def validator(schema):
    return jsonschema.Draft202012Validator(schema, resolver=resolver(),
                                           format_checker=FORMATS)


def complaint(schema, value):
    """What is wrong with a value, in one line; None when nothing is."""
    error = jsonschema.exceptions.best_match(validator(schema).iter_errors(value))
    if not error:
        return None
    return f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


class AnswerCheck:
    def __init__(self):
        self.problems = []
        self.seen = set()  # (operationId, status)
        self.sound = set()  # what was judged already: who waits hears much the same

    def __call__(self, answer):
        for problem in self.check(answer):
            self.problems.append(f"{answer.request.method} {answer.request.path_url} "
                                 f"{answer.status_code}: {problem}")

    def check(self, answer):
        path = urllib.parse.unquote(urllib.parse.urlsplit(answer.request.url).path)
        operation = operation_for(answer.request.method, path)
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        if kind == "application/problem+json":
            yield from self.check_problem(answer)
        if not operation:
            return
        self.seen.add((operation["operationId"], answer.status_code))
        described = operation["responses"].get(str(answer.status_code))
        if not described:
            yield "this status is not described"
        elif answer.content and kind != "application/problem+json":
            yield from self.check_body(described, kind, answer)

    def check_problem(self, answer):
        found = complaint({"$ref": "#/components/schemas/Problem"}, answer.json())
        if found:
            yield found
        elif answer.json()["status"] != answer.status_code:
            yield "the problem names another status"

    def check_body(self, described, kind, answer):
        media = described.get("content", {}).get(kind)
        if not media:
            yield f"content type {kind} is not described"
            return
        if kind != "application/json":
            value = answer.content.decode("utf-8", "replace")
        elif (id(media), answer.content) not in self.sound:
            value = answer.json()
        else:
            return
        found = complaint(media["schema"], value)
        if found:
            yield found
        else:
            self.sound.add((id(media), answer.content))
