#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every explanation gives its dates again: made cars, proposed, and run again from the text.

    tests/accuracy/explanations.py [--ctl build/bin/beurt-ctl] [--cars 100000] [--seed 1]

`beurt-ctl try proposals` writes proposal.state of every car; `beurt-ctl try why` reads
nothing but those lines. Any that differs, and any car that was lost, fails.
"""
import argparse
import subprocess
import sys
import tempfile
import time

import made_cars


def run_again(ctl, folder):
    """Lines proposed, lines that gave the same dates, the first that did not."""
    propose = [ctl, "try", "proposals", "--vehicles", f"{folder}/made-vehicles.csv",
               "--visits", f"{folder}/made-visits.csv", "--cutoff", made_cars.LAST.isoformat()]
    total = same = 0
    first = None
    with open(f"{folder}/proposals", "w+", encoding="utf-8") as lines:
        subprocess.run(propose, stdout=lines, check=True, timeout=3600)
        lines.seek(0)
        with subprocess.Popen([ctl, "try", "why"], stdin=lines, stdout=subprocess.PIPE,
                              text=True) as again:
            for line in again.stdout:
                total += 1
                if '"same":true' in line:
                    same += 1
                first = first or (line if '"same":true' not in line else None)
    return total, same, first


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--ctl", default="build/bin/beurt-ctl")
    parser.add_argument("--cars", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        made_cars.write(folder, args.cars, args.seed)
        total, same, first = run_again(args.ctl, folder)
    print(f"{args.cars} cars, {total} explanations, {same} give the same dates again"
          f" ({time.monotonic() - start:.0f} s)")
    if same != total or total < args.cars // 2:
        sys.exit(f"FAILED: {first or 'cars were lost'}")


if __name__ == "__main__":
    main()
