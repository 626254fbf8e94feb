# SPDX-License-Identifier: Apache-2.0
"""Every code that staff can be answered with has words in the portal (refusal.<code>), or
stands below with why staff do not read it. A new code without either fails here."""
import json
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
I18N = ROOT / "services/gateway/web/src/i18n"
SERVICES = ("gateway", "fleet", "inspection", "invoice", "notification", "reminder")
LIBRARIES = ("http", "msg", "pg", "text")

NOT_STAFFS = {
    "inside: a message, a letter or a provider": """
        CALENDAR_VALUE CARRIED_UNKNOWN DEALER_UNKNOWN ENVELOPE_NOT_VALID INTENT_UNKNOWN
        LINE_TAKEN LINK_INVALID MAIL_ADDRESS MAIL_BODY MAIL_HEADER REGISTER_BUSY
        TEMPLATE_UNKNOWN TOKEN_INVALID UNREACHED""",
    "a program's mistake": "CONSENT_WHOSE METHOD_NOT_ALLOWED TOO_MANY_FIELDS URI_TOO_LONG",
    "another system's, at its own door": """
        CONNECTOR_OFF FIELD_MISSING FIELD_WRONG MAPPING_LONG MAPPING_WORD NO_CUSTOMER NO_KIND
        WORD_UNKNOWN""",
    "a customer's, a holder's or a manager's page": """
        ABOVE_LIMIT CODE_DEAD GARAGE_NOT_LINKED GARAGE_ONLY LAST_MANAGER LINK_DEAD
        LINK_EXPIRED LINK_SHUT MANAGERS_FULL MANAGES_FLEET NOT_VERIFIED NO_ANSWERS NO_GARAGE
        PARTY_ONLY PASSWORD_SHORT PASSWORD_USUAL PASSWORD_WEAK PUSH_ENDPOINT_INVALID
        PUSH_KEY_INVALID PUSH_SERVICE_UNKNOWN REGISTRATION_EXPIRED REGISTRATION_USED
        REPORT_NOT_KEPT WRONG_PASSWORD""",
    "the tablet's, which says it itself": "COUNTER_ORDER FIELD_UNKNOWN PHOTO_PLACE",
    "the log-in's, which says it itself": "LOGIN_REFUSED",
    "a finding in a document: rule.<code>": """
        CSV_EMPTY CSV_HEADER CSV_MALFORMED CSV_TOO_LARGE NOT_UBL XML_MALFORMED
        XML_TOO_LARGE""",
    "a finding in a document, as it is": "CSV_MARK",
}
WHY_NOT = {code: why for why, codes in NOT_STAFFS.items() for code in codes.split()}

CALL = re.compile(r"\berr_set_code\s*\((.*?)\"[^\"]*[^A-Z0-9_\"][^\"]*\"", re.DOTALL)
NAMED = re.compile(r"\b(?!ERR_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b")
DEFINED = re.compile(r'^#define\s+([A-Z][A-Z0-9_]*)\s+"([A-Z][A-Z0-9_]*)"', re.MULTILINE)


def sources(*endings):
    folders = [ROOT / "services" / name for name in SERVICES]
    folders += [ROOT / "libcommon" / name for name in LIBRARIES]
    return [path.read_text(encoding="utf-8") for folder in folders
            for ending in endings for path in folder.rglob(f"*.{ending}")]


def codes():
    """What stands between the kind and the words of an error, literal or by its name."""
    names = dict(pair for text in sources("c", "h") for pair in DEFINED.findall(text))
    found = set()
    for text in sources("c"):
        for call in CALL.findall(text):
            found |= {names.get(word, word) for word in NAMED.findall(call)}
    return found


def by_kind():
    """The codes of errors that have none of their own."""
    text = (ROOT / "libcommon/http/problem.c").read_text(encoding="utf-8")
    return set(re.findall(r'\[ERR_\w+\] = \{ "([A-Z_]+)"', text))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_code_that_staff_can_be_answered_with_has_words(language):
    words = json.loads((I18N / f"{language}.json").read_text(encoding="utf-8"))
    asked = (codes() | by_kind()) - set(WHY_NOT)
    assert len(asked) > 120
    assert sorted(code for code in asked if f"refusal.{code}" not in words) == []


def test_what_is_left_out_is_still_a_code_without_words():
    words = json.loads((I18N / "nl.json").read_text(encoding="utf-8"))
    assert sorted(set(WHY_NOT) - codes()) == []
    assert sorted(code for code in WHY_NOT if f"refusal.{code}" in words) == []


def test_findings_have_words_of_their_own():
    words = json.loads((I18N / "nl.json").read_text(encoding="utf-8"))
    rules = NOT_STAFFS["a finding in a document: rule.<code>"].split()
    assert [code for code in rules if f"rule.{code}" not in words] == []
