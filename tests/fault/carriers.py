# SPDX-License-Identifier: Apache-2.0
"""Who takes what the channels hand over while everything dies: a provider of text messages,
a push service, a garage's own system behind a connector, a print house.

Each refuses some, is too busy for some, and takes some without ever saying so. What one of
them has whole has arrived, also when its answer was lost.
"""
import json
import pathlib
import random
import re
import shutil
import subprocess
import threading
import time

from clients import Worker
from connector_peer import Peer
from evidence import Arrived, Job
from push_service import PushService
from sms_provider import Texts

REFUSED, BUSY, LOST = 0.05, 0.05, 0.04
CARRIED_BY = "NL-4711"  # the garage whose text messages its own system delivers
SYSTEM = "autosociaal"


class Cut(Exception):
    """The line is cut before an answer."""


class Fates:
    """What a stand-in does with the next message, and what each of them took."""

    def __init__(self, house_now, arrived, seed):
        self.now, self.arrived = house_now, arrived
        self.lock = threading.Lock()
        self.rng = random.Random(f"{seed}/fates")

    def draw(self):
        with self.lock:
            chance = self.rng.random()
        for word, share in (("refused", REFUSED), ("busy", BUSY), ("lost", LOST)):
            if chance < share:
                return word
            chance -= share
        return "taken"

    def take(self, channel, intent, mark=""):
        with self.lock:
            self.arrived.append(Arrived(channel, intent, time.time(), self.now(), mark))


def never_mind(_request, _address):
    """A killed sender's line breaks, and some lines we cut ourselves."""


class Provider(Texts):
    """Of text messages. It knows no keys: what comes twice is two messages."""

    def __init__(self, fates):
        super().__init__()
        self.fates = fates
        self._server.handle_error = never_mind

    def take(self, message, headers):
        fate = self.fates.draw()
        if fate in ("refused", "busy"):
            return (422 if fate == "refused" else 503), {"code": fate}
        self.fates.take("sms", message["id"], str(message["parts"]))
        answer = super().take(message, headers)
        if fate == "lost":
            raise Cut
        return answer


class Pushes(PushService):
    """Of the browsers of holders; each message names its request."""

    def __init__(self, fates):
        super().__init__()
        self.fates = fates
        self._server.handle_error = never_mind

    def take(self, name, headers, body):
        fate = self.fates.draw()
        browser = self.browsers.get(name)
        if fate in ("refused", "busy") or not browser:
            return 400 if fate == "refused" else 503
        before = len(browser.messages)
        status = super().take(name, headers, body)
        for message in browser.messages[before:]:
            self.fates.take("push", message["tag"], name)
        if fate == "lost":
            raise Cut
        return status


class System(Peer):
    """The garage's own: it knows the ids it has seen, as one that is asked twice must."""

    def __init__(self, fates):
        self.fates, self.seen, self.problems = fates, set(), set()
        super().__init__()
        self.server.handle_error = never_mind

    def take(self, headers, body):
        fate = self.fates.draw()
        post = {name.lower(): value for name, value in headers.items()}["webhook-id"]
        if post in self.seen:
            return 409
        if fate in ("refused", "busy"):
            return 422 if fate == "refused" else 503
        status = super().take(headers, body)
        told = self.heard[-1]
        if not told["signed"]:
            self.problems.add("a post is signed by somebody else")
        self.seen.add(post)
        self.fates.take("carried", told["body"]["message_ref"], post)
        return None if fate == "lost" else status


class PrintHouse(Worker):
    """Fetches a job as soon as its manifest lies there, and takes it out of the directory."""

    def __init__(self, folder, jobs):
        super().__init__("print house", 0.5)
        self.folder, self.jobs = pathlib.Path(folder), jobs
        self.fetched = self.folder.parent / "fetched"
        self.problems = set()

    def open(self):
        for path in (self.folder, self.fetched):
            path.mkdir(parents=True, exist_ok=True)

    def work(self):
        for manifest in sorted(self.folder.glob("*.json")):
            self.fetch(manifest)

    def fetch(self, path):
        manifest = json.loads(path.read_text())
        files = [one["file"] for one in (*manifest["pieces"], manifest["addresses"])]
        missing = [name for name in files if not (self.folder / name).is_file()]
        if missing:
            self.problems.add(f"{path.name} lies there before {missing[0]}")
            return
        self.jobs.append(Job(manifest["batch_id"], manifest["dealer"], manifest["kind"],
                             manifest["sheets"], manifest["cost_cents"],
                             [text for one in manifest["pieces"]
                              for text in self.pages(self.folder / one["file"])]))
        for name in (*files, path.name):
            shutil.move(self.folder / name, self.fetched / name)

    @staticmethod
    def pages(pdf):
        """What each page says, without spaces and dashes."""
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True,
                              timeout=60).stdout.decode()
        return [re.sub(r"[\s-]", "", page) for page in text.split("\f")[:-1]]


class Carriers:
    """All four, and what the house must know of them."""

    def __init__(self, clock_now, folder, evidence, seed):
        self.fates = Fates(clock_now, evidence.arrived, seed)
        self.texts, self.pushes = Provider(self.fates), Pushes(self.fates)
        self.system = System(self.fates)
        self.printing = PrintHouse(pathlib.Path(folder) / "jobs", evidence.jobs)
        self.hook = None

    def __enter__(self):
        self.texts.start()
        self.pushes.__enter__()
        return self

    def __exit__(self, *_why):
        self.texts.stop()
        self.pushes.__exit__()
        self.system.close()

    def settings(self):
        """{service: its settings}; a repeat of a text message is not safe here."""
        notification = {**self.texts.settings()["notification"],
                        **self.pushes.settings()["notification"],
                        "BEURT_SMS_REPEATS_SAFE": "no",
                        "BEURT_PRINT_DIR": str(self.printing.folder)}
        gateway = {**self.texts.settings()["gateway"], **self.pushes.settings()["gateway"],
                   "BEURT_CONNECTOR_PRIVATE": "yes"}
        return {"notification": notification, "gateway": gateway}

    def connect(self, house, manager):
        """The garage's manager lets its own system deliver text messages."""
        self.printing.open()
        self.texts.calls(house)
        systems = {one["system"]: one for one in manager.get("/v1/connectors")["systems"]}
        made = manager.ask("POST", "/v1/connectors", json={
            "name": "Eigen systeem", "mapping": systems[SYSTEM], "url": self.system.url,
            "facts": [], "active": True, "personal": True, "agreed": True})
        self.system.secret, self.hook = made["secret"], made["hook"]
        version = manager.get("/v1/settings")["version"]
        manager.ask("PUT", "/v1/settings", headers={"If-Match": f'"{version}"'}, json={
            "carriers": [{"channel": "sms",
                          "connector_id": made["connector"]["connector_id"]}]})

    def rest(self):
        """Nothing that was to be told is left."""
        return self.texts.is_quiet()

    @property
    def problems(self):
        return sorted({*self.pushes.problems, *self.system.problems,
                       *self.printing.problems})
