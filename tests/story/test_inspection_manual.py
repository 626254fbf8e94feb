# SPDX-License-Identifier: Apache-2.0
"""The manual's chapter "Voertuig inspectieformulier", sentence by sentence, with every
service: through the gateway as tablet and desk use it, the customer's page, the printed form
and the mailbox. docs/inspection.md says which sentence which test shows.
"""
import html
import json
import re
import subprocess
import uuid

import pytest

import garage
from polling import eventually, never
from tablet import Tablet, entry, get, link_in, post

STARTS = "2026-11-23 08:00:00"
TODAY = "2026-11-23"
SECRET = "Klant is ongeduldig, niet laten wachten"
SETTINGS = {"gateway": {"BEURT_CUSTOMER_POSTS_PER_MINUTE": "1000"}}


@pytest.fixture(scope="module")
def shop(story):
    seed = garage.seed(story.house.base_url)
    seed["dealers"][1]["entitlements"] = ["inspection"]
    seed["users"] += [garage.user("ina", "inspector", "NL-1"),
                      garage.user("ivo", "inspector", "NL-2"),
                      garage.user("nora", "manager", "NL-2")]
    story.house.seed(seed)
    story.ina, story.ivo = story.person("ina"), story.person("ivo")
    for inspector in (story.ina, story.ivo):
        eventually(lambda who=inspector: who.get("/v1/checklists")["checklists"], 30,
                   "the garage's checklist")
    return story


def car_of(shop, last="2026-06-01", code="NL-1"):
    """A car with its owner, known by the invoice of its last service."""
    car = garage.Car(code)
    dms = shop.dms if code == "NL-1" else shop.other_dms
    dms.publish(*garage.yearly_services(car, last, years=2))
    shop.settle()
    return car


def form_of(shop, car, portal=None, prefill="customer", date=TODAY, **more):
    portal = portal or shop.ina
    vehicle = entry(portal, plate=car.plate)["vehicle"]["id"]
    return Tablet(portal, date, prefill, vehicle_id=vehicle, **more)


def registered(shop, car, **facts):
    """What the public register says of the plate."""
    state = {"plate": car.plate, "version": 1, "checked_at": "2026-11-23T06:00:00Z",
             "recalls": [], **facts}
    headers = [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
               ("ce_type", "nl.beurt.register.state.v1"), ("ce_source", "/beurt/fleet"),
               ("ce_subject", car.plate), ("ce_time", state["checked_at"]),
               ("content-type", "application/json")]
    shop.dms.put(car.plate, json.dumps(state).encode(), headers, "register.state.v1")
    shop.dms.flush()
    shop.settle()


def text_of(answer):
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def page_of(shop, car):
    """The customer's page behind the newest mail, as text."""
    page = get(link_in(shop.mail(car)[-1]))
    assert page.status_code == 200
    return text_of(page).replace("\u00a0", " ")


def printed(shop, form):
    """The printed form as text."""
    answer = form.print_it()
    assert answer.status_code == 200, answer.text
    path = shop.house.folder / "printed.pdf"
    path.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, text=True,
                          capture_output=True).stdout
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def mails_of(shop, car):
    shop.settle()
    return shop.house.mailbox.mails(car.email)


# --- the three ways in --------------------------------------------------------------------

def test_met_uitnodiging_weergave_klantgegevens_van_de_bron_van_de_uitnodiging(shop):
    car = car_of(shop)
    match = entry(shop.ina, plate=car.plate)
    registration = str(uuid.uuid4())
    shop.ina.ask("POST", "/v1/registrations", json={
        "registration_id": registration, "vehicle_id": match["vehicle"]["id"],
        "customer_id": match["customer"]["id"]})
    link = link_in(shop.mail(car)[-1])
    address = f"thuis.{car.email}"
    done = post(f"{link}/register", {"email": address, "mobile": "06 12345678"})
    assert "Uw auto is aangemeld" in text_of(done)
    active = entry(shop.ina, plate=car.plate)["registration"]
    assert active["registration_id"] == registration and active["status"] == "active"
    form = form_of(shop, car, registration_id=registration)
    assert form.form["entry"] == "invited" and form.value("customer/email") == address
    assert form.value("vehicle/plate") == car.plate and form.value("vehicle/make")
    form.save()
    assert form.version(1)["form"]["customer_source"] == "invitation"


def test_zonder_uitnodiging_alsnog_een_inspectie_aanbieden(shop):
    car = car_of(shop)
    match = entry(shop.ina, plate=car.plate.lower())
    assert "registration" not in match and match["vehicle"]["plate"] == car.plate
    form = form_of(shop, car)
    assert form.form["entry"] == "uninvited"
    assert car.name_part in form.value("customer/name")
    form.save()
    assert form.version(1)["form"]["customer_source"] == "dms"


def test_zoeken_op_klantnummer_is_voor_itk_dealers(shop):
    car, other = car_of(shop), car_of(shop, code="NL-2")
    found = entry(shop.ina, customer=car.customer["number"])
    assert found["vehicle"]["plate"] == car.plate
    refused = shop.ivo.call("GET", "/v1/inspections/entry",
                            params={"customer": other.customer["number"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "ENTITLEMENT_MISSING")
    assert entry(shop.ivo, plate=other.plate)["vehicle"]["plate"] == other.plate


def test_eerder_ingevulde_formulieren_kunnen_worden_geraadpleegd(shop):
    car = car_of(shop)
    first = form_of(shop, car)
    first.save()
    known = entry(shop.ina, plate=car.plate)["forms"]
    assert [form["inspection_id"] for form in known] == [first.id]
    assert first.version(1)["form"]["vehicle"]["plate"] == car.plate


def test_starten_met_een_leeg_formulier(shop):
    form = Tablet(shop.ina, TODAY, "blank")
    assert {field["path"]: field["value"] for field in form.form["fields"]} == {
        "head/inspector": "Ina Bakker", "head/inspection_date": TODAY}
    assert not form.form.get("shown") and not form.form.get("recalls")
    form.write({"customer/name": "Mevrouw De Boer", "vehicle/plate": "16-RSX-7"})
    form.save()
    kept = form.version(1)["form"]
    assert kept["customer_source"] == "by_hand"
    assert kept["customer"]["name"] == "Mevrouw De Boer"


@pytest.mark.parametrize("path", ["head/inspector", "head/inspection_date"])
def test_naam_inspecteur_en_inspectiedatum_zijn_verplicht(shop, path):
    form = Tablet(shop.ina, TODAY, "blank")
    form.write({path: ""})
    refused = shop.ina.call("POST", f"{form.path}/versions", json={
        "seen_revision": form.form["revision"], "mail": False})
    assert not refused.ok and refused.json()["code"] == "FORM_INCOMPLETE"
    assert path in refused.json()["detail"]


def test_toon_alle_formulieren_en_bewerk_een_bestaand_formulier(shop):
    car = car_of(shop)
    form = form_of(shop, car, prefill="customer_all_ok")
    form.write({"point/wipers/note": "strepen"})
    form.save()
    listed = shop.ina.pages("/v1/inspections", "inspections", limit=2)
    assert form.id in {row["inspection_id"] for row in listed}
    assert len({row["inspection_id"] for row in listed}) == len(listed) > 2
    form.write({"point/wipers/note": "vervangen"})
    assert form.save()["number"] == 2
    notes = [next(point["note"] for point in form.version(number)["form"]["points"]
                  if point["point_id"] == "wipers") for number in (1, 2)]
    assert notes == ["strepen", "vervangen"], "each version stays as it was saved"
    assert [one["number"] for one in form.now()["versions"]] in ([1, 2], [2, 1])


# --- what stands on the form --------------------------------------------------------------

@pytest.mark.parametrize("date,day,stands", [
    ("2026-11-23", "2027-03-22", True), ("2026-11-23", "2027-03-23", False),
    ("2026-10-31", "2027-02-27", True), ("2026-10-31", "2027-02-28", False),
    ("2026-11-23", "2026-11-20", True)])
def test_wordt_alleen_weergegeven_indien_korter_dan_4_maanden_van_inspectiedatum(
        shop, date, day, stands):
    """APK and the mobility service at the borders: on the form, in print, for the customer."""
    car = car_of(shop)
    registered(shop, car, apk_expiry=day)
    form = form_of(shop, car, date=date)
    form.write({"head/mobility_date": day})
    form.save(mail=True)
    shown = {one["kind"]: one["date"] for one in form.version(1)["form"].get("shown", [])}
    assert {kind: shown.get(kind) for kind in ("apk", "mobility")} == (
        {"apk": day, "mobility": day} if stands else {"apk": None, "mobility": None})
    year, month, of_month = day.split("-")
    months = ("", "januari", "februari", "maart", *[""] * 7, "november")
    words = (f"{of_month}-{month}-{year}",
             f"{int(of_month)} {months[int(month)]} {year}")
    for text in (printed(shop, form), page_of(shop, car)):
        assert any(word in text for word in words) == stands, text[:3000]


@pytest.mark.parametrize("last,stands", [("2025-12-20", True), ("2026-08-01", False)])
def test_weergave_van_voorspellend_onderhoud(shop, last, stands):
    """Predicted from its invoices: a year after the last service."""
    car = car_of(shop, last)
    if stands:
        shop.row_of(car)
    form = form_of(shop, car)
    kinds = [one["kind"] for one in form.form.get("shown", [])]
    assert ("maintenance" in kinds) == stands


def test_wie_al_is_binnen_geweest_heeft_geen_onderhoud_te_goed(shop):
    car = car_of(shop, "2025-12-20")
    shop.row_of(car)
    assert [one["kind"] for one in entry(shop.ina, plate=car.plate)["shown"]] == ["maintenance"]
    shop.dms.publish(garage.invoice(car, TODAY, 60500))
    shop.settle()
    eventually(lambda: shop.find(car)["status"] == "removed", 30, "the car to be off the list")
    shop.settle()
    assert entry(shop.ina, plate=car.plate)["shown"] == []
    assert not form_of(shop, car).form.get("shown")


def test_zonder_gegevens_wordt_dit_item_niet_weergegeven(shop):
    car = car_of(shop, "2026-08-01")
    form = form_of(shop, car)
    form.save()
    kept = form.version(1)["form"]
    assert not kept.get("shown") and not kept.get("recalls")


def test_een_openstaande_recall_wordt_altijd_weergegeven(shop):
    car = car_of(shop, "2026-08-01")
    recall = {"code": "R/2026/014", "text": "Gordelspanner vervangen"}
    registered(shop, car, recalls=[recall])
    form = form_of(shop, car)
    assert form.form["recalls"] == [recall]
    form.save(mail=True)
    assert form.version(1)["form"]["recalls"] == [recall]
    assert "Gordelspanner vervangen" in printed(shop, form)
    assert "Gordelspanner vervangen" in page_of(shop, car)
    registered(shop, car, version=2)
    assert not form_of(shop, car).form.get("recalls"), "a settled one is gone"
    assert form.version(1)["form"]["recalls"] == [recall], "and stands in what was saved"


# --- saving, printing, mailing ------------------------------------------------------------

def test_voordat_u_een_formulier_print_dient_deze_altijd_eerst_te_worden_opgeslagen(shop):
    form = form_of(shop, car_of(shop))
    for step in ("never saved", "changed since"):
        refused = form.print_it()
        assert (refused.status_code, refused.json()["code"]) == (409, "SAVE_FIRST"), step
        form.save()
        assert form.print_it().headers["Content-Type"] == "application/pdf"
        form.write({"head/remarks": "nog iets"})
    stale = form.print_it(revision=form.form["revision"] - 1)
    assert stale.status_code == 409, "and what another tablet wrote counts too"


def test_klant_updates_ja_mailt_bij_formulier_opslaan_eens_per_versie(shop):
    car = car_of(shop)
    form = form_of(shop, car)
    form.write({"head/remarks": "eerste keer"})
    assert not form.save()["mailed"] and not mails_of(shop, car)
    form.write({"head/send_updates": "yes"})
    sent = 0
    for number, note in enumerate(("een", "twee", "drie"), 2):
        form.write({"point/wipers/note": note})
        saved = form.save()
        assert (saved["number"], saved["mailed"]) == (number, True)
        sent += 1
        assert len(shop.mail(car, sent)) == sent
    assert form.save()["number"] == 4, "nothing changed, nothing saved"
    form.write({"point/wipers/private": SECRET})
    saved = form.save()
    assert (saved["number"], saved["not_mailed"]) == (5, "nothing_changed")
    assert len(mails_of(shop, car)) == sent
    assert link_in(shop.mail(car)[-1]).startswith(shop.house.base_url)


def test_formulier_opties_en_prijzen_worden_nog_aangepast(shop):
    car = car_of(shop)
    form = form_of(shop, car)
    advice = form.advise("Lekkage koelsysteem nader onderzoeken")
    form.write({"head/prices_open": "yes"})
    assert form.save()["mailed"]
    assert "Nog in bewerking" in page_of(shop, car) and "prijs volgt" in page_of(shop, car)
    form.write({f"advice/{advice}/price_kind": "fixed",
                f"advice/{advice}/unit_price_cents": 31250})
    assert form.save()["mailed"], "a mail at each change while prices are adjusted"
    assert "312,50" in shop.mail(car, 2)[-1]["text"]
    form.write({"head/prices_open": "no"})
    form.save()
    page = page_of(shop, car)
    assert "Nog in bewerking" not in page and "€ 312,50" in page, "the last version is shown"


def test_adviezen_in_detail_en_als_totaalbedrag(shop):
    """In the mail after saving, on the customer's page and in print."""
    car = car_of(shop)
    form = form_of(shop, car)
    form.advise("Remblokken voor vervangen", 14450, quantity="2")
    form.advise("Banden achter vervangen", 25990)
    form.advise("Uitlaat nakijken")
    saved = form.save()
    assert (saved["mailed"], saved["total_cents"], saved["follows_count"]) == (True, 54890, 1)
    mail = shop.mail(car)[-1]["text"].replace("\u00a0", " ")
    for text in (mail, page_of(shop, car), printed(shop, form)):
        for part in ("Remblokken voor vervangen", "289,00", "Banden achter vervangen",
                     "259,90", "Uitlaat nakijken", "548,90"):
            assert part in text, f"{part}: {text[:3000]}"


def test_uitgevoerde_werkzaamheden_noteren_en_mee_printen(shop):
    car = car_of(shop)
    form = form_of(shop, car)
    form.save()
    form.write({f"work/{uuid.uuid4()}/text": "Ruitensproeiervloeistof bijgevuld"})
    form.save(mail=True)
    assert "Ruitensproeiervloeistof bijgevuld" in printed(shop, form)
    assert "Ruitensproeiervloeistof bijgevuld" in page_of(shop, car)


def test_de_gegevens_kunnen_opnieuw_worden_gemaild_via_email_mij_de_gegevens(shop):
    car = car_of(shop)
    form = form_of(shop, car)
    form.advise("Accu vervangen", 18900)
    form.save()
    first = shop.mail(car)[-1]
    post(link_in(first) + "/mail", {})
    again = shop.mail(car, 2)[-1]
    assert "Accu vervangen" in again["text"] and "189,00" in again["text"]
    assert link_in(again) == link_in(first)


def test_een_opmerking_voor_de_garage_bereikt_de_klant_niet(shop):
    """Not on the page, not in print, not in a mail, and not in a page's source."""
    car = car_of(shop)
    form = form_of(shop, car)
    form.write({"point/wipers/status": "advice", "point/wipers/note": "Strepen in beeld",
                "point/wipers/private": SECRET, "head/send_updates": "yes"})
    form.advise("Ruitenwissers vervangen", 3900, point="wipers")
    form.save()
    form.write({"point/wipers/note": "Strepen, ook achter"})
    form.save()
    mails = shop.mail(car, 2)
    link = link_in(mails[-1])
    post(link + "/mail", {})
    mails = shop.mail(car, 3)
    raw = [shop.house.mailbox.raw(mail["id"]).decode().replace("=\r\n", "") for mail in mails]
    for text in (get(link).text, printed(shop, form), *raw, str(mails)):
        assert SECRET not in text and "ongeduldig" not in text
    assert "Strepen, ook achter" in get(link).text
    assert form.now()["fields"] and SECRET in str(form.now()["fields"]), "the garage has it"


# --- following up -------------------------------------------------------------------------

def default_followup(shop, login, value):
    portal = shop.person(login)
    version = portal.get("/v1/settings")["version"]
    return portal.call("PUT", "/v1/settings", json={"default_followup": value},
                       headers={"If-Match": f'"{version}"'})


def advised(shop, code, portal):
    car = car_of(shop, "2026-11-18", code)
    form = form_of(shop, car, portal)
    form.advise("Remblokken vervangen", 24000)
    form.save()
    return car


def followup_of(shop, car, login):
    row = shop.find(car, login)
    return row if row and row["reason_group"] == "advice" else None


def test_opvolgvoorstellen_standaard_op_nee_en_op_ja_via_de_helpdesk(shop):
    refused = default_followup(shop, "nora", "yes")
    assert (refused.status_code, refused.json()["code"]) == (403, "HELPDESK_ONLY")
    shop.person("hulp").ask("PUT", "/v1/session", json={
        "dealer": "NL-2", "reason": "gevraagd door de garage"})
    assert default_followup(shop, "hulp", "yes").status_code == 200
    plain, wished = advised(shop, "NL-1", shop.ina), advised(shop, "NL-2", shop.ivo)
    shop.settle()
    never(lambda: followup_of(shop, plain, "sanne"), 0.5, "a follow-up in the week of saving")
    shop.clock.set_local("2026-11-30 08:00:00")
    for car, login, decision in ((plain, "sanne", "no"), (wished, "dirk", "yes")):
        row = eventually(lambda who=(car, login): followup_of(shop, *who), 30, "a follow-up")
        assert (row["list_week"], row["decision"], row["decision_source"]) == (
            "2026-W49", decision, "default")
