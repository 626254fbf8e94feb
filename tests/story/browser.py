# SPDX-License-Identifier: Apache-2.0
"""Runs a script of the web tests, in a real Chromium, against a story's house."""
import json
import os
import pathlib
import subprocess

import garage

WEB = pathlib.Path(__file__).resolve().parents[2] / "services" / "gateway" / "web"


def in_browser(house, script, login, seconds, **env):
    """What the script printed; it must have passed."""
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", f"test/{script}"], cwd=WEB, text=True,
        capture_output=True, check=False, timeout=3 * seconds,  # beside others
        env={**os.environ, "BASE_URL": house.base_url, "LOGIN": login,
             "PASSWORD": garage.PASSWORD, **env})
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    return run.stdout


def told(output):
    """What a script told the story, as a JSON object in a TAP comment."""
    line = next(line for line in output.splitlines() if "TOLD " in line)
    return json.loads(line.split("TOLD ", 1)[1].replace("\\#", "#"))
