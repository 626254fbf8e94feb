# SPDX-License-Identifier: Apache-2.0
"""A push service and the browsers behind it: checks who sends (VAPID, RFC 8292) and opens
what was sealed (RFC 8291, aes128gcm) with python3-cryptography, an implementation of its own.
"""
import base64
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from polling import eventually

POINT = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def encode(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_key():
    """(private key for BEURT_PUSH_KEY, public key for BEURT_PUSH_PUBLIC_KEY)"""
    key = ec.generate_private_key(ec.SECP256R1())
    number = key.private_numbers().private_value.to_bytes(32, "big")
    return encode(number), encode(key.public_key().public_bytes(*POINT))


def derive(secret, salt, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class Browser:
    """One subscription, and what it got."""

    def __init__(self, service, name):
        self.name = name
        self.endpoint = f"{service.url}/send/{name}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.point = self.key.public_key().public_bytes(*POINT)
        self.messages = []
        self.status = 201  # what the service answers for it; None: it takes it and hangs up

    def subscription(self):
        return {"endpoint": self.endpoint, "p256dh": encode(self.point),
                "auth": encode(self.auth)}

    def open(self, body):
        salt, size, named = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21:21 + named], body[21 + named:]
        assert size == 4096 and named == 65 and len(body) <= 4096
        shared = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        ikm = derive(shared, self.auth, b"WebPush: info\0" + self.point + sender, 32)
        cek = derive(ikm, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derive(ikm, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(cek).decrypt(nonce, sealed, None)
        assert plain.endswith(b"\x02"), "the last record ends in 2"
        return json.loads(plain[:-1])

    def wait_for(self, count=1, deadline=60.0):
        return eventually(lambda: self.messages if len(self.messages) >= count else None,
                          deadline, f"{count} messages for {self.name}")


class PushService:
    def __init__(self):
        self.private, self.public = new_key()
        self.browsers = {}
        self.problems = []  # what a real service would have refused
        self.headers = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_why):
        self._server.shutdown()
        self._server.server_close()

    def settings(self):
        return {"notification": {"BEURT_PUSH_KEY": self.private,
                                 "BEURT_PUSH_SUBJECT": "mailto:hulp@beurt.example",
                                 "BEURT_PUSH_SERVICES": self.url},
                "gateway": {"BEURT_PUSH_PUBLIC_KEY": self.public}}

    def browser(self, name):
        self.browsers[name] = Browser(self, name)
        return self.browsers[name]

    def check_sender(self, authorization):
        """The signature is of the key that pages subscribe with, for us, and not for long."""
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid" and parts["k"] == self.public, "another sender"
        signed, _, signature = parts["t"].rpartition(".")
        header, claims = (json.loads(decode(part)) for part in signed.split("."))
        flat = decode(signature)
        der = utils.encode_dss_signature(int.from_bytes(flat[:32], "big"),
                                         int.from_bytes(flat[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(parts["k"]))
        key.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
        assert header == {"typ": "JWT", "alg": "ES256"} and len(flat) == 64
        assert claims["aud"] == self.url, claims["aud"]
        assert 0 < claims["exp"] - time.time() <= 400 * 24 * 3600, "the clock may be stepped"
        assert claims["sub"].startswith("mailto:")

    def take(self, name, headers, body):
        self.headers.append(headers)
        browser = self.browsers.get(name)
        if not browser:
            return 404
        if browser.status not in (201, None):
            return browser.status
        try:
            self.check_sender(headers["Authorization"])
            assert headers["Content-Encoding"] == "aes128gcm" and int(headers["TTL"]) > 0
            browser.messages.append(browser.open(body))
        except (AssertionError, InvalidSignature, KeyError, ValueError) as problem:
            self.problems.append(repr(problem))
            return 403
        return browser.status

    def _handler(self):
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args):
                """Quiet: what matters is with the browsers."""

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = service.take(self.path.rsplit("/", 1)[1], dict(self.headers), body)
                self.close_connection = status is None
                if status is None:
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        return Handler
