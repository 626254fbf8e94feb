# SPDX-License-Identifier: Apache-2.0
"""A browser without scripts: reads server-rendered pages, fills in their forms, presses
their buttons, follows where they lead, and keeps its cookies."""
import html
import http.cookiejar
import re
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests

SECONDS = 60


@dataclass
class Form:
    action: str = ""
    method: str = "get"
    fields: dict = field(default_factory=dict)  # name: what it holds
    choices: dict = field(default_factory=dict)  # name: values one may choose
    buttons: list = field(default_factory=list)  # (text, name, value, formaction)


class Reader(HTMLParser):
    """The forms of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.words = [], []
        self.select = self.area = self.button = None
        self.feed(page)

    @property
    def form(self):
        return self.forms[-1] if self.forms else Form()

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        kind = has.get("type", "")
        if tag == "form":
            self.forms.append(Form(has.get("action", ""), has.get("method", "get").lower()))
        elif tag == "input" and kind in ("radio", "checkbox"):
            self.form.choices.setdefault(has["name"], []).append(has.get("value", "on"))
            if "checked" in has:
                self.form.fields[has["name"]] = has.get("value", "on")
        elif tag == "input" and kind == "submit":
            self.form.buttons.append((has.get("value", ""), has.get("name"),
                                      has.get("value", ""), has.get("formaction")))
        elif tag == "input" and has.get("name"):
            self.form.fields[has["name"]] = has.get("value", "")
        elif tag == "textarea":
            self.area = has.get("name")
            self.form.fields[self.area] = ""
        elif tag == "select":
            self.select = has.get("name")
        elif tag == "option" and self.select:
            self.form.choices.setdefault(self.select, []).append(has.get("value", ""))
            if "selected" in has or self.select not in self.form.fields:
                self.form.fields[self.select] = has.get("value", "")
        elif tag == "button":
            self.button = ["", has.get("name"), has.get("value", ""), has.get("formaction")]

    def handle_data(self, data):
        self.words.append(data)
        if self.button:
            self.button[0] += data
        if self.area:
            self.form.fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "button" and self.button:
            self.button[0] = " ".join(self.button[0].split())
            self.form.buttons.append(tuple(self.button))
            self.button = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


class Visitor:
    """Somebody with a browser of their own, at one page at a time."""

    def __init__(self, base_url):
        self.base_url = base_url.rstrip("/")
        self.session = requests.Session()
        # The session cookie is Secure; on the loopback it travels without TLS.
        self.session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(
            secure_protocols=("https", "http")))
        self.answer = None

    def open(self, path, **more):
        """The page, whatever it says."""
        self.answer = self.session.get(urllib.parse.urljoin(self.base_url + "/", path),
                                       timeout=SECONDS, **more)
        return self

    @property
    def status(self):
        return self.answer.status_code

    @property
    def at(self):
        """Path of the page one is at."""
        return urllib.parse.urlsplit(self.answer.url).path

    @property
    def source(self):
        return self.answer.text

    @property
    def text(self):
        """What a person reads, in one line."""
        bare = re.sub(r"(?s)<(style|script|title)\b.*?</\1>", " ", self.source)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    @property
    def forms(self):
        return Reader(self.source).forms

    @property
    def links(self):
        return [html.unescape(one) for one in re.findall(r'href="([^"]+)"', self.source)]

    def press(self, button, **values):
        """The button whose text begins so (or holds it), in its form filled in as told."""
        known = [(form, one) for form in self.forms for one in form.buttons]
        found = [pair for pair in known if pair[1][0].startswith(button)] or \
                [pair for pair in known if button in pair[1][0]]
        assert found, f"{self.at} has no button '{button}': {[one[0] for _, one in known]}"
        form, (_, name, value, action) = found[0]
        sent = {**form.fields, **values, **({name: value} if name else {})}
        target = urllib.parse.urljoin(self.answer.url, action or form.action or "")
        origin = {"Origin": self.base_url, "Sec-Fetch-Site": "same-origin"}
        if form.method == "post":
            self.answer = self.session.post(target, data=sent, headers=origin, timeout=SECONDS)
        else:
            self.answer = self.session.get(target, params=sent, timeout=SECONDS)
        return self
