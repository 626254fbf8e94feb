/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whether a partition is still the one that was read before.
 *
 * Three signs: the cluster's id, the fingerprint of the last record heard, and the range
 * of offsets the broker has. Compaction, retention and the cutting of queues may have
 * removed the last record without harm; then the range alone decides.
 */
#include "flow/lanes.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sys/log.h"

void lanes_done(struct lanes *lanes)
{
	for (size_t i = 0; i < lanes->count; i++)
		mem_free(lanes->list[i].topic);
	mem_free(lanes->list);
	*lanes = (struct lanes){ 0 };
}

void lanes_set(struct lanes *lanes, const struct routes *routes,
	       const struct position *list, size_t count)
{
	struct lane *fresh = mem_alloc(sizeof(*fresh) * (count + 1));
	for (size_t i = 0; i < count; i++) {
		const struct lane *old =
			lanes_find(lanes, list[i].topic, list[i].partition);
		fresh[i].gone = old ? old->gone : 0;
		fresh[i].topic = mem_text(list[i].topic);
		fresh[i].partition = list[i].partition;
		fresh[i].routes = routes_for(routes, list[i].topic);
	}
	lanes_done(lanes);
	lanes->list = fresh;
	lanes->count = count;
}

struct lane *lanes_find(struct lanes *lanes, const char *topic, int partition)
{
	for (size_t i = 0; i < lanes->count; i++) {
		size_t at = (lanes->last + i) % lanes->count;
		struct lane *lane = &lanes->list[at];
		if (lane->partition != partition || strcmp(lane->topic, topic) != 0)
			continue;
		lanes->last = at;
		return lane;
	}
	return NULL;
}

int lanes_halted(const struct lanes *lanes)
{
	int halted = 0;
	for (size_t i = 0; i < lanes->count; i++)
		halted += lanes->list[i].halted;
	return halted;
}

void lane_halt(struct lane *lane, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	vsnprintf(lane->why, sizeof(lane->why), fmt, args);
	va_end(args);
	lane->halted = true;
	log_event(LOG_ERROR, "partition_halted", F_TEXT("topic", lane->topic),
		  F_INT("partition", lane->partition), F_INT("next", lane->next),
		  F_TEXT("reason", lane->why));
}

int64_t lane_start(struct lane *lane, const struct known_offset *known,
		   const char *cluster)
{
	lane->known = *known;
	lane->next = known->next;
	lane->verifying = known->last_offset >= 0 && lane->gone != known->next;
	lane->halted = false;
	if (known->next > 0 && strcmp(known->cluster, cluster) != 0)
		lane_halt(lane, "the cluster is %.40s, this was read from %.40s", cluster,
			  known->cluster);
	if (lane->verifying)
		return known->last_offset;
	return known->next > 0 ? known->next : POSITION_BEGINNING;
}

/* The record at last_offset must be the one that was heard. */
static void verify(struct lane *lane, const struct record *record)
{
	struct item item;
	char found[FINGERPRINT_TEXT];
	struct record lent = *record;
	lane->verifying = false;
	if (record->offset != lane->known.last_offset)
		return;
	item_read(&item, &lane->routes, &lent);
	fingerprint_of(&item.heard, found);
	item.record.message = NULL; /* the caller's */
	item_done(&item);
	if (strcmp(found, lane->known.last_id) != 0)
		lane_halt(lane,
			  "record %" PRId64 " is not the one that was heard: the topic "
			  "was made anew",
			  record->offset);
}

enum lane_says lane_judge(struct lane *lane, const struct record *record)
{
	if (lane->halted)
		return LANE_DROP;
	if (lane->verifying)
		verify(lane, record);
	if (lane->halted || record->offset < lane->next)
		return LANE_DROP;
	lane->applied_time = record->time.micros;
	return LANE_TAKE;
}

bool lane_judge_range(struct lane *lane, int64_t low, int64_t high)
{
	lane->verifying = false;
	if (lane->next < low)
		lane_halt(lane,
			  "records %" PRId64 "..%" PRId64 " were removed before they "
			  "were heard",
			  lane->next, low - 1);
	else if (lane->next > high)
		lane_halt(lane, "the topic ends at %" PRId64 ", %" PRId64 " was heard",
			  high, lane->next - 1);
	else
		lane->gone = lane->next;
	return !lane->halted;
}

bool lanes_any_forgotten(const struct lanes *lanes, struct pool *pool)
{
	const char **topics = mem_alloc((lanes->count + 1) * sizeof(*topics));
	int64_t *partitions = mem_alloc((lanes->count + 1) * sizeof(*partitions));
	struct partition_names names = { topics, partitions, lanes->count };
	bool forgotten = false;
	struct tx *tx = NULL;
	for (size_t i = 0; i < lanes->count; i++) {
		topics[i] = lanes->list[i].topic;
		partitions[i] = lanes->list[i].partition;
	}
	bool known = lanes->count > 0 && tx_begin(pool, &tx, NULL) == 0 &&
		     offset_any_forgotten(tx, &names, &forgotten, NULL) == 0;
	tx_rollback(tx);
	mem_free(topics);
	mem_free(partitions);
	return known && forgotten;
}
