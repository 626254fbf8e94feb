#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the contracts of proto/ into C structs and tables, TypeScript types and tables
for people.

    generate.py --out DIR      C into DIR, TypeScript into DIR/../ts
    generate.py --check        only read everything; says what is outside the subset
    generate.py --docs         rewrite the tables of proto/README.md
    generate.py --check-docs   exit 1 when proto/README.md is not what --docs would write

--root DIR reads another folder than the one this file belongs to.
"""

import argparse
import sys
from pathlib import Path

import asyncapi
import emit_c
import emit_docs
import emit_ts
import schema


def read(root):
    shared, messages = schema.read_all(root)
    return shared, messages, asyncapi.read_topics(root, messages)


def write_files(folder, files):
    """Write what changed, remove what is no longer made: a type that went is gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_file() and old.name not in files and old.suffix in (".c", ".h", ".ts"):
            old.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def generate(root, out):
    shared, messages, topics = read(root)
    files = {}
    for entry in shared.values():
        files |= emit_c.shared_files(entry, f"proto/common/{entry.path.name}")
    for message in messages:
        files |= emit_c.message_files(message, f"proto/{message.owner}/{message.path.name}")
    files |= emit_c.index_files(messages, topics)
    write_files(out, files)
    write_files(out.parent / "ts", emit_ts.files(shared, messages))


def docs(root, check):
    _, messages, topics = read(root)
    path = root / "README.md"
    old = path.read_text(encoding="utf-8")
    new = emit_docs.renew(old, messages, topics)
    if check and old != new:
        raise schema.Refused(f"{path}: not current; run proto/gen/generate.py --docs")
    if not check and old != new:
        path.write_text(new, encoding="utf-8")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    todo = parser.add_mutually_exclusive_group(required=True)
    todo.add_argument("--out", type=Path, metavar="DIR")
    todo.add_argument("--check", action="store_true")
    todo.add_argument("--docs", action="store_true")
    todo.add_argument("--check-docs", action="store_true")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.out:
            generate(chosen.root, chosen.out)
        elif chosen.check:
            read(chosen.root)
        else:
            docs(chosen.root, check=chosen.check_docs)
    except schema.Refused as refused:
        print(f"generate.py: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
