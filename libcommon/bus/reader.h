/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads every partition of some topics without a group: replies, rebuilds, checks.
 *
 * From the end: what is published after reader_open returned is seen. From the beginning:
 * reader_is_done tells when everything that was there at the opening has been read.
 * Thread: one at a time.
 */
#ifndef BEURT_BUS_READER_H
#define BEURT_BUS_READER_H

#include "bus/record.h"

enum reader_from { READER_FROM_END, READER_FROM_BEGINNING };

struct reader_request {
	const char *brokers;
	const char *options;
	const char *client;
	const char *const *topics;
	size_t topics_count;
	enum reader_from from;
};

struct reader;

/* ERR_LATER when the broker is away or a topic does not exist. */
MUST_CHECK int reader_open(const struct reader_request *request,
			   struct reader **ret_reader, struct err *err);
void reader_close(struct reader *reader);
AUTO_FREE(reader, reader_close)
/* True with a record of the caller's (record_done); false when none came in time. */
bool reader_poll(struct reader *reader, int millis, struct record *ret_record);
bool reader_is_done(const struct reader *reader);

#endif
