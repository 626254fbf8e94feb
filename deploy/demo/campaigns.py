# SPDX-License-Identifier: Apache-2.0
"""The campaigns of the first garage: one long over, whose lot measures what messages are
worth; one of three weeks ago in two texts; one under way, one that waits for a colleague,
and a draft."""
import json

import requests

from polling import eventually

DEALER = "NL-4711"
CHECK_WEEK, LOST_WEEK, CALL_WEEKS = 15, 4, (9, 1)  # weeks ago
SECONDS = 180
STOPS = 4  # of those whom a campaign reached
CHECK = "Gratis controle van verlichting en banden"


def selection(*sentences):
    return json.dumps({"all": [dict(zip(("field", "operator", "value", "months"), given))
                               for given in sentences]})


def text(subject, body):
    return {"language": "nl", "subject": subject, "text": body,
            "short_text": "Wij kijken uw {auto} graag na. Bel ons voor een afspraak.",
            "button": "Maak een afspraak"}


TEXT_A = text("{voornaam}, wij kijken uw {auto} gratis na",
              "Brandt alles nog, en hebben uw banden genoeg profiel?\n\nWij kijken het gratis "
              "voor u na. Dat duurt tien minuten, u kunt erop wachten.")
TEXT_B = text("Tien minuten, gratis: verlichting en banden",
              "Kom deze maand langs met uw {auto}. In tien minuten weet u of uw verlichting "
              "en banden in orde zijn.\n\nHet kost u niets.")
TEXT_LOST = text("Lang niet gezien, {voornaam}",
                 "U bent al een tijd niet bij ons geweest met uw {auto}.\n\nWij kijken uw auto "
                 "graag weer eens na. U hoort vooraf wat het kost.")
TEXT_AIRCO = text("Koelt de airco van uw {auto} nog goed?",
                  "Een airco verliest elk jaar wat koelmiddel.\n\nWij kijken hem graag voor u "
                  "na, en vullen hem bij als dat nodig is.")
SEEN = ("history.last_visit", "within", 36)


def plan(name, chosen, *texts, **more):
    return {"name": name, "kind": "promotion", "selection": chosen, "mode": "dynamic",
            "channels": ["email", "sms"], "holdout_per_mille": 100,
            "variants": [{"code": code, "texts": [one]} for code, one in zip("ABC", texts)],
            **more}


class Desk:
    """What the advisers of a garage do with campaigns."""

    def __init__(self, portals):
        self.portals = portals

    def begin(self, *args, **more):
        return self.portals[0].ask("POST", "/v1/campaigns", json={"plan": plan(*args, **more)})

    def get(self, campaign):
        return self.portals[0].get(f"/v1/campaigns/{campaign['id']}")

    def approve(self, campaign):
        """Asked by one, given by the other."""
        for portal in self.portals[:2]:
            campaign = portal.ask("POST", f"/v1/campaigns/{campaign['id']}/approve",
                                  json={"expected_version": campaign["version"]})
            if campaign["status"] != "waiting_approval":
                return campaign
        raise AssertionError(f"nobody may approve {campaign['name']}")

    def run(self, *args, **more):
        return self.approve(self.begin(*args, **more))


class Past:
    def __init__(self, house):
        self.house = house

    def week(self, garage, cars):
        """What the garage does in this week; plates of those whom it reached."""
        desk = Desk(garage.portals)
        if garage.back == CHECK_WEEK:
            self.wait_for(desk, desk.run(CHECK, selection(SEEN), TEXT_A, TEXT_B,
                                         holdout_per_mille=500))
            return self.reached({TEXT_A["subject"], TEXT_B["subject"]}, cars)
        if garage.back == LOST_WEEK:
            desk.run("Lang niet gezien", selection(("history.last_visit", "longer_ago", 13)),
                     TEXT_LOST, channels=["letter", "email"])
        if garage.back in CALL_WEEKS:
            desk.run("Zakelijke klanten bellen", selection(
                ("contact.kind", "is", "company"), SEEN), TEXT_AIRCO, channels=["phone"])
        return []

    def wait_for(self, desk, campaign):
        """Until nearly all left: later in the week they would not any more."""
        def is_over():
            counts = desk.get(campaign)["counts"]
            return 0 < counts["waiting"] * 20 + 1 < counts["chosen"]

        eventually(is_over, SECONDS, lambda: f"campaign over: {desk.get(campaign)}")

    def reached(self, subjects, cars):
        """Plates of customers who got a mail with one of these subjects."""
        self.house.settle()
        ends = {subject.split("}")[-1] for subject in subjects}
        mails = [mail for mail in self.house.mailbox.mails()
                 if any(mail["headers"].get("subject", "").endswith(end) for end in ends)]
        for mail in mails[:STOPS]:
            stop(mail["headers"]["list-unsubscribe"].strip("<> "))
        people = {address for mail in mails for address in mail["to"]}
        return [plate for plate, one in cars.items()
                if one["dealer"] == DEALER and one["customer"].get("email") in people]


def stop(link):
    """One click in a mail program (RFC 8058)."""
    answer = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=30)
    assert answer.ok, answer.text


def play_today(portals):
    """One that is under way, one that waits for a colleague, and a draft."""
    desk = Desk(portals)
    desk.approve(desk.begin("Airco nakijken", selection(
        ("car.age", "at_least", 4), ("car.age", "at_most", 14)), TEXT_AIRCO, per_hour=5))
    waiting = desk.begin("Banden wisselen", selection(SEEN), TEXT_A, mode="frozen")
    portals[0].ask("POST", f"/v1/campaigns/{waiting['id']}/approve",
                   json={"expected_version": waiting["version"]})
    desk.begin("Oude auto's, grote beurt", selection(("car.age", "at_least", 10), (
        "value.spent", "at_least", 300, 24)), TEXT_LOST, channels=["letter", "email"])
