/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A time zone as data: the transitions of one TZif file, and what follows from them.
 *
 * The C library's zone is one per process; a garage's zone is one per garage, so the
 * table is a value here. sys/zone_file.h reads it from the system's tzdata.
 * Thread: any, once built.
 */
#ifndef BEURT_BASE_ZONE_H
#define BEURT_BASE_ZONE_H

#include "base/civil_date.h"
#include "base/instant.h"
#include "base/slice.h"

struct zone;

struct local_time {
	struct civil_date date;
	int second_of_day; /* 0..86399 */
	int micro;
	int offset_seconds; /* east of UTC, in force at that moment */
};

#define LOCAL_TEXT 40 /* "2026-03-29T14:59:59.000000+02:00" */

/* Read TZif version 2+ bytes, with the rule after the last transition. ERR_INVALID. */
MUST_CHECK int zone_from_tzif(const char *name, struct slice bytes,
			      struct zone **ret_zone, struct err *err);
void zone_free(struct zone *zone);
AUTO_FREE(zone, zone_free)
const char *zone_name(const struct zone *zone);

struct local_time zone_local(const struct zone *zone, struct instant at);
/* The moment a local wall clock shows this; in a gap the moment after it, twice-told
 * hours give the first. */
struct instant zone_instant(const struct zone *zone, struct civil_date date,
			    int second_of_day);
const char *local_format(struct local_time local, char ret_text[LOCAL_TEXT]);

#endif
