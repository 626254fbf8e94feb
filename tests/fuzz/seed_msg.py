# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_msg: every example of every message, behind the byte that chooses it.

Usage: seed_msg.py DIR
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "proto" / "gen"))

import schema  # noqa: E402


def main(folder):
    _, messages = schema.read_all(ROOT / "proto")
    for number, message in enumerate(messages):
        for path in (ROOT / "proto" / "examples" / message.name).glob("*.json"):
            document = json.loads(path.read_text(encoding="utf-8"))
            raw = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
            seed = bytes([number]) + raw.encode("utf-8")
            (folder / f"{message.name}-{path.stem}").write_bytes(seed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
