# SPDX-License-Identifier: Apache-2.0
"""Holds up programs of a house for moments, as a machine does that has too much to do.

CHAOS=7 in the environment asks for it, and seeds it: one program after the other is stopped
for 50 to 300 ms and goes on, so that what usually comes first sometimes comes last. Nothing
is lost by it; a test that fails took an order for granted that nobody promised.
"""
import os
import random
import signal
import threading

SHORTEST, LONGEST = 0.05, 0.3
BREATH = 0.15  # at most so long nobody is held up


class Chaos:
    def __init__(self, house, seed):
        self._house = house
        self._random = random.Random(f"{seed}/{house.folder.name}")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chaos", daemon=True)

    def start(self):
        self._thread.start()
        return self

    def close(self):
        self._over.set()
        self._thread.join(10)

    def _run(self):
        while not self._over.wait(self._random.uniform(0, BREATH)):
            program = self._random.choice(list(self._house.programs.values()))
            if not program.is_held:
                self._hold_up(program, self._random.uniform(SHORTEST, LONGEST))

    def _hold_up(self, program, seconds):
        process = program.process
        process.send_signal(signal.SIGSTOP)
        self._over.wait(seconds)
        if not program.is_held:  # a test may have stopped it meanwhile
            process.send_signal(signal.SIGCONT)


def chaos_of(house):
    """Started, when the environment asks for it; else None."""
    seed = os.environ.get("CHAOS", "")
    return Chaos(house, seed).start() if seed not in ("", "0") else None
