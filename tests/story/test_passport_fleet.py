# SPDX-License-Identifier: Apache-2.0
"""Fleets as the manual's chapter "Wagenparkbeheer" has them, in the fleet service alone."""
import pytest

from passports import DEALER, OTHER, address, contact, opened
from workshop import new_id


@pytest.fixture(scope="module")
def desk():
    with opened(__name__) as desk:
        yield desk


def create(desk, passport, email, **changes):
    return {"fleet_id": new_id(), "passport_id": passport, "name": "De Boer Transport",
            "manager_id": new_id(), "manager": contact("Manager", email), "staging": False,
            **changes}


def test_een_wagenpark_begint_met_het_geactiveerde_paspoort_van_de_beheerder(desk):
    passport, driver = desk.active("Anna")
    wanted = create(desk, passport, "wagenpark@deboer.example")
    desk.do("fleet.create", **wanted)
    fleet = desk.fleet(wanted["fleet_id"])
    assert fleet["status"] == "invited" and fleet["managers"] == [wanted["manager_id"]]
    assert fleet["anchor_id"] == passport and not fleet["anchor_gone"]
    car = desk.passport(passport)
    assert car["fleet_id"] == fleet["fleet_id"] == car["anchors_fleet"]
    assert "owner_id" not in car and car["driver_id"] == driver
    letter, = desk.mails("wagenpark@deboer.example")
    assert letter["template"] == "fleet_invitation"
    assert letter["params"]["link"].startswith("/wagenpark/")
    assert letter["params"]["fleet_name"] == "De Boer Transport"
    desk.do("fleet.activate", by=wanted["manager_id"], fleet_id=wanted["fleet_id"],
            party_id=wanted["manager_id"], terms_version="1")
    assert desk.fleet(wanted["fleet_id"])["status"] == "active"
    assert desk.party("wagenpark@deboer.example")["kind"] == "manager"


def test_the_account_needs_an_address_of_its_own(desk):
    passport, _ = desk.active("Bert")
    desk.active("Betty")
    assert desk.refused("FLEET_EMAIL_EQUALS_PASSPORT", "fleet.create",
                        **create(desk, passport, f" {address('Bert').title()}")) == "invalid"
    assert desk.refused("EMAIL_IN_USE", "fleet.create",
                        **create(desk, passport, address("Betty"))) == "conflict"
    fleet, *_ = desk.fleet_of("Boris")
    assert fleet
    desk.refused("EMAIL_IN_USE", "passport.create", passport_id=new_id(), terms_shown=True,
                 vehicle_id=desk.car("Boukje")[1]["vehicle_id"],
                 holder=contact("Boukje", f"wagenpark-{address('Boris')}"))


def test_only_an_active_passport_of_the_garage_starts_a_fleet(desk):
    invited, _ = desk.invited("Carla")
    desk.refused("PASSPORT_NOT_ACTIVE", "fleet.create",
                 **create(desk, invited, "c@fleet.example"))
    active, _ = desk.active("Cees")
    assert desk.refused("NO_SUCH_PASSPORT", "fleet.create", by=OTHER,
                        **create(desk, active, "c@fleet.example")) == "absent"
    desk.do("fleet.create", **create(desk, active, "c@fleet.example"))
    desk.refused("FLEET_ALREADY", "fleet.create", **create(desk, active, "d@fleet.example"))


def test_the_garage_arranges_the_account_first_and_hands_it_over(desk):
    passport, _ = desk.active("Dirk")
    wanted = create(desk, passport, "tijdelijk@debrug.example", staging=True)
    fleet, manager = wanted["fleet_id"], wanted["manager_id"]
    desk.do("fleet.create", **wanted)
    assert desk.fleet(fleet)["status"] == "staging"
    assert desk.mails("tijdelijk@debrug.example") == []
    desk.do("fleet.change", fleet_id=fleet, approval_limit_cents=25000)
    assert desk.refused("NO_SUCH_FLEET", "fleet.change", by=OTHER, fleet_id=fleet,
                        name="X") == "absent"
    desk.do("party.verify", by=manager, party_id=manager)
    desk.do("party.change_email", party_id=manager, email="dirk@vloot.example", name="Dirk")
    letter, = desk.mails("dirk@vloot.example", "fleet_invitation")
    assert letter["params"]["link"].startswith("/wagenpark/")
    before = desk.party("tijdelijk@debrug.example")
    assert before["pending_email"] == "dirk@vloot.example"
    assert "sessions_since" not in before, "the garage is in until the link is used"
    desk.do("fleet.activate", by=manager, fleet_id=fleet, party_id=manager,
            terms_version="1")
    party = desk.party("dirk@vloot.example")
    assert "sessions_since" in party and "pending_email" not in party
    state = desk.fleet(fleet)
    assert state["status"] == "active" and state["approval_limit_cents"] == 25000
    assert desk.refused("FLEET_ACTIVE_ALREADY", "fleet.change", fleet_id=fleet,
                        name="X") == "conflict"
    assert desk.refused("FLEET_ACTIVE_ALREADY", "party.change_email", party_id=manager,
                        email="terug@debrug.example") == "conflict"


def test_a_car_joins_and_leaves(desk):
    fleet, manager, *_ = desk.fleet_of("Ella")
    passport, driver = desk.active("Erik")
    desk.do("passport.join_fleet", passport_id=passport, fleet_id=fleet)
    car = desk.passport(passport)
    assert car["fleet_id"] == fleet and car["driver_id"] == driver
    assert car["contact"]["email"] == address("Erik")
    other, *_ = desk.fleet_of("Emma")
    desk.refused("FLEET_ALREADY", "passport.join_fleet", passport_id=passport,
                 fleet_id=other)
    desk.do("passport.leave_fleet", by=manager, passport_id=passport)
    car = desk.passport(passport)
    assert "fleet_id" not in car and car["owner_id"] == driver and "driver_id" not in car
    desk.refused("NOT_IN_FLEET", "passport.leave_fleet", passport_id=passport)


def test_a_new_car_is_the_fleets_from_the_start(desk):
    fleet, *_ = desk.fleet_of("Femke")
    passport, driver = desk.invited("Floor", fleet_id=fleet)
    car = desk.passport(passport)
    assert car["fleet_id"] == fleet and car["driver_id"] == driver
    desk.do("passport.activate", by=driver, passport_id=passport, terms_version="1")
    desk.do("passport.disown", by=driver, passport_id=passport)
    car = desk.passport(passport)
    assert car["status"] == "active" and "driver_id" not in car
    assert car["contact"]["email"] == f"wagenpark-{address('Femke')}", "nobody drives"
    assert desk.refused("FLEET_NEEDS_DRIVER", "passport.leave_fleet",
                        passport_id=passport) == "conflict"


def test_garages_see_only_the_fleets_of_their_cars(desk):
    fleet, *_ = desk.fleet_of("Gerda")
    passport, holder = desk.active("Gijs")
    desk.do("passport.link_garage", by=holder, passport_id=passport, garage=OTHER)
    assert desk.refused("NO_SUCH_FLEET", "passport.join_fleet", by=OTHER,
                        passport_id=passport, fleet_id=fleet) == "absent"


def test_when_the_car_it_began_with_goes_another_is_chosen(desk):
    fleet, manager, anchor, _ = desk.fleet_of("Hanna")
    passport, _ = desk.active("Henk")
    desk.do("passport.join_fleet", passport_id=passport, fleet_id=fleet)
    desk.do("passport.leave_fleet", passport_id=anchor)
    assert desk.fleet(fleet)["anchor_gone"] and desk.fleet(fleet)["status"] == "active"
    assert "anchors_fleet" not in desk.passport(anchor)
    desk.refused("NO_SUCH_PASSPORT", "fleet.change", by=manager, fleet_id=fleet,
                 anchor_id=anchor)
    desk.do("fleet.change", by=manager, fleet_id=fleet, anchor_id=passport)
    state = desk.fleet(fleet)
    assert not state["anchor_gone"] and state["anchor_id"] == passport
    assert desk.passport(passport)["anchors_fleet"] == fleet


def test_messages_to_the_manager_only(desk):
    fleet, manager, passport, _ = desk.fleet_of("Ida")
    assert desk.passport(passport)["contact"]["email"] == address("Ida")
    desk.do("fleet.change", by=manager, fleet_id=fleet, messages="manager")
    assert desk.passport(passport)["contact"]["email"] == f"wagenpark-{address('Ida')}"
    desk.do("fleet.change", by=manager, fleet_id=fleet, approval_limit_cents=-1,
            messages="driver")
    assert "approval_limit_cents" not in desk.fleet(fleet)
    assert desk.passport(passport)["contact"]["email"] == address("Ida")


def test_a_fleet_keeps_a_manager(desk):
    fleet, manager, *_ = desk.fleet_of("Joke")
    second = new_id()
    desk.refused("LAST_MANAGER", "fleet.remove_manager", by=manager, fleet_id=fleet,
                 party_id=manager)
    desk.do("fleet.add_manager", by=manager, fleet_id=fleet, party_id=second,
            manager=contact("Joost", "joost@vloot.example"))
    assert desk.fleet(fleet)["managers"] == [manager, second]
    desk.refused("LAST_MANAGER", "fleet.remove_manager", by=manager, fleet_id=fleet,
                 party_id=manager)
    desk.do("fleet.activate", by=second, fleet_id=fleet, party_id=second, terms_version="1")
    desk.do("fleet.remove_manager", by=second, fleet_id=fleet, party_id=manager)
    assert desk.fleet(fleet)["managers"] == [second]
    assert desk.party(f"wagenpark-{address('Joke')}")["status"] == "closed"
    assert desk.refused("NO_SUCH_FLEET", "fleet.change", by=manager, fleet_id=fleet,
                        name="X") == "absent"


def test_monday_at_eight_the_manager_reads_which_cars_ask_for_attention(desk):
    fleet, manager, passport, driver = desk.fleet_of("Kees")
    car = desk.vehicle(desk.plate(), apk_expiry="2026-12-24")
    desk.house.settle()
    second = new_id()
    desk.do("passport.create", passport_id=second, vehicle_id=car["vehicle_id"],
            holder=contact("Klaas"), terms_shown=True, fleet_id=fleet)
    desk.house.clock.set_local("2026-11-23 08:00:01")
    letter, = desk.mails(f"wagenpark-{address('Kees')}", "fleet_digest")
    assert letter["params"]["cars_total"] == 2
    one, = letter["params"]["cars"]
    assert one["apk_expiry"] == "2026-12-24" and one["driver"] == "Klaas"
    assert one["model"] == "SUBARU XV"
    assert letter["dealer"] == DEALER and driver and manager and passport
    desk.house.clock.set_local("2026-11-30 08:00:01")
    assert len(desk.mails(f"wagenpark-{address('Kees')}", "fleet_digest")) == 2
    assert not desk.mails(f"wagenpark-{address('Joke')}", "fleet_digest"), "nothing to tell"


def predict(desk, car, day):
    proposal = new_id()
    desk.say("proposal.state", {
        "dealer": DEALER, "proposal_id": proposal, "version": 1, "list_week": "2026-W48",
        "send_week": "2026-W49", "customer_id": new_id(), "vehicle_id": car["vehicle_id"],
        "reasons": [{"kind": "periodic", "due_date": day, "text_key": "periodic"}],
        "reason_group": "service", "default_decision": "yes", "decision": "yes",
        "decision_source": "default", "due_p50": day, "confidence": "high",
        "status": "open"}, f"{DEALER}/{proposal}")


def advised(desk, car):
    """A saved form with two advices, of which the customer wants one."""
    wanted, open_one = new_id(), new_id()
    line = {"severity": "advice", "quantity": "1", "price_kind": "fixed",
            "urgency": "next_visit"}
    form = new_id()
    desk.say("inspection.state", {
        "dealer": DEALER, "inspection_id": form, "version": 3, "revision": 2,
        "status": "sent", "entry": "uninvited", "prefill": "blank", "checklist_id": new_id(),
        "checklist_version": 1, "vehicle_id": car["vehicle_id"], "opened_on": desk.time(),
        "updated_at": desk.time(), "send_updates": False, "prices_open": False, "fields": [],
        "saved_number": 1, "saved_revision": 1, "saved_at": desk.time(),
        "advices": [{**line, "advice_id": wanted, "text": "Remblokken", "line_cents": 28900},
                    {**line, "advice_id": open_one, "text": "Ruitenwissers",
                     "line_cents": 4500}],
        "answers": [{"advice_id": wanted, "answer": "approve", "number": 1,
                     "at": desk.time(), "by": "link"}]}, f"{DEALER}/{form}")


def test_the_monday_letter_names_service_that_is_due_and_open_advices(desk):
    fleet, _, _, _ = desk.fleet_of("Lotte")
    due, advice, fine = (desk.vehicle(desk.plate()) for _ in range(3))
    desk.house.settle()
    for name, car in (("Luuk", due), ("Lies", advice), ("Lars", fine)):
        desk.do("passport.create", passport_id=new_id(), vehicle_id=car["vehicle_id"],
                holder=contact(name), terms_shown=True, fleet_id=fleet)
    for car, day in ((due, "2026-12-20"), (fine, "2027-05-01")):
        predict(desk, car, day)
    advised(desk, advice)
    desk.house.settle()
    desk.house.clock.set_local("2026-12-07 08:00:01")
    letter = desk.mails(f"wagenpark-{address('Lotte')}", "fleet_digest")[-1]
    cars = {car["driver"]: car for car in letter["params"]["cars"]}
    assert set(cars) == {"Luuk", "Lies"}, "the others ask for nothing"
    assert cars["Luuk"]["due_date"] == "2026-12-20"
    assert "advices_count" not in cars["Luuk"] and "due_date" not in cars["Lies"]
    assert (cars["Lies"]["advices_count"], cars["Lies"]["advices_cents"]) == (1, 4500)
