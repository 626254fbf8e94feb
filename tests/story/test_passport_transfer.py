# SPDX-License-Identifier: Apache-2.0
"""Cars that pass to somebody else, in the fleet service alone: never two owners, never
none, and whatever is committed first wins."""
import pytest

from passports import DEALER, OTHER, address, contact, opened
from workshop import new_id


@pytest.fixture(scope="module")
def desk():
    with opened(__name__) as desk:
        yield desk


def test_nothing_moves_before_the_recipient_accepts(desk):
    passport, owner = desk.active("Anna")
    transfer, recipient = desk.offered(passport, owner, "Aart")
    car = desk.passport(passport)
    assert car["status"] == "transfer_pending" and car["owner_id"] == owner
    assert car["transfer"]["transfer_id"] == transfer
    assert car["contact"]["email"] == address("Anna")
    letter, = desk.mails(address("Aart"))
    assert letter["template"] == "transfer_offer" and letter["params"]["person"] == "Anna"
    assert letter["params"]["link"].startswith("/overdracht/")
    assert letter["customer_id"] == recipient
    desk.refused("TRANSFER_PENDING", "transfer.start", by=owner, passport_id=passport,
                 transfer_id=new_id(), kind="owner", recipient=contact("Ab"),
                 party_id=owner, recipient_id=new_id())


def test_the_new_owner_has_it_alone(desk):
    passport, owner = desk.active("Bram", driving_habit="sporty")
    desk.do("passport.link_garage", by=owner, passport_id=passport, garage=OTHER)
    transfer, recipient = desk.offered(passport, owner, "Bea")
    accept = desk.end("accept", passport, transfer, recipient, keep_garages=[OTHER],
                      terms_version="2026-1")
    answered = desk.do(**accept)
    car = desk.passport(passport)
    assert car["status"] == "active" and car["owner_id"] == recipient
    assert "driver_id" not in car and "driving_habit" not in car and "transfer" not in car
    assert car["contact"]["email"] == address("Bea") and "holder_changed_at" in car
    links = {link["dealer"]: link for link in car["garages"]}
    assert "until" in links[DEALER] and "until" not in links[OTHER]
    assert "customer_id" not in links[OTHER], "whom it invoices is to be seen"
    assert desk.party(address("Bea"))["terms_version"] == "2026-1"
    done = [letter["recipient"]["email"] for name in ("Bram", "Bea")
            for letter in desk.mails(address(name), "transfer_done")]
    assert done == [address("Bram"), address("Bea")]
    assert desk.do(**accept)["version"] == answered["version"], "accepted twice is once"
    assert desk.refused("TRANSFER_ENDED",
                        **desk.end("cancel", passport, transfer, owner)) == "conflict"
    for by in (owner, DEALER):
        desk.refused("NO_SUCH_PASSPORT", "passport.change", by=by, passport_id=passport,
                     name="X")


def test_alleen_de_beheerder_draagt_een_wagenparkauto_over(desk):
    fleet, manager, passport, driver = desk.fleet_of("Cato")
    for by in (driver, DEALER):
        assert desk.refused("FLEET_MANAGER_ONLY", "transfer.start", by=by,
                            passport_id=passport, transfer_id=new_id(), kind="owner",
                            recipient=contact("Coen"), recipient_id=new_id(),
                            party_id=driver) == "denied"
    transfer, recipient = desk.offered(passport, manager, "Coen")
    assert desk.transfer(transfer)["fleet_name"] == "Bakker B.V."
    desk.do(**desk.end("accept", passport, transfer, recipient))
    car = desk.passport(passport)
    assert "fleet_id" not in car and car["owner_id"] == recipient
    assert desk.fleet(fleet)["anchor_gone"]
    assert desk.refused("NO_SUCH_PASSPORT", "passport.leave_fleet", by=manager,
                        passport_id=passport) == "absent"


def test_another_driver_and_the_car_stays_in_the_fleet(desk):
    fleet, manager, passport, driver = desk.fleet_of("Daan")
    transfer, recipient = desk.offered(passport, manager, "Dina", kind="driver")
    assert desk.passport(passport)["driver_id"] == driver, "until it is accepted"
    desk.do(**desk.end("accept", passport, transfer, recipient, reminders=True))
    car = desk.passport(passport)
    assert car["fleet_id"] == fleet and car["driver_id"] == recipient
    assert car["reminders"], "the new driver asked for them"
    assert "until" not in car["garages"][0] and car["contact"]["email"] == address("Dina")
    desk.refused("NO_SUCH_PASSPORT", "passport.change", by=driver, passport_id=passport,
                 name="X")


def test_only_the_owner_passes_a_car_on(desk):
    passport, driver = desk.active("Elly", owner=contact("Opa"))
    owner = desk.party(address("Opa"))["party_id"]
    assert desk.refused("OWNER_ONLY", "transfer.start", by=driver, passport_id=passport,
                        transfer_id=new_id(), kind="owner", recipient=contact("Els"),
                        party_id=driver, recipient_id=new_id()) == "denied"
    transfer, _ = desk.offered(passport, owner, "Els")
    assert desk.transfer(transfer)["started_by"] == owner


@pytest.mark.parametrize("email,code", [
    (address("Fons"), "RECIPIENT_IS_HOLDER"), (f" {address('Fons').upper()}",
                                               "RECIPIENT_IS_HOLDER"),
    (f"wagenpark-{address('Freek')}", "RECIPIENT_IS_FLEET"), ("nergens", "ADDRESS_INVALID")])
def test_who_cannot_be_given_it(desk, email, code):
    if not hasattr(desk, "fons"):
        desk.fons, _ = desk.active("Fons"), desk.fleet_of("Freek")
    passport, owner = desk.fons
    assert desk.refused(code, "transfer.start", by=owner, passport_id=passport,
                        transfer_id=new_id(), kind="owner", recipient={"email": email},
                        party_id=owner, recipient_id=new_id()) == "invalid"


def test_accepting_needs_a_shown_address_and_the_right_person(desk):
    passport, owner = desk.active("Greet")
    transfer = new_id()
    desk.do("transfer.start", by=owner, passport_id=passport, transfer_id=transfer,
            kind="owner", recipient=contact("Gust"), party_id=owner, recipient_id=new_id())
    recipient = desk.transfer(transfer)["recipient_id"]
    assert desk.refused("NOT_VERIFIED",
                        **desk.end("accept", passport, transfer, recipient)) == "denied"
    assert desk.refused("NOT_YOURS",
                        **desk.end("accept", passport, transfer, owner)) == "denied"
    desk.do("party.verify", by=recipient, party_id=recipient)
    desk.refused("GARAGE_NOT_LINKED", **desk.end("accept", passport, transfer, recipient,
                                                 keep_garages=[DEALER, OTHER]))
    assert desk.passport(passport)["owner_id"] == owner, "all or nothing"
    desk.do(**desk.end("accept", passport, transfer, recipient, keep_garages=[DEALER]))


@pytest.mark.parametrize("how,status", [("decline", "declined"), ("cancel", "cancelled")])
def test_taken_back_or_declined_the_car_is_whose_it_was(desk, how, status):
    names = {"decline": ("Hugo", "Hein"), "cancel": ("Ilse", "Ivo")}[how]
    passport, owner = desk.active(names[0])
    transfer, recipient = desk.offered(passport, owner, names[1])
    by = recipient if how == "decline" else owner
    other = owner if how == "decline" else recipient
    assert desk.refused("NOT_YOURS", **desk.end(how, passport, transfer, other)) == "denied"
    desk.do(**desk.end(how, passport, transfer, by))
    desk.do(**desk.end(how, passport, transfer, by))
    car, state = desk.passport(passport), desk.transfer(transfer)
    assert car["status"] == "active" and car["owner_id"] == owner
    assert state["status"] == status and "ended_at" in state and "link" not in state
    told = [letter["params"]["transfer_status"]
            for letter in desk.mails(address(names[0]), "transfer_status")]
    assert told == (["declined"] if how == "decline" else [])
    desk.refused("TRANSFER_ENDED", **desk.end("accept", passport, transfer, recipient))


def test_the_sender_may_have_the_recipient_reminded(desk):
    passport, owner = desk.active("Jos")
    transfer, recipient = desk.offered(passport, owner, "Jet")
    desk.refused("NOT_YOURS", **desk.end("remind", passport, transfer, recipient))
    for _ in range(10):
        desk.do(**desk.end("remind", passport, transfer, owner))
    desk.refused("TOO_MANY_MAILS", **desk.end("remind", passport, transfer, owner))
    first, *reminders = desk.mails(address("Jet"))
    assert len(reminders) == 10
    assert {one["params"]["link"] for one in reminders} == {first["params"]["link"]}


def test_whoever_disowns_a_car_on_offer_takes_the_offer_back(desk):
    passport, owner = desk.active("Kris")
    transfer, recipient = desk.offered(passport, owner, "Koos")
    desk.do("passport.disown", by=owner, passport_id=passport)
    assert desk.transfer(transfer)["status"] == "cancelled"
    desk.refused("TRANSFER_ENDED", **desk.end("accept", passport, transfer, recipient))
    assert desk.passport(passport)["status"] == "archived"


def test_a_forgotten_customer_leaves_nothing(desk):
    passport, owner = desk.active("Leo")
    state = desk.passport(passport)
    customer = state["garages"][0]["customer_id"]
    desk.customer("Leo", customer_id=customer, version=2, erased=True, display_name="")
    state = desk.passport(passport)
    assert state["status"] == "archived" and state["archived_reason"] == "erased"
    assert "plate" not in state and "contact" not in state
    gone = [key for topic, key, value in desk.ear.heard
            if topic == "party.state.v1" and value is None]
    assert gone and gone[-1].decode() == owner
    desk.refused("NO_SUCH_PARTY", "party.change", by=owner, party_id=owner, name="Leo")


def test_who_offers_a_car_to_somebody_forgotten_has_it_back(desk):
    passport, owner = desk.active("Lena")
    transfer, recipient = desk.offered(passport, owner, "Luuk")
    desk.do("party.erase", by=recipient, party_id=recipient)
    car = desk.passport(passport)
    assert car["status"] == "active" and car["owner_id"] == owner and "transfer" not in car
    gone = [key for topic, key, value in desk.ear.heard
            if topic == "transfer.state.v1" and value is None]
    assert gone[-1].decode() == transfer
    assert desk.mails(address("Lena"), "transfer_status") == []
    again, somebody = desk.offered(passport, owner, "Loes")
    desk.do(**desk.end("accept", passport, again, somebody))
    desk.do("party.erase", by=owner, party_id=owner)


def test_reminders_at_3_7_and_12_days_and_the_end_at_14(desk):
    passport, owner = desk.active("Mia")
    transfer, recipient = desk.offered(passport, owner, "Max")

    def letters():
        return [sum(letter["template"] == template for letter in desk.mails(address(name)))
                for name, template in (("Max", "transfer_reminder"),
                                       ("Mia", "transfer_status"))]
    for moment, wanted in (("2026-11-25 08:59:00", 0), ("2026-11-25 09:05:00", 1),
                           ("2026-11-29 09:05:00", 2), ("2026-12-04 09:05:00", 3)):
        desk.house.clock.set_local(moment)
        assert letters() == [wanted, wanted], moment
    assert desk.transfer(transfer)["reminded"] == 3
    desk.house.clock.set_local("2026-12-06 09:05:00")
    state = desk.transfer(transfer)
    assert state["status"] == "expired" and letters() == [3, 4]
    car = desk.passport(passport)
    assert car["status"] == "active" and car["owner_id"] == owner and "transfer" not in car
    desk.refused("TRANSFER_ENDED", **desk.end("accept", passport, transfer, recipient))
