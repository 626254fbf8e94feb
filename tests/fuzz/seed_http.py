# SPDX-License-Identifier: Apache-2.0
"""Seeds of the HTTP fuzzer: good and smuggling requests, and the small grammars.

Usage: seed_http.py FOLDER
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
REQUESTS = ROOT.parent / "shared" / "data" / "http" / "llhttp-requests-accept.json"
ID = "5b0f2c1e-6f55-5c39-9a0e-1f9b8f6a0001"
SOCKET = (
    "GET /a HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /a/%41b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nscope",
    "POST /a/b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "PUT /slow/b HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "PUT /slow/b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
    "GET /a HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"1\"\r\n\r\n",
    "POST /a/b HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n" + "y" * 200,
    "GET /a?a=%00&b=%ff HTTP/1.1\r\nHost: x\r\nCookie: beurt=abc; b=c\r\n\r\n",
)
HEADS = ("/a\nHost: x\nContent-Length: 12", "/a\nHost: x\nTransfer-Encoding: chunked",
         "/a\nHost: x\nhost: y", "/\nHost: a, b")
VALUES = ("a=1; beurt=xyz", "scope=all+of%20it&x=1", "gzip;q=0, br", 'W/"7", "8"',
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "/a%20b%c3%a9")
CURSORS = (ID + "323032362d31322d3033", ID + "4a2e204a616e73656e", ID)


def main(folder):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    texts = ["\0" + text for text in SOCKET] + ["\1" + text for text in HEADS]
    texts += ["\2" + text for text in VALUES] + ["\3" + text for text in CURSORS]
    if REQUESTS.exists():
        texts += ["\0" + str(case.get("input", case.get("request", "")))
                  for case in json.loads(REQUESTS.read_text()) if isinstance(case, dict)]
    for number, text in enumerate(texts):
        (out / f"{number:04d}").write_bytes(text.encode("latin-1", "replace"))


if __name__ == "__main__":
    main(sys.argv[1])
