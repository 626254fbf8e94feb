# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmarks, prints ours beside its limit, and writes results.json.

Usage: run.py [--out build/bench] [--bin build/bin] [NAME]...

Names: intake list campaign page command letters gate pdf (all of them when none is given). Each
measures ours and its reference in turns, on Postgres that flushes and, where a broker counts,
on Apache Kafka that acknowledges after all replicas have the record. Each ends by itself.
"""
import argparse
import json
import pathlib
import sys
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(ROOT / "tests/support")]

import bench_campaign  # noqa: E402
import bench_command  # noqa: E402
import bench_gate  # noqa: E402
import bench_intake  # noqa: E402
import bench_letters  # noqa: E402
import bench_list  # noqa: E402
import bench_page  # noqa: E402
import bench_pdf  # noqa: E402
from measure import say  # noqa: E402

BENCHES = {"intake": bench_intake, "list": bench_list, "campaign": bench_campaign,
           "page": bench_page,
           "command": bench_command, "letters": bench_letters, "gate": bench_gate,
           "pdf": bench_pdf}


def table(results):
    head = ("", "ours", "limit", "ours / limit", "goal")
    rows = [(one.name, f"{one.value:,.6g} {one.unit}",
             f"{one.reference_value:,.6g} {one.reference}" if one.reference else "",
             f"{one.ratio:.2f}" if one.reference else "",
             one.goal + {True: "  met", False: "  MISSED", None: ""}[one.met()])
            for one in results]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                     for row in [head, *rows])


def write(path, results):
    """Results of benchmarks that were not run this time are kept."""
    fresh = [one.row() for one in results]
    names = {row["name"] for row in fresh}
    kept = json.loads(path.read_text()) if path.exists() else []
    rows = [row for row in kept if row["name"] not in names] + fresh
    path.write_text(json.dumps(rows, indent="\t") + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/bin")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHES)
    if unknown:
        parser.error(f"no benchmark {' '.join(sorted(unknown))}; there are "
                     f"{' '.join(BENCHES)}")
    results, failed = [], []
    for name in options.names or BENCHES:
        began = time.monotonic()
        try:
            results += BENCHES[name].run(options.out.resolve(), options.bin.resolve())
        except Exception:  # the others can still be measured
            traceback.print_exc()
            failed.append(name)
        say(f"bench {name}: {time.monotonic() - began:.0f} s")
    write(options.out / "results.json", results)
    print(table(results))
    if failed:
        sys.exit(f"run.py: not measured: {' '.join(failed)}")


if __name__ == "__main__":
    main()
