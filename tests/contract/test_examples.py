# SPDX-License-Identifier: Apache-2.0
"""Examples are what contracts promise: all accepted ones are read, all refused ones are
refused at the place they name, and together the accepted ones use every field."""

import json

import contracts
import pytest

EXAMPLES = contracts.PROTO / "examples"
FILES = sorted(EXAMPLES.glob("*/*.json"))


def names(path):
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=names)
def test_example(path, engine):
    raw = path.read_bytes()
    document = json.loads(raw)
    errors = list(contracts.validator(path.parent.name).iter_errors(document))
    accepted, answer = engine.ask(path.parent.name, raw)
    if path.stem.startswith("accepted-"):
        assert accepted, answer
        assert not errors, errors
        shape = contracts.messages()[path.parent.name].shape
        assert json.loads(answer) == contracts.projection(shape, document)
    else:
        assert path.stem.startswith("refused-")
        assert not accepted
        assert answer.startswith(f"MESSAGE_NOT_VALID {document['$refused']}"), answer
        places = [place for error in errors for place in contracts.pointer(error)]
        assert document["$refused"].split(" ")[0] in places


@pytest.mark.parametrize("name", sorted(contracts.travelling()))
def test_every_message_has_examples(name):
    stems = [path.stem for path in (EXAMPLES / name).glob("*.json")]
    assert sum(stem.startswith("accepted-") for stem in stems) >= 2
    assert sum(stem.startswith("refused-") for stem in stems) >= 3


def test_no_example_without_message():
    assert {path.parent.name for path in FILES} <= set(contracts.messages())


def used(shape, document, prefix=""):
    """Paths of the fields a document has."""
    paths = set()
    for field in shape.fields:
        if field.name not in document:
            continue
        here = f"{prefix}/{field.name}"
        paths.add(here)
        values = document[field.name] if field.kind == "LIST" else [document[field.name]]
        inner = field.element if field.kind == "LIST" else field
        for value in values if inner.kind == "OBJECT" else []:
            paths |= used(inner.shape, value, here)
    return paths


def declared(shape, prefix=""):
    paths = set()
    for field in shape.fields:
        here = f"{prefix}/{field.name}"
        paths.add(here)
        inner = field.element if field.kind == "LIST" else field
        if inner.kind == "OBJECT":
            paths |= declared(inner.shape, here)
    return paths


@pytest.mark.parametrize("name", sorted(contracts.travelling()))
def test_accepted_examples_use_every_field(name):
    shape = contracts.messages()[name].shape
    seen = set()
    for path in (EXAMPLES / name).glob("accepted-*.json"):
        seen |= used(shape, json.loads(path.read_text(encoding="utf-8")))
    assert declared(shape) - seen == set()
