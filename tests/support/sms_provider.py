# SPDX-License-Identifier: Apache-2.0
"""The stand-in for the provider of text messages, as stories use it: inside the test's own
process, waiting for what should arrive."""
import base64
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "deploy" / "sms"))

from polling import eventually  # noqa: E402
from provider import SmsProvider  # noqa: E402

SECRET = "whsec_" + base64.b64encode(b"between us and the provider").decode()
TOKEN = "our-token"


class Texts(SmsProvider):
    def __init__(self, **more):
        super().__init__(secret=SECRET, token=TOKEN, **more)

    def settings(self):
        """Of the house whose text messages come here."""
        return {"notification": {"BEURT_SMS_URL": f"{self.url}/messages",
                                 "BEURT_SMS_TOKEN": TOKEN,
                                 "BEURT_SMS_SENDER": "+3197010200000"},
                "gateway": {"BEURT_SMS_HOOK_SECRET": SECRET}}

    def calls(self, house):
        """Where what becomes of the messages is told."""
        self.callback = f"{house.base_url}/v1/hooks/sms"

    def wait_for(self, phone, count=1, deadline=60.0):
        return eventually(lambda: (lambda found: found if len(found) >= count else None)(
            self.to(phone)), deadline, f"{count} text messages to {phone}")
