# SPDX-License-Identifier: Apache-2.0
"""Nobody reads or changes what is another's, through any route there is.

Every operation of the OpenAPI file is tried with the ids of garage De Linde's things by
people of another garage, by somebody without a session, and by holders and managers who have
nothing to do with them. A route that is not in the plan below fails the first test.
"""
import hashlib
import uuid

import pytest

import campaigns
import garage
from intruder import Ask, Snapshot, break_in, operations, unplanned
from polling import eventually
from riders import Riders
from tablet import Tablet, entry, link_in

STARTS = "2026-11-23 08:00:00"
TODAY = "2026-11-23"

# What has no owner, or is always the asker's own.
WITHOUT_OWNER = {
    ("GET", "/v1/openapi.json"), ("GET", "/m.css"), ("GET", "/brand/{colour}.css"),
    ("GET", "/mijn.svg"), ("GET", "/mijn.webmanifest"), ("GET", "/lampje"),
    ("GET", "/lampje/{light}"), ("POST", "/v1/session"), ("DELETE", "/v1/session"),
    ("POST", "/v1/login-links"), ("PUT", "/v1/party"), ("PUT", "/v1/party/email"),
    ("PUT", "/v1/party/password"), ("PUT", "/v1/fleet"), ("POST", "/v1/fleet/managers"),
    ("GET", "/inloggen"), ("POST", "/inloggen"), ("GET", "/inloggen/code"),
    ("POST", "/inloggen/code"), ("POST", "/uitloggen"),
    ("POST", "/mijn/gegevens"), ("POST", "/mijn/gegevens/adres"),
    ("POST", "/mijn/gegevens/wachtwoord"), ("GET", "/mijn/gegevens/voorkeuren"),
    ("POST", "/mijn/gegevens/voorkeuren"), ("POST", "/mijn/gegevens/wissen"),
    # There is a PDF on Mondays only: test_printing.py lets another garage ask for a real one.
    ("GET", "/v1/print-batches/{id}.pdf"),
    # Signed by the provider of text messages, whose message's id says whose it is.
    ("POST", "/v1/hooks/sms"), ("POST", "/v1/sms/test"),
    # Anybody may ask any garage something: that is what they are for.
    ("GET", "/garages"), ("POST", "/garages"), ("GET", "/garage/{code}/aanmelden"),
    ("POST", "/garage/{code}/aanmelden"), ("GET", "/garage/{code}/logo/{sha256}"),
    ("GET", "/hulp"), ("GET", "/help"),
    ("GET", "/hulp/{article}"), ("POST", "/mijn/feedback"),
    ("GET", "/mijn.js"), ("GET", "/mijn-worker.js"), ("POST", "/mijn/meldingen"),
    ("DELETE", "/mijn/meldingen"), ("POST", "/mijn/meldingen/uit"),
}


def new_id():
    return str(uuid.uuid4())


class Linde:
    """Garage De Linde's things, one of each kind."""

    def __init__(self, story):
        self.story, self.car = story, story.car
        self.row = story.row_of(self.car)
        self.week = self.row["list_week"]
        self.sanne, self.ina = story.person("sanne"), story.person("ina")
        self.marja = story.person("marja")
        self.match = entry(self.ina, plate=self.car.plate)
        self.vehicle, self.customer = (self.match[k]["id"] for k in ("vehicle", "customer"))
        self.parked = self.left_parked()
        self.photo, self.loose = self.sent_photo(b"linde"), self.sent_photo(b"los")
        self.form = self.saved_form()
        self.campaign = campaigns.Desk(self.sanne).begin()
        self.operation = self.decided()
        self.command = self.commanded()
        self.checklist = self.ina.get("/v1/checklists")["checklists"][0]["checklist_id"]
        self.points = self.ina.get(f"/v1/checklists/{self.checklist}")["points"][:1]
        self.registration = self.registered()
        self.token = link_in(story.mail(self.car)[0]).rsplit("/", 1)[1]
        self.make_fleet()
        self.appointment = self.booked()
        self.connector = self.connected()
        self.lead = self.asked()

    def connected(self):
        return self.marja.ask("POST", "/v1/connectors", json={
            "name": "Zilver", "url": "https://zilver.example/", "facts": ["visit_recorded"],
            "mapping": {"system": "zilver.example"}})["connector"]["connector_id"]

    def booked(self):
        appointment = new_id()
        self.sanne.ask("POST", "/v1/appointments", json={
            "appointment_id": appointment, "date": "2026-12-01", "time": "09:00",
            "kinds": ["service"], "vehicle_id": self.vehicle, "customer_id": self.customer})
        return appointment

    def make_fleet(self):
        """The car belongs to a fleet, has a driver, and is offered to somebody."""
        riders = Riders(self.story)
        riders.open_doors()
        own = known_car(self.story, "NL-1")
        self.fleet, _, self.manager = riders.fleet(own, "Zilvervloot", "vloot@zilver.example")
        self.passport, self.driver = riders.holder(self.car, fleet_id=self.fleet)
        self.manager_id = self.manager.get("/v1/me")["party_id"]
        self.buyer = riders.person("nieuw@zilver.example")
        self.transfer = self.manager.offer(self.passport, "driver", self.buyer.email)
        self.buyer.log_in()

    def left_parked(self):
        document = garage.invoice(self.car, "2027-11-20", 61000)
        self.story.dms.publish(document)
        return self.story.intake_of(document["document_number"], status="parked")["id"]

    def saved_form(self):
        tablet = Tablet(self.ina, TODAY, "customer_all_ok", vehicle_id=self.vehicle)
        self.advice = tablet.advise("Remblokken voor", 18900)
        tablet.write({f"point/wipers/photo/{self.photo}": "-"})
        tablet.save(mail=True)
        return tablet

    def sent_photo(self, picture):
        photo = b"\xff\xd8\xff\xe0\0\x02\xff\xda\0\x08\1\1\0\0\x3f\0" + picture + b"\xff\xd9"
        name = hashlib.sha256(photo).hexdigest()
        self.ina.call("PUT", f"/v1/photos/{name}", params={"from": 0, "of": len(photo)},
                      data=photo, headers={"Content-Type": "application/octet-stream"})
        return name

    def decided(self):
        self.story.settle()  # what follows from the form may give the list another version
        return self.sanne.ask(
            "POST", f"/v1/weeks/{self.week}/decisions",
            json={"ids": [self.row["id"]], "expected_count": 1, "decision": "no",
                  "list_version": self.sanne.get(f"/v1/weeks/{self.week}")["list_version"]}
        )["operation_id"]

    def commanded(self):
        key, row = new_id(), self.sanne.get(f"/v1/proposals/{self.row['id']}")
        self.sanne.ask("PATCH", f"/v1/proposals/{row['id']}", json={"decision": "yes"},
                       headers={"If-Match": f'"{row["version"]}"', "Idempotency-Key": key})
        return key

    def registered(self):
        registration = new_id()
        self.ina.ask("POST", "/v1/registrations", json={
            "registration_id": registration, "customer_id": self.customer,
            "vehicle_id": self.vehicle})
        return registration

    @property
    def marks(self):
        """Texts that stand in De Linde's data alone."""
        return {self.car.plate, self.car.email, self.car.name_part, "zilver.example",
                "Zilvervloot"}

    def asked(self):
        """Somebody who is no customer yet."""
        self.marja.ask("POST", "/v1/leads/import", headers={"Content-Type": "text/csv"}, data=(
            "naam;straat;huisnummer;postcode;plaats;kenteken;grondslag\n"
            "Noor Nieuw;Kerkstraat;1;3511 AB;Utrecht;H347FX;gerechtvaardigd belang\n"))
        return eventually(lambda: self.sanne.get("/v1/leads")["leads"], 60,
                          "a lead")[0]["id"]

    def plan(self):
        known = set(operations(self.sanne))
        return {what: ask for what, ask in self.whole_plan().items() if what in known}

    def campaign_plan(self):
        one, step = {"id": self.campaign["id"]}, {"expected_version": 1}
        question = {"selection": campaigns.EVERYBODY, "kind": "promotion",
                    "channels": ["email"]}
        words = {"subject": "Actie", "text": "Kom langs"}
        return {
            **{("GET", path): Ask(lists=True) for path in (
                "/v1/campaigns", "/v1/campaigns/fields", "/v1/campaigns/recipes")},
            ("POST", "/v1/campaigns"): Ask(json={"plan": campaigns.plan()}, lists=True),
            ("POST", "/v1/campaigns/count"): Ask(json=question, lists=True),
            ("POST", "/v1/campaigns/sample"): Ask(json=question, lists=True),
            ("POST", "/v1/campaigns/preview"): Ask(json={
                "customer_id": self.customer, "kind": "promotion", "channel": "email",
                **words}),
            ("GET", "/v1/campaigns/{id}"): Ask(one),
            ("PUT", "/v1/campaigns/{id}"): Ask(one, json={
                "plan": campaigns.plan(), "expected_version": 1}),
            ("POST", "/v1/campaigns/{id}/approve"): Ask(one, json=step),
            ("POST", "/v1/campaigns/{id}/cancel"): Ask(one, json=step),
            ("POST", "/v1/campaigns/{id}/test"): Ask(one, json={"email": "x@y.example"}),
        }

    def whole_plan(self):
        form = self.form
        by_id = lambda id_: Ask({"id": id_})  # noqa: E731
        match_any = {"If-Match": '"1"'}
        return {
            **{("GET", path): Ask(lists=True) for path in (
                "/v1/me", "/v1/dealers", "/v1/intake", "/v1/weeks", "/v1/customers",
                "/v1/results", "/v1/results/visits", "/v1/results/proposals",
                "/v1/results.csv", "/v1/results/effect", "/v1/results/leakage",
                "/v1/results/learned", "/v1/results/adoption", "/v1/results/benchmark",
                "/v1/network", "/v1/me/mail", "/v1/inspections", "/v1/checklists",
                "/v1/registrations",
                "/v1/settings", "/v1/erasures")},
            **self.campaign_plan(),
            ("GET", "/v1/usage"): Ask(query={"month": "2026-11"}, lists=True),
            ("PUT", "/v1/session"): Ask(json={"dealer": "NL-1"}),
            ("PUT", "/v1/me/mail"): Ask(json={"wants_nudges": False}, lists=True),
            ("PUT", "/v1/settings"): Ask(json={"phone": "030-1"}, headers=match_any,
                                         lists=True),
            ("POST", "/v1/invoices"): Ask(
                json=garage.invoice(self.car, "2026-11-01", 60000), lists=True),
            ("GET", "/v1/intake/{id}"): by_id(self.parked),
            ("POST", "/v1/intake/{id}/replay"): by_id(self.parked),
            ("POST", "/v1/intake/{id}/discard"): Ask({"id": self.parked},
                                                     json={"reason": "weg ermee"}),
            ("POST", "/v1/intake/replay"): Ask(json={"ids": [self.parked]}, lists=True),
            ("GET", "/v1/weeks/{week}"): Ask({"week": self.week}, lists=True),
            ("GET", "/v1/weeks/{week}/proposals"): Ask({"week": self.week},
                                                       {"view": "all"}, lists=True),
            ("POST", "/v1/weeks/{week}/decisions"): Ask({"week": self.week}, json={
                "ids": [self.row["id"]], "expected_count": 1, "decision": "never",
                "list_version": 1}, lists=True),
            ("POST", "/v1/weeks/{week}/decisions/{id}/undo"): Ask(
                {"week": self.week, "id": self.operation}),
            ("GET", "/v1/proposals/{id}"): by_id(self.row["id"]),
            ("PATCH", "/v1/proposals/{id}"): Ask({"id": self.row["id"]},
                                                 json={"decision": "no"}, headers=match_any),
            ("GET", "/v1/proposals/{id}/why"): by_id(self.row["id"]),
            ("GET", "/v1/proposals/{id}/preview"): by_id(self.row["id"]),
            ("GET", "/v1/print-batches"): Ask(lists=True),
            ("POST", "/v1/print-batches/{id}/posted"): Ask({"id": new_id()},
                                                           json={"posted_on": TODAY}),
            ("GET", "/v1/calls"): Ask(lists=True),
            ("POST", "/v1/calls/{id}/claim"): Ask({"id": new_id()},
                                                  json={"release": False}),
            ("POST", "/v1/calls/{id}/outcome"): Ask({"id": new_id()},
                                                    json={"outcome": "no_answer"}),
            ("POST", "/v1/vehicles/{id}/corrections"): Ask(
                {"id": self.vehicle}, json={"kind": "interval", "interval_km": 15000}),
            ("GET", "/v1/vehicles/{plate}"): Ask({"plate": self.car.plate}),
            ("GET", "/v1/customers/{id}"): by_id(self.customer),
            ("POST", "/v1/customers/{id}/erasure"): by_id(self.customer),
            ("GET", "/v1/customers/{id}/consents"): by_id(self.customer),
            ("PUT", "/v1/customers/{id}/consents"): Ask(
                {"id": self.customer}, json={"choices": [], "stop_all": True}),
            ("GET", "/v1/customers/{id}/export"): by_id(self.customer),
            ("POST", "/v1/inspections"): Ask(json={
                "inspection_id": new_id(), "device": new_id(), "prefill": "customer",
                "vehicle_id": self.vehicle, "inspector": "Indringer",
                "inspection_date": TODAY}, lists=True),
            ("GET", "/v1/inspections/entry"): Ask({}, {"plate": self.car.plate}, lists=True),
            ("GET", "/v1/inspections/{id}"): by_id(form.id),
            ("PUT", "/v1/inspections/{id}"): Ask({"id": form.id}, json={
                "device": new_id(), "seen_revision": 1, "writes": [
                    {"counter": 1, "path": "head/remarks", "value": "van een ander"}]}),
            ("POST", "/v1/inspections/{id}/versions"): Ask(
                {"id": form.id}, json={"seen_revision": 1, "mail": True}),
            ("GET", "/v1/inspections/{id}/print"): by_id(form.id),
            ("GET", "/v1/inspections/{id}/versions/{number}.pdf"): Ask(
                {"id": form.id, "number": 1}),
            ("GET", "/v1/inspections/{id}/versions/{number}"): Ask(
                {"id": form.id, "number": 1}),
            ("POST", "/v1/inspections/{id}/send"): Ask({"id": form.id}, json={"number": 1}),
            ("POST", "/v1/inspections/{id}/finish"): by_id(form.id),
            ("POST", "/v1/inspections/{id}/discard"): Ask({"id": form.id},
                                                          json={"reason": "weg"}),
            ("POST", "/v1/inspections/{id}/answers"): Ask({"id": form.id}, json={
                "number": 1, "by": "phone", "reason": "gebeld",
                "lines": [{"advice_id": self.advice, "answer": "approve"}]}),
            ("GET", "/v1/checklists/{id}"): by_id(self.checklist),
            # Ids are made by clients: to another garage this is a list of its own to make.
            ("PUT", "/v1/checklists/{id}"): Ask({"id": self.checklist}, json={
                "name": "gekaapt", "active": True, "points": self.points,
                "expected_version": 1}, lists=True),
            ("POST", "/v1/registrations"): Ask(json={
                "registration_id": new_id(), "customer_id": self.customer,
                "vehicle_id": self.vehicle}),
            ("GET", "/v1/photos/{sha256}"): Ask({"sha256": self.photo}),
            ("PUT", "/v1/photos/{sha256}"): Ask(
                {"sha256": self.photo}, {"from": 0, "of": 9}, data=b"iets-anders",
                lists=True,
                headers={"Content-Type": "application/octet-stream"}),
            ("GET", "/v1/photos/{sha256}/progress"): Ask({"sha256": self.photo}, lists=True),
            ("GET", "/v1/commands/{id}"): by_id(self.command),
            **self.plan_of_passports(),
        }

    def plan_of_passports(self):
        """Of the car's passport, its fleet, and its transfer."""
        car, fleet, offer = {"id": self.passport}, {"id": self.fleet}, {"id": self.transfer}
        to = {"email": "rover@elders.example", "name": "Rover"}
        return {
            **{("GET", path): Ask(lists=True) for path in (
                "/v1/passports", "/v1/fleets", "/v1/fleet", "/v1/fleet/vehicles",
                "/v1/fleet/vehicles.csv", "/v1/transfers", "/v1/party",
                "/v1/break-glass", "/v1/fleet/break-glass")},
            **self.plan_of_break_glass(to),
            ("POST", "/v1/passports"): Ask(json={
                "passport_id": new_id(), "vehicle_id": self.vehicle,
                "customer_id": self.customer, "holder": to}),
            ("GET", "/v1/passports/{id}"): Ask(car),
            ("PUT", "/v1/passports/{id}"): Ask(car, json={"name": "Gekaapt"},
                                               headers={"If-Match": '"1"'}),
            ("POST", "/v1/passports/{id}/invitation"): Ask(car),
            ("PUT", "/v1/passports/{id}/fleet"): Ask(car, json={"fleet_id": self.fleet}),
            ("DELETE", "/v1/passports/{id}/fleet"): Ask(car),
            ("DELETE", "/v1/passports/{id}/garage"): Ask(car, {"garage": "NL-1"}),
            ("POST", "/v1/passports/{id}/disown"): Ask(car, json={"reason": "weg"}),
            ("POST", "/v1/passports/{id}/transfers"): Ask(car, json={
                "transfer_id": new_id(), "kind": "owner", "recipient": to}),
            ("GET", "/v1/passports/{id}/costs"): Ask(car),
            ("GET", "/v1/passports/{id}/slots"): Ask(car, {"garage": "NL-1"}),
            ("POST", "/v1/passports/{id}/appointments"): Ask(car, json={
                "appointment_id": new_id(), "garage": "NL-1", "date": "2026-12-01",
                "time": "09:00", "kinds": ["service"]}),
            ("GET", "/v1/fleet/vehicles/{id}"): Ask(car),
            ("GET", "/v1/fleet/vehicles/{id}/reports/{inspection_id}.pdf"):
                Ask({**car, "inspection_id": self.form.id}),
            ("POST", "/v1/fleet/vehicles/{id}/answers"): Ask(car, json={
                "inspection_id": self.form.id, "number": 1, "reason": "gebeld",
                "lines": [{"advice_id": self.advice, "answer": "approve"}]}),
            ("POST", "/v1/transfers/{id}/accept"): Ask(offer, json={"keep_garages": []}),
            ("POST", "/v1/transfers/{id}/decline"): Ask(offer),
            ("POST", "/v1/transfers/{id}/cancel"): Ask(offer),
            ("POST", "/v1/transfers/{id}/remind"): Ask(offer),
            ("POST", "/v1/fleets"): Ask(json={
                "fleet_id": new_id(), "passport_id": self.passport, "name": "Gekaapt",
                "manager": to, "staging": False}),
            ("GET", "/v1/fleets/{id}"): Ask(fleet),
            ("GET", "/v1/fleets/{id}/vehicles"): Ask(fleet),
            ("POST", "/v1/fleets/{id}/invitation"): Ask(fleet),
            ("PUT", "/v1/fleets/{id}/address"): Ask(fleet, json=to),
            ("DELETE", "/v1/fleet/managers/{party_id}"): Ask({"party_id": self.manager_id}),
            **self.plan_of_pages(car, offer), **self.plan_of_appointments(),
            **self.plan_of_connectors(), **self.plan_of_leads(),
        }

    def plan_of_break_glass(self, to):
        """Support's alone, whatever the id."""
        one, step = {"id": self.passport}, {"expected_version": 1}
        return {
            ("POST", "/v1/break-glass"): Ask(json={
                "passport_id": self.passport, "kind": "owner", "recipient": to,
                "reason": "ik doe alsof ik van support ben"}),
            **{("POST", f"/v1/break-glass/{{id}}/{what}"): Ask(one, json=step)
               for what in ("approve", "refuse", "withdraw")},
        }

    def plan_of_pages(self, car, offer):
        """Server-rendered; their forms come from our own pages."""
        own = {"Origin": self.story.house.base_url, "Sec-Fetch-Site": "same-origin"}
        post = lambda params, **data: Ask(params, data=data, headers=own)  # noqa: E731
        report = {**car, "inspection": self.form.id, "sha256": self.photo}
        at_report = "/mijn/auto/{id}/rapport/{inspection}"
        return {
            **{("GET", path): Ask(lists=True) for path in (
                "/mijn", "/mijn/gegevens", "/mijn/gegevens/download")},
            **{("GET", path): Ask({**car, "light": "motor"}) for path in (
                "/mijn/auto/{id}", "/mijn/auto/{id}/overdragen", "/mijn/auto/{id}/lampje",
                "/mijn/auto/{id}/lampje/{light}", "/mijn/auto/{id}/afspraak")},
            **{("GET", at_report + more): Ask(report)
               for more in ("", "/photos/{sha256}", "/report.pdf")},
            ("POST", f"{at_report}/answers"): post(
                report, number="1", confirm="yes", **{f"answer.{self.advice}": "approve"}),
            ("GET", "/mijn/overdracht/{id}"): Ask(offer),
            ("POST", "/mijn/overdracht/{id}"): post(offer, action="accept"),
            ("POST", "/mijn/auto/{id}/overdragen"): post(
                car, name="Rover", email="rover@elders.example", sure="yes", key=new_id()),
            ("POST", "/mijn/auto/{id}/niet-van-mij"): post(car, sure="yes"),
            ("POST", "/mijn/auto/{id}/garage"): post(car, garage="NL-2"),
            ("POST", "/mijn/auto/{id}/afspraak"): post(car, garage="NL-1"),
            ("POST", "/papier/paspoort/{id}"): post(car),
            ("POST", "/papier/wagenpark/{id}"): post({"id": self.fleet}),
        }

    def plan_of_connectors(self):
        own, wish = {"id": self.connector}, {"name": "Rover", "mapping": {"system": "x"}}
        return {
            ("GET", "/v1/connectors"): Ask(lists=True),
            ("POST", "/v1/connectors"): Ask(json=wish, lists=True),
            ("PUT", "/v1/connectors/{id}"): Ask(own, json=wish),
            ("DELETE", "/v1/connectors/{id}"): Ask(own),
            ("GET", "/v1/connectors/{id}/deliveries"): Ask(own),
            **{("POST", f"/v1/connectors/{{id}}/{word}"): Ask(own)
               for word in ("secret", "test", "replay")},
            ("POST", "/v1/hooks/{connector}"): Ask({"connector": self.connector}, json={}),
            # The helpdesk's and the network's; what a garage reads has no owner.
            **{("GET", path): Ask(lists=True) for path in ("/v1/news", "/v1/news/all")},
            ("POST", "/v1/news"): Ask(json={}), ("POST", "/v1/news/import"): Ask(json={}),
            ("PUT", "/v1/news/{id}"): Ask(own, json={}), ("DELETE", "/v1/news/{id}"): Ask(own),
        }

    def plan_of_leads(self):
        one = {"id": self.lead}
        return {
            ("GET", "/v1/feedback"): Ask(lists=True),
            ("GET", "/v1/feedback/mine"): Ask(lists=True),
            ("POST", "/v1/feedback"): Ask(json={"kind": "idea", "text": "Mooi"}, lists=True),
            ("POST", "/v1/feedback/{id}/answer"): Ask({"id": new_id()}, json={"text": "x"}),
            ("GET", "/mijn/feedback"): Ask(lists=True),
            ("GET", "/v1/leads"): Ask(lists=True),
            ("POST", "/v1/leads/import"): Ask(data=b"naam;kenteken;grondslag\n", lists=True,
                                              headers={"Content-Type": "text/csv"}),
            ("GET", "/v1/leads/{id}"): Ask(one), ("DELETE", "/v1/leads/{id}"): Ask(one),
            ("POST", "/v1/leads/{id}/move"): Ask(one, json={"status": "lost"}),
        }

    def plan_of_appointments(self):
        booked = {"id": self.appointment}
        return {
            ("GET", "/v1/appointments"): Ask({}, {"from": TODAY, "to": "2026-12-31"},
                                             lists=True),
            ("GET", "/v1/calendar"): Ask({}, {"from": TODAY, "to": "2026-12-31"},
                                         lists=True),
            ("GET", "/v1/appointments/{id}"): Ask(booked),
            ("POST", "/v1/appointments"): Ask(json={
                "appointment_id": new_id(), "date": "2026-12-02", "time": "09:00",
                "kinds": ["service"], "vehicle_id": self.vehicle,
                "customer_id": self.customer}, lists=True),
            ("PATCH", "/v1/appointments/{id}"): Ask(booked, json={
                "date": "2026-12-03", "time": "09:00"}, headers={"If-Match": '"1"'}),
            **{("POST", f"/v1/appointments/{{id}}/{word}"): Ask(booked, json=body)
               for word, body in (("came", None), ("missed", None),
                                  ("cancel", {"reason": "weg"}))},
        }

    def snapshot(self):
        self.story.settle()
        return Snapshot(
            self.sanne, f"/v1/proposals/{self.row['id']}", f"/v1/inspections/{self.form.id}",
            f"/v1/customers/{self.customer}", f"/v1/intake/{self.parked}", "/v1/settings",
            "/v1/registrations", f"/v1/checklists/{self.checklist}",
            f"/v1/passports/{self.passport}", f"/v1/fleets/{self.fleet}",
            f"/v1/appointments/{self.appointment}")


def known_car(story, code):
    """A car whose history a garage has published."""
    car = garage.Car(code)
    (story.dms if code == "NL-1" else story.other_dms).publish(
        *garage.yearly_services(car, "2025-12-01"))
    story.settle()
    return car


# Their secret is the address: what they open is the link's own story.
BY_LINK = ("/m/{token}", "/u/{token}", "/nieuws/stop/{token}", "/v1/login-links/{token}",
           "/inloggen/{token}", "/activeren/{token}", "/wagenpark/{token}", "/overdracht/{token}",
           "/adres/{token}", "/afspraak/{token}", "/aanvraag/{token}", "/b/{token}")


def is_by_link(path):
    return any(path.startswith(start) for start in BY_LINK)


@pytest.fixture(scope="module")
def linde(workshop_day):
    return Linde(workshop_day)


def test_every_route_is_in_the_plan(linde):
    missing = [what for what in unplanned(linde.sanne, linde.plan(), WITHOUT_OWNER)
               if not is_by_link(what[1])]
    assert missing == [], "say in Linde.plan() whose ids these routes take"


def test_the_owner_gets_in_by_the_same_addresses(linde):
    """Else the plan would prove nothing: what it asks for is there."""
    for (method, path), ask in linde.plan().items():
        if method == "GET" and not ask.lists:
            answers = [who.call("GET", path.format(**ask.params), params=ask.query)
                       for who in (linde.sanne, linde.marja, linde.manager, linde.driver,
                                   linde.buyer)]
            assert 200 in [one.status_code for one in answers], f"{path}: {answers[0].text}"


@pytest.fixture(scope="module")
def strangers(linde):
    """People of another garage, and a holder and a manager of cars elsewhere."""
    story = linde.story
    seed = garage.seed(story.house.base_url)
    seed["users"] += [garage.user("mies", "manager", "NL-2"),
                      garage.user("ivo", "inspector", "NL-2")]
    story.house.seed(seed)
    elsewhere = Riders(story, "dirk", "ivo")
    _, holder = elsewhere.holder(known_car(story, "NL-2"))
    _, _, manager = elsewhere.fleet(known_car(story, "NL-2"), "Kopervloot", "vloot@koper.nl")
    return {"adviser": story.person("dirk"), "manager": story.person("mies"),
            "inspector": story.person("ivo"), "holder": holder.portal,
            "fleet manager": manager.portal}


@pytest.mark.parametrize("who", ["adviser", "inspector", "manager", "holder",
                                 "fleet manager"])
def test_a_stranger_reads_and_changes_nothing(linde, strangers, who):
    before = linde.snapshot()
    assert break_in(strangers[who], linde.plan(), linde.marks) == ""
    linde.story.settle()
    assert before.changes() == []


def test_without_a_session_nothing_opens(linde):
    before = linde.snapshot()
    nobody = linde.story.house.portal(None, None)
    assert break_in(nobody, linde.plan(), linde.marks) == ""
    assert before.changes() == []


def test_a_guessed_link_opens_nothing(linde):
    nobody = linde.story.house.portal(None, None)
    guessed = ("A" if linde.token[0] != "A" else "B") + linde.token[1:]
    for method, path in operations(linde.sanne):
        if is_by_link(path):
            at = path.format(token=guessed, sha256=linde.photo, light="motor")
            answer = nobody.call(method, at, allow_redirects=False)
            assert not [mark for mark in linde.marks if mark in answer.text], path
            assert answer.status_code in (200, 400, 403, 404, 410), (path, answer.text[:200])


def test_the_link_of_one_form_opens_no_other_photo(linde):
    """The photo is the garage's, but stands in no version of this form."""
    nobody = linde.story.house.portal(None, None)
    eventually(lambda: nobody.call("GET", f"/m/{linde.token}").status_code == 200, 20)
    assert nobody.call("GET", f"/m/{linde.token}/photos/{linde.loose}").status_code == 404
