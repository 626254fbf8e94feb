/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of calls: tasks, and what was noted of each call.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_CALL_H
#define BEURT_NOTIFICATION_STORE_CALL_H

#include "pg/pg.h"

struct call_task {
	struct uuid id;
	const char *dealer; /* texts are lent by the rows */
	const char *customer;
	const char *reason_group; /* "" = none */
	const char *status;       /* "open", "claimed", "later", "closed" */
	const char *claimed_by;   /* NULL = nobody */
	const char *reason;
	struct instant call_from, not_after, claimed_until;
	int64_t attempts; /* of this task */
};

/* A task that was closed because it went back to the gate begins anew. */
MUST_CHECK int store_call_add(struct tx *tx, const struct call_task *task,
			      struct err *err);
/* Locks it. ERR_ABSENT, code CALL_UNKNOWN. The rows own the texts. */
MUST_CHECK int store_call_load(struct tx *tx, const struct uuid *id,
			       struct rows **ret_rows, struct call_task *ret_task,
			       struct err *err);
/* Status, claim, times and reason as they are in the struct. */
MUST_CHECK int store_call_save(struct tx *tx, const struct call_task *task,
			       struct err *err);
MUST_CHECK int store_call_version(struct tx *tx, const struct uuid *id,
				  int64_t *ret_version, struct err *err);

struct call_made {
	const char *actor;
	const char *outcome;
	const char *remark; /* NULL = none */
	bool reached;
};
MUST_CHECK int store_call_note(struct tx *tx, const struct call_task *task,
			       const struct call_made *made, struct err *err);
/* Calls to that person about that reason in the last 14 days. */
MUST_CHECK int store_call_attempts(struct tx *tx, const struct call_task *task,
				   int64_t *ret_attempts, struct err *err);
/* Columns: at, actor, outcome, remark; of at most 20, the newest first. */
MUST_CHECK int store_calls_made(struct tx *tx, const struct uuid *id,
				struct rows **ret_rows, struct err *err);

/* Tasks of a person that are not closed. Column: task. */
MUST_CHECK int store_calls_open_of(struct tx *tx, const char *dealer,
				   const char *customer, struct rows **ret_rows,
				   struct err *err);

#endif
