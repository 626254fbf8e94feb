# SPDX-License-Identifier: Apache-2.0
"""Appointments through the front doors: a garage sets its hours and books, customers move
and cancel from the mail without logging in or phoning, calendars understand the files."""
import datetime
import email
import email.policy
import html
import json
import os
import pathlib
import re
import uuid

import icalendar
import pytest
import requests

import garage
from answers import AnswerCheck
from house import House
from inspections import customer, vehicle
from polling import eventually
from test_customer_page import Form, hidden, text_of

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
STARTS = "2026-11-25 10:00:00"  # a Wednesday
HOURS = {"opening": [{"weekday": day, "opens": opens, "closes": closes}
                     for day in range(1, 6)
                     for opens, closes in (("08:00", "12:00"), ("13:00", "17:00"))],
         "slot_minutes": 30, "slot_capacity": 2, "booking_days": 60,
         "booking_notice_hours": 24, "closed_days": ["2026-12-25"]}
_cars = iter(range(300, 400))


@pytest.fixture(scope="module")
def house():
    house = House(OUT / "story" / "test_appointments", vendors=("autoflex",),
                  services=("inspection", "fleet", "notification", "gateway"),
                  settings={"gateway": {"BEURT_CUSTOMER_POSTS_PER_MINUTE": "1000"}})
    house.clock.set_local(STARTS)
    house.drop_postgres()
    answers = AnswerCheck()
    with house:
        seed = garage.seed(house.base_url)
        seed["users"].append(garage.user("ina", "inspector", "NL-1"))
        house.seed(seed)
        house.answers = answers
        house.dms = house.publisher("autoflex")
        for name in ("sanne", "marja", "dirk", "ina"):
            setattr(house, name, house.portal(name, garage.PASSWORD, on_answer=answers))
        assert set_hours(house).status_code == 200
        house.settle()
        yield house
    house.drop_postgres()
    assert answers.problems == []


def set_hours(house, **changes):
    settings = house.marja.get("/v1/settings")
    return house.marja.call("PUT", "/v1/settings", json={**HOURS, **changes},
                            headers={"If-Match": f'"{settings["version"]}"'})


def say(house, kind, message, key):
    """What the invoice service would say of a customer or a car."""
    headers = [(name, value) for name, value in house.dms.cloud_event() if name != "ce_type"]
    house.dms.put(f"{message['dealer']}/{key}", json.dumps(message).encode(),
                  [*headers, ("ce_type", f"nl.beurt.{kind}.v1")], f"{kind}.v1")
    house.dms.flush()


def car_of_a_customer(house):
    number = next(_cars)
    who, car = customer(number), vehicle(number, plate=f"K{number}ZB")
    say(house, "customer.state", who, who["customer_id"])
    say(house, "vehicle.state", car, car["vehicle_id"])
    house.settle()
    return who, car


class Booked:
    """An appointment that the garage made for somebody with an address."""

    def __init__(self, house, date, time, **more):
        self.house = house
        self.email = f"a{uuid.uuid4().hex[:10]}@voorbeeld.example"
        self.id = str(uuid.uuid4())
        self.made = house.sanne.ask("POST", "/v1/appointments", json={
            "appointment_id": self.id, "date": date, "time": time, "kinds": ["service"],
            "contact": {"email": self.email, "name": "Jan de Vries"}, **more})

    def mails(self, count=1):
        return [email.message_from_bytes(self.house.mailbox.raw(mail["id"]),
                                         policy=email.policy.default)
                for mail in self.house.mailbox.wait_for(self.email, count)]

    def link(self):
        body = self.mails()[0].get_body(("plain",)).get_content()
        return re.search(r"https?://\S+/afspraak/[A-Za-z0-9_-]{43}", body)[0]

    def event(self, mail):
        """The calendar file of a mail: (method, event)."""
        part, = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        return read_file(part.get_payload(decode=True))

    def now(self):
        return self.house.sanne.get(f"/v1/appointments/{self.id}")


def read_file(data):
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(data)
    event, = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def press(url, **fields):
    return requests.post(url, data=fields, timeout=60, allow_redirects=False)


def slots_of(house, date):
    day, = house.sanne.get("/v1/calendar", params={"from": date, "to": date})["days"]
    return {slot["time"]: (slot["capacity"], slot["taken"]) for slot in day["slots"]}


def test_the_garage_sets_its_hours(house):
    settings = house.sanne.get("/v1/settings")
    assert {name: settings[name] for name in HOURS} == HOURS
    assert slots_of(house, "2026-12-01")["08:30"] == (2, 0)
    assert slots_of(house, "2026-12-25") == {}, "closed"
    assert house.sanne.call("PUT", "/v1/settings", json=HOURS).status_code == 403


@pytest.mark.parametrize("changes, place", [
    ({"opening": [{"weekday": 1, "opens": "12:00", "closes": "08:00"}]}, "/opening/0"),
    ({"opening": [{"weekday": 1, "opens": "8:00", "closes": "12:00"}]}, "/opening/0/opens"),
    ({"opening": [{"weekday": 1, "opens": "08:00", "closes": "12:00"},
                  {"weekday": 1, "opens": "11:30", "closes": "14:00"}]}, "/opening/1"),
    ({"slot_minutes": 480}, "/opening/0"),
    ({"slot_capacity": 0}, "/slot_capacity"),
])
def test_hours_that_cannot_be_are_refused_with_their_place(house, changes, place):
    answer = set_hours(house, **changes)
    assert answer.status_code == 400
    assert place in json.dumps(answer.json())


def test_booking_sends_a_confirmation_that_a_calendar_understands(house):
    booked = Booked(house, "2026-12-01", "08:30", plate="00-hzb-3", stay="wait",
                    kinds=["service", "apk"], remarks="Rammelt; links, voor\nen achter")
    assert booked.made["status"] == "booked" and booked.made["plate_formatted"] == "00-HZB-3"
    eventually(lambda: slots_of(house, "2026-12-01")["08:30"] == (2, 1), 10.0, "one taken")
    mail, = booked.mails()
    method, event = booked.event(mail)
    assert method == "REQUEST" and int(event["SEQUENCE"]) == 0
    assert event["UID"] == booked.id
    assert event["DTSTART"].dt == datetime.datetime(2026, 12, 1, 7, 30,
                                                    tzinfo=datetime.timezone.utc)
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(minutes=30)


def test_the_page_of_the_mail_shows_it_without_a_log_in(house):
    booked = Booked(house, "2026-12-02", "09:00", plate="00HZB3")
    page = requests.get(booked.link(), timeout=60)
    text = text_of(page)
    assert page.status_code == 200 and "woensdag 2 december, 9.00 uur" in text
    assert "00-HZB-3" in text and "onderhoud" in text
    near = re.findall(r'<button name="slot" value="([^"]+)">([^<]+)<', page.text)
    assert near == [("2026-12-02T08:00", "woensdag 2 december, 8.00 uur"),
                    ("2026-12-02T08:30", "woensdag 2 december, 8.30 uur"),
                    ("2026-12-02T09:30", "woensdag 2 december, 9.30 uur")]
    assert 'value="2026-12-02T09:00"' not in page.text, "that one it is"
    assert "vrijdag 27 november, 16.30 uur" in text, "all days, too"
    later = requests.get(booked.link() + "?vanaf=2026-12-09", timeout=60)
    assert "dinsdag 22 december, 8.00 uur" in text_of(later)
    assert "<script" not in page.text
    english = text_of(requests.get(booked.link() + "?lang=en", timeout=60))
    assert "Wednesday 2 December, 9:00" in english


def test_moving_from_the_mail(house):
    booked = Booked(house, "2026-12-03", "09:00")
    link = booked.link()
    answer = press(link + "/verzetten", slot="2026-12-04T13:30")
    assert answer.status_code == 303
    page = requests.get(house.base_url + answer.headers["Location"], timeout=60)
    assert "Uw afspraak is verzet" in text_of(page)
    assert "vrijdag 4 december, 13.30 uur" in text_of(page)
    method, event = booked.event(booked.mails(2)[1])
    assert method == "REQUEST" and int(event["SEQUENCE"]) == 1
    assert event["UID"] == booked.id and event["DTSTART"].dt.day == 4
    assert booked.now()["date"] == "2026-12-04"
    assert link in booked.mails(2)[1].get_body(("plain",)).get_content(), "the same page"
    eventually(lambda: slots_of(house, "2026-12-03")["09:00"] == (2, 0), 10.0, "free again")


def test_a_slot_that_somebody_else_took_offers_others(house):
    booked = Booked(house, "2026-12-07", "09:00")
    for _ in range(2):
        Booked(house, "2026-12-07", "10:00")
    answer = press(booked.link() + "/verzetten", slot="2026-12-07T10:00")
    assert answer.status_code == 409
    assert "net door iemand anders gekozen" in text_of(answer)
    assert "maandag 7 december, 9.30 uur" in text_of(answer)
    assert booked.now()["time"] == "09:00"
    assert press(booked.link() + "/verzetten", slot="2026-12-25T10:00").status_code == 409
    assert press(booked.link() + "/verzetten", slot="nooit").status_code == 409


def test_cancelling_from_the_mail(house):
    booked = Booked(house, "2026-12-08", "09:00")
    link = booked.link()
    answer = press(link + "/afzeggen", reason="Auto verkocht")
    assert answer.status_code == 303
    page = text_of(requests.get(house.base_url + answer.headers["Location"], timeout=60))
    assert "Uw afspraak is afgezegd" in page
    method, event = booked.event(booked.mails(2)[1])
    assert method == "CANCEL" and event["STATUS"] == "CANCELLED"
    assert int(event["SEQUENCE"]) == 1
    now = booked.now()
    assert (now["status"], now["reason"], now["cancelled_by"]) == (
        "cancelled", "Auto verkocht", "link")
    assert press(link + "/afzeggen").status_code == 303, "pressed twice"
    assert press(link + "/verzetten", slot="2026-12-08T10:00").status_code == 409
    assert len(booked.mails(2)) == 2


def test_the_calendar_file_of_the_page(house):
    """Whatever the garage is called and the customer typed: the library reads it back."""
    settings = house.marja.get("/v1/settings")
    name = 'Garage "De Lînde"; Vaart, bij de brug – 🚗'
    answer = house.marja.call("PUT", "/v1/settings", json={"name": name},
                              headers={"If-Match": f'"{settings["version"]}"'})
    assert answer.status_code == 200
    remarks = "Regel één; met, tekens\nRegel twee \\ en " + "lange woorden €" * 20
    booked = Booked(house, "2026-12-09", "09:00", remarks=remarks)
    link = booked.link()
    answer = requests.get(link + ".ics", timeout=60)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    method, event = read_file(answer.content)
    assert method == "REQUEST" and str(event["DESCRIPTION"]) == remarks
    assert str(event["SUMMARY"]).startswith(name)
    assert str(event["LOCATION"]) == f"{name}, Vaartweg 12, 3512 JK Utrecht"
    assert str(event["URL"]) == link
    assert str(event["ORGANIZER"]) == "mailto:werkplaats@nl-1.example"
    assert press(link + "/afzeggen").status_code == 303
    method, event = read_file(requests.get(link + ".ics", timeout=60).content)
    assert method == "CANCEL" and int(event["SEQUENCE"]) == 1


def test_links_nobody_gave_out_open_nothing(house):
    booked = Booked(house, "2026-12-10", "09:00")
    link = booked.link()
    for wrong in (link[:-1] + ("A" if link[-1] != "A" else "B"), link + "x",
                  f"{house.base_url}/afspraak/kort", link.replace("/afspraak/", "/m/")):
        assert requests.get(wrong, timeout=60).status_code == 404
        assert press(wrong + "/afzeggen").status_code == 404
    assert booked.now()["status"] == "booked"
    requests.head(link, timeout=60)
    assert booked.now()["version"] == 1, "reading changes nothing"


def test_the_garages_list_and_day(house):
    who, car = car_of_a_customer(house)
    appointment = str(uuid.uuid4())
    made = house.sanne.ask("POST", "/v1/appointments", json={
        "appointment_id": appointment, "date": "2026-12-14", "time": "16:30",
        "kinds": ["tyres"], "vehicle_id": car["vehicle_id"],
        "customer_id": who["customer_id"]})
    assert made["customer"]["name"] == who["display_name"] and made["make"] == "Subaru"
    early = Booked(house, "2026-12-14", "08:00")
    day = {"from": "2026-12-14", "to": "2026-12-14"}
    rows = house.sanne.get("/v1/appointments", params=day)["appointments"]
    assert [row["appointment_id"] for row in rows] == [early.id, appointment]
    pages = house.sanne.pages("/v1/appointments", "appointments", **day, limit=1)
    assert [row["appointment_id"] for row in pages] == [early.id, appointment]
    of_car = house.sanne.get("/v1/appointments", params={"vehicle": car["vehicle_id"]})
    assert [row["appointment_id"] for row in of_car["appointments"]] == [appointment]
    came = house.sanne.ask("POST", f"/v1/appointments/{early.id}/came")
    assert came["status"] == "came"
    missed = house.sanne.ask("POST", f"/v1/appointments/{early.id}/missed")
    assert missed["status"] == "missed", "put right"
    booked = house.sanne.get("/v1/appointments", params={**day, "status": "booked"})
    assert len(booked["appointments"]) == 1
    moved = house.sanne.ask("PATCH", f"/v1/appointments/{appointment}",
                            json={"date": "2026-12-15", "time": "08:00"})
    assert (moved["date"], moved["sequence"]) == ("2026-12-15", 1)
    gone = house.sanne.ask("POST", f"/v1/appointments/{appointment}/cancel",
                           json={"reason": "belt zelf"})
    assert gone["status"] == "cancelled"
    assert house.sanne.call("POST", f"/v1/appointments/{appointment}/came").status_code == 409
    for wrong in ({"from": "gisteren"}, {"status": "misschien"}, {"vehicle": "7"}):
        assert house.sanne.call("GET", "/v1/appointments", params=wrong).status_code == 400
    assert house.sanne.call("GET", "/v1/calendar", params={
        "from": "2026-01-01", "to": "2026-12-31"}).status_code == 400


def test_capacity_is_never_exceeded_and_others_are_offered(house):
    for _ in range(2):
        Booked(house, "2026-12-16", "09:00")
    answer = house.sanne.call("POST", "/v1/appointments", json={
        "appointment_id": str(uuid.uuid4()), "date": "2026-12-16", "time": "09:00",
        "kinds": []})
    assert answer.status_code == 409 and answer.json()["code"] == "SLOT_TAKEN"
    assert answer.json()["slots"] == [{"date": "2026-12-16", "time": time}
                                      for time in ("08:00", "08:30", "09:30")]
    answer = house.sanne.call("POST", "/v1/appointments", json={
        "appointment_id": str(uuid.uuid4()), "date": "2026-12-25", "time": "09:00",
        "kinds": []})
    assert answer.status_code == 400 and answer.json()["code"] == "NO_SLOT"
    assert len(answer.json()["slots"]) == 3


def test_the_same_key_books_once(house):
    key = str(uuid.uuid4())
    body = {"appointment_id": str(uuid.uuid4()), "date": "2026-12-17", "time": "09:00",
            "kinds": []}
    for _ in range(2):
        answer = house.sanne.call("POST", "/v1/appointments", json=body,
                                  headers={"Idempotency-Key": key})
        assert answer.status_code == 201
    eventually(lambda: slots_of(house, "2026-12-17")["09:00"] == (2, 1), 10.0, "once")


def test_another_garage_sees_and_changes_nothing(house):
    booked = Booked(house, "2026-12-18", "09:00")
    for method, path, body in (
            ("GET", "", None), ("PATCH", "", {"date": "2026-12-18", "time": "10:00"}),
            ("POST", "/cancel", {}), ("POST", "/came", None), ("POST", "/missed", None)):
        answer = house.dirk.call(method, f"/v1/appointments/{booked.id}{path}", json=body)
        assert answer.status_code == 404, (method, path)
    assert house.dirk.get("/v1/appointments")["appointments"] == []
    assert house.dirk.get("/v1/calendar")["days"] == []
    assert booked.now()["version"] == 1
    assert house.ina.call("GET", "/v1/appointments").status_code == 403, "inspectors do not"
    answer = house.dirk.call("POST", "/v1/appointments", json={
        "appointment_id": str(uuid.uuid4()), "date": "2026-12-18", "time": "09:00",
        "kinds": []})
    assert answer.json()["code"] == "NO_OPENING_HOURS"


def test_from_the_report_without_phoning(house):
    form = Form(house)
    form.advise("brakes", "Remblokken voor vervangen", 28900)
    form.save()
    link = form.link()
    page = requests.get(link, timeout=60)
    assert "Maak een afspraak" in text_of(page)
    assert "Welke dagen komen u uit" not in text_of(page)
    fields = {**hidden(page), "stay": "wait", "remarks": "Graag vroeg",
              "slot": "2026-12-21T08:00"}
    answer = press(link + "/appointment", **fields)
    assert answer.status_code == 303
    again = press(link + "/appointment", **fields)
    assert again.status_code == 303, "pressed twice is once"
    page = requests.get(house.base_url + answer.headers["Location"], timeout=60)
    assert "U hebt een afspraak: maandag 21 december, 8.00 uur" in text_of(page)
    row, = [row for row in house.sanne.get("/v1/appointments", params={
        "from": "2026-12-21", "to": "2026-12-21"})["appointments"]]
    assert row["inspection_id"] == form.id and row["vehicle_id"] == form.car["vehicle_id"]
    assert (row["stay"], row["remarks"], row["kinds"]) == ("wait", "Graag vroeg", ["advice"])
    assert row["contact"]["email"] == form.email
    confirmed = house.mailbox.wait_for(form.email, 2)
    assert "/afspraak/" in house.mailbox.raw(confirmed[-1]["id"]).decode().replace("=\r\n", "")


def test_a_full_slot_on_the_report_offers_others(house):
    for _ in range(2):
        Booked(house, "2026-12-22", "08:00")
    form = Form(house)
    form.advise("brakes", "Remblokken voor vervangen", 28900)
    form.save()
    link = form.link()
    answer = press(link + "/appointment", **hidden(requests.get(link, timeout=60)),
                   slot="2026-12-22T08:00", remarks="<b>Bel</b>")
    assert answer.status_code == 409 and "dinsdag 22 december, 8.30 uur" in text_of(answer)
    assert html.escape("<b>Bel</b>") in answer.text, "what was typed is still there"


def test_without_hours_the_wish_stays(house):
    form = Form(house)
    form.advise("brakes", "Remblokken voor vervangen", 28900)
    form.save()
    link = form.link()
    assert set_hours(house, opening=[]).status_code == 200
    page = requests.get(link, timeout=60)
    assert "Welke dagen komen u uit" in text_of(page)
    assert "Maak een afspraak" not in text_of(page)
    answer = press(link + "/appointment", days="dinsdag", part="any", stay="leave")
    assert answer.headers["Location"].endswith("said=wish")
    assert set_hours(house).status_code == 200
    eventually(lambda: slots_of(house, "2026-12-23").get("09:00") == (2, 0), 20.0,
               "the hours are back")


def test_a_reminder_the_day_before_and_a_page_that_ends(house):
    booked = Booked(house, "2026-11-27", "09:00")
    link = booked.link()
    house.clock.set_local("2026-11-26 10:00:05")
    mail = booked.mails(2)[1]
    assert "vrijdag 27 november" in mail.get_body(("plain",)).get_content()
    assert link in mail.get_body(("plain",)).get_content()
    house.clock.set_local("2026-11-27 09:00:05")
    page = requests.get(link, timeout=60)
    assert "Bel de garage" in text_of(page) and "/verzetten" not in page.text
    assert press(link + "/afzeggen").status_code == 409
    assert booked.now()["status"] == "booked"
    house.clock.set_local("2026-11-29 00:00:05")
    assert requests.get(link, timeout=60).status_code == 404
