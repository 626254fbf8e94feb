# SPDX-License-Identifier: Apache-2.0
"""How each garage names the car of a passport, and people who were asked and never came, in
the fleet service alone."""
import pytest

from passports import DEALER, OTHER, address, contact, opened
from workshop import GARAGE, new_id

ANOTHER = "NL-4713"


@pytest.fixture(scope="module")
def desk():
    with opened(__name__) as desk:
        desk.say("dealer.state", {**GARAGE, "dealer": ANOTHER}, ANOTHER)
        desk.house.settle()
        yield desk


def hear(desk, dealer, plate, version=1, vehicle=None, **facts):
    """A garage knows a car by this plate alone; its id."""
    vehicle = vehicle or new_id()
    desk.say("vehicle.state", {"dealer": dealer, "vehicle_id": vehicle, "version": version,
                               "plate": plate, "fuel": "petrol",
                               "is_stock_car": False, **facts},
             f"{dealer}/{vehicle}")
    desk.house.settle()
    return vehicle


def names(desk, passport):
    return {link["dealer"]: link.get("vehicle_id")
            for link in desk.passport(passport)["garages"]}


def corrected(desk, passport, dealer=DEALER, version=2, **facts):
    """The garage that made it says of its car what it is now."""
    car = desk.passport(passport)
    hear(desk, dealer, facts.pop("plate", car["plate"]), version, car["vehicle_id"],
         make=car["make"], model=car["model"], **facts)


def test_a_garage_that_knows_the_plate_names_the_car_at_once(desk):
    passport, owner = desk.active("Adam")
    car = desk.passport(passport)
    assert names(desk, passport) == {DEALER: car["vehicle_id"]}
    there = hear(desk, OTHER, car["plate"])
    elsewhere = hear(desk, ANOTHER, car["plate"], country="DE")
    assert desk.passport(passport)["version"] == car["version"], "it does not look after it"
    for garage in (OTHER, ANOTHER):
        desk.do("passport.link_garage", by=owner, passport_id=passport, garage=garage)
    assert names(desk, passport) == {DEALER: car["vehicle_id"], OTHER: there, ANOTHER: None}
    assert elsewhere not in names(desk, passport).values(), "the same letters, another plate"


def test_a_garage_that_hears_of_the_car_later_names_it_then(desk):
    passport, owner = desk.active("Bert")
    desk.do("passport.link_garage", by=owner, passport_id=passport, garage=OTHER)
    car = desk.passport(passport)
    assert names(desk, passport)[OTHER] is None
    there = hear(desk, OTHER, car["plate"])
    assert names(desk, passport)[OTHER] == there
    assert desk.passport(passport)["version"] == car["version"] + 1
    hear(desk, OTHER, car["plate"], 2, there, make="Zomaar")
    after = desk.passport(passport)
    assert after["version"] == car["version"] + 1 and after["make"] == car["make"], \
        "another garage's word on the make is not the passport's"


def test_a_plate_that_is_corrected_is_the_passports_too(desk):
    passport, owner = desk.active("Cor")
    desk.do("passport.link_garage", by=owner, passport_id=passport, garage=OTHER)
    wrong, right = desk.passport(passport)["plate"], desk.plate()
    by_the_wrong = hear(desk, OTHER, wrong)
    by_the_right = hear(desk, OTHER, right)
    assert names(desk, passport)[OTHER] == by_the_wrong
    before = desk.passport(passport)
    corrected(desk, passport, plate=right)
    car = desk.passport(passport)
    assert car["plate"] == right and car["vehicle_id"] == before["vehicle_id"]
    assert car["version"] == before["version"] + 1, "said once, with both"
    assert names(desk, passport)[OTHER] == by_the_right


def test_make_and_model_are_corrected_with_it(desk):
    passport, _ = desk.active("Dora")
    car = desk.passport(passport)
    hear(desk, DEALER, car["plate"], 2, car["vehicle_id"], make="SUBARU", model="Forester")
    assert desk.passport(passport)["model"] == "Forester"
    hear(desk, DEALER, car["plate"], 3, car["vehicle_id"], make="SUBARU", model="Forester")
    assert desk.passport(passport)["version"] == car["version"] + 1, "nothing new"


def test_a_car_that_turns_out_to_be_another_is_no_longer_it(desk):
    passport, owner = desk.active("Else")
    desk.do("passport.link_garage", by=owner, passport_id=passport, garage=OTHER)
    there = hear(desk, OTHER, desk.passport(passport)["plate"])
    assert names(desk, passport)[OTHER] == there
    hear(desk, OTHER, desk.plate(), 2, there)
    assert names(desk, passport)[OTHER] is None


def test_two_passports_never_have_one_plate(desk):
    passport, _ = desk.active("Frits")
    another, _ = desk.active("Fien")
    before = desk.passport(passport)
    corrected(desk, passport, plate=desk.passport(another)["plate"])
    assert desk.passport(passport)["plate"] == before["plate"]
    right = desk.plate()
    corrected(desk, passport, plate=right, version=3)
    assert desk.passport(passport)["plate"] == right


def test_garages_that_are_kept_know_the_car_and_those_that_are_not_have_no_word(desk):
    passport, owner = desk.active("Gijs")
    car = desk.passport(passport)
    desk.do("passport.link_garage", by=owner, passport_id=passport, garage=OTHER)
    there = hear(desk, OTHER, car["plate"])
    transfer, recipient = desk.offered(passport, owner, "Greet")
    desk.do(**desk.end("accept", passport, transfer, recipient, keep_garages=[OTHER]))
    assert names(desk, passport) == {DEALER: car["vehicle_id"], OTHER: there}
    corrected(desk, passport, plate=desk.plate())
    assert desk.passport(passport)["plate"] == car["plate"]


# --- people who were asked -----------------------------------------------------------------


def gone(desk, party):
    """Whether it was forgotten: its state is a tombstone."""
    desk.house.settle()
    desk.ear.catch_up()
    return ("party.state.v1", party.encode(), None) in desk.ear.heard


def offered_in_vain(desk, name):
    """Somebody got an offer and left it; their party."""
    passport, owner = desk.active(name)
    transfer = new_id()
    desk.do("transfer.start", by=owner, passport_id=passport, transfer_id=transfer,
            kind="owner", recipient=contact(f"{name}s-neef"), party_id=owner,
            recipient_id=new_id())
    return passport, owner, transfer, desk.transfer(transfer)["recipient_id"]


def test_who_was_asked_and_never_came_is_forgotten(desk):
    passport, owner, _, cousin = offered_in_vain(desk, "Hans")
    waiting, invited = desk.invited("Hilde")
    desk.house.clock.step(days=89)
    assert not gone(desk, cousin)
    desk.house.clock.step(days=2)
    assert gone(desk, cousin), "the offer lapsed long ago"
    assert not gone(desk, invited), "a passport waits for her"
    assert not gone(desk, owner), "he has a car"
    assert desk.passport(passport)["owner_id"] == owner
    desk.do("transfer.start", by=owner, passport_id=passport, transfer_id=new_id(),
            kind="owner", recipient=contact("Hanss-neef"), party_id=owner,
            recipient_id=new_id())
    assert desk.party(address("Hanss-neef"))["party_id"] != cousin, "asked anew"
    desk.do("passport.unlink_garage", passport_id=waiting, garage=DEALER)
    desk.house.clock.step(days=91)
    assert gone(desk, invited), "looked at again when nothing waits for her any more"


def test_who_has_an_offer_that_waits_is_not_forgotten(desk):
    passport, owner, transfer, cousin = offered_in_vain(desk, "Ids")
    desk.house.clock.step(days=85)
    assert desk.transfer(transfer)["status"] == "expired"
    transfer = new_id()
    desk.do("transfer.start", by=owner, passport_id=passport, transfer_id=transfer,
            kind="owner", recipient=contact("Idss-neef"), party_id=owner,
            recipient_id=new_id())
    assert desk.transfer(transfer)["recipient_id"] == cousin
    desk.house.clock.step(days=6)
    assert not gone(desk, cousin)
    desk.do("party.verify", by=cousin, party_id=cousin)
    desk.do(**desk.end("decline", passport, transfer, cousin))
    desk.house.clock.step(days=100)
    assert not gone(desk, cousin), "who came once stays until they leave"
