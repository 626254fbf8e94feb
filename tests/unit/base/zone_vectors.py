#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Print zone_vectors.h: moments and what Python's zoneinfo says the local clock shows.

Zones are chosen for their oddities: half-hour summer time (Lord Howe), summer as the
standard (Dublin), a day that never was (Apia), the southern hemisphere (Santiago), a
half hour moved for good (Caracas), and years far beyond the last
transition in the file, where only the footer's rule counts.
"""
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

MOMENTS = {
    "Europe/Amsterdam": [
        "1969-12-31T23:59:59", "1985-07-01T00:00:00", "2024-03-31T00:59:59", "2024-03-31T01:00:00",
        "2026-03-29T00:59:59", "2026-03-29T01:00:00", "2026-10-25T00:59:59", "2026-10-25T01:00:00",
        "2037-10-25T01:00:00", "2038-03-28T00:59:59", "2038-03-28T01:00:00", "2050-07-01T12:00:00",
        "2099-10-25T00:59:59", "2099-10-25T01:00:00", "2400-01-01T00:00:00"],
    "America/New_York": ["2026-03-08T06:59:59", "2026-03-08T07:00:00", "2026-11-01T05:59:59",
                         "2026-11-01T06:00:00", "2060-07-04T12:00:00", "1900-01-01T00:00:00"],
    "Australia/Lord_Howe": ["2026-04-04T14:59:59", "2026-04-04T15:00:00", "2026-10-03T15:29:59",
                            "2026-10-03T15:30:00", "2070-01-15T00:00:00", "2070-07-15T00:00:00"],
    "Europe/Dublin": ["2026-01-15T12:00:00", "2026-07-15T12:00:00", "2055-01-15T12:00:00",
                      "2055-07-15T12:00:00"],
    "Pacific/Apia": ["2011-12-30T09:59:59", "2011-12-30T10:00:00", "2026-07-01T00:00:00"],
    "America/Santiago": ["2026-01-15T12:00:00", "2026-07-15T12:00:00", "2061-01-15T12:00:00",
                         "2061-07-15T12:00:00"],
    "Asia/Kolkata": ["2026-07-01T18:30:00", "2090-12-31T18:29:59"],
    "America/Caracas": ["2016-05-01T06:59:59", "2016-05-01T07:00:00"],
    "UTC": ["2026-11-22T14:00:00"],
}

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/* Made by zone_vectors.py from Python's zoneinfo; included once, by test_zone.c. */
static const struct {
	const char *zone;
	const char *utc;
	const char *local;
} ZONE_VECTORS[] = {"""


def main():
    print(HEAD)
    for zone, moments in MOMENTS.items():
        for text in moments:
            at = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
            local = at.astimezone(ZoneInfo(zone)).isoformat()
            print(f'\t{{ "{zone}", "{text}Z",\n\t  "{local}" }},')
    print("};")


if __name__ == "__main__":
    main()
