# SPDX-License-Identifier: Apache-2.0
"""A short fault run: services die at labelled places and at random, nothing is lost.

The long one, with crashes of Kafka and Postgres, is `make fault`.
"""
import json
import os
import pathlib

import pytest
import run

OUT = pathlib.Path(os.environ.get("BEURT_OUT", run.ROOT / "build")).resolve()
KILLS = os.environ.get("KILLS", "12")


def armed_programs():
    """Where the programs with crash points are, beside the others of this build."""
    if OUT.name.startswith("variant"):
        return OUT.parent / f"{OUT.name}-crash" / "bin"
    return OUT / "variant-crash" / "bin"


@pytest.mark.skipif(not (armed_programs() / "beurt-reminder").exists(),
                    reason="no programs with crash points: make fault-programs")
def test_services_die_and_nothing_is_lost():
    folder = OUT / "fault-short"
    code = run.main(["--kills", KILLS, "--broker", "embedded", "--out", str(folder),
                     "--bin", str(armed_programs()), "--seed", os.environ.get("SEED", "1")])
    report = json.loads((folder / "report.json").read_text())
    assert report["findings"] == []
    assert code == 0
    assert report["kills"] >= int(KILLS)
    assert report["acknowledged"] > 100 and report["decisions_acknowledged"] > 10
    assert report["mails"] > 0
    assert report["saves_acknowledged"] > 10 and report["followups"] > 0
    assert report["acceptances"] > 0 and report["bookings_acknowledged"] > 10
    assert set(report["arrived"]) == {"sms", "push", "carried"} and report["sheets"] > 0
    assert report["stops"] > 0 and report["calls"] > 0
    assert sum(report["labels"].values()) > report["labels"].get("random", 0)
