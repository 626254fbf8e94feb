# SPDX-License-Identifier: Apache-2.0
"""Two instances of the gateway are one door: what one did, the other knows at once.

Nothing here waits or tries again: an answer never rests on less than what was committed
before its request came.
"""
import concurrent.futures
import datetime

import pytest

import garage
from garage import Car, yearly_services
from portal import Portal

STARTS = "2026-11-23 08:00:00"
INSTANCES = {"gateway": 2}
TURNS = 25
LOG_INS = 4  # more in a minute are refused


@pytest.fixture
def doors(story):
    """One log-in, the same session at both instances."""
    first = story.house.portal("sanne", garage.PASSWORD, on_answer=story.answers)
    second = Portal(story.house.gateway_url(2), on_answer=story.answers)
    second.session.cookies.update(first.session.cookies)
    return first, second


def test_a_session_that_ended_at_one_opens_nothing_at_the_other(story):
    week = story.person("dirk").current_week()
    for _ in range(LOG_INS):
        first = story.house.portal("piet", garage.PASSWORD)
        second = Portal(story.house.gateway_url(2))
        second.session.cookies.update(first.session.cookies)
        assert second.get("/v1/me")["login"] == "piet"
        first.logout()
        assert second.call("GET", "/v1/me").status_code == 401
        assert second.call("GET", f"/v1/weeks/{week}/proposals").status_code == 401


def test_a_user_who_was_made_anew_is_signed_out_everywhere(story, doors):
    first, second = doors
    assert second.get("/v1/me")["role"] == "adviser"
    users = [{**user, "role": "manager"} if user["login"] == "sanne" else user
             for user in garage.seed()["users"]]
    story.house.seed({"dealers": [], "users": users})
    for door in (first, second):
        assert door.call("GET", "/v1/me").status_code == 401
    again = story.house.portal("sanne", garage.PASSWORD)
    assert again.me["role"] == "manager"
    story.house.seed({"dealers": [], "users": garage.seed()["users"]})
    assert again.call("GET", "/v1/me").status_code == 401


def test_a_decision_at_one_shows_on_the_list_of_the_other(story, doors):
    first, second = doors
    car = Car()
    story.dms.publish(*yearly_services(car, datetime.date(2025, 12, 23)))
    row, week = story.row_of(car), first.current_week()
    for turn in range(TURNS):
        wanted = ("yes", "no")[turn % 2]
        assert second.proposals(week), "the page is kept there"
        answer = first.decide(row, wanted)
        assert answer.status_code == 200, answer.text
        row, = [one for one in second.proposals(week) if one["id"] == row["id"]]
        assert (row["decision"], row["version"]) == (wanted, answer.json()["version"])
        first, second = second, first


def test_everybody_who_asks_at_the_same_moment_is_who_they_are(story):
    people = {login: story.house.portal(login, garage.PASSWORD)
              for login in ("sanne", "marja", "dirk", "hulp")}

    def ask(login):
        return [(me["login"], me.get("dealer")) for me in
                (people[login].get("/v1/me") for _ in range(100))]

    with concurrent.futures.ThreadPoolExecutor(len(people)) as beside:
        told = dict(zip(people, beside.map(ask, people)))
    for login, dealer in (("sanne", "NL-1"), ("marja", "NL-1"), ("dirk", "NL-2"),
                          ("hulp", None)):
        assert set(told[login]) == {(login, dealer)}
