# SPDX-License-Identifier: Apache-2.0
"""Messages on disk: NNNNNNNN.eml as it came, NNNNNNNN.json with envelope and parts.

The JSON file is renamed into place last: a message without it was never answered for.
"""
import email
import email.policy
import json
import threading
import time

MAX_KEPT = 100_000


class MailStore:
    def __init__(self, directory):
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._mails = [json.loads(path.read_text())
                       for path in sorted(directory.glob("[0-9]*.json"))]
        self._next = self._mails[-1]["id"] + 1 if self._mails else 1

    def keep(self, sender, recipients, raw):
        with self._lock:
            if len(self._mails) >= MAX_KEPT:
                raise OSError(f"the catcher holds {MAX_KEPT} mails, its maximum")
            number, self._next = self._next, self._next + 1
        mail = {"id": number, "at": time.time(), "from": sender, "to": recipients,
                "size": len(raw), **describe(raw)}
        (self.directory / f"{number:08d}.eml").write_bytes(raw)
        draft = self.directory / f"{number:08d}.new"
        draft.write_text(json.dumps(mail))
        draft.rename(self.directory / f"{number:08d}.json")
        with self._lock:
            self._mails.append(mail)

    def find(self, to=None, after=0):
        """Mails in order of arrival, for one recipient when asked."""
        with self._lock:
            mails = list(self._mails)
        return [mail for mail in mails if mail["id"] > after
                and (not to or any(to.lower() == one.lower() for one in mail["to"]))]

    def get(self, number):
        with self._lock:
            return next((mail for mail in self._mails if mail["id"] == number), None)

    def raw(self, number):
        return (self.directory / f"{number:08d}.eml").read_bytes()

    def clear(self):
        with self._lock:
            for mail in self._mails:
                for ending in ("eml", "json"):
                    path = self.directory / f"{mail['id']:08d}.{ending}"
                    path.unlink(missing_ok=True)
            self._mails = []


def describe(raw):
    """Headers and the readable parts of a message; never fails on a bad one."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    facts = {"headers": {}, "subject": "", "message_id": "", "text": "", "html": ""}
    try:
        facts["headers"] = {name.lower(): str(value) for name, value in message.items()}
        facts["subject"] = facts["headers"].get("subject", "")
        facts["message_id"] = facts["headers"].get("message-id", "").strip()
        for field, kind in (("text", "plain"), ("html", "html")):
            part = message.get_body(preferencelist=(kind,))
            facts[field] = part.get_content() if part else ""
    except (LookupError, ValueError, AttributeError, TypeError) as why:
        facts["defect"] = f"{type(why).__name__}: {why}"
    return facts
