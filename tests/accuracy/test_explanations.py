# SPDX-License-Identifier: Apache-2.0
"""Explanations that were stored once give their dates again, for ever."""
import json
import pathlib
import subprocess

import made_cars
from explanations import run_again
from test_accuracy import CTL, ROOT

STORED = pathlib.Path(ROOT) / "tests" / "data" / "explanations" / "proposals.jsonl"


def again(text):
    run = subprocess.run([CTL, "try", "why"], input=text, capture_output=True, text=True,
                         check=True, timeout=60)
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_every_stored_explanation_gives_the_same_dates():
    answers = again(STORED.read_text())
    assert len(answers) == len(STORED.read_text().splitlines()) >= 10
    assert [one for one in answers if one["same"] is not True] == []


def test_an_explanation_whose_inputs_were_changed_is_found_out():
    proposal = json.loads(STORED.read_text().splitlines()[0])
    proposal["why"]["first_admission"] = "2001-01-01"
    proposal["why"]["inputs"] = proposal["why"]["inputs"][:1]
    answer, = again(json.dumps(proposal) + "\n")
    assert answer["same"] is False
    assert "stored as" in answer["difference"]


def test_a_line_that_is_no_proposal_is_told_and_the_next_one_answered():
    answers = again("x\n" + STORED.read_text().splitlines()[0] + "\n")
    assert "error" in answers[0]
    assert answers[1]["same"] is True


def test_explanations_of_made_cars_give_their_dates_again(tmp_path):
    made_cars.write(str(tmp_path), 2000, seed=7)
    total, same, first = run_again(str(CTL), str(tmp_path))
    assert total >= 2000
    assert same == total, first


def test_an_explanation_of_no_known_edition_is_told():
    proposal = json.loads(STORED.read_text().splitlines()[0])
    proposal["why"]["rules"] = ["usage-rate@99"]
    answer, = again(json.dumps(proposal) + "\n")
    assert "names no edition of the rules" in answer["error"]
