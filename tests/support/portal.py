# SPDX-License-Identifier: Apache-2.0
"""The gateway's HTTP interface as a person's browser uses it: a session of requests."""
import http.cookiejar

import requests

from polling import eventually


class Refused(AssertionError):
    """The gateway answered with a problem where the test wanted success."""

    def __init__(self, answer):
        super().__init__(f"{answer.request.method} {answer.request.path_url}: "
                         f"{answer.status_code} {answer.text[:600]}")
        self.answer = answer


class Portal:
    def __init__(self, base_url, login=None, password=None, on_answer=None):
        self.base_url = base_url.rstrip("/")
        self.session = requests.Session()
        # The session cookie is Secure; on the loopback it travels without TLS.
        self.session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(
            secure_protocols=("https", "http")))
        self.session.headers["X-Beurt"] = "1"
        self.on_answer = on_answer
        self.me = self.login(login, password) if login else None

    def call(self, method, path, **more):
        """The answer, whatever it is. Unsafe methods carry the gateway's CSRF header."""
        answer = self.session.request(method, self.base_url + path,
                                      timeout=more.pop("timeout", 60), **more)
        answer.encoding = answer.encoding or "utf-8"  # else a PDF is guessed at for long
        if self.on_answer:
            self.on_answer(answer)
        return answer

    def ask(self, method, path, **more):
        """The JSON of a 2xx answer; Refused otherwise."""
        answer = self.call(method, path, **more)
        if not answer.ok:
            raise Refused(answer)
        return answer.json() if answer.content else None

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def login(self, login, password):
        self.me = self.ask("POST", "/v1/session", json={"login": login, "password": password})
        return self.me

    def logout(self):
        return self.ask("DELETE", "/v1/session")

    def pages(self, path, key, **params):
        """All rows of a list, following its cursors."""
        rows, cursor = [], None
        while True:
            page = self.get(path, params={**params, **({"cursor": cursor} if cursor else {})})
            rows += page[key]
            cursor = page.get("next_cursor")
            if not cursor:
                return rows

    def current_week(self):
        """The week whose list is open now, "2026-W49"; None before there is one."""
        return self.get("/v1/weeks").get("current")

    def proposals(self, week, **params):
        return self.pages(f"/v1/weeks/{week}/proposals", "proposals", **params)

    def decide(self, proposal, decision, **more):
        """PATCH with the version the caller has seen; the plain answer."""
        return self.call("PATCH", f"/v1/proposals/{proposal['id']}",
                         json={"decision": decision, **more},
                         headers={"If-Match": f'"{proposal["version"]}"'})

    def upload(self, document, kind, dry_run=False):
        return self.call("POST", "/v1/invoices", data=document,
                         headers={"Content-Type": kind},
                         params={"dry_run": "1"} if dry_run else None)

    def settled(self, answer, deadline=60.0):
        """The outcome of a command answered with 202 and a Location."""
        if answer.status_code != 202 or "Location" not in answer.headers:
            return answer
        return eventually(
            lambda: (lambda command: command if command["status"] == "done" else None)(
                self.get(answer.headers["Location"])), deadline, "the command's outcome")
