# SPDX-License-Identifier: Apache-2.0
"""Print the letter templates as a C table, sorted by their paths, bytewise.

Usage: gen_templates.py FOLDER > notification_templates.c
The files that are one line (.line .subject .heading) lose their line end.
"""
import json
import pathlib
import sys

ONE_LINE = {".line", ".subject", ".heading"}


def c_text(text: str) -> str:
    """UTF-8 text as adjacent C string literals, one a line; bytes beyond ASCII in octal."""
    literals = []
    for line in text.splitlines(keepends=True):
        literal = ""
        for byte in line.encode():
            literal += json.dumps(chr(byte))[1:-1] if byte < 127 else f"\\{byte:03o}"
        literals.append(f'\t\t"{literal}"')
    return "\n".join(literals) or '\t\t""'


def main(folder: str) -> None:
    root = pathlib.Path(folder)
    files = sorted((path for path in root.rglob("*.*") if path.is_file()),
                   key=lambda path: str(path.relative_to(root)).encode())
    print('#include "notification/mail/templates.h"\n')
    print("const struct template_source template_sources[] = {")
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix in ONE_LINE:
            text = text.rstrip("\n")
        print(f'\t{{ "{path.relative_to(root)}",\n{c_text(text)} }},')
    print("};")
    print(f"const size_t template_sources_count = {len(files)};")


if __name__ == "__main__":
    main(sys.argv[1])
