/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record on its way to its handler: read, decoded, routed. Inside flow/ only.
 *
 * Thread: made on the intake's, handled on the inbox's; one at a time.
 */
#ifndef BEURT_FLOW_ITEM_H
#define BEURT_FLOW_ITEM_H

#include "bus/record.h"
#include "flow/routes.h"
#include "msg/envelope.h"

enum item_fate {
	ITEM_SKIP,       /* nobody here hears it: only the offset moves */
	ITEM_HANDLE,     /* heard.msg for route's handler; msg NULL: its tombstone */
	ITEM_UNREADABLE, /* heard.unreadable_reason says why; route may be NULL */
};

struct item {
	enum item_fate fate;
	const struct message_route *route;
	struct heard heard;
	struct err why; /* of ITEM_UNREADABLE */
	void *msg;
	void *prepared;
	char *texts;           /* what heard's texts and said_type point into */
	const char *said_type; /* ce_type as it came, "" without one */
	struct record record;
};

/* A record's parts, wherever they were kept. */
struct parts {
	const char *topic;
	int partition;
	int64_t offset;
	struct slice key;
	struct slice value; /* at = NULL: tombstone */
	struct instant time;
};

/* Never fails: what cannot be read becomes ITEM_UNREADABLE. Takes record. */
void item_read(struct item *item, const struct topic_routes *routes,
	       struct record *record);
/* From parts the caller keeps until item_done; envelope NULL: *why says what was wrong.
 */
void item_build(struct item *item, const struct topic_routes *routes,
		const struct parts *parts, const struct envelope *envelope,
		const struct err *why);
void item_done(struct item *item);

#endif
