# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of proto/README.md: topics, messages and their fields."""

BEGIN = "<!-- tables: written by proto/gen/generate.py --docs, do not edit below -->"
DAY_MS = 86_400_000
HOUR_MS = 3_600_000


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def retention(topic):
    if topic.compacted:
        return "compacted"
    if topic.retention_ms % DAY_MS == 0:
        return f"{topic.retention_ms // DAY_MS} d"
    return f"{topic.retention_ms // HOUR_MS} h"


def topic_table(topics):
    lines = ["## Topics", "",
             "| topic | kind | key | partitions | kept | said by | heard by | messages |",
             "|---|---|---|---|---|---|---|---|"]
    done = set()
    for topic in topics:
        if topic.channel in done:
            continue
        done.add(topic.channel)
        keys = sorted({"/".join(" or ".join(part) for part in m.key) for m in topic.messages})
        names = ", ".join(f"[{m.name}](#{anchor(m)})" for m in topic.messages)
        lines.append(f"| `{topic.channel}` | {topic.kind} | {'; '.join(keys)} | "
                     f"{topic.partitions} | {retention(topic)} | {', '.join(topic.said_by)} | "
                     f"{', '.join(topic.heard_by)} | {names} |")
    return lines + [""]


def anchor(message):
    return (message.name + ("" if message.version == 1 else f" v{message.version}")
            ).replace(".", "").replace(" ", "-")


def type_words(field):
    if field.kind == "ENUM":
        rest = " …" if field.enum.is_open else ""
        return " ".join(f"`{w}`" for w in field.enum.words) + rest
    if field.kind == "LIST":
        inner = field.element
        what = "objects" if inner.kind == "OBJECT" else type_words(inner)
        return f"at most {field.maximum:,} × {what}"
    return {"TEXT": f"text {field.minimum}..{field.maximum:,}", "UUID": "uuid", "DATE": "date",
            "INSTANT": "date-time", "INT": f"{field.minimum:,} .. {field.maximum:,}",
            "BOOL": "true or false", "OBJECT": "object"}[field.kind]


def field_rows(shape, prefix=""):
    rows = []
    for field in shape.fields:
        name = prefix + field.name + ("[]" if field.kind == "LIST" else "")
        need = "yes" if field.required else ""
        personal = "personal" if field.personal else ""
        rows.append(f"| `{name}` | {type_words(field)} | {need} | {personal} | "
                    f"{cell(field.description)} |")
        inner = field.element if field.kind == "LIST" else field
        if inner.kind == "OBJECT":
            rows += field_rows(inner.shape, name + ".")
    return rows


def message_section(message):
    version = "" if message.version == 1 else f" v{message.version}"
    lines = [f"### {message.name}{version}", "", message.description, ""]
    if message.topic:
        key = " / ".join(" or ".join(f"`{n}`" for n in part) for part in message.key)
        lines += [f"{message.kind} on `{message.topic}`, key {key}, type `{message.ce_type}`, "
                  f"at most {message.max_bytes:,} bytes, C `struct {message.c_name}`.", ""]
    lines += ["| field | what | required | | meaning |", "|---|---|---|---|---|"]
    return lines + field_rows(message.shape) + [""]


def tables(messages, topics):
    lines = topic_table(topics) + ["## Messages", ""]
    for message in messages:
        if message.topic:
            lines += message_section(message)
    bodies = [m for m in messages if not m.topic]
    if bodies:
        lines += ["## Bodies of the HTTP interface", "",
                  "Described field by field in openapi/gateway.json; here the list.", ""]
        lines += [f"- `{m.name}`: {m.description}" for m in bodies] + [""]
    return "\n".join(lines)


def renew(text, messages, topics):
    """README text with its tables replaced."""
    head = text.split(BEGIN)[0]
    return f"{head}{BEGIN}\n\n{tables(messages, topics)}"
