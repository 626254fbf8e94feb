# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_ubl: the invoices of the tests, and what parsers are attacked with.

Usage: seed_ubl.py DIR
"""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = {
    "doctype": '<!DOCTYPE x [<!ENTITY e "x">]><Invoice>&e;</Invoice>',
    "external": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Invoice/>',
    "deep": "<a>" * 300,
    "wrapper": '<StandardBusinessDocument><Invoice/></StandardBusinessDocument>',
    "charset": '<?xml version="1.0" encoding="UTF-16"?><Invoice/>',
    "processing": "<?x y?><!-- c --><Invoice><![CDATA[x]]></Invoice>"}


def main(folder):
    for path in (ROOT / "tests/data/ubl").rglob("*.xml"):
        (folder / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    for name, text in ATTACKS.items():
        (folder / f"attack-{name}").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
