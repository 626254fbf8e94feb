# SPDX-License-Identifier: Apache-2.0
"""Licences, file comments, generated documents, and words that do not belong here."""
import re
import subprocess
import sys

from project import Finding

LICENSED = (".c", ".h", ".py", ".sh", ".sql", ".ts", ".tsx", ".mjs", ".css", ".mk")
COMMENTED = (".c", ".h")
# Paths and words of a workplace; other people have none of it.
FOREIGN = re.compile("|".join(("/wor" "k/", "/tmp/br" "ief", r"shared/des" "ign",
                               r"/home/\w+/", "/ro" r"ot/\w")))
UNREAD = (".json", ".lock", ".svg", ".png", ".ico", ".woff2", ".gz", ".csv", ".xml", ".bin",
          ".pdf")


def check_licences(project):
    """every source file starts with its SPDX line"""
    for name in project.matching(*LICENSED):
        head = project.text(name).splitlines()[:4]
        if not any("SPDX-License-Identifier: " in line for line in head):
            yield Finding(name, 1, "licence", "no SPDX-License-Identifier line at the top")


def check_file_comments(project):
    """every C file says at its top what it decides or hides"""
    for source in project.product_sources:
        head = source.text.split("\n", 2)
        if len(head) < 3 or not head[1].startswith("/*"):
            yield Finding(source.name, 2, "comment",
                          "no comment on line 2: what does this file decide or hide?")


def check_foreign_words(project):
    """no path of anybody's workplace"""
    for name in project.files:
        if name.endswith(UNREAD) or "/lint/" in name:
            continue
        try:
            lines = project.text(name).splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            if FOREIGN.search(line):
                yield Finding(name, number, "foreign", "names a path of somebody's workplace")


def check_generated(project):
    """committed documents made from others are current"""
    tool = "proto/gen/generate.py"
    if not project.has(tool):
        return
    run = subprocess.run([sys.executable, tool, "--check-docs"], cwd=project.root, text=True,
                         capture_output=True, check=False)
    if run.returncode:
        yield Finding(tool, 1, "generated", (run.stderr or run.stdout).strip()[-300:]
                      or "a generated document is not current")
