# SPDX-License-Identifier: Apache-2.0
"""Somebody at work while everything dies: works, rests when told to, asks again until the
system has said yes or no."""
import random
import threading
import time
import uuid

import requests

from evidence import FAIL, INFO, OK
from lanes import pause
from portal import Portal, Refused
from world import PASSWORD

ASK_AGAIN_SECONDS = 45
# Asking again may help: the gateway said that it cannot know or cannot do it now.
UNSURE_CODES = {202, 408, 429, 500, 502, 503, 504}


class Worker(threading.Thread):
    """Works until told to stop; rests between rest() and go()."""

    def __init__(self, name, every):
        super().__init__(name=name, daemon=True)
        self.every = every
        self.failure = None
        self._may_work = threading.Event()
        self._resting = threading.Event()
        self._ended = threading.Event()

    def run(self):
        try:
            while not self._ended.is_set():
                if not self._may_work.is_set():
                    self._resting.set()
                    self._may_work.wait(0.2)
                    continue
                self._resting.clear()
                self.work()
                self._ended.wait(self.every)
        except Exception as why:
            self.failure = why
            self._resting.set()

    def work(self):
        raise NotImplementedError

    def go(self):
        self._resting.clear()
        self._may_work.set()

    def rest(self, deadline):
        """Until the operation under way has ended, one way or the other."""
        self._may_work.clear()
        assert self._resting.wait(deadline), f"{self.name} does not come to rest"
        if self.failure:
            raise self.failure

    def end(self):
        self._may_work.clear()
        self._ended.set()
        self.join(ASK_AGAIN_SECONDS + 15)


class Caller:
    """Somebody behind the gateway's interface, who signs in again whenever needed."""

    def __init__(self, house, login, seed):
        self.house, self.login = house, login
        self.rng = random.Random(f"{seed}/{login}")
        self.portal = None
        self.wrong = set()  # answers that should not be

    def addresses(self):
        return [f"http://127.0.0.1:{program.env['BEURT_HTTP_PORT']}"
                for name, program in sorted(self.house.programs.items())
                if name.startswith("gateway-") and program.is_running]

    def signed_in(self):
        """A portal at one of the gateways; None when none of them answers."""
        if self.portal:
            return self.portal
        addresses = self.addresses()
        if not addresses:
            return None
        try:
            self.portal = self.sign_in(Portal(self.rng.choice(addresses)))
        except (requests.RequestException, Refused):
            return None
        return self.portal

    def sign_in(self, portal):
        portal.login(self.login, PASSWORD)
        return portal

    def ask(self, method, path, **more):
        """The answer, or None when there was none."""
        portal = self.signed_in()
        if not portal:
            return None
        try:
            answer = portal.call(method, path, timeout=15, **more)
        except requests.RequestException:
            self.portal = None
            return None
        if answer.status_code == 401:
            self.portal = None
            return None
        if answer.status_code == 500:
            self.wrong.add(f"{method} {answer.request.path_url.split('?')[0][:40]}: 500")
        return answer

    def new_id(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def insist(self, method, path, **more):
        """The same request until somebody knows: (outcome, last answer)."""
        end, answer = time.monotonic() + ASK_AGAIN_SECONDS, None
        while time.monotonic() < end:
            answer = self.ask(method, path, **more)
            if answer is not None and self.is_pending(answer):
                outcome = self.read_command(self.ask("GET", answer.headers["Location"]))
                if outcome:
                    return outcome, answer
            elif answer is not None and answer.ok:
                return OK, answer
            elif answer is not None and answer.status_code not in UNSURE_CODES:
                return FAIL, answer
            pause(0.2)
        return INFO, answer

    def keyed(self, method, path, body):
        """insist() under a key: asked again it is the same request."""
        outcome, answer = self.insist(method, path, json=body,
                                      headers={"Idempotency-Key": self.new_id()})
        if outcome == FAIL and answer.status_code in (400, 422):
            self.wrong.add(f"{method} {path.split('?')[0]}: {answer.text[:200]}")
        return outcome, answer

    @staticmethod
    def is_pending(answer):
        """Nobody answered the command in time; its place tells later."""
        return answer.status_code == 202 and \
            answer.headers["Location"].startswith("/v1/commands/")

    @staticmethod
    def read_command(told):
        command = told.json() if told is not None and told.ok else {}
        if command.get("status") != "done" or command.get("outcome") == "later":
            return None
        return OK if command["outcome"] == "ok" else FAIL


class Client(Caller, Worker):
    """A caller who is at work."""

    def __init__(self, house, login, every, seed):
        Worker.__init__(self, f"client {login}", every)
        Caller.__init__(self, house, login, seed)
