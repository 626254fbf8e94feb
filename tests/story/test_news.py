# SPDX-License-Identifier: Apache-2.0
"""Toegang via de website met een rubriek met wekelijks wisselende actualiteiten: the
network's news, each item from its first to its last week, for whom it is meant; written by
the helpdesk or taken from a file that is signed with a known key."""
import base64
import ctypes
import ctypes.util
import json
import os
import pathlib
import uuid

import pytest

import garage
from answers import AnswerCheck
from house import House

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
SODIUM.sodium_init()


class Key:
    """An Ed25519 key of the network."""

    def __init__(self, name, seed):
        self.name = name
        public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        SODIUM.crypto_sign_seed_keypair(public, secret, seed)
        self.public, self.secret = base64.b64encode(public.raw).decode(), secret

    def sign(self, document):
        text, made = document.encode(), ctypes.create_string_buffer(64)
        SODIUM.crypto_sign_detached(made, None, text, ctypes.c_ulonglong(len(text)), self.secret)
        return {"key": self.name, "document": document,
                "signature": base64.b64encode(made.raw).decode()}


OURS, FOREIGN = Key("network-2026", b"n" * 32), Key("network-2026", b"x" * 32)


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_news", vendors=("autoflex",), services=("gateway",),
                  settings={"gateway": {"BEURT_NEWS_KEYS": f"{OURS.name}:{OURS.public}"}})
    house.clock.set_local("2026-11-25 10:00:00")  # 2026-W48
    with house:
        seed = garage.seed(house.base_url)
        seed["dealers"][1].update(brand="Subaru", network="profile")
        house.seed(seed)
        check = AnswerCheck()
        for login in ("sanne", "dirk", "hulp"):
            setattr(house, login, house.portal(login, garage.PASSWORD, on_answer=check))
        yield house
    house.drop_postgres()


def item(title, **more):
    return {"title": title, "text": "Twee alinea's.\n\nTot ziens.", "from_week": "2026-W48",
            "until_week": "2026-W48", **more}


def titles(portal):
    return {one["title"] for one in portal.get("/v1/news")["items"]}


def test_each_week_has_its_own_news(house):
    house.hulp.ask("POST", "/v1/news", json=item("Winterbanden"))
    house.hulp.ask("POST", "/v1/news", json=item("Volgende week", from_week="2026-W49",
                                                 until_week="2026-W50"))
    assert "Winterbanden" in titles(house.sanne) and "Volgende week" not in titles(house.sanne)
    house.clock.set_local("2026-11-30 00:00:01")
    assert "Winterbanden" not in titles(house.sanne) and "Volgende week" in titles(house.sanne)
    house.clock.set_local("2026-11-25 10:00:00")


def test_news_of_a_brand_or_formula_is_read_by_its_garages_alone(house):
    house.hulp.ask("POST", "/v1/news", json=item("Voor Subaru", brands=["subaru"]))
    house.hulp.ask("POST", "/v1/news", json=item("Voor Profile", networks=["profile"]))
    assert {"Voor Subaru", "Voor Profile"} <= titles(house.dirk)
    assert not {"Voor Subaru", "Voor Profile"} & titles(house.sanne)


def test_the_helpdesk_changes_an_item_and_takes_it_away(house):
    made = house.hulp.ask("POST", "/v1/news", json=item("Typfout"))["news_id"]
    house.hulp.ask("PUT", f"/v1/news/{made}", json=item("Zonder fout"))
    assert "Zonder fout" in titles(house.sanne) and "Typfout" not in titles(house.sanne)
    assert house.hulp.call("DELETE", f"/v1/news/{made}").status_code == 204
    assert "Zonder fout" not in titles(house.sanne)
    assert house.hulp.call("PUT", f"/v1/news/{made}", json=item("x")).status_code == 404


def test_only_the_helpdesk_writes(house):
    for method, path in (("POST", "/v1/news"), ("GET", "/v1/news/all"),
                         ("POST", "/v1/news/import")):
        assert house.sanne.call(method, path, json={}).status_code == 403


@pytest.mark.parametrize("more,place", [
    ({"from_week": "2026-W54"}, "/from_week"), ({"until_week": "2026-W01"}, "/until_week"),
    ({"link": "http://x.example/"}, "/link")])
def test_what_is_wrong_with_an_item_is_said_with_its_place(house, more, place):
    answer = house.hulp.call("POST", "/v1/news", json=item("fout", **more))
    assert answer.status_code == 400 and place in answer.json()["detail"]


def test_a_signed_file_is_taken_in_and_the_same_item_is_replaced(house):
    one = str(uuid.uuid4())
    for title in ("Uit een bestand", "Verbeterd"):
        document = json.dumps({"items": [item(title, id=one, link="https://x.example/a")]})
        assert house.hulp.ask("POST", "/v1/news/import", json=OURS.sign(document)) == {"items": 1}
    assert "Verbeterd" in titles(house.sanne) and "Uit een bestand" not in titles(house.sanne)
    known = {entry["news_id"]: entry for entry in house.hulp.get("/v1/news/all")["items"]}
    assert known[one]["source"] == "key:network-2026"


def test_an_unsigned_or_wrongly_signed_file_is_refused_and_changes_nothing(house):
    document = json.dumps({"items": [item("Vals", id=str(uuid.uuid4()))]})
    right = OURS.sign(document)
    for wrong, code in (({**right, "signature": "AAAA"}, "SIGNATURE_WRONG"),
                        ({**right, "document": document + " "}, "SIGNATURE_WRONG"),
                        (FOREIGN.sign(document), "SIGNATURE_WRONG"),
                        ({**right, "key": "network"}, "KEY_UNKNOWN")):
        answer = house.hulp.call("POST", "/v1/news/import", json=wrong)
        assert answer.status_code == 403 and answer.json()["code"] == code
    without = {name: value for name, value in right.items() if name != "signature"}
    assert house.hulp.call("POST", "/v1/news/import", json=without).status_code == 400
    broken = json.dumps({"items": [item("Goed", id=str(uuid.uuid4())),
                                   item("Fout", id=str(uuid.uuid4()), until_week="2026-W02")]})
    answer = house.hulp.call("POST", "/v1/news/import", json=OURS.sign(broken))
    assert answer.status_code == 400 and "/items/1" in answer.json()["detail"]
    assert not {"Vals", "Goed"} & titles(house.sanne)
