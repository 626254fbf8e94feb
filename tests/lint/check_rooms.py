# SPDX-License-Identifier: Apache-2.0
"""Every service has the same rooms in the same order, and its README tells its knobs."""
import re

from project import Finding

ROOMS = ("README.md", "main.c", "knobs.c")
HEADINGS = ("Owns", "Hears", "Says", "Decides", "Knobs", "Run it alone")
KNOB = re.compile(r'{\s*"([A-Z0-9_]+)",\s*KNOB_\w+,\s*(?:[^"{}]*?),\s*(NULL|(?:"[^"]*"\s*)+),',
                  re.DOTALL)
# The gateway is the front door as well: people with their sessions and rights, requests
# that wait for an answer, pages and files.
MORE_ROOMS = {"gateway": (
    "access", "ask_again", "booking", "break_glass", "command", "command_inspection",
    "customer_link", "inquiries", "limiter", "listing", "login_link", "openapi",
    "page_cache", "passport",
    "password", "project", "project_appointment", "project_cost", "project_inspection",
    "project_lead", "project_passport", "project_print", "project_results",
    "publish", "replies", "routes", "routes_pages", "routes_print", "sights", "signin",
    "signin_party", "slots", "start", "thing", "waiters", "web")}
APP_HEADER = "libcommon/app/app.h"


def check_rooms(project):
    """every service has README.md main.c knobs.c events*.c timers.c domain/ store*.c"""
    for service in project.services:
        base = f"services/{service}"
        names = [name[len(base) + 1:] for name in project.files if name.startswith(base + "/")]
        missing = [room for room in ROOMS if room not in names]
        missing += [f"{room}.c" for room in ("events", "store")
                    if not any(re.fullmatch(rf"{room}(_\w+)?\.c", name) for name in names)]
        if not any(name.startswith("domain/") for name in names):
            missing.append("domain/")
        for room in missing:
            yield Finding(base, 1, "rooms", f"room {room} is missing")
        for name in names:
            if name.endswith(".c") and not is_room(name) \
                    and name.removesuffix(".c") not in MORE_ROOMS.get(service, ()):
                yield Finding(f"{base}/{name}", 1, "rooms",
                              "is none of the rooms every service has")


def is_room(name):
    return re.fullmatch(
        r"(main|knobs|timers(_\w+)?|events(_\w+)?|http(_\w+)?|store(_\w+)?|batch(_\w+)?|"
        r"service)\.c|"
        r"(domain|form|book|appointment|register|cost|intake|list|mail|http|auth|store|web|pages|"
        r"report|lights|print|call|carried|channel|sms|push|connect|campaign|lead|help)/"
        r"[\w/]+\.c", name)


def check_readme_order(project):
    """a service's README: Owns / Hears / Says / Decides / Knobs / Run it alone"""
    for service in project.services:
        name = f"services/{service}/README.md"
        if not project.has(name):
            continue
        found = re.findall(r"^#+ +(.+?) *$", project.text(name), re.MULTILINE)
        order = [heading for heading in found if heading in HEADINGS]
        if order != list(HEADINGS):
            yield Finding(name, 1, "rooms",
                          f"headings are {order}, not {list(HEADINGS)} in that order")


def knobs_in(text):
    """(name, preset or None) of every row of a knob table; macros may span lines."""
    flat = text.replace("\\\n", "\n")
    return [(name, None if preset == "NULL" else "".join(re.findall(r'"([^"]*)"', preset)))
            for name, preset in KNOB.findall(flat)]


def check_knobs(project):
    """every knob of a service is in its README's table with its default, and no other"""
    shared = knobs_in(project.text(APP_HEADER)) if project.has(APP_HEADER) else []
    for service in project.services:
        readme = f"services/{service}/README.md"
        source = f"services/{service}/knobs.c"
        if not project.has(readme) or not project.has(source):
            continue
        knobs = shared + knobs_in(project.text(source))
        rows = dict(re.findall(r"^\|\s*`BEURT_([A-Z0-9_]+)`\s*\|(.*)$", project.text(readme),
                               re.MULTILINE))
        for name, preset in knobs:
            if name not in rows:
                yield Finding(readme, 1, "knobs", f"BEURT_{name} is not in the knob table")
            elif preset and preset not in rows[name]:
                yield Finding(readme, 1, "knobs",
                              f"BEURT_{name}: the table does not show its default {preset}")
        for name in sorted(set(rows) - {name for name, _ in knobs}):
            yield Finding(readme, 1, "knobs", f"BEURT_{name} is in the table but no knob")
