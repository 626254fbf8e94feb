/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records that are handled in one transaction, and how far each partition moves by it.
 *
 * Inside flow/ only. Thread: filled on the intake's, handled on the inbox's.
 */
#ifndef BEURT_FLOW_BATCH_H
#define BEURT_FLOW_BATCH_H

#include "flow/item.h"

#define FINGERPRINT_TEXT (ENVELOPE_ID + 24)

/* One partition's move: from `expected`, which the database must still hold, to `next`.
 */
struct step {
	char *topic;
	int partition;
	int64_t expected;
	int64_t next;
	int64_t last_offset;
	char last_id[FINGERPRINT_TEXT];
};

struct record_batch {
	struct item *items;
	size_t count;
	size_t max;
	size_t bytes;
	struct step *steps;
	size_t steps_count;
	size_t steps_max;
	unsigned epoch;  /* of the assignment it was read under */
	int64_t started; /* clock_monotonic() of its first record */
};

struct record_batch *record_batch_new(size_t max, unsigned epoch);
void record_batch_free(struct record_batch *batch);
AUTO_FREE(record_batch, record_batch_free)
bool record_batch_is_full(const struct record_batch *batch);
/* Takes record. `expected` counts when it is the partition's first in this batch. */
void record_batch_add(struct record_batch *batch, const struct topic_routes *routes,
		      struct record *record, int64_t expected);
/* How a record is recognised again: its id and its time. */
void fingerprint_of(const struct heard *heard, char ret_text[FINGERPRINT_TEXT]);

#endif
