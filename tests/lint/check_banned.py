# SPDX-License-Identifier: Apache-2.0
"""Functions nobody calls, and the few places where some may be called.

An exception stands in the code with its reason and is counted:
	/* lint-ok: printf: the two lines a person who starts the program waits for */
on the line itself or at most three lines above it.
"""
import re

from project import Finding

NEVER = ("strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll "
         "atof sscanf gmtime localtime asctime ctime time rand srand random srandom "
         "sleep usleep system popen alloca").split()
# Function → folders and files where it is at home.
AT_HOME = {
    **dict.fromkeys("malloc calloc realloc free strdup strndup".split(),
                    ("libcommon/base/", "tests/")),
    **dict.fromkeys("printf fprintf vprintf vfprintf puts fputs putchar perror".split(),
                    ("libcommon/sys/log.c", "tests/")),
    **dict.fromkeys("setenv unsetenv putenv".split(), ("tests/",)),
    **dict.fromkeys("getenv secure_getenv".split(),
                    ("libcommon/sys/knobs.c", "libcommon/sys/crash_point.c", "tests/")),
    **dict.fromkeys("exit abort _exit quick_exit".split(),
                    ("libcommon/base/mem.c", "libcommon/sys/crash_point.c",
                     "libcommon/sys/uuid_new.c", "main.c", "tests/")),
    "PQexec": ("libcommon/pg/", "tests/bench/"),
    # Condition variables wait by this clock too.
    **dict.fromkeys("clock_gettime gettimeofday".split(),
                    ("libcommon/sys/", "libcommon/pg/pool.c", "tests/")),
}
CALL = re.compile(r"(?<![\w.>])(" + "|".join(sorted({*NEVER, *AT_HOME}, key=len,
                                                    reverse=True)) + r")\s*\(")
MAX_EXCEPTIONS = 40


def is_home(function, name):
    return any(name.startswith(home) or name.endswith("/" + home)
               for home in AT_HOME.get(function, ()))


def check_banned(project):
    """no banned function is called (exceptions carry a reason and are counted)"""
    for source in project.sources:
        for number, line in enumerate(source.code.splitlines(), 1):
            for match in CALL.finditer(line):
                if is_home(match[1], source.name) or source.exempts(number, match[1]):
                    continue
                yield Finding(source.name, number, "banned", f"{match[1]}() is not called "
                              f"here, or with a reason: /* lint-ok: {match[1]}: why */")


def check_exceptions(project):
    """at most 40 reasoned exceptions, each of a check there is"""
    count = 0
    checks = {*NEVER, *AT_HOME, "shape", "globals"}
    for source in project.sources:
        for number, line in enumerate(source.text.splitlines(), 1):
            match = re.search(r"lint-ok:\s*([^:*]*)", line)
            if not match:
                continue
            count += 1
            if match[1].strip() not in checks:
                yield Finding(source.name, number, "exceptions",
                              f"'{match[1].strip()}' is no check one can be exempt from")
    if count > MAX_EXCEPTIONS:
        yield Finding("tests/lint/check_banned.py", 1, "exceptions",
                      f"{count} exceptions, more than {MAX_EXCEPTIONS}")
