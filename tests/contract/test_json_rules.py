# SPDX-License-Identifier: Apache-2.0
"""JSON itself: what the engine's door lets in, held against the JSONTestSuite."""

import json
import random

import contracts
import mutate
import pytest

SUITE = contracts.SHARED_DATA / "json" / "test_parsing"
FILES = sorted(SUITE.glob("*.json"))

# Valid JSON that we refuse: a message is an object or a list, and a key stands once.
OURS = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}

TOO_LARGE = {"i_number_huge_exp.json", "i_number_neg_int_huge_exp.json",
             "i_number_pos_double_huge_exp.json", "i_number_real_neg_overflow.json",
             "i_number_real_pos_overflow.json", "i_number_too_big_neg_int.json",
             "i_number_too_big_pos_int.json", "i_number_very_big_negative_int.json"}

# And a text that Postgres could not hold.
WITH_NUL = {"y_string_null_escape.json", "y_object_escaped_null_in_key.json"}


# The reader of messages knows JSON's grammar alone; a number's size is its field's affair.
# Documents that are masked go through jansson, which also refuses numbers it cannot hold.
READERS = ("json", "document")


def is_scalar(raw):
    return raw.strip()[:1] not in (b"{", b"[")


@pytest.mark.skipif(not FILES, reason="the JSONTestSuite is not here")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("path", FILES, ids=lambda p: getattr(p, "stem", "none"))
def test_parsing(path, reader, engine):
    raw = path.read_bytes()
    accepted, _ = engine.ask(reader, raw)
    if path.name.startswith("n_"):
        assert not accepted
    elif path.name in OURS or is_scalar(raw):
        assert not accepted
    elif path.name.startswith("y_"):
        assert accepted == (path.name not in WITH_NUL)
    elif path.name not in TOO_LARGE or reader == "json":
        # Left open by the standard: then Python's reader with our rules decides.
        assert accepted == readable(raw)


def readable(raw):
    try:
        contracts.parse(raw)
    except contracts.NotJson:
        return False
    return True


CASES = [
    (b'{"a":1}', True, "an object"),
    (b"[]", True, "a list"),
    (b"1", False, "a number alone"),
    (b'"a"', False, "a text alone"),
    (b"", False, "nothing"),
    (b'{"a":1,"a":2}', False, "a key twice"),
    (b'{"a":{"b":1,"b":2}}', False, "a key twice further down"),
    (b'{"a":"\\u0000"}', False, "NUL in a text"),
    (b'{"\\u0000":1}', False, "NUL in a key"),
    (b'{"a":1\x00}', False, "a NUL byte after a number"),
    (b'{"a":"\xc0\x80"}', False, "overlong UTF-8"),
    (b'{"a":"\xed\xa0\x80"}', False, "a surrogate in UTF-8"),
    (b'{"a":"\\ud83d\\ude00"}', True, "a pair of surrogates"),
    (b'{"a":"\\ude00"}', False, "half a pair"),
    (b'\xef\xbb\xbf{"a":1}', False, "a byte order mark"),
    (b'{"a":9223372036854775807}', True, "the largest number of 64 bits"),
    (b'{"a":-9223372036854775808}', True, "the smallest"),
    (b'{"a":NaN}', False, "NaN"),
    (b'{"a":1} {}', False, "something after the end"),
    (b"[" * 32 + b"]" * 32, True, "nesting of 32"),
    (b"[" * 33 + b"]" * 33, False, "nesting of 33"),
    (b'["' + b"[" * 100 + b'"]', True, "brackets in a text"),
    (b'["\\"' + b"[" * 100 + b'"]', True, "brackets after an escaped quote"),
    (b"[" * 1_000_000, False, "a million brackets"),
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("raw,accepted,what", CASES, ids=[case[2] for case in CASES])
def test_rule(raw, accepted, what, reader, engine):
    assert engine.ask(reader, raw)[0] == accepted, what
    assert readable(raw) == accepted, f"the test's own reader: {what}"


@pytest.mark.parametrize("count,accepted", [(1000, True), (1001, False)])
def test_keys_of_an_object_end_somewhere(count, accepted, engine):
    raw = json.dumps({f"key{n}": n for n in range(count)}).encode()
    assert engine.ask("json", raw)[0] == accepted


def test_numbers_beyond_64_bits_are_a_matter_of_their_field(engine):
    for number in (b"9223372036854775808", b"-9223372036854775809", b"1" * 5000):
        raw = b'{"vendors":%s,"interval_km":%s}' % (b"[]", number)
        accepted, why = engine.ask("dealer.state", raw)
        assert not accepted and why.endswith("/interval_km is beyond 64 bits"), why


NAUGHTY = ["ÅÍÎÏ˝ÓÔÒÚÆ☃", "田中さんにあげて下さい", "👩‍👩‍👧‍👦", "ﷺ", "\u202etset", "\u200b", "\ufeff",
           "Ω≈ç√∫˜µ≤≥÷", "</script>", "' OR 1=1 --", "%s%n", "$HOME", "\\\"'`", "null", "NaN",
           "1;DROP TABLE users", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "a\tb\nc\r\nd",
           "\x00", "\x1b[31m", "\x7f", "\x85"]


def naughty_texts():
    """Our own, and the big list where it is at hand."""
    path = contracts.SHARED_DATA / "json" / "blns" / "blns.json"
    more = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [text for text in NAUGHTY + mutate.TEXTS + more if 0 < len(text) <= 400]


def test_naughty_texts_come_back_as_they_went(engine):
    """Every text field must carry any clean text through, character for character."""
    rng = random.Random(1)
    kept = 0
    for text in naughty_texts():
        document = {"command_id": "0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11", "dealer": "NL-1",
                    "actor": "test", "received_at": "2026-11-22T14:00:00Z",
                    "record_id": "0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11", "reason": text}
        accepted, answer = engine.ask("intake.discard", mutate.write(rng, document))
        assert accepted == contracts.is_text(None, text), text
        if accepted:
            assert json.loads(answer)["reason"] == text
            kept += 1
    assert kept > 30
