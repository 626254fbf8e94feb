# SPDX-License-Identifier: Apache-2.0
"""Holds the code against its own rules; prints one line a check and one a finding.

Usage: lint.py [--build DIR] [--root DIR] [CHECK]...

Each check counts as one test: "ok NAME: what holds", or "not ok …" with its findings
below it as PATH:LINE: TEXT. The last line counts.
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import check_banned  # noqa: E402
import check_domain  # noqa: E402
import check_layers  # noqa: E402
import check_rooms  # noqa: E402
import check_shape  # noqa: E402
import check_text  # noqa: E402
from project import Project  # noqa: E402

CHECKS = (
    check_layers.check_layers, check_layers.check_homes,
    check_domain.check_domain_includes, check_domain.check_domain_objects,
    check_banned.check_banned, check_banned.check_exceptions,
    check_shape.check_functions, check_shape.check_files, check_shape.check_python_columns,
    check_rooms.check_rooms, check_rooms.check_readme_order, check_rooms.check_knobs,
    check_text.check_licences, check_text.check_file_comments,
    check_text.check_foreign_words, check_text.check_generated,
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--build")
    parser.add_argument("checks", nargs="*")
    options = parser.parse_args()
    project = Project(options.root, options.build)
    passed = failed = 0
    for check in CHECKS:
        name = check.__name__.removeprefix("check_")
        if options.checks and name not in options.checks:
            continue
        findings = sorted(check(project))
        passed, failed = passed + (not findings), failed + bool(findings)
        print(f"{'not ' if findings else ''}ok {name}: {check.__doc__.splitlines()[0]}")
        for finding in findings:
            print(f"    {finding}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
