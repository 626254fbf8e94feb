# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_mustache: the templates of the public spec and our own letters.

Usage: seed_mustache.py DIR
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(folder):
    for path in (ROOT / "tests/data/mustache-spec").glob("*.json"):
        for number, test in enumerate(json.loads(path.read_text())["tests"]):
            (folder / f"{path.stem}-{number}").write_text(test["template"])
    for path in (ROOT / "services/notification/templates").rglob("*.*"):
        (folder / f"own-{path.parent.name}-{path.name}").write_bytes(path.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
