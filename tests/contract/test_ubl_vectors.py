# SPDX-License-Identifier: Apache-2.0
"""`beurt-ctl try ubl` against invoices that are right, and wrong in a known way.

An index names for every file (or every test of a file of fragments) whether it is right and
which rule must be found; expected/ holds what an importer must have extracted. Files that
may be published lie in tests/data/ubl; more run when BEURT_SHARED_DATA or ../shared/data has
them.
"""
import csv
import json
import pathlib
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
import test_vectors as vectors

SETS = vectors.own_or_shared("ubl", "invoices")


def ask(paths):
    """One answer a file, in order."""
    answers = []
    for start in range(0, len(paths), 200):
        done = subprocess.run([vectors.CTL, "try", "ubl", *paths[start:start + 200]],
                              capture_output=True, timeout=120, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        answers += [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(paths)
    return answers


def cut_out(path, number, into):
    """One invoice out of a set of tests, as a file of its own."""
    tests = [part for part in ElementTree.parse(path).getroot() if part.tag.endswith("}test")]
    document = next(part for part in tests[int(number) - 1]
                    if not part.tag.endswith("}assert"))
    target = into / f"{path.stem}-{number}.xml"
    target.write_bytes(ElementTree.tostring(document))
    return target


def rows_of(folder):
    with open(folder / "index.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rules(answer, severity):
    return {finding["rule"] for finding in answer["findings"]
            if finding["severity"] == severity}


def verdict(row, answer):
    """What is not as the index says; None when all is."""
    wanted = set(filter(None, row["rule"].split(";")))
    errors, warnings = rules(answer, "error"), rules(answer, "warning")
    fragment = bool(row["test_no"])
    if row["expect"] == "ok":
        wrong = wanted & (errors | warnings) if fragment else errors
        return f"finds {sorted(wrong)}" if wrong else None
    if row["expect"] == "error":
        return None if (wanted <= errors if wanted else errors) else f"finds {sorted(errors)}"
    if not wanted <= warnings:
        return f"warns {sorted(warnings)}"
    return f"finds {sorted(errors)}" if errors and not fragment else None


@pytest.mark.parametrize("folder", SETS)
def test_every_invoice_breaks_the_rules_it_should(folder, tmp_path):
    rows = rows_of(folder)
    assert len(rows) > 60
    paths = []
    for number, row in enumerate(rows):
        path = folder / row["file"]
        if row["test_no"]:
            into = tmp_path / str(number)
            into.mkdir()
            path = cut_out(path, row["test_no"], into)
        paths.append(path)
    wrong = [(row["file"], row["test_no"], row["expect"], row["rule"], why)
             for row, answer in zip(rows, ask(paths)) if (why := verdict(row, answer))]
    assert wrong == []


@pytest.mark.parametrize("folder", SETS)
def test_every_invoice_is_extracted_whole(folder):
    rows = {row["file"].replace("/", "__") + ".json": folder / row["file"]
            for row in rows_of(folder) if not row["test_no"]}
    names = [path.name for path in sorted((folder / "expected").glob("*.json"))
             if path.name in rows]
    assert len(names) > 60
    for name, answer in zip(names, ask([rows[name] for name in names])):
        expected = json.loads((folder / "expected" / name).read_text(encoding="utf-8"))
        assert answer["document"] == expected, name


def test_findings_say_rule_weight_place_and_words():
    path = vectors.OWN / "ubl/nlcius-si-ubl-2.0/SI-UBL-2.0_BR-NL-7_error_388.xml"
    finding = next(found for found in ask([path])[0]["findings"]
                   if found["rule"] == "BR-NL-7")
    assert finding["severity"] == "error"
    assert finding["place"] == "/Invoice/cbc:InvoiceTypeCode"
    assert len(finding["text"]) > 10


BOMB = ('<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' +
        "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">'
                for n in range(1, 10)) + ']><Invoice>&a9;</Invoice>')


@pytest.mark.parametrize("name, content, rule", [
    ("empty", b"", "XML_MALFORMED"),
    ("text", b"factuur", "XML_MALFORMED"),
    ("doctype", b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x'><x/>", "XML_DOCTYPE"),
    ("bomb", BOMB.encode(), "XML_DOCTYPE"),
    ("order", b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>",
     "NOT_UBL"),
    ("deep", b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>"
     + b"<a>" * 100, "XML_TOO_DEEP"),
])
def test_what_cannot_be_read_says_why(name, content, rule, tmp_path):
    path = tmp_path / f"{name}.xml"
    path.write_bytes(content)
    answer = ask([path])[0]
    assert answer["document"] is None
    assert [finding["rule"] for finding in answer["findings"]] == [rule]
    assert answer["error"]


def test_a_missing_file_does_not_stop_the_next(tmp_path):
    right = vectors.OWN / "ubl/nlcius-si-ubl-2.0/SI-UBL-2.0_ok_negative.xml"
    answers = ask([pathlib.Path(tmp_path / "absent.xml"), right])
    assert "error" in answers[0]
    assert answers[1]["document"]["id"]
