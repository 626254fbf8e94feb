# SPDX-License-Identifier: Apache-2.0
"""The fleet service played by a test, for stories about the gateway alone.

It keeps passports, parties, fleets and transfers as the service would say them; whether
something may be done is the real service's to judge, not this one's.
"""
import datetime

from inspections import named
from played import Played

SINCE = "2026-03-01T09:00:00Z"
NOW = "2026-11-25T09:00:00Z"


def party(name, kind="holder", **more):
    return {"party_id": named("party", name), "version": 1, "kind": kind, "status": "active",
            "email": f"{name}@voorbeeld.example", "name": name.capitalize(), "language": "nl",
            "home_dealer": "NL-1", "verified_at": SINCE, "phone": "0612345678", **more}


def fleet(name, *managers, **more):
    return {"fleet_id": named("fleet", name), "version": 1, "name": name.capitalize(),
            "dealer": "NL-1", "status": "active", "messages": "driver", "anchor_gone": False,
            "managers": [named("party", manager) for manager in managers],
            "created_at": SINCE, "activated_at": SINCE, **more}


def passport(number, garage="NL-1", **more):
    """Of the vehicle of that number; name its owner_id, or its fleet_id."""
    return {"passport_id": named("passport", number), "version": 1, "status": "active",
            "plate": f"H{number:02d}HZB", "country": "NL", "make": "Subaru",
            "model": "Forester", "vehicle_id": named("vehicle", garage, number),
            "owner_since": SINCE, "habit_consent": False, "created_at": SINCE,
            "garages": [{"dealer": garage, "since": SINCE,
                         "customer_id": named("customer", garage, number)}], **more}


class Fleets(Played):
    TYPES = {"customer.state": ("dealer", "customer_id"),
             "vehicle.state": ("dealer", "vehicle_id"),
             "proposal.state": ("dealer", "proposal_id"),
             "inspection.state": ("dealer", "inspection_id"),
             "inspection_version.state": ("dealer", "version_id"),
             "invoice.recorded": ("dealer", "invoice_id"),
             "register.state": ("plate",),
             "party.state": ("party_id",), "passport.state": ("passport_id",),
             "fleet.state": ("fleet_id",), "transfer.state": ("transfer_id",)}
    TOPICS = ("fleet.command.v1", "inspection.command.v1", "notification.requested.v1")

    def __init__(self, house):
        self.letters = []
        super().__init__(house)

    def _take(self, ce_type, command):
        if ce_type == "nl.beurt.notification.requested.v1":
            self.letters.append(command)
        else:
            super()._take(ce_type, command)

    def known(self, kind, key):
        return self.said.get((f"{kind}.state", key))

    def change(self, kind, key, drop=(), **more):
        state = self.known(kind, key)
        if not state:
            return {"outcome": "absent", "code": "ABSENT", "detail": f"no {kind}"}
        state = {**state, "version": state["version"] + 1, **more}
        self.say(f"{kind}.state", {k: v for k, v in state.items() if k not in drop})
        return {"aggregate_id": key, "version": state["version"]}

    def new_party(self, party_id, contact, kind, **more):
        state = {"party_id": party_id, "version": 1, "kind": kind, "status": "invited",
                 "email": contact["email"], "name": contact.get("name", contact["email"]),
                 "language": contact.get("language", "nl"), "home_dealer": "NL-1", **more}
        self.say("party.state", state)
        return state

    # --- parties ---
    def on_party_verify(self, command):
        return self.change("party", command["party_id"], status="active",
                           verified_at=command["received_at"])

    def on_party_change(self, command):
        taken = ("name", "phone", "company", "street", "postcode", "city", "country",
                 "language")
        return self.change("party", command["party_id"],
                           **{k: command[k] for k in taken if k in command})

    def on_party_change_email(self, command):
        return self.change("party", command["party_id"], pending_email=command["email"])

    # --- passports ---
    def on_passport_create(self, command):
        holder = self.new_party(named("party", command["holder"]["email"]),
                                command["holder"], "holder")
        owns = {"fleet_id": command["fleet_id"], "driver_id": holder["party_id"]} \
            if "fleet_id" in command else {"owner_id": holder["party_id"]}
        self.say("passport.state", {
            **passport(0, command["dealer"], passport_id=command["passport_id"],
                       vehicle_id=command["vehicle_id"], status="invited", **owns),
            "invited_at": command["received_at"], "contact": command["holder"]})
        return {"aggregate_id": command["passport_id"], "version": 1}

    def on_passport_change(self, command):
        return self.change("passport", command["passport_id"],
                           driving_habit=command.get("driving_habit", "average"))

    def on_passport_invite(self, command):
        return self.change("passport", command["passport_id"],
                           invited_at=command["received_at"])

    def on_passport_join_fleet(self, command):
        state = self.known("passport", command["passport_id"])
        return self.change("passport", command["passport_id"], drop=("owner_id",),
                           fleet_id=command["fleet_id"], driver_id=state["owner_id"],
                           owner_since=command["received_at"])

    def on_passport_leave_fleet(self, command):
        state = self.known("passport", command["passport_id"])
        return self.change("passport", command["passport_id"],
                           drop=("fleet_id", "driver_id"), owner_id=state["driver_id"],
                           owner_since=command["received_at"])

    def on_passport_unlink_garage(self, command):
        state = self.known("passport", command["passport_id"])
        return self.change("passport", command["passport_id"], garages=[
            {**g, **({"until": command["received_at"]}
                     if g["dealer"] == command["garage"] else {})}
            for g in state["garages"]])

    def on_passport_disown(self, command):
        return self.change("passport", command["passport_id"], status="archived",
                           archived_reason="not_mine", archived_at=command["received_at"])

    # --- fleets ---
    def on_fleet_create(self, command):
        self.new_party(command["manager_id"], command["manager"], "manager",
                       fleet_id=command["fleet_id"])
        self.say("fleet.state", {
            "fleet_id": command["fleet_id"], "version": 1, "name": command["name"],
            "dealer": command["dealer"], "messages": "driver", "anchor_gone": False,
            "status": "staging" if command["staging"] else "invited",
            "managers": [command["manager_id"]], "anchor_id": command["passport_id"],
            "created_at": command["received_at"]})
        state = self.known("passport", command["passport_id"])
        self.change("passport", command["passport_id"], drop=("owner_id",),
                    fleet_id=command["fleet_id"], driver_id=state["owner_id"],
                    anchors_fleet=command["fleet_id"])
        return {"aggregate_id": command["fleet_id"], "version": 1}

    def on_fleet_invite(self, command):
        return self.change("fleet", command["fleet_id"], status="invited")

    def on_fleet_change(self, command):
        more = {k: command[k] for k in ("name", "messages", "anchor_id") if k in command}
        limit = command.get("approval_limit_cents")
        if limit is not None and limit >= 0:
            more["approval_limit_cents"] = limit
        return self.change("fleet", command["fleet_id"],
                           drop=("approval_limit_cents",) if limit == -1 else (), **more)

    def on_fleet_add_manager(self, command):
        self.new_party(command["party_id"], command["manager"], "manager",
                       fleet_id=command["fleet_id"])
        state = self.known("fleet", command["fleet_id"])
        return self.change("fleet", command["fleet_id"],
                           managers=state["managers"] + [command["party_id"]])

    def on_fleet_remove_manager(self, command):
        state = self.known("fleet", command["fleet_id"])
        return self.change("fleet", command["fleet_id"], managers=[
            one for one in state["managers"] if one != command["party_id"]])

    # --- transfers ---
    def on_transfer_start(self, command):
        known = self.known("passport", command["passport_id"])
        self.new_party(command["recipient_id"], command["recipient"], "holder")
        ends = datetime.datetime.fromisoformat(command["received_at"].replace("Z", "+00:00"))
        ends = (ends + datetime.timedelta(days=14)).strftime("%Y-%m-%dT%H:%M:%SZ")
        state = {"transfer_id": command["transfer_id"], "version": 1,
                 "passport_id": command["passport_id"], "kind": command["kind"],
                 "status": "pending", "recipient": command["recipient"],
                 "recipient_id": command["recipient_id"], "started_by": command["party_id"],
                 "started_at": command["received_at"], "expires_at": ends,
                 **{k: known[k] for k in ("plate", "make", "model", "fleet_id")
                    if k in known}}
        self.say("transfer.state", state)
        self.change("passport", command["passport_id"], status="transfer_pending",
                    transfer={"transfer_id": command["transfer_id"],
                              "kind": command["kind"], "expires_at": ends})
        return {"aggregate_id": command["transfer_id"], "version": 1}

    def end_transfer(self, command, status, drop=(), **passport_change):
        answer = self.change("transfer", command["transfer_id"], status=status,
                             ended_at=command["received_at"])
        car = self.change("passport", command["passport_id"], status="active",
                          drop=("transfer", *drop), **passport_change)
        return car if status == "accepted" else answer

    def on_transfer_accept(self, command):
        transfer = self.known("transfer", command["transfer_id"])
        at, keep = command["received_at"], command.get("keep_garages", [])
        if transfer["kind"] == "driver":
            return self.end_transfer(command, "accepted", driver_id=command["party_id"],
                                     driver_since=at)
        known = self.known("passport", command["passport_id"])
        return self.end_transfer(
            command, "accepted", drop=("fleet_id", "driver_id", "driver_since"),
            owner_id=command["party_id"], owner_since=at, holder_changed_at=at,
            garages=[{**g, **({} if g["dealer"] in keep else {"until": at})}
                     for g in known["garages"]])

    def on_transfer_cancel(self, command):
        return self.end_transfer(command, "cancelled")

    def on_transfer_decline(self, command):
        return self.end_transfer(command, "declined")

    def on_transfer_remind(self, command):
        state = self.known("transfer", command["transfer_id"])
        return self.change("transfer", command["transfer_id"],
                           reminded=state.get("reminded", 0) + 1)

    # --- what the garage knows of the car ---
    def on_inspection_answer(self, command):
        key = f"{command['dealer']}/{command['inspection_id']}"
        state = self.said.get(("inspection.state", key))
        state = {**state, "version": state["version"] + 1, "answers": [
            {"advice_id": line["advice_id"], "answer": line["answer"],
             "number": command["number"], "at": command["received_at"], "by": command["by"],
             "actor": command["actor"]} for line in command["lines"]]}
        self.say("inspection.state", state)
        return {"aggregate_id": state["inspection_id"], "version": state["version"]}
