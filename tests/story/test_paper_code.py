# SPDX-License-Identifier: Apache-2.0
"""A customer who reads no mail gets a sheet of paper with a code, types it on the log-in page
and is where the link in the letter leads. The code is shown once, used once, and dead when
there is a newer code, a newer link or nothing to activate any more."""
import os
import pathlib
import re
import uuid

import pytest

import garage
from house import House
from pages import Visitor
from test_holder_pages import Holder

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}\b")
REFUSED = "Deze code werkt niet"


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_paper_code", vendors=("autoflex",),
                  services=("notification", "fleet", "gateway"))
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("ina", "inspector", "NL-1"))
        house.seed(seed)
        house.sanne = house.portal("sanne", garage.PASSWORD)
        house.dms = house.publisher("autoflex")
        house.numbers = iter(range(1, 1000))
        yield house
    house.drop_postgres()


def print_sheet(house, of, id_, who=None, **more):
    """What the adviser's browser gets in its new tab."""
    headers = {"Origin": house.base_url, "Sec-Fetch-Site": "same-origin", **more}
    return (who or house.sanne).call("POST", f"/papier/{of}/{id_}", headers=headers)


def printed(house, of, id_):
    """The code that is on the sheet."""
    sheet = print_sheet(house, of, id_)
    assert sheet.status_code == 200, sheet.text
    found = CODE.findall(sheet.text)
    assert len(found) == 1, sheet.text
    return found[0]


def typed(house, email, code):
    """A browser at the log-in page, in which somebody typed what is on the sheet."""
    page = Visitor(house.base_url).open("/inloggen")
    page.open(next(link for link in page.links if link == "/inloggen/code"))
    return page.press("Verder", who=email, code=code)


def status(house, passport):
    return house.sanne.get(f"/v1/passports/{passport}")["status"]


def test_een_code_op_papier_zet_het_paspoort_aan(house):
    anna = Holder(house)
    sheet = print_sheet(house, "paspoort", anna.passport)
    assert sheet.status_code == 200
    assert "no-store" in sheet.headers["Cache-Control"]
    assert anna.email in sheet.text and "Anna de Boer" in sheet.text
    assert "9 december 2026" in sheet.text  # 14 days
    code = CODE.search(sheet.text)[0]
    page = typed(house, anna.email.upper(), code.lower().replace("-", " "))
    assert page.status == 200 and page.at.startswith("/activeren/")
    assert anna.car["make"] in page.text
    assert status(house, anna.passport) == "invited"
    page.press("AutoPaspoort activeren", terms="yes")
    assert status(house, anna.passport) == "active"
    # A log-in is by a link to the address, as for everybody.
    assert anna.log_in().at == "/mijn"
    assert print_sheet(house, "paspoort", anna.passport).status_code == 409


def test_a_code_is_used_once_and_every_refusal_reads_the_same(house):
    anna, bram = Holder(house), Holder(house)
    code = printed(house, "paspoort", anna.passport)
    refusals = [typed(house, bram.email, code),
                typed(house, f"{uuid.uuid4().hex}@nergens.example", code),
                typed(house, "geen adres", code), typed(house, anna.email, "ABCD"),
                typed(house, anna.email, "ABCD-EFGH-JKLM-NPQR")]
    assert typed(house, anna.email, code).at.startswith("/activeren/")
    refusals.append(typed(house, anna.email, code))
    for page in refusals:
        assert (page.status, page.at) == (403, "/inloggen/code") and REFUSED in page.text
    assert len({re.sub(r'value="[^"]*"', "", page.source) for page in refusals}) == 1


def test_a_newer_code_is_the_only_one(house):
    anna = Holder(house)
    first = printed(house, "paspoort", anna.passport)
    second = printed(house, "paspoort", anna.passport)
    assert first != second
    assert REFUSED in typed(house, anna.email, first).text
    assert typed(house, anna.email, second).status == 200


def test_a_newer_link_ends_the_code_and_the_page_it_led_to(house):
    anna = Holder(house)
    page = typed(house, anna.email, printed(house, "paspoort", anna.passport))
    assert page.open(page.at).status == 200
    code = printed(house, "paspoort", anna.passport)
    assert page.open(page.at).status == 404  # a newer code ends that page too
    other = f"goed.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    house.sanne.ask("POST", f"/v1/passports/{anna.passport}/invitation", json={"email": other})
    for email in (anna.email, other):
        assert REFUSED in typed(house, email, code).text
    page = typed(house, other, printed(house, "paspoort", anna.passport))
    assert page.at.startswith("/activeren/")


def test_activation_by_the_letter_ends_the_code(house):
    anna = Holder(house)
    code = printed(house, "paspoort", anna.passport)
    anna.activate()
    assert REFUSED in typed(house, anna.email, code).text


def test_nothing_that_is_kept_tells_a_code(house):
    anna = Holder(house)
    code = printed(house, "paspoort", anna.passport)
    rows = house.query("SELECT c::text FROM gateway.paper_code c")
    logs = house.query("SELECT a::text FROM gateway.audit a WHERE action = 'code.print'"
                       " AND object = %s", anna.passport)
    assert len(logs) == 1 and "sanne" in logs[0][0] and "NL-1" in logs[0][0]
    for (text,) in rows + logs:
        assert code not in text and code.replace("-", "") not in text and anna.email not in text


def test_who_used_a_code_and_who_tried_is_written_down(house):
    anna = Holder(house)
    tried = "SELECT count(*) FROM gateway.audit WHERE action = 'code.use' AND result = %s"
    before = [house.query(tried, result)[0][0] for result in ("ok", "CODE_DEAD")]
    code = printed(house, "paspoort", anna.passport)
    typed(house, anna.email, "ABCD-EFGH-JKLM-NPQR")
    typed(house, anna.email, code)
    now = [house.query(tried, result)[0][0] for result in ("ok", "CODE_DEAD")]
    assert now == [before[0] + 1, before[1] + 1]


def test_only_the_garages_advisers_print_and_from_our_own_pages_alone(house):
    anna = Holder(house)
    dirk, ina = (house.portal(login, garage.PASSWORD) for login in ("dirk", "ina"))
    assert print_sheet(house, "paspoort", anna.passport, dirk).status_code == 404
    assert print_sheet(house, "paspoort", anna.passport, ina).status_code == 403
    assert print_sheet(house, "paspoort", anna.passport, house.portal()).status_code == 401
    elsewhere = {"Origin": "https://elders.example", "Sec-Fetch-Site": "cross-site"}
    assert print_sheet(house, "paspoort", anna.passport, **elsewhere).status_code == 403
    bram = Holder(house).activate().log_in()
    answer = bram.session.post(f"{house.base_url}/papier/paspoort/{anna.passport}", timeout=30,
                               headers={"Origin": house.base_url})
    assert answer.status_code == 403
    assert house.query("SELECT count(*) FROM gateway.paper_code WHERE id = %s",
                       anna.passport) == [(0,)]


def test_guessing_is_slowed_down_for_who_guesses(house):
    anna, bram = Holder(house), Holder(house)
    code = printed(house, "paspoort", bram.passport)
    said = {typed(house, anna.email, "ABCD-EFGH-JKLM-NPQR").status for _ in range(60)}
    assert said == {403, 429}
    assert typed(house, bram.email, code).at.startswith("/activeren/")


def test_een_wagenpark_wordt_met_een_code_op_papier_overgedragen(house):
    """Arranged on an address of the garage's first; then the manager gets a sheet."""
    anna, fleet = Holder(house).activate(), str(uuid.uuid4())
    balie = f"balie.{uuid.uuid4().hex[:8]}@linde.example"
    chef = f"chef.{uuid.uuid4().hex[:8]}@bedrijf.example"
    house.sanne.ask("POST", "/v1/fleets", json={
        "fleet_id": fleet, "passport_id": anna.passport, "name": "Bedrijf B.V.",
        "staging": True, "manager": {"email": balie, "name": "Balie"}})
    assert print_sheet(house, "wagenpark", fleet).status_code == 409
    house.sanne.ask("PUT", f"/v1/fleets/{fleet}/address",
                    json={"email": chef, "name": "Chef Bedrijf"})
    sheet = print_sheet(house, "wagenpark", fleet)
    assert chef in sheet.text and balie not in sheet.text
    page = typed(house, chef, CODE.search(sheet.text)[0])
    assert page.at.startswith("/wagenpark/")
    page.press("Account activeren", terms="yes")
    assert house.sanne.get(f"/v1/fleets/{fleet}")["status"] == "active"
    assert print_sheet(house, "wagenpark", fleet).status_code == 409


def test_a_code_holds_fourteen_days(house):
    anna = Holder(house)
    code = printed(house, "paspoort", anna.passport)
    house.settle()
    house.clock.step(days=14, seconds=1)
    assert REFUSED in typed(house, anna.email, code).text
    assert typed(house, anna.email, printed(house, "paspoort", anna.passport)).status == 200
