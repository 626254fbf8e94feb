# SPDX-License-Identifier: Apache-2.0
"""The report on paper, read back: its text, its structure, and what the eye sees.

Words come from pdftotext with their places; colours from a page drawn by pdftoppm, at the
places where the words say a sign must be.
"""
import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree

import form
import pytest

OUT = pathlib.Path(os.environ.get("BEURT_OUT", form.ROOT / "build"))
PROGRAM = OUT / "report" / "report_cli"
DPI = 144
PIXEL = DPI / 72
SIGNS = {"ok": (25, 112, 60), "advice": (178, 91, 0), "necessary": (179, 30, 30),
         "not_applicable": (110, 118, 126), "not_checked": (110, 118, 126)}
WORDS = {"nl": {"ok": "In orde", "advice": "Advies", "necessary": "Nodig",
                "not_applicable": "N.v.t.", "not_checked": "Niet bekeken"},
         "en": {"ok": "OK", "advice": "Advice", "necessary": "Needed",
                "not_applicable": "N/A", "not_checked": "Not checked"}}


def run(*argv):
    return subprocess.run([str(arg) for arg in argv], capture_output=True, check=True,
                          timeout=60).stdout


def squeezed(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


class Paper:
    def __init__(self, folder, made, dealer=None, pictures=()):
        self.form, self.pdf = made, folder / "report.pdf"
        (folder / "version.json").write_text(form.json.dumps(form.version(made)))
        (folder / "dealer.json").write_text(form.json.dumps(dealer or form.dealer()))
        for data in pictures:
            (folder / f"{form.sha256(data)}.jpg").write_bytes(data)
        run(PROGRAM, folder / "version.json", folder / "dealer.json", folder, self.pdf)

    def info(self):
        return dict(re.findall(r"^([\w ]+):\s+(.*)$", run("pdfinfo", self.pdf).decode(),
                               re.MULTILINE))

    def text(self):
        return squeezed(run("pdftotext", "-raw", self.pdf, "-").decode())

    def words(self):
        """(page from 0, left, top, word) in reading order."""
        root = xml.etree.ElementTree.fromstring(run("pdftotext", "-bbox", self.pdf, "-"))
        return [(number, float(word.get("xMin")), float(word.get("yMin")), word.text)
                for number, page in enumerate(root.iter("{http://www.w3.org/1999/xhtml}page"))
                for word in page.iter("{http://www.w3.org/1999/xhtml}word")]

    def image(self, page):
        """Rows of RGB triples."""
        data = run("pdftoppm", "-r", DPI, "-f", page + 1, "-l", page + 1, self.pdf)
        width, height = map(int, re.match(rb"P6\n(\d+) (\d+)\n255\n", data).groups())
        start = len(data) - width * height * 3
        return width, data[start:]


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    """JPEG pictures: pages of a report, as pdftoppm draws them."""
    folder = tmp_path_factory.mktemp("photos")
    paper = Paper(folder, form.form())
    return [run("pdftoppm", "-jpeg", "-r", dpi, "-f", 1, "-l", 1, paper.pdf)
            for dpi in (40, 150, 200)]


@pytest.fixture(scope="module", params=["nl", "en"])
def paper(request, tmp_path_factory, photos):
    names = [form.sha256(data) for data in photos]
    made = form.form(request.param, [*names, "f" * 64])
    return Paper(tmp_path_factory.mktemp("paper"), made, pictures=photos)


def test_full_form_takes_three_pages_and_its_photos_one(paper):
    assert len(paper.form["points"]) == 84
    assert int(paper.info()["Pages"]) == 4
    assert "Remblok" not in run("pdftotext", "-f", 4, "-l", 4, paper.pdf, "-").decode()


def test_is_tagged_titled_and_in_the_customers_language(paper):
    info = paper.info()
    assert info["Tagged"] == "yes"
    assert info["Title"].endswith("· H-00-HZB · Garage De Singel")
    structure = run("pdfinfo", "-struct", paper.pdf).decode()
    for role in ("Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure"):
        assert re.search(rf"^ *{role}\b", structure, re.MULTILINE), role
    rows = structure.count("TR\n")
    assert rows >= 84 + len(paper.form["advices"])
    language = paper.form["customer"]["language"].encode("utf-16-be").hex().upper()
    raw = paper.pdf.read_bytes()
    assert f"/Lang <FEFF{language}>".encode() in raw
    assert raw.count(b"/Alt <FEFF") == 4


def test_fonts_are_embedded_with_their_letters(paper):
    for line in run("pdffonts", paper.pdf).decode().splitlines()[2:]:
        assert re.search(r"yes yes yes +\d+ +\d+$", line), line


def measures(point, language):
    mark = "," if language == "nl" else "."
    texts = [(f"{one['position']} " if one["position"] != "-" else "") +
             one["value"].replace(".", mark) for one in point.get("measures", ())]
    return " · ".join(texts)


def test_every_point_is_read_in_order_with_its_finding_and_measures(paper):
    language = paper.form["customer"]["language"]
    text = paper.text()
    at = text.index({"nl": "Alle punten", "en": "All points"}[language])
    group = None
    for point in paper.form["points"]:
        if point["group"] != group:
            group = point["group"]
            at = text.index(group, at)
        wanted = WORDS[language][point["status"]]
        if point["prefilled"]:
            wanted += {"nl": ", vooraf ingevuld", "en": ", filled in beforehand"}[language]
        row = f"{wanted} {point['text']}"
        at = text.index(row, at) + len(row)
        for more in (point.get("note"), measures(point, language)):
            if more:
                at = text.index(more, at) + len(more)


def test_every_advice_stands_with_amount_urgency_and_total(paper):
    language = paper.form["customer"]["language"]
    text = paper.text()
    at = 0
    for amount, line in zip(("289,00", "174,50", "259,90", "25,00", None),
                            paper.form["advices"]):
        at = text.index(line["text"], at)
        at = text.index(line["waiting"], at)
        wanted = {"nl": f"€ {amount}", "en": f"€{amount}".replace(",", ".")}[language]
        if amount is None:
            wanted = {"nl": "prijs volgt", "en": "price follows"}[language]
        at = text.index(wanted, at)
    assert {"nl": "Totaal plus 1 waarvan de prijs volgt € 748,40",
            "en": "Total plus 1 whose price follows €748.40"}[language] in text
    assert {"nl": "vanaf € 174,50", "en": "from €174.50"}[language] in text


def test_head_dates_recalls_work_and_remarks_are_there(paper):
    text = paper.text()
    wanted = {
        "nl": ["61.240 km", "4 maart 2019", "APK vervalt 12 november 2026 (verlopen)",
               "Onderhoud verwacht 3 december 2026", "1 februari 2027",
               "Open terugroepactie R/2025/117", "Uitgevoerde werkzaamheden",
               "uw aanmelding", "Nog in bewerking"],
        "en": ["61,240 km", "4 March 2019", "12 November 2026 (overdue)",
               "Service expected 3 December 2026", "1 February 2027",
               "Open recall R/2025/117", "Work done", "your registration",
               "Still being worked on"]}[paper.form["customer"]["language"]]
    both = ["Garage De Singel", "Singel 12", "H-00-HZB", "Dhr. J. van der Jansen",
            "Dorpsstraat 12 B, 2711 AB Zoetermeer", "Marieke Bakker", "Subaru",
            "Ruitensproeiervloeistof bijgevuld", "Sleutel ligt bij de balie.",
            f"{paper.form['checked_total']} "]
    for text_part in wanted + both:
        assert text_part in text, text_part


@pytest.mark.parametrize("lines", range(0, 12))
def test_no_heading_is_the_last_of_a_page(tmp_path, lines):
    """Whatever stands above it: remarks push everything down line by line."""
    made = form.form()
    made["remarks"] = "\n".join(["regel"] * (lines + 1))
    paper = Paper(tmp_path, made)
    headings = {point["group"] for point in made["points"]} | {"Alle punten", "Adviezen"}
    for page in run("pdftotext", "-layout", paper.pdf, "-").decode().split("\f")[:-1]:
        body = [line.strip() for line in page.splitlines() if line.strip()][:-1]
        assert body[-1] not in headings and body[-1].split()[:2] != ["Bevinding", "Punt"]


def test_private_notes_are_nowhere(paper):
    assert any(point.get("private_note") for point in paper.form["points"])
    assert "GEHEIM" not in paper.text()
    assert b"GEHEIM" not in paper.pdf.read_bytes()


def test_signs_have_the_colour_of_their_word_at_every_point(paper):
    """Looks a sign up left of each row's first word, page by page."""
    language = paper.form["customer"]["language"]
    words, images, seen, at = paper.words(), {}, 0, 0
    heading = {"nl": "punten", "en": "points"}[language]
    at = next(i for i, word in enumerate(words)
              if word[3] == heading and words[i - 1][3] in ("Alle", "All"))
    for point in paper.form["points"]:
        row = (WORDS[language][point["status"]].split() +
               ([] if not point["prefilled"] else [None]))
        at = next(i for i in range(at + 1, len(words))
                  if words[i][1] < 70 and words[i][3].rstrip(",") == row[0])
        page, left, top, _ = words[at]
        width, pixels = images.setdefault(page, paper.image(page))
        found = colours(width, pixels, left - 13, top - 1, 12, 12)
        wanted = SIGNS[point["status"]]
        assert any(near(colour, wanted) for colour in found), (point["text"], found)
        others = {sign for sign in SIGNS.values() if sign != wanted}
        assert not any(near(colour, other) for colour in found for other in others)
        seen += 1
    assert seen == 84


def colours(width, pixels, left, top, across, down):
    """Colours that cover some of a piece of the page, given in points."""
    counts = {}
    for y in range(int(top * PIXEL), int((top + down) * PIXEL)):
        for x in range(int(left * PIXEL), int((left + across) * PIXEL)):
            colour = tuple(pixels[(y * width + x) * 3:(y * width + x) * 3 + 3])
            counts[colour] = counts.get(colour, 0) + 1
    return [colour for colour, count in counts.items() if count >= 6]


def near(one, other):
    return all(abs(a - b) <= 6 for a, b in zip(one, other))


def test_bars_are_in_the_garages_colour_with_letters_that_contrast(tmp_path):
    for colour, ink in (("#0b3d91", (255, 255, 255)), ("#f2c200", (0, 0, 0))):
        paper = Paper(tmp_path, form.form(), form.dealer(brand_colour=colour))
        width, pixels = paper.image(0)
        found = colours(width, pixels, 40, 20, 200, 30)
        wanted = tuple(bytes.fromhex(colour[1:]))
        assert any(near(one, wanted) for one in found)
        assert any(near(one, ink) for one in found)


def test_photos_are_small_and_a_damaged_one_leaves_a_frame(paper):
    images = run("pdfimages", "-list", paper.pdf).decode().splitlines()[2:]
    assert len(images) == 3
    for line in images:
        page, _, kind, width, height, *_ = line.split()
        assert kind == "image" and page == "4" and max(int(width), int(height)) < 700
    missing = {"nl": "Deze foto is er niet of is beschadigd.",
               "en": "This photo is missing or damaged."}
    assert missing[paper.form["customer"]["language"]] in paper.text()


@pytest.mark.parametrize("damage", [
    lambda data: data[:len(data) // 2], lambda data: data[:3], lambda data: b"\xff\xd8" * 50,
    lambda data: data[:400] + bytes(len(data) - 400), lambda data: b"GIF89a" + data,
    lambda data: huge(data)])
def test_no_picture_breaks_the_report(tmp_path, photos, damage):
    data = damage(photos[1])
    made = form.form(photos=[form.sha256(data)])
    paper = Paper(tmp_path, made, form.dealer(logo=form.sha256(data)), pictures=[data])
    assert "Deze foto is er niet of is beschadigd." in paper.text()
    assert "Foto 1: " in paper.text()


def huge(data):
    """The same picture, said to be 65000 pixels wide and high."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + b"\xfd\xe8\xfd\xe8" + data[at + 4:]


def test_a_png_is_shown_too(tmp_path):
    """A logo mostly is one."""
    png = form.png_of(1200, 300, (200, 30, 60))
    made = form.form(photos=[form.sha256(png)])
    paper = Paper(tmp_path, made, form.dealer(logo=form.sha256(png)), pictures=[png])
    images = run("pdfimages", "-list", paper.pdf).decode().splitlines()[2:]
    assert [line.split()[0] for line in images] == ["1", str(paper.info()["Pages"])]
    width, pixels = paper.image(0)
    assert any(near(one, (200, 30, 60)) for one in colours(width, pixels, 460, 20, 90, 30))


@pytest.mark.parametrize("side", [(65000, 65000), (0, 10)])
def test_a_png_of_a_size_nobody_unpacks_leaves_a_frame(tmp_path, side):
    png = form.png_of(4, 4, (0, 0, 0))
    png = png[:16] + form.struct.pack(">II", *side) + png[24:]
    made = form.form(photos=[form.sha256(png)])
    assert "Deze foto is er niet" in Paper(tmp_path, made, pictures=[png]).text()


def test_markup_and_direction_marks_are_shown_as_text(tmp_path):
    made = form.form()
    made["remarks"] = "<b>vet</b> & <span size='90'>\u202eachterstevoren\u202c"
    made["points"][0]["note"] = "</td><script>alert(1)</script>"
    text = Paper(tmp_path, made).text()
    assert "<b>vet</b> & <span size='90'> achterstevoren" in text
    assert "</td><script>alert(1)</script>" in text


def test_longest_texts_still_make_pages(tmp_path):
    made = form.form()
    made["remarks"] = "W" * 2000
    made["customer"] |= {"name": "W" * 160, "company": "W" * 160, "email": "W" * 320}
    for point in made["points"]:
        point |= {"text": "W" * 160, "note": "W" * 1000}
    for line in made["advices"]:
        line |= {"text": "W" * 300, "waiting": "W" * 400}
    assert int(Paper(tmp_path, made).info()["Pages"]) > 20


def test_same_version_gives_the_same_bytes(tmp_path):
    assert Paper(tmp_path, form.form()).pdf.read_bytes() == \
        Paper(tmp_path, form.form()).pdf.read_bytes()


def test_blank_form_of_a_garage_without_brand(tmp_path):
    bare = {key: value for key, value in form.dealer().items()
            if key not in ("brand", "brand_colour", "street", "city", "postcode", "phone",
                           "website")}
    made = form.form()
    for key in ("customer", "vehicle", "shown", "recalls", "remarks", "checklist_name"):
        del made[key]
    made |= {"advices": [], "works": [], "prefill": "blank", "prices_open": False,
             "total_cents": 0, "follows_count": 0}
    text = Paper(tmp_path, made, bare).text()
    assert "Geen adviezen." in text and "Marieke Bakker" in text and "(null)" not in text
