# SPDX-License-Identifier: Apache-2.0
"""A page of 50 rows of the weekly list: session, row-level security, read model.

Beside it: a file of the same size from the same server, which asks no database. Both by
wrk with the same connections, without compression, and a server thread for each processor.
"""
import datetime
import os
import random
import re
import subprocess

from facts import (DAY, PASSWORD, VENDOR, Bus, customer_state, dealer_code, garage_of, seed,
                   vehicle_state, visits)
from house import House
from measure import Result, compare, say, wait_until

CARS = 400
ROUNDS = 3
SECONDS = 5
CONNECTIONS = 64
HALF_LOAD = 4  # connections that leave half of the machine idle
MONDAY = "2026-11-23 08:00:00"


def fill(house, cars=CARS, dealers=1):
    """Cars of garage 1 that are due in the list of this week; until the portal shows it."""
    rng, taken = random.Random(7), set()
    today = datetime.date.fromisoformat(MONDAY.split()[0])
    bus = Bus(house.publisher(VENDOR))
    house.seed(seed(dealers))
    for number in range(cars):
        dealer = dealer_code(1 + number % dealers)
        customer = customer_state(rng, dealer, number, garage_of(1), today)
        vehicle = vehicle_state(rng, dealer, number, today, taken)
        del vehicle["first_admission"]  # its service alone decides
        bus.say("customer.state", f"{dealer}/{customer['customer_id']}", customer)
        bus.say("vehicle.state", f"{dealer}/{vehicle['vehicle_id']}", vehicle)
        due = today + (9 + 21 + rng.randrange(-6, 3)) * DAY
        for visit in visits(rng, dealer, number, due):
            bus.say("invoice.recorded", f"{dealer}/{vehicle['vehicle_id']}", visit)
    bus.flush()
    wait_until(lambda: house.query("SELECT count(*) FROM gateway.proposal")[0][0] >= cars * 0.9,
               120, "the list", 0.2)
    house.settle()
    house.query("ANALYZE")  # as autovacuum would within a minute


def make_house(out, binaries, name, **more):
    house = House(out / name, broker="kafka", binaries=binaries, vendors=(VENDOR,),
                  durable=True, services=("reminder", "gateway"), **more)
    # One adviser reads as fast as the machine can: the limit of a user is not what is measured.
    house.settings.setdefault("gateway", {})["BEURT_READS_PER_MINUTE"] = "100000000"
    house.drop_postgres()
    house.clock.set_local(MONDAY)
    return house


def wrk(url, connections, header=None, seconds=SECONDS):
    """(requests a second, p50, p99 in milliseconds)."""
    argv = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    argv += ["-H", header] if header else []
    text = subprocess.run([*argv, url], capture_output=True, text=True, check=True,
                          timeout=seconds + 30).stdout
    assert "Non-2xx" not in text, text
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1])
    return rate, *(millis(re.search(rf"\b{share}%\s+([\d.]+)(us|ms|s)", text))
                   for share in (50, 99))


def millis(found):
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]]


def run(out, binaries):
    web = out / "page-web"
    web.mkdir(parents=True, exist_ok=True)
    (web / "page.json").write_text("{}")
    settings = {"BEURT_WEB": str(web), "BEURT_HTTP_THREADS": str(os.cpu_count())}
    with make_house(out, binaries, "page", settings={"gateway": settings}) as house:
        fill(house)
        portal = house.portal("adviser-1", PASSWORD)
        path = f"/v1/weeks/{portal.current_week()}/proposals?limit=50"
        page = portal.call("GET", path, headers={"Accept-Encoding": "identity"})
        assert len(page.json()["proposals"]) == 50, page.text[:300]
        cookie = "; ".join(f"{one.name}={one.value}" for one in portal.session.cookies)
        (web / "page.json").write_bytes(page.content)
        house.programs["gateway-1"].stop()
        house.start_service("gateway")
        house.programs["gateway-1"].wait_ready()
        say(f"page: {len(page.content)} bytes")
        return measure(house.base_url, path, f"Cookie: {cookie}")


def measure(base, path, cookie):
    pages, files, halves = [], [], []
    for _ in range(ROUNDS):
        files.append(wrk(base + "/page.json", CONNECTIONS))
        pages.append(wrk(base + path, CONNECTIONS, cookie))
        halves.append(wrk(base + path, HALF_LOAD, cookie, 3))
        say(f"page: {pages[-1]} beside {files[-1]}; few connections {halves[-1]}")
    rate = compare("list page of 50 rows", "requests/s", "requests/s, a file of that size",
                   [one[0] for one in pages], [one[0] for one in files], "ratio >= 0.5")
    p99 = compare("list page p99 at 64 connections", "ms", "ms, a file of that size",
                  [one[2] for one in pages], [one[2] for one in files])
    half = sorted(one[2] for one in halves)[len(halves) // 2]
    return [rate, p99, Result(f"list page p99 at {HALF_LOAD} connections", half, "ms", "", 0.0,
                              0.0, "value <= 3")]
