# SPDX-License-Identifier: Apache-2.0
"""Makes documents that are nearly right: one to four changes to an accepted example, in
its values or in its bytes."""

import copy
import json

TEXTS = ["", " ", "x", "é" * 40, "日本" * 20, "😀" * 41, "tab\there", "line\nend", "nul\x01",
         "\x7f", "\u0085", "other", "none", "2026-02-29", "2024-02-29", "2026-13-01",
         "0000-01-01", "9999-12-31", "2026-11-22T14:00:00Z", "2026-11-22T24:00:00Z",
         "2026-11-22T14:00:00.1234567Z", "2026-11-22T14:00:60Z", "2026-11-22t14:00:00z",
         "2026-11-22T14:00:00+24:00", "2026-11-22T14:00:00-00:00", "2026-11-22 14:00:00Z",
         "0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11", "0190F3D2-7c1e-7a40-9b55-3f2f6f1c0a11",
         "00000000-0000-0000-0000-000000000000", "0190f3d27c1e7a409b553f2f6f1c0a11"]
NUMBERS = [0, 1, -1, 2 ** 31, 2 ** 53, 2 ** 63 - 1, -2 ** 63, 2 ** 63, -2 ** 63 - 1, 10 ** 30,
           1.0, 1.5, -0.0, 1e2, 1e300]
OTHERS = [None, True, False, [], {}, [[]], [None], {"a": 1}, [1, "a", {}]]


def paths(document, prefix=()):
    """Every place in a document, its own included."""
    yield prefix
    inner = []
    if isinstance(document, dict):
        inner = list(document.items())
    elif isinstance(document, list):
        inner = list(enumerate(document))
    for key, value in inner:
        yield from paths(value, prefix + (key,))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def near(rng, value):
    """A value of the same kind, not far away."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice([-1, 1, 1000, -1000, 10 ** 6, -10 ** 12, 10 ** 12])
    if isinstance(value, str):
        cut = rng.randrange(len(value) + 1)
        return rng.choice([value[:cut], value + "x", value[:cut] + "ö" + value[cut:],
                           value * 2, value.upper(), value + "y" * rng.choice([30, 60, 500]),
                           value.swapcase()])
    if isinstance(value, list):
        return rng.choice([value + value, value[1:], value * 3, value * 60])
    return value


def change(rng, document):
    """One change in the values; the document may be replaced altogether."""
    places = list(paths(document))
    path = places[rng.randrange(len(places))]
    kind = rng.randrange(100)
    if not path:
        if isinstance(document, dict) and kind < 70:
            document[rng.choice(["extra", "x", "Dealer", "ce_id"])] = \
                rng.choice(OTHERS + TEXTS + NUMBERS)
            return document
        return rng.choice([document, [document], {}]) if kind < 90 else document
    parent, key = at(document, path[:-1]), path[-1]
    if kind < 25:
        del parent[key]
    elif kind < 65:
        parent[key] = near(rng, parent[key])
    elif kind < 80:
        parent[key] = copy.deepcopy(rng.choice(TEXTS))
    elif kind < 88:
        parent[key] = rng.choice(NUMBERS)
    elif kind < 95:
        parent[key] = copy.deepcopy(rng.choice(OTHERS))
    else:
        other = at(document, places[rng.randrange(len(places))])
        parent[key] = copy.deepcopy(other)
    return document


PIECES = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b"e", b".", b" ", b"\n",
          b"\x00", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\\u0000", b"\\ud800", b"\\u00e9",
          b"null", b"true", b"1.0", b"NaN", b'"dealer": "twice", ', b"\xef\xbb\xbf", b"/**/",
          b"[" * 40]


def change_bytes(rng, raw):
    cut = rng.randrange(len(raw) + 1)
    kind = rng.randrange(4)
    if kind == 0:
        return raw[:cut] + rng.choice(PIECES) + raw[cut:]
    if kind == 1:
        return raw[:cut] + raw[cut + rng.choice([1, 1, 2, 8]):]
    if kind == 2 and cut < len(raw):
        return raw[:cut] + bytes([raw[cut] ^ (1 << rng.randrange(8))]) + raw[cut + 1:]
    return raw[:cut]


def write(rng, document):
    return json.dumps(document, ensure_ascii=rng.random() < 0.5,
                      indent=rng.choice([None, None, 1])).encode("utf-8", "surrogatepass")


def mutant(rng, example):
    """Bytes made from an example document."""
    document = copy.deepcopy(example)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 4])):
        document = change(rng, document)
    raw = write(rng, document)
    if rng.random() < 0.2:
        raw = change_bytes(rng, raw)
    return raw
