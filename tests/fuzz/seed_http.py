# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_http: requests as they should be, and as they are smuggled.

Usage: seed_http.py DIR
"""
import sys
from pathlib import Path

HOST = "Host: 127.0.0.1\r\n"
ID = "/v1/a/8b75ba24-ca95-529c-ad6c-696dd296393b"
JSON = '{"decision":"never","scope":"customer","reason":"no_contact"}'
REQUESTS = {
    "get": f"GET /v1/a?limit=10&x=%20 HTTP/1.1\r\n{HOST}Cookie: a=b; beurt=cd\r\n\r\n",
    "two": f"GET /v1/a HTTP/1.1\r\n{HOST}\r\nGET /v1/a HTTP/1.1\r\n{HOST}\r\n",
    "json": f"PATCH {ID} HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
            f"Content-Length: {len(JSON)}\r\n\r\n{JSON}",
    "chunks": f"PATCH {ID} HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n"
              f"Transfer-Encoding: chunked\r\n\r\n{len(JSON):x}\r\n{JSON}\r\n0\r\n\r\n",
    "form": f"POST /v1/a HTTP/1.1\r\n{HOST}Content-Type: application/x-www-form-urlencoded"
            "\r\nContent-Length: 12\r\n\r\naction=a%3Db",
    "both": f"POST /v1/a HTTP/1.1\r\n{HOST}Content-Length: 4\r\n"
            "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "hosts": f"GET /v1/a HTTP/1.1\r\n{HOST}{HOST}\r\n",
    "lengths": f"POST /v1/a HTTP/1.1\r\n{HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "zip": f"GET /v1/a HTTP/1.1\r\n{HOST}Accept-Encoding: gzip;q=0.5, *;q=0\r\n"
           "If-None-Match: W/\"1\", *\r\ntraceparent: 00-" + "a" * 32 + "-" + "b" * 16
           + "-01\r\n\r\n",
    "old": "GET /v1/a HTTP/1.0\r\n\r\n",
    "expect": f"POST /v1/a HTTP/1.1\r\n{HOST}Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    "path": f"GET /v1/../%00/%2e%2e/a?a=%zz HTTP/1.1\r\n{HOST}\r\n"}


def main(folder):
    for name, text in REQUESTS.items():
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
