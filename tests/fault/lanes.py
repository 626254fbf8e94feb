# SPDX-License-Identifier: Apache-2.0
"""Deals the blows of a stage: one thread an instance, one for Postgres and the broker."""
import concurrent.futures
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from polling import NotInTime, eventually

CRASHED = 137
STAGE_SECONDS = 240
SERVER_SECONDS = 60
READY_SECONDS = 20
SETTLE_AFTER_PAUSE = 2.0


@dataclass
class Tally:
    """What was done, counted over all stages."""
    kills: int = 0
    pauses: int = 0
    restarts: Counter = field(default_factory=Counter)
    labels: Counter = field(default_factory=Counter)
    services: Counter = field(default_factory=Counter)
    not_passed: Counter = field(default_factory=Counter)
    exits: list = field(default_factory=list)  # of services that nobody killed
    lock: threading.Lock = field(default_factory=threading.Lock)

    def kill(self, name, label):
        with self.lock:
            self.kills += 1
            self.services[name.split("-")[0]] += 1
            self.labels[label or "random"] += 1

    def missed(self, name, label):
        with self.lock:
            self.not_passed[f"{name.split('-')[0]} {label}"] += 1

    def ended(self, program):
        with self.lock:
            self.exits.append(f"{program.name} ended with {program.process.returncode}\n"
                              f"{program.tail(8)}")


class Lane:
    """The blows of one instance in one stage, one after the other."""

    def __init__(self, dealer, name, blows):
        self.house, self.tally, self.servers_up = dealer.house, dealer.tally, dealer.servers_up
        self.name, self.blows = name, blows
        self.is_armed = False  # for the first blow

    @property
    def program(self):
        return self.house.programs[self.name]

    def run(self):
        for blow in self.blows:
            if blow.kind == "pause":
                self.pause(blow.seconds)
            else:
                self.strike(blow)
        self.restart("")

    def get_ready(self):
        """Armed for the first blow, and at work: whoever is killed for it comes back."""
        if self.blows and self.blows[0].kind == "crash":
            self.restart(self.blows[0].armed)
            self.is_armed = True
            try:
                self.program.wait_ready(READY_SECONDS)
            except NotInTime:
                return  # it may have died at its label already, or be slow

    def restart(self, armed):
        """Running, armed as asked; whoever runs armed otherwise is killed for it."""
        program = self.program
        if program.is_running and program.env.get("BEURT_CRASH_AT", "") == armed:
            return
        if program.is_running:
            program.kill()
            self.note_end("")
        program.env["BEURT_CRASH_AT"] = armed
        program.start()

    def strike(self, blow):
        """Armed anew, then dead: at its label, or by SIGKILL when time is up. Labels are
        passed only while Postgres and the broker are there; other kills do not wait."""
        if blow.label:
            self.servers_up.wait(SERVER_SECONDS)
        if not self.is_armed:
            self.restart(blow.armed)
        self.is_armed = False
        if not self.gone_within(blow.seconds):
            if blow.label:
                self.tally.missed(self.name, blow.label)
            self.program.kill()
        self.note_end(blow.label)

    def gone_within(self, seconds):
        try:
            return eventually(lambda: not self.program.is_running, seconds, every=0.02)
        except NotInTime:
            return False

    def note_end(self, label):
        code = self.program.process.returncode
        if code == -signal.SIGKILL:
            self.tally.kill(self.name, "")
        elif code == CRASHED and label:
            self.tally.kill(self.name, label)
        else:
            self.tally.ended(self.program)

    def pause(self, seconds):
        """As a machine that stops for longer than the group waits, and goes on."""
        if not self.program.is_running:
            self.restart("")
        self.program.signal(signal.SIGSTOP)
        pause(seconds)
        self.program.signal(signal.SIGCONT)
        pause(SETTLE_AFTER_PAUSE)
        self.tally.pauses += 1


def pause(seconds):
    """A blow takes its time; this is the one place that waits without a condition."""
    threading.Event().wait(seconds)


class Dealer:
    """Deals stages. Its threads live as long as the run: the kernel tells a program to stop
    when the thread that started it ends."""

    def __init__(self, house, tally, lanes):
        self.house, self.tally = house, tally
        self.pool = concurrent.futures.ThreadPoolExecutor(lanes)
        self.servers_up = threading.Event()
        self.servers_up.set()

    def deal(self, stage, set_clock):
        """All lanes of a stage at once; returns when every blow has been dealt. The first
        blow of each is armed before the clock is set."""
        lanes = [Lane(self, name, blows) for name, blows in stage.blows.items()]
        for done in [self.pool.submit(lane.get_ready) for lane in lanes]:
            done.result(STAGE_SECONDS)
        set_clock()
        work = [self.pool.submit(lane.run) for lane in lanes]
        work.append(self.pool.submit(self.restart_servers, stage.restarts))
        done, late = concurrent.futures.wait(work, STAGE_SECONDS)
        assert not late, f"stage {stage.name} hangs"
        for one in done:
            one.result()

    def restart_servers(self, restarts):
        begun = time.monotonic()
        for after, server in sorted(restarts):
            pause(max(0.0, begun + after - time.monotonic()))
            self.servers_up.clear()
            try:
                if server == "postgres":
                    self.house.restart_postgres()
                else:
                    self.house.restart_kafka("KILL")
            finally:
                self.servers_up.set()
            self.tally.restarts[server] += 1

    def close(self):
        self.pool.shutdown(wait=False, cancel_futures=True)
