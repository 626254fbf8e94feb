# SPDX-License-Identifier: Apache-2.0
"""Nobody keeps the door to himself: who asks too often is told when to come back, and
everybody else goes on."""
import requests

import garage

STARTS = "2026-11-24 09:00:00"
SETTINGS = {"gateway": {"BEURT_UPLOADS_PER_MINUTE": "3", "BEURT_READS_PER_MINUTE": "40",
                        "BEURT_CUSTOMER_POSTS_PER_MINUTE": "4"}}


def refused(ask, most):
    """The first that was refused, after some were not; a slow machine gets some more."""
    assert ask().status_code != 429
    first = next(answer for answer in (ask() for _ in range(most)) if answer.status_code == 429)
    assert first.headers["Content-Type"] == "application/problem+json"
    assert first.json()["code"] == "TOO_FAST"
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
