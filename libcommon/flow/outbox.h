/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What handlers say, gathered in memory and written in one statement before the commit.
 *
 * Inside flow/ only; handlers see outbox_say() in flow.h. Thread: one at a time.
 */
#ifndef BEURT_FLOW_OUTBOX_H
#define BEURT_FLOW_OUTBOX_H

#include "flow/flow.h"
#include "gen/command_answered.h"

struct outbox *outbox_new(const char *service); /* keeps service */
void outbox_free(struct outbox *outbox);
AUTO_FREE(outbox, outbox_free)
const char *outbox_service(const struct outbox *outbox); /* lends */

/* A cause that is not a record: a timer, a request. Copies id and trace. */
void outbox_because_of(struct outbox *outbox, const char *id, const char *trace);

/* Undo what was said since the mark, beside a savepoint. */
size_t outbox_mark(const struct outbox *outbox);
void outbox_undo(struct outbox *outbox, size_t mark);
size_t outbox_count(const struct outbox *outbox); /* kept and written */

/* The awaited states (msg_type.awaited) said since the mark, ids lent until the next
 * undo or write. Returns how many there are, which may be more than there is room for. */
size_t outbox_awaited(const struct outbox *outbox, size_t mark,
		      struct command_answered_state *ret_states, size_t room);

/* Write everything, so that ids are drawn after all locks; then the outbox is empty. */
MUST_CHECK int outbox_write(struct outbox *outbox, struct tx *tx, struct err *err);

#endif
