# SPDX-License-Identifier: Apache-2.0
"""A decision's round trip: PATCH → Kafka → reminder's transaction → Kafka → the answer.

Beside it: a program that sends a record, has it committed to Postgres at the other end and
gets a record back, with the same settings of the clients. One at a time, both.
"""
import http.client
import subprocess
import time

from bench_page import fill, make_house
from confluent_kafka.admin import AdminClient, NewTopic
from facts import PASSWORD
from measure import Result, compare, percentile, say

CARS = 200
ROUNDS = 3
TRIPS = 300


def decide_all(house, cookie, rows, count):
    """Milliseconds of each decision; every one changes the answer of its row."""
    host = http.client.HTTPConnection(house.base_url.split("//")[1], timeout=30)
    taken = []
    for turn in range(count):
        row = rows[turn % len(rows)]
        row["decision"] = "no" if row["decision"] == "yes" else "yes"
        began = time.perf_counter()
        host.request("PATCH", f"/v1/proposals/{row['id']}",
                     body=f'{{"decision":"{row["decision"]}"}}',
                     headers={"X-Beurt": "1", "Cookie": cookie,
                              "Content-Type": "application/json",
                              "If-Match": f'"{row["version"]}"'})
        answer = host.getresponse()
        text = answer.read()
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, f"{answer.status} {text[:300]}"
        row["version"] = int(answer.headers["ETag"].strip('"'))
    return sorted(taken)


def make_topics(house):
    admin = AdminClient({"bootstrap.servers": house.brokers})
    names = ("bench.ping", "bench.pong")
    asked = [NewTopic(name, num_partitions=1, replication_factor=1) for name in names]
    for future in admin.create_topics(asked).values():
        future.result(30)
    house.query("CREATE TABLE IF NOT EXISTS public.bench_hop (id bigint)")
    return names


def hops(house, binaries, topics, count):
    program = binaries.parent / "bench" / "bare_hops"
    text = subprocess.run([program, house.brokers, house.conninfo("postgres"), *topics,
                           str(count)], capture_output=True, text=True, check=True,
                          timeout=120).stdout
    return sorted(int(line) / 1000 for line in text.split())


def run(out, binaries):
    with make_house(out, binaries, "command") as house:
        fill(house, CARS)
        portal = house.portal("adviser-1", PASSWORD)
        cookie = "; ".join(f"{one.name}={one.value}" for one in portal.session.cookies)
        rows = [row for row in portal.proposals(portal.current_week(), limit=200)
                if row["status"] == "open"]
        topics = make_topics(house)
        decide_all(house, cookie, rows, 50)  # statements are prepared, topics are known
        return measure(house, binaries, topics, lambda: decide_all(house, cookie, rows, TRIPS))


def measure(house, binaries, topics, trips):
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(hops(house, binaries, topics, TRIPS))
        ours.append(trips())
        say("command: p50 {:.2f} p99 {:.2f} ms beside {:.2f} and {:.2f}".format(
            *(percentile(one[-1], share) for one in (ours, bare) for share in (0.5, 0.99))))
    p50 = compare("command round trip p50", "ms", "ms, two hops and a commit",
                  [percentile(one, 0.5) for one in ours],
                  [percentile(one, 0.5) for one in bare], "value <= 12")
    p99 = compare("command round trip p99", "ms", "ms, two hops and a commit",
                  [percentile(one, 0.99) for one in ours],
                  [percentile(one, 0.99) for one in bare], "value <= 50")
    return [p50, p99, Result("command round trip beside its hops", p50.ratio, "x",
                             "x the hops alone", 1.0, p50.ratio, "ratio <= 2.5")]
