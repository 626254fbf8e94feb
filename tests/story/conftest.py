# SPDX-License-Identifier: Apache-2.0
"""Every story file has a house of its own, whose clock starts where the story starts.

Stories use the public interfaces only: they publish as a DMS, log in as people, read mail
as customers and step the house's clock. All traffic of every story is recorded and held
against the contracts, and every answer of the gateway against its OpenAPI description.
"""
import os
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support"), str(HERE.parent / "contract")]

import garage  # noqa: E402
from answers import AnswerCheck  # noqa: E402
from house import House  # noqa: E402
from polling import be_patient, eventually  # noqa: E402
from traffic import check  # noqa: E402

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
VENDORS = ("autoflex", "wincar")
MONDAY_MORNING = "2026-11-23 08:00:00"
be_patient(90)
House.COMMAND_SECONDS = "30"  # an answer that is late is no story's subject


class Story:
    """A house with two garages, and short words for what people do in it."""

    def __init__(self, house):
        self.house = house
        self.clock = house.clock
        self.dms = house.publisher("autoflex")
        self.other_dms = house.publisher("wincar")
        self.people = {}
        self.answers = AnswerCheck()

    def person(self, login):
        if login not in self.people:
            self.people[login] = self.house.portal(login, garage.PASSWORD,
                                                   on_answer=self.answers)
        return self.people[login]

    def rows(self, login="sanne", week=None, **params):
        portal = self.person(login)
        week = week or portal.current_week()
        if not week:
            return []
        return portal.proposals(week, **{"view": "all", **params}) + (
            [] if params else portal.proposals(week, view="automatic"))

    def row_of(self, car, login="sanne", week=None, deadline=60.0):
        """The proposal for this car on the list, once it is there and nothing is on its way
        that could give it another version."""
        def look():
            if not self.find(car, login, week):
                return None
            self.settle()
            return self.find(car, login, week)
        return eventually(look, deadline, f"a proposal for {car.plate}")

    def find(self, car, login="sanne", week=None):
        found = [row for row in self.rows(login, week)
                 if row["vehicle"].get("plate") == car.plate]
        return found[0] if found else None

    def intake_of(self, number, login="sanne", deadline=60.0, status=None):
        def look():
            found = [record for record in self.person(login).pages(
                "/v1/intake", "records", limit=100) if record.get("document_number") == number
                and status in (None, record["status"])]
            return found[0] if found else None
        return eventually(look, deadline, f"document {number} on the intake page")

    def mail(self, car, count=1, deadline=60.0):
        return self.house.mailbox.wait_for(car.email, count, deadline)

    def settle(self):
        self.house.settle()


@pytest.fixture(scope="module")
def story(request):
    """The module says where its clock starts: STARTS = "2026-03-23 08:00:00"; and how many
    instances of a service there are: INSTANCES = {"gateway": 2}; and settings of its own:
    SETTINGS = {"gateway": {"BEURT_…": "…"}}. CLOCK_STANDS = True: time stands, and passes
    only when the story steps it."""
    name = request.module.__name__
    folder = OUT / "story" / name
    for old in folder.glob("traffic.jsonl"):
        old.unlink()
    house = House(folder, vendors=VENDORS, instances=getattr(request.module, "INSTANCES", {}),
                  settings=getattr(request.module, "SETTINGS", {}))
    if getattr(request.module, "CLOCK_STANDS", False):
        house.clock.stand()  # first, or some microseconds pass
    house.clock.set_local(getattr(request.module, "STARTS", MONDAY_MORNING))
    with house:
        house.mailbox.clear()
        house.record(folder / "traffic.jsonl")
        house.seed(garage.seed(house.base_url))
        house.settle()
        told = Story(house)
        yield told
        house.settle()
    house.drop_postgres()
    report = check(folder / "traffic.jsonl")
    again = getattr(request.module, "SAYS_AGAIN", False)
    assert [one for one in report.problems if not again or "comes after" not in one] == []
    assert told.answers.problems == []


@pytest.fixture(scope="module")
def workshop_day(story):
    """The garage has an inspector, ina, and a car that comes every year (story.car)."""
    seed = garage.seed(story.house.base_url)
    seed["users"].append(garage.user("ina", "inspector", "NL-1"))
    story.house.seed(seed)
    story.car = garage.Car()
    story.dms.publish(*garage.yearly_services(story.car, "2025-12-01"))
    story.settle()
    story.row_of(story.car)
    return story
