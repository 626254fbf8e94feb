# SPDX-License-Identifier: Apache-2.0
"""The holder's own pages, with the whole house behind them: a garage gives a passport, the
customer activates it, logs in with a link, looks at the car and passes it on. Read without
a script, as a phone would; mails come from the mail catcher.
"""
import hashlib
import os
import pathlib
import re
import uuid

import pytest

import garage
from house import House
from inspections import customer, vehicle
from pages import Visitor
from polling import eventually
from test_customer_page import say
from test_photos import jpeg

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
SERVICES = ("inspection", "notification", "fleet", "gateway")


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_holder_pages", vendors=("autoflex",),
                  services=SERVICES)
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("ina", "inspector", "NL-1"))
        seed["dealers"][0]["opening"] = [{"weekday": day, "opens": "08:00", "closes": "17:00"}
                                         for day in range(1, 6)]
        house.seed(seed)
        house.ina = house.portal("ina", garage.PASSWORD)
        house.sanne = house.portal("sanne", garage.PASSWORD)
        house.dms = house.publisher("autoflex")
        house.numbers = iter(range(1, 1000))
        yield house
    house.drop_postgres()


class Holder:
    """Somebody to whom the garage gave a passport."""

    def __init__(self, house, **more):
        self.house, number = house, next(house.numbers)
        self.email = f"h{number}.{uuid.uuid4().hex[:8]}@voorbeeld.example"
        who, self.car = customer(number, email=self.email), vehicle(number, **more)
        say(house, "customer.state", who, who["customer_id"])
        say(house, "vehicle.state", self.car, self.car["vehicle_id"])
        house.settle()
        self.passport = str(uuid.uuid4())
        self.made = house.sanne.ask("POST", "/v1/passports", json={
            "passport_id": self.passport, "customer_id": who["customer_id"],
            "vehicle_id": self.car["vehicle_id"],
            "holder": {"email": self.email, "name": "Anna de Boer", "language": "nl"}})
        self.visitor = Visitor(house.base_url)

    def link(self, folder, email=None, count=1):
        """As it stands in the newest mail that has one."""
        email = email or self.email

        def newest():
            for mail in reversed(self.house.mailbox.mails(email)):
                raw = self.house.mailbox.raw(mail["id"]).decode().replace("=\r\n", "")
                found = re.search(rf"/{folder}/[A-Za-z0-9_-]{{20,}}", raw)
                if found and found[0] not in self.used:
                    self.used.add(found[0])
                    return found[0]
            return None
        return eventually(newest, 30, f"a mail to {email} with /{folder}/")

    @property
    def used(self):
        return self.house.__dict__.setdefault("used_links", set())

    def activate(self):
        self.visitor.open(self.link("activeren"))
        self.visitor.press("AutoPaspoort activeren", terms="yes")
        return self

    def log_in(self, email=None, visitor=None):
        visitor = visitor or self.visitor
        visitor.open("/inloggen").press("Stuur mij een inloglink", who=email or self.email)
        visitor.open(self.link("inloggen", email)).press("Inloggen")
        return visitor


@pytest.fixture(scope="module")
def anna(house):
    return Holder(house).activate()


def test_activation_shows_the_car_and_asks_for_the_terms(house):
    holder = Holder(house)
    page = holder.visitor.open(holder.link("activeren"))
    assert page.status == 200 and "Uw AutoPaspoort" in page.text
    assert holder.car["make"] in page.text and "Garage De Linde" in page.text
    assert page.forms[0].fields.get("reminders") is None, "consent is given, not taken"
    page.press("AutoPaspoort activeren")
    assert page.status == 400 and "voorwaarden" in page.text
    page.press("AutoPaspoort activeren", reminders="yes")
    assert page.forms[0].fields == {"reminders": "yes"}, "what was ticked stays so"
    page.press("AutoPaspoort activeren", reminders="yes", habit="yes")
    assert page.forms[0].fields == {"reminders": "yes", "habit": "yes"}
    page.press("AutoPaspoort activeren", terms="yes")
    assert page.status == 200 and "is actief" in page.text
    assert house.sanne.get(f"/v1/passports/{holder.passport}")["status"] == "active"


def test_a_log_in_link_works_by_its_button_once_and_in_this_browser(house, anna):
    page = anna.visitor.open("/mijn")
    assert page.at == "/inloggen", "who is not signed in is sent to the log-in page"
    page.press("Stuur mij een inloglink", who=anna.email)
    assert "Kijk in uw e-mail" in page.text
    link = anna.link("inloggen")
    assert Visitor(house.base_url).open(link).status == 404, "another browser"
    assert page.open(link).status == 200 and page.open(link).status == 200, "GET uses nothing"
    page.press("Inloggen")
    assert page.at == "/mijn" and anna.car["make"] in page.text
    assert page.open(link).status == 404, "used up"


def test_the_same_answer_for_an_address_nobody_has(house):
    page = Visitor(house.base_url).open("/inloggen")
    page.press("Stuur mij een inloglink", who="niemand@voorbeeld.example")
    assert page.status == 200 and "Kijk in uw e-mail" in page.text


def test_staff_log_in_on_the_same_page(house):
    page = Visitor(house.base_url).open("/inloggen")
    page.press("Inloggen", who="sanne", password="onzin")
    assert page.status == 403 and "kloppen niet" in page.text
    page.press("Inloggen", who="sanne", password=garage.PASSWORD)
    assert page.at == "/"


def test_a_form_from_another_site_is_refused(house):
    page = Visitor(house.base_url).open("/inloggen")
    answer = page.session.post(house.base_url + "/inloggen", data={"who": "x@y.example"},
                               headers={"Origin": "https://elders.example"}, timeout=60)
    assert answer.status_code == 403


def test_the_car_page_says_how_the_car_stands(house, anna):
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}")
    assert page.status == 200
    for words in ("Uw auto is in orde", "Adviezen", "Afspraak", "Verwacht onderhoud",
                  "Wat er is gedaan", "Wie dit mag zien", "Garage De Linde"):
        assert words in page.text, words
    order = [page.text.index(words) for words in
             ("Adviezen", "Afspraak", "Verwacht onderhoud", "Wat er is gedaan",
              "lampje op uw dashboard", "Wie dit mag zien", "niet meer van mij")]
    assert order == sorted(order)
    assert page.source.count("<script") == page.source.count('<script src="/mijn.js" defer') == 1
    assert " style=" not in page.source


def test_somebody_elses_car_is_not_there(house, anna):
    other = Holder(house).activate()
    page = anna.log_in().open(f"/mijn/auto/{other.passport}")
    assert page.status == 404 and other.car["plate"] not in page.text
    for path in ("/overdragen", "/lampje"):
        assert page.open(f"/mijn/auto/{other.passport}{path}").status == 404


def test_a_light_of_ones_own_car(house, anna):
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}/lampje?q=olie+rood")
    assert "Oliedruk" in page.text and "Roetfilter" not in page.text
    page.open(f"/mijn/auto/{anna.passport}/lampje/oil_pressure")
    assert "Stop nu" in page.text and "tel:" in page.source
    assert page.open(f"/mijn/auto/{anna.passport}/lampje/none").status == 404


@pytest.fixture
def logo(house):
    """Garage De Linde has a logo, for one story; the address of its picture."""
    picture = jpeg("de linde")
    name = hashlib.sha256(picture).hexdigest()
    house.ina.ask("PUT", f"/v1/photos/{name}", params={"from": 0, "of": len(picture)},
                  data=picture, headers={"Content-Type": "application/octet-stream"})
    marja = house.portal("marja", garage.PASSWORD)

    def show(value):
        version = marja.get("/v1/settings")["version"]
        marja.ask("PUT", "/v1/settings", json={"logo": value},
                  headers={"If-Match": f'"{version}"'})
    show(name)
    yield f"/garage/NL-1/logo/{name}"
    show("")


def test_a_holder_sees_the_logo_of_the_garage(house, logo):
    anna, bram = Holder(house), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    picture = f'<img class="logo" src="{logo}" alt="Garage De Linde">'
    assert picture in anna.visitor.open(anna.link("activeren")).source
    anna.visitor.press("AutoPaspoort activeren", terms="yes")
    form, _advice = inspected(house, anna)
    page = anna.log_in()
    of_car = f"/mijn/auto/{anna.passport}"
    for place in ("/mijn", "/mijn/gegevens", of_car, f"{of_car}/afspraak", f"{of_car}/lampje",
                  f"{of_car}/rapport/{form}", f"{of_car}/overdragen"):
        assert picture in page.open(place).source, place
    assert page.open(logo).answer.headers["Content-Type"] == "image/jpeg"
    page.open(f"{of_car}/overdragen").press("Auto aanbieden", name="Bram", email=bram,
                                            sure="yes")
    new = Visitor(house.base_url).open(anna.link("overdracht", bram))
    assert picture in new.source


def test_a_garage_without_a_logo_has_its_name_there(house):
    page = Holder(house).activate().log_in().open("/mijn")
    assert '<b>Garage De Linde</b>' in page.source and 'class="logo"' not in page.source


def test_a_car_passes_to_a_new_owner_who_accepts(house):
    anna, bram = Holder(house).activate(), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}/overdragen")
    page.press("Auto aanbieden", name="Bram", email=bram)
    assert page.status == 400 and "zeker" in page.text
    page.press("Auto aanbieden", name="Bram", email=bram, sure="yes")
    assert page.status == 200 and "nieuwe eigenaar een e-mail" in page.text
    new = Visitor(house.base_url).open(anna.link("overdracht", bram))
    assert "Prijzen van vroeger komen niet mee" in new.text
    assert not any("Ja, ik neem" in button[0] for form in new.forms for button in form.buttons)
    new.press("Stuur mij een inloglink")
    new.open(anna.link("inloggen", bram)).press("Inloggen")
    assert "aangeboden" in new.text
    offer = next(link for link in new.links if link.startswith("/mijn/overdracht/"))
    assert "Garage De Linde" in new.open(offer).text
    new.press("Ja, ik neem de auto aan")
    assert new.at == "/mijn" and anna.car["make"] in new.text
    assert new.open(f"/mijn/auto/{anna.passport}").status == 200
    assert page.open(f"/mijn/auto/{anna.passport}").status == 404
    assert page.open("/mijn").text.count(anna.car["make"]) == 0


def test_an_offer_is_declined_by_its_link_alone(house):
    anna, bram = Holder(house).activate(), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    anna.log_in().open(f"/mijn/auto/{anna.passport}/overdragen")
    anna.visitor.press("Auto aanbieden", name="Bram", email=bram, sure="yes")
    new = Visitor(house.base_url).open(anna.link("overdracht", bram)).press("Nee, dank u")
    assert new.status == 200 and "niet aangenomen" in new.text
    assert anna.visitor.open(f"/mijn/auto/{anna.passport}").status == 200


def test_who_offered_it_takes_it_back(house):
    anna, bram = Holder(house).activate(), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}/overdragen")
    page.press("Auto aanbieden", name="Bram", email=bram, sure="yes")
    page.open(next(link for link in page.links if link.startswith("/mijn/overdracht/")))
    assert bram in page.text
    page.press("Aanbod intrekken")
    assert page.at == "/mijn" and "ingetrokken" in page.text


def test_this_car_is_not_mine_any_more(house):
    anna = Holder(house).activate()
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}")
    page.press("Deze auto is niet meer van mij")
    assert page.status == 400 and "niets veranderd" in page.text
    page.open(f"/mijn/auto/{anna.passport}").press("Deze auto is niet meer", sure="yes")
    assert page.at == "/mijn" and anna.car["make"] not in page.text


def test_links_that_were_never_given_out_open_nothing(house):
    page = Visitor(house.base_url)
    for folder in ("activeren", "wagenpark", "adres", "overdracht", "inloggen"):
        assert page.open(f"/{folder}/{'x' * 43}").status == 404, folder
        assert "Traceback" not in page.text and "problem" not in page.source


def test_ones_own_details_are_corrected_and_taken_along(house):
    anna = Holder(house).activate()
    page = anna.log_in().open("/mijn/gegevens")
    page.press("Opslaan", name="Anna Bakker", city="Gouda", language="en")
    assert page.at == "/mijn/gegevens" and "Your details are saved" in page.text
    assert page.forms[1].fields["name"] == "Anna Bakker"
    page.press("Save", name="")
    assert page.status == 400 and "Enter your name" in page.text
    answer = page.session.get(house.base_url + "/mijn/gegevens/download", timeout=60)
    assert answer.json()["party"]["city"] == "Gouda"
    assert [car["plate"] for car in answer.json()["cars"]] == [anna.car["plate"]]


def test_another_address_holds_once_its_link_is_used(house):
    anna = Holder(house).activate()
    new = f"n.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    page = anna.log_in().open("/mijn/gegevens")
    page.press("Stuur een link naar dit adres", email="geen adres")
    assert page.status == 400
    page.press("Stuur een link naar dit adres", email=new)
    assert new in page.text and anna.email in page.text
    page = Visitor(house.base_url).open(anna.link("adres", new)).press("Dit adres is van mij")
    assert page.status == 200 and "veranderd" in page.text
    assert anna.log_in(new, Visitor(house.base_url)).at == "/mijn"


def test_a_password_may_be_chosen(house):
    anna = Holder(house).activate()
    page = anna.log_in().open("/mijn/gegevens")
    form = next(one for one in page.forms if one.action.endswith("wachtwoord"))
    assert "current" not in form.fields
    send = {"Origin": house.base_url}
    for password, status in (("kort", 400), ("vier woorden achter elkaar", 200)):
        answer = page.session.post(house.base_url + form.action, data={"password": password},
                                   headers=send, timeout=60)
        assert answer.status_code == status, answer.text
    other = Visitor(house.base_url).open("/inloggen")
    other.press("Inloggen", who=anna.email, password="vier woorden achter elkaar")
    assert other.at == "/mijn"


def inspected(house, holder, cents=28900):
    """A saved report of the holder's car with one needed advice."""
    form, advice = str(uuid.uuid4()), str(uuid.uuid4())
    eventually(lambda: house.ina.get("/v1/checklists")["checklists"], 30, "checklist")
    state = house.ina.ask("POST", "/v1/inspections", json={
        "inspection_id": form, "device": str(uuid.uuid4()), "prefill": "customer",
        "vehicle_id": holder.car["vehicle_id"], "inspector": "M. Bakker",
        "inspection_date": "2026-11-25"})
    fields = {"text": "Remblokken voor vervangen", "quantity": "1", "severity": "necessary",
              "unit_price_cents": cents, "price_kind": "fixed", "vat_percent": "21",
              "urgency": "now", "point": "brake_pads"}
    writes = [{"counter": n, "path": f"advice/{advice}/{leaf}", "value": str(value)}
              for n, (leaf, value) in enumerate(fields.items(), 1)]
    writes.append({"counter": 50, "path": "point/brake_pads/note", "value": "Bijna op, Anna."})
    device = str(uuid.uuid4())
    state = house.ina.ask("PUT", f"/v1/inspections/{form}", json={
        "device": device, "seen_revision": state["revision"], "writes": writes})
    house.ina.ask("POST", f"/v1/inspections/{form}/versions",
                  json={"seen_revision": state["revision"], "mail": False})
    return form, advice


def test_an_advice_is_approved_from_ones_own_pages(house):
    anna = Holder(house).activate()
    form, advice = inspected(house, anna)
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}")
    assert "Uw auto heeft aandacht nodig" in page.text
    assert "Remblokken voor vervangen" in page.text and "€ 289,00" in page.text
    page.open(f"/mijn/auto/{anna.passport}/rapport/{form}")
    assert page.status == 200 and "Bijna op, Anna." in page.text
    page.press("Verder: antwoorden nakijken", **{f"answer.{advice}": "approve"})
    page.press("Bevestigen")
    assert page.at == f"/mijn/auto/{anna.passport}/rapport/{form}" and "Dank u" in page.text
    answer = house.ina.get(f"/v1/inspections/{form}")["answers"][0]
    assert answer["answer"] == "approve" and answer["price_cents"] == 28900
    assert "aandacht nodig" not in page.open(f"/mijn/auto/{anna.passport}").text
    other = Holder(house).activate()
    assert other.log_in().open(f"/mijn/auto/{other.passport}/rapport/{form}").status == 404


def test_a_new_owner_reads_old_reports_without_prices_and_remarks(house):
    anna, bram = Holder(house).activate(), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    form, advice = inspected(house, anna)
    anna.log_in().open(f"/mijn/auto/{anna.passport}/overdragen")
    anna.visitor.press("Auto aanbieden", name="Bram", email=bram, sure="yes")
    house.clock.set_local("2026-11-27 10:00:00")
    new = Visitor(house.base_url).open(anna.link("overdracht", bram))
    new.press("Stuur mij een inloglink")
    new.open(anna.link("inloggen", bram)).press("Inloggen")
    new.open(next(one for one in new.links if one.startswith("/mijn/overdracht/")))
    new.press("Ja, ik neem de auto aan")
    page = new.open(f"/mijn/auto/{anna.passport}/rapport/{form}")
    assert page.status == 200 and "Remblokken voor vervangen" in page.text
    for secret in ("289", "Bijna op", "Anna"):
        assert secret not in page.text, secret
    assert new.open(f"/mijn/auto/{anna.passport}/rapport/{form}/report.pdf").status == 404
    assert "289" not in new.open(f"/mijn/auto/{anna.passport}").text
    refused = new.session.post(
        f"{house.base_url}/mijn/auto/{anna.passport}/rapport/{form}/answers", timeout=60,
        data={"number": 1, f"answer.{advice}": "approve", "confirm": "yes"},
        headers={"Origin": house.base_url})
    assert refused.status_code == 403
    assert house.ina.get(f"/v1/inspections/{form}")["answers"] == []


def test_an_appointment_is_booked_with_the_light_that_is_on(house):
    anna = Holder(house).activate()
    page = anna.log_in().open(f"/mijn/auto/{anna.passport}/lampje/abs?path=1")
    page.open(next(one for one in page.links if "/afspraak?" in one))
    assert "ABS" in page.forms[-1].fields["remarks"]
    lines = "\n".join(["ABS", *("é" * 5 for _ in range(99)), "x" * 2])  # 600 characters
    slot = next(one for one in page.forms[-1].buttons if one[1] == "slot")
    page.press(slot[0], remarks=lines.replace("\n", "\r\n") + "x")
    assert page.status == 409 and "Uw tekst is te lang" in page.text
    assert page.forms[-1].fields["remarks"].split() == (lines + "x").split()
    slot = next(one for one in page.forms[-1].buttons if one[1] == "slot")
    page.press(slot[0], remarks=lines.replace("\n", "\r\n"))
    assert page.at == f"/mijn/auto/{anna.passport}", page.text
    assert "Uw afspraak staat vast" in page.text
    assert slot[2][-5:] in page.text, "the appointment stands on the car's page"
    booked = house.sanne.get("/v1/appointments")["appointments"]
    mine = [one for one in booked if one.get("passport_id") == anna.passport]
    assert [one["remarks"] for one in mine] == [lines]


def now(house):
    return house.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def remind(house, holder, **more):
    """The garage's customer is reminded of the APK of this car."""
    intent = str(uuid.uuid4())
    say(house, "notification.requested", {
        "intent_id": intent, "dealer": "NL-1", "customer_id": holder.car["customer_id"],
        "vehicle_id": holder.car["vehicle_id"], "purpose": "service",
        "message_class": "service", "template": "apk", "channel": "email",
        "not_before": now(house), "not_after": "2026-12-20T10:00:00.000Z",
        "params": {"plate": holder.car["plate"], "reason_kinds": ["apk"],
                   "apk_expiry": "2026-12-20"}, **more}, holder.car["customer_id"])
    return intent


def messages(page, holder):
    """What stands under the heading, in the page's own order."""
    text = page.open(f"/mijn/auto/{holder.passport}").source
    part = text.split("Berichten over deze auto")[1].split("<h2")[0]
    return [re.sub(r"<[^>]+>|\s+", " ", line).strip()
            for line in re.findall(r"<li>(.*?)</li>", part, re.S)]


def test_de_bestuurder_ziet_welke_meldingen_en_herinneringen_zijn_verstuurd(house):
    anna, other = Holder(house).activate(), Holder(house).activate()
    page = anna.log_in()
    intent = remind(house, anna)
    remind(house, other)
    seen = eventually(lambda: (lambda found: found if any("APK" in one for one in found)
                               else None)(messages(page, anna)), 30, "the reminder")
    assert len([one for one in seen if "Herinnering aan de APK" in one]) == 1, seen
    assert "Garage De Linde · per e-mail, verstuurd" in re.sub(" +", " ", seen[0]), seen
    assert any("Uw AutoPaspoort" in one for one in seen), "the invitation is told too"
    say(house, "notification.outcome", {
        "intent_id": intent, "sequence": 2, "dealer": "NL-1",
        "customer_id": anna.car["customer_id"], "vehicle_id": anna.car["vehicle_id"],
        "channel": "email", "outcome": "bounced", "reason": "HARD_BOUNCE",
        "template": "apk", "at": now(house), "attempts": 1},
        anna.car["customer_id"])
    eventually(lambda: any("APK" in one and "niet aangekomen" in one
                           for one in messages(page, anna)), 30, "the bounce")


def test_a_new_owner_reads_nothing_that_was_sent_to_the_one_before(house):
    anna, bram = Holder(house).activate(), f"b.{uuid.uuid4().hex[:8]}@voorbeeld.example"
    remind(house, anna)
    page = anna.log_in()
    eventually(lambda: any("APK" in one for one in messages(page, anna)), 30, "the reminder")
    page.open(f"/mijn/auto/{anna.passport}/overdragen")
    page.press("Auto aanbieden", name="Bram", email=bram, sure="yes")
    new = Visitor(house.base_url).open(anna.link("overdracht", bram))
    new.press("Stuur mij een inloglink")
    new.open(anna.link("inloggen", bram)).press("Inloggen")
    new.open(next(one for one in new.links if one.startswith("/mijn/overdracht/")))
    new.press("Ja, ik neem de auto aan")
    done = eventually(lambda: messages(new, anna), 30, "the news that it is done")
    assert not any("APK" in one or "Paspoort" in one or "Een auto voor u" in one
                   for one in done), done
