# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_mapping: every given configuration before documents that fit it.

Usage: seed_mapping.py DIR
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = {"id": "1", "fact": "message", "at": "2026-11-25T10:00:00Z", "garage": "NL-1",
        "data": {"customer_id": "2", "visit_date": "2026-11-25", "advices": 3},
        "message": {"message_id": "3", "text": "APK", "to": {"mobile": "+31612345678"}},
        "person": {"name": "J. Vis", "phone": "0201234567"}, "car": {"plate": "H-001-HB"}}
THEIRS = {"event": "contact_preference", "preference": "opt_out", "Event": "CALL_CLOSED",
          "Result": {"Code": "NO_ANSWER"}, "CallRequest": {"Id": "3"}, "kind": "consent",
          "eventType": "message.status", "message": {"externalId": "3", "status": "BOUNCED"}}


def main(folder):
    for path in (ROOT / "services" / "gateway" / "connect" / "systems").glob("*.json"):
        mapping = json.loads(path.read_text(encoding="utf-8"))
        body = json.dumps({"name": "x", "mapping": mapping}).encode()
        for name, document in (("ours", OURS), ("theirs", THEIRS)):
            (folder / f"{path.stem}-{name}").write_bytes(
                body + b"\0" + json.dumps(document).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
