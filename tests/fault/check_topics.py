# SPDX-License-Identifier: Apache-2.0
"""Rows and records agree: each version once on its topic, in order, and in every table.

A relay that died says a record again under the same id with the same words; readers drop
it. What is left after dropping must be versions 1, 2, 3 … of each aggregate.
"""
import json
from collections import defaultdict

from aggregates import TOLD

INGRESS = "ingress."
# The gateway keeps no command with personal words: asked again, it says anew when.
ASKED_ANEW = {f"{service}.command.v1": "received_at"
              for service in ("inspection", "fleet", "notification")}


def dedupe(records):
    """Records without those whose id was there before; the first one counts."""
    seen = set()
    for record in records:
        if record.id and record.id in seen:
            continue
        seen.add(record.id)
        yield record


def in_order(records):
    return sorted(records, key=lambda record: (record.partition, record.offset))


def words_of(topic, record):
    """All that a repeat must say again."""
    value = record.value and {name: said for name, said in record.value.items()
                              if name != ASKED_ANEW.get(topic)}
    return record.partition, record.key, json.dumps(value, sort_keys=True)


def check_repeats(evidence):
    """We say an id again only with the same words, under the same key."""
    for topic, records in evidence.topics.items():
        if topic.startswith(INGRESS):
            continue  # clients who ask again say when they did
        first = {}
        for record in in_order(records):
            words = words_of(topic, record)
            if record.id and first.setdefault(record.id, words) != words:
                yield "duplicated", f"{topic}: id {record.id} was said with other words"


def versions_of(evidence, told):
    """{id: [versions in the order readers meet them]} of one kind of aggregate."""
    found = defaultdict(list)
    for record in dedupe(in_order(evidence.topics.get(told.topic, ()))):
        facts = record.value
        if facts and told.inside:
            facts = facts.get(told.inside)
        if facts and all(name in facts for name in told.fields):
            found[tuple(facts[name] for name in told.fields)].append(facts["version"])
        elif told.forgets and record.value is None:
            versions = found[name_of(told, record.key)]
            versions.append(max(versions, default=0) + 1)
    return found


def name_of(told, key):
    """The id that a tombstone's key says."""
    return tuple(key.split("/", len(told.fields) - 1))


def forgotten(evidence, told):
    """Ids whose last record is a tombstone."""
    gone = set()
    for record in dedupe(in_order(evidence.topics.get(told.topic, ()))):
        if told.forgets and record.value:
            gone.discard(tuple(record.value[name] for name in told.fields))
        elif told.forgets:
            gone.add(name_of(told, record.key))
    return gone


def absorbed(evidence, told):
    """Visits that another visit took in: the same vehicle's facts tell it, in order."""
    gone = set()
    for record in dedupe(in_order(evidence.topics.get(told.topic, ()))):
        inside = (record.value or {}).get(told.inside) if told.inside else None
        if inside:
            gone -= {(inside[name],) for name in told.fields if name in inside}
            gone |= {(name,) for name in inside.get("absorbed_visit_ids", ())}
    return gone


def last_versions(evidence, told):
    """{id: version said last} of what has not been absorbed or forgotten."""
    gone = absorbed(evidence, told) | forgotten(evidence, told)
    return {name: max(versions) for name, versions in versions_of(evidence, told).items()
            if name not in gone}


def check_order(evidence):
    """Versions of one aggregate come in strictly increasing order, without a gap."""
    for told in TOLD:
        for name, versions in versions_of(evidence, told).items():
            yield from judge_versions(told, name, versions)


def judge_versions(told, name, versions):
    where = f"{told.topic} {told.inside or ''} {'/'.join(map(str, name))}"
    if told.inside:
        # Each version of an invoice tells its visit as it is then, also unchanged.
        versions = [version for at, version in enumerate(versions)
                    if at == 0 or version != versions[at - 1]]
    for before, after in zip(versions, versions[1:]):
        if after == before:
            yield "duplicated", f"{where}: version {after} under two ids"
        elif after < before:
            yield "out_of_order", f"{where}: version {after} after {before}"
    missing = set(range(1, max(versions) + 1)) - set(versions)
    if missing and not told.inside:
        yield "lost", f"{where}: version {min(missing)} was never said"


def rows_of(evidence, name, told, version="version"):
    """{id: version} of a table's rows that have been said (version 0 was not). The oldest
    counts where a table has a row a garage."""
    kept = {}
    for row in evidence.tables.get(name, ()):
        if row[version] and row.get(told.live, True):
            one = tuple(str(row[field]) for field in told.fields)
            kept[one] = min(row[version], kept.get(one, row[version]))
    return kept


def check_owners(evidence):
    """A row at version v exists exactly when v is the last version said."""
    for told in TOLD:
        if told.owner in evidence.tables:
            kept = rows_of(evidence, told.owner, told, told.version)
            yield from compare(told.owner, told, kept, last_versions(evidence, told))


def compare(table, told, kept, said):
    for name in sorted(kept.keys() | said.keys()):
        where = f"{table} {'/'.join(name)}"
        if name not in said:
            yield "lost", f"{where}: version {kept[name]} is not on {told.topic}"
        elif name not in kept:
            yield "ghost", f"{where}: said at version {said[name]}, but there is no row"
        elif kept[name] > said[name]:
            yield "lost", f"{where}: {kept[name]}, but {told.topic} ends at {said[name]}"
        elif kept[name] < said[name]:
            yield "ghost", f"{where}: {kept[name]}, but {told.topic} is at {said[name]}"


def check_copies(evidence):
    """Every reader holds the last version of everything it hears."""
    for told in TOLD:
        said, gone = last_versions(evidence, told), absorbed(evidence, told)
        for table in told.copies:
            if table not in evidence.tables:
                continue
            kept = {name: version for name, version
                    in rows_of(evidence, table, told).items() if name not in gone}
            for name, text in differences(kept, said):
                yield "disagree", f"{table} {'/'.join(name)}: {text}"
    yield from check_cards(evidence)


def differences(kept, said):
    for name in sorted(kept.keys() | said.keys()):
        if kept.get(name) != said.get(name):
            yield name, f"has version {kept.get(name)}, {said.get(name)} was said"


def check_cards(evidence):
    """The weekly list as the gateway shows it is the list as reminder said it."""
    last = {record.value["proposal_id"]: record.value
            for record in in_order(evidence.topics.get("proposal.state.v1", ()))
            if record.value}
    for row in evidence.tables.get("gateway.proposal", ()):
        said = last.get(str(row["proposal_id"]), {})
        for field in ("decision", "status", "list_week"):
            if said and row[field] != said[field]:
                yield "disagree", (f"gateway.proposal {row['proposal_id']}: {field} is "
                                   f"{row[field]}, {said[field]} was said")
