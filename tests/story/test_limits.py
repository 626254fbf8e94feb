# SPDX-License-Identifier: Apache-2.0
"""Nobody keeps the door to himself: who asks too often is told when to come back, and
everybody else goes on."""
import itertools

import requests

import garage

STARTS = "2026-11-24 09:00:00"
SETTINGS = {"gateway": {"BEURT_UPLOADS_PER_MINUTE": "3", "BEURT_READS_PER_MINUTE": "40",
                        "BEURT_CUSTOMER_POSTS_PER_MINUTE": "4",
                        "BEURT_ENTRIES_PER_MINUTE": "12"}}


def refused(ask, most, code="TOO_FAST"):
    """The first that was refused, after some were not; a slow machine gets some more."""
    assert ask().status_code != 429
    first = next(answer for answer in (ask() for _ in range(most)) if answer.status_code == 429)
    assert first.headers["Content-Type"] == "application/problem+json"
    assert first.json()["code"] == code
    assert int(first.headers["Retry-After"]) > 0
    return first


def test_a_garage_hands_in_so_many_files_a_minute(story):
    portal = story.person("sanne")
    refused(lambda: portal.upload("no csv", "text/csv", dry_run=True), 30)
    other = story.person("dirk").upload("no csv", "text/csv", dry_run=True)
    assert other.status_code == 200


def test_a_user_reads_so_often_a_minute(story):
    portal = story.person("piet")
    refused(lambda: portal.call("GET", "/v1/me"), 300)
    assert story.house.portal("dirk", garage.PASSWORD).get("/v1/me")["login"] == "dirk"


def test_an_address_posts_so_often_to_customers_pages(story):
    refused(lambda: requests.post(f"{story.house.base_url}/u/not-a-token", timeout=60), 40)
    assert requests.get(f"{story.house.base_url}/u/not-a-token", timeout=60).status_code != 429


def test_an_address_that_takes_another_name_each_time_is_no_exception(story):
    door, names = story.house.base_url, (f"iemand{n}@nergens.example" for n in itertools.count())
    signed_in = story.person("dirk")
    ours = {"X-Beurt": "1", "Sec-Fetch-Site": "same-origin"}

    def post(path, **body):
        return requests.post(door + path, headers=ours, timeout=60, **body)

    refused(lambda: post("/v1/login-links", json={"email": next(names)}), 200, "TOO_MANY")
    refused_by = {
        "a password": lambda: post("/v1/session", json={"email": next(names),
                                                        "password": "geheim-genoeg"}),
        "a link's page": lambda: post("/inloggen", data={"who": next(names), "how": "link"}),
        "the page": lambda: post("/inloggen", data={"who": next(names), "how": "password",
                                                    "password": "geheim-genoeg"}),
        "a code": lambda: post("/inloggen/code", data={"who": next(names), "code": "x"})}
    for what, ask in refused_by.items():
        answer = next(one for one in (ask() for _ in range(30)) if one.status_code == 429)
        assert int(answer.headers["Retry-After"]) > 0, what
        if "page" in what or what == "a code":
            assert answer.headers["Content-Type"].startswith("text/html"), what
            assert "te vaak geprobeerd" in answer.text, what
    assert signed_in.get("/v1/me")["login"] == "dirk", "who is in is not kept out by it"
