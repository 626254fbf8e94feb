# SPDX-License-Identifier: Apache-2.0
"""The inspection service played by a test, for stories about the gateway alone."""
import json
import uuid

from played import Played

NAMESPACE = uuid.UUID("5b0f2c1e-6f55-4c39-9a0e-1f9b8f6a0000")
DEVICE = "0190f3d2-1111-7a40-9b55-3f2f6f1c0a22"
TODAY = "2026-11-25"
MOMENT = "2026-11-25T09:12:44Z"
ADVICE = {"severity": "advice", "text": "Remblokken voor vervangen", "quantity": "1",
          "price_kind": "fixed", "unit_price_cents": 28900, "line_cents": 28900,
          "urgency": "now"}


def named(*parts):
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


def customer(number, dealer="NL-1", **more):
    return {"dealer": dealer, "customer_id": named("customer", dealer, number), "version": 1,
            "customer_number": f"K{number}", "kind": "person", "language": "nl",
            "display_name": f"J. Jansen{number:03d}", "last_name": f"Jansen{number:03d}",
            "email": f"k{number}@voorbeeld.example", "erased": False, **more}


def vehicle(number, dealer="NL-1", **more):
    return {"dealer": dealer, "vehicle_id": named("vehicle", dealer, number), "version": 1,
            "plate": f"H{number:02d}HZB", "country": "NL", "make": "Subaru",
            "model": "Forester", "fuel": "petrol", "is_stock_car": False,
            "customer_id": named("customer", dealer, number), **more}


def proposal(number, due, dealer="NL-1", **more):
    return {"dealer": dealer, "proposal_id": named("proposal", dealer, number), "version": 1,
            "list_week": "2026-W48", "send_week": "2026-W49",
            "customer_id": named("customer", dealer, number),
            "vehicle_id": named("vehicle", dealer, number),
            "reasons": [{"kind": "periodic", "due_date": due, "text_key": "periodic"}],
            "reason_group": "service", "default_decision": "yes", "decision": "yes",
            "decision_source": "default", "due_p50": due, "confidence": "high",
            "status": "open", **more}


def form(number, dealer="NL-1", **more):
    """inspection.state of the customer and car of that number."""
    return {"dealer": dealer, "inspection_id": named("form", dealer, number), "version": 1,
            "revision": 1, "status": "filling", "entry": "uninvited", "prefill": "customer",
            "checklist_id": named("checklist", dealer), "checklist_version": 1,
            "vehicle_id": named("vehicle", dealer, number), "plate": f"H{number:02d}HZB",
            "make": "Subaru", "model": "Forester", "customer_name": f"J. Jansen{number:03d}",
            "inspector": "M. Bakker", "inspection_date": TODAY,
            "opened_on": f"2026-11-25T09:{number % 60:02d}:00Z", "opened_by": "sanne",
            "updated_at": MOMENT, "send_updates": False, "prices_open": False,
            "fields": [{"path": "customer/number", "value": f"K{number}",
                        "device": "prefill", "revision": 1}],
            "advices": [], "answers": [], **more}


def saved_version(state, number, **more):
    return {"dealer": state["dealer"], "inspection_id": state["inspection_id"],
            "version_id": named("version", state["inspection_id"], number), "number": number,
            "version": 1, "saved_at": MOMENT, "saved_by": "ina", "hash": "a0" * 32,
            "changes": [{"place": "head/remarks", "after": "x"}], "form": {
                "checklist_id": state["checklist_id"], "checklist_version": 1,
                "prefill": state["prefill"], "entry": state["entry"],
                "inspector": state["inspector"], "inspection_date": TODAY,
                "customer_source": "dms", "points": [], "advices": state["advices"],
                "works": [], "total_cents": 28900, "follows_count": 0, "points_total": 0,
                "checked_total": 0, "send_updates": False, "prices_open": False}, **more}


def checklist(dealer="NL-1", **more):
    return {"dealer": dealer, "checklist_id": named("checklist", dealer), "version": 1,
            "name": "Inspectie personenauto", "active": True, "points": [
                {"point_id": "brake-pads", "group": "Remmen", "text": "Remblokken voor",
                 "unit": "mm", "positions": ["LV", "RV"]}], **more}


def registration(number, dealer="NL-1", **more):
    return {"dealer": dealer, "registration_id": named("registration", dealer, number),
            "version": 1, "vehicle_id": named("vehicle", dealer, number),
            "customer_id": named("customer", dealer, number), "status": "active",
            "invited_at": f"2026-11-20T08:00:{number % 60:02d}Z", **more}


class Inspections(Played):
    """Keeps forms as the service would: by dealer, whoever names them."""

    TYPES = {"customer.state": ("dealer", "customer_id"),
             "vehicle.state": ("dealer", "vehicle_id"),
             "proposal.state": ("dealer", "proposal_id"),
             "inspection.state": ("dealer", "inspection_id"),
             "inspection_version.state": ("dealer", "version_id"),
             "checklist.state": ("dealer", "checklist_id"),
             "registration.state": ("dealer", "registration_id"),
             "register.state": ("plate",)}
    TOPICS = ("inspection.command.v1",)

    def state(self, command):
        key = f"{command['dealer']}/{command['inspection_id']}"
        return self.said.get(("inspection.state", key))

    def change(self, command, **more):
        state = self.state(command)
        if not state:
            return {"outcome": "absent", "code": "NO_FORM", "detail": "no such form"}
        state = {**state, "version": state["version"] + 1,
                 "updated_by": command["actor"], **more}
        self.say("inspection.state", state)
        return {"aggregate_id": state["inspection_id"], "version": state["version"]}

    def on_inspection_open(self, command):
        taken = ("inspection_id", "prefill", "plate", "vehicle_id", "customer_id",
                 "inspector", "inspection_date")
        state = form(0, command["dealer"], opened_by=command["actor"], fields=[],
                     opened_on=command["received_at"])
        state.update({name: command[name] for name in taken if name in command})
        self.say("inspection.state", state)
        return {"aggregate_id": state["inspection_id"], "version": 1}

    def on_inspection_edit(self, command):
        state = self.state(command) or {"fields": [], "revision": 0}
        fields = {field["path"]: field for field in state["fields"]}
        for write in command["writes"]:
            fields[write["path"]] = {"path": write["path"], "value": write["value"],
                                     "device": command["device"],
                                     "revision": state["revision"] + 1}
        return self.change(command, revision=state["revision"] + 1,
                           fields=[fields[path] for path in sorted(fields)])

    def on_inspection_save(self, command):
        state = self.state(command)
        if not state:
            return self.change(command)
        number = state.get("saved_number", 0) + 1
        answer = self.change(command, status="saved", saved_number=number,
                             saved_revision=state["revision"], saved_at=MOMENT,
                             advices=[{"advice_id": named("advice"), **ADVICE}])
        # As on the real bus: the version may be heard after the form.
        self.say("inspection_version.state", saved_version(self.state(command), number))
        return {**answer, "result": json.dumps({"number": number, "mailed": False,
                                                "not_mailed": "no_email",
                                                "revision": 1})}

    def on_inspection_send(self, command):
        return self.change(command, status="sent", mailed_number=1, mailed_at=MOMENT)

    def on_inspection_finish(self, command):
        return self.change(command, status="done", done_at=MOMENT)

    def on_inspection_discard(self, command):
        return self.change(command, status="discarded")

    def on_inspection_answer(self, command):
        return self.change(command, status="answered", answers=[
            {"advice_id": line["advice_id"], "answer": line["answer"], "at": MOMENT,
             "number": command["number"], "by": command["by"]} for line in command["lines"]])

    def on_checklist_save(self, command):
        key = ("checklist.state", f"{command['dealer']}/{command['checklist_id']}")
        version = self.said.get(key, {"version": 0})["version"]
        if command["expected_version"] != version:
            return {"outcome": "conflict", "code": "VERSION_CONFLICT", "detail": "it moved"}
        taken = ("dealer", "checklist_id", "name", "brand", "active", "points")
        self.say("checklist.state", {**{k: command[k] for k in taken if k in command},
                                     "version": version + 1})
        return {"aggregate_id": command["checklist_id"], "version": version + 1}

    def on_registration_invite(self, command):
        self.say("registration.state", registration(
            0, command["dealer"], status="invited", **{name: command[name] for name in (
                "registration_id", "customer_id", "vehicle_id")}))
        return {"aggregate_id": command["registration_id"], "version": 1}
