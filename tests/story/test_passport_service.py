# SPDX-License-Identifier: Apache-2.0
"""Passports as the manual's chapters "Auto paspoort" and "Wagenparkbeheer" have them, in the
fleet service alone."""
import hashlib

import pytest

from passports import DEALER, OTHER, address, contact, opened
from workshop import new_id


@pytest.fixture(scope="module")
def desk():
    with opened(__name__) as desk:
        yield desk


def hash_of(path):
    return hashlib.sha256(path.rsplit("/", 1)[1].encode()).hexdigest()


def test_a_garage_makes_a_passport_and_the_customer_gets_a_link(desk):
    passport, holder = desk.invited("Anna")
    state = desk.passport(passport)
    assert state["status"] == "invited" and state["owner_id"] == holder
    assert "driver_id" not in state and "contact" not in state
    assert [link["dealer"] for link in state["garages"]] == [DEALER]
    letter, = desk.mails(address("Anna"))
    assert letter["template"] == "passport_invitation" and letter["dealer"] == DEALER
    assert letter["customer_id"] == holder
    assert letter["params"]["link"].startswith("/activeren/")
    assert state["link"]["hash"] == hash_of(letter["params"]["link"])
    assert state["link"]["expires_at"] == letter["params"]["expires_at"]
    assert state["link"]["expires_at"].startswith("2027-01-21T"), "60 days"
    assert desk.party(address("Anna"))["status"] == "invited"


def test_the_customer_activates_it(desk):
    passport, holder = desk.invited("Bert", driving_habit="sporty")
    assert "driving_habit" not in desk.passport(passport), "not without consent"
    answered = desk.do("passport.activate", by=holder, passport_id=passport,
                       terms_version="2026-1", habit_consent=True, reminders=True)
    state = desk.passport(passport)
    assert state["reminders"], "asked for"
    assert state["status"] == "active" and state["version"] == answered["version"]
    assert state["driving_habit"] == "sporty" and "link" not in state
    assert state["contact"]["email"] == address("Bert")
    party = desk.party(address("Bert"))
    assert party["status"] == "active" and party["terms_version"] == "2026-1"
    again = desk.do("passport.activate", by=holder, passport_id=passport, terms_version="x")
    assert again["version"] == answered["version"], "pressed twice, done once"


def test_without_consent_no_driving_habit_is_kept(desk):
    passport, holder = desk.invited("Bregje", driving_habit="calm")
    desk.do("passport.activate", by=holder, passport_id=passport, terms_version="1")
    assert "driving_habit" not in desk.passport(passport)
    desk.refused("HABIT_NEEDS_CONSENT", "passport.change", by=holder, passport_id=passport,
                 driving_habit="calm")
    desk.do("passport.change", by=holder, passport_id=passport, driving_habit="towing",
            habit_consent=True)
    assert desk.passport(passport)["driving_habit"] == "towing"


def test_one_car_has_one_passport(desk):
    customer, car = desk.car("Cor")
    facts = {"vehicle_id": car["vehicle_id"], "customer_id": customer["customer_id"],
             "holder": contact("Cor"), "terms_shown": True}
    desk.do("passport.create", passport_id=new_id(), **facts)
    assert desk.refused("PASSPORT_EXISTS", "passport.create", passport_id=new_id(),
                        **facts) == "conflict"


@pytest.mark.parametrize("changes,code", [
    ({"vehicle_id": new_id()}, "NO_SUCH_VEHICLE"),
    ({"terms_shown": False}, "TERMS_NOT_SHOWN"),
    ({"holder": {"email": "geen adres"}}, "ADDRESS_INVALID"),
    ({"fleet_id": new_id()}, "NO_SUCH_FLEET"),
    ({"owner": {"email": "x@y.nl"}, "fleet_id": new_id()}, "OWNER_OR_FLEET")])
def test_what_a_passport_needs(desk, changes, code):
    _, car = desk.car("Dora")
    facts = {"passport_id": new_id(), "vehicle_id": car["vehicle_id"],
             "holder": contact("Dora"), "terms_shown": True}
    desk.refused(code, "passport.create", **{**facts, **changes})


def test_an_owner_beside_the_driver(desk):
    passport, driver = desk.active("Evi", owner=contact("Oma"))
    state, owner = desk.passport(passport), desk.party(address("Oma"))["party_id"]
    assert state["owner_id"] == owner and state["driver_id"] == driver
    assert state["contact"]["email"] == address("Evi")


def test_somebody_with_two_cars_is_one_party(desk):
    first, holder = desk.active("Fred")
    customer, car = desk.car("Fred")
    second = new_id()
    desk.do("passport.create", passport_id=second, vehicle_id=car["vehicle_id"],
            customer_id=customer["customer_id"],
            holder=contact("Fred", f"  {address('Fred').upper()} "), terms_shown=True)
    assert desk.passport(second)["owner_id"] == desk.passport(first)["owner_id"] == holder


def test_a_stranger_sees_no_passport(desk):
    passport, _ = desk.active("Gina")
    _, stranger = desk.active("Guus")
    for by in (OTHER, stranger, new_id()):
        assert desk.refused("NO_SUCH_PASSPORT", "passport.change", by=by,
                            passport_id=passport, name="X") == "absent"
    assert desk.refused("NOT_YOURS", "passport.activate", by=DEALER,
                        passport_id=passport, terms_version="1") == "denied"


def test_data_of_the_holder_are_corrected(desk):
    passport, holder = desk.active("Hans")
    version = desk.passport(passport)["version"]
    desk.do("passport.change", passport_id=passport, expected_version=version,
            name="Hans de Boer", phone="0612345678")
    state = desk.passport(passport)
    assert state["contact"]["name"] == "Hans de Boer"
    assert desk.party(address("Hans"))["phone"] == "0612345678"
    assert desk.refused("VERSION_CONFLICT", "passport.change", passport_id=passport,
                        expected_version=version, name="Y") == "conflict"
    desk.do("party.change", by=holder, party_id=holder, city="Gouda", phone="")
    party = desk.party(address("Hans"))
    assert party["city"] == "Gouda" and "phone" not in party


def test_an_invitation_again_kills_the_link_before(desk):
    passport, _ = desk.invited("Iris")
    first, = desk.mails(address("Iris"))
    desk.do("passport.invite", passport_id=passport)
    _, second = desk.mails(address("Iris"))
    assert first["params"]["link"] != second["params"]["link"]
    assert desk.passport(passport)["link"]["hash"] == hash_of(second["params"]["link"])


def test_a_wrong_address_is_corrected_before_it_is_activated(desk):
    passport, wrong = desk.invited("Gijs", company="Gijs B.V.")
    first = desk.passport(passport)["link"]["hash"]
    right = f"goed-{address('Gijs')}"
    desk.do("passport.invite", passport_id=passport, email=right)
    state, party = desk.passport(passport), desk.party(right)
    assert state["owner_id"] == party["party_id"] != wrong and "driver_id" not in state
    assert party["company"] == "Gijs B.V." and party["name"] == "Gijs"
    letter, = desk.mails(right, "passport_invitation")
    assert state["link"]["hash"] == hash_of(letter["params"]["link"]) != first
    assert len(desk.mails(address("Gijs"))) == 1, "no second letter to the wrong address"
    assert any(topic == "party.state.v1" and wrong in str(key) and value is None
               for topic, key, value in desk.ear.heard), "who was named by mistake is forgotten"
    assert desk.refused("NO_SUCH_PASSPORT", "passport.activate", by=wrong,
                        passport_id=passport, terms_version="2026-11")
    desk.do("passport.activate", by=party["party_id"], passport_id=passport,
            terms_version="2026-11")
    assert desk.refused("PASSPORT_ACTIVE_ALREADY", "passport.invite", passport_id=passport,
                        email=address("Gijs"))


def test_an_address_is_corrected_to_one_that_is_known(desk):
    """Then it is their car; who was named by mistake and has another car keeps that."""
    _, known = desk.invited("Hilde")
    passport, _ = desk.invited("Hidde")
    desk.do("passport.invite", passport_id=passport, email=address("Hilde"))
    assert desk.passport(passport)["owner_id"] == known
    desk.do("passport.invite", passport_id=passport, email=f"h-{address('Hidde')}")
    assert desk.party(address("Hilde"))["status"] == "invited"
    assert desk.refused("ADDRESS_INVALID", "passport.invite", passport_id=passport,
                        email="geen adres")


def test_the_owner_chooses_the_garages(desk):
    passport, holder = desk.active("Jaap")
    assert desk.refused("NOT_YOURS", "passport.link_garage", by=DEALER, garage=OTHER,
                        passport_id=passport) == "denied"
    desk.refused("NO_SUCH_DEALER", "passport.link_garage", by=holder, garage="NL-0",
                 passport_id=passport)
    desk.do("passport.link_garage", by=holder, passport_id=passport, garage=OTHER)
    desk.do("passport.unlink_garage", by=OTHER, passport_id=passport, garage=OTHER)
    links = {one["dealer"]: one for one in desk.passport(passport)["garages"]}
    assert "until" in links[OTHER] and "until" not in links[DEALER]
    desk.refused("NO_SUCH_PASSPORT", "passport.unlink_garage", by=OTHER,
                 passport_id=passport, garage=OTHER)
    desk.do("passport.link_garage", by=holder, passport_id=passport, garage=OTHER)
    desk.refused("NOT_YOURS", "passport.unlink_garage", by=OTHER, passport_id=passport,
                 garage=DEALER)


def test_deze_auto_is_niet_meer_van_mij(desk):
    passport, holder = desk.active("Karin")
    desk.do("passport.disown", by=holder, passport_id=passport)
    state = desk.passport(passport)
    assert state["status"] == "archived" and state["archived_reason"] == "not_mine"
    assert all("until" in link for link in state["garages"]) and "contact" not in state
    assert state["owner_id"] == holder, "somebody was its last owner"
    again = new_id()
    desk.do("passport.create", passport_id=again, vehicle_id=state["vehicle_id"],
            holder=contact("Karel"), terms_shown=True)
    assert desk.passport(again)["status"] == "invited"


def test_a_passport_nobody_took_up_ends_with_its_garage(desk):
    passport, _ = desk.invited("Lies")
    desk.do("passport.unlink_garage", passport_id=passport, garage=DEALER)
    assert desk.passport(passport)["status"] == "archived"


# --- addresses ----------------------------------------------------------------------------

def test_a_new_address_holds_once_its_link_is_used(desk):
    passport, holder = desk.active("Mark")
    desk.do("party.change_email", by=holder, party_id=holder, email="Mark@Nieuw.example")
    party = desk.party(address("Mark"))
    assert party["pending_email"] == "Mark@Nieuw.example"
    letter, = desk.mails("Mark@nieuw.example")
    assert letter["template"] == "email_check"
    assert hash_of(letter["params"]["link"]) == party["link"]["hash"]
    assert letter["params"]["link"].startswith("/adres/")
    assert desk.passport(passport)["contact"]["email"] == address("Mark")
    desk.do("party.confirm_email", by=holder, party_id=holder)
    party = desk.party("Mark@Nieuw.example")
    assert "pending_email" not in party and "sessions_since" in party
    assert desk.passport(passport)["contact"]["email"] == "Mark@Nieuw.example"
    assert desk.mails(address("Mark"), "email_changed")


def test_no_two_parties_have_one_address(desk):
    _, nora = desk.active("Nora")
    desk.active("Niek")
    desk.refused("EMAIL_IN_USE", "party.change_email", by=nora, party_id=nora,
                 email=address("Niek").upper())
    desk.do("party.change_email", by=nora, party_id=nora, email="samen@klant.example")
    desk.active("Samen")
    desk.refused("EMAIL_IN_USE", "party.confirm_email", by=nora, party_id=nora)
    assert desk.refused("NOT_YOURS", "party.change_email", by=new_id(), party_id=nora,
                        email="q@klant.example") == "denied"


def test_links_die_in_time(desk):
    asked, holder = desk.active("Olga")
    desk.do("party.change_email", by=holder, party_id=holder, email="olga@nieuw.example")
    invited, _ = desk.invited("Oscar")
    desk.house.clock.set_local("2026-11-23 09:30:00")
    party = desk.party(address("Olga"))
    assert "link" not in party and "pending_email" not in party, "after 24 hours"
    assert "link" in desk.passport(invited) and asked
    desk.house.clock.set_local("2027-01-21 09:30:00")
    state = desk.passport(invited)
    assert state["status"] == "invited" and "link" not in state, "after 60 days"
    desk.do("passport.invite", passport_id=invited)
    assert "link" in desk.passport(invited)
