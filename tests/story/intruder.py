# SPDX-License-Identifier: Apache-2.0
"""Somebody who tries every route of the OpenAPI file with ids that belong to others.

A `Plan` says for each operation what to send, with the ids of whose things are tried; an
operation nobody planned is found by `unplanned()`, so that a new route cannot be forgotten.
What may not be seen is known by its marks: texts that stand in the victim's data alone.
"""
import json
import re
from dataclasses import dataclass, field

REFUSED = (401, 403, 404)
METHODS = ("get", "put", "post", "patch", "delete")


@dataclass
class Ask:
    """What to send. `open_to`: roles for whom a 2xx without marks is no break-in."""
    params: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    json: object = None
    data: object = None
    headers: dict = field(default_factory=dict)
    lists: bool = False  # answers anybody with their own; only marks matter


def operations(portal):
    """(method, path) of every route that the gateway describes."""
    paths = portal.get("/v1/openapi.json")["paths"]
    return sorted((method.upper(), path) for path, known in paths.items()
                  for method in known if method in METHODS)


def unplanned(portal, plan, without_owner):
    return [what for what in operations(portal)
            if what not in plan and what not in without_owner]


def address(path, params):
    missing = [name for name in re.findall(r"{(\w+)}", path) if name not in params]
    assert not missing, f"{path}: no value for {missing}"
    return re.sub(r"{(\w+)}", lambda found: str(params[found[1]]), path)


def try_it(portal, method, path, ask):
    more = {name: value for name, value in (("json", ask.json), ("data", ask.data),
            ("params", ask.query), ("headers", ask.headers)) if value}
    return portal.call(method, address(path, ask.params), allow_redirects=False, **more)


def complaint(answer, what, ask, marks):
    """Why this answer is a break-in; None when it is none."""
    seen = sorted(mark for mark in marks if mark in answer.text)
    if seen:
        return f"{what}: {answer.status_code} shows {seen}"
    if ask.lists or answer.status_code in REFUSED:
        return None
    if answer.status_code == 303 and "/inloggen" in answer.headers.get("Location", ""):
        return None
    return f"{what}: {answer.status_code} {answer.text[:200]}"


def break_in(portal, plan, marks, only=None):
    """Tries everything; the complaints, a line each."""
    found = []
    for (method, path), ask in sorted(plan.items()):
        if only and not only(method, path):
            continue
        answer = try_it(portal, method, path, ask)
        why = complaint(answer, f"{method} {path}", ask, marks)
        if why:
            found.append(why)
    return "\n".join(found)


class Snapshot:
    """What somebody sees of their own, so that a change by others shows."""

    VOLATILE = {"server_time", "seen_at", "projection_lag_seconds", "updated_ago"}

    def __init__(self, portal, *paths):
        self.portal, self.paths = portal, paths
        self.before = self.take()

    def take(self):
        return {path: json.dumps(self.still(self.portal.get(path)), sort_keys=True)
                for path in self.paths}

    def still(self, value):
        if isinstance(value, dict):
            return {key: self.still(part) for key, part in value.items()
                    if key not in self.VOLATILE}
        return [self.still(part) for part in value] if isinstance(value, list) else value

    def changes(self):
        now = self.take()
        return [f"{path}: {self.before[path][:300]} is now {now[path][:300]}"
                for path in self.paths if self.before[path] != now[path]]
