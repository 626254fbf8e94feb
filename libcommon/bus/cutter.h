/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting partitions: records below an offset are taken off them for good.
 *
 * The broker does not ask who still has to read them; the caller knows (flow/trim.h).
 * Thread: one at a time.
 */
#ifndef BEURT_BUS_CUTTER_H
#define BEURT_BUS_CUTTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct cut {
	const char *topic; /* lent for the call */
	int partition;
	int64_t until; /* the first offset that stays */
	bool done;     /* set by cutter_cut */
};

struct cutter_request {
	const char *brokers;
	const char *admin; /* who is asked to delete; NULL or empty: brokers */
	const char *options;
};

struct cutter;

/* ERR_BROKEN names a setting the library refuses. Connects when it is used. */
MUST_CHECK int cutter_open(const struct cutter_request *request,
			   struct cutter **ret_cutter, struct err *err);
void cutter_close(struct cutter *cutter); /* NULL is fine */

/* Where a partition begins and ends; both 0 when it is not there. ERR_LATER. */
MUST_CHECK int cutter_bounds(struct cutter *cutter, const char *topic, int partition,
			     int64_t *ret_low, int64_t *ret_high, struct err *err);
/* Cuts them all, waits up to 10 s. ERR_LATER says why of the first that was not cut;
 * those with `done` are. To cut again where it was cut before is no error. */
MUST_CHECK int cutter_cut(struct cutter *cutter, struct cut *list, size_t count,
			  struct err *err);

#endif
