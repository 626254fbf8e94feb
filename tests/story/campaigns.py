# SPDX-License-Identifier: Apache-2.0
"""What stories say about campaigns: selections, texts, and what becomes of them."""
import json

from polling import eventually

TEXT = {"language": "nl", "subject": "Lang niet gezien, {voornaam}",
        "text": "U bent al een tijd niet geweest met uw {auto}.\n\nBel ons over {kenteken}."}


def selection(*sentences, join="all"):
    return json.dumps({join: [dict(zip(("field", "operator", "value", "months"), given))
                              for given in sentences]})


EVERYBODY = selection()


def plan(chosen=EVERYBODY, **more):
    return {"name": "Actie", "kind": "promotion", "selection": chosen, "mode": "dynamic",
            "channels": ["email"], "holdout_per_mille": 0, "from_hour": 0, "until_hour": 24,
            "variants": [{"code": "A", "texts": [TEXT]}], **more}


class Desk:
    """One adviser's work on campaigns."""

    def __init__(self, portal):
        self.portal = portal

    def begin(self, chosen=EVERYBODY, **more):
        return self.portal.ask("POST", "/v1/campaigns", json={"plan": plan(chosen, **more)})

    def ask(self, what, chosen, **more):
        return self.portal.ask("POST", f"/v1/campaigns/{what}", json={
            "selection": chosen, "kind": "promotion", "channels": ["email"], **more})

    def count(self, chosen=EVERYBODY, **more):
        return self.ask("count", chosen, **more)

    def step(self, campaign, what):
        return self.portal.ask("POST", f"/v1/campaigns/{campaign['id']}/{what}",
                               json={"expected_version": campaign["version"]})

    def get(self, campaign):
        return self.portal.get(f"/v1/campaigns/{campaign['id']}")

    def becomes(self, campaign, status, deadline=60):
        return eventually(lambda: self.get(campaign)["status"] == status
                          and self.get(campaign), deadline,
                          lambda: f"campaign {status}, it is {self.get(campaign)}")

    def run(self, chosen=EVERYBODY, **more):
        """From a draft to its end."""
        campaign = self.begin(chosen, **more)
        self.step(campaign, "approve")
        return self.becomes(campaign, "done")
