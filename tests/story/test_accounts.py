# SPDX-License-Identifier: Apache-2.0
"""Personal log-ins, roles and sessions: who may do what, and nothing survives a log-out."""
import garage
from portal import Portal

STARTS = "2026-11-24 09:00:00"


def test_everybody_logs_in_with_a_personal_name_and_password(story):
    assert story.person("sanne").get("/v1/me")["name"] == "Sanne"
    stranger = Portal(story.house.base_url)
    unknown = stranger.call("POST", "/v1/session",
                            json={"login": "niemand", "password": garage.PASSWORD})
    wrong = stranger.call("POST", "/v1/session",
                          json={"login": "sanne", "password": "niet dit wachtwoord"})
    assert (unknown.status_code, wrong.status_code) == (401, 401)
    assert unknown.json()["code"] == wrong.json()["code"]
    assert unknown.json().get("detail") == wrong.json().get("detail")


def test_after_logging_out_the_old_session_opens_nothing(story):
    portal = story.house.portal("piet", garage.PASSWORD)
    kept = dict(portal.session.cookies)
    portal.logout()
    portal.session.cookies.update(kept)
    assert portal.call("GET", "/v1/me").status_code == 401


def test_without_a_session_every_door_is_closed(story):
    stranger = Portal(story.house.base_url)
    for path in ("/v1/me", "/v1/weeks", "/v1/intake", "/v1/results", "/v1/settings",
                 "/v1/customers?query=a"):
        assert stranger.call("GET", path).status_code == 401, path


def test_a_form_on_another_site_cannot_act(story):
    portal = story.house.portal("sanne", garage.PASSWORD)
    del portal.session.headers["X-Beurt"]
    refused = portal.call("PUT", "/v1/settings", json={"phone": "030-1"},
                          headers={"If-Match": '"1"'})
    assert refused.status_code == 403


def test_only_a_manager_changes_settings_and_a_stale_form_is_refused(story):
    settings = story.person("sanne").get("/v1/settings")
    tag = {"If-Match": f'"{settings["version"]}"'}
    adviser = story.person("sanne").call("PUT", "/v1/settings", json={"phone": "030-9"},
                                         headers=tag)
    assert adviser.status_code == 403
    manager = story.person("marja").call("PUT", "/v1/settings",
                                         json={"phone": "030-7654321"}, headers=tag)
    assert manager.status_code == 200, manager.text
    assert story.person("sanne").get("/v1/settings")["phone"] == "030-7654321"
    stale = story.person("marja").call("PUT", "/v1/settings", json={"phone": "030-8"},
                                       headers=tag)
    assert stale.status_code == 412


def test_the_description_of_every_route_is_served(story):
    description = Portal(story.house.base_url).get("/v1/openapi.json")
    assert description["openapi"].startswith("3.1")
    assert "/v1/weeks/{week}/proposals" in description["paths"]


def test_browsers_are_told_to_be_strict(story):
    answer = Portal(story.house.base_url).call("GET", "/")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    me = story.person("sanne").call("GET", "/v1/me")
    assert "no-store" in me.headers["Cache-Control"]
