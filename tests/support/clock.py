# SPDX-License-Identifier: Apache-2.0
"""The clock all services share: a file with one signed offset in microseconds."""
import datetime
import mmap
import struct
import time
from zoneinfo import ZoneInfo

UTC = datetime.timezone.utc
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFSET = struct.Struct("<q")


class Clock:
    """Services map the same file (BEURT_CLOCK), so they all step at the same moment."""

    def __init__(self, path):
        self.path = path
        if not path.exists() or path.stat().st_size < OFFSET.size:
            path.write_bytes(OFFSET.pack(0))
        self._file = open(path, "r+b")
        self._map = mmap.mmap(self._file.fileno(), OFFSET.size)

    def close(self):
        self._map.close()
        self._file.close()

    @property
    def offset(self):
        return OFFSET.unpack(self._map[:OFFSET.size])[0]

    def now(self, zone=UTC):
        moment = time.time_ns() // 1000 + self.offset
        epoch = datetime.datetime(1970, 1, 1, tzinfo=UTC)
        return (epoch + datetime.timedelta(microseconds=moment)).astimezone(zone)

    def set(self, moment):
        """Move the house to `moment` (with a zone); it runs on from there."""
        micros = int(moment.timestamp() * 1_000_000)
        self._map[:OFFSET.size] = OFFSET.pack(micros - time.time_ns() // 1000)

    def step(self, **by):
        """Forward by timedelta's words: step(hours=2)."""
        self.set(self.now() + datetime.timedelta(**by))

    def set_local(self, text, zone=AMSTERDAM):
        """To a moment on the garage's wall clock: set_local("2026-11-29 14:59:50")."""
        self.set(datetime.datetime.fromisoformat(text).replace(tzinfo=zone))
