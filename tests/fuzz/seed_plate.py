# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_plate: the plates of the public vectors.

Usage: seed_plate.py DIR
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def texts(node):
    """Every short text of the vectors, whatever their form."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, (list, dict)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from texts(child)


def main(folder):
    found = set()
    for path in (ROOT / "tests/data/plate").glob("*.json"):
        found |= {text for text in texts(json.loads(path.read_text())) if len(text) < 16}
    for number, text in enumerate(sorted(found)):
        (folder / f"plate-{number}").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
