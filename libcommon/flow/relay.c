/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how outbox rows reach their topics: all of them, each key in its order.
 *
 * One relay per schema is active, the holder of a session's advisory lock; its reads and
 * deletes go over that session, so whoever loses it can no longer delete. A page is read
 * in id order, produced, and deleted up to the first row whose record was not
 * acknowledged: what comes after that one is said again, in order. Never "id > last",
 * which loses rows whose transaction commits late. A holder that is frozen with its
 * session open would stop everybody: when the session has been silent for too long, a
 * waiting relay ends it.
 */
#include "flow/relay.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "bus/producer.h"
#include "flow/page.h"
#include "gen/topics.h"
#include "pg/session.h"
#include "sys/crash_point.h"
#include "sys/log.h"

#define POLL_MILLIS    200
#define STANDBY_MICROS INT64_C(500000)
#define LEAVE_MICROS   INT64_C(2000000)
#define FLUSH_MILLIS   3000

struct relay {
	struct flow *flow;
	struct producer *producer;
	struct session *session; /* NULL while the database is away */
	int wake_fd;
	atomic_bool active;
	int64_t backoff;
};

static struct producer_request producer_request_of(const struct flow_request *request,
						   const char **topics, size_t count)
{
	return (struct producer_request){
		.brokers = request->brokers,
		.options = request->kafka_options,
		.client = request->service,
		.linger_millis = request->linger_millis,
		.topics = topics,
		.topics_count = count,
		.report = page_report,
	};
}

/* Topics outsiders publish to are never said by a service. */
static size_t topics_to_warm(const char **topics)
{
	size_t count = 0;
	for (size_t i = 0; i < message_topics_count; i++)
		if (message_topics[i].kind != MSG_INGRESS)
			topics[count++] = message_topics[i].name;
	return count;
}

int relay_new(struct flow *flow, struct relay **ret_relay, struct err *err)
{
	AUTO(relay) *relay = mem_alloc(sizeof(*relay));
	relay->flow = flow;
	relay->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (relay->wake_fd < 0)
		return err_set(err, ERR_BROKEN, "no descriptor for the relay (%d)",
			       errno);
	const char **topics = mem_alloc(sizeof(*topics) * (message_topics_count + 1));
	struct producer_request request =
		producer_request_of(&flow->request, topics, topics_to_warm(topics));
	int opened = producer_open(&request, &relay->producer, err);
	mem_free(topics);
	if (opened < 0)
		return -1;
	*ret_relay = TAKE(relay);
	return 0;
}

void relay_free(struct relay *relay)
{
	if (!relay)
		return;
	session_close(relay->session);
	producer_close(relay->producer, FLUSH_MILLIS);
	if (relay->wake_fd >= 0)
		close(relay->wake_fd);
	mem_free(relay);
}

void relay_wake(struct relay *relay)
{
	uint64_t one = 1;
	if (write(relay->wake_fd, &one, sizeof(one)) < 0)
		return; /* the counter is full: it is awake enough */
}

static void forget_wakes(struct relay *relay)
{
	uint64_t count;
	if (read(relay->wake_fd, &count, sizeof(count)) < 0)
		return; /* there were none */
}

bool relay_is_active(const struct relay *relay)
{
	return atomic_load(&relay->active);
}

static void set_active(struct relay *relay, bool active)
{
	if (atomic_exchange(&relay->active, active) == active)
		return;
	gauge_set(relay->flow->count.relay_active, active);
	log_event(LOG_INFO, active ? "relay_active" : "relay_standby");
}

static void lose_session(struct relay *relay, const struct err *why)
{
	set_active(relay, false);
	if (why->kind == ERR_BROKEN)
		flow_fail(relay->flow, "relay", why);
	log_event(LOG_WARNING, "relay_session_lost", F_TEXT("reason", why->text));
	session_close(TAKE(relay->session));
	relay->backoff = backoff_next(relay->backoff);
	flow_pause(relay->flow, relay->backoff);
}

static int open_session(struct relay *relay, struct err *err)
{
	const struct flow_request *request = &relay->flow->request;
	struct pool_request asked = { .conninfo = request->conninfo,
				      .schema = request->service,
				      .application = "beurt-relay",
				      .clock = request->clock };
	AUTO(session) *session = NULL;
	STRBUF_AUTO channel = strbuf_new(100);
	strbuf_addf(&channel, "outbox/%s", request->service);
	if (strbuf_check(&channel, err) < 0 || session_open(&asked, &session, err) < 0 ||
	    session_listen(session, channel.text, err) < 0)
		return -1;
	relay->session = TAKE(session);
	return 0;
}

/* Ends the session of a holder that has done nothing for 10 s (it polls five times a
 * second): its process is frozen. Only sessions of the same role can be ended so. */
static const char SQL_END_FROZEN[] =
	"SELECT pg_terminate_backend(a.pid) FROM pg_locks l"
	" JOIN pg_stat_activity a ON a.pid = l.pid"
	" WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
	" AND l.database = (SELECT oid FROM pg_database"
	"  WHERE datname = current_database())"
	" AND ((l.classid::bigint << 32) | l.objid::bigint)"
	" = hashtextextended(current_schema() || '/relay', 0)"
	" AND a.state_change < clock_timestamp() - interval '10 seconds'";

static int end_frozen(struct relay *relay, struct err *err)
{
	AUTO(rows) *ended = NULL;
	if (session_rows(relay->session, SQL_END_FROZEN, NO_ARGS, &ended, err) < 0)
		return -1;
	if (rows_count(ended) > 0)
		log_event(LOG_WARNING, "relay_frozen_ended",
			  F_INT("sessions", rows_count(ended)));
	return 0;
}

/* True when this relay holds the lock. */
static bool hold(struct relay *relay)
{
	bool held = false;
	struct err err = { 0 };
	if (relay_is_active(relay))
		return true;
	if ((!relay->session && open_session(relay, &err) < 0) ||
	    session_try_lock(relay->session, "relay", &held, &err) < 0 ||
	    (!held && end_frozen(relay, &err) < 0)) {
		lose_session(relay, &err);
		return false;
	}
	relay->backoff = 0;
	if (held)
		set_active(relay, true);
	else
		flow_pause(relay->flow, STANDBY_MICROS);
	return held;
}

/* While the broker is away the session must not look frozen, nor be lost unnoticed. */
static int touch(struct relay *relay, struct err *err)
{
	return session_run(relay->session, "SELECT 1", NO_ARGS, err);
}

static int await_reports(struct relay *relay, struct page *page, struct err *err)
{
	int64_t touched = clock_monotonic();
	while (!page_is_reported(page)) {
		producer_poll(relay->producer, POLL_MILLIS);
		if (clock_monotonic() - touched < MICROS_PER_SECOND)
			continue;
		touched = clock_monotonic();
		if (touch(relay, err) < 0)
			return -1;
	}
	return 0;
}

static void note_published(struct relay *relay, const struct page *page, size_t published,
			   int64_t micros)
{
	counter_add(relay->flow->count.published, (int64_t)published);
	histogram_observe(relay->flow->count.publish_seconds, micros);
	if (published == page_count(page)) {
		relay->backoff = 0;
		return;
	}
	relay->backoff = backoff_next(relay->backoff);
	log_event(LOG_WARNING, "publish_failed", F_INT("published", published),
		  F_INT("of", page_count(page)), F_TEXT("reason", page_failure(page)));
	flow_pause(relay->flow, relay->backoff);
}

/* One page. *ret_count tells how many rows there were. */
static int relay_page(struct relay *relay, size_t *ret_count, struct err *err)
{
	AUTO(page) *page = NULL;
	int64_t started = clock_monotonic();
	*ret_count = 0;
	if (page_read(relay->session, &page, err) < 0)
		return -1;
	*ret_count = page_count(page);
	if (*ret_count == 0)
		return 0;
	crash_point("relay.before_produce");
	int sent = page_send(page, relay->producer, relay->flow->request.service, err);
	int awaited = await_reports(relay, page, err);
	crash_point("relay.after_report");
	if (sent < 0 || awaited < 0)
		return -1;
	size_t published = page_published(page);
	if (page_delete(page, relay->session, published, err) < 0)
		return -1;
	crash_point("relay.after_delete");
	note_published(relay, page, published, clock_monotonic() - started);
	return 0;
}

/* One page; when there was nothing, wait for something. */
static void relay_once(struct relay *relay, int wait_millis)
{
	size_t count = 0;
	struct err err = { 0 };
	forget_wakes(relay);
	if (relay_page(relay, &count, &err) < 0 ||
	    (count == 0 &&
	     session_wait(relay->session, relay->wake_fd, wait_millis, &err) < 0))
		lose_session(relay, &err);
}

/* What was committed before the stop is published if the broker takes it in time. */
static void leave(struct relay *relay)
{
	struct err err = { 0 };
	size_t count = 1;
	int64_t deadline = clock_monotonic() + LEAVE_MICROS;
	while (relay_is_active(relay) && count > 0 && clock_monotonic() < deadline) {
		if (relay_page(relay, &count, &err) < 0)
			return;
	}
}

void relay_run(void *context)
{
	struct flow *flow = context;
	struct relay *relay = flow->relay;
	while (!flow_is_stopping(flow)) {
		if (hold(relay))
			relay_once(relay, POLL_MILLIS);
	}
	flow_await_drained(flow);
	leave(relay);
}
