# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_ubl: the invoices of tests/data/ubl, without their indentation.

Usage: seed_ubl.py DIR
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(folder):
    for path in (ROOT / "tests" / "data" / "ubl").glob("*/*.xml"):
        text = re.sub(rb">\s+<", b"><", path.read_bytes())
        (folder / path.name).write_bytes(text)
    (folder / "doctype.xml").write_bytes(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
