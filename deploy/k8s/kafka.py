# SPDX-License-Identifier: Apache-2.0
"""Writes Strimzi's topics and users from proto/asyncapi.json: what a service says it may
write, what it hears it may read, and nothing else.

Usage: kafka.py [FOLDER]    (default: components/kafka beside this file)

A vendor of invoices gets a user of its own by adding it to the vendors of the ingress
topic in asyncapi.json.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "kafka"))

import topics  # noqa: E402  the declared topics, as every broker of ours gets them

HEAD = "# SPDX-License-Identifier: Apache-2.0\n# Written by deploy/k8s/kafka.py; do not edit.\n"
TOPIC = """apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: {name}
  labels:
    strimzi.io/cluster: beurt
spec:
  topicName: {name}
  partitions: {partitions}
  replicas: 3
  config:
{config}"""
USER = """apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaUser
metadata:
  name: beurt-{name}-kafka
  labels:
    strimzi.io/cluster: beurt
spec:
  authentication:
    type: tls
  authorization:
    type: simple
    acls:
{acls}"""
ACL = """      - resource: {{ type: {kind}, name: {name}, patternType: {pattern} }}
        operations: [{operations}]
"""


def topics_text():
    blocks = []
    for name, partitions, settings in topics.declared_topics():
        settings = {"min.insync.replicas": "2", **settings}
        config = "".join(f'    {key}: "{value}"\n' for key, value in sorted(settings.items()))
        blocks.append(TOPIC.format(name=name, partitions=partitions, config=config))
    return HEAD + "---\n".join(blocks)


def acl(kind, name, operations, pattern="literal"):
    return ACL.format(kind=kind, name=f'"{name}"', operations=operations, pattern=pattern)


def rights(document):
    """{service: {"send" or "receive": [topic or prefix, …]}}"""
    found = {}
    for operation in document["operations"].values():
        channel = operation["channel"]["$ref"].split("/")[-1]
        address = channel.replace("%7B", "{").replace("%7D", "}").replace("~1", "/")
        service = operation["tags"][0]["name"]
        found.setdefault(service, {}).setdefault(operation["action"], []).append(address)
    return found


def topic_acls(addresses, operations):
    return "".join(
        acl("topic", address.split("{")[0], operations, "prefix" if "{" in address else "literal")
        for address in sorted(addresses))


def service_user(name, may, queues):
    """Reading needs a group, of its own name; the gateway's readers have one an instance.
    Whoever reads a queue deletes records of erased persons from it (DeleteRecords)."""
    group = acl("group", name, "Read", "prefix")
    heard = set(may.get("receive", []))
    acls = (topic_acls(may.get("send", []), "Write, Describe")
            + topic_acls(heard - queues, "Read, Describe")
            + topic_acls(heard & queues, "Read, Describe, Delete") + group)
    return USER.format(name=name, acls=acls)


def vendor_user(name):
    return USER.format(name=f"vendor-{name}", acls=acl(
        "topic", f"ingress.invoice.{name}.v1", "Write, Describe"))


def scaler_user(services):
    """Whoever asks how far services are behind: it reads nothing."""
    acls = "".join(acl("group", name, "Describe") for name in sorted(services))
    return USER.format(name="scaler", acls=acls + acl("topic", "*", "Describe"))


def users_text(document):
    services = {name: may for name, may in rights(document).items() if name != "dms"}
    queues = {address for address, channel in document["channels"].items()
              if topics.is_queue(channel["bindings"]["kafka"]["topicConfiguration"])}
    blocks = [service_user(name, may, queues) for name, may in sorted(services.items())]
    blocks += [vendor_user(name) for name in sorted(topics.declared_vendors())]
    return HEAD + "---\n".join([*blocks, scaler_user(services)])


def files():
    """{file name: text}"""
    return {"topics.yaml": topics_text(), "users.yaml": users_text(topics.document())}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "components" / "kafka"
    for name, text in files().items():
        (folder / name).write_text(text)


if __name__ == "__main__":
    main()
