/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The partitions this process holds, where each stands, and whether it may be read.
 *
 * A lane starts at the last record that was heard, to see that it is still the same one;
 * a topic that was made anew, cut off, or cleaned up before we came stops its lane with
 * an alarm. Inside flow/ only. Thread: the intake's.
 */
#ifndef BEURT_FLOW_LANES_H
#define BEURT_FLOW_LANES_H

#include "bus/consumer.h"
#include "flow/offsets.h"

struct lane {
	char *topic;
	int partition;
	struct topic_routes routes;
	struct known_offset known; /* as the database had it when the lane started */
	int64_t next;              /* offset the next record has at least */
	int64_t applied_time;      /* micros: time of the last record read; 0 = none */
	bool verifying; /* the next record shows whether the topic is the same */
	int64_t gone;   /* `next` whose last record is known to be removed; 0 = none */
	bool halted;
	char why[160]; /* of halted */
};

struct lanes {
	struct lane *list;
	size_t count;
	size_t last; /* found last: records come in runs */
};

void lanes_done(struct lanes *lanes);
/* Replaces all lanes by the list's; what was found `gone` is remembered. */
void lanes_set(struct lanes *lanes, const struct routes *routes,
	       const struct position *list, size_t count);
struct lane *lanes_find(struct lanes *lanes, const char *topic, int partition);
int lanes_halted(const struct lanes *lanes);

/* What the database knows decides where to start; gives the offset to start reading at.
 */
int64_t lane_start(struct lane *lane, const struct known_offset *known,
		   const char *cluster);
void lane_halt(struct lane *lane, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* An operator who forgets offsets wants those topics heard again, also the quiet ones.
 * False while the database does not say. */
bool lanes_any_forgotten(const struct lanes *lanes, struct pool *pool);

enum lane_says {
	LANE_TAKE,
	LANE_DROP, /* heard before, or the lane is halted */
};
/* Whether a record is next. May halt the lane. */
enum lane_says lane_judge(struct lane *lane, const struct record *record);
/* The broker says the wanted offset is not there; low and high are what is. True when
 * the lane may be started again, which is then at lane->next; else it is halted. */
bool lane_judge_range(struct lane *lane, int64_t low, int64_t high);

#endif
