# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_csv: the same invoices in every dress a file may have.

Usage: seed_csv.py DIR
"""
import sys
from pathlib import Path

HEADER = ("Factuurnummer", "Factuurdatum", "Kenteken", "Kilometerstand", "Omschrijving",
          "Aantal", "Prijs", "Bedrag", "BTW", "Achternaam", "E-mail")
ROWS = (("F1", "2026-11-20", "H-000-HB", "84210", "Grote beurt", "1", "245,00", "245,00",
         "21", "de Vries", "a@b.nl"),
        ("F1", "20-11-2026", "H-000-HB", "84210", 'Olie "5W30"; 4,5 l', "4,5", "12,50",
         "56,25", "21", "de Vries", ""),
        ("F2", "20/11/2026", "", "", "Één regel\nmet een einde", "-1", "1.234,56",
         "-1.234,56", "9%", "Öztürk", "x"))


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def main(folder):
    for separator in ";,\t":
        lines = [separator.join(map(quoted, row)) for row in (HEADER, *ROWS)]
        for end in ("\n", "\r\n"):
            text = end.join(lines) + end
            name = f"{ord(separator)}-{len(end)}"
            (folder / f"utf8-{name}").write_bytes(text.encode())
            (folder / f"bom-{name}").write_bytes(text.encode("utf-8-sig"))
            (folder / f"cp1252-{name}").write_bytes(text.encode("cp1252"))
    (folder / "open-quote").write_bytes(b'Factuurnummer;Bedrag\nF1;"1,00')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
