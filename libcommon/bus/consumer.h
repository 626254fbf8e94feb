/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A member of a consumer group whose positions come from the database.
 *
 * Kafka decides which partitions this process reads, never where: whenever partitions are
 * given, the broker's offsets are replaced by what the `given` callback answers. What is
 * committed to Kafka is a mirror for lag exporters only.
 * Thread: the loop that polls; consumer_mirror and consumer_high from any.
 */
#ifndef BEURT_BUS_CONSUMER_H
#define BEURT_BUS_CONSUMER_H

#include "bus/record.h"

struct position {
	const char *topic; /* lent for the call */
	int partition;
	int64_t next; /* offset to read next; POSITION_BEGINNING */
};

#define POSITION_BEGINNING INT64_C(-2)

struct consumer_events {
	/* Partitions were given: fill in each `next`. May take its time. On failure
	 * nothing is read until the next rebalance. */
	int (*given)(void *context, struct position *list, size_t count, struct err *err);
	/* All partitions are about to be taken away: finish or drop what is in hand. */
	void (*taken)(void *context);
	void *context;
};

struct consumer_request {
	const char *brokers;
	const char *options; /* operator's settings, "key=value;key=value" */
	const char *group;
	const char *instance;      /* static member name; NULL or empty: dynamic member */
	const char *const *topics; /* a leading ^ makes a pattern */
	size_t topics_count;
	struct consumer_events events;
};

struct consumer;

MUST_CHECK int consumer_open(const struct consumer_request *request,
			     struct consumer **ret_consumer, struct err *err);
/* Leaves the group (a static member keeps its place) and frees. Calls events.taken. */
void consumer_close(struct consumer *consumer);
AUTO_FREE(consumer, consumer_close)

enum polled {
	POLLED_NOTHING,
	POLLED_RECORD,       /* *ret_record is the caller's, until record_done */
	POLLED_OUT_OF_RANGE, /* topic and partition of *ret_record; reading it has stopped
			      */
	POLLED_TROUBLE,      /* err says what; reading goes on by itself */
	POLLED_FENCED,       /* err says what; this consumer is dead */
};

enum polled consumer_poll(struct consumer *consumer, int millis,
			  struct record *ret_record, struct err *err);

/* Stop and go on fetching all partitions, while polling goes on. */
void consumer_pause(struct consumer *consumer);
void consumer_resume(struct consumer *consumer);
/* Stop fetching one partition until partitions are given again. */
void consumer_halt(struct consumer *consumer, const char *topic, int partition);
/* Ask `given` again for every partition held, and read from there. */
MUST_CHECK int consumer_reposition(struct consumer *consumer, struct err *err);

/* First offset still there and the one the next record will get; asks the broker. */
MUST_CHECK int consumer_watermarks(struct consumer *consumer, const char *topic,
				   int partition, int64_t *ret_low, int64_t *ret_high,
				   struct err *err);
/* The end of the partition as last fetched; -1 when unknown. Costs nothing. */
int64_t consumer_high(struct consumer *consumer, const char *topic, int partition);
/* The broker's cluster id, asked once; caller frees. ERR_LATER when it does not answer.
 */
MUST_CHECK int consumer_cluster(struct consumer *consumer, char **ret_id,
				struct err *err);
/* Tell the group's committed offsets without waiting; failure does not matter. */
void consumer_mirror(struct consumer *consumer, const struct position *list,
		     size_t count);

#endif
