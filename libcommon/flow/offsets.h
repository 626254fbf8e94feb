/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far each partition has been heard: the table consumer_offset.
 *
 * offset_list and offset_forget are for operators' tools; the rest is inside flow/.
 * Thread: any.
 */
#ifndef BEURT_FLOW_OFFSETS_H
#define BEURT_FLOW_OFFSETS_H

#include "flow/batch.h"

struct known_offset {
	int64_t next;
	int64_t last_offset; /* -1: nothing heard yet */
	char last_id[FINGERPRINT_TEXT];
	char cluster[80];
};

/* The partition's row, made when it is not there yet. */
MUST_CHECK int offset_know(struct tx *tx, const char *topic, int partition,
			   const char *cluster, struct known_offset *ret_known,
			   struct err *err);
/*
 * Move every step of the batch, each only from where it is expected to be. *ret_moved is
 * false when one of them was elsewhere: somebody else has heard those records.
 * *ret_parked tells whether anything is parked in dead_letter.
 */
MUST_CHECK int offset_move(struct tx *tx, const struct record_batch *batch,
			   bool *ret_moved, bool *ret_parked, struct err *err);

/* All rows: topic, partition, next, cluster, moved_at. */
MUST_CHECK int offset_list(struct tx *tx, struct rows **ret_rows, struct err *err);
/* Hear a topic again from its beginning: what rebuilds a read model, or accepts a topic
 * that was made anew. partition -1 = all. The service notices by itself. */
MUST_CHECK int offset_forget(struct tx *tx, const char *topic, int partition,
			     int64_t *ret_count, struct err *err);

/* Whether a row of these partitions has been forgotten. */
struct partition_names {
	const char *const *topics;
	const int64_t *partitions;
	size_t count;
};
MUST_CHECK int offset_any_forgotten(struct tx *tx, const struct partition_names *names,
				    bool *ret_forgotten, struct err *err);

#endif
