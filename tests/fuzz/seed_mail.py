# SPDX-License-Identifier: Apache-2.0
"""Seeds of the mail fuzzer: names, subjects and bodies as they come.

Usage: seed_mail.py FOLDER
"""
import pathlib
import sys

SEEDS = (
    ("Garage De Brug", "Anna de Jong", "APK van H-001-HB", "tekst\n", "<p>x</p>",
     "https://e.example/u/x"),
    ('"De Brug" B.V.', "Chlo\u00eb van 't Hof", "\u00e9\u00e9n bezoek " * 20,
     "a=b \nc\t\n\u20ac " + "x" * 90, "<b>\r\n\r</b>", ""),
    ("=?UTF-8?Q?x?=", "a\r\nBcc: b", "a\tb", ".\n..\nFrom x", "\x01", "https://e>,<x"),
)


def main(folder):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for number, parts in enumerate(SEEDS):
        (out / f"{number:04d}").write_bytes("\0".join(parts).encode())


if __name__ == "__main__":
    main(sys.argv[1])
