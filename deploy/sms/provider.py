# SPDX-License-Identifier: Apache-2.0
"""A stand-in for a provider of text messages: takes them, delivers none, shows them.

Usage: provider.py [--port 8026] [--callback URL --secret whsec_…] [--port-file FILE]

It takes what services/notification posts, answers as a provider does, and calls back what
became of each message, signed (Standard Webhooks). Where people would answer, the page has a
field for it. Standard library only. Tests tell it to be busy, slow, broken or forgetful.
"""
import argparse
import base64
import hashlib
import hmac
import html
import json
import pathlib
import queue
import signal
import threading
import time
import urllib.parse
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_BODY = 64 * 1024
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;
color:#1c2430;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;
padding:.4rem .6rem;border-bottom:1px solid #d5dae1;vertical-align:top;
overflow-wrap:anywhere}input,button{font:inherit}label{display:block}
"""


def sign(secret, post_id, timestamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{post_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


class SmsProvider:
    """`rule`: called with the message, gives None or (status, answer, seconds to wait)."""

    def __init__(self, port=0, secret="", callback="", delivers=True, token=None):
        self.secret = secret
        self.callback = callback
        self.delivers = delivers  # report each message as delivered
        self.token = token
        self.messages = []  # accepted, in order, each once
        self.posts = []     # every post, also refused and repeated ones
        self.told = []      # (event, status of the answer)
        self.rule = None
        self._lock = threading.Lock()
        self._calls = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        threading.Thread(target=self._call_back, daemon=True).start()
        return self

    def stop(self):
        self._calls.put(None)
        self._server.shutdown()
        self._server.server_close()

    __enter__ = start

    def __exit__(self, *_why):
        self.stop()

    # --- what came in ---------------------------------------------------------------------

    def take(self, message, headers):
        """(status, answer) for a posted message."""
        with self._lock:
            self.posts.append((message, headers))
        if self.token and headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"code": "token"}
        ruled = self.rule(message) if self.rule else None
        if ruled:
            status, answer, wait = ruled
            time.sleep(wait)
            if status >= 300:
                return status, answer
        with self._lock:
            known = any(one["id"] == message["id"] for one in self.messages)
            if not known:
                self.messages.append({**message, "at": time.time()})
        if not known and self.delivers:
            self.report(message["id"], "delivered")
        answer = ruled[1] if ruled else {}
        return 200, {"id": "p-" + message["id"][-12:], **answer}

    def to(self, phone):
        with self._lock:
            return [message for message in self.messages if message["to"] == phone]

    # --- what is called back --------------------------------------------------------------

    def report(self, message_id, status, **more):
        self.tell({"event": "report", "message_id": message_id, "status": status, **more})

    def answer_from(self, phone, text, to=None, event_id=None):
        event = {"event": "incoming", "from": phone, "text": text}
        self.tell({**event, **({"to": to} if to else {})}, event_id)

    def tell(self, event, event_id=None):
        self._calls.put((event_id or str(uuid.uuid4()), event))

    def _call_back(self):
        while (call := self._calls.get()) is not None:
            for _ in range(100):
                if not self.callback:
                    break
                status = self.post_event(*call)
                if status != 503:
                    break
                time.sleep(0.1)
            self._calls.task_done()

    def is_quiet(self):
        """All that was to be called back has been."""
        return self._calls.unfinished_tasks == 0

    def post_event(self, event_id, event, **headers):
        """Calls once; the status of the answer. `headers` take the place of the right ones."""
        body = json.dumps(event).encode()
        now = str(int(time.time()))
        request = urllib.request.Request(self.callback, body, {
            "Content-Type": "application/json", "webhook-id": event_id,
            "webhook-timestamp": now,
            "webhook-signature": sign(self.secret, event_id, now, body),
            **{name.replace("_", "-"): value for name, value in headers.items()}})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                status = answer.status
        except urllib.error.HTTPError as problem:
            status = problem.code
        except OSError:
            status = 503
        self.told.append((event, status))
        return status

    # --- pages ----------------------------------------------------------------------------

    def page(self):
        with self._lock:
            messages = list(reversed(self.messages[-500:]))
        rows = "".join(
            f"<tr><td>{time.strftime('%H:%M:%S', time.localtime(one['at']))}"
            f"<td>{html.escape(one['to'])}<br>{html.escape(one['from'])}"
            f"<td>{html.escape(one['text'])}<td>{one['parts']}</tr>" for one in messages)
        table = (f"<table><thead><tr><th scope=col>Arrived<th scope=col>To, from<th scope=col>"
                 f"Text<th scope=col>Parts</thead><tbody>{rows}</tbody></table>" if messages
                 else "<p>No text message yet. Once a weekly list has closed, they arrive "
                      "here.</p>")
        return (f"<!doctype html><html lang=en><meta charset=utf-8>"
                f"<meta name=viewport content='width=device-width'><title>Text messages</title>"
                f"<style>{STYLE}</style><main><h1>Text messages</h1>"
                f"<p>{len(messages)} caught; none left this machine.</p>{table}"
                f"<h2>Answer as a customer</h2><form method=post action=/answer>"
                f"<label>Telephone <input name=from required></label>"
                f"<label>Text <input name=text required value=STOP></label>"
                f"<button>Send</button></form></main></html>")

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args):
                """Quiet: what matters is in the list."""

            def reply(self, status, body, kind, **headers):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.path.startswith("/api/messages"):
                    self.reply(200, json.dumps(provider.messages).encode(),
                               "application/json")
                else:
                    self.reply(200, provider.page().encode(), "text/html; charset=utf-8")

            def do_POST(self):
                body = self.rfile.read(min(int(self.headers["Content-Length"]), MAX_BODY))
                if self.path == "/answer":
                    form = urllib.parse.parse_qs(body.decode())
                    provider.answer_from(form["from"][0], form["text"][0])
                    self.reply(303, b"", "text/plain", Location="/")
                    return
                status, answer = provider.take(json.loads(body), dict(self.headers))
                self.reply(status, json.dumps(answer).encode(), "application/json")

        return Handler


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8026)
    parser.add_argument("--callback", default="", help="where the gateway hears providers")
    parser.add_argument("--secret", default="", help="what calls are signed with, whsec_…")
    parser.add_argument("--port-file", help="written once the port answers")
    options = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with SmsProvider(options.port, options.secret, options.callback) as provider:
        if options.port_file:
            draft = pathlib.Path(options.port_file + ".new")
            draft.write_text(provider.url.rsplit(":", 1)[1] + "\n")
            draft.rename(options.port_file)
        print(f"text messages on {provider.url}/", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
