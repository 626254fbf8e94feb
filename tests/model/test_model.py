# SPDX-License-Identifier: Apache-2.0
"""The protocols of flow and gate, searched by spin: no harm, and harm without a safeguard."""
import pathlib
import re
import shutil
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent

pytestmark = pytest.mark.skipif(shutil.which("spin") is None, reason="spin is not installed")


def errors_of(model, folder, *defines):
    """How many errors a whole search finds; fails when the search could not be whole."""
    subprocess.run(["spin", *defines, "-a", str(HERE / model)], cwd=folder, check=True,
                   capture_output=True, timeout=60)
    subprocess.run(["gcc", "-O2", "-w", "-DSAFETY", "-DMEMLIM=1000", "-o", "pan", "pan.c"],
                   cwd=folder, check=True, timeout=120)
    told = subprocess.run(["./pan", "-m200000"], cwd=folder, check=True, timeout=300,
                          capture_output=True, text=True).stdout
    assert "Search not completed" not in told or defines, told
    return int(re.search(r"errors: (\d+)", told).group(1))


@pytest.mark.parametrize("model", ["inbox.pml", "relay.pml", "gate.pml"])
def test_no_crash_loses_doubles_or_disorders(model, tmp_path):
    assert errors_of(model, tmp_path) == 0


@pytest.mark.parametrize("model, without", [
    ("inbox.pml", "NO_CAS"), ("relay.pml", "ID_CURSOR"), ("relay.pml", "DELETE_FIRST"),
    ("gate.pml", "NO_PERSON_LOCK"), ("gate.pml", "LATE_CLAIM"), ("gate.pml", "NO_WAIT"),
    ("gate.pml", "REQUEUE")])
def test_each_safeguard_is_needed(model, without, tmp_path):
    assert errors_of(model, tmp_path, f"-D{without}") > 0
