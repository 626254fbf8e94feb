# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_selection: each kind of sentence, groups, and what is refused.

Usage: seed_selection.py DIR
"""
import json
import sys
from pathlib import Path

SENTENCES = (
    {"field": "car.make", "operator": "is", "value": ["Kia", "Škoda"]},
    {"field": "car.apk_expiry", "operator": "passed"},
    {"field": "car.fuel", "operator": "is_not", "value": "diesel"},
    {"field": "history.work", "operator": "is_not", "value": ["tyres"], "months": 8},
    {"field": "value.spent", "operator": "at_least", "value": 1000, "months": 24},
    {"field": "appointment.any", "operator": "is", "value": False},
)


def main():
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    texts = [json.dumps({"all": [sentence]}) for sentence in SENTENCES]
    texts += [json.dumps({"any": [{"none": list(SENTENCES)}, SENTENCES[0]]}),
              '{"all":[]}', '{"all":[{"all":[{"all":[{"all":[{"all":[]}]}]}]}]}',
              '{"all":[{"field":"car.age","operator":"at_least","value":1e3}]}',
              '{"all":[{"field":"car.make","operator":"is","value":"\\u00e9\\ud800"}]}']
    for number, text in enumerate(texts):
        (into / f"selection-{number:02d}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
