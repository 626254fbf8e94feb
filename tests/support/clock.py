# SPDX-License-Identifier: Apache-2.0
"""The clock all services share: a file with a signed offset in microseconds, and the moment
at which time stands (nought: it runs)."""
import contextlib
import datetime
import mmap
import struct
import time
from zoneinfo import ZoneInfo

UTC = datetime.timezone.utc
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SHARED = struct.Struct("<qq")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """Services map the same file (BEURT_CLOCK), so they all step at the same moment."""

    def __init__(self, path):
        self.path = path
        if not path.exists() or path.stat().st_size < SHARED.size:
            path.write_bytes(SHARED.pack(0, 0))
        self._file = open(path, "r+b")
        self._map = mmap.mmap(self._file.fileno(), SHARED.size)

    def close(self):
        self._map.close()
        self._file.close()

    @property
    def offset(self):
        return SHARED.unpack(self._map[:])[0]

    @property
    def stands(self):
        return SHARED.unpack(self._map[:])[1] != 0

    def now(self, zone=UTC):
        offset, stands_at = SHARED.unpack(self._map[:])
        moment = stands_at or time.time_ns() // 1000 + offset
        return (EPOCH + datetime.timedelta(microseconds=moment)).astimezone(zone)

    def _keep(self, moment, stands):
        micros = (moment - EPOCH) // datetime.timedelta(microseconds=1)
        self._map[:] = SHARED.pack(micros - time.time_ns() // 1000, micros if stands else 0)

    def set(self, moment):
        """Move the house to `moment` (with a zone); it runs on from there, or stands there."""
        self._keep(moment, self.stands)

    def stand(self):
        """Time stands from now on, until it is stepped: moments are then the same in every
        run of the same steps."""
        self._keep(self.now(), True)

    def run(self):
        self._keep(self.now(), False)

    @contextlib.contextmanager
    def standing(self):
        """Within, time stands: a slow machine does not pass a moment unseen."""
        stood = self.stands
        self.stand()
        try:
            yield self
        finally:
            if not stood:
                self.run()

    def step(self, **by):
        """Forward by timedelta's words: step(hours=2)."""
        self.set(self.now() + datetime.timedelta(**by))

    def set_local(self, text, zone=AMSTERDAM):
        """To a moment on the garage's wall clock: set_local("2026-11-29 14:59:50")."""
        self.set(datetime.datetime.fromisoformat(text).replace(tzinfo=zone))
