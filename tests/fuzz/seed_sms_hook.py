# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_sms_hook: every example of the body behind headers as a provider sends them.

Usage: seed_sms_hook.py DIR
"""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADERS = (b"msg_1", b"1790000000", b"v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")


def main(folder):
    for path in (ROOT / "proto" / "examples" / "body.sms_hook").glob("*.json"):
        (folder / path.stem).write_bytes(b"\0".join((*HEADERS, path.read_bytes())))
    stop = '{"event":"incoming","from":"+31612345678","text":"STOP, graag!"}'
    (folder / "stop").write_bytes(b"\0".join((*HEADERS, stop.encode())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
