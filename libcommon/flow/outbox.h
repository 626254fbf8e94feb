/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What handlers say, gathered in memory and written in one statement before the commit.
 *
 * Inside flow/ only; handlers see outbox_say() in flow.h. Thread: one at a time.
 */
#ifndef BEURT_FLOW_OUTBOX_H
#define BEURT_FLOW_OUTBOX_H

#include "flow/flow.h"

struct outbox *outbox_new(const char *service); /* keeps service */
void outbox_free(struct outbox *outbox);
AUTO_FREE(outbox, outbox_free)

/* A cause that is not a record: a timer, a request. Copies id and trace. */
void outbox_because_of(struct outbox *outbox, const char *id, const char *trace);

/* Undo what was said since the mark, beside a savepoint. */
size_t outbox_mark(const struct outbox *outbox);
void outbox_undo(struct outbox *outbox, size_t mark);
size_t outbox_count(const struct outbox *outbox);

/* Write everything, so that ids are drawn after all locks; then the outbox is empty. */
MUST_CHECK int outbox_write(struct outbox *outbox, struct tx *tx, struct err *err);

#endif
