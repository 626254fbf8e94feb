# SPDX-License-Identifier: Apache-2.0
"""Seeds of the mustache fuzzer: the templates of the public spec and our own.

Usage: seed_mustache.py FOLDER
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main(folder):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    texts = []
    for path in sorted((ROOT / "tests/data/mustache-spec").glob("*.json")):
        for test in json.loads(path.read_text())["tests"]:
            partials = list(test.get("partials", {}).values())
            texts.append("\0".join([test["template"], *partials[:1]]))
    for path in sorted((ROOT / "services/notification/templates").rglob("*.*")):
        texts.append(path.read_text())
    for number, text in enumerate(texts):
        (out / f"{number:04d}").write_bytes(text.encode())


if __name__ == "__main__":
    main(sys.argv[1])
