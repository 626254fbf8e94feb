# SPDX-License-Identifier: Apache-2.0
"""Where partitions end now."""
from confluent_kafka import Consumer, KafkaException, TopicPartition

from polling import eventually


class Ends:
    """Asks on a connection of its own: questions would wait behind a reader's fetches."""

    def __init__(self, brokers):
        self._consumer = Consumer({"bootstrap.servers": brokers, "group.id": "ends",
                                   "enable.auto.commit": False, "log_level": 2,
                                   "socket.nagle.disable": True})
        self._consumer.list_topics(timeout=10)

    def close(self):
        self._consumer.close()

    def of(self, topic, number):
        """The offset the next record will get; 0 for a partition without records."""
        low, high = eventually(lambda: self._ask(topic, number), 15,
                               f"the end of {topic}[{number}]")
        return high if high > low else 0

    def _ask(self, topic, number):
        try:
            return self._consumer.get_watermark_offsets(
                TopicPartition(topic, number), timeout=5, cached=False)
        except KafkaException:  # the partition's leader is not known yet
            self._consumer.list_topics(topic, timeout=5)
            raise
