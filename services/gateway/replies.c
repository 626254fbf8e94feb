/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the order: waiting requests are told at once, the log is written a batch at a
 * time. It starts from the beginning of what the topic keeps (an hour), so answers that
 * came while no gateway ran reach the log too.
 */
#include "gateway/replies.h"

#include <stdatomic.h>

#include "bus/reader.h"
#include "gateway/ask_again.h"
#include "gateway/store.h"
#include "gateway/store_break_glass.h"
#include "gateway/waiters.h"
#include "gen/command_answered.h"
#include "sys/log.h"
#include "sys/thread.h"

#define BATCH             500
#define POLL_MILLIS       200
#define RETRY_MICROS      500000
#define LOOK_EVERY_MICROS 5000000

struct replies {
	struct gateway *gateway;
	struct reader *reader;
	struct thread thread;
	atomic_bool stopping;
	int64_t look_at; /* clock_monotonic() of the next look for commands cut short */
	struct command_answered *batch[BATCH];
	size_t count;
};

static void free_batch(struct replies *replies)
{
	for (size_t i = 0; i < replies->count; i++)
		msg_free(&command_answered_type, replies->batch[i]);
	replies->count = 0;
}

static void tell_kept(struct replies *replies)
{
	for (size_t i = 0; i < replies->count; i++)
		waiters_kept(replies->gateway->waiters, replies->batch[i]->command_id);
}

static int write_batch(struct replies *replies, struct err *err)
{
	const struct command_answered *const *answers =
		(const struct command_answered *const *)replies->batch;
	AUTO(tx) *tx = NULL;
	if (tx_begin(replies->gateway->all, &tx, err) < 0 ||
	    store_commands_answered(tx, answers, replies->count, err) < 0 ||
	    store_break_glass_answered(tx, answers, replies->count, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	tell_kept(replies);
	return 0;
}

/* An answer must reach the log: while the database is away this waits for it. */
static void keep_batch(struct replies *replies)
{
	struct err err = { 0 };
	while (replies->count && write_batch(replies, &err) < 0) {
		log_event(LOG_WARNING, "replies_not_kept", F_INT("count", replies->count),
			  F_TEXT("error", err.text));
		if (err.kind != ERR_LATER || atomic_load(&replies->stopping))
			break;
		clock_pause(RETRY_MICROS);
	}
	free_batch(replies);
}

static void take_record(struct replies *replies, const struct record *record)
{
	struct err err = { 0 };
	void *msg;
	if (!record->value.at)
		return;
	if (msg_decode(&command_answered_type, record->value, &msg, &err) < 0) {
		log_event(LOG_ERROR, "reply_not_readable",
			  F_INT("offset", record->offset), F_TEXT("error", err.text));
		return;
	}
	waiters_tell(replies->gateway->waiters, msg);
	replies->batch[replies->count++] = msg;
}

/* Only once the answers that are there have been read: most are there. */
static void look_for_cut_short(struct replies *replies)
{
	struct err err = { 0 };
	int64_t now = clock_monotonic();
	if (now < replies->look_at || !reader_is_done(replies->reader))
		return;
	replies->look_at = now + LOOK_EVERY_MICROS;
	if (ask_again(replies->gateway, &err) < 0)
		log_event(LOG_WARNING, "commands_not_asked_again",
			  F_TEXT("error", err.text));
}

static void listen_for_replies(void *arg)
{
	struct replies *replies = arg;
	struct record record;
	while (!atomic_load(&replies->stopping)) {
		int millis = replies->count ? 0 : POLL_MILLIS;
		bool some = reader_poll(replies->reader, millis, &record);
		if (some) {
			take_record(replies, &record);
			record_done(&record);
		}
		if (replies->count == BATCH || (!some && replies->count))
			keep_batch(replies);
		if (!some)
			look_for_cut_short(replies);
	}
	keep_batch(replies);
}

int replies_open(struct gateway *gateway, struct replies **ret_replies, struct err *err)
{
	static const char *const topics[] = { "gateway.reply.v1" };
	const struct app_knobs *knobs = &gateway->knobs->app;
	struct reader_request request = {
		.brokers = knobs->brokers,
		.options = knobs->kafka_options,
		.client = "gateway-replies",
		.topics = topics,
		.topics_count = COUNT_OF(topics),
		.from = READER_FROM_BEGINNING,
	};
	struct replies *replies = mem_alloc(sizeof(*replies));
	replies->gateway = gateway;
	if (reader_open(&request, &replies->reader, err) < 0 ||
	    thread_start(&replies->thread, "replies", listen_for_replies, replies, err) <
		    0) {
		replies_close(replies);
		return -1;
	}
	*ret_replies = replies;
	return 0;
}

void replies_close(struct replies *replies)
{
	if (!replies)
		return;
	atomic_store(&replies->stopping, true);
	thread_join(&replies->thread);
	reader_close(replies->reader);
	free_batch(replies);
	mem_free(replies);
}
