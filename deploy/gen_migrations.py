# SPDX-License-Identifier: Apache-2.0
"""Print one service's migrations as a C table: flow's shared tables first, then its own.

Usage: gen_migrations.py SERVICE > migrations_SERVICE.c
"""
import json
import pathlib
import sys


def c_text(text: str) -> str:
    """SQL as adjacent C string literals, one a line (json escapes are C escapes here)."""
    lines = text.splitlines(keepends=True)
    return "\n".join("\t\t" + json.dumps(line, ensure_ascii=True) for line in lines) or '""'


def main(service: str) -> None:
    shared = sorted(pathlib.Path("libcommon/flow/migrations").glob("*.sql"))
    own = sorted(pathlib.Path(f"services/{service}/migrations").glob("*.sql"))
    print(f'#include "pg/migrate.h"\n\nextern const struct migration {service}_migrations[];')
    print(f"extern const size_t {service}_migrations_count;\n")
    print(f"const struct migration {service}_migrations[] = {{")
    for group, files in (("flow", shared), (service, own)):
        for path in files:
            print(f'\t{{ "{group}/{path.stem}",\n{c_text(path.read_text())} }},')
    print("};")
    print(f"const size_t {service}_migrations_count = {len(shared) + len(own)};")


if __name__ == "__main__":
    main(sys.argv[1])
