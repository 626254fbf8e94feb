# SPDX-License-Identifier: Apache-2.0
"""The engine in C and python3-jsonschema must agree about every document.

Documents are accepted examples with a few changes. Both must accept or both refuse; what
is accepted must be kept whole; a refusal must name a place that jsonschema names too.
CONTRACT_DOCUMENTS and CONTRACT_SEED set how many and which; the seed is printed.
"""

import json
import os
import random
import time

import contracts
import mutate

COUNT = int(os.environ.get("CONTRACT_DOCUMENTS", "20000"))
SEED = int(os.environ.get("CONTRACT_SEED", str(time.time_ns() % 2 ** 32)))


def examples():
    """(message, document) of every accepted example; the small ones oftener."""
    made = []
    for path in sorted((contracts.PROTO / "examples").glob("*/accepted-*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        made += [(path.parent.name, document)] * (1 if path.stat().st_size > 2000 else 2)
    return made


def expected(name, raw):
    """(document, None) when jsonschema accepts, (None, places) when it refuses; places is
    None where the text is no JSON."""
    if len(raw) > contracts.messages()[name].max_bytes:
        return None, None
    try:
        document = contracts.parse(raw)
    except contracts.NotJson:
        return None, None
    errors = contracts.validator(name).iter_errors(document)
    places = [place for error in errors for place in contracts.pointer(error)]
    return (None, places) if places else (document, None)


def disagreement(name, raw, accepted, answer):
    """What the two differ in; None when they agree."""
    document, places = expected(name, raw)
    if accepted != (document is not None):
        return "the engine accepts it" if accepted else f"the engine refuses it: {answer}"
    if accepted:
        kept = contracts.projection(contracts.messages()[name].shape, document)
        return None if json.loads(answer) == kept else f"kept differently: {answer!r}"
    code, place = answer.split(" ")[:2]
    if (code == "MESSAGE_NOT_VALID") != (places is not None):
        return f"refused for another kind of reason: {answer}, {places}"
    if places is not None and place not in ("the", *places):
        return f"refused at another place: {answer}, {places}"
    return None


def test_engine_and_jsonschema_agree(engine):
    print(f"CONTRACT_SEED={SEED} CONTRACT_DOCUMENTS={COUNT}")
    rng = random.Random(SEED)
    sources = examples()
    accepted_count = 0
    for number in range(COUNT):
        name, document = rng.choice(sources)
        raw = mutate.mutant(rng, document)
        accepted, answer = engine.ask(name, raw)
        accepted_count += accepted
        wrong = disagreement(name, raw, accepted, answer)
        assert not wrong, f"seed {SEED}, document {number}, {name}: {wrong}\n{raw!r}"
    print(f"{COUNT} documents, {accepted_count} accepted by both")
    assert COUNT < 1000 or 0.15 < accepted_count / COUNT < 0.85, "the mutations are lopsided"
