# SPDX-License-Identifier: Apache-2.0
"""What a DMS does: publishes invoices to its ingress topic."""
import datetime
import json
import uuid

from confluent_kafka import Producer


class Publisher:
    def __init__(self, brokers, vendor, settings=None, clock=None):
        self.clock = clock
        self.vendor = vendor
        self.topic = f"ingress.invoice.{vendor}.v1"
        self.refused = []
        self._producer = Producer({
            "bootstrap.servers": brokers, "enable.idempotence": True, "acks": "all",
            "partitioner": "murmur2_random", "socket.nagle.disable": True, "linger.ms": 2,
            "compression.codec": "lz4", "log_level": 2, **(settings or {})})

    def publish(self, *invoices, headers=True, deadline=30.0):
        """Invoices as the contract has them; returns once the broker has them all."""
        for invoice in invoices:
            key = f"{invoice['dealer']}/{invoice['document_number']}"
            self.put(key, json.dumps(invoice, ensure_ascii=False).encode(),
                     self.cloud_event() if headers else [])
        self.flush(deadline)

    def cloud_event(self):
        now = self.clock.now() if self.clock else datetime.datetime.now(datetime.timezone.utc)
        return [("ce_specversion", "1.0"), ("ce_id", str(uuid.uuid4())),
                ("ce_type", "nl.beurt.invoice.published.v1"),
                ("ce_source", f"dms/{self.vendor}"),
                ("ce_time", now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
                ("content-type", "application/json")]

    def put(self, key, value, headers=(), topic=None):
        """Any bytes under any key: what a broken DMS does."""
        while True:
            try:
                self._producer.produce(topic or self.topic, key=key, value=value,
                                       headers=list(headers), on_delivery=self._delivered)
                break
            except BufferError:
                self._producer.poll(0.1)
        self._producer.poll(0)

    def flush(self, deadline=30.0):
        left = self._producer.flush(deadline)
        assert left == 0, f"the broker did not take {left} records in {deadline:g} s"
        assert not self.refused, f"the broker refused: {self.refused[:3]}"

    def _delivered(self, error, record):
        if error:
            self.refused.append((record.topic(), str(error)))
