# SPDX-License-Identifier: Apache-2.0
"""Results as a garage reads them: what came of it, what inviting really brought, who went
elsewhere, what works, who works the list, and what is written to them on Mondays.

The gateway and the letters are real; the other services are played, so that a year of
outcomes can be told in a minute."""
import csv
import datetime
import io
import os
import pathlib

import pytest

import fleets
import garage
from answers import AnswerCheck
from house import House
from played import Played
from polling import eventually
from test_read_model import Services, customer, named, proposal, vehicle

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
WEEKS = ("2026-W44", "2026-W45", "2026-W46", "2026-W47")
CAMPAIGN = named("campaign", "winter")
ALL = {"from": "2026-W40", "to": "2026-W48"}


class Results(Services):
    TYPES = {**Services.TYPES, "effect.state": ("dealer", "programme", "quarter"),
             "benchmark.state": ("dealer",), "register.state": ("plate",),
             "passport.state": ("passport_id",),
             "campaign.state": ("dealer", "campaign_id")}
    REAL = frozenset({"notification_withdraw"})


def day_of(week, days=0):
    return datetime.date.fromisocalendar(int(week[:4]), int(week[6:]), 1) \
        + datetime.timedelta(days=days)


def list_state(week, number, **more):
    monday = day_of(week)
    return {"dealer": "NL-1", "list_week": week, "version": 1,
            "send_week": "{}-W{:02}".format(*(monday + 7 * garage.DAY).isocalendar()[:2]),
            "opens_at": f"{monday}T00:00:00Z",
            "deadline_at": f"{monday + 6 * garage.DAY}T14:00:00Z", "status": "closed",
            "closed_at": f"{monday + 6 * garage.DAY}T14:00:00Z",
            "counts": {"total": number, "yes": number, "no": 0, "never": 0, "untouched": 0,
                       "removed": 0}, **more}


def sent(played, number, week, channel="email", **more):
    """A line somebody said yes to, whose message left."""
    row = proposal(number, list_week=week, status="sent", decision_source="user",
                   decided_by="sanne", decided_at=f"{day_of(week, 2)}T09:00:00Z",
                   intent_id=named("intent", number), sent_at=f"{day_of(week, 7)}T07:30:00Z")
    played.say("customer.state", customer(number, postcode="3511 AB"))
    played.say("vehicle.state", vehicle(number))
    played.say("proposal.state", row)
    played.say("notification.outcome", {
        "dealer": "NL-1", "intent_id": row["intent_id"], "sequence": 1,
        "customer_id": row["customer_id"], "proposal_id": row["proposal_id"],
        "channel": channel, "purpose": "reminder", "outcome": "sent", "attempts": 1,
        "at": row["sent_at"], "step": 1, **more})
    return row


def came(played, row, cents, kind="same_vehicle", **more):
    played.say("conversion.recorded", {
        "dealer": "NL-1", "conversion_id": named("conversion", row["proposal_id"], kind),
        "version": 1, "intent_id": row["intent_id"], "proposal_id": row["proposal_id"],
        "customer_id": row["customer_id"], "vehicle_id": row["vehicle_id"],
        "visit_id": named("visit", row["proposal_id"]),
        "visit_date": str(day_of(row["list_week"], 14)), "touched_at": row["sent_at"],
        "list_week": row["list_week"], "reason_group": row["reason_group"],
        "channel": "email", "kind": kind, "value_cents": cents, "flagged": False,
        "voided": False, **more})


def campaign_state(name):
    return {"dealer": "NL-1", "campaign_id": CAMPAIGN, "version": 1, "status": "running",
            "plan": {"name": name, "kind": "promotion", "selection": "{}", "mode": "frozen",
                     "channels": ["email"], "variants": []},
            "created_by": "sanne", "created_at": "2026-11-09T08:00:00Z",
            "changed_by": "sanne", "changed_at": "2026-11-09T08:00:00Z",
            "counts": {"chosen": 5, "waiting": 0, "sent": 4, "held_out": 1, "left_out": 0,
                       "failed": 0, "visited": 1, "cost_cents": 0}}


def written(played, number, channel="email", **more):
    """A message of the campaign; returns what a visit after it says of it."""
    intent = named("intent", "campaign", number)
    row = {"dealer": "NL-1", "intent_id": intent, "sequence": 1,
           "customer_id": named("customer", "NL-1", number),
           "vehicle_id": named("vehicle", "NL-1", number), "channel": channel,
           "purpose": "promotion", "outcome": "sent", "attempts": 1,
           "at": "2026-11-10T08:00:00Z", "campaign_id": CAMPAIGN, "variant": "A",
           "reason_group": "tyres", **more}
    played.say("notification.outcome", {k: v for k, v in row.items() if v is not None})
    return {**row, "proposal_id": intent, "sent_at": row["at"], "list_week": "2026-W46"}


def people(persons, visited):
    return {"persons": persons, "visited": visited, "revenue_cents": visited * 25000,
            "elsewhere": 3, "sold": 1}


def effect(basis, version=1, **more):
    return {"dealer": "NL-1", "programme": "all", "quarter": "recent", "version": version,
            "computed_at": "2026-11-23T03:00:00Z", "basis": basis, "window_days": 90,
            "waiting": 40, "treated": people(600, 205), "held_out": people(504, 140), **more}


def visited(number, date):
    return {"dealer": "NL-1", "invoice_id": named("invoice", number), "version": 1,
            "document_kind": "invoice", "issue_date": date, "net_cents": 30000,
            "customer_net_cents": 30000, "classes": ["periodic_large"],
            "vehicle_id": named("vehicle", "NL-1", number),
            "customer_id": named("customer", "NL-1", number),
            "visit": {"visit_id": named("visit", number), "version": 1, "visit_date": date,
                      "odometer_km": 45120, "classes": ["periodic_large"],
                      "customer_net_cents": 30000, "warranty_net_cents": 0,
                      "internal_net_cents": 0, "voided": False}}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    house = House(OUT / "story" / "test_results", vendors=("autoflex",),
                  services=("gateway", "notification"))
    house.clock.set_local("2026-11-23 06:00:00")
    with house:
        seed = garage.seed(house.base_url)
        seed["dealers"][0]["report_emails"] = ["balie@linde.example"]
        house.seed(seed)
        house.mailbox.clear()
        house.check = AnswerCheck()
        played = house.played = Results(house)
        for week in WEEKS:
            played.say("week.state", list_state(week, 10))
        house.rows = [sent(played, n, WEEKS[n % 4], cost_cents=0 if n % 2 else 12,
                           channel="email" if n % 2 else "sms") for n in range(40)]
        for row in house.rows[:12]:
            came(played, row, 20000)
        came(played, house.rows[12], 0, kind="booking")
        house.sanne = house.portal("sanne", garage.PASSWORD, on_answer=house.check)
        eventually(lambda: house.sanne.get("/v1/results", params=ALL)["value_cents"]
                   == 240000, 30, "the visits")
        yield house
        played.close()
    house.drop_postgres()
    assert house.check.problems == []


def results(told, **more):
    return told.sanne.get("/v1/results", params={**ALL, **more})


def stages(told, **more):
    return {s["stage"]: s["count"] for s in results(told, **more)["funnel"]}


def test_which_customer_was_in_the_workshop_and_what_was_the_invoice(told):
    assert stages(told) == {"proposed": 40, "approved": 40, "sent": 40, "delivered": 40,
                            "booked": 13, "visited": 12}
    visits = told.sanne.pages("/v1/results/visits", "visits", limit=5, **ALL)
    money = [v["value_cents"] for v in visits if v["kind"] == "same_vehicle"]
    assert money == [20000] * 12 and all(v["customer"]["name"] for v in visits)
    behind = told.sanne.pages("/v1/results/proposals", "proposals", stage="booked", **ALL)
    assert len(behind) == 13


def test_a_mail_that_came_back_was_not_delivered(told):
    row = told.rows[20]
    told.played.say("notification.outcome", {
        "dealer": "NL-1", "intent_id": row["intent_id"], "sequence": 2,
        "customer_id": row["customer_id"], "proposal_id": row["proposal_id"],
        "channel": "sms", "purpose": "reminder", "outcome": "bounced", "attempts": 1,
        "reason": "HARD_BOUNCE", "at": "2026-11-20T08:00:00Z"})
    eventually(lambda: stages(told)["delivered"] == 39, 15, "the bounce")


def test_what_was_measured_is_split_by_channel_and_what_a_visit_cost(told):
    by = {s["key"]: s for s in results(told)["by_channel"]}
    assert (by["sms"]["sent"], by["email"]["sent"]) == (20, 20)
    assert (by["sms"]["cost_cents"], by["email"]["cost_cents"]) == (240, 0)
    assert by["sms"]["visited"] == by["email"]["visited"] == 6
    assert stages(told, channel="sms")["sent"] == 20
    assert results(told, adviser="sanne")["funnel"][0]["count"] == 40
    assert results(told, adviser="-")["funnel"][0]["count"] == 0


def test_a_campaign_counts_in_a_row_of_its_own(told):
    told.played.say("campaign.state", campaign_state("Wintercheck"))
    came(told.played, written(told.played, 1), 9900, campaign_id=CAMPAIGN, variant="A")
    by = eventually(lambda: {s["key"]: s for s in results(told)["by_campaign"]}
                    if results(told, campaign=CAMPAIGN)["value_cents"] else None, 15,
                    "the campaign")
    assert (by[CAMPAIGN]["sent"], by[CAMPAIGN]["visited"]) == (1, 1)
    assert by["list"]["value_cents"] == 240000
    assert results(told, campaign="list")["value_cents"] == 240000


def lines(told, stage, **more):
    return told.sanne.pages("/v1/results/proposals", "lines", stage=stage, limit=7,
                            **ALL, **more)


def test_a_campaign_s_customers_stand_behind_its_figures_with_the_invoice(told):
    written(told.played, 2, "sms", vehicle_id=None, reason_group=None, cost_cents=12)
    written(told.played, 3, outcome="suppressed", reason="HOLDOUT")
    came(told.played, written(told.played, 4, "letter", cost_cents=98), 0, kind="booking",
         campaign_id=CAMPAIGN, variant="A", channel="letter")
    back = written(told.played, 5)
    written(told.played, 5, sequence=2, outcome="bounced", reason="HARD_BOUNCE",
            at="2026-11-17T08:00:00Z")
    came(told.played, back, 4500, kind="household", campaign_id=CAMPAIGN, variant="A")
    wanted = {"proposed": 5, "approved": 5, "sent": 4, "delivered": 3, "booked": 2,
              "visited": 1}
    eventually(lambda: stages(told, campaign=CAMPAIGN) == wanted
               and results(told, campaign=CAMPAIGN)["household"]["visits"], 60,
               lambda: str(stages(told, campaign=CAMPAIGN)))
    who = {line["customer"]["id"]: line for line in lines(told, "proposed", campaign=CAMPAIGN)}
    visitor, by_sms, left_out, booked, back = (
        who[named("customer", "NL-1", number)] for number in range(1, 6))
    assert visitor["campaign"] == "Wintercheck" and visitor["variant"] == "A"
    assert visitor["vehicle"]["plate"] == vehicle(1)["plate"]
    assert visitor["sent_at"].startswith("2026-11-10T08:00:00")
    assert (visitor["came_on"], visitor["value_cents"]) == (str(day_of("2026-W46", 14)), 9900)
    assert visitor["attribution"] == "Kwam 13 dagen na de e-mail: telt voor deze campagne."
    assert "vehicle" not in by_sms and by_sms["channel"] == "sms" and "came_on" not in by_sms
    assert left_out["outcome_reason"] == "HOLDOUT" and "sent_at" not in left_out
    assert "value_cents" not in booked and booked["cost_cents"] == 98
    assert booked["attribution"] == "Maakte na de brief een afspraak; de factuur volgt."
    assert (back["outcome"], back["list_week"]) == ("bounced", "2026-W46")
    assert [line["customer"]["id"] for line in lines(told, "held_out", campaign=CAMPAIGN)] \
        == [left_out["customer"]["id"]]


def test_a_bounce_of_a_later_week_is_no_line_of_its_own(told):
    later = {"from": "2026-W47", "to": "2026-W48", "campaign": CAMPAIGN}
    assert told.sanne.get("/v1/results", params=later)["funnel"][0]["count"] == 0


FILTERS = ({}, {"campaign": CAMPAIGN}, {"campaign": "list"}, {"channel": "sms"},
           {"channel": "letter"}, {"reason": "tyres"}, {"reason": "other"},
           {"adviser": "sanne"}, {"adviser": "-"}, {"adviser": "sanne", "channel": "email"})


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_rows_behind_a_figure_are_as_many_and_worth_as_much_as_it_says(told, filters):
    figures = results(told, **filters)
    for stage in figures["funnel"]:
        assert len(lines(told, stage["stage"], **filters)) == stage["count"], stage
    assert len(lines(told, "held_out", **filters)) == figures["held_out"]
    assert sum(line["value_cents"] for line in lines(told, "visited", **filters)) \
        == figures["value_cents"]
    assert sum(line["cost_cents"] for line in lines(told, "proposed", **filters)) \
        == figures["cost_cents"]
    visits = told.sanne.pages("/v1/results/visits", "visits", limit=7, **ALL, **filters)
    for kind, cents in (("same_vehicle", figures["value_cents"]),
                        ("household", figures["household"]["value_cents"])):
        assert sum(v["value_cents"] for v in visits if v["kind"] == kind) == cents


def table(told, **params):
    answer = told.sanne.call("GET", "/v1/results.csv", params={**ALL, **params})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")),
                               delimiter=";"))


def test_the_table_has_the_same_rows_and_names_the_campaign(told):
    rows = table(told, stage="proposed")
    assert len(rows) == stages(told)["proposed"]
    euros = [row["value_eur"] for row in rows if row["value_eur"]]
    assert sum(round(float(value.replace(",", ".")) * 100) for value in euros) \
        == results(told)["value_cents"]
    visitor = next(row for row in rows if row["campaign"] == CAMPAIGN and row["came_on"])
    assert (visitor["campaign_name"], visitor["value_eur"], visitor["sent_on"]) == (
        "Wintercheck", "99,00", "2026-11-10")
    visits = table(told, campaign=CAMPAIGN)
    assert sorted((row["kind"], row["campaign_name"]) for row in visits) == [
        (kind, "Wintercheck") for kind in ("booking", "household", "same_vehicle")]
    assert {row["attribution"] for row in visits} == {
        "Kwam 13 dagen na de e-mail: telt voor deze campagne.",
        "Maakte na de brief een afspraak; de factuur volgt.",
        "Kwam met een andere auto 13 dagen na de e-mail: telt apart."}


def test_without_a_control_group_the_effect_is_not_measured(told):
    assert results(told)["effect"]["basis"] == "not_measured"
    assert "Niet gemeten" in results(told)["effect"]["text"]


def test_few_people_give_no_number(told):
    told.played.say("effect.state", effect("too_few"))
    shown = eventually(lambda: (lambda e: e if e["basis"] == "too_few" else None)(
        results(told)["effect"]), 15, "the answer")
    assert "Te weinig gegevens" in shown["text"] and "%" not in shown["text"]


def test_the_true_effect_is_told_with_its_interval(told):
    told.played.say("effect.state", effect(
        "own", 2, visits={"difference": 639, "low": 90, "high": 1178}, extra_visits=38,
        extra_cents=1420000, revenue={"difference_cents": 2366, "low_cents": 300,
                                      "high_cents": 4400}))
    shown = eventually(lambda: (lambda e: e if e["basis"] == "own" else None)(
        results(told)["effect"]), 15, "the answer")
    assert shown["text"] == ("Uitgenodigd: 34,2 % kwam, controlegroep: 27,8 %, dus "
                             "+6,4 procentpunt (95 %: 0,9 tot 11,8) ≈ 38 extra bezoeken, "
                             "€ 14.200.")
    cells = told.sanne.get("/v1/results/effect")["programmes"]
    assert cells[0]["programme"] == "all" and cells[0]["held_out"]["persons"] == 504


def test_the_true_effect_of_a_campaign_bears_its_name(told):
    told.played.say("campaign.state", campaign_state("Wintercheck"))
    told.played.say("effect.state", effect("too_few") | {"programme": f"campaign/{CAMPAIGN}"})
    named_cells = eventually(lambda: [
        cell for cell in told.sanne.get("/v1/results/effect")["programmes"] if "label" in cell],
        60, "the campaign's own")
    assert [(cell["programme"], cell["label"]) for cell in named_cells] == [
        (f"campaign/{CAMPAIGN}", "Wintercheck")]


def test_a_test_elsewhere_and_a_sale_are_told_with_the_cars(told):
    for number, more in ((30, {"apk_expiry": "2027-11-20", "apk_moved_on": "2026-11-18"}),
                         (32, {"holder_since": "2026-11-17"})):
        told.played.say("invoice.recorded", visited(number, "2025-12-03"))
        told.played.say("register.state", {
            "plate": vehicle(number)["plate"], "version": 1, "recalls": [],
            "checked_at": "2026-11-20T03:00:00Z", **more})
    lost = eventually(lambda: (lambda w: w if w["totals"]["cars"] == 2 else None)(
        told.sanne.get("/v1/results/leakage", params=ALL)), 15, "the register")
    assert (lost["totals"]["elsewhere"], lost["totals"]["sold"]) == (1, 1)
    assert [c["kind"] for c in lost["cars"]] == ["elsewhere", "sold"]
    assert all(c["invited"] for c in lost["cars"])
    assert lost["by_make"] == [{"key": "Subaru", "cars": 2, "elsewhere": 1, "sold": 1}]
    assert lost["by_area"][0]["key"] == "35"


def test_nothing_is_learned_from_too_few_messages(told):
    learned = told.sanne.get("/v1/results/learned", params={"from": "2026-W36", **ALL})
    assert all(not a["enough"] and "rate" not in a for a in learned["approaches"])
    assert all(f["verdict"] == "too_few" and "difference" not in f for f in learned["facts"])


def test_who_works_the_list_is_told_by_week_and_by_person(told):
    adoption = told.sanne.get("/v1/results/adoption", params=ALL)
    assert [w["decided"] for w in adoption["weeks"]] == [10, 10, 10, 10]
    assert all(w["in_time"] == 10 and w["people"] == 1 for w in adoption["weeks"])
    sanne = adoption["people"][0]
    assert (sanne["key"], sanne["decided"], sanne["weeks"]) == ("sanne", 40, 4)
    assert sanne["last_login_at"]


def test_a_garage_sees_quartiles_and_never_another_garage(told):
    assert told.sanne.get("/v1/results/benchmark") == {}
    told.played.say("benchmark.state", {
        "dealer": "NL-1", "version": 1, "computed_at": "2026-11-23T03:00:00Z",
        "network": "formule", "garages": 7, "weeks": 13,
        "metrics": [{"name": "visited", "own": 300, "q1": 210, "median": 260, "q3": 320}]})
    shown = eventually(lambda: told.sanne.get("/v1/results/benchmark")["benchmark"], 15,
                       "the comparison")
    assert shown["garages"] == 7 and shown["metrics"][0]["median"] == 260
    dirk = told.portal("dirk", garage.PASSWORD, on_answer=told.check)
    assert dirk.get("/v1/results/benchmark") == {}
    assert dirk.get("/v1/results/effect")["programmes"] == []


def test_what_a_month_is_billed_by_stays_when_a_car_leaves_later(told):
    manager = told.portal("marja", garage.PASSWORD, on_answer=told.check)
    car = fleets.passport(70, vehicle_id=named("vehicle", "NL-1", 70),
                          owner_id=named("party", 70))
    told.played.say("passport.state", car)
    told.played.say("invoice.recorded", visited(70, "2026-11-11"))
    asked = {"month": "2026-11"}
    used = eventually(lambda: (lambda u: u if u["visit"] else None)(
        manager.get("/v1/usage", params=asked)), 15, "the car")
    assert (used["passports"], used["used"]) == (1, 1)
    ended = {**car["garages"][0], "until": "2026-11-20T10:00:00Z"}
    told.played.say("passport.state", {**car, "version": 2, "garages": [ended]})
    eventually(lambda: told.sanne.call(
        "GET", f"/v1/passports/{car['passport_id']}").status_code == 404, 15, "it left")
    assert manager.get("/v1/usage", params=asked) == used
    assert manager.get("/v1/usage", params={"month": "2026-12"})["passports"] == 0


def test_the_week_is_told_by_mail_on_monday_at_seven(told):
    told.settle()
    told.clock.set_local("2026-11-23 07:01:00")
    mail = told.mailbox.wait_for("balie@linde.example")[0]
    assert mail["subject"] == "Resultaten van week 47"
    text = mail["text"]
    assert "Kwamen: " in text and "Verzonden: " in text
    assert "34,2 % kwam, controlegroep: 27,8 %" in text


def test_a_list_left_open_is_told_on_friday_to_who_wants_it(told):
    state = list_state("2026-W48", 2, status="open")
    del state["closed_at"]
    told.played.say("week.state", state)
    for number in (50, 51):
        told.played.say("customer.state", customer(number))
        told.played.say("vehicle.state", vehicle(number))
        told.played.say("proposal.state", proposal(number))
    refused = told.sanne.call("PUT", "/v1/me/mail", json={"wants_nudges": True})
    assert refused.status_code in (400, 422)
    told.sanne.ask("PUT", "/v1/me/mail", json={"email": "sanne@linde.example",
                                               "wants_nudges": True})
    assert told.sanne.get("/v1/me/mail") == {"email": "sanne@linde.example",
                                             "wants_nudges": True, "wants_news": False}
    told.settle()  # what is told is what was heard before noon
    told.clock.set_local("2026-11-27 12:01:00")
    mail = told.mailbox.wait_for("sanne@linde.example")[0]
    assert mail["subject"] == "Nog 2 voorstellen te beoordelen"
    assert "zondag" in mail["text"] or "29 november" in mail["text"]


def test_a_letter_that_waits_does_not_leave_once_nobody_wants_it(told):
    """The mail server is busy on Sunday morning; the switch comes first."""
    address = "sanne@linde.example"
    had = len(told.mailbox.mails(address))
    told.mailbox.rule(address=address, stage="rcpt", code=451, text="4.3.0 busy")
    told.clock.set_local("2026-11-29 09:01:00")
    eventually(lambda: told.query("SELECT 1 FROM notification.intent WHERE state = 'queued'"
                                  " AND reason = 'TRIED_LATER'"), 60, "a letter that waits")
    told.settle()
    told.sanne.ask("PUT", "/v1/me/mail", json={"email": address, "wants_nudges": False})
    told.mailbox.clear_rules()
    told.clock.step(minutes=30)
    eventually(lambda: told.query("SELECT 1 FROM notification.intent WHERE state ="
                                  " 'suppressed' AND reason = 'UNSUBSCRIBED'"), 60, "its end")
    told.settle()
    assert len(told.mailbox.mails(address)) == had


def test_two_lists_nobody_worked_reach_the_garage_and_the_helpdesk(told):
    for number, week in ((60, "2026-W47"), (61, "2026-W48")):
        told.played.say("week.state", list_state(week, 1) | {"dealer": "NL-2", "version": 5})
        told.played.say("proposal.state", proposal(number, "NL-2", list_week=week))
    help_ = told.portal("hulp", garage.PASSWORD, on_answer=told.check)
    help_.ask("PUT", "/v1/session", json={"dealer": "NL-2", "reason": "weeklijst"})
    help_.ask("PUT", "/v1/me/mail", json={"email": "hulp@beurt.example",
                                          "wants_nudges": True})
    told.settle()
    told.clock.set_local("2026-11-30 07:01:00")
    mail = told.mailbox.wait_for("hulp@beurt.example")[0]
    assert "2 weken" in mail["subject"] and "Garage Van Dam" in mail["text"]
    rows = {g["dealer"]: g for g in help_.get("/v1/network")["garages"]}
    assert rows["NL-2"]["untouched_weeks"] == 2 and rows["NL-1"]["last_login_at"]
    assert told.sanne.call("GET", "/v1/network").status_code == 403
