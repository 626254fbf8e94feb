# SPDX-License-Identifier: Apache-2.0
"""Pictures of every screen of the demo, judged by axe: `make screenshots`.

Looks at the demo that runs; when none does it starts one and stops it afterwards.
"""
import argparse
import os
import pathlib
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DEMO = HERE.parent / "demo"
sys.path.insert(0, str(DEMO))

from facts import FACTS, ROOT, running_pid  # noqa: E402
from polling import eventually  # noqa: E402

START_S = 600


def start(port, out):
    """A demo of our own, when it tells that it is ready."""
    program = subprocess.Popen([sys.executable, str(DEMO / "demo.py"), "--port", str(port),
                                "--out", out])
    eventually(lambda: FACTS.exists() or program.poll() is not None, START_S, "a demo")
    if program.poll() is not None:
        sys.exit("The demo did not start, so there is nothing to take pictures of.")
    return program


def stop(program):
    program.send_signal(signal.SIGTERM)
    program.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--out", default=str(ROOT / "build"))
    parser.add_argument("names", nargs="*", help="how the wanted screens' names begin")
    options = parser.parse_args()
    program = None if running_pid() else start(options.port, options.out)
    try:
        folder = os.path.join(options.out, "screenshots")
        return subprocess.run(["node", str(HERE / "shoot.mjs"), str(FACTS), folder,
                               *options.names], check=False).returncode
    finally:
        if program:
            stop(program)


if __name__ == "__main__":
    sys.exit(main())
