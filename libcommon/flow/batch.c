/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a batch is full, and keeps each partition's step beside its records.
 *
 * Records nobody hears take no room, but their offsets move the step.
 */
#include "flow/batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sys/clock.h"

#define MAX_BATCH_BYTES (1536u << 10)

struct record_batch *record_batch_new(size_t max, unsigned epoch)
{
	struct record_batch *batch = mem_alloc(sizeof(*batch));
	batch->items = mem_grow(NULL, sizeof(*batch->items) * max);
	batch->max = max;
	batch->epoch = epoch;
	return batch;
}

void record_batch_free(struct record_batch *batch)
{
	if (!batch)
		return;
	for (size_t i = 0; i < batch->count; i++)
		item_done(&batch->items[i]);
	for (size_t i = 0; i < batch->steps_count; i++)
		mem_free(batch->steps[i].topic);
	mem_free(batch->items);
	mem_free(batch->steps);
	mem_free(batch);
}

bool record_batch_is_full(const struct record_batch *batch)
{
	return batch->count >= batch->max || batch->bytes >= MAX_BATCH_BYTES;
}

/* The partition's step; records come in runs of one partition, so the last is tried
 * first. */
static struct step *find_step(struct record_batch *batch, const char *topic,
			      int partition)
{
	for (size_t i = batch->steps_count; i-- > 0;) {
		struct step *step = &batch->steps[i];
		if (step->partition == partition && strcmp(step->topic, topic) == 0)
			return step;
	}
	return NULL;
}

static struct step *add_step(struct record_batch *batch, const char *topic, int partition,
			     int64_t expected)
{
	if (batch->steps_count == batch->steps_max) {
		batch->steps_max = batch->steps_max ? batch->steps_max * 2 : 16;
		batch->steps =
			mem_grow(batch->steps, sizeof(*batch->steps) * batch->steps_max);
	}
	struct step *step = &batch->steps[batch->steps_count++];
	*step = (struct step){ .topic = mem_text(topic),
			       .partition = partition,
			       .expected = expected };
	return step;
}

void fingerprint_of(const struct heard *heard, char ret_text[FINGERPRINT_TEXT])
{
	snprintf(ret_text, FINGERPRINT_TEXT, "%s@%" PRId64, heard->id,
		 heard->time.micros);
}

void record_batch_add(struct record_batch *batch, const struct topic_routes *routes,
		      struct record *record, int64_t expected)
{
	struct step *step = find_step(batch, record->topic, record->partition);
	if (!step)
		step = add_step(batch, record->topic, record->partition, expected);
	if (batch->started == 0)
		batch->started = clock_monotonic();
	struct item *item = &batch->items[batch->count];
	size_t bytes = record->value.len + record->key.len;
	item_read(item, routes, record);
	step->last_offset = item->heard.offset;
	step->next = item->heard.offset + 1;
	fingerprint_of(&item->heard, step->last_id);
	if (item->fate == ITEM_SKIP) {
		item_done(item);
		return;
	}
	batch->count++;
	batch->bytes += bytes;
}
