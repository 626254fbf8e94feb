# SPDX-License-Identifier: Apache-2.0
"""docs/passports.md and docs/contacts.md say which test shows which sentence: every test they
name is there, under that name or one that begins so. A cell reads "place: name…, name;
place: name"."""
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORY, WEB = ROOT / "tests/story", ROOT / "services/gateway/web/test"
PLACES = {"manual": STORY / "test_passport_manual.py", "house": STORY / "test_fleet_manual.py",
          "pages": STORY / "test_holder_pages.py", "cars": STORY / "test_fleet_cars.py",
          "gone": STORY / "test_revocation.py", "desk": STORY / "test_garage_desk.py",
          "dashboard": STORY / "test_fleet_dashboard.py",
          "portal": WEB / "garage.test.mjs", "fleet": WEB / "fleet.test.mjs",
          "week": STORY / "test_weekly_cycle.py", "gate": STORY / "test_contact_gate.py",
          "dates": STORY / "test_invitation_dates.py", "post": STORY / "test_printing.py",
          "calls": STORY / "test_calls.py", "texts": STORY / "test_text_messages.py",
          "six": STORY / "test_channels.py", "campaign": STORY / "test_campaigns.py",
          "told": STORY / "test_results.py", "wishes": STORY / "test_preferences.py",
          "keys": WEB / "portal.test.mjs"}
DOCUMENTS = {"passports": 80, "contacts": 45}  # and how many tests each names at least


def place(word):
    """The file a word of the table stands for; None for words that are no place."""
    name = word.strip("`")
    if name.endswith(".py"):
        return ROOT / name if "/" in name else STORY / name
    return PLACES.get(name)


def titles(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return re.findall(r"^def test_(\w+)", text, re.MULTILINE)
    return re.findall(r'^ *test\("(.*?)"', text, re.MULTILINE)


def has(path, name):
    begins = name.rstrip("…")
    return any(one == name or (begins != name and one.startswith(begins))
               for one in titles(path))


def named(document):
    """(file, name or None) of all that the last cells of its tables name."""
    for line in document.splitlines():
        cell = line.rstrip("| ").rpartition("|")[2] if line.startswith("| ") else ""
        for part in cell.split(";"):
            word, _, names = part.strip().partition(": ")
            for one in re.split(r"(?<=…), |(?<=\w), (?=\w+…)", names) if names else [None]:
                if place(word):
                    yield place(word), one


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_the_document_names_is_there(document):
    found = list(named((ROOT / "docs" / f"{document}.md").read_text(encoding="utf-8")))
    assert sum(1 for _, name in found if name) > DOCUMENTS[document]
    assert [str(path) for path, _ in found if not path.exists()] == []
    assert [(path.name, name) for path, name in found if name and not has(path, name)] == []


def test_a_name_that_is_no_test_is_found():
    (path, name), = named("| a sentence | house: no_such_test… |")
    assert path == PLACES["house"] and not has(path, name)
