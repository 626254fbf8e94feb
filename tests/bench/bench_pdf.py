# SPDX-License-Identifier: Apache-2.0
"""The report of an 84-point form as a PDF; beside it a page of cairo's with one line."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/report"))

import form  # noqa: E402
from measure import compare  # noqa: E402

ROUNDS = 100


def run(out, binaries):
    folder = out / "pdf"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "version.json").write_text(json.dumps(form.version(form.form())))
    (folder / "dealer.json").write_text(json.dumps(form.dealer()))
    program = binaries.parent / "report" / "report_cli"
    lines = subprocess.run(
        [program, folder / "version.json", folder / "dealer.json", folder,
         folder / "report.pdf", str(ROUNDS)],
        capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    ours, bare = zip(*([int(text) / 1000 for text in line.split()] for line in lines))
    return [compare("pdf of 84 points", "ms", "ms, bare cairo page", ours, bare,
                    "value <= 50 ms")]
