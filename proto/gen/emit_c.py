# SPDX-License-Identifier: Apache-2.0
"""Writes the C side: one header and one table file per message and per shared type.

All table files are compiled in one translation unit, so every static name starts with
the C name of its type.
"""

GENERATED = "/* Generated from {source} by proto/gen/generate.py: do not edit. */\n"
SCALARS = {"TEXT": "const char *", "UUID": "const char *", "DATE": "const char *",
           "INSTANT": "const char *", "INT": "int64_t ", "BOOL": "bool "}
KINDS = {k: "MSG_" + k.upper() for k in ("ingress", "state", "fact", "request", "command",
                                         "reply", "body")}


def comment(text, indent=""):
    """A block comment of at most 90 columns; nothing for no text."""
    if not text:
        return ""
    text = text.replace("*/", "* /")
    if len(indent) * 8 + len(text) + 6 <= 90:
        return f"{indent}/* {text} */\n"
    lines, line = [], ""
    for word in text.split():
        if line and len(indent) * 8 + len(line) + len(word) + 4 > 88:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    body = "\n".join(f"{indent} * {text}" for text in lines)
    return f"{indent}/*\n{body}\n{indent} */\n"


def c_text(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def value_type(field):
    """C type of one value, ready to have a name put behind it."""
    if field.kind == "ENUM":
        return f"enum {field.enum.name} "
    if field.kind == "OBJECT":
        return f"struct {field.shape.name} "
    return SCALARS[field.kind]


def has_flag(field):
    return not field.required and field.kind in ("INT", "BOOL")


def members(field):
    """Declarations of a field in its struct."""
    if field.kind == "LIST":
        inner = value_type(field.element)
        if inner == "const char *":
            inner = "const char *const "
        else:
            inner = f"const {inner}"
        return [f"{inner}*{field.name};", f"size_t {field.name}_count;"]
    if field.kind == "OBJECT" and not field.required:
        return [f"const struct {field.shape.name} *{field.name};"]
    lines = [f"{value_type(field)}{field.name};"]
    if has_flag(field):
        lines.append(f"bool has_{field.name};")
    return lines


def emit_enum(enum):
    upper = enum.name.upper()
    lines = [comment(enum.description), f"enum {enum.name} {{\n", f"\t{upper}_NONE,\n"]
    lines += [f"\t{upper}_{word.upper()},\n" for word in enum.words]
    lines += ["};\n\n",
              f"const char *{enum.name}_word(enum {enum.name} value); /* NULL for NONE */\n",
              f"enum {enum.name} {enum.name}_of(const char *word);"
              + (" /* unknown is OTHER */\n\n" if enum.is_open else " /* unknown is NONE */\n\n")]
    return "".join(lines)


def emit_struct(shape):
    lines = [comment(shape.description), f"struct {shape.name} {{\n"]
    for field in shape.fields:
        lines.append(comment(note(field), "\t"))
        lines += [f"\t{line}\n" for line in members(field)]
    lines.append("};\n\n")
    return "".join(lines)


def note(field):
    """Description, with what the reader of the struct must know beside it."""
    limits = {"TEXT": f"{field.minimum}..{field.maximum} characters",
              "INT": f"{field.minimum}..{field.maximum}",
              "LIST": f"at most {field.maximum}"}.get(field.kind, "")
    parts = [field.description, limits, "" if field.required else "optional",
             "personal" if field.personal else ""]
    return "; ".join(p for p in parts if p)


def emit_words(enum):
    upper = enum.name.upper()
    words = "".join(f"\t{c_text(w)},\n" for w in enum.words)
    other = f"{upper}_OTHER" if enum.is_open else "0"
    return (f"static const char *const {enum.name}_list[] = {{\n\tNULL,\n{words}}};\n\n"
            f"const struct msg_words {enum.name}_words = {{\n"
            f"\t{enum.name}_list, {len(enum.words)}, {other},\n}};\n\n"
            f"const char *{enum.name}_word(enum {enum.name} value)\n{{\n"
            f"\treturn msg_word(&{enum.name}_words, (int)value);\n}}\n\n"
            f"enum {enum.name} {enum.name}_of(const char *word)\n{{\n"
            f"\treturn (enum {enum.name})msg_word_value(&{enum.name}_words, word);\n}}\n\n")


def describe(field, owner, offset):
    """Designated initialiser of one struct msg_field, without braces."""
    flags = [n for n, on in (("MSG_REQUIRED", field.required),
                             ("MSG_PERSONAL", field.personal)) if on]
    kind = {"OBJECT": "MSG_OBJECT"}.get(field.kind, f"MSG_{field.kind}")
    parts = [f".name = {c_text(field.name)}", f".name_len = {len(field.name)}",
             f".kind = {kind}"]
    if flags:
        parts.append(f".flags = {' | '.join(flags)}")
    if offset:
        parts.append(f".offset = offsetof(struct {owner}, {field.name})")
    if field.kind == "LIST":
        parts.append(f".beside = offsetof(struct {owner}, {field.name}_count)")
    elif offset and has_flag(field):
        parts.append(f".beside = offsetof(struct {owner}, has_{field.name})")
    if field.minimum:
        parts.append(f".min = INT64_C({field.minimum})")
    if field.maximum:
        parts.append(f".max = INT64_C({field.maximum})")
    if field.enum:
        parts.append(f".words = &{field.enum.name}_words")
    if field.kind == "OBJECT":
        parts.append(f".shape = &{field.shape.name}_shape")
    if field.kind == "LIST":
        parts.append(f".element = &{owner}_{field.name}_each")
    return ",\n\t\t".join(parts)


def emit_shape(shape):
    lines = []
    for field in shape.fields:
        if field.kind == "LIST":
            inner = describe(field.element, shape.name, offset=False)
            lines.append(f"static const struct msg_field {shape.name}_{field.name}_each = {{\n"
                         f"\t\t{inner},\n}};\n\n")
    lines.append(f"static const struct msg_field {shape.name}_fields[] = {{\n")
    for field in shape.fields:
        lines.append(f"\t{{\n\t\t{describe(field, shape.name, offset=True)},\n\t}},\n")
    lines.append("};\n\n")
    lines.append(f"const struct msg_shape {shape.name}_shape = {{\n"
                 f"\tsizeof(struct {shape.name}), {shape.name}_fields, {len(shape.fields)},\n"
                 "};\n\n")
    return "".join(lines)


def emit_key(message):
    if not message.key:
        return ""
    names = [f.name for f in message.shape.fields]
    rows = []
    for part in message.key:
        refs = ", ".join(f"&{message.c_name}_fields[{names.index(n)}]" for n in part)
        rows.append(f"\t{{ {{ {refs} }} }},\n")
    return (f"static const struct msg_key_part {message.c_name}_key[] = {{\n"
            f"{''.join(rows)}}};\n\n")


def topic_pattern(topic):
    """ingress.invoice.{vendor}.v1 → ^ingress\\.invoice\\.[^.]+\\.v1$"""
    if not topic or "{" not in topic:
        return "NULL"
    out, rest = "", topic
    while "{" in rest:
        before, rest = rest.split("{", 1)
        out += before.replace(".", "\\.") + "[^.]+"
        rest = rest.split("}", 1)[1]
    return c_text(f"^{out}{rest.replace('.', chr(92) + '.')}$")


def emit_type(message):
    topic = c_text(message.topic) if message.topic else "NULL"
    key = f"{message.c_name}_key" if message.key else "NULL"
    return (f"const struct msg_type {message.c_name}_type = {{\n"
            f"\t.name = {c_text(message.name)},\n\t.ce_type = {c_text(message.ce_type)},\n"
            f"\t.version = {message.version},\n\t.kind = {KINDS[message.kind]},\n"
            f"\t.topic = {topic},\n\t.topic_pattern = {topic_pattern(message.topic)},\n"
            f"\t.key = {key},\n\t.key_count = {len(message.key)},\n"
            f"\t.max_bytes = {message.max_bytes},\n"
            + ("\t.awaited = true,\n" if message.awaited else "") +
            f"\t.shape = &{message.c_name}_shape,\n}};\n")


def guard(name):
    return f"GEN_{name.upper()}_H"


def header(name, source, uses, body):
    includes = "".join(f'#include "gen/wire_{u}.h"\n' for u in sorted(uses))
    return (GENERATED.format(source=source)
            + f"#ifndef {guard(name)}\n#define {guard(name)}\n\n#include \"msg/shape.h\"\n"
            + includes + f"\n{body}#endif\n")


def externs(enums, shapes):
    """Tables that other generated files point at."""
    return ("".join(f"extern const struct msg_words {e.name}_words;\n" for e in enums)
            + "".join(f"extern const struct msg_shape {s.name}_shape;\n" for s in shapes))


def shared_files(shared, source):
    name = f"wire_{shared.name}"
    enums = [shared.field.enum] if shared.field.enum else []
    shapes = [shared.field.shape] if shared.field.shape else []
    body = ("".join(map(emit_enum, enums)) + "".join(map(emit_struct, shapes))
            + externs(enums, shapes) + "\n")
    table = (GENERATED.format(source=source) + f'#include "gen/{name}.h"\n#include "msg/msg.h"\n\n'
             + "".join(map(emit_words, enums)) + "".join(map(emit_shape, shapes)))
    return {f"{name}.h": header(name, source, shared.uses, body), f"{name}.c": table}


def message_files(message, source):
    name = message.c_name
    body = ("".join(map(emit_enum, message.enums)) + "".join(map(emit_struct, message.shapes))
            + externs(message.enums, message.shapes)
            + f"extern const struct msg_type {name}_type;\n\n")
    table = (GENERATED.format(source=source) + f'#include "gen/{name}.h"\n#include "msg/msg.h"\n\n'
             + "".join(map(emit_words, message.enums))
             + "".join(map(emit_shape, message.shapes)) + emit_key(message)
             + emit_type(message))
    files = {f"{name}.h": header(name, source, message.uses, body), f"{name}.c": table}
    if message.topic:
        files[f"say_{name}.h"] = say_file(message, source)
    return files


def say_file(message, source):
    name = f"say_{message.c_name}"
    struct = f"const struct {message.c_name} *msg"
    return (GENERATED.format(source=source)
            + f"#ifndef {guard(name)}\n#define {guard(name)}\n\n"
            + f'#include "flow/flow.h"\n#include "gen/{message.c_name}.h"\n\n'
            + f"/* Publish on {message.topic} once the transaction commits. */\n"
            + f"MUST_CHECK static inline int {name}(struct outbox *say,\n\t\t{struct},\n"
            + f"\t\tstruct err *err)\n{{\n\treturn outbox_say(say, &{message.c_name}_type, msg, "
            + "err);\n}\n\n#endif\n")


def index_files(messages, topics):
    """messages.h, topics.h and say.h: everything at once."""
    source = "proto/"
    heads = "".join(f'#include "gen/{m.c_name}.h"\n' for m in messages)
    says = "".join(f'#include "gen/say_{m.c_name}.h"\n' for m in messages if m.topic)
    rows = "".join(f"\t&{m.c_name}_type,\n" for m in messages)
    topic_rows = "".join(
        f"\t{{ {c_text(t.name)}, {KINDS[t.kind]}, {t.partitions}, INT64_C({t.retention_ms}), "
        f"{'true' if t.compacted else 'false'},\n\t  INT64_C({t.max_bytes}), "
        f"{c_text(' '.join(t.heard_by))} }},\n" for t in topics)
    return {
        "say.h": GENERATED.format(source=source) + says,
        "messages.h": header("messages", source, [], heads + "\n"
            "/* Every message there is, by name. */\n"
            "extern const struct msg_type *const message_types[];\n"
            "extern const size_t message_types_count;\n\n"),
        "messages.c": GENERATED.format(source=source) + '#include "gen/messages.h"\n\n'
            f"const struct msg_type *const message_types[] = {{\n{rows}}};\n"
            f"const size_t message_types_count = {len(messages)};\n",
        "topics.h": header("topics", "proto/asyncapi.json", [],
            "/* Every topic there is, as it has to be made. */\n"
            "extern const struct msg_topic message_topics[];\n"
            "extern const size_t message_topics_count;\n\n"),
        "topics.c": GENERATED.format(source="proto/asyncapi.json")
            + '#include "gen/topics.h"\n\n'
            f"const struct msg_topic message_topics[] = {{\n{topic_rows}}};\n"
            f"const size_t message_topics_count = {len(topics)};\n",
    }
