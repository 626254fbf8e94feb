/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record of a topic, lent from librdkafka's buffers until record_done.
 *
 * Thread: one at a time; may be handed from the polling thread to another.
 */
#ifndef BEURT_BUS_RECORD_H
#define BEURT_BUS_RECORD_H

#include "base/instant.h"
#include "base/slice.h"

struct record {
	const char *topic;
	int partition;
	int64_t offset;
	struct instant time; /* as the publisher or broker stamped it; may be unset */
	struct slice key;    /* at = NULL: no key */
	struct slice value;  /* at = NULL: a tombstone */
	void *message;       /* librdkafka's; private to bus/ */
};

/* The n-th header, in the record's order; false beyond the last. Lends until record_done.
 */
bool record_header_at(const struct record *record, size_t n, const char **ret_name,
		      struct slice *ret_value);
/* The last header of that name; the empty slice when there is none. */
struct slice record_header(const struct record *record, const char *name);
void record_done(struct record *record);

#endif
