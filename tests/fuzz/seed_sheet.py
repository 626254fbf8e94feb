# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_sheet: the same rows in the dresses a dropped file may have.

Usage: seed_sheet.py DIR
"""
import sys
from pathlib import Path

ROWS = (("event", "contact_ref", "preference", "channel"),
        ("contact_preference", "0198c2f0", "opt_out", "mail"),
        ("contact_preference", 'Jansen "de lange", J.', "never", "sms\nbellen"))


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def main(folder):
    for separator in ",;":
        for end in ("\n", "\r\n"):
            text = "".join(separator.join(map(quoted, row)) + end for row in ROWS)
            name = f"{ord(separator)}-{len(end)}"
            (folder / f"plain-{name}").write_bytes(text.encode())
            (folder / f"mark-{name}").write_bytes(text.encode("utf-8-sig"))
    (folder / "open-quote").write_bytes(b'event;who\n"x;1')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
