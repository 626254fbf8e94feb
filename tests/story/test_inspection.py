# SPDX-License-Identifier: Apache-2.0
"""The inspection service alone: forms are opened, filled in by several hands, saved, mailed
and answered, as the manual's chapter "Voertuig inspectieformulier" has it."""
import pytest

from workshop import DEALER, new_id, opened


@pytest.fixture(scope="module")
def shop():
    with opened(__name__) as shop:
        yield shop


def test_every_garage_has_a_checklist_of_84_points(shop):
    checklist = shop.newest("checklist.state.v1", dealer=DEALER)
    assert len(checklist["points"]) == 84 and checklist["version"] == 1
    assert len({point["group"] for point in checklist["points"]}) == 12


def test_een_formulier_gevuld_met_klantgegevens(shop):
    customer, car = shop.car_of("Anna", "00HZB3")
    form = shop.form(vehicle_id=car["vehicle_id"])
    assert form.opened["outcome"] == "ok" and form.opened["version"] == 1
    fields = form.fields
    assert fields["customer/name"] == "Anna"
    assert fields["customer/email"] == "anna@klant.example"
    assert fields["vehicle/plate"] == "00HZB3" and fields["vehicle/make"] == "SUBARU"
    assert fields["head/inspector"] == "Piet Sleutel"
    assert not [path for path in fields if path.startswith("point/")]
    assert form.state["customer_id"] == customer["customer_id"]


def test_alle_controlepunten_vooraf_ingevuld_op_ok(shop):
    _, car = shop.car_of("Bert", "01HZB3")
    form = shop.form(prefill="customer_all_ok", vehicle_id=car["vehicle_id"])
    status = {path for path in form.fields if path.endswith("/status")}
    assert "point/wipers/status" in status
    assert "point/tyre_tread/status" not in status, "what is measured is never prefilled"
    assert form.state["checked_total"] == 0, "nobody looked yet"
    form.write({"point/wipers/status": "ok"})
    assert form.state["checked_total"] == 1
    form.save()
    points = {point["point_id"]: point for point in form.version(1)["form"]["points"]}
    assert not points["wipers"]["prefilled"] and points["horn"]["prefilled"]


def test_een_leeg_formulier_heeft_alleen_inspecteur_en_datum(shop):
    form = shop.form(prefill="blank")
    assert form.fields == {"head/inspector": "Piet Sleutel",
                           "head/inspection_date": "2026-11-22"}
    form.write({"customer/name": "Kees", "vehicle/plate": "99-zz-zz"})
    assert form.save()["number"] == 1
    saved = form.version(1)["form"]
    assert saved["customer_source"] == "by_hand" and saved["customer"]["name"] == "Kees"


def test_na_het_uitbrengen_van_adviezen_een_email_met_opsomming_en_kosten(shop):
    _, car = shop.car_of("Dirk", "02HZB3")
    form = shop.form(vehicle_id=car["vehicle_id"])
    form.advise("Remblokken voor", "12050", quantity="2")
    form.advise("Lekkage opsporen", "", severity="necessary")
    assert form.save() == {"number": 1, "mailed": True, "revision": 3}
    assert form.state["total_cents"] == 24100 and form.state["follows_count"] == 1
    assert form.state["status"] == "sent"
    letter, = form.letters
    assert letter["template"] == "inspection_advice"
    assert letter["params"]["total_cents"] == 24100
    assert [line.get("cents") for line in letter["params"]["lines"]].count(24100) == 1
    assert letter["recipient"]["email"] == "dirk@klant.example"
    assert letter["params"]["link"].startswith("/m/")
    assert form.state["link"]["hash"] not in letter["params"]["link"]


def test_unknown_forms_are_absent(shop):
    form = shop.form(prefill="blank")
    form.id = new_id()
    assert form.try_save()["outcome"] == "absent"


def ready(shop, name, plate, **facts):
    """A form of a known customer, its tablet in hand."""
    _, car = shop.car_of(name, plate, **facts)
    return shop.form(vehicle_id=car["vehicle_id"])


# --- several hands ------------------------------------------------------------------------

def test_two_inspectors_on_one_field_see_both_values(shop):
    form, other = ready(shop, "Eva", "03HZB3"), new_id()
    seen = form.state["revision"]
    form.write({"point/wipers/note": "strepen"}, seen=seen)
    form.write({"point/wipers/note": "nieuw nodig"}, device=other, seen=seen)
    field = form.field("point/wipers/note")
    assert field["value"] == "nieuw nodig" and field["other"]["value"] == "strepen"
    assert field["other"]["device"] == form.tablet
    form.write({"point/wipers/note": "beide gezien"})
    assert "other" not in form.field("point/wipers/note")


def test_a_repeated_write_changes_nothing(shop):
    form = ready(shop, "Fred", "04HZB3")
    first = form.write({"point/wipers/status": "advice"})
    form.write({"point/wipers/status": "ok"})
    form.counters[form.tablet] = 0
    again = form.write({"point/wipers/status": "advice"})
    assert again["outcome"] == "ok" and again["version"] > first["version"]
    assert form.fields["point/wipers/status"] == "ok" and form.state["revision"] == 3


@pytest.mark.parametrize("path,value,said", [
    ("point/wipers/colour", "red", "no field"),
    ("point/dashboard/status", "ok", "no point 'dashboard'"),
    ("point/wipers/measure/-", "4", "not measured"),
    ("point/tyre_tread/measure/LV", "vier", "a number like 4,5"),
    ("point/wipers/status", "green", "one of: ok advice"),
    ("head/inspection_date", "2026-02-30", "a day like"),
    ("advice/1/text", "x", "no field"),
    ("customer/email", "geheim@", "naam@voorbeeld.nl")])
def test_a_wrong_value_names_its_place_and_cure(shop, path, value, said):
    form = shop.form(prefill="blank")
    answered = form.write({"head/remarks": "blijft weg", path: value})
    assert answered["outcome"] == "invalid" and said in answered["detail"]
    assert "/writes/1" in answered["detail"] and "geheim" not in answered["detail"]
    assert "head/remarks" not in form.fields, "all or none"


def test_a_comma_is_a_decimal_point(shop):
    form = shop.form(prefill="blank")
    form.write({"point/tyre_tread/measure/LV": "4,5"})
    assert form.fields["point/tyre_tread/measure/LV"] == "4.5"


# --- saving -------------------------------------------------------------------------------

def test_double_submit_is_one_version(shop):
    form, command = ready(shop, "Gijs", "05HZB3"), new_id()
    first = form.ok("inspection.save", command_id=command, seen_revision=1, mail=False)
    again = form.ok("inspection.save", command_id=command, seen_revision=1, mail=False)
    later = form.save()
    assert first["result"]["number"] == again["result"]["number"] == later["number"] == 1
    assert len(shop.said("inspection_version.state.v1", inspection_id=form.id)) == 1


def test_the_same_value_again_is_no_new_version(shop):
    form = ready(shop, "Hans", "06HZB3")
    form.write({"point/wipers/status": "ok"})
    assert form.save()["number"] == 1
    form.write({"point/wipers/status": "ok"})
    assert form.save()["number"] == 1
    assert form.state["saved_revision"] == form.state["revision"], "so it may be printed"


def test_what_is_missing_is_said_before_saving(shop):
    form = shop.form(prefill="blank")
    form.write({f"advice/{new_id()}/unit_price_cents": "100"})
    answered = form.try_save()
    assert answered["code"] == "FORM_INCOMPLETE" and "write what to do" in answered["detail"]


def test_de_klant_ontvangt_een_email_bij_iedere_wijziging(shop):
    form = ready(shop, "Iris", "07HZB3")
    assert form.save() == {"number": 1, "mailed": False, "not_mailed": "not_asked",
                           "revision": 1}
    form.write({"head/send_updates": "yes", "point/wipers/note": "vervangen"})
    assert form.save()["mailed"]
    form.write({"point/wipers/private": "klant is ongeduldig"})
    assert form.save()["not_mailed"] == "nothing_changed"
    form.write({"point/wipers/note": "vervangen, ook achter"})
    assert form.save()["mailed"]
    assert [letter["params"]["number"] for letter in form.letters] == [2, 4]
    assert form.letters[-1]["template"] == "inspection_update"
    assert form.version(4)["changes"] == [{
        "place": "point/wipers/note", "before": "vervangen",
        "after": "vervangen, ook achter"}]


def test_prijzen_worden_nog_aangepast_mails_each_change(shop):
    form = ready(shop, "Jan", "08HZB3")
    advice = form.advise(price="")
    form.write({"head/prices_open": "yes"})
    assert form.save()["mailed"]
    form.write({f"advice/{advice}/price_kind": "fixed",
                f"advice/{advice}/unit_price_cents": "15000"})
    assert form.save()["mailed"]
    line, = form.letters[-1]["params"]["lines"]
    assert line["cents"] == 15000 and line["changed"]
    assert form.letters[0]["params"]["follows_count"] == 1


def test_one_letter_per_version_however_often_it_is_sent(shop):
    form = ready(shop, "Karin", "09HZB3")
    assert form.do("inspection.send")["code"] == "NOT_SAVED"
    form.save()
    assert form.ok("inspection.send")["result"]["mailed"]
    assert not form.ok("inspection.send")["result"]["mailed"]
    form.write({"point/wipers/note": "x"})
    assert form.do("inspection.send")["code"] == "SAVE_FIRST"
    assert [letter["template"] for letter in form.letters] == ["inspection_report"]


def test_without_an_address_nothing_is_mailed(shop):
    form = shop.form(prefill="blank")
    form.advise()
    assert form.save()["not_mailed"] == "no_email"
    assert form.state["status"] == "saved" and "link" not in form.state


def test_finishing_wants_every_point_judged(shop):
    form = ready(shop, "Leo", "10HZB3")
    form.save()
    refused = form.do("inspection.finish")
    assert refused["code"] == "NOT_ALL_CHECKED"
    points = [point["point_id"] for point in form.version(1)["form"]["points"]]
    form.write({f"point/{point}/status": "not_applicable" for point in points})
    assert form.do("inspection.finish")["code"] == "SAVE_FIRST"
    form.save()
    form.ok("inspection.finish")
    assert form.state["status"] == "done" and form.state["checked_total"] == 84


def test_only_what_was_never_saved_is_thrown_away(shop):
    form = shop.form(prefill="blank")
    form.ok("inspection.discard", reason="verkeerde auto")
    assert form.write({"head/remarks": "x"})["code"] == "FORM_DISCARDED"
    kept = shop.form(prefill="blank")
    kept.save()
    assert kept.do("inspection.discard", reason="x")["code"] == "ALREADY_SAVED"


# --- what stands on it --------------------------------------------------------------------

@pytest.mark.parametrize("plate,day,expiry,shows", [
    ("11HZB3", "2026-11-22", "2027-03-21", True),
    ("12HZB3", "2026-11-22", "2027-03-22", False),
    ("13HZB3", "2026-10-31", "2027-02-27", True),
    ("14HZB3", "2026-10-31", "2027-02-28", False),
    ("15HZB3", "2026-11-22", "2026-11-01", True)])
def test_wordt_weergegeven_indien_binnen_4_maanden_van_inspectiedatum(shop, plate, day,
                                                                      expiry, shows):
    _, car = shop.car_of(f"Maan{plate[:2]}", plate, apk_expiry=expiry)
    form = shop.form(vehicle_id=car["vehicle_id"], date=day)
    form.save()
    wanted = [{"kind": "apk", "date": expiry}] if shows else []
    if expiry < day:
        wanted[0]["overdue"] = True
    assert form.state.get("shown", []) == wanted
    assert form.version(1)["form"].get("shown", []) == wanted


def test_another_day_of_inspection_shows_other_dates(shop):
    form = ready(shop, "Nora", "16HZB3", apk_expiry="2027-05-01")
    assert "shown" not in form.state
    form.write({"head/inspection_date": "2027-01-15"})
    assert form.state["shown"] == [{"kind": "apk", "date": "2027-05-01"}]


def test_weergave_van_een_openstaande_recall(shop):
    recall = {"code": "R2026/01", "text": "Airbag"}
    shop.registered("17HZB3", recalls=[recall], apk_expiry="2026-12-24")
    form = ready(shop, "Otto", "17HZB3")
    form.save()
    assert form.version(1)["form"]["recalls"] == [recall]
    assert form.state["shown"] == [{"kind": "apk", "date": "2026-12-24"}]


def test_open_findings_and_measurements_come_back_on_the_next_form(shop):
    _, car = shop.car_of("Pia", "18HZB3")
    first = shop.form(vehicle_id=car["vehicle_id"])
    done, left = first.advise("Olie"), first.advise("Banden")
    first.write({f"work/{new_id()}/advice": done, "point/tyre_tread/measure/RV": "3.0",
                 "point/wipers/status": "necessary", "head/mobility_date": "2027-01-31"})
    first.save()
    first.reply(**{left.replace("-", "_"): "later"})
    second = shop.form(vehicle_id=car["vehicle_id"], date="2026-12-01")
    carried = {finding["text"]: finding for finding in second.state["carried"]}
    assert set(carried) == {"Banden", "Ruitenwissers"}
    assert carried["Banden"]["answer"] == "later"
    assert second.state["previous"] == [{"point_id": "tyre_tread", "position": "RV",
                                         "value": "3.0", "date": "2026-11-22"}]
    assert second.fields["head/mobility_date"] == "2027-01-31"
    assert second.state["shown"] == [{"kind": "mobility", "date": "2027-01-31"}]
