# SPDX-License-Identifier: Apache-2.0
"""What every whole-system test leans on does what it says."""
import contextlib
import datetime
import json
import pathlib
import smtplib
import socket
import struct
import subprocess
import sys

import psycopg2
import pytest
from clock import UTC, Clock
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from house import House
from polling import NotInTime, eventually
from ports import free_port, is_free
from program import Program
from recorder import Recorder, read_recording

LETTER = "From: a@garage.example\r\nTo: b@klant.example\r\nSubject: =?utf-8?q?Z=C3=B3?=\r\n" \
         "Message-ID: <7@x>\r\n\r\nHallo\r\n..punt\r\n"


def send(house, to, letter=LETTER):
    with smtplib.SMTP("127.0.0.1", house.smtp_port, timeout=60) as smtp:
        return smtp.sendmail("a@garage.example", [to], letter)


# --- waiting ------------------------------------------------------------------------------

def test_waiting_ends_as_soon_as_the_condition_holds():
    seen = []
    assert eventually(lambda: seen.append(1) or len(seen) == 3, 5, every=0.001)
    assert len(seen) == 3


def test_waiting_tells_the_last_reason_when_time_is_up():
    with pytest.raises(NotInTime, match="the sun.*ZeroDivisionError"):
        eventually(lambda: 1 / 0, 0.05, "the sun", every=0.01)


def test_free_ports_are_neighbours_and_given_once():
    first, second = free_port(2), free_port(2)
    assert not {first, first + 1} & {second, second + 1}
    assert is_free(first) and is_free(first + 1)
    limit = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0]
    assert max(first, second) + 1 < int(limit), "never one that a connection may get meanwhile"


def test_no_two_processes_are_given_one_port():
    ask = "import ports; print(ports.free_port(2)); input()"
    with contextlib.ExitStack() as stack:
        asked = [stack.enter_context(subprocess.Popen(
            [sys.executable, "-c", ask], cwd=pathlib.Path(__file__).parent, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)) for _ in range(4)]
        given = [int(one.stdout.readline()) for one in asked]
        all_of_them = {port + more for port in given for more in (0, 1)}
        assert len(all_of_them) == 8
        held = sorted(all_of_them)[0]
        locked = subprocess.run(
            [sys.executable, "-c", f"import ports; print(ports._held.take({held}))"],
            cwd=pathlib.Path(__file__).parent, text=True, capture_output=True, check=True)
        assert locked.stdout.strip() == "False"
        for one in asked:
            one.communicate("\n")


# --- clock --------------------------------------------------------------------------------

def test_the_clock_steps_for_everybody_who_maps_its_file(tmp_path):
    mine, other = Clock(tmp_path / "clock"), Clock(tmp_path / "clock")
    mine.set_local("2027-03-28 14:59:50")
    assert abs((other.now() - datetime.datetime(2027, 3, 28, 12, 59, 50, tzinfo=UTC))
               .total_seconds()) < 2
    other.step(days=1)
    assert mine.now().day == 29


# --- programs -----------------------------------------------------------------------------

def test_a_killed_program_is_gone_and_starts_again(tmp_path):
    program = Program("cat", ["cat", "/dev/zero"], tmp_path / "log").start()
    assert program.is_running
    program.kill()
    assert not program.is_running and program.process.returncode == -9
    first = program.pid
    program.start()
    assert program.pid != first and program.stop() == -15


def test_a_program_that_ends_while_waited_for_is_told_with_its_output(tmp_path):
    program = Program("sh", ["sh", "-c", "echo broken pipe dream; exit 3"], tmp_path / "log",
                      ready_url="http://127.0.0.1:1/readyz").start()
    with pytest.raises(NotInTime, match="ended with 3\n.*broken pipe dream"):
        program.wait_ready(5)


# --- mail catcher -------------------------------------------------------------------------

def test_a_mail_is_kept_as_it_came_and_found_by_address(empty_house):
    send(empty_house, "b@klant.example")
    (mail,) = empty_house.mailbox.wait_for("B@klant.example")
    assert (mail["subject"], mail["message_id"]) == ("Zó", "<7@x>")
    assert empty_house.mailbox.raw(mail["id"]) == LETTER.encode()
    assert not empty_house.mailbox.mails("c@klant.example")


@pytest.mark.parametrize("stage, code", [("rcpt", 550), ("rcpt", 451), ("data", 552),
                                         ("mail", 421)])
def test_it_refuses_when_told_to_and_as_often_as_told(empty_house, stage, code):
    to = f"{stage}{code}@klant.example"
    empty_house.mailbox.rule(address=to if stage != "mail" else "*", stage=stage, code=code,
                             text="5.1.1 no", times=1)
    with pytest.raises((smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)):
        send(empty_house, to)
    send(empty_house, to)
    assert len(empty_house.mailbox.mails(to)) == 1


def test_it_hangs_up_after_keeping_so_that_a_sender_cannot_know(empty_house):
    to = "unsure@klant.example"
    empty_house.mailbox.rule(address=to, stage="data", drop_after_keep=True, times=1)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(empty_house, to)
    assert len(empty_house.mailbox.mails(to)) == 1


def test_pages_show_mails_without_letting_them_run(empty_house):
    import requests

    send(empty_house, "x@klant.example", "Subject: <b>x\r\nContent-Type: text/html\r\n\r\n"
         "<script>alert(1)</script>")
    (mail,) = empty_house.mailbox.wait_for("x@klant.example")
    listed = requests.get(empty_house.mail_url, timeout=60)
    shown = requests.get(f"{empty_house.mail_url}/mails/{mail['id']}/html", timeout=60)
    assert "&lt;b&gt;x" in listed.text and "<b>x" not in listed.text
    assert "sandbox" in shown.headers["Content-Security-Policy"]


# --- embedded broker ----------------------------------------------------------------------

def test_every_declared_topic_is_there_with_its_partitions(empty_house):
    found = AdminClient({"bootstrap.servers": empty_house.brokers}).list_topics(timeout=60)
    counts = {name: len(topic.partitions) for name, topic in found.topics.items()}
    for name, partitions in empty_house.topics:
        assert counts.get(name) == partitions, name
    assert counts["ingress.invoice.acme.v1"] == 6


def test_it_goes_down_and_up_on_command(empty_house):
    empty_house.tell_broker("down")
    publisher = empty_house.publisher("acme")
    publisher.put("NL-1/1", b"{}")
    with pytest.raises(AssertionError, match="did not take 1"):
        publisher.flush(0.5)
    empty_house.tell_broker("up")
    publisher.flush(20)
    with pytest.raises(AssertionError, match="commands are"):
        empty_house.tell_broker("sideways")


def ask_to_delete(house, topic, partition, until):
    """DeleteRecords, version 0, as Kafka's protocol writes it: (low watermark, error)."""
    name = topic.encode()
    body = (struct.pack(">hhih", 21, 0, 7, -1) + struct.pack(">ih", 1, len(name)) + name
            + struct.pack(">iiqi", 1, partition, until, 1000))
    host, port = house.kafka_admin.split(":")
    with socket.create_connection((host, int(port)), 10) as line:
        line.sendall(struct.pack(">i", len(body)) + body)
        size = struct.unpack(">i", line.recv(4, socket.MSG_WAITALL))[0]
        answer = line.recv(size, socket.MSG_WAITALL)
    return struct.unpack(">qh", answer[-10:])


def test_records_that_were_deleted_are_gone_and_the_others_are_not(empty_house):
    topic = "week.closed.v1"
    producer = Producer({"bootstrap.servers": empty_house.brokers})
    for number in range(4):
        producer.produce(topic, f"r{number}".encode(), partition=1)
        assert producer.flush(20) == 0, "each record a set of its own"
    assert ask_to_delete(empty_house, topic, 1, 2) == (2, 0)
    assert ask_to_delete(empty_house, topic, 1, 1) == (2, 0), "what is gone stays gone"
    assert ask_to_delete(empty_house, topic, 1, 99) == (-1, 1), "past its end: refused"
    assert ask_to_delete(empty_house, topic, 55, 0) == (-1, 3), "no such partition"
    consumer = Consumer({"bootstrap.servers": empty_house.brokers, "group.id": "g"})
    assert consumer.get_watermark_offsets(TopicPartition(topic, 1), 10) == (2, 4)
    consumer.assign([TopicPartition(topic, 1, OFFSET_BEGINNING)])
    assert [consumer.poll(20).value() for _ in range(2)] == [b"r2", b"r3"]
    assert ask_to_delete(empty_house, topic, 1, 4) == (4, 0)
    producer.produce(topic, b"r4", partition=1)
    assert producer.flush(20) == 0
    assert consumer.poll(20).value() == b"r4", "an emptied partition goes on"
    consumer.close()


def test_a_taken_port_is_refused_with_its_cure(empty_house):
    port = empty_house.brokers.split(":")[1]
    run = subprocess.run([empty_house.binaries / "beurt-broker", "--port", port], text=True,
                         capture_output=True, check=False, timeout=60)
    assert run.returncode == 1 and "choose another with --port" in run.stderr


def test_the_recorder_writes_down_what_travels(empty_house, tmp_path):
    recorder = Recorder(empty_house.brokers, empty_house.topics, tmp_path / "t").start()
    publisher = empty_house.publisher("acme")
    publisher.publish({"dealer": "NL-1", "document_number": "7"})
    publisher.put("raw", b"\xff\xfe")
    publisher.flush()
    recorder.stop()
    records = {record["key"]: record for record in read_recording(tmp_path / "t")}
    assert json.loads(records["NL-1/7"]["value"])["document_number"] == "7"
    assert records["NL-1/7"]["headers"]["ce_type"] == "nl.beurt.invoice.published.v1"
    assert records["raw"]["value"] == {"base64": "//4="}


# --- database -----------------------------------------------------------------------------

def test_a_service_role_reaches_its_own_schema_only(empty_house):
    services = [row[0] for row in empty_house.query(
        "SELECT nspname FROM pg_namespace WHERE nspname IN ('invoice', 'reminder')")]
    assert sorted(services) == ["invoice", "reminder"]
    empty_house.query("CREATE TABLE reminder.probe (a int)", role="beurt_reminder_owner")
    empty_house.query("INSERT INTO reminder.probe VALUES (1)", role="beurt_reminder")
    for role, sql in (("beurt_invoice", "SELECT * FROM reminder.probe"),
                      ("beurt_reminder", "DROP TABLE reminder.probe"),
                      ("beurt_reminder", "CREATE TABLE reminder.other (a int)"),
                      ("beurt_reminder", "CREATE TABLE public.other (a int)"),
                      ("beurt_invoice_owner", "SELECT * FROM reminder.probe")):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            empty_house.query(sql, role=role)
    empty_house.query("DROP TABLE reminder.probe", role="beurt_reminder_owner")


# --- houses that died ---------------------------------------------------------------------

def rows_of(house):
    return house.query("SELECT count(*) FROM pg_tables WHERE tablename = 'left_behind'")[0][0]


def test_what_a_dead_run_left_is_gone_and_what_a_living_one_has_stays(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lived_in")
    first = House(folder, services=(), broker="embedded")
    first.start_postgres()
    first.query("CREATE TABLE left_behind (n int)")
    said = folder / "log" / "fleet-1.log"
    said.parent.mkdir()
    said.write_text("what it said\n")
    second = House(folder, services=(), broker="embedded")
    with pytest.raises(AssertionError, match="another house lives in"):
        second.start()
    assert rows_of(first) == 1 and said.exists()
    first._lock.close()  # as when its process is killed: Postgres stays behind, running
    second.start()
    try:
        assert rows_of(second) == 0 and not said.exists()
    finally:
        second.stop()
        second.drop_postgres()
