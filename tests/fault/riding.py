# SPDX-License-Identifier: Apache-2.0
"""People of passports while everything dies: a fleet's manager offers cars, they are taken,
declined or taken back, sometimes both at once; holders book at the same few slots.

Everybody has a password, and so signs in again whenever needed. What was given away must be
out of the former holder's sight with the answer that says so.
"""
import concurrent.futures
import pathlib
import sys
from types import SimpleNamespace

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "story")]

from clients import Caller, Client  # noqa: E402
from evidence import FAIL, INFO, OK, Answered, Booked, Offered  # noqa: E402
from portal import Portal  # noqa: E402
from riders import Riders, new_id  # noqa: E402
from world import DAY, GARAGES, PASSWORD  # noqa: E402

GARAGE = GARAGES[0]
HOLDERS = 3
FLEET_CARS = 3  # besides the one the fleet begins with
CARS = 1 + HOLDERS + FLEET_CARS
MANAGER = "wagenpark@ritten.example"
TIMES = ("08:00", "08:30", "13:00")  # on one day: more is wanted than fits
MOST_BOOKED = 4  # a holder's
WEEKDAYS_AHEAD = 15  # the Tuesday of the week after next
ENDS = {"accept": "accepted", "decline": "declined", "cancel": "cancelled"}
# What a manager and a recipient make of an offer; two words: at the same moment.
ENDINGS = (("accept",), ("accept",), ("decline",), ("cancel",), ("accept", "cancel"),
           ("decline", "cancel"), ("accept", "cancel"))
UNSEEN = {403, 404}


class Person(Caller):
    """Somebody who signs in with an e-mail address."""

    def __init__(self, house, email, seed):
        super().__init__(house, email, seed)
        self.party = self.passport = None

    def sign_in(self, portal):
        portal.me = portal.ask("POST", "/v1/session", json={"email": self.login,
                                                            "password": PASSWORD})
        return portal

class Stable:
    """One garage, a fleet of it and some holders: made while all is well."""

    def __init__(self, house, cars, seed):
        self.house, self.cars = house, list(cars)
        story = SimpleNamespace(house=house, answers=None, person=self.portal)
        self.riders = Riders(story, GARAGE["advisers"][0], GARAGE["inspectors"][0])
        self.manager = Person(house, MANAGER, seed)
        self.holders = [Person(house, f"houder{number}@ritten.example", seed)
                        for number in range(HOLDERS)]
        self.fleet = self.anchor = None
        self.fleet_cars = []

    def portal(self, login):
        return Portal(self.house.base_url, login, PASSWORD)

    def give(self, email, **more):
        """A passport for the next car."""
        plate = self.cars.pop()["vehicle"]["plate"]
        car = SimpleNamespace(plate=plate, email=email, name_part="Rijder")
        return self.riders.give(car, **more)

    def settle_in(self, pushes):
        """Everybody has what they need; who logs in has a password, and holders a browser
        that takes messages."""
        for holder in self.holders:
            holder.passport = self.give(holder.login)
        self.anchor = self.give("anker@ritten.example")
        with concurrent.futures.ThreadPoolExecutor(HOLDERS + 1) as pool:
            begun = [pool.submit(self.switch_on, holder, pushes.browser(f"b{number}"))
                     for number, holder in enumerate(self.holders)]
            begun.append(pool.submit(self.make_fleet))
            for one in begun:
                one.result()

    def move_in(self, person, path="/activeren/", **ticked):
        logged_in = self.riders.person(person.login).activate(path, **ticked)
        logged_in.ask("PUT", "/v1/party/password", json={"password": PASSWORD})
        person.party = logged_in.get("/v1/me")["party_id"]
        return logged_in.visitor

    def switch_on(self, holder, browser):
        """As the page's script does."""
        visitor = self.move_in(holder, reminders="yes")
        answer = visitor.session.post(
            f"{visitor.base_url}/mijn/meldingen", data=browser.subscription(),
            headers={"Origin": visitor.base_url}, timeout=30)
        assert answer.status_code == 204, answer.text

    def make_fleet(self):
        self.riders.person("anker@ritten.example").follow("/activeren/").press("", terms="yes")
        self.fleet = new_id()
        self.riders.desk.ask("POST", "/v1/fleets", json={
            "fleet_id": self.fleet, "passport_id": self.anchor, "name": "Ritten B.V.",
            "staging": False, "manager": {"email": MANAGER, "name": "Beheer"}})
        self.move_in(self.manager, "/wagenpark/")
        emails = [f"bestuurder{number}@ritten.example" for number in range(FLEET_CARS)]
        self.fleet_cars = [self.give(email, fleet_id=self.fleet) for email in emails]
        for email in emails:
            self.riders.person(email).follow("/activeren/").press("", terms="yes")


class Giving(Client):
    """The fleet's cars go from hand to hand, and come back; the desk helps."""

    def __init__(self, stable, evidence, seed):
        super().__init__(stable.house, GARAGE["advisers"][0], 0.3, f"{seed}/giving")
        self.stable, self.evidence = stable, evidence
        self.pair = concurrent.futures.ThreadPoolExecutor(2)
        self.parties = {one.party: one for one in (*stable.holders, stable.manager)}

    def end(self):
        super().end()
        self.pair.shutdown(wait=False, cancel_futures=True)

    def work(self):
        passport = self.rng.choice([self.stable.anchor, *self.stable.fleet_cars])
        seen = self.ask("GET", f"/v1/passports/{passport}")
        if seen is None or not seen.ok:
            return
        car = seen.json()
        if car["status"] == "transfer_pending":
            self.answer("cancel", self.stable.manager, car["transfer"]["transfer_id"])
        elif "fleet" not in car:
            self.keyed("PUT", f"/v1/passports/{passport}/fleet",
                       {"fleet_id": self.stable.fleet})
        elif car["status"] == "active":
            self.offer(passport, car)

    def offer(self, passport, car):
        """To one of the holders who does not drive it; then it is answered."""
        driver = self.parties.get(car.get("driver", {}).get("party_id"))
        to = self.rng.choice([one for one in self.stable.holders if one is not driver])
        kind = "driver" if passport == self.stable.anchor else \
            self.rng.choice(("driver", "owner"))
        note = Offered(passport, self.new_id(), kind, INFO)
        self.evidence.offered.append(note)
        note.outcome, _ = self.stable.manager.keyed(
            "POST", f"/v1/passports/{passport}/transfers",
            {"transfer_id": note.transfer_id, "kind": kind,
             "recipient": {"email": to.login, "name": "Nieuwe Rijder"}})
        if note.outcome != OK:
            return
        words = self.rng.choice(ENDINGS)
        at_once = [self.pair.submit(
            self.answer, word, self.stable.manager if word == "cancel" else to,
            note.transfer_id) for word in words]
        if "accept" in words and at_once[words.index("accept")].result():
            self.look_away(passport, [driver] if kind == "driver"
                           else [driver, self.stable.manager])
        for one in at_once:
            one.result()

    def answer(self, word, person, transfer):
        """True when it was acknowledged with the answer itself."""
        body = {"keep_garages": [GARAGE["dealer"]]} if word == "accept" else {}
        note = Answered(transfer, ENDS[word], INFO)
        self.evidence.answered.append(note)
        note.outcome, told = person.keyed("POST", f"/v1/transfers/{transfer}/{word}", body)
        return note.outcome == OK and told.status_code != 202

    def look_away(self, passport, former):
        """Who had the car sees it no more, as soon as another was told it is theirs."""
        for person in filter(None, former):
            seen = person.ask("GET", f"/v1/passports/{passport}")
            if seen is not None and seen.status_code < 500 \
                    and seen.status_code not in UNSEEN:
                self.wrong.add(f"passport {passport} was accepted by another, and "
                               f"{person.login} is told {seen.status_code}")


class Booking(Client):
    """A holder who wants more appointments than there are slots, and calls the garage to
    move or cancel some."""

    def __init__(self, stable, holder, evidence, seed):
        super().__init__(stable.house, GARAGE["advisers"][0], 0.3,
                         f"{seed}/booking/{holder.login}")
        self.holder, self.evidence = holder, evidence
        self.mine = {}  # {appointment: (date, time)} as acknowledged

    def work(self):
        today = self.house.clock.now().date()
        self.mine = {one: when for one, when in self.mine.items()
                     if when[0] > today.isoformat()}
        if len(self.mine) >= MOST_BOOKED or (self.mine and self.rng.random() < 0.4):
            self.rng.choice((self.move, self.cancel))(self.rng.choice(sorted(self.mine)))
        else:
            self.book(today)

    def slot(self, today):
        day = today - today.weekday() * DAY + WEEKDAYS_AHEAD * DAY
        return day.isoformat(), self.rng.choice(TIMES)

    def note(self, appointment, status, when):
        note = Booked(GARAGE["dealer"], appointment, status, *when, INFO)
        self.evidence.booked.append(note)
        return note

    def book(self, today):
        appointment, when = self.new_id(), self.slot(today)
        note = self.note(appointment, "booked", when)
        note.outcome, _ = self.holder.keyed(
            "POST", f"/v1/passports/{self.holder.passport}/appointments",
            {"appointment_id": appointment, "garage": GARAGE["dealer"], "date": when[0],
             "time": when[1], "kinds": ["service"]})
        if note.outcome == OK:
            self.mine[appointment] = when

    def move(self, appointment):
        """Whose end nobody knows is left alone from then on."""
        date, time = self.mine.pop(appointment)
        when = date, self.rng.choice([one for one in TIMES if one != time])
        note = self.note(appointment, "booked", when)
        note.outcome, _ = self.keyed("PATCH", f"/v1/appointments/{appointment}",
                                     {"date": when[0], "time": when[1]})
        if note.outcome != INFO:
            self.mine[appointment] = when if note.outcome == OK else (date, time)

    def cancel(self, appointment):
        note = self.note(appointment, "cancelled", self.mine.pop(appointment))
        note.outcome, _ = self.keyed("POST", f"/v1/appointments/{appointment}/cancel", {})
        if note.outcome == FAIL:
            self.mine[appointment] = note.date, note.time


class Riding:
    """All of them together: `clients` work, `people` are who asks."""

    def __init__(self, stable, evidence, seed):
        self.clients = [Giving(stable, evidence, seed),
                        *(Booking(stable, holder, evidence, seed)
                          for holder in stable.holders[:2])]
        self.people = [*self.clients, *stable.holders, stable.manager]
