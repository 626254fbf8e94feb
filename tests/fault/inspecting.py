# SPDX-License-Identifier: Apache-2.0
"""An inspector who fills in one form after the other and saves each several times.

Every save carries a mark of its own in a note that the customer sees, and the customer is
kept up to date: so each stored version can be told from the others, and owes one mail.
"""
from clients import Client
from evidence import FAIL, INFO, OK, Saved

SAVES_EACH = 3
ADVICE = {"text": "Remblokken voor vervangen", "quantity": "1", "unit_price_cents": "24000",
          "price_kind": "fixed", "vat_percent": "21", "urgency": "within_3_months",
          "severity": "advice"}


def address_of(form):
    """Where the letters of a form go: to nobody else's."""
    return f"{form}@formulier.example"


class Inspecting(Client):
    def __init__(self, house, garage, world, evidence, seed):
        super().__init__(house, garage["inspectors"][0], 0.6, seed)
        self.dealer, self.world, self.evidence = garage["dealer"], world, evidence
        self.device = self.new_id()
        self.counter = 0
        self.form = None  # None: take the next car
        self.revision = self.saves = 0

    def work(self):
        if not self.form:
            self.open()
        elif self.write():
            self.save()

    def open(self):
        car = self.world.guest(self.dealer)
        if not car:
            return
        found = self.ask("GET", "/v1/inspections/entry",
                         params={"plate": car["vehicle"]["plate"]})
        matches = found.json()["matches"] if found is not None and found.ok else []
        form, date = self.new_id(), self.house.clock.now().date()
        outcome, answer = INFO, None
        if matches:
            outcome, answer = self.insist("POST", "/v1/inspections", json={
                "inspection_id": form, "device": self.device, "prefill": "customer",
                "vehicle_id": matches[0]["vehicle"]["id"], "inspector": self.login,
                "inspection_date": date.isoformat()},
                headers={"Idempotency-Key": self.new_id()})
        else:
            self.world.come_back(car)  # its invoice was not heard yet
        if outcome == OK and answer.status_code == 201:
            self.form, self.revision, self.saves = form, 1, 0

    def write(self):
        """The next note, and all else at the first time; True when it is on the form."""
        self.mark = self.new_id()
        fields = {"point/wipers/note": self.mark}
        if self.saves == 0:
            advice = self.new_id()
            fields |= {"customer/email": address_of(self.form), "head/send_updates": "yes",
                       **{f"advice/{advice}/{leaf}": value for leaf, value in ADVICE.items()}}
        writes = []
        for path, value in fields.items():
            self.counter += 1
            writes.append({"counter": self.counter, "path": path, "value": value})
        outcome, answer = self.insist("PUT", f"/v1/inspections/{self.form}", json={
            "device": self.device, "seen_revision": self.revision, "writes": writes})
        return self.went_on(outcome, answer)

    def save(self):
        note = Saved(self.dealer, self.form, self.mark, INFO)
        self.evidence.saved.append(note)
        note.outcome, answer = self.insist(
            "POST", f"/v1/inspections/{self.form}/versions",
            json={"seen_revision": self.revision, "mail": False, "reason": "aanvulling"},
            headers={"Idempotency-Key": self.new_id()})
        self.saves += 1
        if not self.went_on(note.outcome, answer):
            return
        if answer.status_code == 201:
            note.number = answer.json()["number"]
        if self.saves == SAVES_EACH:
            self.form = None

    def went_on(self, outcome, answer):
        """False, and the form is left alone, when nobody knows what became of a request."""
        if outcome == OK:
            if answer.status_code in (200, 201):
                self.revision = answer.json()["revision"]
            return True
        if outcome == FAIL:
            self.wrong.add(f"{answer.request.method} of a form: {answer.text[:200]}")
        self.form = None
        return False
