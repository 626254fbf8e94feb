# SPDX-License-Identifier: Apache-2.0
"""Reads the contracts: JSON Schema 2020-12 files into the model the emitters share.

Only a bounded subset is understood. Every text, list and whole number must have a
maximum, so that no message can be larger than its reader allows. Anything else is
refused with the path of the place, never skipped.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

OWNERS = ("common", "invoice", "reminder", "inspection", "notification", "fleet", "gateway")
KINDS = ("ingress", "state", "fact", "request", "command", "reply", "body")
FORMATS = {"uuid": "UUID", "date": "DATE", "date-time": "INSTANT"}
DEFAULT_MAX_BYTES = 1_000_000
INT64 = 2 ** 63
MAX_FIELDS = 128  # as many as the engine remembers having seen of one object

HEAD_WORDS = {"$schema", "title", "x-kind", "x-topic", "x-key", "x-max-bytes",
              "x-personal-reason", "x-awaited"}
ANY_WORDS = {"type", "description", "examples", "title"}
WORDS = {
    "object": {"properties", "required", "x-personal"},
    "array": {"items", "maxItems", "x-personal"},
    "string": {"enum", "const", "format", "minLength", "maxLength", "x-personal",
               "x-open-enum"},
    "integer": {"minimum", "maximum", "x-personal"},
    "boolean": {"x-personal"},
}
NAME = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
FILE_NAME = re.compile(r"^([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)(?:\.v([2-9][0-9]*))?$")
C_KEYWORDS = set(
    "auto break case char const continue default do double else enum extern float for "
    "goto if inline int long register restrict return short signed sizeof static struct "
    "switch typedef union unsigned void volatile while bool true false NULL errno "
    "linux unix".split())


class Refused(Exception):
    """A contract outside the subset; the text names file and path."""


@dataclass
class Enum:
    name: str
    words: list
    is_open: bool
    description: str = ""


@dataclass
class Field:
    name: str
    kind: str  # TEXT UUID DATE INSTANT INT BOOL ENUM OBJECT LIST
    required: bool = False
    personal: bool = False
    minimum: int = 0
    maximum: int = 0
    enum: Enum = None
    shape: "Shape" = None
    element: "Field" = None
    description: str = ""


@dataclass
class Shape:
    name: str
    fields: list
    description: str = ""


@dataclass
class Shared:
    """One file of proto/common: an enum or an object that messages refer to."""
    name: str
    path: Path
    field: Field
    uses: list = field(default_factory=list)


@dataclass
class Message:
    name: str  # invoice.recorded
    c_name: str  # invoice_recorded
    version: int
    owner: str
    path: Path
    kind: str
    topic: str
    key: list  # of lists: the first of them that is present
    max_bytes: int
    shape: Shape
    enums: list
    shapes: list  # nested before the shapes that hold them
    uses: list  # names of shared files
    description: str = ""
    awaited: bool = False  # an answer waits until the portal shows it

    @property
    def ce_type(self):
        return f"nl.beurt.{self.name}.v{self.version}"


def singular(name):
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith("sses"):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


class Reader:
    """Reads one file; collects the enums and shapes that belong to it alone."""

    def __init__(self, path, shared):
        self.path = path
        self.shared = shared
        self.enums, self.shapes, self.uses = [], [], []

    def refuse(self, place, why):
        raise Refused(f"{self.path}#{place}: {why}")

    def words(self, schema, place, allowed):
        if not isinstance(schema, dict):
            self.refuse(place, "must be an object")
        for word in schema:
            if word not in allowed:
                self.refuse(f"{place}/{word}", "this keyword is outside the subset")

    def whole(self, schema, word, place, low=-INT64, high=INT64 - 1):
        value = schema.get(word)
        if type(value) is not int or not low <= value <= high:
            self.refuse(f"{place}/{word}", "must be there, a whole number in range")
        return value

    def field(self, schema, place, c_name):
        """The field a schema describes; c_name is what its own types are called."""
        if not isinstance(schema, dict):
            self.refuse(place, "must be an object")
        if "$ref" in schema:
            return self.reference(schema, place)
        kind = schema.get("type")
        if not isinstance(kind, str) or kind not in WORDS:
            self.refuse(f"{place}/type", f"{kind!r} is outside the subset")
        self.words(schema, place, ANY_WORDS | WORDS[kind])
        made = getattr(self, "read_" + kind)(schema, place, c_name)
        made.personal = self.flag(schema, "x-personal", place)
        made.description = schema.get("description", "")
        return made

    def flag(self, schema, word, place):
        if schema.get(word, True) is not True:
            self.refuse(f"{place}/{word}", "must be true or absent")
        return word in schema

    def reference(self, schema, place):
        self.words(schema, place, {"$ref", "description", "x-personal"})
        found = re.fullmatch(r"(?:\.\./common/|)([a-z0-9_]+)\.json", str(schema["$ref"]))
        if not found or found[1] not in self.shared:
            self.refuse(f"{place}/$ref", "must name a file of proto/common")
        shared = self.shared[found[1]]
        if shared.name not in self.uses:
            self.uses.append(shared.name)
        return Field("", shared.field.kind, enum=shared.field.enum,
                     shape=shared.field.shape, maximum=shared.field.maximum,
                     personal=self.flag(schema, "x-personal", place),
                     description=schema.get("description") or shared.field.description)

    def read_string(self, schema, place, c_name):
        if "enum" in schema or "const" in schema:
            return self.read_enum(schema, place, c_name)
        if "x-open-enum" in schema:
            self.refuse(f"{place}/x-open-enum", "needs an enum")
        if "format" in schema:
            self.words(schema, place, ANY_WORDS | {"format", "x-personal"})
            if str(schema["format"]) not in FORMATS:
                self.refuse(f"{place}/format", "must be uuid, date or date-time")
            return Field("", FORMATS[schema["format"]])
        low = self.whole(schema, "minLength", place, 0) if "minLength" in schema else 0
        return Field("", "TEXT", minimum=low,
                     maximum=self.whole(schema, "maxLength", place, max(low, 1)))

    def read_enum(self, schema, place, c_name):
        words = schema.get("enum", [schema.get("const")])
        if not isinstance(words, list) or not words or len(set(map(str, words))) < len(words):
            self.refuse(f"{place}/enum", "must be a list of different words")
        for word in words:
            if not isinstance(word, str) or not NAME.match(word):
                self.refuse(f"{place}/enum", f"{word!r} is not a word like_this")
        if "none" in words:
            self.refuse(f"{place}/enum", "'none' is said by leaving the field out")
        is_open = self.flag(schema, "x-open-enum", place)
        if is_open and "other" not in words:
            self.refuse(f"{place}/enum", "an open enum needs the word 'other'")
        if is_open:
            self.whole(schema, "maxLength", place, max(map(len, words)), 1000)
        elif "maxLength" in schema or "minLength" in schema or "format" in schema:
            self.refuse(place, "a closed enum takes no length or format")
        made = Enum(c_name, words, is_open, schema.get("description", ""))
        self.enums.append(made)
        return Field("", "ENUM", enum=made, maximum=schema.get("maxLength", 60))

    def read_integer(self, schema, place, _):
        low = self.whole(schema, "minimum", place)
        return Field("", "INT", minimum=low,
                     maximum=self.whole(schema, "maximum", place, low))

    def read_boolean(self, _schema, _place, _name):
        return Field("", "BOOL")

    def read_array(self, schema, place, c_name):
        most = self.whole(schema, "maxItems", place, 1, 100_000)
        if "items" not in schema:
            self.refuse(f"{place}/items", "must be there")
        element = self.field(schema["items"], f"{place}/items", singular(c_name))
        element.required = True
        if element.kind == "LIST":
            self.refuse(f"{place}/items", "a list of lists is outside the subset")
        return Field("", "LIST", maximum=most, element=element)

    def read_object(self, schema, place, c_name):
        properties = schema.get("properties")
        if not isinstance(properties, dict) or not properties:
            self.refuse(f"{place}/properties", "must be there and not be empty")
        if len(properties) > MAX_FIELDS:
            self.refuse(f"{place}/properties", f"must be at most {MAX_FIELDS}")
        required = schema.get("required", [])
        for name in required if isinstance(required, list) else [None]:
            if name not in properties:
                self.refuse(f"{place}/required", f"{name!r} is not a property")
        fields = []
        for name, inner in properties.items():
            inner_place = f"{place}/properties/{name}"
            if not NAME.match(name) or name in C_KEYWORDS:
                self.refuse(inner_place, "the name must be like_this and no C keyword")
            made = self.field(inner, inner_place, f"{c_name}_{name}")
            made.name, made.required = name, name in required
            fields.append(made)
        self.no_collisions(fields, place)
        shape = Shape(c_name, fields, schema.get("description", ""))
        self.shapes.append(shape)
        return Field("", "OBJECT", shape=shape)

    def no_collisions(self, fields, place):
        """has_x and x_count stand beside x in the struct."""
        names = [f.name for f in fields]
        for f in fields:
            beside = f"{f.name}_count" if f.kind == "LIST" else f"has_{f.name}"
            if beside in names:
                self.refuse(f"{place}/properties/{beside}",
                            f"the name is taken by what stands beside {f.name!r}")


def read_json(path):
    def unique(pairs):
        if len({k for k, _ in pairs}) < len(pairs):
            raise Refused(f"{path}: a key stands twice in one object")
        return dict(pairs)
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (ValueError, OSError) as wrong:
        raise Refused(f"{path}: {wrong}") from wrong


def in_order(schemas):
    """Each file after those it refers to; one of a ring stands where it was named first."""
    by_name = {path.stem: path for path in schemas}
    done = {}

    def place(path):
        if path in done:
            return
        done[path] = False
        for name in re.findall(r'"\$ref": "(?:\.\./common/)?([a-z0-9_]+)\.json"',
                               json.dumps(schemas[path])):
            if name in by_name:
                place(by_name[name])
        del done[path]
        done[path] = True

    for path in schemas:
        place(path)
    return list(done)


def read_shared(root):
    """proto/common: a file after the files it refers to."""
    shared = {}
    schemas = {path: read_json(path) for path in sorted((root / "common").glob("*.json"))}
    for path in in_order(schemas):
        schema = schemas[path]
        reader = Reader(path, shared)
        for word in ("$schema", "title"):
            if word not in schema:
                reader.refuse(f"/{word}", "must be there")
        inner = {k: v for k, v in schema.items() if k != "$schema"}
        made = reader.field(inner, "", f"wire_{path.stem}")
        if made.kind not in ("ENUM", "OBJECT"):
            reader.refuse("", "a shared contract is an enum or an object")
        if len(reader.enums) + len(reader.shapes) != 1:
            reader.refuse("", "a shared contract holds one type; refer to others")
        shared[path.stem] = Shared(path.stem, path, made, reader.uses)
    return shared


def read_message(path, shared):
    schema = read_json(path)
    reader = Reader(path, shared)
    found = FILE_NAME.match(path.stem)
    if not found:
        reader.refuse("", "the file's name must be thing.what.json or thing.what.v2.json")
    name, version = found[1], int(found[2] or 1)
    c_name = name.replace(".", "_") + (f"_v{version}" if version > 1 else "")
    reader.words(schema, "", HEAD_WORDS | ANY_WORDS | WORDS["object"])
    kind = schema.get("x-kind")
    if kind not in KINDS:
        reader.refuse("/x-kind", f"must be one of {' '.join(KINDS)}")
    if schema.get("title") != name:
        reader.refuse("/title", f"must be {name!r}, as the file's name says")
    body = {k: v for k, v in schema.items() if k not in HEAD_WORDS}
    top = reader.field(body, "", c_name)
    if top.kind != "OBJECT":
        reader.refuse("/type", "a message is an object")
    max_bytes = reader.whole({"x-max-bytes": DEFAULT_MAX_BYTES, **schema}, "x-max-bytes", "",
                             100, 2_000_000)
    message = Message(name, c_name, version, path.parent.name, path, kind,
                      schema.get("x-topic"), read_key(reader, schema, top.shape), max_bytes,
                      top.shape, reader.enums, reader.shapes, reader.uses, top.description,
                      read_awaited(reader, schema, top.shape))
    check_head(reader, message, schema)
    return message


def read_awaited(reader, schema, shape):
    """True for a state whose answers wait for it: one id is its key, and it counts versions."""
    awaited = schema.get("x-awaited", False)
    if awaited is not False:
        names = {f.name: f for f in shape.fields if f.required}
        key = names.get((schema.get("x-key") or [""])[0])
        version = names.get("version")
        if (awaited is not True or schema.get("x-kind") != "state" or len(schema["x-key"]) != 1
                or not key or key.kind != "UUID" or not version or version.kind != "INT"):
            reader.refuse("/x-awaited", "is true, of a state with one uuid as key and a version")
    return awaited


def read_key(reader, schema, shape):
    names = [f.name for f in shape.fields]
    key = [part.split("|") for part in schema.get("x-key", [])]
    for part in key:
        for name in part:
            if name not in names:
                reader.refuse("/x-key", f"{name!r} is not a property")
        last = shape.fields[names.index(part[-1])]
        if not last.required or last.kind not in ("TEXT", "UUID", "DATE"):
            reader.refuse("/x-key", f"{part[-1]!r} must be a required text")
        if len(part) > 4:
            reader.refuse("/x-key", "at most four alternatives")
    return key


def has_personal(shape):
    """Whether any field below is personal."""
    for f in shape.fields:
        inner = f.element if f.kind == "LIST" else f
        if f.personal or inner.personal or (inner.shape and has_personal(inner.shape)):
            return True
    return False


def check_head(reader, message, schema):
    travels = message.kind != "body"
    if travels != bool(message.topic) or travels != bool(message.key):
        reader.refuse("", "x-topic and x-key belong to every kind but body")
    if travels and "." not in message.name:
        reader.refuse("", "a message that travels is named thing.what")
    personal = has_personal(message.shape)
    if personal and message.kind == "fact":
        reader.refuse("", "a fact carries no personal data")
    needs_reason = personal and message.kind not in ("ingress", "body")
    if needs_reason != ("x-personal-reason" in schema):
        reader.refuse("/x-personal-reason", "belongs to messages with personal fields "
                      "that are neither ingress nor body, and to no others")


def read_all(root):
    """All shared contracts by name, and all messages in the order of their names."""
    shared = read_shared(root)
    messages = []
    for owner in OWNERS[1:]:
        paths = sorted((root / owner).glob("*.json"))
        messages += [read_message(path, shared) for path in paths]
    names = [m.c_name for m in messages] + [f"wire_{name}" for name in shared]
    names += [s.name for m in messages for s in m.shapes if s.name != m.c_name]
    names += [e.name for m in messages for e in m.enums]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise Refused(f"{root}: two contracts make the C name {twice[0]!r}")
    return shared, sorted(messages, key=lambda m: m.c_name)
