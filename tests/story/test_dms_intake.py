# SPDX-License-Identifier: Apache-2.0
"""What a DMS sends wrong is kept, explained on the intake page, and blocks nobody."""
import json

import pytest

import garage
from garage import Car, invoice, text_of, yearly_services
from polling import eventually

STARTS = "2026-11-24 09:00:00"
UBL = ('<?xml version="1.0" encoding="UTF-8"?>{doctype}<Invoice '
       'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
       'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
       '<cbc:ID>{number}</cbc:ID>{more}</Invoice>')
BOMB = ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>')


@pytest.fixture(autouse=True)
def nobody_is_blocked(story):
    """After every story a good invoice of the same DMS still goes through at once."""
    yield
    good = invoice(Car(), "2026-11-20", 30000)
    story.dms.publish(good)
    assert story.intake_of(good["document_number"])["status"] == "accepted"


def parked(story, login="sanne"):
    return story.person(login).pages("/v1/intake", "records", status="parked", limit=100)


def newly_parked(story, before, login="sanne"):
    known = {record["id"] for record in before}
    return eventually(lambda: [record for record in parked(story, login)
                               if record["id"] not in known], 30, "a parked record")


def reasons(record):
    return {reason["rule"] for reason in record["reasons"]}


def put(story, key, value):
    before = parked(story)
    story.dms.put(key, value, story.dms.cloud_event())
    story.dms.flush()
    return newly_parked(story, before)[0]


def test_invalid_json_is_parked_with_its_place(story):
    record = put(story, "NL-1/F-broken", b'{"dealer": "NL-1", ')
    assert record["reasons"][0]["severity"] == "error"
    assert record["reasons"][0]["text"]


def test_a_document_of_another_shape_is_parked_and_the_field_is_named(story):
    document = invoice(Car(), "2026-11-20", 30000)
    document["lines"][1]["net_cents"] = "veel"
    record = put(story, f"NL-1/{document['document_number']}", text_of(document).encode())
    assert "/lines/1/net_cents" in json.dumps(record["reasons"])


def test_an_unknown_dealer_is_parked_where_only_the_helpdesk_sees_it(story):
    document = invoice(Car("NL-99"), "2026-11-20", 30000)
    story.dms.publish(document)
    helpdesk = story.house.portal("hulp", garage.PASSWORD)
    helpdesk.ask("PUT", "/v1/session", json={"dealer": "unknown", "reason": "nakijken"})
    record = eventually(lambda: [entry for entry in helpdesk.pages(
        "/v1/intake", "records", status="parked", limit=100)
        if entry.get("document_number") == document["document_number"]], 30)[0]
    assert record["status"] == "parked"
    assert all(entry.get("document_number") != document["document_number"]
               for entry in parked(story))


def test_a_vendor_that_the_dealer_did_not_admit_is_parked(story):
    document = invoice(Car("NL-1"), "2026-11-20", 30000)
    story.other_dms.publish(document)
    record = story.intake_of(document["document_number"])
    assert record["status"] == "parked"
    assert "vendor" in json.dumps(record["reasons"]).lower()
    before = {row["vehicle"]["plate"] for row in story.rows()}
    assert document["vehicle"]["plate"] not in before


def test_the_same_invoice_twice_is_one_invoice_and_the_second_is_called_a_duplicate(story):
    document = invoice(Car(), "2026-11-20", 30000)
    story.dms.publish(document, document)
    statuses = eventually(lambda: (lambda found: found if len(found) == 2 else None)(sorted(
        record["status"] for record in story.person("sanne").pages(
            "/v1/intake", "records", limit=100)
        if record.get("document_number") == document["document_number"])), 30)
    assert statuses == ["accepted", "duplicate"]


def test_a_credit_before_its_invoice_waits_and_counts_once_the_invoice_is_there(story):
    document = invoice(Car(), "2026-11-18", 30000)
    credit = {**invoice(Car(), "2026-11-19", 30000), "customer": document["customer"],
              "vehicle": document["vehicle"], "document_kind": "credit_note",
              "parent_document_number": document["document_number"]}
    story.dms.publish(credit)
    assert story.intake_of(credit["document_number"])["status"] == "parked"
    story.dms.publish(document)
    assert story.intake_of(credit["document_number"], status="accepted")


def test_a_missing_plate_is_accepted_and_said(story):
    document = invoice(Car(), "2026-11-20", 30000)
    del document["vehicle"]["plate"]
    story.dms.publish(document)
    record = story.intake_of(document["document_number"])
    assert record["status"] == "accepted"
    assert record["reasons"], "the missing plate is said"


def test_a_future_date_is_parked_and_counts_when_offered_again_on_that_day(story):
    document = invoice(Car(), "2026-12-01", 30000)
    story.dms.publish(document)
    record = story.intake_of(document["document_number"])
    assert record["status"] == "parked"
    portal = story.person("sanne")
    still = portal.ask("POST", f"/v1/intake/{record['id']}/replay")
    assert still["status"] == "parked"
    story.clock.set_local("2026-12-01 12:00:00")
    story.settle()
    again = portal.ask("POST", f"/v1/intake/{record['id']}/replay")
    assert again["status"] == "accepted"


def test_a_parked_record_can_be_put_aside_for_good_with_a_reason(story):
    document = invoice(Car(), "2031-01-01", 30000)
    story.dms.publish(document)
    record = story.intake_of(document["document_number"])
    portal = story.person("sanne")
    gone = portal.ask("POST", f"/v1/intake/{record['id']}/discard",
                      json={"reason": "testfactuur van de leverancier"})
    assert gone["status"] == "discarded"
    assert portal.call("POST", f"/v1/intake/{record['id']}/replay").status_code == 409


def test_all_parked_records_of_a_filter_are_offered_again_after_a_dry_run(story):
    portal = story.person("sanne")
    waiting = len(parked(story))
    assert waiting > 0
    body = {"filter": {"status": "parked"}, "dry_run": True}
    assert portal.ask("POST", "/v1/intake/replay", json=body)["count"] == waiting
    wrong = portal.call("POST", "/v1/intake/replay", json={
        "filter": {"status": "parked"}, "expected_count": waiting + 1})
    assert wrong.status_code == 409
    done = portal.ask("POST", "/v1/intake/replay", json={
        "filter": {"status": "parked"}, "expected_count": waiting})
    assert done["accepted"] + done["still_parked"] + done.get("pending", 0) == waiting


@pytest.mark.parametrize("doctype", ["<!DOCTYPE Invoice>", BOMB],
                         ids=["a DOCTYPE", "an entity bomb"])
def test_dangerous_xml_is_refused_by_the_check_and_parked_by_the_intake(story, doctype):
    number = f"U{abs(hash(doctype)) % 1000000}"
    document = UBL.format(doctype=doctype, number=number,
                          more="&c;" if doctype is BOMB else "")
    portal = story.person("sanne")
    checked = portal.upload(document.encode(), "application/xml", dry_run=True)
    assert checked.status_code == 200, checked.text
    assert any(finding["severity"] == "error" for finding in checked.json()["findings"])
    before = parked(story)
    sent = portal.upload(document.encode(), "application/xml")
    assert sent.status_code == 202, sent.text
    record = newly_parked(story, before)[0]
    assert "DOCTYPE" in json.dumps(record["reasons"]).upper()


def test_what_is_parked_in_another_encoding_can_be_offered_again(story):
    portal = story.person("sanne")
    bare = UBL.format(doctype="", number="U-1", more="<cbc:Note>caf\u00e9</cbc:Note>").replace(
        "UTF-8", "ISO-8859-1")
    sent = portal.upload(bare.encode("latin-1"), "application/xml")
    assert sent.status_code == 202, sent.text

    def look():
        found = portal.get(f"/v1/intake?receipt={sent.json()['receipt_id']}")["records"]
        return found[0] if found else None
    before = eventually(look, 20, "the record")
    rules = [reason["rule"] for reason in before["reasons"]]
    assert before["status"] == "parked" and "NOT_TEXT" not in rules
    again = portal.call("POST", f"/v1/intake/{before['id']}/replay")
    assert again.ok, again.text
    assert [reason["rule"] for reason in look()["reasons"]] == rules


def test_a_body_of_two_megabytes_is_refused_whole(story):
    answer = story.person("sanne").upload(b"x" * 2_000_000, "application/xml")
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_a_csv_file_of_excel_is_taken_with_semicolons_and_decimal_commas(story):
    car = Car()
    lines = ["factuurnummer;factuurdatum;klantnummer;achternaam;email;kenteken;kmstand;"
             "omschrijving;bedrag excl",
             f"C-77;20-11-2026;K-77;Müller;{car.email};{car.plate};41.250;Grote beurt;245,00",
             f"C-77;20-11-2026;K-77;Müller;{car.email};{car.plate};41.250;Motorolie;62,50"]
    answer = story.person("sanne").upload("\r\n".join(lines).encode("cp1252"), "text/csv")
    assert answer.status_code == 202, answer.text
    assert story.intake_of("C-77")["status"] == "accepted"
    vehicle = eventually(lambda: (lambda answer: answer.json() if answer.ok else None)(
        story.person("sanne").call("GET", f"/v1/vehicles/{car.plate}")), 30)
    visit = vehicle["visits"][0]
    assert visit["odometer_km"] == 41250
    assert visit["customer_net_cents"] == 30750
    assert vehicle["customer"]["name"].endswith("Müller")


def test_a_helpdesk_user_looks_into_a_garage_only_with_a_reason(story):
    helpdesk = story.house.portal("hulp", garage.PASSWORD)
    assert helpdesk.call("GET", "/v1/weeks").status_code in (403, 409)
    chosen = helpdesk.ask("PUT", "/v1/session", json={"dealer": "NL-1", "reason": "ticket 12"})
    assert chosen["dealer"] == "NL-1"
    assert helpdesk.get("/v1/intake")["connections"]


def test_the_intake_page_counts_what_each_connection_delivered(story):
    cars = [Car() for _ in range(3)]
    for car in cars:
        story.dms.publish(*yearly_services(car, "2025-11-20"))
    story.settle()
    page = story.person("sanne").get("/v1/intake")
    mine = {entry["vendor"]: entry for entry in page["connections"]}["autoflex"]
    assert mine["accepted_today"] > 0
    assert mine["silent"] is False
    assert "last_message_at" in mine
