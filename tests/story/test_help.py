# SPDX-License-Identifier: Apache-2.0
"""Helpcentrum, feedback per e-mail, accountinstellingen (iGarage manual): articles anybody
finds, and a message to the helpdesk that is kept, mailed and answered."""
import pathlib
import re

import pytest

from pages import Visitor
from polling import eventually

STARTS = "2026-11-23 08:00:00"
DESK = "helpdesk@beurt.example"
SETTINGS = {"gateway": {"BEURT_HELPDESK_EMAIL": DESK, "BEURT_HELPDESK_PHONE": "030-7600100"}}
ARTICLES = pathlib.Path(__file__).resolve().parents[2] / "services/gateway/help/articles"
PORTAL = ARTICLES.parents[1] / "web" / "src" / "portal.tsx"


def names(language):
    return sorted(path.stem for path in (ARTICLES / language).glob("*.md"))


def mails(story, address, words):
    return [one for one in story.house.mailbox.mails(address) if words in one["subject"]]


def test_every_article_is_there_in_two_languages(story):
    assert names("nl") == names("en") and len(names("nl")) >= 20
    for language in ("nl", "en"):
        for name in names(language):
            page = Visitor(story.house.base_url).open(f"/hulp/{name}?lang={language}")
            title = (ARTICLES / language / f"{name}.md").read_text().splitlines()[0]
            assert page.status == 200 and title.removeprefix("# ") in page.text, name
            assert "{{" not in page.source and "zoek:" not in page.text


@pytest.mark.parametrize("words,found", [
    ("weeklijst nooit", "weeklijst"), ("geparkeerd", "aangeleverde-facturen"),
    ("inlog wachtwoord", "inloggen"), ("webhook", "koppelingen"),
    ("noodoverdracht", "noodoverdrachten")])
def test_an_article_is_found_by_ones_own_words(story, words, found):
    page = Visitor(story.house.base_url).open(f"/hulp?voor=garage&lang=nl&q={words}")
    assert f"/hulp/{found}?voor=garage" in page.links
    assert len([one for one in page.links if one.startswith("/hulp/")]) < len(names("nl"))


def test_who_finds_nothing_reads_where_to_ask(story):
    page = Visitor(story.house.base_url).open("/hulp?lang=nl&q=vliegende+schotel")
    assert "geen uitleg" in page.text and DESK in page.text and "030-7600100" in page.text


def test_a_holder_sees_no_articles_of_the_garages_work(story):
    page = Visitor(story.house.base_url).open("/hulp?lang=nl")
    assert "/hulp/lampje" in page.links and "/hulp/drukwerk" not in page.links


def test_each_screen_leads_to_an_article_that_is_there():
    named = re.findall(r'help: "([\w-]+)"', PORTAL.read_text())
    assert len(named) >= 12 and set(named) <= set(names("nl"))


def test_feedback_reaches_the_helpdesk_and_its_answer_the_sender(story):
    sanne, desk = story.person("sanne"), story.person("hulp")
    version = sanne.get("/v1/me/mail")
    sanne.ask("PUT", "/v1/me/mail", json={"email": "sanne@linde.example",
                                          "wants_nudges": bool(version.get("wants_nudges"))})
    told = sanne.ask("POST", "/v1/feedback", json={
        "kind": "idea", "text": "Mag de lijst ook op naam worden gezet?",
        "screen": "/weeklijst"})
    mail = eventually(lambda: mails(story, DESK, "Feedback uit Garage De Linde"), 60,
                      "a mail to the helpdesk")[0]
    assert "op naam worden gezet" in mail["text"] and "sanne" in mail["text"]
    listed = desk.get("/v1/feedback")["feedback"]
    assert [one["feedback_id"] for one in listed] == [told["feedback_id"]]
    assert listed[0]["screen"] == "/weeklijst" and "answer" not in listed[0]
    url = f"/v1/feedback/{told['feedback_id']}/answer"
    desk.ask("POST", url, json={"text": "Dat kan: druk op de kop van de kolom."})
    answer = eventually(lambda: mails(story, "sanne@linde.example", "Antwoord"), 60,
                        "the answer by mail")[0]
    assert "de kop van de kolom" in answer["text"]
    assert desk.get("/v1/feedback")["feedback"][0]["answered_by"] == "hulp"
    again = desk.call("POST", url, json={"text": "Nog eens"})
    assert (again.status_code, again.json()["code"]) == (409, "ANSWERED")


def test_the_same_message_sent_twice_is_kept_once(story):
    sanne = story.person("sanne")
    key = {"Idempotency-Key": "5f1d7c52-0f3b-4c5e-9f5b-000000000042"}
    body = {"kind": "question", "text": "Is er een handleiding?"}
    for _ in range(2):
        assert sanne.call("POST", "/v1/feedback", json=body, headers=key).status_code == 201
    found = [one for one in story.person("hulp").get("/v1/feedback")["feedback"]
             if one["text"] == body["text"]]
    assert len(found) == 1


def test_what_one_told_is_read_with_its_answer_by_oneself_alone(story):
    """Piet wrote down no address: he reads the answer where he asked."""
    piet, sanne, desk = (story.person(login) for login in ("piet", "sanne", "hulp"))
    assert not piet.get("/v1/me/mail").get("email")
    told = [piet.ask("POST", "/v1/feedback", json={"kind": "question", "text": text})
            for text in ("Waar staat de weeklijst?", "En hoe print ik hem?")]
    desk.ask("POST", f"/v1/feedback/{told[0]['feedback_id']}/answer",
             json={"text": "Onder Weeklijst."})
    mine = piet.get("/v1/feedback/mine")["feedback"]
    assert [one["feedback_id"] for one in mine] == [told[1]["feedback_id"],
                                                    told[0]["feedback_id"]]
    assert "answer" not in mine[0]
    assert mine[1]["answer"] == "Onder Weeklijst." and mine[1]["answered_at"]
    assert "login" not in mine[1] and "answered_by" not in mine[1]
    ids = {one["feedback_id"] for one in told}
    for other in (sanne, story.person("dirk")):
        read = other.get("/v1/feedback/mine")["feedback"]
        assert not ids & {one["feedback_id"] for one in read}


def test_only_the_helpdesk_reads_what_was_told(story):
    sanne = story.person("sanne")
    assert sanne.call("GET", "/v1/feedback").status_code == 403
    assert sanne.call("POST", "/v1/feedback/5f1d7c52-0f3b-4c5e-9f5b-000000000042/answer",
                      json={"text": "x"}).status_code == 403
