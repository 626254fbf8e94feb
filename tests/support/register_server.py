# SPDX-License-Identifier: Apache-2.0
"""A server on this machine that answers as RDW's open data does.

Data sets are lists of rows; questions carry $where, $limit and $offset. `trouble` makes the
next answers bad, the ways servers are.
"""
import http.server
import json
import pathlib
import re
import threading
import urllib.parse

STORED = pathlib.Path(__file__).resolve().parents[1] / "data" / "rdw"
VEHICLES, FUELS, RECALLS = "m9d7-ebf2", "8ys7-d773", "t49b-isb7"
RECALL_WORDS, EXPIRIES, REPORTS = "j9yg-7rg9", "vkij-7mwc", "sgfe-77wx"
DANGERS, TELLINGS = "9ihi-jgpf", "mh8w-8cup"
DEFECTS, MEANINGS = "a34c-vvps", "hx2c-gt7k"
DATASETS = (VEHICLES, FUELS, RECALLS, RECALL_WORDS, EXPIRIES, REPORTS, DANGERS, TELLINGS,
            DEFECTS, MEANINGS)
WHERE = re.compile(r"^(\w+) in\(((?:'[^']*',?)+)\)$")


def stored(name):
    """Rows of the register as they were kept."""
    return json.loads((STORED / f"{name}.json").read_text())


class RegisterServer:
    """`rows` by data set and key; `source(dataset, key)` instead makes rows when asked."""

    def __init__(self, source=None):
        self.rows = {dataset: {} for dataset in DATASETS}
        self.source = source or (lambda dataset, key: self.rows.get(dataset, {}).get(key, []))
        self.asked = []  # (data set, keys, offset) of every question
        self.agents = set()
        self.tokens = set()
        self.problems = []
        self.trouble = None  # called with the handler, the data set and the rows
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_why):
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}/resource"

    def put(self, dataset, *rows, key="kenteken"):
        """These rows take the place of those with the same key."""
        for row in rows:
            self.rows[dataset][row[key]] = []
        for row in rows:
            self.rows[dataset][row[key]].append(row)

    def questions(self, dataset=VEHICLES):
        return [question for question in list(self.asked) if question[0] == dataset]

    def plates_asked(self):
        return [key for _, keys, _ in self.questions() for key in keys]

    def answer(self, handler):
        path = urllib.parse.urlsplit(handler.path)
        query = dict(urllib.parse.parse_qsl(path.query, keep_blank_values=True))
        dataset = path.path.rsplit("/", 1)[1].removesuffix(".json")
        where = WHERE.match(query.get("$where", ""))
        self.agents.add(handler.headers.get("User-Agent"))
        self.tokens.add(handler.headers.get("X-App-Token"))
        if "$limit" not in query or not where or query.get("$order") != ":id":
            self.problems.append(f"{handler.path}: no $limit, $order or $where")
            return handler.say(400, b"{}")
        keys = re.findall(r"'([^']*)'", where[2])
        offset, limit = int(query.get("$offset", 0)), int(query["$limit"])
        self.asked.append((dataset, keys, offset))
        found = [row for key in keys for row in self.source(dataset, key)]
        page = found[offset:offset + limit]
        if self.trouble and self.trouble(handler, dataset, page):
            return None
        if dataset not in self.rows:
            return handler.say(404, b'{"message":"Not found"}')
        return handler.say(200, json.dumps(page).encode())

    def _handler(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # pylint: disable=invalid-name
                server.answer(self)

            def say(self, status, body, headers=(), length=None):
                """`length`: promised, which may be more than there is."""
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(length or len(body)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                if length and length > len(body):
                    self.close_connection = True
                return True

            def log_message(self, *_words):  # pylint: disable=arguments-differ
                pass

        return Handler
