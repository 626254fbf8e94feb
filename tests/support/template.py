# SPDX-License-Identifier: Apache-2.0
"""A Postgres with every schema in it, made once; each house starts on a copy of it.

What is in it follows from the programs that make it: other programs get another one, and
the one before goes. Houses copy side by side; only making it is for one at a time.
"""
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN = ROOT / "deploy" / "postgres" / "run.sh"


class Template:
    """As a context: nobody makes or removes it while it is open. `data` is what run.sh
    takes as PG_TEMPLATE."""

    def __init__(self, folder, binaries):
        self.folder = pathlib.Path(folder)
        self.ctl = pathlib.Path(binaries) / "beurt-ctl"
        self.data = self.folder / self._name()
        self._lock = None

    def _name(self):
        made_of = hashlib.sha256()
        for path in (self.ctl, RUN, RUN.parent / "roles.sql"):
            made_of.update(path.read_bytes())
        return made_of.hexdigest()[:16]

    @property
    def _is_made(self):
        return (self.data / "made").exists()

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.folder / "lock", "a", encoding="utf-8")
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        if not self._is_made:
            # Not from one to the other at a stroke: somebody else may have made it between.
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if not self._is_made:
                self._make()
            fcntl.flock(self._lock, fcntl.LOCK_SH)
        return self

    def __exit__(self, *_why):
        self._lock.close()

    def _make(self):
        for old in self.folder.iterdir():
            if old.is_dir():
                self._remove(old)
        self._run("start", self.data)
        databases = self._run("conninfo", self.data, "{role}")
        subprocess.run([self.ctl, "migrate"], check=True, capture_output=True, timeout=600,
                       env={"PATH": os.environ["PATH"], "BEURT_DATABASES": databases})
        self._run("stop", self.data)
        (self.data / "made").touch()

    def _remove(self, data):
        """It may live elsewhere, and may run still when making it was broken off."""
        self._run("stop", data, "immediate")
        home = self._run("conninfo", data, "postgres").split()[0].partition("=")[2]
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)

    def _run(self, *argv):
        done = subprocess.run([RUN, *argv], env={**os.environ, "PG_UNSAFE": "1"}, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              timeout=600)
        assert done.returncode == 0, f"{argv}: {done.stderr[-2000:]}"
        return done.stdout.strip()
