# SPDX-License-Identifier: Apache-2.0
"""100,000 plates in one night: two instances share the work, one of them dies on the way,
nobody asks twice, memory stays bounded, and one can see how far it is."""
import collections
import os
import pathlib
import re
import signal

from house import House
from polling import eventually
from register_server import FUELS, RECALL_WORDS, RECALLS, VEHICLES, RegisterServer, stored

OUT = pathlib.Path(os.environ.get("BEURT_OUT", "build")).resolve()
PLATES = 100_000
BATCH = 200
MOST_MEMORY_KB = 160_000
SECONDS = 600
FILL = """INSERT INTO fleet.register_plate (plate)
	SELECT lpad((n %% 10000)::text, 4, '0') || chr(65 + n / 10000) || 'B'
	FROM generate_series(0, %s - 1) n"""


def rows(dataset, key, vehicle=stored("11ZKZ3")[0], fuel=stored("fuel_11ZKZ3")[0]):
    """Every plate is a car; one in fifty has an open recall."""
    if dataset == VEHICLES:
        return [{**vehicle, "kenteken": key}]
    if dataset == FUELS:
        return [{**fuel, "kenteken": key}]
    if dataset == RECALLS and int(key[:4]) % 50 == 0:
        return [{"kenteken": key, "referentiecode_rdw": "MGP220252", "code_status": "O"}]
    if dataset == RECALL_WORDS:
        return [{"referentiecode_rdw": key, "omschrijving_defect": "De airbag kan scheuren."}]
    return []


def most_memory(program):
    """Of a process since it began, in kB."""
    status = pathlib.Path(f"/proc/{program.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


def answered(house):
    return house.query("SELECT count(*) FROM fleet.register_plate WHERE version = 1")[0][0]


def test_100_000_plates_refresh_in_bounded_memory_with_progress():
    with RegisterServer(rows) as server:
        house = House(OUT / "story" / "test_register_large", services=("fleet",),
                      instances={"fleet": 2},
                      settings={"fleet": {"BEURT_REGISTER_URL": server.url}})
        house.clock.set_local("2026-11-23 21:00:00")
        with house:
            house.query(FILL, PLATES)
            first, second = (house.programs[f"fleet-{number}"] for number in (1, 2))
            eventually(lambda: answered(house) > PLATES // 5, SECONDS)
            second.signal(signal.SIGKILL)
            second.process.wait(10)
            # Its batch is anybody's when the claim is over.
            eventually(lambda: answered(house) >= PLATES - BATCH, SECONDS, first.tail)
            house.clock.step(minutes=16)
            eventually(lambda: answered(house) == PLATES, 60, first.tail)
            memory = most_memory(first)
            progress = [line for line in house.log_lines("fleet-1")
                        if line["event"] == "register_progress"]
            said = house.query("SELECT count(*) FROM fleet.register_plate"
                               " WHERE state::json->'recalls'->0->>'code' = 'MGP220252'")
        house.drop_postgres()
    times = collections.Counter(server.plates_asked())
    assert len(times) == PLATES
    assert sum(times.values()) <= PLATES + BATCH, "only a batch that died is asked again"
    assert said[0][0] == PLATES // 50
    assert memory < MOST_MEMORY_KB, f"{memory} kB"
    waiting = [line["waiting"] for line in progress if line["waiting"]]
    assert len(waiting) >= 5 and waiting[0] > waiting[len(waiting) // 2]
    assert server.problems == []
