# SPDX-License-Identifier: Apache-2.0
"""Print a checklist as a C text: the checklist.state message every garage starts with.

Usage: gen_checklist.py CHECKLIST.json > inspection_preset.c
"""
import json
import pathlib
import sys

NOBODY = {"dealer": "-", "checklist_id": "00000000-0000-5000-8000-000000000000",
          "version": 1, "active": True}
PIECE = 80


def c_literals(text: str) -> str:
    """ASCII text as adjacent C string literals of a bearable length."""
    pieces = [text[at:at + PIECE] for at in range(0, len(text), PIECE)]
    return "\n".join("\t" + json.dumps(piece) for piece in pieces)


def main(path: str) -> None:
    checklist = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    message = json.dumps({**NOBODY, **checklist}, separators=(",", ":"))
    print("extern const char inspection_preset[];")
    print(f"const char inspection_preset[] =\n{c_literals(message)};")


if __name__ == "__main__":
    main(sys.argv[1])
