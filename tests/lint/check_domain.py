# SPDX-License-Identifier: Apache-2.0
"""Rules are pure: services/*/domain includes base only, and its objects need no more."""
import re
import subprocess

from project import Finding

HEADERS = {"assert.h", "ctype.h", "inttypes.h", "limits.h", "math.h", "stdbool.h",
           "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "strings.h", "stdarg.h"}
# Of libc: memory, text, numbers, sorting. No file, no clock, no environment, no random.
LIBC = re.compile(
    r"^(mem(cpy|move|set|cmp|chr|rchr|mem)|str(len|nlen|cmp|ncmp|chr|rchr|chrnul|str|spn|"
    r"cspn|pbrk|casestr|casecmp|ncasecmp|toll?|toull?)|rawmemchr|stpcpy|qsort|bsearch|"
    r"abs|labs|llabs|"
    r"v?snprintf|is(alnum|alpha|digit|space|upper|lower|xdigit)|to(upper|lower)|"
    r"__ctype_(b|tolower|toupper)_loc|__isoc(99|23)_strto\w+|__assert_fail|"
    r"__(mem\w+|stp?\w+|v?snprintf)_chk|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|"
    r"__(a|ub|t|l)san_\w+|__sanitizer_\w+|__gcov_\w+|__popcount\w*|__udivti3|__divti3|"
    r"l?l?(round|rint)f?|floor|ceil|fabs|sqrt|exp|log|pow|erf|fmin|fmax|trunc|round)$")


def domain_sources(project):
    return [source for source in project.sources
            if source.name.startswith("services/") and "/domain/" in source.name]


def check_domain_includes(project):
    """domain/ includes base and itself only: no I/O, no clock, no JSON"""
    for source in domain_sources(project):
        service = source.name.split("/")[1]
        for line, kind, include in source.includes:
            if kind == "<" and include not in HEADERS:
                yield Finding(source.name, line, "domain", f"<{include}> in the rules")
            if kind == '"' and not include.startswith(("base/", f"{service}/domain/")):
                yield Finding(source.name, line, "domain", f'"{include}" in the rules')


def check_domain_objects(project):
    """objects of domain/ need no symbol outside base and libc's memory, text and numbers"""
    objects = project.build / "obj"
    defined = symbols(sorted(objects.glob("libcommon/base/*.o")), "--defined-only")
    for service in project.services:
        files = sorted(objects.glob(f"services/{service}/domain/*.o"))
        own = symbols(files, "--defined-only")
        for path in files:
            for name in sorted(symbols([path], "--undefined-only") - defined - own):
                if not LIBC.match(name):
                    yield Finding(f"services/{service}/domain/{path.stem}.c", 1, "domain",
                                  f"needs {name}(), which is neither base nor plain libc")


def symbols(paths, which):
    if not paths:
        return set()
    out = subprocess.run(["nm", which, "--format=just-symbols", *map(str, paths)],
                         capture_output=True, text=True, check=True).stdout
    return {line.strip() for line in out.splitlines()
            if line.strip() and not line.rstrip().endswith(":")}
