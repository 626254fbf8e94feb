# SPDX-License-Identifier: Apache-2.0
"""The fleet service alone with a garage that has opening hours: appointments as its topics
show them. What was said is held against the contracts."""
import contextlib

from house import House
from traffic import check
from workshop import DEALER, OUT, Workshop, new_id

STARTS = "2026-11-22 09:00:00"  # a Sunday
COMMANDS = "fleet.command.v1"
WEEKDAYS = [{"weekday": day, "opens": opens, "closes": closes} for day in range(1, 6)
            for opens, closes in (("08:00", "12:00"), ("13:00", "17:00"))]
HOURS = {"opening": WEEKDAYS, "slot_minutes": 30, "slot_capacity": 2, "booking_days": 60,
         "booking_notice_hours": 24, "closed_days": ["2026-12-25"]}


@contextlib.contextmanager
def opened(name, instances=1, any_key=False, **hours):
    """With `any_key` commands may lie on any partition: then several instances work at one
    garage."""
    folder = OUT / "story" / name
    house = House(folder, services=("fleet",), instances={"fleet": instances})
    house.clock.set_local(STARTS)
    house.drop_postgres()
    recording = folder / "traffic.jsonl"
    recording.unlink(missing_ok=True)
    with house:
        desk = Desk(house, recording)
        desk.garage(**{**HOURS, **hours})
        house.settle()
        yield desk
        house.settle()
        desk.ear.stop()
    house.drop_postgres()
    problems = [str(problem) for problem in check(recording).problems]
    assert not [one for one in problems if not (any_key and "the key should be" in one)]


class Desk(Workshop):
    def garage(self, **changes):
        self.versions = getattr(self, "versions", 0) + 1
        return super().garage(version=self.versions, **changes)

    def fleet_command(self, kind, **fields):
        """As it is asked, without waiting."""
        command = {"command_id": new_id(), "dealer": DEALER, "garage": DEALER,
                   "actor": "sanne", "received_at": self.time(), **fields}
        self.say(kind, command, command["garage"], COMMANDS)
        return command

    def do(self, kind, **fields):
        return self.answer(self.fleet_command(kind, **fields)["command_id"])

    def book(self, date, time, **fields):
        """(id, answer); by the customer's link, unless it says otherwise."""
        appointment = fields.pop("appointment_id", None) or new_id()
        contact = {"email": f"{appointment[:8]}@klant.example", "name": "Jan de Vries",
                   "language": "nl"}
        booking = {"kinds": ["service"], "by": "link", "contact": contact, **fields}
        booking = {name: value for name, value in booking.items() if value is not None}
        return appointment, self.do("appointment.book", appointment_id=appointment, date=date,
                                    time=time, **booking)

    def booked(self, date, time, **fields):
        appointment, answer = self.book(date, time, **fields)
        assert answer["outcome"] == "ok", answer
        return appointment

    def state(self, appointment):
        self.house.settle()
        self.ear.catch_up()
        return self.newest("appointment.state.v1", appointment_id=appointment)

    def day(self, date):
        """{"08:00": (capacity, taken)} as it was said last."""
        self.house.settle()
        self.ear.catch_up()
        said = self.newest("calendar.state.v1", date=date, dealer=DEALER)
        return {slot["time"]: (slot["capacity"], slot["taken"]) for slot in said["slots"]}

    def mails(self, appointment):
        """Letters about it, in order."""
        self.house.settle()
        self.ear.catch_up()
        return [letter for letter in self.letters()
                if letter["params"]["appointment"]["appointment_id"] == appointment]
