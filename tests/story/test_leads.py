# SPDX-License-Identifier: Apache-2.0
"""Nieuwe klanten via ons platform (iGarage manual): somebody who is no customer yet asks a
garage for something; the garage answers; who agreed to it stands on the weekly list as a
prospect, and whose first invoice comes is a conversion."""
import json
import re
import signal

import pytest
import requests

import garage
from conftest import OUT
from garage import APK, Car, invoice, moment
from pages import Visitor
from polling import eventually
from register_server import DATASETS, FUELS, VEHICLES

STARTS = "2026-11-23 08:00:00"  # Monday of week 48
REGISTER = OUT / "story" / "test_leads" / "register"
SETTINGS = {"fleet": {"BEURT_REGISTER_FOLDER": str(REGISTER)}}
CAR = Car()  # never at this garage before
CAR.plate = CAR.vehicle["plate"] = "H347FX"
NO_CONSENT = "K118LG"
MAIL = "nieuw@voorbeeld.example"


def write_register():
    REGISTER.mkdir(parents=True, exist_ok=True)
    for dataset in DATASETS:
        (REGISTER / f"{dataset}.json").write_text("[]")
    cars = [{"kenteken": plate, "voertuigsoort": "Personenauto", "merk": "SUBARU",
             "handelsbenaming": "FORESTER", "vervaldatum_apk_dt": "2027-02-03T00:00:00.000",
             "vervaldatum_apk": "20270203", "datum_eerste_toelating": "20190203",
             "datum_eerste_toelating_dt": "2019-02-03T00:00:00.000",
             "export_indicator": "Nee", "openstaande_terugroepactie_indicator": "Nee"}
            for plate in (CAR.plate, NO_CONSENT)]
    (REGISTER / f"{VEHICLES}.json").write_text(json.dumps(cars))
    (REGISTER / f"{FUELS}.json").write_text(json.dumps(
        [{"kenteken": car["kenteken"], "brandstof_omschrijving": "Benzine",
          "brandstof_volgnummer": "1"} for car in cars]))


write_register()


def settings(story, login, **change):
    person = story.person(login)
    version = person.get("/v1/settings")["version"]
    return person.ask("PUT", "/v1/settings", json=change,
                      headers={"If-Match": f'"{version}"'})


def link_in(mail):
    return re.search(r"https?://\S+?(/aanvraag/[A-Za-z0-9_-]+)", mail["text"])[1]


def ask(story, page, button="Aanvraag versturen", **more):
    return page.press(button, **{
        "plate": CAR.plate, "wish": "apk", "name": "Noor de Nieuwe", "email": MAIL,
        "phone": "06-12345678", "remark": "Kan het op zaterdag?", "reminders": "yes", **more})


def mails_of(story, address, subject):
    return [one for one in story.house.mailbox.mails(address)
            if subject in one["subject"]]


def mail_of(story, address, subject, deadline=60):
    return eventually(lambda: (mails_of(story, address, subject) or [None])[-1], deadline,
                      f"a mail about {subject} to {address}")


def leads(story, login="sanne", **params):
    return story.person(login).get("/v1/leads", params=params)["leads"]


def lead_of(story, plate, login="sanne", deadline=60, **wanted):
    def look():
        for status in (None, "customer", "lost"):
            for one in leads(story, login, **({"status": status} if status else {})):
                if one["plate"] == plate and all(one.get(k) == v for k, v in wanted.items()):
                    return one
        return None
    return eventually(look, deadline, f"a lead of {plate} with {wanted}")


def test_on_a_garages_own_page_somebody_asks_without_being_a_customer(story):
    page = Visitor(story.house.base_url).open("/garage/NL-1/aanmelden?lang=nl")
    assert page.status == 200 and "Garage De Linde" in page.text
    wrong = ask(story, Visitor(story.house.base_url).open("/garage/NL-1/aanmelden?lang=nl"),
                plate="geen kenteken")
    assert wrong.status == 400 and "geen Nederlands kenteken" in wrong.text
    assert 'value="Noor de Nieuwe"' in wrong.source
    assert Visitor(story.house.base_url).open("/garage/NL-404/aanmelden").status == 404
    ask(story, page)
    assert page.status == 200 and "Kijk in uw e-mail" in page.text


def test_nothing_reaches_the_garage_before_the_address_is_confirmed(story):
    mail = mail_of(story, MAIL, "Bevestig uw aanvraag")
    assert "Garage De Linde" in mail["text"]
    story.settle()
    assert leads(story) == []
    assert story.person("sanne").get("/v1/customers",
                                     params={"query": CAR.plate})["customers"] == []
    assert mails_of(story, "werkplaats@nl-1.example", "Nieuwe aanvraag") == []


def test_once_confirmed_the_garage_reads_who_which_car_and_what_about(story):
    mail = mail_of(story, MAIL, "Bevestig uw aanvraag")
    page = Visitor(story.house.base_url).open(link_in(mail))
    assert page.status == 200 and "H-347-FX" in page.text
    page.press("Ja, verstuur mijn aanvraag")
    assert page.status == 200 and "Uw aanvraag is verstuurd" in page.text
    lead = lead_of(story, CAR.plate, status="new")
    assert (lead["person"]["name"], lead["wish"], lead["remark"]) == \
        ("Noor de Nieuwe", "apk", "Kan het op zaterdag?")
    assert lead["plate_formatted"] == "H-347-FX" and lead["source"] == "page"
    told = mail_of(story, "werkplaats@nl-1.example", "Nieuwe aanvraag")
    assert "Noor de Nieuwe" in told["text"] and "Kan het op zaterdag?" in told["text"]
    known = eventually(lambda: lead_of(story, CAR.plate)["register"], 60,
                       "what the register says")
    assert known["apk_expiry"] == "2027-02-03"


def test_confirming_twice_is_once(story):
    mail = mail_of(story, MAIL, "Bevestig uw aanvraag")
    answer = requests.post(f"{story.house.base_url}{link_in(mail)}/bevestigen", timeout=60,
                           headers={"Origin": story.house.base_url,
                                    "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200
    story.settle()
    assert len(leads(story)) == 1
    assert len(mails_of(story, "werkplaats@nl-1.example", "Nieuwe aanvraag")) == 1


def test_another_garage_sees_nothing_of_it(story):
    assert leads(story, "dirk") == []
    lead = lead_of(story, CAR.plate)
    assert story.person("dirk").call("GET", f"/v1/leads/{lead['id']}").status_code == 404
    assert story.person("dirk").call(
        "DELETE", f"/v1/leads/{lead['id']}").status_code == 404


def test_the_garage_calls_and_the_time_to_the_first_answer_is_measured(story):
    lead = lead_of(story, CAR.plate)
    sanne = story.person("sanne")
    story.clock.set(moment("2026-11-23T07:45:00Z"))
    moved = sanne.ask("POST", f"/v1/leads/{lead['id']}/move", json={
        "status": "called", "note": "Belt terug over zaterdag",
        "expected_version": lead["version"]})
    assert (moved["status"], moved["moved_by"]) == ("called", "sanne")
    late = sanne.call("POST", f"/v1/leads/{lead['id']}/move", json={
        "status": "lost", "expected_version": lead["version"]})
    assert (late.status_code, late.json()["code"]) == (409, "VERSION_CONFLICT")
    own = sanne.call("POST", f"/v1/leads/{lead['id']}/move", json={"status": "customer"})
    assert (own.status_code, own.json()["code"]) == (400, "LEAD_STEP")
    figures = sanne.get("/v1/leads")["figures"]
    assert figures["counts"] == {"called": 1} and 40 <= figures["answer_minutes"] <= 50


def test_the_person_sees_how_it_stands(story):
    mail = mail_of(story, MAIL, "Uw aanvraag is bij Garage De Linde")
    page = Visitor(story.house.base_url).open(link_in(mail) + "?lang=nl")
    assert "de garage heeft contact met u opgenomen" in page.text
    assert CAR.plate not in page.text and "Noor" not in page.text


# --- who agreed to it stands on the weekly list --------------------------------------------
def without_consent(story):
    """Somebody who asks, and wants no reminders."""
    address = "zonder@voorbeeld.example"
    page = Visitor(story.house.base_url).open("/garage/NL-1/aanmelden?lang=nl")
    page.press("Aanvraag versturen", plate=NO_CONSENT, wish="question", name="Zonder Ja",
               email=address)
    mail = mail_of(story, address, "Bevestig uw aanvraag")
    Visitor(story.house.base_url).open(link_in(mail)).press("Ja, verstuur mijn aanvraag")
    return lead_of(story, NO_CONSENT)


def test_a_prospect_with_consent_and_a_known_apk_date_is_on_the_weekly_list(story):
    without_consent(story)
    row = story.row_of(CAR, deadline=60)
    assert [one["kind"] for one in row["reasons"]] == ["apk"]
    assert row["customer"]["prospect"] is True and row["decision"] == "yes"
    assert row["customer"]["name"] == "Noor de Nieuwe"
    eventually(lambda: lead_of(story, NO_CONSENT)["register"], 60, "the register's answer")
    story.settle()
    assert [one for one in story.rows() if one["vehicle"].get("plate") == NO_CONSENT] == []


def test_the_invitation_passes_the_same_gate_and_says_why_it_came(story):
    for at in ("2026-11-29T14:00:05Z", "2026-12-02T11:30:00Z"):
        story.clock.set(moment(at))
        story.settle()
    mail = eventually(lambda: [one for one in story.house.mailbox.mails(MAIL)
                               if "APK" in one["subject"]], 60, "the invitation")[-1]
    assert "omdat u Garage De Linde hebt gevraagd" in " ".join(mail["text"].split())
    assert "omdat u klant bent" not in mail["text"] and "/u/" in mail["text"]
    assert lead_of(story, CAR.plate, status="invited")
    assert story.house.mailbox.mails("zonder@voorbeeld.example")[-1]["subject"].startswith(
        "Uw aanvraag is bij")


def test_the_first_invoice_makes_a_customer_and_is_a_conversion(story):
    story.clock.set(moment("2026-12-11T09:00:00Z"))
    came = invoice(CAR, "2026-12-10", 61000, lines=APK)
    story.dms.publish(came)
    lead = lead_of(story, CAR.plate, status="customer")
    assert lead["became_on"] == "2026-12-10"
    sanne = story.person("sanne")
    visits = eventually(lambda: [one for one in sanne.pages("/v1/results/visits", "visits")
                                 if one["vehicle"].get("plate") == CAR.plate], 60,
                        "the conversion")
    assert visits[0]["value_cents"] == garage.net_of(came)
    found = eventually(lambda: (lambda all_: all_ if len(all_) == 1 else None)(
        sanne.get("/v1/customers", params={"query": CAR.plate})["customers"]), 60, "one customer")
    assert found[0]["name"] != "Noor de Nieuwe" and not found[0].get("prospect")
    assert sanne.get("/v1/customers", params={"query": "Noor de Nieuwe"})["customers"] == []


# --- among garages -------------------------------------------------------------------------
def test_a_car_owner_chooses_among_garages_that_take_new_customers(story):
    page = Visitor(story.house.base_url).open(
        "/garages?kenteken=K118LG&postcode=3511+AB&lang=nl")
    assert "nog geen garage bij u in de buurt" in page.text
    settings(story, "marja", leads_open=True, lead_emails=["balie@linde.example"])
    page.open("/garages?kenteken=K118LG&postcode=3511+AB&lang=nl")
    assert "Garage De Linde" in page.text and "Garage Van Dam" not in page.text
    nobody = Visitor(story.house.base_url).open("/garages?postcode=9711+AB&lang=nl")
    assert "Garage De Linde" not in nobody.text
    page.press("Aanvraag versturen", plate="L220KV", wish="tyres", name="Piet Kiest",
               email="kiest@voorbeeld.example")
    assert page.status == 400 and "Kies 1, 2 of 3 garages" in page.text
    page.press("Aanvraag versturen", plate="L220KV", wish="tyres", name="Piet Kiest",
               email="kiest@voorbeeld.example", **{"g_NL-1": "yes"})
    assert "Kijk in uw e-mail" in page.text
    mail = mail_of(story, "kiest@voorbeeld.example", "Bevestig uw aanvraag")
    page.open(link_in(mail)).press("Ja, verstuur mijn aanvraag")
    assert lead_of(story, "L220KV")["source"] == "platform"
    mail_of(story, "balie@linde.example", "Nieuwe aanvraag")
    assert leads(story, "dirk") == []


def test_who_takes_the_request_back_is_found_nowhere(story):
    mail = mail_of(story, "kiest@voorbeeld.example", "Uw aanvraag is bij")
    page = Visitor(story.house.base_url).open(link_in(mail))
    page.press("Mijn aanvraag intrekken")
    assert page.status == 200 and "gewist" in page.text
    story.settle()
    assert [one for one in leads(story) if one["plate"] == "L220KV"] == []
    eventually(lambda: story.person("sanne").get("/v1/customers", params={
        "query": "Piet Kiest"})["customers"] == [], 60, "nobody of that name")
    assert page.open(link_in(mail)).status == 404


def test_who_takes_it_back_before_the_answer_came_is_found_nowhere_either(story):
    """The request is under way to a garage's books that stand still for a while."""
    address, plate = "haast@voorbeeld.example", "W886GK"
    ask(story, Visitor(story.house.base_url).open("/garage/NL-1/aanmelden?lang=nl"),
        plate=plate, name="Hans Haast", email=address)
    page = Visitor(story.house.base_url).open(link_in(mail_of(story, address, "Bevestig uw")))
    story.settle()
    still = story.house.programs["reminder-1"]
    still.signal(signal.SIGSTOP)
    try:
        page.press("Ja, verstuur mijn aanvraag")
        assert page.status == 503
    finally:
        still.signal(signal.SIGCONT)
    mail_of(story, address, "Uw aanvraag is bij")
    page.open(link_in(mail_of(story, address, "Bevestig uw"))).press("Mijn aanvraag intrekken")
    assert page.status == 200 and "gewist" in page.text
    story.settle()
    assert [one for one in leads(story) if one["plate"] == plate] == []


# --- the garage's own file -----------------------------------------------------------------
HEAD = "naam;e-mail;straat;huisnummer;postcode;plaats;kenteken;grondslag;toestemming_op;bewijs\n"


def upload(story, *rows, login="marja"):
    return story.person(login).call(
        "POST", "/v1/leads/import", data=(HEAD + "".join(f"{row}\n" for row in rows)).encode(),
        headers={"Content-Type": "text/csv"})


def test_a_file_of_prospects_says_on_what_ground_each_is_kept(story):
    answer = upload(
        story, "An Akkoord;an@voorbeeld.example;;;;;P331TX;toestemming;2026-10-01;open dag",
        "Bo Belang;;Dorpsstraat;4;3511 AB;Utrecht;R442VZ;gerechtvaardigd belang;;",
        "Cas Zonder;;;;;;S553BF;gerechtvaardigd belang;;",
        "Dre Datum;dre@voorbeeld.example;;;;;T664DG;toestemming;;",
        f"Ee Klant;ee@voorbeeld.example;;;;;{CAR.plate};toestemming;2026-10-01;x",
        "Fie Later;fie@voorbeeld.example;;;;;V775FH;toestemming;2126-10-01;x")
    assert answer.status_code == 200, answer.text
    assert [(row["outcome"], row.get("code")) for row in answer.json()["rows"]] == [
        ("added", None), ("added", None), ("refused", "INTEREST_WITHOUT_ADDRESS"),
        ("refused", "CONSENT_WITHOUT_DAY"), ("known", "CUSTOMER"),
        ("refused", "CONSENT_IN_FUTURE")]
    again = upload(story, "An Akkoord;an@voorbeeld.example;;;;;P331TX;toestemming;2026-10-01;x")
    assert again.json()["rows"][0]["outcome"] == "known"
    assert lead_of(story, "P331TX")["reminders"] is True
    assert lead_of(story, "R442VZ")["basis"] == "legitimate_interest"


def test_a_row_without_a_ground_is_refused_with_its_line(story):
    wrong = upload(story, "Fé Fout;;;;;;V775FH;mag wel;;")
    assert wrong.status_code == 400 and "line 2" in wrong.json()["detail"]
    assert "grondslag" in wrong.json()["detail"]
    assert upload(story, "An;;;;;;V775FH;toestemming;;", login="sanne").status_code == 403


def test_who_agreed_in_the_file_stands_in_the_ledger(story):
    lead = lead_of(story, "P331TX")

    def granted():
        entries = story.person("sanne").get(
            f"/v1/customers/{lead['customer_id']}/consents")["entries"]
        return [one for one in entries if (one["purpose"], one["channel"]) ==
                ("reminder", "email") and one["state"] == "granted"]
    assert eventually(granted, 60, "the consent of the file")[0]["basis"] == "OPT_IN"
