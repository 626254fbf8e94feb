# SPDX-License-Identifier: Apache-2.0
"""Every table that holds something of a person is in its service's list of what an erasure
takes out (services/*/store_forget.c): who adds a column with a name, an address or words
somebody typed adds a line there, or says here why it is nobody's."""
import pathlib
import re
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = ("invoice", "reminder", "inspection", "fleet", "notification", "gateway")
PERSONAL = re.compile(
    r"^(name|first_name|last_name|initials|title|particle|company|display_name"
    r"|(to_|contact_|recipient_|pending_|wish_)?(email|phone|mobile|name|remarks)"
    r"|email_key|street|house_number|addition|postcode|city|plate|plate_name|vin|vin_name"
    r"|note|remark|remarks"
    r"|evidence|reason|discard_reason|detail|text|short_text|subject|body|form|payload|preview"
    r"|value|other_value|state|data|card|search|head|draft|whole|more|message|result|contact"
    r"|description|workorder|endpoint|auth|p256dh|token|bytes|pdf)$")
TYPES = r"(?:text|jsonb|json|bytea|text\[\])"
# What a column of such a name holds that is nobody's.
NOBODYS = {
    "dealer": "a garage",
    "garage": "a garage",
    "account": "staff, who are not customers",
    "audit": "staff, log-ins and addresses of nobody; append-only, 36 months",
    "checklist": "a list of points",
    "cost": "makes and models", "cost_car": "prints", "cost_sample": "prints",
    "week": "a list", "operation": "staff", "operation_item": "ids",
    "shown": "ids", "link": "hashes", "fleet": "a company's name",
    "contact": "codes", "erasure": "ids", "conversion": "figures", "visit": "dates and km",
    "campaign": "a garage's own texts", "campaign_member": "codes",
    "followup_line": "words about a car", "call_task": "codes", "print_line": "codes",
    "connector": "names of systems", "delivery": "ids and codes", "hook_post": "our own words",
    "benchmark": "figures", "effect": "figures",
    "news": "words for garages",
    "withdrawn_request": "codes", "withdrawn_car": "codes", "intent_car": "ids and codes",
    "print_batch": "codes", "calendar": "times",
}


def columns(service):
    """{table: columns of a type that can hold text} after all migrations."""
    found = {}
    for path in sorted((ROOT / "services" / service / "migrations").glob("*.sql")):
        sql = re.sub(r"--[^\n]*", "", path.read_text())
        for name, body in re.findall(r"CREATE TABLE (?:\w+\.)?(\w+) \((.*?)\n\)", sql, re.S):
            found.setdefault(name, set()).update(
                re.findall(rf"^\s*(\w+) {TYPES}\b(?!\s*CHECK)", body, re.M))
        for name, body in re.findall(r"ALTER TABLE (?:\w+\.)?(\w+)\s(.*?);", sql, re.S):
            found.setdefault(name, set()).update(re.findall(
                rf"ADD COLUMN (?:IF NOT EXISTS )?(\w+) {TYPES}\b(?!\s*CHECK)", body))
    return found


def listed(service):
    source = (ROOT / "services" / service / "store_forget.c").read_text()
    return set(re.findall(r'\{ "(\w+)", (?:SQL_\w+|NULL), ', source))


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_with_something_of_a_person_is_taken_out(service):
    left = {table: sorted(c for c in names if PERSONAL.match(c))
            for table, names in columns(service).items()
            if table not in listed(service) and table not in NOBODYS}
    left = {table: names for table, names in left.items() if names}
    assert left == {}, f"add a line to services/{service}/store_forget.c for these tables"


# Copies whose owners are others, and the state that empties them.
COPIES = {"customer": "customer_state", "vehicle": "vehicle_state", "party": "party_state"}
OWNED = {"invoice": COPIES.keys(), "fleet": {"party"}}


def copies_with_clues(service):
    source = (ROOT / "services" / service / "store_forget.c").read_text()
    clues = re.search(r"SQL_CLUES\[\] =(.*?);\n", source, re.S).group(1)
    return {table for table in COPIES
            if re.search(rf"FROM (?:gateway\.)?{table}\b", re.sub(r'"\s*"', "", clues))}


@pytest.mark.parametrize("service", SERVICES)
def test_what_empties_a_copy_takes_along_what_its_clues_find(service):
    """A state may come before person.erased; then these clues would be gone."""
    sources = "".join(path.read_text() for path in
                      (ROOT / "services" / service).glob("*.c"))
    for table in copies_with_clues(service) - set(OWNED.get(service, ())):
        name = COPIES[table]
        route = re.search(rf"\{{ &{name}_type,[^}}]*\.forgets = &{service}_forgets"
                          rf"|FORGOTTEN\({name},", sources)
        assert route, f"{service}'s route of {name} has no .forgets (flow/flow.h)"


@pytest.mark.parametrize("service", SERVICES)
def test_the_list_names_tables_that_are_there(service):
    assert listed(service) <= set(columns(service)), "of another service, or gone"


def test_a_new_column_with_a_name_would_be_found(tmp_path, monkeypatch):
    """The test itself is one that can fail."""
    folder = tmp_path / "services" / "invoice" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_x.sql").write_text("CREATE TABLE guest (\n\tid uuid,\n\temail text\n);\n")
    (tmp_path / "services" / "invoice" / "store_forget.c").write_text("")
    monkeypatch.setattr("test_forgetting.ROOT", tmp_path)
    with pytest.raises(AssertionError, match="guest"):
        test_every_table_with_something_of_a_person_is_taken_out("invoice")


DAY = 86_400_000


def test_what_is_taken_out_leaves_the_brokers_disks_in_time():
    """Within 48 hours from a compacted topic, within 24 from a queue that was cut."""
    sys.path.insert(0, str(ROOT / "deploy" / "kafka"))
    import topics
    kept = {True: 0, False: 0}
    for name, _, settings in topics.declared_topics():
        if settings["cleanup.policy"] == "compact":
            late = int(settings["segment.ms"]) + int(settings["max.compaction.lag.ms"])
            assert late <= 2 * DAY, name
        elif int(settings["retention.ms"]) <= topics.QUEUE_DAYS * DAY:
            assert int(settings["segment.ms"]) < DAY, name
        else:
            continue
        kept[settings["cleanup.policy"] == "compact"] += 1
    assert kept[True] > 10 and kept[False] > 5
