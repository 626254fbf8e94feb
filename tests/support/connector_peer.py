# SPDX-License-Identifier: Apache-2.0
"""A local stand-in for the system at the other end of a connector: takes signed posts and
checks them as the Standard Webhooks specification says, answers what it is told to (None:
hangs up), and posts signed messages itself."""
import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import uuid

import requests

from polling import eventually


def signature(secret, post_id, stamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{post_id}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


class Peer:
    def __init__(self):
        self.secret, self.heard, self.answers, self.default = None, [], [], 204
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = peer.take(dict(self.headers.items()), body)
                if status is None:
                    return  # it has it, and hangs up
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def take(self, headers, body):
        head = {name.lower(): value for name, value in headers.items()}
        right = signature(self.secret, head["webhook-id"], head["webhook-timestamp"], body)
        status = self.answers.pop(0) if self.answers else self.default
        status = status() if callable(status) else status
        self.heard.append({"id": head["webhook-id"], "key": head["webhook-key"],
                           "signed": hmac.compare_digest(right, head["webhook-signature"]),
                           "fresh": abs(time.time() - int(head["webhook-timestamp"])) < 60,
                           "status": status, "body": json.loads(body)})
        return status

    def wait(self, holds, what, deadline=60.0):
        """The first post of which `holds` is true."""
        return eventually(lambda: next((one for one in self.heard if holds(one)), None),
                          deadline, lambda: f"{what}; heard {self.heard}")

    def post(self, base_url, hook, message, post_id=None, secret=None, stamp=None):
        """What the other system tells us."""
        body = json.dumps(message).encode()
        post_id, stamp = post_id or f"msg_{uuid.uuid4().hex}", stamp or str(int(time.time()))
        return requests.post(base_url + hook, data=body, timeout=60, headers={
            "Content-Type": "application/json", "webhook-id": post_id,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(secret or self.secret, post_id, stamp, body)})
