# SPDX-License-Identifier: Apache-2.0
"""Print a folder of templates as a C table, sorted by their paths, bytewise.

Usage: gen_templates.py FOLDER [HEADER NAME] > templates.c
The table is NAME_sources of struct NAME_source, which HEADER declares: of the letters'
when they are not given.
The files that are one line (.line .subject .heading .short) lose their line end.
"""
import json
import pathlib
import sys

ONE_LINE = {".line", ".subject", ".heading", ".short"}


def c_text(text: str) -> str:
    """UTF-8 text as adjacent C string literals, one a line; bytes beyond ASCII in octal."""
    literals = []
    for line in text.splitlines(keepends=True):
        literal = ""
        for byte in line.encode():
            literal += json.dumps(chr(byte))[1:-1] if byte < 127 else f"\\{byte:03o}"
        literals.append(f'\t\t"{literal}"')
    return "\n".join(literals) or '\t\t""'


def main(folder: str, header: str = "notification/mail/templates.h",
         name: str = "template") -> None:
    root = pathlib.Path(folder)
    files = sorted((path for path in root.rglob("*.*") if path.is_file()),
                   key=lambda path: str(path.relative_to(root)).encode())
    print(f'#include "{header}"\n')
    print(f"const struct {name}_source {name}_sources[] = {{")
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix in ONE_LINE:
            text = text.rstrip("\n")
        print(f'\t{{ "{path.relative_to(root)}",\n{c_text(text)} }},')
    print("};")
    print(f"const size_t {name}_sources_count = {len(files)};")


if __name__ == "__main__":
    main(*sys.argv[1:])
