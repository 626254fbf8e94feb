/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dead letters: records that could not be handled, and the later ones of their key.
 *
 * Listing, showing and asking are plain statements for operators' tools, in any process
 * that may use the schema. The service itself answers what was asked, within a second:
 * a replay runs the record through its handler and then releases its key's waiting
 * records in order; a discard only releases them. Thread: any.
 */
#ifndef BEURT_FLOW_DEAD_H
#define BEURT_FLOW_DEAD_H

#include "flow/flow.h"

enum dead_state { DEAD_NONE, DEAD_PARKED, DEAD_WAITING, DEAD_REPLAYED, DEAD_DISCARDED };

struct dead_letter {
	int64_t id;
	enum dead_state state;
	const char *topic; /* texts are lent until rows_free */
	int partition;
	int64_t offset;
	const char *key;
	const char *record_id;
	const char *record_type; /* NULL: the record did not say */
	const char *kind;        /* of the error: "invalid" */
	const char *code;        /* NULL: none */
	const char *reason;
	const char *asked; /* "replay" or "discard", not answered yet; else NULL */
	struct instant parked_at;
	struct instant settled_at;
	int64_t value_bytes; /* -1: a tombstone, or settled */
	int64_t waiting;     /* records of its key behind it */
};

/* Parked ones, oldest first, after the id; with `all` waiting and settled ones too. */
MUST_CHECK int dead_list(struct tx *tx, bool all, int64_t after, int limit,
			 struct rows **ret_rows, struct err *err);
/* One letter; ERR_ABSENT. */
MUST_CHECK int dead_show(struct tx *tx, int64_t id, struct rows **ret_rows,
			 struct err *err);
struct dead_letter dead_row(const struct rows *rows, size_t row);
/* Its payload as it came, in hex ("\\x7b7d"); NULL for a tombstone or a settled one. */
MUST_CHECK int dead_value(struct tx *tx, int64_t id, struct rows **ret_rows,
			  struct err *err);

/* Ask the service. ERR_ABSENT; ERR_CONFLICT when it is not parked (any more). */
MUST_CHECK int dead_replay(struct tx *tx, int64_t id, const char *by, struct err *err);
MUST_CHECK int dead_discard(struct tx *tx, int64_t id, const char *by, struct err *err);

/* Inside flow/: store a record as parked, or as waiting behind its key's parked one.
 * *ret_open is false when it was settled once and is only heard again. */
MUST_CHECK int dead_park(struct tx *tx, const struct heard *heard, const char *type,
			 const struct err *why, bool *ret_open, struct err *err);

#endif
