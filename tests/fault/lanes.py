# SPDX-License-Identifier: Apache-2.0
"""Deals the blows of a stage: one thread an instance, one for Postgres and the broker."""
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from polling import NotInTime, eventually

CRASHED = 137
STAGE_SECONDS = 240
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

    def __init__(self, house, name, blows, tally):
        self.house, self.name, self.blows, self.tally = house, name, blows, tally

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
        """Armed anew, then dead: at its label, or by SIGKILL when time is up."""
        self.restart(blow.armed)
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


def restart_servers(house, restarts, tally):
    begun = time.monotonic()
    for after, server in sorted(restarts):
        pause(max(0.0, begun + after - time.monotonic()))
        if server == "postgres":
            house.restart_postgres()
        else:
            house.restart_kafka("KILL")
        tally.restarts[server] += 1


def deal(house, stage, tally):
    """All lanes of a stage at once; returns when every blow has been dealt."""
    work = [(Lane(house, name, blows, tally).run, ()) for name, blows in stage.blows.items()]
    if stage.restarts:
        work.append((restart_servers, (house, stage.restarts, tally)))
    failures = []

    def guard(run, args):
        try:
            run(*args)
        except Exception as why:  # told to the caller below
            failures.append(why)

    threads = [threading.Thread(target=guard, args=one, daemon=True) for one in work]
    for thread in threads:
        thread.start()
    end = time.monotonic() + STAGE_SECONDS
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), f"stage {stage.name} hangs"
    if failures:
        raise failures[0]
