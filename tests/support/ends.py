# SPDX-License-Identifier: Apache-2.0
"""Where partitions end now."""
from confluent_kafka import OFFSET_BEGINNING, OFFSET_END, Consumer, KafkaException, TopicPartition

from polling import eventually


class Ends:
    """Asks on a connection of its own: questions would wait behind a reader's fetches."""

    def __init__(self, brokers):
        self._consumer = Consumer({"bootstrap.servers": brokers, "group.id": "ends",
                                   "enable.auto.commit": False, "log_level": 2,
                                   "socket.nagle.disable": True})
        self._consumer.list_topics(timeout=60)

    def close(self):
        self._consumer.close()

    def of(self, topic, number):
        """The offset the next record will get; 0 for a partition without records."""
        return self.of_all([(topic, number)])[topic, number]

    def of_all(self, parts):
        """{(topic, number): the same} of many, in two questions."""
        return eventually(lambda: self._ask(parts), 120, lambda: f"the ends of {parts[:3]} …")

    def _ask(self, parts):
        highs, lows = (self._offsets(parts, at) for at in (OFFSET_END, OFFSET_BEGINNING))
        return {part: high if high > lows[part] else 0 for part, high in highs.items()}

    def _offsets(self, parts, at):
        """As ListOffsets has it: these moments are none, but the log's ends."""
        asked = [TopicPartition(topic, number, at) for topic, number in parts]
        try:
            told = self._consumer.offsets_for_times(asked, timeout=20)
        except KafkaException:  # a partition's leader is not known yet
            self._consumer.list_topics(timeout=20)
            raise
        wrong = [one for one in told if one.error]
        if wrong:
            raise KafkaException(wrong[0].error)
        return {(one.topic, one.partition): one.offset for one in told}
