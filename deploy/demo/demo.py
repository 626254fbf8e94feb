# SPDX-License-Identifier: Apache-2.0
"""Runs the whole product on this machine until Ctrl-C: `make demo`.

Private Postgres, broker (embedded, or BROKER=kafka), mail catcher and all services start
under build/demo/; two garages get their history through the ingress topics, as a DMS would
publish it, while the shared clock plays the last weeks (past.py); then it stands at today.
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
import campaigns  # noqa: E402
import generate  # noqa: E402
import inspections  # noqa: E402
import leads  # noqa: E402
import others  # noqa: E402
import past  # noqa: E402
import passports  # noqa: E402
import register  # noqa: E402
import weeks  # noqa: E402
from house import House  # noqa: E402
from polling import eventually  # noqa: E402
from ports import is_free  # noqa: E402
from provider import SmsProvider  # noqa: E402

MAIL_PORT = 8025
SMS_PORT = 8026
SMS_SECRET = "whsec_" + "ZGVtby1kZW1vLWRlbW8tZGVtby1kZW1v"
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
        self.texts = SmsProvider(SMS_PORT if is_free(SMS_PORT) else 0, SMS_SECRET).start()
        self.house = House(
            FOLDER, binaries=out / "bin", settings={
                "notification": {"BEURT_SMS_URL": f"{self.texts.url}/messages"},
                "gateway": {"BEURT_SMS_HOOK_SECRET": SMS_SECRET,
                            "BEURT_CONNECTOR_PRIVATE": "yes",
                            "BEURT_LOGINS_PER_MINUTE": "240"}},
            ports={"portal": port, "mail": MAIL_PORT if is_free(MAIL_PORT) else 0})
        self.house.drop_postgres()
        self.publishers = {}
        self.users = generate.make_seed()["users"]
        self.peers = []
        self.customers = past.Customers(self.world)

    def open(self):
        """Start everything before the first of the past weeks, and play them."""
        house, first = self.house, weeks.past_steps(self.present)[0][0]
        house.clock.set(weeks.at(first.date(), 0, 0) - weeks.DAY / 24)
        say(f"Starting Postgres, the {house.broker_kind} broker, mail catcher and services …")
        house.start()
        self.texts.callback = f"{house.base_url}/v1/hooks/sms"
        house.seed(generate.make_seed(house.base_url))
        house.settle()
        say(f"Publishing {len(self.customers.left)} invoices of two garages to their ingress "
            "topics …")
        self.publish(self.customers.until(house.clock.now(weeks.AMSTERDAM).date(), True))
        past.Past(house, self.customers, self.users, self.publish).play(self.present, say)
        self.arrive()

    def arrive(self):
        """Today: the last invoices, and what went wrong at a DMS."""
        house = self.house
        self.tell_others()
        house.clock.set(weeks.present(real_now()))
        self.publish(self.customers.until(self.present.date()))
        self.world["invoices"] = self.customers.came
        for vendor, key, value in self.world["bad"]:
            publisher = self.publisher(vendor)
            publisher.put(key, value.encode(), publisher.cloud_event())
            publisher.flush()
        house.settle()
        self.open_register()
        say("Filling in inspection forms in both garages …")
        inspections.play(house.base_url, self.users, self.world["invoices"],
                         self.present.date().isoformat())
        say("Making appointments in both garages …")
        appointments.play(house.base_url, self.users, self.world["invoices"])
        say("Giving car passports, a fleet and two transfers …")
        self.parties = passports.play(house, self.users, self.world["invoices"])
        campaigns.play_today([house.portal(user["login"], user["password"])
                              for user in self.users if user["role"] == "adviser"
                              and user["dealer"] == campaigns.DEALER])
        say("New people ask the first garage for something …")
        leads.play(house, self.portal_of("manager"), self.portal_of("adviser"),
                   (self.present.date() - 40 * weeks.DAY).isoformat())
        house.settle()

    def portal_of(self, role):
        user = next(user for user in self.users if user["role"] == role)
        return self.house.portal(user["login"], user["password"])

    def tell_others(self):
        """Monday early: news of the network, also by e-mail; connectors hear of what comes
        from here on."""
        self.house.clock.set(weeks.at(weeks.monday_of(self.present), 7, 30))
        others.tell_news(self.portal_of("helpdesk"), self.present.date())
        others.ask_news(self.portal_of("manager"))
        self.peers = others.open_connectors(self.portal_of("manager"))
        self.house.clock.set(weeks.at(weeks.monday_of(self.present), 7, 59))
        eventually(lambda: self.links_to("/nieuws/stop/"), 60, "the news by e-mail")

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

    def publish(self, due):
        """Invoices, in order; back once everybody has heard of them."""
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
            "texts_url": self.texts.url,
            "users": [{"role": user["role"], "dealer": user.get("dealer", ""),
                       "login": user["login"], "password": user["password"]}
                      for user in self.users]
            + [{"role": role, "dealer": "", "login": email, "password": generate.PASSWORD}
               for role, email in self.parties.items()],
            "customer_links": self.customer_links(),
            "report_links": self.links_of("Advies"),
            "registration_links": self.links_of("Meld "),
            "activation_links": self.links_to("/activeren/"),
            "transfer_links": self.links_to("/overdracht/"),
            "appointment_links": self.links_to("/afspraak/"),
            "lead_links": self.links_to("/aanvraag/", "Bevestig"),
            "lead_told_links": self.links_to("/aanvraag/", "Uw aanvraag"),
            "news_links": self.links_to("/nieuws/stop/"),
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

    def links_to(self, path, subject=""):
        """Links with this path that people got by mail, newest first."""
        return [link for mail in reversed(self.house.mailbox.mails())
                if mail["headers"].get("subject", "").startswith(subject)
                for link in re.findall(rf"https?://\S+?{path}[A-Za-z0-9_-]+", mail["text"])
                ][:LINKS_SHOWN]


def real_now():
    """The real moment: the demo's own clock starts from it."""
    return datetime.datetime.now(datetime.timezone.utc)


def tell(facts, seconds, moment):
    lines = [f"\nBeurt runs, after {seconds:.0f} s. It is {moment:%A %d %B %Y %H:%M} there.\n",
             f"  Portal   {facts['base_url']}/",
             f"  Mails    {facts['mail_url']}/",
             f"  Texts    {facts['texts_url']}/", "\n  Log in as"]
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
        demo.open()
        (FOLDER / "world.json").write_text(json.dumps(demo.world, ensure_ascii=False))
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
        demo.texts.stop()
        for peer in demo.peers:
            peer.close()
        demo.house.stop()
        demo.house.drop_postgres()
    for path in (PID, FOLDER / "demo.json"):
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
