# SPDX-License-Identifier: Apache-2.0
"""Photos of an inspection: sent in parts over a line that fails, kept without what the
camera wrote beside them, seen by their own garage alone."""
import hashlib
import os
import pathlib
import struct

import pytest

import garage
from answers import AnswerCheck
from house import House
from polling import eventually

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
PART = 256 * 1024
PLACE = b"Exif\0\0 GPS 52.0907 5.1214"


def segment(mark, content):
    return bytes((0xff, mark)) + struct.pack(">H", len(content) + 2) + content


def jpeg(seed, size=1000, beside=b""):
    """A picture of about that size, as far as its marks go."""
    scan = (hashlib.sha256(seed.encode()).digest() * (size // 32 + 1)).replace(b"\xff", b"\xfe")
    return (b"\xff\xd8" + segment(0xe0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + beside
            + segment(0xc0, b"\x08\0\1\0\1\1\1\x11\0")
            + segment(0xda, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9")


def name_of(photo):
    return hashlib.sha256(photo).hexdigest()


@pytest.fixture(scope="module")
def album():
    house = House(OUT / "story" / "test_photos", vendors=("autoflex",), services=("gateway",),
                  settings={"gateway": {"BEURT_PHOTO_QUOTA_MEBIBYTES": "3"}})
    house.clock.set_local("2026-11-25 10:00:00")
    seed = garage.seed()
    seed["users"].append(garage.user("ina", "inspector", "NL-1"))
    with house:
        house.seed(seed)
        house.check = AnswerCheck()
        house.people = {login: house.portal(login, garage.PASSWORD, on_answer=house.check)
                        for login in ("ina", "marja", "dirk")}
        yield house
    house.drop_postgres()
    assert house.check.problems == []


def put(house, photo, start, end, login="ina", **more):
    asked = {"from": start, "of": len(photo), **more}
    return house.people[login].call(
        "PUT", f"/v1/photos/{asked.pop('name', None) or name_of(photo)}", params=asked,
        data=photo[start:end], headers={"Content-Type": "application/octet-stream"})


def send(house, photo, login="ina"):
    """All parts; the last answer."""
    for start in range(0, len(photo), PART):
        answer = put(house, photo, start, start + PART, login)
        assert answer.status_code == 200, answer.text
    return answer.json()


def get(house, photo, login="ina", **more):
    return house.people[login].call("GET", f"/v1/photos/{name_of(photo)}", **more)


def test_a_photo_goes_on_where_the_line_was_cut(album):
    photo = jpeg("cut", 600_000)
    assert put(album, photo, 0, PART).json() == {"received": PART, "complete": False}
    assert get(album, photo).status_code == 404
    # The answer to the second part was lost: the tablet asks how far it came.
    put(album, photo, PART, 2 * PART)
    progress = f"/v1/photos/{name_of(photo)}/progress"
    assert album.people["ina"].get(progress) == {"received": 2 * PART, "complete": False}
    again = put(album, photo, PART, 2 * PART)
    assert (again.status_code, again.json()["code"]) == (409, "PHOTO_PLACE")
    assert again.json()["received"] == 2 * PART
    ahead = put(album, photo, 2 * PART + 1, len(photo))
    assert (ahead.status_code, ahead.json()["received"]) == (409, 2 * PART)
    done = put(album, photo, 2 * PART, len(photo))
    assert done.json() == {"received": len(photo), "complete": True}
    assert get(album, photo).content == photo
    repeat = put(album, photo, 2 * PART, len(photo))
    assert repeat.json() == {"received": len(photo), "complete": True}
    parts = "SELECT count(*) FROM gateway.photo_part WHERE sha256 = %s"
    assert album.query(parts, name_of(photo)) == [(0,)]


def test_a_photo_is_kept_without_place_and_remarks(album):
    photo = jpeg("place", beside=segment(0xe1, PLACE) + segment(0xfe, b"bij mij thuis"))
    send(album, photo)
    answer = get(album, photo)
    assert answer.content == jpeg("place") and b"GPS" not in answer.content
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = get(album, photo, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    kept = album.query("SELECT position('GPS'::bytea IN bytes) FROM gateway.photo"
                       " WHERE sha256 = %s", name_of(photo))
    assert kept == [(0,)]


def test_a_photo_that_was_damaged_on_its_way_can_be_sent_again(album):
    photo = jpeg("damaged")
    broken = photo[:-10] + b"\0" * 8 + b"\xff\xd9"
    refused = put(album, broken, 0, PART, name=name_of(photo))
    assert (refused.status_code, refused.json()["code"]) == (422, "PHOTO_DAMAGED")
    progress = f"/v1/photos/{name_of(photo)}/progress"
    assert album.people["ina"].get(progress) == {"received": 0, "complete": False}
    assert send(album, photo)["complete"]


def test_what_is_no_photo_is_not_taken(album):
    page = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    refused = put(album, page, 0, PART)
    assert (refused.status_code, refused.json()["code"]) == (415, "PHOTO_KIND")
    cut = jpeg("cut off")[:-2]
    assert put(album, cut, 0, PART).json()["code"] == "PHOTO_DAMAGED"
    photo = jpeg("limits", PART + 10)
    assert put(album, photo, 0, len(photo)).status_code == 413
    for wrong in ({"of": 3_000_000}, {"of": 0}, {"from": -1}, {"of": 10}, {"name": "A" * 64},
                  {"name": "zoiets"}):
        assert put(album, photo, 0, PART, **wrong).status_code == 400, wrong
    assert put(album, photo, 0, 0).status_code == 400
    put(album, photo, 0, PART)
    other_size = put(album, photo, PART, len(photo), of=len(photo) + 5)
    assert (other_size.status_code, other_size.json()["code"]) == (409, "PHOTO_SIZE")


def test_another_garage_does_not_see_it_nor_go_on_with_it(album):
    photo = jpeg("mine", PART + 500)
    put(album, photo, 0, PART)
    dirk = album.people["dirk"]
    assert dirk.get(f"/v1/photos/{name_of(photo)}/progress") == {"received": 0,
                                                                 "complete": False}
    assert put(album, photo, PART, len(photo), "dirk").json()["received"] == 0
    put(album, photo, PART, len(photo))
    assert get(album, photo).ok and get(album, photo, "dirk").status_code == 404
    assert album.portal().call("GET", f"/v1/photos/{name_of(photo)}").status_code == 401
    # The same photo sent there is theirs as well.
    send(album, photo, "dirk")
    assert get(album, photo, "dirk").content == photo


def test_a_logo_is_a_photo_the_garage_has(album):
    theirs, ours = jpeg("their logo"), jpeg("our logo")
    send(album, theirs, "dirk")
    send(album, ours)
    marja = album.people["marja"]
    version = marja.get("/v1/settings")["version"]
    matches = {"If-Match": f'"{version}"'}
    refused = marja.call("PUT", "/v1/settings", json={"logo": name_of(theirs)},
                         headers=matches)
    assert refused.status_code == 400
    now = marja.ask("PUT", "/v1/settings", json={"logo": name_of(ours)}, headers=matches)
    assert now["logo"] == name_of(ours)
    gone = marja.ask("PUT", "/v1/settings", json={"logo": ""},
                     headers={"If-Match": f'"{version + 1}"'})
    assert "logo" not in gone


def settled_logo(album, name, login="marja"):
    """The garage's settings name that picture as its logo; "": none."""
    portal = album.people[login]
    version = portal.get("/v1/settings")["version"]
    return portal.call("PUT", "/v1/settings", json={"logo": name},
                       headers={"If-Match": f'"{version}"'})


def test_anybody_sees_the_logo_a_garage_shows_and_no_other_picture(album):
    logo, private = jpeg("on the door"), jpeg("under a customer's car")
    for photo in (logo, private):
        send(album, photo)
    stranger = album.portal()
    place = f"/garage/NL-1/logo/{name_of(logo)}"
    assert stranger.call("GET", place).status_code == 404
    assert settled_logo(album, name_of(logo)).ok
    shown = stranger.call("GET", place)
    assert (shown.status_code, shown.content) == (200, logo)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in shown.headers
    again = stranger.call("GET", place, headers={"If-None-Match": shown.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    refused = {}
    for wrong in (f"NL-1/logo/{name_of(private)}", f"NL-2/logo/{name_of(logo)}",
                  f"NL-404/logo/{name_of(logo)}", "NL-1/logo/zoiets", f"NL-1/logo/{'f' * 64}",
                  f"NL 1'/logo/{name_of(logo)}"):
        answer = stranger.call("GET", f"/garage/{wrong}")
        refused[wrong] = (answer.status_code, answer.json()["detail"])
    assert set(refused.values()) == {(404, "there is no such photo")}, refused
    assert settled_logo(album, "").ok
    assert stranger.call("GET", place).status_code == 404


def test_a_logo_that_is_too_large_is_refused(album):
    large = jpeg("a whole poster", 300_000)
    send(album, large)
    refused = settled_logo(album, name_of(large))
    assert refused.status_code == 400
    assert "at most 262144" in refused.json()["detail"]


def test_room_for_photos_is_limited(album):
    full = None
    for number in range(4):
        photo = jpeg(f"room {number}", 1_000_000)
        answer = put(album, photo, 0, PART)
        full = answer if answer.status_code == 403 else full
    assert full.json()["code"] == "PHOTO_QUOTA"
    assert put(album, jpeg("theirs too"), 0, PART, "dirk").ok


def test_uploads_nobody_goes_on_with_are_forgotten(album):
    unfinished = "SELECT count(*) FROM gateway.photo WHERE media IS NULL"
    complete = "SELECT count(*) FROM gateway.photo WHERE media IS NOT NULL"
    assert album.query(unfinished)[0][0] > 0
    kept = album.query(complete)
    album.clock.step(days=8)
    eventually(lambda: album.query(unfinished) == [(0,)], 20, "them to be forgotten")
    assert album.query(complete) == kept
    assert album.query("SELECT count(*) FROM gateway.photo_part") == [(0,)]
