# SPDX-License-Identifier: Apache-2.0
"""The browser side of the mail catcher: pages for people, /api for programs.

GET /                     list of mails          GET /mails/7          one mail
GET /mails/7/html         its HTML part alone    GET /mails/7/raw      as it came
GET /api/mails?to=&after= mails as JSON          DELETE /api/mails     forget all
GET/POST/DELETE /api/rules                       what to do wrong (rules.py)
"""
import datetime
import html
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MAX_BODY = 64 * 1024
MAX_LISTED = 500
PAGE_POLICY = ("default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; "
               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
# A mail is shown as a mail program would: no script, no form, links open apart.
MAIL_POLICY = ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
               "base-uri 'none'; frame-ancestors 'self'; "
               "sandbox allow-popups allow-popups-to-escape-sandbox")
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem;
color:#1c2430;background:#fff}a{color:#0b57a4}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d5dae1;
vertical-align:top}iframe{width:100%;height:44rem;border:1px solid #d5dae1}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:1rem}
@media (max-width:40rem){.wide{display:none}}
"""


def start_viewer(address, port, store, rules):
    handler = type("Viewer", (Viewer,), {"store": store, "rules": rules})
    server = ThreadingHTTPServer((address, port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def page(title, body):
    return (f"<!doctype html><html lang=en><meta charset=utf-8>"
            f"<meta name=viewport content='width=device-width'>"
            f"<title>{html.escape(title)}</title><style>{STYLE}</style>"
            f"<main><h1>{html.escape(title)}</h1>{body}</main></html>")


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M:%S")


class Viewer(BaseHTTPRequestHandler):
    store = None
    rules = None
    protocol_version = "HTTP/1.1"
    server_version = "beurt-mail"

    def log_message(self, *_args):
        """Quiet: what matters is in the list."""

    def answer(self, code, body, kind="text/html; charset=utf-8", policy=PAGE_POLICY):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def answer_json(self, code, value):
        self.answer(code, json.dumps(value), "application/json")

    def do_GET(self):
        url = urlsplit(self.path)
        parts = [part for part in url.path.split("/") if part]
        if not parts:
            self.show_list()
        elif parts == ["api", "mails"]:
            self.list_mails(parse_qs(url.query))
        elif parts == ["api", "rules"]:
            self.answer_json(200, self.rules.all())
        elif parts[0] == "mails" and len(parts) <= 3:
            self.show_mail(parts[1:])
        else:
            self.answer(404, page("Not found", "<p><a href='/'>All mails</a></p>"))

    do_HEAD = do_GET

    def list_mails(self, query):
        after = query.get("after", ["0"])[0]
        if not after.isdigit():
            self.answer_json(400, {"error": "after takes a mail's number"})
            return
        self.answer_json(200, self.store.find(query.get("to", [None])[0], int(after)))

    def show_list(self):
        mails = self.store.find()
        rows = "".join(
            f"<tr><td class=wide>{moment(mail['at'])}<td>{html.escape(', '.join(mail['to']))}"
            f"<td><a href='/mails/{mail['id']}'>"
            f"{html.escape(mail['subject']) or '(no subject)'}</a></tr>"
            for mail in reversed(mails[-MAX_LISTED:]))
        body = (f"<p>{len(mails)} mails caught; none left this machine.</p><table><thead><tr>"
                f"<th scope=col class=wide>Arrived<th scope=col>To<th scope=col>Subject"
                f"</thead><tbody>{rows}</tbody></table>" if mails else
                "<p>No mail yet. Once a weekly list has closed, its mails arrive here.</p>")
        self.answer(200, page("Mails", body))

    def show_mail(self, parts):
        number = parts[0] if parts else ""
        mail = self.store.get(int(number)) if number.isdigit() else None
        if not mail:
            self.answer(404, page("No such mail", "<p><a href='/'>All mails</a></p>"))
        elif parts[1:] == ["raw"]:
            self.answer(200, self.store.raw(mail["id"]), "text/plain; charset=utf-8")
        elif parts[1:] == ["html"]:
            self.answer(200, mail["html"], policy=MAIL_POLICY)
        elif parts[1:]:
            self.answer(404, page("Not found", "<p><a href='/'>All mails</a></p>"))
        else:
            self.answer(200, page(mail["subject"] or "(no subject)", mail_body(mail)))

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if self.path != "/api/rules":
            self.answer_json(404, {"error": "not found"})
        elif not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self.answer_json(413, {"error": f"a rule has at most {MAX_BODY} bytes"})
        else:
            self.add_rule(self.rfile.read(int(length)))

    def add_rule(self, body):
        try:
            self.rules.add(json.loads(body))
        except (ValueError, AttributeError) as why:
            self.answer_json(400, {"error": str(why)})
            return
        self.answer_json(201, self.rules.all())

    def do_DELETE(self):
        targets = {"/api/mails": self.store.clear, "/api/rules": self.rules.clear}
        if self.path not in targets:
            self.answer_json(404, {"error": "not found"})
            return
        targets[self.path]()
        self.answer_json(200, {})


def mail_body(mail):
    shown = ("from", "to", "reply-to", "date", "message-id", "list-unsubscribe",
             "list-unsubscribe-post")
    rows = "".join(f"<tr><th scope=row>{name}<td>{html.escape(mail['headers'][name])}</tr>"
                   for name in shown if name in mail["headers"])
    frame = (f"<h2>As the customer sees it</h2><iframe sandbox='allow-popups "
             f"allow-popups-to-escape-sandbox' title='HTML part' "
             f"src='/mails/{mail['id']}/html'></iframe>" if mail["html"] else "")
    return (f"<p><a href='/'>All mails</a> · <a href='/mails/{mail['id']}/raw'>as it came"
            f"</a></p><table>{rows}</table>{frame}<h2>Plain text</h2>"
            f"<pre>{html.escape(mail['text'])}</pre>")
