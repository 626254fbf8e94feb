# SPDX-License-Identifier: Apache-2.0
"""Ports of 127.0.0.1 for programs that are told where to listen.

Between asking whether a port is free and a program's listening there time passes, in which
nobody may take it: the kernel gives none of these to connections, and every process that
asks here holds what it was given until it ends.
"""
import fcntl
import os
import pathlib
import random
import socket
import tempfile

FIRST = 11000  # below stand ports that people know, and one that browsers refuse


def _range():
    """Ports that no connection is ever given."""
    given = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    return range(FIRST, max(int(given[0]), FIRST + 1000))


class _Held:
    """What this process was given, each with a file that is locked while it lives."""

    def __init__(self):
        self.locks = {}
        self.folder = pathlib.Path(tempfile.gettempdir()) / f"beurt-ports-{os.getuid()}"

    def take(self, port):
        if port in self.locks:
            return False
        self.folder.mkdir(exist_ok=True)
        lock = open(self.folder / str(port), "a", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self.locks[port] = lock
        return True

    def take_all(self, ports):
        taken = []
        for port in ports:
            if not self.take(port) or not is_free(port):
                for one in (*taken, *([port] if port in self.locks else ())):
                    self.locks.pop(one).close()
                return False
            taken.append(port)
        return True


_held = _Held()


def free_port(count=1):
    """The first of `count` neighbouring ports nobody listens on, nor will."""
    known = _range()
    for _ in range(1000):
        port = random.SystemRandom().randrange(known.start, known.stop - count)
        if not any(one in _held.locks for one in range(port, port + count)) and \
                _held.take_all(range(port, port + count)):
            return port
    raise OSError(f"no {count} free ports in a row")


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
