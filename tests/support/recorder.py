# SPDX-License-Identifier: Apache-2.0
"""Writes down everything that travels on the topics, one JSON line a record.

The embedded broker forgets what is older than 5 MiB a partition, so the recorder reads
along from the start; at the end it reads up to what is there and stops.
"""
import base64
import json
import threading

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition

from ends import Ends
from polling import eventually


class Recorder:
    def __init__(self, brokers, topics, path):
        self.path = path
        self.records = 0
        self.failure = None
        self._next = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        settings = {"bootstrap.servers": brokers, "group.id": "recorder",
                    "enable.auto.commit": False, "auto.offset.reset": "earliest",
                    "fetch.wait.max.ms": 20, "socket.nagle.disable": True, "log_level": 2}
        self._consumer = Consumer(settings)
        self._ends = Ends(brokers)
        self._parts = [TopicPartition(name, number, OFFSET_BEGINNING)
                       for name, count in topics for number in range(count)]
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self):
        self._consumer.assign(self._parts)
        self._thread.start()
        return self

    def _run(self):
        try:
            with open(self.path, "a", encoding="utf-8") as out:
                while not self._stop.is_set():
                    record = self._consumer.poll(0.2)
                    if record is None:
                        out.flush()
                    elif not record.error():
                        self._write(out, record)
        except (OSError, KafkaException) as why:
            self.failure = why

    def _write(self, out, record):
        out.write(json.dumps({
            "topic": record.topic(), "partition": record.partition(),
            "offset": record.offset(), "time": record.timestamp()[1],
            "key": _text(record.key()), "value": _text(record.value()),
            "headers": {name: _text(value) for name, value in record.headers() or []},
        }, ensure_ascii=False) + "\n")
        self.records += 1
        with self._lock:
            self._next[record.topic(), record.partition()] = record.offset() + 1

    def catch_up(self, deadline=20.0):
        """Until every record that is on the topics now has been written down."""
        ends = self._ends.of_all([(part.topic, part.partition) for part in self._parts])

        def reached():
            with self._lock:
                return all(self._next.get(part, 0) >= end for part, end in ends.items())

        eventually(reached, deadline, "the recorder at the end of every topic")

    def stop(self, catch_up=True):
        if catch_up and not self.failure:
            self.catch_up()
        self._stop.set()
        self._thread.join(10)
        self._consumer.close()
        self._ends.close()
        if self.failure:
            raise self.failure


def read_recording(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _text(value):
    """Text as it is, other bytes as {"base64": …}; None stays None (a tombstone)."""
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}
