# SPDX-License-Identifier: Apache-2.0
"""Following up what was advised, as the manual tells it under "Uitgebrachte adviezen
opvolgen": from the saved form to the list of the week after, and to the customer's mail.
"""
import re
import uuid

import pytest

import garage
from garage import Car, yearly_services
from polling import eventually, never

STARTS = "2026-11-23 08:00:00"
SAVED, NEXT_WEEK = "2026-11-23", "2026-W49"
TABLET = str(uuid.uuid4())


class Forms:
    """Cars that were serviced last week, so that nothing is due but advice."""

    def __init__(self, story):
        self.story = story
        self.brakes, self.declined, self.waiting = (Car() for _ in range(3))
        self.elsewhere = Car("NL-2")
        self.counter = 0
        self.form = {}
        self.lines = {}

    def open(self, car, login="sanne"):
        match = eventually(lambda: next(iter(self.story.person(login).get(
            "/v1/inspections/entry", params={"plate": car.plate})["matches"]), None), 30)
        self.form[car] = self.story.person(login).ask("POST", "/v1/inspections", json={
            "inspection_id": str(uuid.uuid4()), "device": TABLET, "prefill": "customer",
            "vehicle_id": match["vehicle"]["id"], "inspector": "Ina Bakker",
            "inspection_date": SAVED})

    def path(self, car, rest=""):
        return f"/v1/inspections/{self.form[car]['inspection_id']}{rest}"

    def write(self, car, values, login="sanne"):
        writes = []
        for path, value in values.items():
            self.counter += 1
            writes.append({"counter": self.counter, "path": path, "value": value})
        now = self.story.person(login).get(self.path(car))
        self.form[car] = self.story.person(login).ask("PUT", self.path(car), json={
            "device": TABLET, "seen_revision": now["revision"], "writes": writes})

    def advise(self, car, text, cents=None, login="sanne", line=None):
        line = line or f"00000000-0000-4000-8000-{len(self.lines):012d}"  # in this order
        self.lines[(car, text)] = line
        price = {"price_kind": "fixed", "unit_price_cents": str(cents)} if cents else {
            "price_kind": "follows"}
        self.write(car, {f"advice/{line}/{name}": value for name, value in {
            "text": text, "quantity": "1", "urgency": "within_3_months",
            "severity": "advice", "vat_percent": "21", **price}.items()}, login)

    def save(self, car, login="sanne"):
        return self.story.person(login).ask("POST", self.path(car, "/versions"), json={
            "seen_revision": self.form[car]["revision"], "mail": False})

    def row(self, car, login="sanne", week=None):
        found = self.story.find(car, login, week)
        return found if found and found["reason_group"] == "advice" else None

    def row_there(self, car, login="sanne"):
        """Once nothing is on its way that could give it another version."""
        def look():
            self.story.settle()
            return self.row(car, login)
        return eventually(look, 60, f"a follow-up for {car.plate}")


@pytest.fixture(scope="module")
def forms(story):
    seed = garage.seed(story.house.base_url)
    seed["dealers"][1]["default_followup"] = "yes"
    story.house.seed(seed)
    forms = Forms(story)
    for car in (forms.brakes, forms.declined, forms.waiting):
        story.dms.publish(*yearly_services(car, "2026-11-18"))
    story.other_dms.publish(*yearly_services(forms.elsewhere, "2026-11-18"))
    story.settle()
    return forms


def test_advices_on_the_form_are_proposed_for_follow_up_the_week_after_its_saving(story, forms):
    for car, login in ((forms.brakes, "sanne"), (forms.declined, "sanne"),
                       (forms.elsewhere, "dirk")):
        forms.open(car, login)
        forms.advise(car, "Remblokken vervangen", 24000, login)
    forms.advise(forms.brakes, "Uitlaat")
    for car, login in ((forms.brakes, "sanne"), (forms.declined, "sanne"),
                       (forms.elsewhere, "dirk")):
        assert forms.save(car, login)["number"] == 1
    story.settle()
    never(lambda: forms.row(forms.brakes), 1.0, "a follow-up in the week of the save")
    story.clock.set_local("2026-11-30 08:00:00")
    row = forms.row_there(forms.brakes)
    assert (row["list_week"], row["status"]) == (NEXT_WEEK, "open")
    assert [reason["kind"] for reason in row["reasons"]] == ["advice"]


def test_the_customer_gets_a_mail_with_the_advices_and_their_costs_at_the_save(story, forms):
    letter = story.mail(forms.brakes)[0]
    assert "Remblokken vervangen" in letter["text"] and "240,00" in letter["text"]


def test_follow_ups_stand_on_no_by_default(story, forms):
    row = forms.row_there(forms.brakes)
    assert (row["decision"], row["decision_source"]) == ("no", "default")


def test_but_may_stand_on_yes_for_a_garage_that_asked_for_it(story, forms):
    row = forms.row_there(forms.elsewhere, "dirk")
    assert (row["decision"], row["decision_source"]) == ("yes", "default")


def test_the_proposal_says_what_was_advised_and_what_it_costs(story, forms):
    row = forms.row_there(forms.brakes)
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=nl")
    assert why["text"] == ("Advies van 23-11-2026: Remblokken vervangen € 240;"
                           " Uitlaat (prijs volgt). Samen € 240, 1 prijs volgt")
    assert (why["why"]["advice"]["total_cents"], why["why"]["advice"]["follows_count"]) == (
        24000, 1)
    english = story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=en")
    assert english["text"].startswith("Advice of 23-11-2026: Remblokken vervangen € 240;")
    assert row["expected_value_cents"] == 19835  # 240 euros without 21 % VAT


def test_a_price_that_follows_later_is_told_by_the_same_proposal(story, forms):
    before = forms.row_there(forms.brakes)
    forms.advise(forms.brakes, "Uitlaat", 60500, line=forms.lines[(forms.brakes, "Uitlaat")])
    assert forms.save(forms.brakes)["number"] == 2
    row = eventually(lambda: (lambda one: one if one["version"] > before["version"] else None)(
        forms.row_there(forms.brakes)), 30, "the price")
    assert row["id"] == before["id"]
    assert row["expected_value_cents"] == 19835 + 50000


def test_the_preview_of_a_follow_up_shows_what_is_open_and_its_price(story, forms):
    row = forms.row_there(forms.brakes)
    shown = story.person("sanne").get(f"/v1/proposals/{row['id']}/preview?language=nl")
    assert "nog een advies open" in shown["subject"]
    for part in ("Remblokken vervangen", "240,00", "Uitlaat", "605,00", "845,00"):
        assert part in shown["text"] and part in shown["html"], part


def test_what_the_customer_declined_goes_off_the_list(story, forms):
    car = forms.declined
    assert forms.row_there(car)["status"] == "open"
    story.person("sanne").ask("POST", forms.path(car, "/answers"), json={
        "number": 1, "by": "phone", "reason": "laat het elders doen", "lines": [
            {"advice_id": forms.lines[(car, "Remblokken vervangen")], "answer": "decline"}]})
    row = eventually(lambda: (lambda one: one if one["status"] == "removed" else None)(
        forms.row_there(car)), 30, "the line gone")
    assert row["status_reason"] == "ADVICE_SETTLED"


def test_while_prices_are_still_being_adjusted_the_follow_up_waits(story, forms):
    car = forms.waiting
    forms.open(car)
    forms.advise(car, "Accu", 18000)
    forms.write(car, {"head/prices_open": "yes"})
    assert forms.save(car)["number"] == 1
    story.clock.set_local("2026-12-07 08:00:00")
    story.settle()
    never(lambda: forms.row(car), 1.0, "a follow-up with open prices")
    forms.write(car, {"head/prices_open": "no"})
    forms.save(car)
    assert forms.row_there(car)["list_week"] == "2026-W50"


def followup_letter(story, car):
    found = [mail for mail in story.house.mailbox.mails(car.email)
             if "nog een advies open" in mail["subject"]]
    return found[0] if found else None


def without_links(text):
    """A preview has no links of its own; all else is what leaves."""
    return [re.sub(r"https?://\S+", "", line).strip() for line in text.strip().splitlines()]


def test_who_is_chosen_gets_the_open_advices_with_their_costs_by_mail(story, forms):
    car = forms.waiting
    row = forms.row_there(car)
    shown = story.person("sanne").get(f"/v1/proposals/{row['id']}/preview")
    assert story.person("sanne").decide(row, "yes").status_code == 200
    story.clock.set_local("2026-12-13 15:00:00")
    eventually(lambda: forms.row(car, week="2026-W50")["status"] == "frozen", 30, "the freeze")
    for moment in ("2026-12-14 08:00:00", "2026-12-16 12:00:00"):
        story.clock.set_local(moment)
        story.settle()
    letter = eventually(lambda: followup_letter(story, car), 30, "the letter")
    assert "Accu" in letter["text"] and "180,00" in letter["text"]
    assert shown["subject"] == letter["subject"]
    assert without_links(shown["text"]) == without_links(letter["text"])
    row = eventually(lambda: (lambda one: one if one["status"] == "sent" else None)(
        forms.row(car, week="2026-W50")), 30, "it was sent")
    assert row["decision"] == "yes"
    assert followup_letter(story, forms.brakes) is None


def test_one_form_is_followed_up_once(story, forms):
    forms.advise(forms.waiting, "Ruitenwissers", 3500)
    forms.save(forms.waiting)
    story.settle()
    never(lambda: forms.row(forms.waiting), 1.0, "another follow-up of the same form")


def test_a_tread_measured_at_two_inspections_is_dated(story, forms):
    """The second form asks about what the first one measured; its follow-up says when."""
    car = Car()
    story.dms.publish(*yearly_services(car, "2026-11-18"))
    story.settle()
    advice = str(uuid.uuid4())
    for date, tread in (("2025-12-01", "4.9"), ("2026-12-01", "3.4")):
        forms.open(car)
        forms.write(car, {"head/inspection_date": date,
                          "point/tyre_tread/status": "advice",
                          "point/tyre_tread/measure/LV": tread})
        if date == "2026-12-01":
            forms.advise(car, "Zomerbanden", 36000, line=advice)
            forms.write(car, {f"advice/{advice}/point": "tyre_tread"})
        forms.save(car)
        story.settle()
    story.clock.step(days=7)
    row = forms.row_there(car)
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=nl")
    assert "Zomerbanden € 360 (LV 3,4 mm, was 4,9 op 01-12-2025: onder 1,6 omstreeks" \
        in why["text"]
    assert row["due_p10"] < row["due_p50"] < row["due_p90"]
    assert row["due_p50"][:4] == "2028"
