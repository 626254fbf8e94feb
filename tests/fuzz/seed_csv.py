# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_csv: exports as people make them.

Usage: seed_csv.py DIR
"""
import sys
from pathlib import Path

DUTCH = ("Factuurnummer;Factuurdatum;Kenteken;Km-stand;Klantnummer;Achternaam;Omschrijving;"
         "Aantal;Bedrag;BTW\r\n"
         'F1;12-03-2026;H-000-BB;87.512;17;De Vriës;"Grote beurt\nincl. ""filters""";1;1.249,50;'
         "21\r\nF1;12-03-2026;;;17;;Olie;4,5;45;21\r\nF2;31-02-2026;x;y;;;APK;;abc;\r\n")
ENGLISH = ("date,odometer,description,cost,notes,type\n"
           '2024-05-01,12034,Oil change,"1,049.90","said ""ok""",labour\n'
           "5/14/2024,12100,Tyres,400.00,,part\n")


def main(folder):
    (folder / "dutch-utf8.csv").write_bytes(DUTCH.encode())
    (folder / "dutch-cp1252.csv").write_bytes(DUTCH.encode("cp1252"))
    (folder / "english-bom.csv").write_bytes(ENGLISH.encode("utf-8-sig"))
    (folder / "tab.csv").write_bytes(ENGLISH.replace(",", "\t").encode())
    (folder / "header.csv").write_bytes(b"datum\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
