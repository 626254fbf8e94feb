# SPDX-License-Identifier: Apache-2.0
"""One process of the house: started, waited for, signalled and stopped by its own pid."""
import os
import pathlib
import re
import signal
import subprocess

import requests

from polling import NotInTime, eventually


SANITIZER = re.compile(r"ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|: runtime error: ")


class Program:
    """`argv` with only `env` and a few harmless variables; output goes to `log`.

    When the harness dies, however it dies, the program is told to stop.
    """

    def __init__(self, name, argv, log, env=None, ready_url=None, stdin=None):
        self.name = name
        self.argv = [str(part) for part in argv]
        self.env = env or {}
        self.log = pathlib.Path(log)
        self.ready_url = ready_url
        self.stdin = stdin
        self.process = None
        self.starts = 0
        self.is_held = False  # stopped by a test, until the test lets it go on

    @property
    def pid(self):
        return self.process.pid if self.process else None

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def start(self):
        assert not self.is_running, f"{self.name} runs already"
        passed = {name: os.environ[name] for name in
                  ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS",
                   "UBSAN_OPTIONS", "TSAN_OPTIONS", "TMPDIR") if name in os.environ}
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *self.argv], env={**passed, **self.env},
                stdin=self.stdin or subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)
        self.starts += 1
        return self

    def wait_ready(self, deadline=60.0):
        """Until /readyz answers 200; at once a failure when the program ended."""
        if self.ready_url:
            eventually(self._is_ready, deadline, lambda: f"{self.name} ready\n{self.tail()}")
        return self

    def _is_ready(self):
        if not self.is_running:
            raise NotInTime(f"{self.name} ended with {self.process.returncode}\n{self.tail()}")
        return requests.get(self.ready_url, timeout=10).status_code == 200

    def signal(self, number):
        """SIGSTOP, SIGCONT, SIGKILL …; nothing when it is gone."""
        if number in (signal.SIGSTOP, signal.SIGCONT):
            self.is_held = number == signal.SIGSTOP
        if self.is_running:
            os.kill(self.process.pid, number)

    def kill(self):
        """As a power cut would: SIGKILL, and wait until the process is gone."""
        if self.process:
            self.signal(signal.SIGKILL)
            self.process.wait(60)

    def end(self):
        """Tell it to; does not wait."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)

    def stop(self, deadline=60.0):
        """SIGTERM; the exit code. SIGKILL when it does not end in time (code -9)."""
        if not self.process:
            return 0
        self.end()
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.process.returncode

    def check_sanitizers(self):
        """Programs built with SANITIZE= write what they found into their log."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        found = SANITIZER.search(text)
        assert not found, f"{self.name}: {text[found.start():found.start() + 4000]}"

    def tail(self, lines=25):
        if not self.log.exists():
            return ""
        text = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join(f"    {self.name}| {line}" for line in text)
