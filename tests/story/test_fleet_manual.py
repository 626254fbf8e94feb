# SPDX-License-Identifier: Apache-2.0
"""The fleet account's manual through the whole house: letters are read in the mailbox, pages
without a script, as the manager, the driver and the garage of one fleet would.

One story in order: the last test moves the clock to when letters of the week go out.
"""
import pytest

import garage
from polling import eventually
from riders import SECONDS, Riders, new_id
from tablet import Tablet, entry

STARTS = "2026-11-23 08:00:00"
MANAGER = "vloot@abc.example"
BEA = "bea@abc.example"  # drives a car whose customer at the garage is somebody else
APK = "2026-12-20"
DUE = "2026-11-30"  # a year after the service of 2025 is 2 December: half come before


def car_with_history(story, **vehicle):
    car = garage.Car()
    car.vehicle |= vehicle
    story.dms.publish(*garage.yearly_services(car, "2025-12-01"))
    return car


@pytest.fixture(scope="module")
def abc(workshop_day):
    """Bedrijf abc: the manager's own car, one that is driven, one that will be called in."""
    riders = Riders(workshop_day)
    riders.open_doors()
    riders.driven = car_with_history(workshop_day, apk_expiry=APK)
    riders.called = car_with_history(workshop_day)
    workshop_day.settle()
    riders.fleet_id, riders.anchor, riders.manager = riders.fleet(
        workshop_day.car, "Bedrijf abc", MANAGER)
    riders.passport_id, riders.driver = riders.holder(riders.driven, fleet_id=riders.fleet_id)
    riders.give(riders.called, fleet_id=riders.fleet_id,
                holder={"email": BEA, "name": "Bea Bestuurder"})
    riders.person(BEA).activate(reminders="yes")
    return riders


def on_the_dashboard(abc, passport=None):
    cars = {one["passport_id"]: one for one in
            abc.manager.get("/v1/fleet/vehicles")["vehicles"]}
    return cars[passport] if passport else cars


def at_the_garage(abc, passport):
    """The row of Actie under Wagenpark klanten."""
    cars = abc.desk.get(f"/v1/fleets/{abc.fleet_id}/vehicles")["vehicles"]
    return next(one for one in cars if one["passport_id"] == passport)


def own_page(abc, rest=""):
    return abc.driver.visitor.open(f"/mijn/auto/{abc.passport_id}{rest}")


def shown(car):
    """As on the plate: G-012-HJ."""
    return f"{car.plate[0]}-{car.plate[1:4]}-{car.plate[4:]}"


# --- 1. the account ---

def test_een_eigen_dashboard_met_inzicht_over_de_status_van_hun_voertuigen(abc):
    cars = on_the_dashboard(abc)
    assert {one["plate"] for one in cars.values()} == {
        abc.story.car.plate, abc.driven.plate, abc.called.plate}
    car = cars[abc.passport_id]
    assert (car["driver"], car["status"], car["garage"], car["apk_expiry"]) == (
        f"J. {abc.driven.name_part}", "active", "Garage De Linde", APK)
    assert car["odometer_km"] and car["next_service"] == DUE
    tiles = abc.manager.get("/v1/fleet/vehicles")["tiles"]
    assert tiles["cars"] == 3 and tiles["apk"] == 1


def test_het_account_is_gekoppeld_aan_de_auto_van_de_wagenparkbeheerder(abc):
    anchor = abc.passport(abc.anchor)
    assert anchor["anchors_fleet"] == abc.fleet_id
    assert anchor["fleet"] == {"fleet_id": abc.fleet_id, "name": "Bedrijf abc"}
    assert anchor["driver"]["email"] == abc.story.car.email, "who still drives it"
    assert "anchors_fleet" not in abc.passport(abc.passport_id)


def test_de_beheerder_ontvangt_een_e_mail_met_de_login_gegevens(abc):
    """A link that shows the address, and never a password."""
    letter = abc.manager.mails()[0]
    assert "Bedrijf abc staat klaar" in letter["subject"]
    assert "wachtwoord" not in letter["text"].lower()
    link, = abc.manager.links("/wagenpark/")
    assert abc.person("iemand@anders.example").visitor.open(link).status == 404, "used"


def test_inloggen_in_het_dashboard_via_login_autopaspoort(abc):
    """One page for all; who one is decides where it leads."""
    assert abc.person(MANAGER).enter().at == "/wagenpark/"
    page = abc.person(abc.driven.email).enter()
    assert page.at == "/mijn" and shown(abc.driven) in page.text
    page = abc.person("sanne").visitor.open("/inloggen")
    assert page.press("Inloggen", who="sanne", password=garage.PASSWORD).at == "/"


def test_let_op_eerst_helemaal_inrichten_en_daarna_de_inloggegevens_verstrekken(abc):
    """What the garage hands over is the link: nobody else knows how the manager logs in."""
    passport, _ = abc.holder(settled(abc, car_with_history(abc.story)))
    fleet, balie = new_id(), abc.person("balie@linde.example")
    abc.desk.ask("POST", "/v1/fleets", json={
        "fleet_id": fleet, "passport_id": passport, "name": "Later B.V.", "staging": True,
        "manager": {"email": balie.email, "name": "Balie De Linde"}})
    assert balie.mails() == [] and balie.enter().at == "/wagenpark/"
    arranged = balie.get("/v1/fleet")
    balie.ask("PUT", "/v1/fleet", json={"approval_limit_cents": 25000},
              headers={"If-Match": f'"{arranged["version"]}"'})
    chef = abc.person("chef@later.example")
    abc.desk.ask("PUT", f"/v1/fleets/{fleet}/address",
                 json={"email": chef.email, "name": "Chef Later"})
    page = chef.follow("/wagenpark/")
    assert "Chef Later" in page.text and balie.get("/v1/fleet")["status"] == "staging"
    page.press("Account activeren", terms="yes")
    assert "is actief" in page.text
    assert balie.call("GET", "/v1/fleet").status_code == 401
    assert chef.enter().at == "/wagenpark/"
    account = chef.get("/v1/fleet")
    assert (account["status"], account["approval_limit_cents"]) == ("active", 25000)
    assert [one["email"] for one in account["managers"]] == [chef.email]


def settled(abc, car):
    abc.story.settle()
    return car


# --- 2. and 3. at the garage ---

def test_contactgegevens_rijgedrag_en_eigenaar_details(abc):
    """The fields of figure 2: who drives, who owns, where they live, how they drive."""
    car = settled(abc, car_with_history(abc.story))
    passport = abc.give(car, street="Kade 3", postcode="2801 AB", city="Gouda", country="NL",
                        company="Bakkerij Broos", driving_habit="towing",
                        owner={"email": "lease@maat.example", "name": "Leasemaat"})
    made = abc.passport(passport)
    driver, owner = made["driver"], made["owner"]
    assert [driver[name] for name in ("street", "postcode", "city", "country", "company")] == [
        "Kade 3", "2801 AB", "Gouda", "NL", "Bakkerij Broos"]
    assert (driver["email"], owner["name"]) == (car.email, "Leasemaat")
    assert "driving_habit" not in made, "not before the driver agrees"
    page = abc.person(car.email).follow("/activeren/")
    page.press("AutoPaspoort activeren", terms="yes", habit="yes")
    eventually(lambda: abc.passport(passport).get("driving_habit") == "towing", SECONDS,
               "the driving habit")


def test_wagenpark_klanten_actie_klantprofielen_en_onderhoudsstatus(abc):
    account, = abc.desk.get("/v1/fleets", params={"query": "bedrijf a"})["fleets"]
    assert (account["fleet_id"], account["vehicles_count"]) == (abc.fleet_id, 3)
    row = at_the_garage(abc, abc.passport_id)
    assert (row["plate"], row["apk_expiry"]) == (abc.driven.plate, APK)
    assert row["next_service"] == DUE
    for typed in (shown(abc.driven), f" {abc.driven.plate.lower()}"):
        found, = abc.desk.get("/v1/passports", params={"query": typed})["passports"]
        assert found["passport_id"] == abc.passport_id, "however the plate is typed"
    profile = abc.desk.get(f"/v1/customers/{row['customer']['id']}")
    assert abc.driven.name_part in profile["name"]
    assert abc.driven.plate in {one["plate"] for one in profile["vehicles"]}


# --- 4. the driver ---

def test_de_bestuurder_inzicht_in_te_verwachte_onderhoud_status_en_historie(abc):
    page = own_page(abc)
    assert "Uw auto is in orde" in page.text and "Bedrijf abc" in page.text
    assert "APK geldig tot en met 20 december 2026" in page.text
    expected = page.text.partition("Verwacht onderhoud in 12 maanden")[2]
    assert expected.index("rond") < expected.index("Wat er is gedaan")
    assert "1 december 2025 Grote beurt" in page.text
    assert "€" not in page.text, "the fleet's money is not the driver's"


def test_de_bestuurder_onbekend_lampje_op_je_dashboard(abc):
    """From a sign, through questions, to what to do; and the appointment knows the light."""
    page = own_page(abc, "/lampje?q=olie+rood")
    assert "Oliedruk" in page.text and "Roetfilter" not in page.text
    page.open(f"/mijn/auto/{abc.passport_id}/lampje/oil_pressure")
    assert "Stop nu" in page.text and "tel:" in page.source


def test_let_op_de_bestuurder_draagt_een_wagenparkauto_niet_over(abc):
    """The driver's page does not offer it, and who asks all the same is told who may."""
    assert "Auto overdragen" not in own_page(abc).text
    page = own_page(abc, "/overdragen")
    assert page.status == 403 and "Alleen uw wagenparkbeheerder kan dit" in page.text
    assert not any("Auto aanbieden" in one[0] for form in page.forms for one in form.buttons)
    sent = page.session.post(page.answer.url, timeout=60, headers={"Origin": page.base_url}, data={
        "name": "Vriend", "email": "vriend@nieuw.example", "sure": "yes",
        "key": "0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11"})
    assert sent.status_code == 403 and "Alleen uw wagenparkbeheerder kan dit" in sent.text
    assert abc.driver.get("/v1/transfers")["transfers"] == []
    assert on_the_dashboard(abc, abc.passport_id)["status"] == "active"


def test_monteurs_checken_digitaal_de_autostatus(abc):
    """What the mechanic finds is the car's status for driver, manager and garage at once."""
    match = entry(abc.inspector, plate=abc.driven.plate)
    form = Tablet(abc.inspector, STARTS[:10], "customer_all_ok",
                  vehicle_id=match["vehicle"]["id"])
    form.advise("Remblokken voor vervangen", 28900, severity="necessary")
    form.save(mail=True)
    eventually(lambda: "aandacht nodig" in own_page(abc).text, SECONDS, "the driver sees it")
    assert "Remblokken voor vervangen" in own_page(abc).text
    for row in (on_the_dashboard(abc, abc.passport_id), at_the_garage(abc, abc.passport_id)):
        assert (row["open_advices_count"], row["open_advices_cents"]) == (1, 28900)


def test_de_bestuurder_kan_eenvoudig_afspraken_maken(abc):
    page = own_page(abc, "/afspraak?vanaf=2026-12-03")
    slot = next(one for one in page.forms[-1].buttons if one[2] == "2026-12-03T09:00")
    page.press(slot[0])
    assert "Uw afspraak staat vast" in page.text and "3 december" in page.text
    abc.driver.link("/afspraak/")
    for row in (on_the_dashboard(abc, abc.passport_id), at_the_garage(abc, abc.passport_id)):
        assert (row["appointment"]["date"], row["appointment"]["time"]) == (
            "2026-12-03", "09:00")


def letter(abc, address, subject):
    """The text of the one letter to this address whose subject says so."""
    def look():
        return [mail for mail in abc.house.mailbox.mails(address) if subject in mail["subject"]]
    found, = eventually(look, SECONDS, f"a letter to {address} with {subject}")
    return found["text"]


def test_de_bestuurder_ontvangt_onderhoudsmeldingen_en_herinneringen(abc):
    """Of service that is due, as she asked, and of the appointment; the manager hears once a
    week of all cars that ask for attention."""
    row = abc.story.row_of(abc.called)
    assert abc.desk.decide(row, "yes").status_code == 200
    for moment in ("2026-11-29 15:00:05", "2026-11-30 08:00:05", "2026-12-02 12:00:00"):
        abc.house.clock.set_local(moment)
        abc.story.settle()
    assert "Bea Bestuurder" in letter(abc, BEA, "is aan de beurt voor onderhoud")
    assert abc.house.mailbox.mails(abc.called.email) == []
    assert shown(abc.driven) in letter(abc, abc.driven.email, "Denkt u aan uw afspraak")
    digest = letter(abc, MANAGER, "Uw wagenpark deze week")
    assert shown(abc.driven) in digest and "van de 3" in digest
