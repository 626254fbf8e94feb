# SPDX-License-Identifier: Apache-2.0
"""Waiting for a condition with a deadline; nothing in the tests sleeps for a fixed time."""
import threading
import time

_PAUSE = threading.Event()
_patience = {"least": 0.0}


class NotInTime(AssertionError):
    """A condition did not come true before its deadline."""


def be_patient(seconds):
    """From here on no deadline is shorter: on a machine that has much to do everything comes
    late, and when it comes is not what a story tells."""
    _patience["least"] = seconds


def eventually(condition, deadline=60.0, what="", every=0.05):
    """Ask until condition() is true, and return what it said.

    An exception counts as "not yet"; the last one is told when time is up. AssertionError
    too, so that a condition can be written as a test. `what` may be a text or a function
    that tells the state at the end.
    """
    deadline = max(deadline, _patience["least"])
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
