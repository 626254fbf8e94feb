# SPDX-License-Identifier: Apache-2.0
"""Registreer voor het laatste nieuws: who asks for it gets the week's news by e-mail on Monday
morning, once, in the own language, and ends it with one click."""
import datetime
import email
import email.policy
import os
import pathlib
import re
import uuid

import pytest
import requests

import garage
from answers import AnswerCheck
from house import House
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
MONDAYS = [datetime.date(2026, 11, 30) + datetime.timedelta(weeks=n) for n in range(6)]


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_news_mail", vendors=("autoflex",),
                  services=("notification", "gateway"))
    house.clock.set_local("2026-11-25 10:00:00")
    with house:
        house.mailbox.clear()
        seed = garage.seed(house.base_url)
        seed["dealers"][1].update(brand="Subaru")
        for user in seed["users"]:
            if user["login"] == "piet":
                user["language"] = "en"
        house.seed(seed)
        check = AnswerCheck()
        for login in ("sanne", "piet", "dirk", "hulp"):
            setattr(house, login, house.portal(login, garage.PASSWORD, on_answer=check))
        yield house
    house.drop_postgres()


def week_of(monday):
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def news(house, title, monday, **more):
    house.hulp.ask("POST", "/v1/news", json={
        "title": title, "text": "Eerste alinea.\n\nTweede alinea.",
        "from_week": week_of(monday), "until_week": week_of(monday), **more})


def asks(portal, wants=True):
    """At an address of its own; returns it."""
    address = f"n{uuid.uuid4().hex[:10]}@garage.example"
    kept = portal.ask("PUT", "/v1/me/mail", json={
        "email": address, "wants_nudges": False, "wants_news": wants})
    assert kept["wants_news"] is wants
    return address


def morning(house, monday, at="07:01:00"):
    """The clock, and that the timers have looked since."""
    house.clock.set_local(f"{monday} {at}")
    eventually(lambda: house.query(
        "SELECT 1 FROM gateway.timer WHERE kind = 'news' AND due > %s",
        house.clock.now()), 60, "the timer of the news")
    house.settle()


def letters(house, address):
    return house.mailbox.mails(address)


def letter(house, address):
    mail = house.mailbox.wait_for(address, 1)[-1]
    return email.message_from_bytes(house.mailbox.raw(mail["id"]), policy=email.policy.default)


def text_of(message):
    return next(part for part in message.walk()
                if part.get_content_type() == "text/plain").get_content()


def test_who_asks_for_it_gets_the_news_of_the_week_on_monday_morning_once(house):
    news(house, "Winterbanden op tijd", MONDAYS[0], link="https://netwerk.example/banden")
    address = asks(house.sanne)
    morning(house, MONDAYS[0], "06:45:00")
    assert letters(house, address) == [], "not before seven"
    morning(house, MONDAYS[0])
    message = letter(house, address)
    assert message["Subject"] == "Het nieuws van week 49"
    text = text_of(message)
    for word in ("Winterbanden op tijd", "Eerste alinea.", "Tweede alinea.",
                 "Lees verder: https://netwerk.example/banden", "Geen nieuws meer per e-mail"):
        assert word in text, text
    morning(house, MONDAYS[0], "11:30:00")
    assert len(letters(house, address)) == 1


def test_it_comes_in_ones_own_language(house):
    news(house, "Nieuw tarief", MONDAYS[1])
    address = asks(house.piet)
    morning(house, MONDAYS[1])
    message = letter(house, address)
    assert message["Subject"] == "The news of week 50"
    assert "No more news by e-mail" in text_of(message)


def test_no_news_is_no_mail_and_news_of_another_brand_is_none(house):
    address, subaru = asks(house.sanne), asks(house.dirk)
    morning(house, MONDAYS[2])
    assert letters(house, address) == []
    news(house, "Voor Subaru", MONDAYS[3], brands=["Subaru"])
    morning(house, MONDAYS[3])
    assert "Voor Subaru" in text_of(letter(house, subaru))
    assert letters(house, address) == []


def test_one_click_ends_it_and_reading_the_page_does_not(house):
    news(house, "Vakantietips", MONDAYS[4])
    address, other = asks(house.sanne), asks(house.piet)
    morning(house, MONDAYS[4])
    message = letter(house, address)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.search(r"<(http[^>]+/nieuws/stop/[0-9a-f-]+)>", message["List-Unsubscribe"])[1]
    assert link in text_of(message)
    page = requests.get(link, timeout=60)
    assert page.status_code == 200 and "Stop het nieuws" in page.text
    assert house.sanne.get("/v1/me/mail")["wants_news"], "a scanner follows links"
    done = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=60)
    assert done.status_code == 200 and "niet meer per e-mail" in done.text
    assert not house.sanne.get("/v1/me/mail")["wants_news"]
    news(house, "Na de afmelding", MONDAYS[5])
    morning(house, MONDAYS[5])
    assert len(house.mailbox.wait_for(other, 2)) == 2, "whoever asked gets it still"
    assert len(letters(house, address)) == 1


def click(house, _):
    token = house.query("SELECT news_token::text FROM gateway.account WHERE login = 'sanne'")
    done = requests.post(f"{house.base_url}/nieuws/stop/{token[0][0]}", timeout=30)
    assert done.status_code == 200


def switch_off(house, address):
    house.sanne.ask("PUT", "/v1/me/mail", json={
        "email": address, "wants_nudges": False, "wants_news": False})


def take_the_address_away(house, _):
    house.sanne.ask("PUT", "/v1/me/mail", json={"wants_nudges": False, "wants_news": False})


@pytest.mark.parametrize("weeks,end", [
    (1, click), (2, switch_off), (3, take_the_address_away)])
def test_a_letter_that_waits_does_not_leave_after_the_end_of_it(house, weeks, end):
    """The mail server is busy on Monday morning; the click, or the switch, comes first."""
    monday = MONDAYS[5] + datetime.timedelta(weeks=weeks)
    news(house, "Te laat", monday)
    address, other = asks(house.sanne), asks(house.piet)
    for one in (address, other):
        house.mailbox.rule(address=one, stage="rcpt", code=451, text="4.3.0 busy")
    morning(house, monday)
    eventually(lambda: house.query("SELECT count(*) FROM notification.intent WHERE state ="
                                   " 'queued' AND reason = 'TRIED_LATER'") == [(2,)], 60, "both")
    end(house, address)
    house.mailbox.clear_rules()
    house.clock.step(minutes=30)
    assert letter(house, other), "whoever asked gets it still"
    house.settle()
    assert letters(house, address) == []


def test_a_link_of_nobody_ends_nothing(house):
    for token in (str(uuid.uuid4()), "x"):
        answer = requests.post(f"{house.base_url}/nieuws/stop/{token}", timeout=60)
        assert answer.status_code == 404 and "Deze link werkt niet" in answer.text


def test_it_needs_an_address_and_what_is_not_said_stays(house):
    refused = house.dirk.call("PUT", "/v1/me/mail", json={
        "wants_nudges": False, "wants_news": True})
    assert refused.status_code == 400 and "/email" in refused.json()["detail"]
    address = asks(house.dirk)
    kept = house.dirk.ask("PUT", "/v1/me/mail", json={"email": address, "wants_nudges": True})
    assert kept == {"email": address, "wants_nudges": True, "wants_news": True}
