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
INGRESS_PARTITIONS = 6


def declared_topics(vendors=()):
    """(name, partitions, settings) of every fixed topic, and of the vendors' ingress."""
    channels = json.loads(ASYNCAPI.read_text())["channels"]
    topics = []
    for channel in channels.values():
        kafka = channel.get("bindings", {}).get("kafka", {})
        address = channel["address"]
        partitions = kafka.get("partitions", 1)
        settings = topic_settings(kafka.get("topicConfiguration", {}))
        names = [address]
        if "{vendor}" in address:
            names = [address.replace("{vendor}", vendor) for vendor in vendors]
        topics += [(name, partitions, settings) for name in names if "{" not in name]
    known = {name for name, _, _ in topics}
    for vendor in vendors:
        name = f"ingress.invoice.{vendor}.v1"
        if name not in known:
            topics.append((name, INGRESS_PARTITIONS, {}))
    return topics


def topic_settings(configuration):
    """AsyncAPI's topicConfiguration as Kafka's own names and texts."""
    return {name: ",".join(value) if isinstance(value, list) else str(value)
            for name, value in configuration.items()}


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
