# SPDX-License-Identifier: Apache-2.0
"""Runs the whole product on this machine until Ctrl-C: `make demo`.

Private Postgres, broker (embedded, or BROKER=kafka), mail catcher and all services start
under build/demo/; two garages get their history through the ingress topics, as a DMS would
publish it, while the shared clock plays two weekly cycles; then it stands at today.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import time

from facts import FOLDER, PID, ROOT, running_pid, write_facts

import appointments  # noqa: E402
import generate  # noqa: E402
import inspections  # noqa: E402
import passports  # noqa: E402
import register  # noqa: E402
import weeks  # noqa: E402
from house import House  # noqa: E402
from polling import eventually, is_free  # noqa: E402

MAIL_PORT = 8025
LINKS_SHOWN = 5
PAGE = re.compile(r"https?://\S+/m/\S+")


class Stopped(Exception):
    """Somebody asked the demo to stop."""


def say(text):
    """A line for the person who waits."""
    print(text, flush=True)


def stop_on_signals():
    def stop(_number, _frame):
        raise Stopped

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)


def check_free(port):
    pid = running_pid()
    if pid and pid != os.getpid():
        sys.exit(f"The demo runs already (process {pid}); `make demo-stop` stops it.")
    if not is_free(port):
        sys.exit(f"Port {port} is taken. Stop what listens there, or: make demo PORT=8090")


def clean_folder():
    """Every start is from nothing: the embedded broker forgets, so the rest must too."""
    for name in ("mails", "log", "kafka", "register"):
        shutil.rmtree(FOLDER / name, ignore_errors=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    (FOLDER / "clock").unlink(missing_ok=True)
    os.makedirs(FOLDER, exist_ok=True)


class Demo:
    def __init__(self, port, out):
        self.present = weeks.present(real_now())
        self.world = generate.make_world(self.present.date())
        self.house = House(
            FOLDER, binaries=out / "bin",
            ports={"portal": port, "mail": MAIL_PORT if is_free(MAIL_PORT) else 0})
        self.house.drop_postgres()
        self.publishers = {}
        self.left = list(self.world["invoices"])

    def open(self):
        """Start everything before the first of the past weeks, and play them."""
        house, first = self.house, weeks.past_steps(self.present)[0][0]
        house.clock.set(weeks.at(first.date(), 0, 0) - weeks.DAY / 24)
        say(f"Starting Postgres, the {house.broker_kind} broker, mail catcher and services …")
        house.start()
        house.seed(generate.make_seed(house.base_url))
        house.settle()
        say(f"Publishing {len(self.left)} invoices of two garages to their ingress topics …")
        self.publish_until(house.clock.now(weeks.AMSTERDAM).date())
        for moment, what in weeks.past_steps(self.present):
            say(f"  {moment:%a %d %b %H:%M}  {what}")
            house.clock.set(moment)
            house.settle()
            self.publish_until(moment.date())
        self.arrive()

    def arrive(self):
        """Today: the last invoices, and what went wrong at a DMS."""
        house = self.house
        house.clock.set(weeks.present(real_now()))
        self.publish_until(self.present.date())
        for vendor, key, value in self.world["bad"]:
            publisher = self.publisher(vendor)
            publisher.put(key, value.encode(), publisher.cloud_event())
            publisher.flush()
        house.settle()
        self.open_register()
        say("Filling in inspection forms in both garages …")
        inspections.play(house.base_url, generate.make_seed()["users"],
                         self.world["invoices"], self.present.date().isoformat())
        say("Making appointments in both garages …")
        appointments.play(house.base_url, generate.make_seed()["users"],
                          self.world["invoices"])
        say("Giving car passports, a fleet and two transfers …")
        self.parties = passports.play(house, generate.make_seed()["users"],
                                      self.world["invoices"])
        house.settle()

    def open_register(self):
        """As of today: earlier it would know what was not known yet."""
        say("Asking the vehicle register (files) for APK dates and recalls …")
        fleet = self.house.programs["fleet-1"]
        fleet.env["BEURT_REGISTER_FOLDER"] = str(register.write(
            FOLDER / "register", self.world, self.present.date()))
        fleet.stop()
        fleet.start().wait_ready()
        eventually(lambda: not self.house.query(
            "SELECT 1 FROM fleet.register_plate WHERE version = 0 LIMIT 1"), 60, fleet.tail)
        self.house.settle()

    def publisher(self, vendor):
        if vendor not in self.publishers:
            self.publishers[vendor] = self.house.publisher(vendor)
        return self.publishers[vendor]

    def publish_until(self, day):
        """The invoices up to and including a day, in order."""
        due = [one for one in self.left if one["issue_date"] <= day.isoformat()]
        self.left = self.left[len(due):]
        if not due:
            return
        for vendor in {generate.vendor_of(one["dealer"]) for one in due}:
            self.publisher(vendor).publish(
                *(one for one in due if generate.vendor_of(one["dealer"]) == vendor))
        self.house.settle()

    def facts(self):
        house = self.house
        return {
            "base_url": house.base_url, "mail_url": house.mail_url,
            "users": [{"role": user["role"], "dealer": user.get("dealer", ""),
                       "login": user["login"], "password": user["password"]}
                      for user in generate.make_seed()["users"]]
            + [{"role": role, "dealer": "", "login": email, "password": generate.PASSWORD}
               for role, email in self.parties.items()],
            "customer_links": self.customer_links(),
            "report_links": self.links_of("Advies"),
            "registration_links": self.links_of("Meld "),
            "activation_links": self.links_to("/activeren/"),
            "transfer_links": self.links_to("/overdracht/"),
            "appointment_links": self.links_to("/afspraak/"),
            "brokers": house.brokers, "clock": str(house.clock.path),
            "pid": os.getpid()}

    def customer_links(self):
        """Links that customers got by mail, newest first."""
        links = []
        for mail in reversed(self.house.mailbox.mails()):
            link = mail["headers"].get("list-unsubscribe", "").strip("<> ")
            if link.startswith("http") and link not in links:
                links.append(link)
        return links[:LINKS_SHOWN]

    def links_of(self, subject):
        """Pages of inspections that customers got by mail, newest first."""
        return [link for mail in reversed(self.house.mailbox.mails())
                if mail["headers"].get("subject", "").startswith(subject)
                for link in PAGE.findall(mail["text"])][:LINKS_SHOWN]

    def links_to(self, path):
        """Links with this path that people got by mail, newest first."""
        return [link for mail in reversed(self.house.mailbox.mails())
                for link in re.findall(rf"https?://\S+?{path}[A-Za-z0-9_-]+", mail["text"])
                ][:LINKS_SHOWN]


def real_now():
    """The real moment: the demo's own clock starts from it."""
    return datetime.datetime.now(datetime.timezone.utc)


def tell(facts, seconds, moment):
    lines = [f"\nBeurt runs, after {seconds:.0f} s. It is {moment:%A %d %B %Y %H:%M} there.\n",
             f"  Portal   {facts['base_url']}/",
             f"  Mails    {facts['mail_url']}/", "\n  Log in as"]
    lines += [f"    {user['login']:<36} {user['password']:<18} {user['role']:<13} "
              f"{user['dealer']}" for user in facts["users"]]
    if facts["customer_links"]:
        lines.append(f"\n  A customer's page   {facts['customer_links'][0]}")
    if facts["report_links"]:
        lines.append(f"  An inspection       {facts['report_links'][0]}")
    lines.append(f"  The tablet form     {facts['base_url']}/inspectie/")
    lines.append(f"  Holders and fleets  {facts['base_url']}/inloggen")
    lines += ["\n  make demo-invoice   one more invoice, and which screen changes",
              "  make demo-week      from today's list to mails, visits and results",
              "  make demo-stop      or Ctrl-C here\n"]
    say("\n".join(lines))


def watch(house):
    """Until a program ends by itself or somebody stops the demo."""
    def ended():
        return [name for name, program in house.programs.items() if not program.is_running]

    while True:
        try:
            names = eventually(ended, 3600, every=0.5)
        except AssertionError:
            continue
        for name in names:
            say(f"{name} ended unexpectedly:\n{house.programs[name].tail()}")
        return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--out", default=str(ROOT / "build"))
    options = parser.parse_args()
    check_free(options.port)
    stop_on_signals()
    clean_folder()
    PID.write_text(str(os.getpid()))
    begun, status, demo = time.monotonic(), 0, None
    try:
        demo = Demo(options.port, pathlib.Path(options.out))
        (FOLDER / "world.json").write_text(json.dumps(demo.world, ensure_ascii=False))
        demo.open()
        facts = demo.facts()
        write_facts(facts)
        tell(facts, time.monotonic() - begun, demo.house.clock.now(weeks.AMSTERDAM))
        status = watch(demo.house)
    except (Stopped, KeyboardInterrupt):
        say("\nStopping …")
    except AssertionError as why:
        say(f"\nThe demo does not start: {why}\nLogs: {FOLDER}/log/")
        status = 1
    finally:
        close(demo)
    return status


def close(demo):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if demo:
        demo.house.stop()
        demo.house.drop_postgres()
    for path in (PID, FOLDER / "demo.json"):
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
