# SPDX-License-Identifier: Apache-2.0
"""Make every topic of proto/asyncapi.json on a Kafka broker, and wait until it is there.

Usage: topics.py --brokers HOST:PORT [--deadline SECONDS] [--pid PID] [--vendors "a b"]

Topics that exist keep their partitions: counts never change on a live topic. --pid is the
broker's process: when it is gone, waiting for it makes no sense.
"""
import argparse
import json
import os
import pathlib
import sys
import time

from confluent_kafka.admin import AdminClient, NewTopic

ROOT = pathlib.Path(__file__).resolve().parents[2]
ASYNCAPI = ROOT / "proto" / "asyncapi.json"


def document():
    return json.loads(ASYNCAPI.read_text())


def declared_topics(vendors=()):
    """(name, partitions, settings) of every topic, with ingress topics for more vendors."""
    channels = document()["channels"]
    return [(name, channel["bindings"]["kafka"]["partitions"],
             topic_settings(channel["bindings"]["kafka"].get("topicConfiguration", {})))
            for channel in channels.values() for name in topic_names(channel, vendors)]


def topic_names(channel, vendors):
    """A channel's topics: one, or one a vendor."""
    address = channel["address"]
    if "{vendor}" not in address:
        return [address]
    declared = vendors_of(channel)
    return [address.replace("{vendor}", vendor) for vendor in sorted({*declared, *vendors})]


def vendors_of(channel):
    return channel.get("parameters", {}).get("vendor", {}).get("enum", [])


def declared_vendors():
    channels = document()["channels"]
    return {vendor for channel in channels.values() for vendor in vendors_of(channel)}


# What was said before a tombstone is gone within 48 hours (docs/adr/0009); the tombstone
# itself stays a week, for a service that was away.
COMPACTED = {"segment.ms": "43200000", "max.compaction.lag.ms": "86400000",
             "delete.retention.ms": "604800000"}


# What a queue's one reader cuts after an erasure leaves the disk with its segment, and a
# segment that is written to stays: so they are short.
QUEUE_DAYS = 30
QUEUE = {"segment.ms": "21600000"}


def is_queue(configuration):
    """Requests, commands, answers: kept for a time. What is kept longer is a fact."""
    return (configuration.get("cleanup.policy") == ["delete"]
            and configuration["retention.ms"] <= QUEUE_DAYS * 86_400_000)


def topic_settings(configuration):
    """AsyncAPI's topicConfiguration as Kafka's own names and texts."""
    settings = {name: ",".join(value) if isinstance(value, list) else str(value)
                for name, value in configuration.items()}
    if settings.get("cleanup.policy") == "compact":
        return {**COMPACTED, **settings}
    return {**QUEUE, **settings} if is_queue(configuration) else settings


def wait_for_broker(admin, deadline, pid):
    while time.monotonic() < deadline:
        if pid and not os.path.exists(f"/proc/{pid}"):
            sys.exit("topics.py: the broker stopped while starting")
        try:
            return set(admin.list_topics(timeout=1).topics)
        except Exception:  # librdkafka says only "transport failure" until it is up
            continue
    sys.exit("topics.py: the broker does not answer in time")


def make_topics(admin, topics, deadline):
    asked = [NewTopic(name, num_partitions=partitions, replication_factor=1, config=settings)
             for name, partitions, settings in topics]
    left = max(1.0, deadline - time.monotonic())
    for name, future in admin.create_topics(asked, operation_timeout=left).items():
        try:
            future.result()
        except Exception as why:
            sys.exit(f"topics.py: {name}: {why}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--deadline", type=float, default=60)
    parser.add_argument("--pid", type=int, default=0)
    parser.add_argument("--vendors", default="")
    options = parser.parse_args()
    deadline = time.monotonic() + options.deadline
    admin = AdminClient({"bootstrap.servers": options.brokers, "log_level": 0})
    present = wait_for_broker(admin, deadline, options.pid)
    missing = [topic for topic in declared_topics(options.vendors.split())
               if topic[0] not in present]
    if missing:
        make_topics(admin, missing, deadline)


if __name__ == "__main__":
    main()
