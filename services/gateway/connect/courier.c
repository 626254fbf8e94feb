/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a delivery goes again, and keeps the threads. At least once: who dies
 * after the post leaves a claim that ends after two minutes, and the same id goes again.
 */
#include "gateway/connect/courier.h"

#include <stdio.h>
#include <string.h>

#include "gateway/connect/handed.h"
#include "gateway/connect/store_connector.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "sys/thread.h"

#define IDLE_MICROS  INT64_C(200000)
#define AWAY_MICROS  INT64_C(2000000)
#define MOST_THREADS 16

struct courier {
	struct gateway *gateway;
	struct thread threads[MOST_THREADS];
	size_t threads_count;
	struct mutex lock;
	struct cond changed;
	bool stopping; /* under lock */
};

/* Seconds before the next attempt: 10 s … 24 h, three days in all. */
static int64_t wait_after(int64_t attempts)
{
	static const int64_t WAITS[] = { 10, 60, 300, 1800, 7200, 21600, 43200, 86400 };
	size_t at = attempts < 1 ? 0 : (size_t)attempts - 1;
	return WAITS[at < COUNT_OF(WAITS) ? at : COUNT_OF(WAITS) - 1];
}

/* Of a message another address or body is needed, not another time. */
static bool is_final(const struct post *post, const struct post_answer *answer)
{
	static const int finals[] = { 400, 413, 415, 422 };
	for (size_t i = 0; handed_is(post) && i < COUNT_OF(finals); i++)
		if (answer->status == finals[i])
			return true;
	return answer->never;
}

/* A server that says "no, never" to this one delivery is heard; one that is away, too
 * busy or broken pauses all that it is to be told. */
static struct delivery_end judge(const struct courier *courier, const struct post *post,
				 const struct post_answer *answer, struct instant now)
{
	struct delivery_end end = {
		.id = post->delivery,
		.connector = post->connector,
		.attempt = post->attempts,
		.state = "delivered",
		.status = answer->status,
	};
	if (handed_is(post) ? post_is_taken(answer)
			    : answer->status >= 200 && answer->status < 300)
		return end;
	end.error = answer->error;
	end.state = "dead";
	if (is_final(post, answer) ||
	    post->attempts >= courier->gateway->knobs->connector_attempts)
		return end;
	end.state = "waiting";
	end.due = instant_add_seconds(now, wait_after(post->attempts));
	if (answer->status == 0 || answer->status == 429 || answer->status >= 500)
		end.pause = end.due;
	return end;
}

/* Who was away for longer than its claim ends nothing: the attempt after it does. */
static int settle(struct courier *courier, const struct post *post,
		  const struct post_answer *answer, struct err *err)
{
	AUTO(tx) *tx = NULL;
	bool own = true;
	if (tx_begin(courier->gateway->all, &tx, err) < 0)
		return -1;
	struct delivery_end end = judge(courier, post, answer, tx_now(tx));
	if (store_delivery_end(tx, &end, &own, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (!own)
		log_event(LOG_INFO, "delivery_was_taken_over",
			  F_TEXT("delivery", post->delivery.text));
	return 0;
}

/* A message is fetched first, and what became of it told before it is written down: who
 * dies in between posts it again, under the same id. */
static int carry(struct courier *courier, const struct post *post, struct err *err)
{
	HANDED_AUTO handed = { .gateway = NULL };
	struct post_answer answer = { .never = true };
	if (handed_fetch(courier->gateway, post, &handed, err) < 0)
		return -1;
	if (handed.leaves) {
		struct post whole = *post;
		whole.says = handed.says.text;
		answer = post_send(courier->gateway, &whole);
		crash_point("carry.after_post");
		struct delivery_end end =
			judge(courier, post, &answer, clock_now(courier->gateway->clock));
		if (handed_tell(&handed, &answer, strcmp(end.state, "dead") == 0, err) <
		    0)
			return -1;
	} else {
		snprintf(answer.error, sizeof(answer.error), "not wanted any more: %s",
			 handed.why);
	}
	return settle(courier, post, &answer, err);
}

static int claim(struct courier *courier, struct rows **ret_rows, struct err *err)
{
	AUTO(tx) *tx = NULL;
	AUTO(rows) *rows = NULL;
	if (tx_begin(courier->gateway->all, &tx, err) < 0 ||
	    store_delivery_claim(tx, &rows, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	*ret_rows = TAKE(rows);
	return 0;
}

static int deliver(struct courier *courier, const struct post *post, struct err *err)
{
	if (handed_is(post))
		return carry(courier, post, err);
	struct post_answer answer = post_send(courier->gateway, post);
	return settle(courier, post, &answer, err);
}

/* How long to wait before the next one. */
static int64_t one(struct courier *courier)
{
	struct err err = { .kind = ERR_NONE };
	AUTO(rows) *rows = NULL;
	if (claim(courier, &rows, &err) < 0) {
		log_event(LOG_WARNING, "delivery_not_claimed",
			  F_TEXT("reason", err.text));
		return AWAY_MICROS;
	}
	if (rows_count(rows) == 0)
		return IDLE_MICROS;
	struct post post = post_of(rows, 0);
	if (deliver(courier, &post, &err) < 0) {
		log_event(LOG_WARNING, "delivery_not_settled",
			  F_TEXT("reason", err.text));
		return AWAY_MICROS;
	}
	return 0;
}

static bool pause_or_stop(struct courier *courier, int64_t micros)
{
	MUTEX_HOLD(&courier->lock);
	int64_t until = clock_monotonic() + micros;
	while (!courier->stopping && clock_monotonic() < until)
		cond_wait_until(&courier->changed, &courier->lock, until);
	return courier->stopping;
}

static void run(void *context)
{
	struct courier *courier = context;
	int64_t wait = 0;
	while (!pause_or_stop(courier, wait))
		wait = one(courier);
}

int courier_start(struct gateway *gateway, struct courier **ret_courier, struct err *err)
{
	struct courier *courier = mem_alloc(sizeof(*courier));
	courier->gateway = gateway;
	mutex_init(&courier->lock);
	cond_init(&courier->changed);
	for (int64_t i = 0; i < gateway->knobs->connector_senders; i++) {
		if (thread_start(&courier->threads[i], "courier", run, courier, err) <
		    0) {
			courier_stop(courier);
			return -1;
		}
		courier->threads_count++;
	}
	*ret_courier = courier;
	return 0;
}

void courier_stop(struct courier *courier)
{
	if (!courier)
		return;
	mutex_lock(&courier->lock);
	courier->stopping = true;
	cond_wake_all(&courier->changed);
	mutex_unlock(&courier->lock);
	for (size_t i = 0; i < courier->threads_count; i++)
		thread_join(&courier->threads[i]);
	cond_done(&courier->changed);
	mutex_done(&courier->lock);
	mem_free(courier);
}
