# SPDX-License-Identifier: Apache-2.0
"""Letters and cards, read back: the address behind the window, the words, a sheet a person."""
import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = pathlib.Path(os.environ.get("BEURT_OUT", ROOT / "build"))
PROGRAM = OUT / "report" / "sheets_cli"
MM = 72 / 25.4
XHTML = "{http://www.w3.org/1999/xhtml}"
# Where an envelope's window shows the sheet that lies behind it, from the sheet's upper left
# corner: window 90 x 45, 20 from its side, 15 from the foot of an envelope 110 or 114 high
# and 220 or 229 wide; the sheet is folded at 105 and may slide to either end.
WINDOWS = {"left": (20, 100), "right": (110, 190)}


def run(*argv):
    return subprocess.run([str(arg) for arg in argv], capture_output=True, check=True,
                          timeout=60).stdout


def press(folder, kind="letter", window="left", language="nl", count=1):
    pdf = folder / "sheets.pdf"
    run(PROGRAM, kind, window, language, count, pdf)
    return pdf


def info(pdf):
    return dict(re.findall(r"^([\w ]+):\s+(.*)$", run("pdfinfo", pdf).decode(), re.MULTILINE))


def words(pdf):
    """(page from 0, left, top, right, bottom, word) in millimetres."""
    root = xml.etree.ElementTree.fromstring(run("pdftotext", "-bbox", pdf, "-"))
    return [(number, *(float(word.get(side)) / MM for side in ("xMin", "yMin", "xMax", "yMax")),
             word.text)
            for number, page in enumerate(root.iter(XHTML + "page"))
            for word in page.iter(XHTML + "word")]


def address(pdf, top, bottom, left, right, page=0):
    lines = {}
    for number, x, y, _, _, word in words(pdf):
        if number == page and left <= x < right and top <= y < bottom:
            lines.setdefault(round(y), []).append((x, word))
    return [" ".join(word for _, word in sorted(line)) for _, line in sorted(lines.items())]


@pytest.mark.parametrize("window", ["left", "right"])
def test_the_address_lies_behind_the_window_and_nothing_else_does(tmp_path, window):
    left, right = WINDOWS[window]
    pdf = press(tmp_path, window=window)
    shown = [word for word in words(pdf)
             if left <= word[1] and word[3] <= right and 45 <= word[2] and word[4] <= 90]
    assert address(pdf, 60, 90, left, right) == ["Mevr. A. Klant 1", "Kattensingel 12 a",
                                                 "2801 CA GOUDA"]
    # However far the sheet slides, the whole address stays within.
    for _, x, y, x_end, y_end, word in shown:
        if y >= 60:
            assert left + 5 <= x and x_end <= right - 5, word
            assert y >= 45 + 10 and y_end <= 90 - 10, word
    assert " ".join(word[5] for word in shown if word[2] < 60) == \
        "Garage De Brug, Kade 7, 2801 AB Gouda"
    crossing = [word for word in words(pdf) if 42 < word[4] and word[2] < 93
                and word not in shown]
    assert crossing == []


def test_a_letter_says_who_why_what_and_how_to_stop(tmp_path):
    text = re.sub(r"\s+", " ", run("pdftotext", "-layout", press(tmp_path), "-").decode())
    for words_of_it in ("Gouda, 23 november 2026", "Geachte mevrouw Klant 1,",
                        "APK en onderhoud voor uw Volkswagen Golf in één bezoek",
                        "Kenteken H-001-HB", "APK geldig tot en met 3 december 2026",
                        "Bel ons op 0182 - 51 23 45. Dan kiezen we samen een dag die u past.",
                        "Met vriendelijke groet, Garage De Brug",
                        "Wilt u dit niet meer? Scan de code"):
        assert words_of_it in text, words_of_it
    assert "e-mail" not in text


def test_an_english_letter_is_english(tmp_path):
    pdf = press(tmp_path, language="en")
    text = re.sub(r"\s+", " ", run("pdftotext", pdf, "-").decode())
    assert "Gouda, 23 November 2026" in text and "Kind regards, Garage De Brug" in text
    assert "Rather not? Scan the code" in text
    assert "Geachte" not in text and info(pdf)["Title"] == "Letters"


def test_every_person_has_a_side_of_their_own_with_its_number(tmp_path):
    pdf = press(tmp_path, count=200)
    assert info(pdf)["Pages"] == "200" and info(pdf)["Tagged"] == "yes"
    assert info(pdf)["Page size"].endswith("(A4)")
    read = words(pdf)
    for page in (0, 16, 199):
        assert f"{page + 1}" in [word[5] for word in read if word[0] == page and word[2] > 285]
        assert f"Klant {page + 1} Kattensingel" in " ".join(
            word[5] for word in read if word[0] == page)


def test_the_structure_names_headings_and_paragraphs(tmp_path):
    tree = run("pdfinfo", "-struct-text", press(tmp_path, count=2)).decode()
    assert tree.count("  Art\n") == 2
    assert tree.count("H1") == 2 and tree.count("H2") == 4
    assert "Kattensingel 12 a" in tree


def test_a_card_has_a_coloured_side_and_one_for_the_post(tmp_path):
    pdf = press(tmp_path, kind="card", count=3)
    assert info(pdf)["Pages"] == "6"
    wide, high = re.match(r"([\d.]+) x ([\d.]+)", info(pdf)["Page size"]).groups()
    assert (round(float(wide) / MM), round(float(high) / MM)) == (148, 105)
    assert address(pdf, 48, 87, 74, 148, page=3) == ["Mevr. A. Klant 2", "Kattensingel 12 a",
                                                     "2801 CA GOUDA"]
    backs = [word for word in words(pdf) if word[0] % 2 == 1]
    assert not [word for word in backs if word[1] > 74 and (word[2] < 40 or word[4] > 87)], \
        "stamp and sorting code have their places to themselves"
    assert "H-001-HB" not in run("pdftotext", pdf, "-").decode(), "anybody can read a card"


def test_a_code_is_drawn_where_it_can_be_scanned(tmp_path):
    pdf = press(tmp_path)
    box = [round(value * 150 / 25.4) for value in (163, 260, 24, 24)]
    image = run("pdftoppm", "-r", 150, "-gray", "-singlefile", "-x", box[0], "-y", box[1],
                "-W", box[2], "-H", box[3], pdf)
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", image)
    width = int(header[1])
    pixels = image[header.end():]
    dark = sum(pixel < 128 for pixel in pixels) / len(pixels)
    assert 0.25 < dark < 0.55, dark
    assert all(pixel > 200 for pixel in pixels[:width * 3]), "the quiet zone is white"
