# SPDX-License-Identifier: Apache-2.0
"""Runs every suite and counts: one line a suite, at the end `N passed, N failed`.

Usage: run.py [--out build] [SUITE]...     (SUITES="unit story" does the same)

C programs under OUT/unit and OUT/tests speak TAP through cmocka; the rest is pytest, the
lints, and the portal's own runner. Lanes run beside each other: one of suites that compute,
others of suites that start servers or browsers. A program that dies counts as a failure; a suite
without tests does too. Output of what failed is printed, all of it is in OUT/test/.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time
import xml.etree.ElementTree
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TAP_LINE = re.compile(r"^(not ok|ok) \d+(?: - | # | )?(.*)$", re.MULTILINE)
TAP_PLAN = re.compile(r"^1\.\.(\d+)$", re.MULTILINE)
NODE_COUNT = re.compile(r"^# (pass|fail|skipped) (\d+)$", re.MULTILINE)
PROGRAM_SECONDS = 900  # of one that hangs: no test is judged by its pace
TAIL = 60
STORIES_AT_A_TIME = 4
# What takes long and does not look it: many cars, waits of the product's own, browsers.
LONG_STORIES = ("register", "erasure", "replay", "register_large", "printing",
                "customer_page", "appointment_service", "inspection_tablet", "import",
                "import_large", "sending", "passport_race", "campaigns", "revocation",
                "print_house", "fleet_dashboard", "garage_desk", "inspection_customer",
                "text_messages", "costs", "limits", "two_gateways", "adviser_desk")


@dataclass
class Result:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    output: list = field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.output += other.output
        return self

    def __str__(self):
        counts = [f"{self.passed} passed", f"{self.failed} failed"]
        if self.skipped:
            counts.append(f"{self.skipped} skipped")
        return ", ".join(counts)


def run(argv, env=None, seconds=PROGRAM_SECONDS):
    """(exit code, output); code 124 when it took too long."""
    try:
        done = subprocess.run(argv, cwd=ROOT, env={**os.environ, **(env or {})}, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=seconds, check=False,
                              errors="replace")
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
        told = told.decode(errors="replace") if isinstance(told, bytes) else told
        return 124, told + f"\nnot done within {seconds} s\n"


def read_tap(code, text):
    """cmocka's TAP: lines that were promised but never came are failures."""
    result = Result()
    for verdict, rest in TAP_LINE.findall(text):
        if "SKIP" in rest.split("-")[0].upper():
            result.skipped += 1
        elif verdict == "ok":
            result.passed += 1
        else:
            result.failed += 1
    promised = sum(map(int, TAP_PLAN.findall(text)))
    said = result.passed + result.failed + result.skipped
    result.failed += max(0, promised - said)
    if (code and not result.failed) or said == 0:
        result.failed += 1
    return result


class Suites:
    def __init__(self, out):
        self.out = out
        self.logs = out / "test"
        self.logs.mkdir(parents=True, exist_ok=True)

    def programs(self, folder, env=None):
        """Every C test program of a folder."""
        total = Result()
        for program in sorted(path for path in (self.out / folder).rglob("test_*")
                              if os.access(path, os.X_OK) and path.is_file()
                              and not path.suffix):
            code, text = run([str(program)],
                             {"CMOCKA_MESSAGE_OUTPUT": "TAP", **(env or {})})
            result = read_tap(code, text)
            if result.failed:
                name = program.relative_to(self.out)
                result.output = [f"{name} (exit code {code})", *text.splitlines()[-TAIL:]]
            total.add(result)
        return total

    def pytest(self, name, *paths, env=None, seconds=1800):
        report = self.logs / f"{name}.xml"
        report.unlink(missing_ok=True)
        code, text = run([PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs",
                          f"--junitxml={report}", *paths],
                         {"BEURT_BIN": str(self.out / "bin"), "BEURT_OUT": str(self.out),
                          "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}, seconds)
        (self.logs / f"{name}.log").write_text(text)
        result = read_junit(report)
        if code and not result.failed:
            result.failed += 1
        if result.failed:
            result.output = text.splitlines()[-TAIL * 2:]
        return result

    # --- the suites -------------------------------------------------------------------

    def lint(self):
        code, text = run([PYTHON, "tests/lint/lint.py", "--build", str(self.out)])
        (self.logs / "lint.log").write_text(text)
        counts = re.search(r"^(\d+) passed, (\d+) failed$", text, re.MULTILINE)
        result = Result(*map(int, counts.groups())) if counts else Result(failed=1)
        if code:
            result.output = [line for line in text.splitlines()
                             if not line.startswith("ok ")][:TAIL * 2]
        return result.add(self.pytest("lints", "tests/lint"))

    def unit(self):
        return self.programs("unit")

    def store(self):
        with Database(self.out / "test" / "database") as database:
            return self.programs("tests", {"BEURT_TEST_DATABASE": database.conninfo})

    def contract(self):
        return self.pytest("contract", "tests/contract", env={
            "CONTRACT_BIN": str(self.out / "contract" / "decode_cli")})

    def report(self):
        return self.pytest("report", "tests/report")

    def support(self):
        return self.pytest("support", "tests/support")

    def web(self):
        code, text = run(["npm", "test", "--silent", "--prefix", "services/gateway/web"],
                         {"npm_config_update_notifier": "false"}, 1800)
        (self.logs / "web.log").write_text(text)
        count = {name: int(number) for name, number in NODE_COUNT.findall(text)}
        result = Result(count.get("pass", 0), count.get("fail", 0), count.get("skipped", 0))
        if code and not result.failed:
            result.failed += 1
        if result.failed:
            result.output = text.splitlines()[-TAIL * 2:]
        return result

    def story(self):
        """Each file has a house of its own, which mostly waits: some are up at a time, what
        takes longest first, so that none is left over when all others are done."""
        files = sorted((ROOT / "tests" / "story").glob("test_*.py"), key=length_of)
        at_a_time = 2 if os.environ.get("BROKER") == "kafka" else STORIES_AT_A_TIME
        total = Result()
        with concurrent.futures.ThreadPoolExecutor(at_a_time) as pool:
            for result in pool.map(self.one_story, files):
                total.add(result)
        return total

    def one_story(self, path):
        return self.pytest(f"story-{path.stem}", str(path.relative_to(ROOT)))

    def model(self):
        return self.pytest("model", "tests/model")

    def fault(self):
        return self.pytest("fault", "tests/fault")

    def accuracy(self):
        return self.pytest("accuracy", "tests/accuracy")


def length_of(path):
    """A story's place in the row: the long ones, then by size."""
    name = path.stem.removeprefix("test_")
    place = LONG_STORIES.index(name) if name in LONG_STORIES else len(LONG_STORIES)
    return place, -path.stat().st_size


class Database:
    """A scratch Postgres for the tests of SQL: flushing off, gone afterwards."""

    def __init__(self, folder):
        self.folder = folder
        self.conninfo = ""

    def _call(self, *argv):
        code, text = run(["deploy/postgres/run.sh", *argv], {"PG_UNSAFE": "1"})
        if code:
            raise RuntimeError(text)
        return text.strip()

    def __enter__(self):
        self._call("start", str(self.folder))
        self.conninfo = self._call("conninfo", str(self.folder), "postgres")
        return self

    def __exit__(self, *_why):
        self._call("stop", str(self.folder), "immediate")
        run(["rm", "-rf", str(self.folder)])


def read_junit(path):
    result = Result()
    if not path.exists():
        return Result(failed=1)
    for suite in xml.etree.ElementTree.parse(path).getroot().iter("testsuite"):
        count = {name: int(suite.get(name, 0))
                 for name in ("tests", "failures", "errors", "skipped")}
        bad = count["failures"] + count["errors"]
        result.failed += bad
        result.skipped += count["skipped"]
        result.passed += count["tests"] - bad - count["skipped"]
    return result


# Where a suite's tests are, and its lane: what computes, browsers, the whole house, what else
# starts servers. The house mostly waits, so the lanes fill each other's gaps.
LANES = (
    (("lint", "tests/lint"), ("unit", "tests/unit"), ("contract", "tests/contract"),
     ("report", "tests/report"), ("accuracy", "tests/accuracy"), ("model", "tests/model")),
    (("web", "services/gateway/web/test"),),
    (("story", "tests/story"),),
    (("store", "tests/store"), ("support", "tests/support"), ("fault", "tests/fault")),
)


def has_tests(folder):
    return any((ROOT / folder).rglob("test_*")) or folder.endswith("web/test")


def run_lane(suites, wanted, lane):
    results = {}
    for name, folder in lane:
        if name not in wanted or not has_tests(folder):
            continue
        start = time.monotonic()
        try:
            result = getattr(suites, name)()
        except Exception as why:  # a suite that cannot run is a failed suite
            result = Result(failed=1, output=[f"{type(why).__name__}: {why}"])
        if result.passed + result.failed + result.skipped == 0:
            result = Result(failed=1, output=["no test ran"])
        result.seconds = time.monotonic() - start
        report(name, result)
        results[name] = result
    return results


def report(name, result):
    lines = [f"{name:<10} {result}  ({result.seconds:.1f} s)"]
    lines += [f"    {line}" for line in result.output]
    print("\n".join(lines), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", default="build")
    parser.add_argument("suites", nargs="*")
    options = parser.parse_args()
    known = [name for lane in LANES for name, _ in lane]
    wanted = options.suites or os.environ.get("SUITES", "").split() or known
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"run.py: no suite {' '.join(unknown)}; there are {' '.join(known)}")
    suites = Suites((ROOT / options.out).resolve())
    total = Result()
    with concurrent.futures.ThreadPoolExecutor(len(LANES)) as pool:
        for results in pool.map(lambda lane: run_lane(suites, wanted, lane), LANES):
            for result in results.values():
                total.add(result)
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
