# SPDX-License-Identifier: Apache-2.0
"""Waiting for a condition with a deadline; nothing in the tests sleeps for a fixed time."""
import socket
import threading
import time

_PAUSE = threading.Event()
_taken = set()


class NotInTime(AssertionError):
    """A condition did not come true before its deadline."""


def eventually(condition, deadline=10.0, what="", every=0.05):
    """Ask until condition() is true, and return what it said.

    An exception counts as "not yet"; the last one is told when time is up. AssertionError
    too, so that a condition can be written as a test. `what` may be a text or a function
    that tells the state at the end.
    """
    end = time.monotonic() + deadline
    last = None
    while True:
        try:
            answer, last = condition(), None
            if answer:
                return answer
        except NotInTime:
            raise
        except Exception as why:  # pylint: disable=broad-except
            last = why
        if time.monotonic() >= end:
            told = what() if callable(what) else what
            raise NotInTime(f"not within {deadline:g} s: {told or condition}"
                            + (f" (last: {type(last).__name__}: {last})" if last else "")
                            ) from last
        _PAUSE.wait(every)


def never(condition, during=1.0, what="", every=0.05):
    """Ask all the time: condition() must stay false."""
    end = time.monotonic() + during
    while time.monotonic() < end:
        answer = condition()
        assert not answer, f"{what or 'this should not happen'}: {answer!r}"
        _PAUSE.wait(every)


def free_port(count=1):
    """The first of `count` neighbouring ports of 127.0.0.1 nobody listens on."""
    for _ in range(200):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        wanted = range(port, port + count)
        if port + count < 65535 and not _taken & set(wanted) and all(map(is_free, wanted)):
            _taken.update(wanted)
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
