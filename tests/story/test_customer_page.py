# SPDX-License-Identifier: Apache-2.0
"""The customer's page behind the link in the mail: what is advised, what it costs, and the
customer's yes. Read without a script, as a phone would; mails come from the mail catcher.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import uuid

import pytest
import requests

import garage
from house import House
from inspections import customer, vehicle
from polling import eventually
from test_photos import jpeg, name_of

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
DEVICE = "0190f3d2-1111-7a40-9b55-3f2f6f1c0a22"
HOSTILE = "<script>alert('x')</script> & \"aanhaling\""


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_customer_page", vendors=("autoflex",),
                  services=("inspection", "notification", "gateway"),
                  settings={"gateway": {"BEURT_CUSTOMER_POSTS_PER_MINUTE": "1000"}})
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("ina", "inspector", "NL-1"))
        house.seed(seed)
        house.ina = house.portal("ina", garage.PASSWORD)
        house.dms = house.publisher("autoflex")
        yield house
    house.drop_postgres()


def say(house, kind, message, key):
    """What the invoice service would say of a customer or a car."""
    headers = [(name, value) for name, value in house.dms.cloud_event() if name != "ce_type"]
    house.dms.put(f"{message['dealer']}/{key}", json.dumps(message).encode(),
                  [*headers, ("ce_type", f"nl.beurt.{kind}.v1")], f"{kind}.v1")
    house.dms.flush()


class Form:
    """A form on a tablet, as the portal's interface takes it."""
    numbers = iter(range(1, 1000))

    def __init__(self, house, **more):
        self.house, self.number, self.counter = house, next(Form.numbers), 0
        # The catcher keeps what earlier runs sent.
        self.email = f"k{self.number}.{uuid.uuid4().hex[:8]}@voorbeeld.example"
        who = customer(self.number, email=self.email, **more)
        self.car = vehicle(self.number)
        say(house, "customer.state", who, who["customer_id"])
        say(house, "vehicle.state", self.car, self.car["vehicle_id"])
        house.settle()
        self.id = str(uuid.uuid4())
        eventually(lambda: house.ina.get("/v1/checklists")["checklists"], 30, "checklist")
        self.state = house.ina.ask("POST", "/v1/inspections", json={
            "inspection_id": self.id, "device": DEVICE, "prefill": "customer",
            "vehicle_id": self.car["vehicle_id"], "inspector": "M. Bakker",
            "inspection_date": "2026-11-25"})
        self.advices = {}

    def write(self, **fields):
        writes = []
        for path, value in fields.items():
            self.counter += 1
            writes.append({"counter": self.counter, "path": path, "value": str(value)})
        self.state = self.house.ina.ask(
            "PUT", f"/v1/inspections/{self.id}",
            json={"device": DEVICE, "seen_revision": self.state["revision"],
                  "writes": writes})

    def advise(self, name, text, cents, **more):
        advice = self.advices.setdefault(name, str(uuid.uuid4()))
        fields = {"text": text, "quantity": "1", "unit_price_cents": cents,
                  "price_kind": "fixed" if cents else "follows", "vat_percent": "21",
                  "urgency": "now", "severity": "necessary", **more}
        self.write(**{f"advice/{advice}/{leaf}": value for leaf, value in fields.items()
                      if value is not None})
        return advice

    def save(self, mail=True):
        self.state = self.house.ina.ask(
            "POST", f"/v1/inspections/{self.id}/versions",
            json={"seen_revision": self.state["revision"], "mail": mail})
        return self.state

    def link(self):
        """As it stands in the newest mail."""
        mails = self.house.mailbox.wait_for(self.email)
        raw = self.house.mailbox.raw(mails[-1]["id"]).decode().replace("=\r\n", "")
        return self.house.base_url + re.search(r"/m/[A-Za-z0-9_-]{43}", raw)[0]

    def now(self):
        return self.house.ina.get(f"/v1/inspections/{self.id}")

    def answers(self):
        return {one["advice_id"]: one for one in self.now()["answers"]}


def brakes_and_tyres(house, **more):
    form = Form(house, **more)
    form.write(**{"point/brake_pads/status": "necessary",
                  "point/brake_pads/measure/LV": "2,1", "point/wipers/status": "ok",
                  "point/brake_pads/note": "Bijna op.",
                  "point/brake_pads/private": "GEHEIM voor de garage",
                  "point/tyre_tread/status": "advice"})
    form.advise("brakes", "Remblokken voor vervangen", 28900, point="brake_pads",
                waiting="De remweg wordt langer.")
    form.advise("tyres", "Banden achter vervangen", 25990, severity="advice",
                urgency="within_3_months", point="tyre_tread")
    form.save()
    return form


def text_of(answer):
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body))).replace(
        "\u00a0", " ")


def hidden(answer):
    return {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text)}


def get(url, **more):
    return requests.get(url, timeout=60, **more)


def post(url, data, **more):
    return requests.post(url, data=data, timeout=60, **more)


def answer_lines(form, link, number=1, **answers):
    """The check page of these answers."""
    data = {"number": number}
    for name, said in answers.items():
        data[f"answer.{form.advices[name]}"] = said
    return post(link + "/answers", data)


def confirm(form, link, check):
    return post(link + "/answers", {**hidden(check), "confirm": "yes"},
                allow_redirects=False)


def test_the_page_says_in_words_what_is_the_matter_and_what_it_costs(house):
    form = brakes_and_tyres(house)
    page = get(form.link())
    text = text_of(page)
    assert page.status_code == 200
    for part in ("Aan uw auto moet 1 punt worden hersteld; 1 punt om over na te denken.",
                 "Remblokken voor vervangen", "€ 289,00", "Wat als ik wacht?",
                 "De remweg wordt langer.", "Alles samen € 548,90",
                 "Akkoord", "Niet nu", "Bel mij", "Bijna op.", "LV 2,1 mm",
                 "Garage De Linde", "van 84 punten bevestigd",
                 "Rapport als PDF", "E-mail mij de gegevens"):
        assert part in text, part
    assert "GEHEIM" not in page.text and "<script" not in page.text
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r" style=| on\w+=", page.text)


def test_the_customer_approves_a_line_and_gets_a_confirmation(house):
    form = brakes_and_tyres(house)
    link = form.link()
    check = answer_lines(form, link, brakes="approve", tyres="later")
    text = text_of(check)
    assert "Controleer uw antwoorden" in text
    assert "Remblokken voor vervangen Akkoord · € 289,00" in text
    assert "U geeft akkoord voor € 289,00" in text
    assert not form.answers(), "checking is not answering"
    seen = len(house.mailbox.mails(form.email))
    done = confirm(form, link, check)
    assert done.status_code == 303
    page = text_of(get(house.base_url + done.headers["Location"]))
    assert "Uw antwoorden zijn bij de garage." in page
    assert "U koos: Akkoord (25 november 2026)" in page
    answers = form.answers()
    assert answers[form.advices["brakes"]]["answer"] == "approve"
    assert answers[form.advices["brakes"]]["by"] == "link"
    assert answers[form.advices["tyres"]]["answer"] == "later"
    house.mailbox.wait_for(form.email, seen + 1)
    again = confirm(form, link, check)
    assert again.status_code == 303
    house.settle()
    assert len(house.mailbox.mails(form.email)) == seen + 1, "pressing twice is once"


def test_nothing_chosen_is_said_above_the_form(house):
    form = brakes_and_tyres(house)
    again = answer_lines(form, form.link())
    assert again.status_code == 409
    assert "Kies bij minstens één advies een antwoord." in text_of(again)


def test_a_price_rise_asks_again_and_keeps_the_other_answers(house):
    form = brakes_and_tyres(house)
    link = form.link()
    check = answer_lines(form, link, brakes="approve", tyres="later")
    form.advise("brakes", "Remblokken voor vervangen", 31900)
    form.save()
    again = confirm(form, link, check)
    assert again.status_code == 409
    text = text_of(again)
    assert "De prijs was € 289,00 en is nu € 319,00." in text
    assert "Uw andere antwoorden staan er nog." in text
    tyres = form.advices["tyres"]
    assert f'name="answer.{tyres}" value="later" checked' in again.text
    assert f'name="answer.{form.advices["brakes"]}" value="approve" checked' not in again.text
    assert not form.answers()
    check = answer_lines(form, link, number=2, brakes="approve", tyres="later")
    assert confirm(form, link, check).status_code == 303
    assert form.answers()[form.advices["brakes"]]["price_cents"] == 31900


def test_a_lower_price_keeps_the_answer_as_it_was_read(house):
    form = brakes_and_tyres(house)
    link = form.link()
    check = answer_lines(form, link, brakes="approve")
    form.advise("brakes", "Remblokken voor vervangen", 19900)
    form.save()
    assert confirm(form, link, check).status_code == 303
    assert form.answers()[form.advices["brakes"]]["answer"] == "approve"


def test_an_approval_that_a_price_rise_voided_is_asked_again(house):
    form = brakes_and_tyres(house)
    link = form.link()
    confirm(form, link, answer_lines(form, link, brakes="approve"))
    form.advise("brakes", "Remblokken voor vervangen", 31900)
    form.save()
    text = text_of(get(link))
    assert "De prijs was € 289,00 en is nu € 319,00. Kiest u alstublieft opnieuw." in text
    assert "U koos: Akkoord" not in text


def test_still_being_adjusted_is_said_and_a_price_may_follow(house):
    form = Form(house)
    form.write(**{"head/prices_open": "yes"})
    form.advise("look", "Koelsysteem nader onderzoeken", 0, unit_price_cents=None)
    form.save()
    text = text_of(get(form.link()))
    assert "Nog in bewerking." in text and "prijs volgt" in text
    assert "plus 1 waarvan de prijs volgt" in text


def test_an_english_customer_reads_english(house):
    form = brakes_and_tyres(house, language="en")
    page = get(form.link())
    assert '<html lang="en">' in page.text
    assert "1 point of your car must be repaired; 1 point to think about." in text_of(page)
    assert "What if I wait?" in text_of(page) and "€289.00" in text_of(page)


def test_looking_changes_nothing_and_the_picture_tells_once(house):
    form = brakes_and_tyres(house)
    link = form.link()
    house.settle()
    before = form.now()
    for method in ("GET", "HEAD"):
        for path in ("", "/report.pdf"):
            assert requests.request(method, link + path, timeout=60).status_code == 200
    assert requests.head(link + "/seen.gif", timeout=60).status_code == 200
    for path in ("/answers", "/mail", "/appointment"):
        assert get(link + path).status_code in (404, 405)
    house.settle()
    assert form.now()["version"] == before["version"]
    seen = get(link + "/seen.gif")
    assert seen.headers["Content-Type"] == "image/gif" and seen.content[:6] == b"GIF89a"
    opened = eventually(lambda: (lambda now: now if now.get("opened_at") else None)(form.now()),
                        15, "opened")
    assert opened["status"] == "opened"
    get(link + "/seen.gif")
    house.settle()
    assert form.now()["version"] == opened["version"]


def test_a_link_nobody_gave_out_tells_nothing(house):
    form = brakes_and_tyres(house)
    link = form.link()
    wrong = link[:-1] + ("A" if link[-1] != "A" else "B")
    bodies = set()
    for url in (wrong, house.base_url + "/m/x", house.base_url + "/m/" + "A" * 43):
        answer = get(url)
        assert answer.status_code == 404
        bodies.add(text_of(answer))
        assert get(url + "/report.pdf").status_code == 404
        assert get(url + "/seen.gif").status_code == 404
        assert post(url + "/answers", {"number": 1}).status_code == 404
    assert len(bodies) == 1 and "Deze link werkt niet" in bodies.pop()


def test_a_link_expires(house):
    form = brakes_and_tyres(house)
    link = form.link()
    assert get(link).status_code == 200
    house.query("UPDATE gateway.link SET expires_at = now() - interval '1 hour'"
                " WHERE id = %s", form.id)
    assert get(link).status_code == 404


def test_the_report_is_there_as_pdf_for_customer_and_staff(house):
    form = brakes_and_tyres(house)
    pdf = get(form.link() + "/report.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    path = house.folder / "report.pdf"
    path.write_bytes(pdf.content)
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True,
                          check=True).stdout
    assert "Remblokken voor vervangen" in text and "GEHEIM" not in text
    staff = house.ina.call("GET", f"/v1/inspections/{form.id}/versions/1.pdf")
    assert staff.status_code == 200 and staff.content == pdf.content
    printed = house.ina.call("GET", f"/v1/inspections/{form.id}/print",
                             params={"revision": form.state["revision"]})
    assert printed.content == pdf.content
    assert house.ina.call("GET", f"/v1/inspections/{form.id}/versions/9.pdf") \
        .status_code == 404


def test_altijd_eerst_opslaan_voor_printen(house):
    form = Form(house)
    first = house.ina.call("GET", f"/v1/inspections/{form.id}/print")
    assert first.status_code == 409 and first.json()["code"] == "SAVE_FIRST"
    form.write(**{"head/remarks": "een"})
    form.save(mail=False)
    assert house.ina.call("GET", f"/v1/inspections/{form.id}/print").status_code == 200
    newer = house.ina.call("GET", f"/v1/inspections/{form.id}/print",
                           params={"revision": form.state["revision"] + 1})
    assert newer.status_code == 409
    form.write(**{"head/remarks": "twee"})
    again = house.ina.call("GET", f"/v1/inspections/{form.id}/print")
    assert again.status_code == 409 and again.json()["code"] == "SAVE_FIRST"


def test_email_mij_de_gegevens(house):
    form = brakes_and_tyres(house)
    link = form.link()
    seen = len(house.mailbox.mails(form.email))
    done = post(link + "/mail", {})
    assert "Wij sturen u de gegevens per e-mail." in text_of(done)
    house.mailbox.wait_for(form.email, seen + 1)


def test_an_appointment_is_asked_for_and_kept(house):
    form = brakes_and_tyres(house)
    done = post(form.link() + "/appointment", {
        "days": "dinsdag of donderdag", "part": "morning", "stay": "loan_car",
        "remarks": HOSTILE})
    assert "De garage neemt contact met u op." in text_of(done)
    wish = form.now()["wish"]
    assert wish["days"] == "dinsdag of donderdag" and wish["part"] == "morning"
    assert wish["stay"] == "loan_car" and wish["remarks"] == HOSTILE


LINES = "\r\n".join("abc" for _ in range(100))  # 399 characters, 498 bytes as it is sent


def test_lines_of_a_text_are_counted_as_a_browser_does(house):
    form = brakes_and_tyres(house)
    done = post(form.link() + "/appointment", {"days": "dinsdag", "remarks": LINES})
    assert "De garage neemt contact met u op." in text_of(done)
    assert form.now()["wish"]["remarks"] == LINES.replace("\r\n", "\n")


def test_too_long_a_wish_comes_back_as_it_was_typed(house):
    form = brakes_and_tyres(house)
    for long in (LINES + "\r\nnog", "é" * 401, "x" * 5000):
        again = post(form.link() + "/appointment", {"days": "dinsdag", "remarks": long})
        assert again.status_code == 400 and "Uw tekst is te lang" in text_of(again)
        assert 'value="dinsdag"' in again.text
        assert long.replace("\r\n", "\n") in html.unescape(again.text) or len(long) > 4000
    assert "wish" not in form.now()


def test_whatever_anybody_typed_is_shown_as_text(house):
    form = Form(house)
    form.write(**{"head/remarks": HOSTILE, "point/wipers/status": "advice",
                  "point/wipers/note": HOSTILE})
    form.advise("bad", HOSTILE, 100, waiting=HOSTILE)
    form.save()
    link = form.link()
    page = get(link)
    assert "<script" not in page.text and text_of(page).count("<script>alert('x')") == 4
    check = post(link + "/answers", {"number": 1, f"answer.{form.advices['bad']}": "call",
                                     f"reason.{form.advices['bad']}": HOSTILE})
    assert "<script" not in check.text
    assert confirm(form, link, check).status_code == 303
    assert form.answers()[form.advices["bad"]]["reason"] == HOSTILE


def test_too_long_a_reason_is_an_error_and_not_cut_off(house):
    form = brakes_and_tyres(house)
    advice = form.advices["brakes"]
    answer = post(form.link() + "/answers", {
        "number": 1, f"answer.{advice}": "later", f"reason.{advice}": "x" * 301})
    assert answer.status_code == 400 and "300" in answer.text
    assert not form.answers()


def test_a_photo_is_seen_only_through_the_link_of_its_form(house):
    photo = jpeg("remblok")
    name = name_of(photo)
    put = house.ina.call("PUT", f"/v1/photos/{name}", data=photo,
                         params={"from": 0, "of": len(photo)},
                         headers={"Content-Type": "application/octet-stream"})
    assert put.json()["complete"]
    form, other = brakes_and_tyres(house), brakes_and_tyres(house)
    form.write(**{f"point/brake_pads/photo/{name}": "Linksvoor"})
    form.save()
    page = get(form.link())
    assert f'/photos/{name}" alt="Linksvoor"' in page.text
    seen = get(f"{form.link()}/photos/{name}")
    assert seen.status_code == 200 and seen.headers["Content-Type"] == "image/jpeg"
    assert get(f"{other.link()}/photos/{name}").status_code == 404
    assert get(f"{form.link()}/photos/{'a' * 64}").status_code == 404


def test_a_customer_registers_the_car_for_the_inspection(house):
    form = Form(house)
    registration = str(uuid.uuid4())
    house.ina.ask("POST", "/v1/registrations", json={
        "registration_id": registration, "customer_id": customer(form.number)["customer_id"],
        "vehicle_id": form.car["vehicle_id"]})
    link = form.link()
    page = get(link)
    assert "Meld uw auto aan voor de inspectie" in text_of(page)
    assert "Subaru Forester" in text_of(page) and form.email in page.text
    wrong = post(link + "/register", {"email": "geen adres", "remarks": "Piept"})
    assert wrong.status_code == 400
    assert "Vul een geldig e-mailadres in" in text_of(wrong) and "Piept" in wrong.text
    long = post(link + "/register", {"email": "nieuw@voorbeeld.example", "remarks": "é" * 601})
    assert long.status_code == 400 and "Uw tekst is te lang" in text_of(long)
    assert 'href="#remarks"' in long.text and "é" * 601 in long.text
    assert 'value="nieuw@voorbeeld.example"' in long.text
    done = post(link + "/register", {"email": "nieuw@voorbeeld.example",
                                     "mobile": "06 12345678", "remarks": "Piept bij remmen"})
    assert "Dank u. Uw auto is aangemeld." in text_of(done)
    rows = house.ina.get("/v1/registrations")["registrations"]
    kept = next(row for row in rows if row["registration_id"] == registration)
    assert kept["status"] == "active" and kept["email"] == "nieuw@voorbeeld.example"
    assert kept["remarks"] == "Piept bij remmen"


def test_every_page_is_accessible_on_phone_tablet_and_desktop(house):
    """Chromium with scripts off draws them; axe finds nothing, in light and in dark."""
    pages = []
    for language in ("nl", "en"):
        form = brakes_and_tyres(house, language=language)
        form.write(**{"head/remarks": "Auto staat klaar.", "head/prices_open": "yes",
                      f"work/{uuid.uuid4()}/text": "Ruitensproeiervloeistof bijgevuld"})
        form.save()
        link = form.link()
        pages.append({"name": f"{language}-report", "url": link + "?said=wish", "unfold": True})
        if language == "nl":
            choose = [f'input[name="answer.{form.advices["brakes"]}"][value=approve]']
            forward = "button:not(.quiet)"
            pages += [
                {"name": "nl-folded", "url": link},
                {"name": "nl-check", "url": link, "choose": choose, "press": forward},
                {"name": "nl-problem", "url": link, "press": forward}]
        registration = str(uuid.uuid4())
        house.ina.ask("POST", "/v1/registrations", json={
            "registration_id": registration, "vehicle_id": form.car["vehicle_id"],
            "customer_id": customer(form.number)["customer_id"]})
        invited = eventually(lambda: (lambda new: new if new != link else None)(form.link()), 30,
                             "the invitation")
        pages.append({"name": f"{language}-register", "url": invited})
    pages.append({"name": "nl-no-link", "url": house.base_url + "/m/" + "A" * 43})
    folder = house.folder / "screens"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    look = subprocess.run(["node", pathlib.Path(__file__).with_name("look.mjs"), folder],
                          input=json.dumps(pages), capture_output=True, text=True,
                          timeout=600, check=False)
    assert look.returncode == 0, look.stderr
    assert look.stdout == ""
    assert len(list(folder.glob("*.png"))) == len(pages) * 4
