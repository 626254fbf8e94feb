# SPDX-License-Identifier: Apache-2.0
"""Two cars of one customer that are due in the same days: one message names both, each with
its own answer, reason, day and booking page; what happens to one of them leaves the other."""
import datetime
import email
import email.policy
import re

import pytest
import requests

from bookings import HOURS
from garage import APK, Car, invoice, yearly_services
from polling import eventually
from test_customer_page import text_of

STARTS = "2026-11-23 08:00:00"
LIST_WEEK = "2026-W48"
LAST = datetime.date(2025, 12, 23)
LATER = LAST + datetime.timedelta(days=4)
OVERDUE = LAST - datetime.timedelta(days=24)
LINK = r"https?://\S+?/b/[A-Za-z0-9_-]{32}"
PATIENCE = 120.0


def two_cars(**customer):
    """A household: two cars, the second of another make."""
    first, second = Car(**customer), Car(**customer)
    second.customer = first.customer
    second.email = first.email
    second.vehicle = {**second.vehicle, "make": "Toyota", "model": "Yaris"}
    return first, second


class Homes:
    def __init__(self):
        self.both = two_cars()
        self.one_no = two_cars()
        self.never = two_cars()
        self.visited = two_cars()
        self.apart = two_cars()
        self.all = (self.both, self.one_no, self.never, self.visited, self.apart)


def set_hours(story):
    marja = story.person("marja")
    version = marja.get("/v1/settings")["version"]
    marja.ask("PUT", "/v1/settings", json=HOURS, headers={"If-Match": f'"{version}"'})


@pytest.fixture(scope="module")
def homes(story):
    homes = Homes()
    set_hours(story)
    story.settle()
    for first, second in homes.all:
        later = OVERDUE if first is homes.apart[0] else LATER
        story.dms.publish(*yearly_services(first, LAST))
        story.dms.publish(*yearly_services(second, later))
    sanne = story.person("sanne")
    for first, second in homes.all:
        assert story.row_of(first) and story.row_of(second)
    story.settle()
    for first, second in homes.all:
        assert sanne.decide(story.row_of(first), "yes").status_code == 200
    for car, answer, more in ((homes.both[1], "yes", {}), (homes.visited[1], "yes", {}),
                              (homes.apart[1], "yes", {}), (homes.one_no[1], "no", {}),
                              (homes.never[1], "never", {"scope": "vehicle"})):
        assert sanne.decide(story.row_of(car), answer, **more).status_code == 200
    story.settle()
    return homes


@pytest.fixture(scope="module")
def sent(story, homes):
    """The list freezes; one car comes in before its letter leaves; then the week passes."""
    story.clock.set_local("2026-11-29 15:00:05")
    story.settle()
    eventually(lambda: story.find(homes.visited[1], week=LIST_WEEK)["status"] == "frozen",
               PATIENCE)
    story.dms.publish(invoice(homes.visited[1], "2026-11-29", 61000, APK))
    story.settle()
    story.clock.set_local("2026-12-02 12:00:00")
    for first, _second in homes.all[:-1]:
        eventually(lambda car=first: status_of(story, car) == "sent", PATIENCE,
                   f"{first.plate} sent")
    eventually(lambda: status_of(story, homes.apart[1]) == "sent", PATIENCE)
    story.settle()
    return homes


def status_of(story, car):
    row = story.find(car, week=LIST_WEEK)
    return row["status"] if row else None


def letters_to(story, car):
    mails = story.house.mailbox.wait_for(car.email, 1, PATIENCE)
    return [email.message_from_bytes(story.house.mailbox.raw(mail["id"]),
                                     policy=email.policy.default) for mail in mails]


def words_of(letter, kind="plain"):
    return letter.get_body((kind,)).get_content()


def shown(story, car):
    return story.find(car, week=LIST_WEEK)["vehicle"]["plate_formatted"]


def test_the_list_shows_which_cars_belong_together(story, homes):
    """Each line has its own answer; it says which other car its message would name."""
    first, second = homes.both
    row, other = story.row_of(first), story.row_of(second)
    assert [one["plate"] for one in row["together"]] == [shown(story, second)]
    assert [one["plate"] for one in other["together"]] == [shown(story, first)]
    assert row["id"] != other["id"]
    refused, = story.row_of(homes.one_no[0])["together"]
    assert refused["decision"] == "no"
    assert "together" not in story.row_of(homes.apart[0])


def test_the_letter_can_be_read_before_it_leaves(story, homes):
    first, second = homes.both
    letter = story.person("sanne").get(f"/v1/proposals/{story.row_of(first)['id']}/preview")
    assert shown(story, first) in letter["text"] and shown(story, second) in letter["text"]
    alone = story.person("sanne").get(
        f"/v1/proposals/{story.row_of(homes.one_no[0])['id']}/preview")
    assert shown(story, homes.one_no[1]) not in alone["text"]


def test_one_message_names_both_cars(story, sent):
    first, second = sent.both
    letter, = letters_to(story, first)
    words = words_of(letter)
    assert shown(story, first) in words and shown(story, second) in words
    assert "Subaru Forester" in letter["Subject"] and "Toyota Yaris" in letter["Subject"]
    assert words.count("Onderhoud verwacht rond") == 2
    assert status_of(story, second) == "sent"


def test_each_car_has_its_own_booking_page(story, sent):
    first, second = sent.both
    letter, = letters_to(story, first)
    links = re.findall(LINK, words_of(letter))
    assert len(links) == 2 and links[0] != links[1]
    pages = [requests.get(link, timeout=30).text for link in links]
    for page, car, other in zip(pages, (first, second), (second, first)):
        assert shown(story, car) in page
        assert shown(story, other) in page, text_of(page)


def test_who_booked_one_car_still_finds_the_other(story, sent):
    first, second = sent.both
    link, _other = re.findall(LINK, words_of(letters_to(story, first)[0]))
    page = requests.get(link, timeout=30).text
    slot = re.search(r'name="slot" value="([^"]+)"', page)[1]
    page = requests.post(link, data={"kind": "service", "stay": "leave", "slot": slot},
                         timeout=60).text
    assert "afspraak" in page.lower() and "verzetten" in page, text_of(page)
    assert shown(story, second) in page, text_of(page)


def test_yes_and_no_make_a_message_about_one(story, sent):
    first, second = sent.one_no
    letter, = letters_to(story, first)
    assert shown(story, first) in words_of(letter)
    assert shown(story, second) not in words_of(letter)


def test_never_for_one_car_leaves_the_other(story, sent):
    first, second = sent.never
    letter, = letters_to(story, first)
    assert shown(story, second) not in words_of(letter)
    assert status_of(story, first) == "sent"


def test_a_car_that_came_in_meanwhile_drops_out(story, sent):
    first, second = sent.visited
    letter, = letters_to(story, first)
    assert shown(story, first) in words_of(letter)
    assert shown(story, second) not in words_of(letter)


def test_cars_due_further_apart_are_invited_apart(story, sent):
    """The other one waits its turn: nobody is written to twice in a week."""
    first, second = sent.apart
    letter, = letters_to(story, first)
    assert shown(story, second) in words_of(letter)
    assert shown(story, first) not in words_of(letter)
    assert status_of(story, first) == "released"


def test_one_contact_is_counted_and_each_cars_own_visit(story, sent):
    first, second = sent.both
    before = figures(story)
    story.clock.set_local("2026-12-05 12:00:00")
    for car in (first, second):
        story.dms.publish(invoice(car, "2026-12-04", 75000))
    for car in (first, second):
        eventually(lambda car=car: status_of(story, car) == "visited", PATIENCE)
    story.settle()
    after = eventually(lambda: later_than(story, before), PATIENCE)
    assert after["sent"] == before["sent"]
    assert after["visited"] == before["visited"] + 1
    assert after["value_cents"] - before["value_cents"] == 2 * 30750
    page = story.person("sanne").get("/v1/results/visits", params={
        "from": LIST_WEEK, "to": LIST_WEEK})
    credited = [visit for visit in page["visits"]
                if visit["vehicle"]["plate"] in (first.plate, second.plate)]
    assert {visit["kind"] for visit in credited} == {"same_vehicle"} and len(credited) == 2


def figures(story):
    told = story.person("sanne").get("/v1/results", params={
        "from": LIST_WEEK, "to": LIST_WEEK})
    return {"value_cents": told["value_cents"],
            **{stage["stage"]: stage["count"] for stage in told["funnel"]}}


def later_than(story, before):
    now = figures(story)
    return now if now["value_cents"] >= before["value_cents"] + 2 * 30750 else None
