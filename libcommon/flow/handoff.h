/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Batches on their way from the thread that reads to the thread that handles.
 *
 * A new epoch starts whenever partitions come, go or are read from another place; batches
 * of an older epoch are dropped, because the database will refuse their steps anyway.
 * Inside flow/ only. Thread: any.
 */
#ifndef BEURT_FLOW_HANDOFF_H
#define BEURT_FLOW_HANDOFF_H

#include "flow/batch.h"

struct handoff;

struct handoff *handoff_new(void);
void handoff_free(struct handoff *handoff);
AUTO_FREE(handoff, handoff_free)

/* Takes batch when there is room within `micros`; false leaves it with the caller. */
bool handoff_put(struct handoff *handoff, struct record_batch *batch, int64_t micros);
/* Waits; NULL when stopped. The taker calls handoff_done when it is finished with it. */
struct record_batch *handoff_take(struct handoff *handoff);
void handoff_done(struct handoff *handoff);
bool handoff_is_idle(struct handoff *handoff); /* nothing queued, nothing in hand */
bool handoff_is_current(struct handoff *handoff, const struct record_batch *batch);
/* Drops what is queued, waits until what is in hand is finished; gives the new epoch. */
unsigned handoff_new_epoch(struct handoff *handoff);
/* Back-off of the taker: false when the batch is no longer current or all is stopped. */
bool handoff_pause(struct handoff *handoff, const struct record_batch *batch,
		   int64_t micros);

/* The taker found that the database moved on without it. */
void handoff_ask_reposition(struct handoff *handoff);
bool handoff_take_reposition(struct handoff *handoff); /* true once per asking */

void handoff_stop(struct handoff *handoff);
bool handoff_is_stopped(struct handoff *handoff);

#endif
