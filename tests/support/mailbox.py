# SPDX-License-Identifier: Apache-2.0
"""Reads the mail catcher, and tells it what to do wrong."""
import requests

from polling import eventually


class Mailbox:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def mails(self, to=None, after=0):
        answer = requests.get(f"{self.url}/api/mails", timeout=60,
                              params={"after": after, **({"to": to} if to else {})})
        answer.raise_for_status()
        return answer.json()

    def wait_for(self, to=None, count=1, deadline=60.0):
        """At least `count` mails, to one address when asked."""
        return eventually(lambda: (lambda found: found if len(found) >= count else None)(
            self.mails(to)), deadline, f"{count} mails to {to or 'anybody'}")

    def raw(self, number):
        answer = requests.get(f"{self.url}/mails/{number}/raw", timeout=60)
        answer.raise_for_status()
        return answer.content

    def rule(self, **rule):
        """rule(address="x@y.nl", stage="rcpt", code=550, text="5.1.1 unknown", times=1)"""
        answer = requests.post(f"{self.url}/api/rules", json=rule, timeout=60)
        assert answer.status_code == 201, answer.text

    def clear_rules(self):
        requests.delete(f"{self.url}/api/rules", timeout=60).raise_for_status()

    def clear(self):
        requests.delete(f"{self.url}/api/mails", timeout=60).raise_for_status()
