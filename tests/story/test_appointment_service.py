# SPDX-License-Identifier: Apache-2.0
"""The fleet service alone: slots of a garage, what may be booked, moved and cancelled, who
is told, and what follows by itself."""
import datetime

import pytest

from bookings import HOURS, opened
from polling import eventually
from workshop import DEALER, new_id


@pytest.fixture(scope="module")
def desk():
    with opened(__name__) as desk:
        yield desk


def test_a_garage_with_hours_has_days_up_to_its_horizon(desk):
    assert list(desk.day("2026-12-01")) == [
        *(f"{hour:02d}:{minute:02d}" for hour in (8, 9, 10, 11, 13, 14, 15, 16)
          for minute in (0, 30))]
    assert desk.day("2026-12-01")["08:00"] == (2, 0)
    assert desk.day("2026-11-29") == {}, "a Sunday"
    assert desk.day("2026-12-25") == {}, "a closed day"
    desk.day("2027-01-21")
    assert desk.said("calendar.state.v1", date="2027-01-22") == []


def test_booking_without_phoning(desk):
    appointment = desk.booked("2026-12-01", "08:30", plate="00-hzb-3", stay="wait",
                              remarks="Rammelt, links voor", kinds=["service", "apk", "apk"])
    state = desk.state(appointment)
    assert state["status"] == "booked" and state["kinds"] == ["service", "apk"]
    assert state["starts_at"] == "2026-12-01T07:30:00Z" and state["minutes"] == 30
    assert state["plate"] == "00HZB3" and state["stay"] == "wait"
    assert state["sequence"] == 0 and state["booked_by"] == "link"
    assert desk.day("2026-12-01")["08:30"] == (2, 1)
    letter, = desk.mails(appointment)
    assert letter["template"] == "appointment_confirmed"
    assert letter["message_class"] == "service"
    assert letter["recipient"]["email"] == state["contact"]["email"]
    assert letter["params"]["link"].startswith("/afspraak/")
    assert state["link"]["hash"] not in letter["params"]["link"]
    assert state["link"]["expires_at"] == "2026-12-02T23:00:00Z", "a day after it"


def test_a_full_slot_offers_the_three_nearest(desk):
    for _ in range(2):
        desk.booked("2026-12-02", "09:00")
    appointment, answer = desk.book("2026-12-02", "09:00")
    assert (answer["outcome"], answer["code"]) == ("conflict", "SLOT_TAKEN")
    assert answer["result"]["slots"] == [{"date": "2026-12-02", "time": time}
                                         for time in ("08:00", "08:30", "09:30")]
    assert desk.day("2026-12-02")["09:00"] == (2, 2)
    assert desk.said("appointment.state.v1", appointment_id=appointment) == []


@pytest.mark.parametrize("date, time, by, code", [
    ("2026-12-01", "08:15", "garage", "NO_SLOT"),
    ("2026-12-01", "12:00", "garage", "NO_SLOT"),
    ("2026-12-25", "09:00", "garage", "NO_SLOT"),
    ("2026-11-23", "08:30", "link", "SLOT_TOO_SOON"),
    ("2026-11-20", "08:30", "garage", "SLOT_TOO_SOON"),
    ("2027-01-22", "08:30", "link", "SLOT_TOO_FAR"),
])
def test_closed_days_notice_and_horizon(desk, date, time, by, code):
    _, answer = desk.book(date, time, by=by)
    assert (answer["outcome"], answer["code"]) == ("invalid", code)
    assert len(answer["result"]["slots"]) == 3


def test_the_garage_itself_needs_no_notice_and_no_address(desk):
    appointment = desk.booked("2026-11-23", "08:30", by="garage", contact=None)
    assert "contact" not in desk.state(appointment)
    assert desk.mails(appointment) == []
    _, answer = desk.book("2026-11-24", "09:30", contact=None)
    assert answer["code"] == "CONTACT_NEEDED"
    _, answer = desk.book("2026-11-24", "09:30", contact={"email": "jan@"})
    assert answer["code"] == "CONTACT_NEEDED"


def test_the_car_is_the_one_the_garage_knows(desk):
    customer, car = desk.car_of("Anna", "01HZB3")
    appointment = desk.booked("2026-12-03", "08:00", by="garage", plate="01-HZB-3",
                              contact=None)
    state = desk.state(appointment)
    assert state["vehicle_id"] == car["vehicle_id"] and state["make"] == "SUBARU"
    assert state["customer_id"] == customer["customer_id"]
    letter, = desk.mails(appointment)
    assert "recipient" not in letter, "at the customer's own address"
    assert letter["customer_id"] == customer["customer_id"]
    _, answer = desk.book("2026-12-03", "08:30", by="garage", vehicle_id=new_id())
    assert (answer["outcome"], answer["code"]) == ("absent", "NO_SUCH_VEHICLE")


def test_moving_keeps_the_appointment_and_tells(desk):
    appointment = desk.booked("2026-12-04", "08:00")
    answer = desk.do("appointment.move", appointment_id=appointment, date="2026-12-07",
                     time="16:30", by="link")
    assert answer["outcome"] == "ok"
    state = desk.state(appointment)
    assert (state["date"], state["time"], state["sequence"]) == ("2026-12-07", "16:30", 1)
    assert state["starts_at"] == "2026-12-07T15:30:00Z"
    assert desk.day("2026-12-04")["08:00"] == (2, 0)
    assert desk.day("2026-12-07")["16:30"] == (2, 1)
    letter = desk.mails(appointment)[-1]
    assert letter["template"] == "appointment_moved"
    assert letter["params"]["appointment"]["was_date"] == "2026-12-04"
    assert letter["params"]["appointment"]["was_time"] == "08:00"
    again = desk.do("appointment.move", appointment_id=appointment, date="2026-12-07",
                    time="16:30", by="link")
    assert again["outcome"] == "ok" and again["version"] == answer["version"]


def test_moving_within_a_full_slot_is_refused_and_changes_nothing(desk):
    for _ in range(2):
        desk.booked("2026-12-08", "10:00")
    appointment = desk.booked("2026-12-08", "10:30")
    answer = desk.do("appointment.move", appointment_id=appointment, date="2026-12-08",
                     time="10:00", by="link")
    assert answer["code"] == "SLOT_TAKEN"
    assert {"date": "2026-12-08", "time": "10:30"} in answer["result"]["slots"], "its own"
    assert desk.state(appointment)["version"] == 1


def test_cancelling_frees_the_slot_and_tells(desk):
    appointment = desk.booked("2026-12-09", "08:00")
    answer = desk.do("appointment.cancel", appointment_id=appointment, by="link",
                     reason="Auto verkocht")
    assert answer["outcome"] == "ok"
    state = desk.state(appointment)
    assert (state["status"], state["cancelled_by"]) == ("cancelled", "link")
    assert state["reason"] == "Auto verkocht" and state["sequence"] == 1
    assert desk.day("2026-12-09")["08:00"] == (2, 0)
    letter = desk.mails(appointment)[-1]
    assert letter["template"] == "appointment_cancelled"
    assert letter["params"]["appointment"]["cancelled"]
    for kind in ("appointment.cancel", "appointment.move"):
        answer = desk.do(kind, appointment_id=appointment, by="link",
                         **({"date": "2026-12-09", "time": "09:00"}
                            if kind == "appointment.move" else {}))
        assert (answer["outcome"], answer["code"]) == ("conflict", "APPOINTMENT_OVER")


def test_who_may(desk):
    appointment = desk.booked("2026-12-10", "08:00")
    other = desk.do("appointment.cancel", appointment_id=appointment, by="garage",
                    dealer="NL-9999")
    assert (other["outcome"], other["code"]) == ("absent", "NO_SUCH_APPOINTMENT")
    stranger = desk.do("appointment.cancel", appointment_id=appointment, by="holder",
                       dealer="@" + new_id())
    assert (stranger["outcome"], stranger["code"]) == ("absent", "NO_SUCH_APPOINTMENT")
    _, answer = desk.book("2026-12-10", "08:30", dealer="@" + new_id(), by="holder",
                          passport_id=new_id())
    assert (answer["outcome"], answer["code"]) == ("absent", "NO_SUCH_PASSPORT")
    _, answer = desk.book("2026-12-10", "08:30", dealer="NL-9999", by="garage")
    assert answer["outcome"] == "denied"
    closed = desk.do("appointment.close", appointment_id=appointment, came=True,
                     dealer="@" + new_id())
    assert closed["outcome"] == "denied"
    assert desk.state(appointment)["status"] == "booked"


def test_came_or_missed_is_the_garages_word(desk):
    appointment = desk.booked("2026-12-10", "09:00")
    assert desk.do("appointment.close", appointment_id=appointment,
                   came=False)["outcome"] == "ok"
    assert desk.state(appointment)["status"] == "missed"
    assert desk.do("appointment.close", appointment_id=appointment,
                   came=True)["outcome"] == "ok"
    assert desk.state(appointment)["status"] == "came", "put right"
    assert desk.day("2026-12-10")["09:00"] == (2, 1), "the slot was used"


def test_the_same_command_has_one_answer(desk):
    command = desk.fleet_command("appointment.book", appointment_id=new_id(),
                                 date="2026-12-11", time="08:00", kinds=[], by="link",
                                 contact={"email": "twee@klant.example"})
    first = desk.answer(command["command_id"])
    desk.say("appointment.book", command, DEALER, "fleet.command.v1")
    desk.house.settle()
    assert desk.answer(command["command_id"]) == first
    assert desk.day("2026-12-11")["08:00"] == (2, 1)
    _, answer = desk.book("2026-12-11", "08:30", appointment_id=command["appointment_id"])
    assert (answer["outcome"], answer["code"]) == ("conflict", "APPOINTMENT_EXISTS")


def test_changed_hours_keep_what_was_booked(desk):
    appointment = desk.booked("2026-12-14", "08:30")
    hour = {**HOURS, "slot_minutes": 60, "slot_capacity": 1}
    desk.garage(**hour)
    assert desk.day("2026-12-14")["08:00"] == (1, 1), "an hour that the half hour is in"
    assert desk.day("2026-12-14")["09:00"] == (1, 0)
    assert desk.state(appointment)["time"] == "08:30"
    assert desk.book("2026-12-14", "08:00")[1]["code"] == "SLOT_TAKEN"
    desk.garage()
    assert desk.day("2026-12-14") == {}, "no hours: no appointments through us"
    assert desk.book("2026-12-14", "09:00")[1]["code"] == "NO_OPENING_HOURS"
    assert desk.do("appointment.cancel", appointment_id=appointment,
                   by="link")["outcome"] == "ok", "what was booked can be cancelled"
    desk.garage(**HOURS)
    assert desk.day("2026-12-14")["08:30"] == (2, 0)


def test_who_is_erased_leaves_the_day_but_no_name(desk):
    customer, _ = desk.car_of("Weg", "02HZB3")
    appointment = desk.booked("2026-12-15", "08:00", by="garage", plate="02HZB3",
                              remarks="Bel mij")
    assert desk.state(appointment)["customer_id"] == customer["customer_id"]
    desk.say("customer.state", None, f"{DEALER}/{customer['customer_id']}")
    state = eventually(lambda: next((s for s in desk.said(
        "appointment.state.v1", appointment_id=appointment) if "contact" not in s), None),
        20.0, "the appointment without a name")
    assert not {"contact", "remarks", "plate", "link"} & set(state)
    assert desk.day("2026-12-15")["08:00"] == (2, 1)


def test_a_reminder_the_day_before_at_ten(desk):
    """Last but one, because it steps the clock: over the night of a new day, too."""
    appointment = desk.booked("2026-11-26", "08:00")
    gone = desk.booked("2026-11-26", "08:30")
    moved = desk.booked("2026-11-26", "09:00")
    assert desk.do("appointment.cancel", appointment_id=gone, by="link")["outcome"] == "ok"
    assert desk.do("appointment.move", appointment_id=moved, date="2026-12-18", time="09:00",
                   by="link")["outcome"] == "ok"
    desk.house.clock.set_local("2026-11-25 09:59:00")
    desk.newest("calendar.state.v1", date="2027-01-24")
    assert len(desk.mails(appointment)) == 1
    desk.house.clock.set_local("2026-11-25 10:00:05")
    reminder = eventually(lambda: desk.mails(appointment)[1:], 20.0, "a reminder")[0]
    assert reminder["template"] == "appointment_reminder"
    assert reminder["params"]["appointment"]["starts_at"] == "2026-11-26T07:00:00Z"
    assert [mail["template"] for mail in desk.mails(gone)][-1] == "appointment_cancelled"
    assert [mail["template"] for mail in desk.mails(moved)][-1] == "appointment_moved"
    assert desk.book("2026-11-26", "09:00")[1]["code"] == "SLOT_TOO_SOON"


def test_a_link_dies_a_day_after(desk):
    appointment = desk.booked("2026-11-27", "08:00")
    assert "link" in desk.state(appointment)
    desk.house.clock.set_local("2026-11-29 00:00:05")
    eventually(lambda: "link" not in desk.newest("appointment.state.v1",
                                                 appointment_id=appointment),
               20.0, "the link to die")


def test_days_long_gone_are_forgotten(desk):
    desk.house.clock.set_local("2027-01-04 00:06:00")

    def gone():
        return [key for topic, key, value in list(desk.ear.heard)
                if topic == "calendar.state.v1" and value is None]

    eventually(lambda: len(gone()) >= 12, 20.0, "twelve days of November gone")
    assert b"NL-4711/2026-11-22" in gone()


def test_a_slot_the_clock_never_shows():
    """28 March 2027 has no half past two."""
    night = [{"weekday": 7, "opens": "01:00", "closes": "05:00"}]
    with opened(f"{__name__}_dst", opening=night) as desk:
        desk.house.clock.set_local("2027-03-20 09:00:00")
        spring = eventually(lambda: desk.said("calendar.state.v1", date="2027-03-28"), 20.0,
                            "the day the clocks go forward")[0]
        assert [slot["time"] for slot in spring["slots"]] == [
            "01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]
        appointment = desk.booked("2027-03-28", "03:00")
        assert desk.state(appointment)["starts_at"] == "2027-03-28T01:00:00Z"
        assert desk.book("2027-03-28", "02:30")[1]["code"] == "NO_SLOT"


def test_a_thousand_at_once_and_two_places():
    """Two instances; the commands come on all partitions, so both work at the same slot."""
    asked = datetime.datetime.now(datetime.timezone.utc)
    with opened(f"{__name__}_race", instances=2, any_key=True) as desk:
        commands = [{"command_id": new_id(), "dealer": DEALER, "garage": DEALER,
                     "actor": "customer", "received_at": desk.time(), "kinds": [],
                     "appointment_id": new_id(), "date": "2026-12-01", "time": "08:30",
                     "by": "link", "contact": {"email": f"k{number}@klant.example"}}
                    for number in range(1000)]
        for number, command in enumerate(commands):
            desk.put("appointment.book", command, f"any-{number}", "fleet.command.v1")
        desk.publisher.flush()

        def answers():
            return [value for topic, _, value in list(desk.ear.heard)
                    if topic == "gateway.reply.v1" and value]

        eventually(lambda: len(answers()) == 1000, 60.0, "a thousand answers")
        taken = [answer for answer in answers() if answer["outcome"] == "ok"]
        assert len(taken) == 2
        assert {answer["code"] for answer in answers() if answer["outcome"] != "ok"} == {
            "SLOT_TAKEN"}
        assert desk.day("2026-12-01")["08:30"] == (2, 2)
        assert desk.house.query("SELECT count(*) FROM fleet.appointment WHERE status ="
                                " 'booked'") == [(2,)]
        assert len(desk.said("appointment.state.v1")) == 2
    seconds = (datetime.datetime.now(datetime.timezone.utc) - asked).total_seconds()
    assert seconds < 300
