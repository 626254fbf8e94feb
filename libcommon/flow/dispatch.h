/* SPDX-License-Identifier: Apache-2.0 */
/* One record to its handler, and what its error means. Inside flow/ only. */
#ifndef BEURT_FLOW_DISPATCH_H
#define BEURT_FLOW_DISPATCH_H

#include "flow/item.h"
#include "flow/outbox.h"

/* Runs the handler; what has none for an unreadable record fails with its reason. */
MUST_CHECK int dispatch_one(void *state, struct tx *tx, const struct item *item,
			    struct outbox *say, struct err *err);
/* Items of one route, all with messages, through its batch handler. */
MUST_CHECK int dispatch_many(void *state, struct tx *tx, const struct item *items,
			     size_t count, struct outbox *say, struct err *err);

/* Under a savepoint: a refusal leaves no trace but *ret_why; its kind stays ERR_NONE when
 * the handler did its work. A handler that went on after a failed statement and called it
 * success is refused like any other. Fails only for what is not the record's fault. */
MUST_CHECK int dispatch_guarded(void *state, struct tx *tx, const struct item *item,
				struct outbox *say, struct err *ret_why, struct err *err);

/* What flow does about an error. */
enum verdict {
	VERDICT_DONE,
	VERDICT_PARK,  /* the record's own fault: park it, go on */
	VERDICT_LATER, /* nobody's: back off and run the batch again */
	VERDICT_LOST,  /* another instance has these records: forget the batch */
	VERDICT_STOP,  /* the programme's: stop the process */
};
enum verdict verdict_of(enum err_kind kind);

#endif
