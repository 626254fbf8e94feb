# SPDX-License-Identifier: Apache-2.0
"""The inspection service alone: what customers say to advices, registrations, invoices,
erasure, a garage's own checklists, and a service that dies at work."""
import pytest

from workshop import COMMANDS, DEALER, new_id, opened


@pytest.fixture(scope="module")
def shop():
    with opened(__name__, durable=True) as shop:
        yield shop


def advised(shop, name, plate, price="10000", **more):
    """A saved form with one advice, mailed to its customer."""
    _, car = shop.car_of(name, plate)
    form = shop.form(vehicle_id=car["vehicle_id"])
    advice = form.advise("Remblokken voor", price, **more)
    form.save()
    return form, advice


def say_to(form, advice, answer="approve", number=1, by="link", **more):
    return form.do("inspection.answer", number=number, by=by,
                   lines=[{"advice_id": advice, "answer": answer}], **more)


def the_answer(form):
    answered, = form.state["answers"]
    return answered


# --- answers ------------------------------------------------------------------------------

def test_an_answer_by_link_is_kept_and_confirmed(shop):
    form, advice = advised(shop, "Anna", "20HZB3")
    assert say_to(form, advice, evidence="192.0.2.7")["outcome"] == "ok"
    assert the_answer(form)["answer"] == "approve"
    assert the_answer(form)["price_cents"] == 10000
    assert form.state["status"] == "answered"
    letter = form.letters[-1]
    assert letter["template"] == "inspection_answers" and letter["params"]["answered_at"]
    assert letter["params"]["lines"][0]["answer"] == "approve"


def test_a_line_that_changed_since_it_was_read_is_refused(shop):
    form, advice = advised(shop, "Bert", "21HZB3")
    form.write({f"advice/{advice}/unit_price_cents": "12000"})
    form.save()
    refused = say_to(form, advice)
    assert refused["outcome"] == "conflict" and refused["code"] == "LINE_CHANGED"
    assert say_to(form, advice, number=2)["outcome"] == "ok"


@pytest.mark.parametrize("plate,change,voided", [
    ("22HZB3", {"unit_price_cents": "10001"}, "price_rise"),
    ("23HZB3", {"text": "Remblokken en schijven voor"}, "text_change"),
    ("24HZB3", {"quantity": "2"}, "text_change"),
    ("25HZB3", {"removed": "yes"}, "withdrawn"),
    ("26HZB3", {"unit_price_cents": "9000"}, None),
    ("27HZB3", {"urgency": "now"}, None)])
def test_a_dearer_or_other_line_voids_the_approval(shop, plate, change, voided):
    form, advice = advised(shop, f"Kees{plate[:2]}", plate)
    say_to(form, advice)
    form.write({f"advice/{advice}/{leaf}": value for leaf, value in change.items()})
    form.save()
    assert the_answer(form).get("voided") == voided


def test_at_the_desk_a_reason_is_written_down(shop):
    form, advice = advised(shop, "Dirk", "28HZB3")
    assert say_to(form, advice, by="desk")["code"] == "REASON_NEEDED"
    assert say_to(form, advice, "decline", by="phone", reason="mevr. belt terug")[
        "outcome"] == "ok"
    assert the_answer(form)["by"] == "phone" and the_answer(form)["actor"] == "piet"
    assert [letter["template"] for letter in form.letters] == ["inspection_advice"]


def test_seen_wish_and_mail_me_the_data(shop):
    form, _ = advised(shop, "Eva", "29HZB3")
    form.ok("inspection.seen", number=1)
    first = form.state
    assert first["status"] == "opened" and first["opened_at"]
    form.ok("inspection.seen", number=1)
    assert form.state["version"] == first["version"], "only the first time is told"
    form.ok("inspection.wish", days="ma, di", part="morning", stay="wait")
    assert form.state["wish"]["days"] == "ma, di"
    assert first["updated_by"] == form.state["updated_by"] == "piet"
    command = new_id()
    form.ok("inspection.mail", command_id=command)
    form.ok("inspection.mail", command_id=command)
    assert [letter["template"] for letter in form.letters] == [
        "inspection_advice", "inspection_data"]


# --- the invoice --------------------------------------------------------------------------

def bill(shop, car, cents, date="2026-11-22", visit=None, **changes):
    visit = visit or new_id()
    invoice = {"dealer": DEALER, "invoice_id": new_id(), "version": 1,
               "document_kind": "invoice", "issue_date": date, "net_cents": cents,
               "customer_net_cents": cents, "vehicle_id": car["vehicle_id"],
               "classes": ["repair"],
               "visit": {"visit_id": visit, "version": 1, "visit_date": date,
                         "classes": ["repair"], "customer_net_cents": cents,
                         "warranty_net_cents": 0, "internal_net_cents": 0,
                         "voided": False, **changes}}
    shop.say("invoice.recorded", invoice, f"{DEALER}/{car['vehicle_id']}")
    shop.house.settle()
    return visit


def test_the_invoice_posts_the_form_and_corrections_want_a_reason(shop):
    _, car = shop.car_of("Fien", "30HZB3")
    form = shop.form(vehicle_id=car["vehicle_id"])
    advice = form.advise("Remblokken", "12100", vat_percent="21")
    form.save()
    say_to(form, advice)
    bill(shop, car, 11001, date="2026-12-23")
    assert "invoiced_at" not in form.state, "more than 30 days later is another visit"
    visit = bill(shop, car, 11000)
    assert form.state["invoiced_at"] and not form.state["over_estimate"]
    bill(shop, car, 11001, visit=visit, version=2)
    assert form.state["over_estimate"]
    form.write({"head/remarks": "vergeten"})
    assert form.try_save()["code"] == "REASON_NEEDED"
    assert form.save(reason="opmerking vergeten")["number"] == 2
    assert form.version(2)["reason"] == "opmerking vergeten"
    bill(shop, car, 0, visit=visit, version=3, voided=True)
    assert "invoiced_at" not in form.state and "over_estimate" not in form.state


# --- registrations ------------------------------------------------------------------------

def invite(shop, customer, car):
    registration = new_id()
    answered = shop.command("registration.invite", "registration_id",
                            registration_id=registration,
                            customer_id=customer["customer_id"],
                            vehicle_id=car["vehicle_id"])
    return registration, answered


def registration_of(shop, registration):
    shop.house.settle()
    shop.ear.catch_up()
    return shop.newest("registration.state.v1", registration_id=registration)


def test_met_uitnodiging_controleer_aanmelding(shop):
    customer, car = shop.car_of("Gerda", "31HZB3")
    registration, answered = invite(shop, customer, car)
    assert answered["outcome"] == "ok" and answered["version"] == 1
    shop.house.settle()
    letter, = shop.letters(customer_id=customer["customer_id"])
    assert letter["template"] == "inspection_invitation" and "recipient" not in letter
    activated = shop.command("registration.activate", "registration_id",
                             registration_id=registration, email="gerda@thuis.example",
                             remarks="piept bij remmen")
    assert activated["outcome"] == "ok"
    assert registration_of(shop, registration)["status"] == "active"
    form = shop.form(registration_id=registration)
    assert form.fields["vehicle/plate"] == "31HZB3", "the registration says which car"
    assert form.fields["customer/email"] == "gerda@thuis.example"
    assert form.state["entry"] == "invited"
    form.save()
    assert form.version(1)["form"]["customer_source"] == "invitation"
    used = registration_of(shop, registration)
    assert used["status"] == "used" and used["inspection_id"] == form.id
    assert shop.form(registration_id=registration).opened["code"] == "REGISTRATION_USED"


def test_nobody_is_invited_without_an_address(shop):
    customer = shop.customer("Henk", email="")
    car = shop.vehicle("32HZB3", customer)
    shop.house.settle()
    assert invite(shop, customer, car)[1]["code"] == "NO_ADDRESS"


# --- checklists ---------------------------------------------------------------------------

def save_checklist(shop, checklist_id, **fields):
    return shop.command("checklist.save", "checklist_id", checklist_id=checklist_id,
                        active=True, **fields)


def test_a_garage_writes_its_own_checklists_and_old_forms_keep_theirs(shop):
    _, car = shop.car_of("Ida", "33HZB3", make="ZEEKR")
    old = shop.form(vehicle_id=car["vehicle_id"])
    point = {"point_id": "hv_cable", "group": "HV", "text": "Laadkabel", "unit": "ohm",
             "necessary_above": "5"}
    mine = new_id()
    assert save_checklist(shop, mine, name="Zeekr", brand="Zeekr", expected_version=0,
                          points=[point])["version"] == 1
    assert save_checklist(shop, mine, name="Zeekr", brand="Zeekr", expected_version=0,
                          points=[point])["code"] == "VERSION_CONFLICT"
    bad = save_checklist(shop, mine, name="Zeekr", points=[point, point])
    assert bad["code"] == "CHECKLIST_INVALID" and "/points/1" in bad["detail"]
    new = shop.form(vehicle_id=car["vehicle_id"])
    assert new.state["checklist_id"] == mine and new.state["points_total"] == 1
    save_checklist(shop, mine, name="Zeekr", brand="Zeekr",
                   points=[point, {**point, "point_id": "hv_port"}])
    assert new.write({"point/hv_port/status": "ok"})["code"] == "FIELD_UNKNOWN"
    assert old.write({"point/wipers/status": "ok"})["outcome"] == "ok"
    other = shop.form(vehicle_id=shop.car_of("Ivo", "34HZB3")[1]["vehicle_id"])
    assert other.state["points_total"] == 84


# --- erasure ------------------------------------------------------------------------------

def test_who_is_erased_is_nowhere_any_more(shop):
    customer, car = shop.car_of("Jacoba", "35HZB3", vin="JF1ERASED00000001")
    registration, _ = invite(shop, customer, car)
    shop.command("registration.activate", "registration_id",
                 registration_id=registration, mobile="+31687654321")
    form = shop.form(vehicle_id=car["vehicle_id"], registration_id=registration)
    advice = form.advise("Banden")
    form.save()
    form.write({"customer/street": "Jacobastraat"})
    form.save()
    say_to(form, advice, number=2, evidence="192.0.2.66")
    shop.say("customer.state", {"dealer": DEALER, "customer_id": customer["customer_id"],
                                "version": 2, "kind": "person", "display_name": "",
                                "language": "nl", "erased": True},
             f"{DEALER}/{customer['customer_id']}")
    shop.house.settle()
    # A tablet that was in a cellar all the while.
    form.write({"customer/name": "Jacoba", "point/wipers/status": "ok"})
    assert form.fields["customer/name"] == "" and form.fields["point/wipers/status"] == "ok"
    newest = [form.state, form.version(1), form.version(2),
              registration_of(shop, registration)]
    for planted in ("Jacoba", "35HZB3", "+31687654321", "JF1ERASED00000001"):
        assert not [row for row in newest if planted in str(row)], planted
        for table in ("form", "form_field", "edit_log", "form_version", "line_answer",
                      "registration", "customer"):
            assert not shop.house.query(
                f"SELECT 1 FROM inspection.{table} AS t WHERE t::text LIKE %s",
                f"%{planted}%"), f"{planted} in {table}"
    assert form.version(1)["version"] == 2 and form.state["advices"][0]["text"] == "Banden"
    assert not shop.house.query("SELECT 1 FROM inspection.line_answer"
                                " WHERE evidence LIKE '%192.0.2.66%'")


# --- faults -------------------------------------------------------------------------------

def test_a_save_survives_the_death_of_the_service(shop):
    form, _ = advised(shop, "Kick", "36HZB3")
    form.write({"point/wipers/note": "nieuw"})
    program = shop.house.programs["inspection-1"]
    command = {"command_id": new_id(), "dealer": DEALER, "actor": "piet",
               "received_at": shop.time(), "inspection_id": form.id, "seen_revision": 1,
               "mail": True}
    shop.say("inspection.save", command, form.id, COMMANDS)
    program.kill()
    shop.say("inspection.save", command, form.id, COMMANDS)
    program.start()
    assert shop.answer(command["command_id"], 40)["result"]["number"] == 2
    assert form.state["saved_number"] == 2
    assert [letter["params"]["number"] for letter in form.letters] == [1, 2]


def test_another_garage_finds_nothing(shop):
    form, advice = advised(shop, "Lies", "37HZB3")
    for kind, more in (("inspection.save", {"seen_revision": 1, "mail": False}),
                       ("inspection.seen", {"number": 1}),
                       ("inspection.answer", {"number": 1, "by": "desk", "reason": "x",
                                              "lines": [{"advice_id": advice,
                                                         "answer": "approve"}]})):
        assert form.do(kind, dealer="NL-9999", **more)["outcome"] == "absent", kind


# --- time ---------------------------------------------------------------------------------

def test_registrations_expire_and_links_die(shop):
    customer, car = shop.car_of("Maud", "38HZB3")
    registration, _ = invite(shop, customer, car)
    form, advice = advised(shop, "Nick", "39HZB3")
    assert form.state["link"]["expires_at"].startswith("2027-02-20")
    shop.house.clock.step(days=61)
    shop.newest("registration.state.v1", registration_id=registration, status="expired")
    assert shop.command("registration.activate", "registration_id",
                        registration_id=registration)["code"] == "REGISTRATION_EXPIRED"
    shop.house.clock.step(days=30)
    assert say_to(form, advice)["code"] == "LINK_EXPIRED"
