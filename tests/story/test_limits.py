# SPDX-License-Identifier: Apache-2.0
"""Nobody keeps the door to himself: who asks too often is told when to come back, and
everybody else goes on."""
import requests

import garage

STARTS = "2026-11-24 09:00:00"
SETTINGS = {"gateway": {"BEURT_UPLOADS_PER_MINUTE": "3", "BEURT_READS_PER_MINUTE": "40",
                        "BEURT_CUSTOMER_POSTS_PER_MINUTE": "4"}}


def refused(answers):
    """The first that was refused, after some were not."""
    late = [answer for answer in answers if answer.status_code == 429]
    assert late and answers[0].status_code != 429
    first = late[0]
    assert first.headers["Content-Type"] == "application/problem+json"
    assert first.json()["code"] == "TOO_FAST"
    assert int(first.headers["Retry-After"]) > 0
    return first


def test_a_garage_hands_in_so_many_files_a_minute(story):
    portal = story.person("sanne")
    refused([portal.upload("no csv", "text/csv", dry_run=True) for _ in range(8)])
    other = story.person("dirk").upload("no csv", "text/csv", dry_run=True)
    assert other.status_code == 200


def test_a_user_reads_so_often_a_minute(story):
    portal = story.person("piet")
    refused([portal.call("GET", "/v1/me") for _ in range(60)])
    assert story.house.portal("dirk", garage.PASSWORD).get("/v1/me")["login"] == "dirk"


def test_an_address_posts_so_often_to_customers_pages(story):
    answers = [requests.post(f"{story.house.base_url}/u/not-a-token", timeout=10)
               for _ in range(10)]
    refused(answers)
    assert requests.get(f"{story.house.base_url}/u/not-a-token", timeout=10).status_code != 429
