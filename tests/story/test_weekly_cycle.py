# SPDX-License-Identifier: Apache-2.0
"""The main job, as the manual tells it: from the invoices to who came and what it earned.

One week in one garage, told in order; the sentences are those of the ITK 3.0 manual.
"""
import datetime
import email.header
import re
import urllib.parse

import pytest
import requests

import garage
from garage import Car, invoice, moment, net_of, yearly_services
from polling import eventually, never

STARTS = "2026-11-23 08:00:00"
LIST_WEEK, SEND_WEEK = "2026-W48", "2026-W49"


class Week:
    """The cars of this story: each comes yearly, and is due about Christmas."""

    def __init__(self):
        last = datetime.date(2025, 12, 23)
        self.yes, self.no, self.never, self.untouched, self.visited, self.sold, self.object = (
            Car() for _ in range(7))
        self.late = Car()
        self.without_mail = Car(email=None)
        self.all = [self.yes, self.no, self.never, self.untouched, self.visited, self.late,
                    self.without_mail, self.sold, self.object]
        self.elsewhere = Car("NL-2")
        self.last = last
        self.visit = None


@pytest.fixture(scope="module")
def week():
    return Week()


def test_the_invoices_the_company_made_are_the_basis_of_the_proposals(story, week):
    for car in week.all:
        story.dms.publish(*yearly_services(car, week.last))
    story.other_dms.publish(*yearly_services(week.elsewhere, week.last))
    for car in week.all:
        row = story.row_of(car)
        assert row["list_week"] == LIST_WEEK
        assert row["customer"]["name"].endswith(car.name_part)
        assert row["status"] == "open"


def test_every_week_an_online_list_of_names_proposed_for_invitation_the_week_after(story, week):
    header = story.person("sanne").get(f"/v1/weeks/{LIST_WEEK}")
    assert header["send_week"] == SEND_WEEK
    assert moment(header["deadline_at"]) == moment("2026-11-29T14:00:00Z")
    assert header["editable"] is True
    assert header["counts"]["all"] >= len(week.all)


def test_the_invitation_comes_before_the_computed_date_of_a_new_visit(story, week):
    row = story.row_of(week.yes)
    due = datetime.date.fromisoformat(row["due_p50"])
    assert datetime.date(2026, 12, 7) <= due <= datetime.date(2027, 1, 15)
    assert row["due_p10"] <= row["due_p50"] <= row["due_p90"]


def test_every_date_is_explained_with_the_invoices_it_rests_on(story, week):
    row = story.row_of(week.yes)
    why = story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=nl")
    assert "2025" in why["text"] and "km" in why["text"]
    assert len(why["why"]["inputs"]) == 3
    assert all(entry["accepted"] for entry in why["why"]["inputs"])
    assert any(item.get("chosen") for item in why["why"]["items"])
    english = story.person("sanne").get(f"/v1/proposals/{row['id']}/why?language=en")
    assert english["text"] != why["text"]


def test_the_letter_can_be_read_before_it_leaves(story, week):
    row = story.row_of(week.yes)
    shown = story.person("sanne").get(f"/v1/proposals/{row['id']}/preview")
    assert week.yes.name_part in shown["text"] and "Garage De Linde" in shown["html"]
    assert shown["to_masked"].startswith(week.yes.email[0] + "***@")
    assert week.yes.email not in str(shown)
    assert shown["gate"]["verdict"] in ("send", "wait")
    english = story.person("sanne").get(f"/v1/proposals/{row['id']}/preview?language=en")
    assert (shown["language"], english["language"]) == ("nl", "en")
    without = story.row_of(week.without_mail)
    shown_to_nobody = story.person("sanne").get(f"/v1/proposals/{without['id']}/preview")
    assert shown_to_nobody["gate"] == {"verdict": "suppress", "reason": "NO_ADDRESS"}
    assert story.person("dirk").call(
        "GET", f"/v1/proposals/{row['id']}/preview").status_code == 404
    week.shown = shown["subject"]


def test_a_garage_sees_only_its_own_customers(story, week):
    assert story.row_of(week.elsewhere, login="dirk")
    assert story.find(week.elsewhere, login="sanne") is None
    foreign = story.row_of(week.elsewhere, login="dirk")
    answer = story.person("sanne").decide(foreign, "no")
    assert answer.status_code == 404
    assert story.row_of(week.elsewhere, login="dirk")["decision"] == foreign["decision"]


def test_without_an_e_mail_address_the_list_says_so(story, week):
    row = story.row_of(week.without_mail)
    assert "channel" not in row
    assert row["customer"]["has_email"] is False


def test_you_say_yes_no_or_never(story, week):
    portal = story.person("sanne")
    for car, answer, more in ((week.yes, "yes", {}), (week.no, "no", {}),
                              (week.never, "never", {"scope": "customer",
                                                     "reason": "no_contact"})):
        reply = portal.decide(story.row_of(car), answer, **more)
        assert reply.status_code == 200, reply.text
        row = story.row_of(car)
        assert (row["decision"], row["decision_source"]) == (answer, "user")
        assert row["decided_by"]["name"] == "Sanne"


def test_periodic_contacts_stand_on_yes_by_default(story, week):
    row = story.row_of(week.untouched)
    assert (row["decision"], row["decision_source"]) == ("yes", "default")


def test_two_advisers_at_once_the_later_one_sees_the_first_ones_choice(story, week):
    seen_by_both = story.row_of(week.no)
    first = story.person("piet").decide(seen_by_both, "yes")
    assert first.status_code == 200, first.text
    second = story.person("sanne").decide(seen_by_both, "no")
    assert second.status_code == 412, second.text
    assert second.json()["current"]["decided_by"]["name"] == "Piet"
    assert story.row_of(week.no)["decision"] == "yes"
    assert story.person("sanne").decide(story.row_of(week.no), "no").status_code == 200


def test_a_bulk_decision_touches_exactly_the_rows_it_was_shown(story, week):
    portal = story.person("piet")
    rows = story.rows("piet", search=week.late.plate)
    assert [row["vehicle"]["plate"] for row in rows] == [week.late.plate]
    header = portal.get(f"/v1/weeks/{LIST_WEEK}")
    body = {"decision": "no", "filter": {"view": "all", "search": week.late.plate},
            "expected_count": 2, "list_version": header["list_version"]}
    refused = portal.call("POST", f"/v1/weeks/{LIST_WEEK}/decisions", json=body)
    assert refused.status_code == 409
    assert refused.json()["difference"]["actual_count"] == 1
    done = portal.ask("POST", f"/v1/weeks/{LIST_WEEK}/decisions",
                      json={**body, "expected_count": 1})
    assert [item["id"] for item in done["changed"]] == [rows[0]["id"]]
    assert story.row_of(week.late)["decision"] == "no"
    portal.ask("POST", f"/v1/weeks/{LIST_WEEK}/decisions/{done['operation_id']}/undo")
    assert story.row_of(week.late)["decision"] == "yes"


def decide_many(portal, rows, **answer):
    return portal.ask("POST", f"/v1/weeks/{LIST_WEEK}/decisions",
                      json={"ids": [row["id"] for row in rows], "expected_count": len(rows),
                            **answer})


def test_never_for_many_says_what_it_covers_and_why_and_can_be_put_back(story, week):
    portal, cars = story.person("sanne"), [week.sold, week.object]
    done = decide_many(portal, [story.row_of(car) for car in cars], decision="never",
                       scope="vehicle", reason="sold")
    assert len(done["changed"]) == 2
    for row in map(story.row_of, cars):
        assert (row["decision"], row["scope"], row["scope_reason"]) == ("never", "vehicle",
                                                                        "sold")
    again = decide_many(portal, [story.row_of(week.sold)], decision="yes")
    assert "scope" not in story.row_of(week.sold)
    portal.ask("POST", f"/v1/weeks/{LIST_WEEK}/decisions/{again['operation_id']}/undo")
    row = story.row_of(week.sold)
    assert (row["decision"], row["scope"], row["scope_reason"]) == ("never", "vehicle", "sold")


def test_who_wants_no_contact_objects_also_when_many_are_decided_at_once(story, week):
    row = story.row_of(week.object)
    decide_many(story.person("sanne"), [row], decision="no")
    decide_many(story.person("sanne"), [row], decision="never", scope="customer",
                reason="no_contact")
    eventually(lambda: story.row_of(week.object)["customer"].get("objected") is True, 20,
               "the objection")


def test_who_has_been_in_already_is_taken_off_the_list_by_itself(story, week):
    story.clock.set_local("2026-11-25 10:00:00")
    story.dms.publish(invoice(week.visited, "2026-11-25", 61000))
    row = eventually(lambda: (lambda found: found if found["status"] != "open" else None)(
        story.row_of(week.visited)), 30, "the visited customer off the list")
    assert row["status"] in ("removed", "visited")
    assert (row["decision"], row["decision_source"]) == ("no", "automatic")


def test_until_sunday_before_three_o_clock(story, week):
    with story.clock.standing():
        story.clock.set_local("2026-11-29 14:59:45")
        in_time = story.person("sanne").decide(story.row_of(week.late), "no")
        assert in_time.status_code == 200, in_time.text
    story.clock.set_local("2026-11-29 15:00:00")
    too_late = story.person("sanne").decide(story.row_of(week.late), "yes")
    assert too_late.status_code == 409
    assert too_late.json()["code"] == "LIST_FROZEN"
    assert story.row_of(week.late)["decision"] == "no"
    header = eventually(lambda: (lambda head: head if head["status"] == "closed" else None)(
        story.person("sanne").get(f"/v1/weeks/{LIST_WEEK}")), 30, "the closed list")
    assert header["editable"] is False


def test_only_the_chosen_customers_get_the_invitation_each_once(story, week):
    story.clock.set_local("2026-11-30 08:00:00")
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    for car in (week.yes, week.untouched):
        assert len(story.mail(car)) == 1
    story.settle()
    for car in week.all:
        if car not in (week.yes, week.untouched):
            assert story.house.mailbox.mails(car.email) == [], car.plate
    for car in (week.yes, week.untouched):
        assert len(story.house.mailbox.mails(car.email)) == 1
        row = eventually(lambda car=car: (lambda found: found if found["status"] == "sent"
                                          else None)(story.row_of(car, week=LIST_WEEK)), 30)
        assert row["decision"] == "yes"


def letter_to(story, car):
    found = story.house.mailbox.mails(car.email)
    return email.message_from_bytes(story.house.mailbox.raw(found[0]["id"]))


def test_the_letter_says_what_when_and_from_whom(story, week):
    letter = letter_to(story, week.yes)
    subject = email.header.make_header(email.header.decode_header(letter["Subject"]))
    assert str(subject) == week.shown, "the letter that was shown beforehand"
    assert "werkplaats@nl-1.example" in letter["From"]
    assert {part.get_content_type() for part in letter.walk()} >= {"text/plain", "text/html"}
    plain = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
    text = plain.get_payload(decode=True).decode(plain.get_content_charset())
    assert week.yes.name_part in text
    assert "030-2001200" in text
    assert "Garage De Linde" in text


def unsubscribe_address(letter):
    found = re.search(r"<(https?://[^>]+)>", letter["List-Unsubscribe"])
    return urllib.parse.urlparse(found.group(1)).path


def test_one_click_stops_the_messages_at_once_and_reading_the_link_does_not(story, week):
    letter = letter_to(story, week.untouched)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = story.house.base_url + unsubscribe_address(letter)
    scanned = requests.get(address, timeout=60)
    assert scanned.status_code == 200
    story.settle()
    row = story.row_of(week.untouched, week=LIST_WEEK)
    assert not row["customer"].get("objected")
    clicked = requests.post(address, data="List-Unsubscribe=One-Click", timeout=60, headers={
        "Content-Type": "application/x-www-form-urlencoded"}, allow_redirects=False)
    assert clicked.status_code == 200, clicked.text

    def stopped():
        detail = story.person("sanne").get(f"/v1/proposals/{row['id']}")
        return [entry for entry in detail["consent"]
                if entry["channel"] == "email" and entry["state"] in ("withdrawn", "objected")]

    assert eventually(stopped, 10, "the withdrawal on the customer's page")
    again = requests.post(address, data="List-Unsubscribe=One-Click", timeout=60, headers={
        "Content-Type": "application/x-www-form-urlencoded"})
    assert again.status_code == 200


def test_which_customer_has_been_in_the_workshop_and_what_was_the_invoice(story, week):
    story.clock.set_local("2026-12-09 09:00:00")
    story.settle()
    document = week.visit = invoice(week.yes, "2026-12-08", 61500)
    story.dms.publish(document)
    portal = story.person("sanne")

    def credited():
        visits = portal.get(f"/v1/results/visits?from={LIST_WEEK}&to=2026-W50")["visits"]
        return visits if visits else None

    visits = eventually(credited, 30, "a visit credited to the invitation")
    assert len(visits) == 1
    assert visits[0]["customer"]["name"].endswith(week.yes.name_part)
    assert visits[0]["value_cents"] == net_of(document)
    assert visits[0]["visit_date"] == "2026-12-08"
    results = portal.get(f"/v1/results?from={LIST_WEEK}&to={LIST_WEEK}")
    funnel = {stage["stage"]: stage["count"] for stage in results["funnel"]}
    assert funnel["sent"] == 2 and funnel["visited"] == 1
    assert results["value_cents"] == net_of(document)
    assert story.person("dirk").get("/v1/results")["value_cents"] == 0


def test_a_credit_note_takes_the_revenue_back(story, week):
    credit = {**invoice(week.yes, "2026-12-09", 61500), "document_kind": "credit_note",
              "parent_document_number": week.visit["document_number"]}
    story.dms.publish(credit)
    eventually(lambda: story.person("sanne").get(
        f"/v1/results?from={LIST_WEEK}&to={LIST_WEEK}")["value_cents"] == 0, 30,
        "the revenue taken back")


def test_never_stays_never_in_later_weeks(story, week):
    story.clock.set_local("2026-12-14 08:00:00")
    story.settle()
    story.dms.publish(invoice(week.never, "2025-12-29", 60400, document_kind="invoice"))
    never(lambda: story.find(week.never, week="2026-W51"), 2.0,
          "a new proposal for somebody on never")
    assert story.house.mailbox.mails(week.never.email) == []


def test_the_garage_of_the_other_story_was_never_touched(story, week):
    rows = story.rows("dirk", week=LIST_WEEK)
    assert {row["vehicle"]["plate"] for row in rows} == {week.elsewhere.plate}
    assert garage.PASSWORD not in "".join(
        program.log.read_text(errors="replace") for program in story.house.programs.values())
