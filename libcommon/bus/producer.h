/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The idempotent producer: waits for all replicas, never gives a record up by itself.
 *
 * A record is done when its report says so. After a fatal error of the library the
 * producer renews itself: every record that was under way is reported as failed and the
 * sender says it again. Partitions are chosen as the Java clients do (murmur2 of the
 * key). Thread: producer_send from any; reports arrive inside producer_poll, or on the
 * producer's own thread when it has one.
 */
#ifndef BEURT_BUS_PRODUCER_H
#define BEURT_BUS_PRODUCER_H

#include "base/err.h"
#include "msg/envelope.h"

/* failure is NULL when all replicas have it. Only enqueue here, never block. */
typedef void (*report_fn)(void *context, void *ticket, const char *failure);

struct producer_request {
	const char *brokers;
	const char *options; /* operator's settings, "key=value;key=value" */
	const char *client;
	int linger_millis; /* 0..1 for commands and replies, 5..20 for bulk */
	bool own_thread;   /* serve reports on a thread of its own */
	const char *const
		*topics; /* warmed up, so that their first record does not wait */
	size_t topics_count;
	report_fn report; /* NULL: nobody asks */
	void *context;
};

struct outgoing {
	const char *topic;
	struct slice key;   /* at = NULL: no key */
	struct slice value; /* at = NULL: a tombstone */
	const struct msg_header *headers;
	size_t headers_count;
	void *ticket; /* handed to report */
};

#define MAX_RECORD_BYTES 2000000

struct producer;

MUST_CHECK int producer_open(const struct producer_request *request,
			     struct producer **ret_producer, struct err *err);
/* Waits up to `millis` for records under way, then reports the rest as failed. */
void producer_close(struct producer *producer, int millis);
/* Copies the record. ERR_LATER when the local queue is full: poll, then again.
 * ERR_INVALID when it is larger than MAX_RECORD_BYTES. */
MUST_CHECK int producer_send(struct producer *producer, const struct outgoing *record,
			     struct err *err);
/* Serve reports for up to `millis`; not for a producer with its own thread. */
void producer_poll(struct producer *producer, int millis);

#endif
