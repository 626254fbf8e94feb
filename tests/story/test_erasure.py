# SPDX-License-Identifier: Apache-2.0
"""Who asks to be forgotten is: a hundred persons with planted strings go through everything,
are erased, and are looked for in every table, topic, log, mail queue, blob and dump.

What the garage counts stays: invoices, visits, proposals, contacts, conversions.
"""
import datetime
import hashlib
import json
import pathlib
import subprocess
import uuid

import pytest

from confluent_kafka import Consumer, TopicPartition

import garage
from garage import Car, invoice, moment, yearly_services
from polling import eventually
from riders import Riders
from tablet import Tablet, link_in, post

STARTS = "2026-11-23 08:00:00"
TODAY = "2026-11-23"
LAST = datetime.date(2025, 12, 23)
PERSONS = 100
SERVICES = ["fleet", "gateway", "inspection", "invoice", "notification", "reminder"]
PATIENCE = 300.0
ASYNCAPI = pathlib.Path(__file__).resolve().parents[2] / "proto" / "asyncapi.json"


class Marked(Car):
    """A customer whose every personal field has a string of its own."""

    def __init__(self, number):
        super().__init__(email=f"zoekmij{number:03d}@planten.example",
                         last_name=f"Zoekmijnaam{number:03d}", first_name=f"Voorzoek{number:03d}",
                         street=f"Zoekstraat{number:03d}", house_number=str(7000 + number),
                         city=f"Zoekstad{number:03d}", mobile=f"06{55000000 + number}",
                         number=f"ZOEK-{number:04d}")
        self.vehicle["vin"] = f"WVWZZZ1JZ3W8{number:05d}"
        self.email = self.customer["email"]

    @property
    def marks(self):
        return [self.customer["email"], self.customer["last_name"],
                self.customer["first_name"], self.customer["street"], self.customer["city"],
                self.customer["mobile"][2:], self.customer["number"], self.plate,
                self.vehicle["vin"], f"Zoekopmerking {self.customer['last_name'][-3:]}"]

    @property
    def remark(self):
        return f"Zoekopmerking {self.customer['last_name'][-3:]} belde boos"


class Crowd:
    def __init__(self):
        self.marked = [Marked(number) for number in range(PERSONS)]
        self.other = Car()
        self.later = Car()
        self.ids = {}
        self.before = None
        self.blob = None

    @property
    def marks(self):
        return [mark for car in self.marked for mark in car.marks] + ["zoekmijnaam", "ZOEK-0"]


@pytest.fixture(scope="module")
def crowd():
    return Crowd()


def test_a_hundred_customers_go_through_everything(workshop_day, crowd):
    story = workshop_day
    for car in [*crowd.marked, crowd.other]:
        history = yearly_services(car, LAST)
        history[-1]["notes"] = f"Zoekopmerking {car.name_part[-3:]} op de werkorder"
        history[-1]["lines"][0]["description"] = f"Beurt voor {car.name_part}"
        history[-1]["workorder_number"] = f"WO-{car.name_part}"
        story.dms.publish(*history)
    story.settle()
    for car in crowd.marked:
        crowd.ids[car.plate] = story.row_of(car)["customer"]["id"]
    parked = invoice(crowd.marked[1], "2027-11-20", 61000)
    story.dms.publish(parked)
    assert story.intake_of(parked["document_number"], status="parked")


def test_they_are_inspected_photographed_and_answer(workshop_day, crowd):
    story, car = workshop_day, crowd.marked[2]
    ina, vehicle = story.person("ina"), story.row_of(car)["vehicle"]["id"]
    tablet = Tablet(ina, TODAY, "customer_all_ok", vehicle_id=vehicle)
    photo = b"\xff\xd8\xff\xe0\0\x02\xff\xda\0\x08\1\1\0\0\x3f\0" + b"zoekfoto" + b"\xff\xd9"
    crowd.blob = hashlib.sha256(photo).hexdigest()
    ina.call("PUT", f"/v1/photos/{crowd.blob}", params={"from": 0, "of": len(photo)},
             data=photo, headers={"Content-Type": "application/octet-stream"})
    advice = tablet.advise("Remblokken voor", 18900)
    tablet.write({f"point/wipers/photo/{crowd.blob}": "-"})
    tablet.save(mail=True)
    link = link_in(story.mail(car)[0])
    answer = post(f"{link}/keuze", {f"answer_{advice}": "decline"})
    assert answer.status_code < 500
    assert story.house.query("SELECT 1 FROM gateway.photo WHERE sha256 = %s", crowd.blob)


def test_they_have_a_passport_and_complain(workshop_day, crowd):
    story = workshop_day
    riders = Riders(story)
    riders.open_doors()
    passport, holder = riders.holder(crowd.marked[3])
    assert holder.get("/v1/me")["party_id"] and passport
    complainer = crowd.marked[4]
    row = story.row_of(complainer)
    reply = story.person("sanne").decide(row, "never", scope="customer", reason="no_contact",
                                         note=complainer.remark)
    assert reply.status_code == 200, reply.text
    assert story.house.query("SELECT 1 FROM reminder.proposal WHERE state LIKE %s",
                             '%"scope_reason"%')
    story.person("sanne").ask("POST", "/v1/appointments", json={
        "appointment_id": str(uuid.uuid4()), "date": "2026-12-01", "time": "09:00",
        "kinds": ["service"], "vehicle_id": row["vehicle"]["id"],
        "customer_id": row["customer"]["id"], "remarks": complainer.remark})
    told = story.person("sanne").ask("POST", "/v1/feedback", json={
        "kind": "idea", "text": f"{complainer.remark}: {complainer.email} krijgt niets"})
    story.person("hulp").ask("POST", f"/v1/feedback/{told['feedback_id']}/answer",
                             json={"text": f"{complainer.plate} heeft geen datum"})


def test_they_are_invited_and_some_come(workshop_day, crowd):
    story = workshop_day
    for at in ("2026-11-29T14:00:05Z", "2026-12-02T11:30:00Z"):
        story.clock.set(moment(at))
        story.settle()
    eventually(lambda: len([car for car in crowd.marked[5:]
                            if story.house.mailbox.mails(car.email)]) >= PERSONS - 10,
               PATIENCE, "invitations in the mail")
    for car in crowd.marked[10:20]:
        story.dms.publish(invoice(car, "2026-12-02", 61000))
    story.settle()


def figures(story):
    """What the garage counts, in the services that count it."""
    return story.house.query(
        "SELECT (SELECT count(*) FROM invoice.invoice),"
        " (SELECT sum(net_cents) FROM invoice.invoice), (SELECT count(*) FROM invoice.visit),"
        " (SELECT count(*) FROM reminder.visit), (SELECT count(*) FROM reminder.proposal),"
        " (SELECT count(*) FROM reminder.conversion), (SELECT sum(value_cents) FROM"
        "  reminder.conversion), (SELECT count(*) FROM notification.intent WHERE state = 'sent'),"
        " (SELECT count(*) FROM gateway.conversion), (SELECT count(*) FROM gateway.contact"
        "  WHERE outcome = 'sent'), (SELECT count(*) FROM fleet.cost_sample)")[0]


def test_all_of_them_ask_to_be_forgotten_and_the_portal_shows_when_that_was_done(
        workshop_day, crowd):
    story = workshop_day
    crowd.before = figures(story)
    marja = story.person("marja")
    refused = story.person("sanne").call(
        "POST", f"/v1/customers/{crowd.ids[crowd.marked[0].plate]}/erasure")
    assert refused.status_code == 403, "the manager decides"
    asked = {marja.ask("POST", f"/v1/customers/{customer}/erasure")["erasure_id"]
             for customer in crowd.ids.values()}
    assert len(asked) == PERSONS

    def all_done():
        rows = marja.get("/v1/erasures")["erasures"]
        return {row["erasure_id"] for row in rows if row.get("done_at")} >= asked and rows
    rows = eventually(all_done, PATIENCE, "every service says it has nothing left")
    assert all(row["services"] == row["trimmed"] == SERVICES for row in rows)
    assert all(row["asked_at"] and row["forgotten_at"] <= row["done_at"] for row in rows)
    assert {row["asked_by"] for row in rows if row["erasure_id"] in asked} == {"marja"}
    story.settle()


def test_a_holder_without_a_garages_help_is_forgotten_too(workshop_day, crowd):
    """The passport ended with its last garage, and its people with it."""
    assert workshop_day.house.query(
        "SELECT count(*) FROM fleet.party WHERE status <> 'closed' AND email LIKE %s",
        "%planten%") == [(0,)]


def found_in(text, marks):
    folded = text.lower()
    return sorted({mark for mark in marks if mark.lower() in folded})


def dump(house):
    """Every row of every schema, as pg_dump writes it."""
    run = subprocess.run(["pg_dump", "--inserts", "--dbname", house.conninfo("postgres")],
                         capture_output=True, check=True, timeout=120,
                         stdin=subprocess.DEVNULL)
    return run.stdout.decode("utf-8", "replace")


def test_nothing_of_them_is_in_any_table_of_any_schema(workshop_day, crowd):
    text = dump(workshop_day.house)
    hexed = [(mark, mark.encode().hex()) for mark in crowd.marks]
    left = [(line.split(" VALUES")[0], found_in(line, crowd.marks))
            for line in text.splitlines() if found_in(line, crowd.marks)]
    assert left == []
    assert [mark for mark, code in hexed if code in text] == []
    assert not workshop_day.house.query("SELECT 1 FROM gateway.photo WHERE sha256 = %s",
                                        crowd.blob)
    assert b"zoekfoto".hex() not in text


def every_record(house):
    """(topic, key, value) of every record there is, in the order of each partition."""
    consumer = Consumer({"bootstrap.servers": house.brokers, "group.id": "finder",
                         "enable.auto.commit": False, "auto.offset.reset": "earliest",
                         "fetch.wait.max.ms": 20, "socket.nagle.disable": True})
    for name, count in house.topics:
        for part in range(count):
            here = TopicPartition(name, part)
            low, high = consumer.get_watermark_offsets(here, 10)
            if high <= low:
                continue
            here.offset = low
            consumer.assign([here])
            yield from records_of(consumer, high, name)
    consumer.close()


def records_of(consumer, high, name):
    while True:
        record = consumer.poll(10)
        assert record is not None and not record.error()
        headers = b" ".join(value or b"" for _, value in record.headers() or [])
        yield (name, (record.key() or b"").decode(),
               record.value() and record.value() + headers)
        if record.offset() + 1 >= high:
            return


def live_values(house):
    """What compaction would leave of each topic: the last value of every key."""
    return {(topic, key): value for topic, key, value in every_record(house)}


def compacted():
    document = json.loads(ASYNCAPI.read_text())
    return {channel["address"] for channel in document["channels"].values()
            if channel["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"]
            == ["compact"]}


def test_nothing_of_them_is_a_live_value_of_a_compacted_topic(workshop_day, crowd):
    topics = compacted()
    left = [(topic, key, found_in(value.decode(), crowd.marks))
            for (topic, key), value in live_values(workshop_day.house).items()
            if topic in topics and value and found_in(value.decode(), crowd.marks)]
    assert left == []
    keys = [(topic, key) for (topic, key), value in live_values(workshop_day.house).items()
            if topic in topics and value is not None and found_in(key, crowd.marks)]
    assert keys == []


def test_why_somebody_is_never_to_be_written_to_is_forgotten_but_not_that(workshop_day, crowd):
    read_one = json.JSONDecoder().raw_decode  # headers stand behind the value
    theirs = [read_one(value.decode())[0]
              for (topic, _), value in live_values(workshop_day.house).items()
              if topic == "proposal.state.v1" and value]
    theirs = [one for one in theirs if one["customer_id"] in crowd.ids.values()]
    never = [one for one in theirs if one.get("decision") == "never"]
    assert never and not [one for one in theirs if "scope_reason" in one]


def test_nothing_of_them_is_on_any_other_topic(workshop_day, crowd):
    """The queues were cut: not one record of theirs is left, and what came later is."""
    topics = compacted()
    left = {(topic, key) for topic, key, value in every_record(workshop_day.house)
            if topic not in topics
            and found_in(f"{key} {(value or b'').decode('utf-8', 'replace')}", crowd.marks)}
    assert left == set()


def test_nothing_of_them_is_in_a_log(workshop_day, crowd):
    for name, program in workshop_day.house.programs.items():
        if name not in ("broker", "mail"):
            assert found_in(program.log.read_text(errors="replace"), crowd.marks) == [], name


def test_no_letter_waits_for_them(workshop_day, crowd):
    assert workshop_day.house.query(
        "SELECT count(*) FROM notification.intent WHERE state IN ('queued', 'sending')"
        " AND customer_id = ANY(%s::uuid[])", list(crowd.ids.values())) == [(0,)]


def test_what_the_garage_counts_still_adds_up(workshop_day, crowd):
    assert figures(workshop_day) == crowd.before


def test_a_service_goes_on_where_its_queue_was_cut(workshop_day, crowd):
    """Nobody takes the cut for a topic that was made anew, also after a restart."""
    house = workshop_day.house
    for service in ("invoice-1", "notification-1"):
        house.programs[service].kill()
        house.programs[service].start()
    house.wait_ready()
    workshop_day.dms.publish(*yearly_services(crowd.later, LAST))
    workshop_day.settle()
    assert workshop_day.row_of(crowd.later)["customer"]["id"]
    halted = [line for name in house.services for line in house.log_lines(f"{name}-1")
              if line.get("event") == "partition_halted"]
    assert halted == []


def test_an_old_invoice_that_comes_again_brings_nobody_back(workshop_day, crowd):
    story, car = workshop_day, crowd.marked[30]
    again = [invoice(car, "2026-01-10", 42000), *yearly_services(car, LAST, years=1)]
    story.dms.publish(*again)
    story.settle()
    assert story.house.query("SELECT count(*) FROM invoice.customer WHERE NOT erased AND"
                             " customer_id = %s::uuid", crowd.ids[car.plate]) == [(0,)]
    assert found_in(dump(story.house), car.marks) == []


def test_whoever_comes_back_is_a_customer_again_but_is_not_written_to(workshop_day, crowd):
    story, car = workshop_day, crowd.marked[31]
    story.clock.set(moment("2026-12-14T09:00:00Z"))
    story.dms.publish(invoice(car, "2026-12-14", 63000))
    story.settle()
    assert story.house.query(
        "SELECT erased, email FROM invoice.customer WHERE customer_id = %s::uuid",
        crowd.ids[car.plate]) == [(False, car.email)]
    assert story.house.query(
        "SELECT count(*) FROM notification.customer c JOIN notification.suppressed_address s"
        " USING (dealer, address_print) WHERE c.customer_id = %s::uuid AND s.purpose = ''",
        crowd.ids[car.plate]) == [(1,)]
