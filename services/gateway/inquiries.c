/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when the database is asked: at once when somebody waits; whoever comes while it
 * answers goes with the next query. So there is one query for each that is under way, not
 * for each request, on a connection that commands cannot use up.
 */
#include "gateway/inquiries.h"

#include <string.h>

#include "gateway/store.h"
#include "sys/thread.h"

#define TOKENS 64 /* in one query */

struct inquiries {
	struct gateway *gateway;
	struct pool *pool; /* one connection */
	struct thread thread;
	struct mutex lock;
	struct cond news;
	struct inquiry *waiting; /* newest first */
	bool stopping;
};

static struct inquiry *take_waiting(struct inquiries *inquiries)
{
	MUTEX_HOLD(&inquiries->lock);
	while (!inquiries->waiting && !inquiries->stopping)
		cond_wait(&inquiries->news, &inquiries->lock);
	return TAKE(inquiries->waiting);
}

static size_t find_token(const char *const *tokens, size_t count, const char *token)
{
	size_t at = 0;
	while (at < count && strcmp(tokens[at], token) != 0)
		at++;
	return at;
}

/* The tokens of the first inquiries, each once; where the next query starts. */
static struct inquiry *take_tokens(struct inquiry *first, const char **tokens,
				   size_t *ret_count)
{
	struct inquiry *one = first;
	size_t count = 0;
	for (; one; one = one->next) {
		size_t at = find_token(tokens, count, one->subject.token_hash);
		if (at == TOKENS)
			break;
		tokens[at] = one->subject.token_hash;
		count += at == count;
	}
	*ret_count = count;
	return one;
}

/* The inquiry is its request's, which may end as soon as it goes on. */
static void tell(struct inquiry *first, const struct inquiry *end,
		 const struct session_rows *found, const struct err *failure)
{
	while (first != end) {
		struct inquiry *one = first;
		first = one->next;
		if (failure)
			one->refusal = *failure;
		else if (store_sessions_read(found, &one->subject, &one->refusal) == 0)
			err_clear(&one->refusal);
		request_go_on(one->req);
	}
}

static struct session_time time_of(const struct gateway *gateway)
{
	return (struct session_time){
		.now = clock_now(gateway->wall),
		.idle_seconds = gateway->knobs->session_idle_minutes * 60,
	};
}

/* Once a minute a session is noted as in use, after those who wait have gone on. */
static void touch(struct inquiries *inquiries, const struct session_rows *found)
{
	struct session_time time = time_of(inquiries->gateway);
	char token[HASH_TEXT];
	for (size_t at = 0; store_sessions_idle(found, &at, token);) {
		struct subject subject;
		struct err err = { 0 };
		if (store_session_find(inquiries->pool, token, time, &subject, &err) < 0)
			return; /* the next request tries again */
	}
}

/* Where the next query starts. */
static struct inquiry *answer_some(struct inquiries *inquiries, struct inquiry *first)
{
	const char *tokens[TOKENS + 1];
	size_t count;
	struct err err = { 0 };
	struct session_rows found = { .rows = NULL };
	struct inquiry *end = take_tokens(first, tokens, &count);
	bool asked = store_sessions_find(inquiries->pool, tokens, count,
					 time_of(inquiries->gateway), &found, &err) == 0;
	tell(first, end, &found, asked ? NULL : &err);
	if (asked)
		touch(inquiries, &found);
	rows_free(found.rows);
	return end;
}

static void run(void *arg)
{
	struct inquiries *inquiries = arg;
	struct inquiry *waiting;
	while ((waiting = take_waiting(inquiries)))
		while (waiting)
			waiting = answer_some(inquiries, waiting);
}

int inquiries_open(struct gateway *gateway, struct inquiries **ret_inquiries,
		   struct err *err)
{
	struct inquiries *inquiries = mem_alloc(sizeof(*inquiries));
	struct pool_request request = {
		.conninfo = gateway->knobs->portal_database,
		.schema = "gateway",
		.application = "beurt-gateway-sessions",
		.size = 1,
		.clock = gateway->clock,
	};
	inquiries->gateway = gateway;
	mutex_init(&inquiries->lock);
	cond_init(&inquiries->news);
	if (pool_open(&request, &inquiries->pool, err) < 0 ||
	    thread_start(&inquiries->thread, "sessions", run, inquiries, err) < 0) {
		inquiries_close(inquiries);
		return -1;
	}
	*ret_inquiries = inquiries;
	return 0;
}

static void ask_to_stop(struct inquiries *inquiries)
{
	MUTEX_HOLD(&inquiries->lock);
	inquiries->stopping = true;
	cond_wake_all(&inquiries->news);
}

void inquiries_close(struct inquiries *inquiries)
{
	if (!inquiries)
		return;
	ask_to_stop(inquiries);
	thread_join(&inquiries->thread);
	pool_close(inquiries->pool);
	cond_done(&inquiries->news);
	mutex_done(&inquiries->lock);
	mem_free(inquiries);
}

void inquiries_ask(struct inquiries *inquiries, struct inquiry *inquiry)
{
	request_hold(inquiry->req);
	MUTEX_HOLD(&inquiries->lock);
	inquiry->next = inquiries->waiting;
	inquiries->waiting = inquiry;
	cond_wake_one(&inquiries->news);
}
