/* SPDX-License-Identifier: Apache-2.0 */
/* The broker shipped inside librdkafka, and the small service. */
#include "../flow/world.h"

#include <inttypes.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>

#include "gen/invoice_published.h"
#include "gen/proposal_decide.h"
#include "gen/say_fleet_state.h"
#include "gen/say_week_state.h"
#include "gen/week_closed.h"
#include "sys/log.h"
#include "unit.h"

#define OPTIONS                                                                          \
	"fetch.wait.max.ms=2;session.timeout.ms=4000;heartbeat.interval.ms=300;"         \
	"topic.metadata.refresh.interval.ms=1000;group.instance.id="

struct broker {
	rd_kafka_t *host;
	rd_kafka_mock_cluster_t *cluster;
};

static const char *const TOPICS[] = { "week.closed.v1",   "week.state.v1",
				      "fleet.state.v1",   "reminder.command.v1",
				      "gateway.reply.v1", "ingress.invoice.acme.v1" };

static void open_broker(struct world *world)
{
	char why[200];
	world->broker = mem_alloc(sizeof(*world->broker));
	world->broker->host =
		rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), why, sizeof(why));
	assert_non_null(world->broker->host);
	world->broker->cluster = rd_kafka_mock_cluster_new(world->broker->host, 1);
	for (size_t i = 0; i < COUNT_OF(TOPICS); i++)
		rd_kafka_mock_topic_create(world->broker->cluster, TOPICS[i], 3, 1);
	world->brokers =
		mem_text(rd_kafka_mock_cluster_bootstraps(world->broker->cluster));
}

static const char SQL_TABLES[] =
	"CREATE TABLE seen (nr bigint GENERATED ALWAYS AS IDENTITY, key text,"
	" number bigint, record_id text)";

void world_open(struct world *world, const char *name)
{
	struct err err = { 0 };
	*world = (struct world){ 0 };
	log_start(name, LOG_ERROR);
	scratch_open(&world->scratch, name);
	scratch_run(&world->scratch, SQL_TABLES);
	scratch_run(&world->scratch, "CREATE TABLE decided (proposal_id text)");
	scratch_run(&world->scratch, "CREATE TABLE unread (reason text, bytes bigint)");
	scratch_run(&world->scratch, "CREATE TABLE fired (key text, due timestamptz)");
	open_broker(world);
	struct producer_request request = { .brokers = world->brokers,
					    .options = OPTIONS,
					    .client = "tests",
					    .own_thread = true };
	must(producer_open(&request, &world->producer, &err), &err);
	must(signals_open(&world->signals, &err), &err);
	world->metrics = metrics_new();
}

void world_close(struct world *world)
{
	producer_close(world->producer, 1000);
	metrics_free(world->metrics);
	signals_close(world->signals);
	rd_kafka_mock_cluster_destroy(world->broker->cluster);
	rd_kafka_destroy(world->broker->host);
	mem_free(world->broker);
	mem_free(world->brokers);
	scratch_close(&world->scratch);
}

/* --- the service ------------------------------------------------------------------- */

static const char SQL_SEE[] =
	"INSERT INTO seen (key, number, record_id) VALUES ($1, $2, $3)";

static int see(struct world *world, struct tx *tx, const struct heard *in,
	       struct outbox *say, struct err *err)
{
	const struct week_closed *msg = in->msg;
	if (tx_run(tx, SQL_SEE,
		   ARGS(arg_text(in->key), arg_int(msg->yes), arg_text(in->id)), NULL,
		   err) < 0)
		return -1;
	if (msg->no == REFUSE_WHILE_STRICT && atomic_load(&world->strict))
		return err_set_code(err, ERR_INVALID, "STRICT", "refused while strict");
	if (msg->no == IGNORE_A_FAILURE)
		return tx_run(tx, "SELECT 1 / 0", NO_ARGS, NULL, err) < 0 ? 0 : -1;
	if (msg->no == LATER_WHILE_AWAY && atomic_load(&world->away))
		return err_set(err, ERR_LATER, "somebody is away");
	struct week_state state = { .dealer = msg->dealer,
				    .list_week = msg->list_week,
				    .version = msg->yes + 1,
				    .opens_at = msg->closed_at,
				    .deadline_at = msg->closed_at,
				    .send_week = msg->list_week,
				    .status = WEEK_STATE_STATUS_CLOSED };
	return say_week_state(say, &state, err);
}

static int on_week_closed(void *service, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err)
{
	return see(service, tx, in, say, err);
}

static int on_weeks_closed(void *service, struct tx *tx, const struct heard *const *in,
			   size_t count, struct outbox *say, struct err *err)
{
	struct world *world = service;
	for (size_t i = 0; i < count; i++) {
		outbox_because(say, in[i]);
		if (in[i]->type != in[0]->type)
			atomic_fetch_add(&world->mixed, 1);
		if (in[i]->type == &week_closed_type &&
		    see(world, tx, in[i], say, err) < 0)
			return -1;
	}
	atomic_fetch_add(&world->in_batches, (int)count);
	return 0;
}

static const char SQL_DECIDE[] = "INSERT INTO decided (proposal_id) VALUES ($1)";

static int say_fleet(struct outbox *say, int64_t version, struct err *err)
{
	struct fleet_state state = { .fleet_id = WORLD_FLEET,
				     .version = version,
				     .name = "Bakker",
				     .dealer = "NL-1",
				     .status = FLEET_STATE_STATUS_ACTIVE,
				     .messages = FLEET_STATE_MESSAGES_DRIVER };
	return say_fleet_state(say, &state, err);
}

static int on_decide(void *service, struct tx *tx, const struct heard *in,
		     struct outbox *say, struct answer *ret_answer, struct err *err)
{
	const struct proposal_decide *msg = in->msg;
	(void)service;
	if (tx_run(tx, SQL_DECIDE, ARGS(arg_text(msg->proposal_id)), NULL, err) < 0)
		return -1;
	if (msg->decision == WIRE_DECISION_NO &&
	    (say_fleet(say, 3, err) < 0 || say_fleet(say, 4, err) < 0))
		return -1;
	if (msg->decision == WIRE_DECISION_NEVER)
		return err_set_code(err, ERR_CONFLICT, "LIST_FROZEN",
				    "the list is frozen");
	ret_answer->aggregate = uuid_from(msg->proposal_id);
	ret_answer->version = 7;
	ret_answer->json = mem_text("{\"ok\":true}");
	return 0;
}

static int on_unread_invoice(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return tx_run(
		tx, "INSERT INTO unread (reason, bytes) VALUES ($1, $2)",
		ARGS(arg_text(in->unreadable_reason), arg_int((int64_t)in->raw.len)),
		NULL, err);
}

static int on_invoice(void *service, struct tx *tx, const struct heard *in,
		      struct outbox *say, struct err *err)
{
	(void)service;
	(void)tx;
	(void)in;
	(void)say;
	return err_set(err, ERR_BROKEN, "no readable invoice is published here");
}

static int on_count(void *service, struct tx *tx, const char *key, struct instant due,
		    struct outbox *say, struct err *err)
{
	struct world *world = service;
	(void)say;
	if (tx_run(tx, "INSERT INTO fired (key, due) VALUES ($1, $2)",
		   ARGS(arg_text(key), arg_instant(due)), NULL, err) < 0)
		return -1;
	if (strcmp(key, "loser") == 0 && atomic_load(&world->strict))
		return tx_run(tx, "DO $$ BEGIN RAISE deadlock_detected; END $$", NO_ARGS,
			      NULL, err);
	if (strcmp(key, "strict") == 0 && atomic_load(&world->strict))
		return err_set(err, ERR_INVALID, "refused while strict");
	return 0;
}

static const struct message_route ROUTES[] = {
	{ &week_closed_type, .one = on_week_closed },
	{ &proposal_decide_type, .command = on_decide },
	{ &invoice_published_type, .one = on_invoice, .unreadable = on_unread_invoice },
};
static const struct message_route BATCH_ROUTES[] = {
	{ &week_closed_type, .one = on_week_closed, .batch = on_weeks_closed },
	{ &week_state_type, .batch = on_weeks_closed },
};
static void on_committed(void *service, const struct heard *in)
{
	struct world *world = service;
	(void)in;
	if (atomic_fetch_add(&world->told, 1) == 0)
		atomic_store(&world->told_early,
			     scratch_number(&world->scratch,
					    "SELECT count(*) FROM seen") == 0);
}

static const struct timer_route TIMERS[] = { { "count", on_count } };

struct flow *world_start(struct world *world, const char *instance)
{
	struct err err = { 0 };
	struct flow *flow = NULL;
	struct flow_request request = {
		.service = world->scratch.schema,
		.state = world,
		.messages = world->batched ? BATCH_ROUTES : ROUTES,
		.messages_count =
			world->batched ? COUNT_OF(BATCH_ROUTES) : COUNT_OF(ROUTES),
		.committed = on_committed,
		.timers = TIMERS,
		.timers_count = COUNT_OF(TIMERS),
		.pool = world->scratch.pool,
		.conninfo = world->scratch.conninfo,
		.brokers = world->brokers,
		.kafka_options = OPTIONS,
		.instance = instance,
		.batch_records = 500,
		.batch_millis = 20,
		.linger_millis = 1,
		.clock = world->scratch.clock,
		.signals = world->signals,
		.metrics = world->metrics,
	};
	must(flow_start(&request, &flow, &err), &err);
	return flow;
}

void world_await_ready(struct flow *flow)
{
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	while (!flow_health(flow).ready) {
		if (clock_monotonic() > deadline)
			fail_msg("not ready: %s", flow_health(flow).detail);
		clock_pause(20000);
	}
}

/* --- the public -------------------------------------------------------------------- */

static void publish(struct world *world, const struct outgoing *record)
{
	struct err err = { 0 };
	while (producer_send(world->producer, record, &err) < 0) {
		expect_number("send", err.kind, ERR_LATER);
		clock_pause(10000);
	}
}

void world_publish_raw(struct world *world, const char *topic, const char *key,
		       struct slice value, const char *type)
{
	static atomic_int number;
	struct envelope_list headers = { .count = 0 };
	struct envelope envelope = { .source = "/tests" };
	if (type) {
		snprintf(envelope.id, sizeof(envelope.id), "test-%d",
			 atomic_fetch_add(&number, 1));
		snprintf(envelope.type, sizeof(envelope.type), "%s", type);
		envelope_write(&envelope, &headers);
	}
	publish(world, &(struct outgoing){ .topic = topic,
					   .key = slice_of(key),
					   .value = value,
					   .headers = headers.headers,
					   .headers_count = headers.count });
}

void world_publish(struct world *world, const char *dealer, int64_t number,
		   enum behaviour behaviour)
{
	struct err err = { 0 };
	char key[MSG_KEY_TEXT];
	STRBUF_AUTO value = strbuf_new(1000);
	struct week_closed msg = { .dealer = dealer,
				   .list_week = "2026-W53",
				   .closed_at = "2027-01-03T14:00:00Z",
				   .yes = number,
				   .no = behaviour };
	must(msg_encode(&week_closed_type, &msg, &value, &err), &err);
	must(msg_key(&week_closed_type, &msg, key, &err), &err);
	world_publish_raw(world, "week.closed.v1", key,
			  (struct slice){ value.text, value.len },
			  week_closed_type.ce_type);
}

void world_await(struct world *world, const char *sql, int64_t wanted)
{
	int64_t got = -1;
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	while ((got = scratch_number(&world->scratch, sql)) != wanted) {
		if (clock_monotonic() > deadline)
			fail_msg("%s: got %" PRId64 ", wanted %" PRId64, sql, got,
				 wanted);
		clock_pause(20000);
	}
}

struct reader *world_read(struct world *world, const char *topic)
{
	struct err err = { 0 };
	struct reader *reader = NULL;
	struct reader_request request = { .brokers = world->brokers,
					  .options = OPTIONS,
					  .client = "tests",
					  .topics = &topic,
					  .topics_count = 1,
					  .from = READER_FROM_BEGINNING };
	must(reader_open(&request, &reader, &err), &err);
	return reader;
}

#define WEEKS_MOST 4000
#define KEYS_MOST  8

/* Counts one week.state; a version seen first must be newer than all of its key. */
static void note_week(const struct week_state *week, bool *seen, int64_t *last,
		      struct weeks_said *said)
{
	int key = week->dealer[1] - '0';
	assert_in_range(week->version, 1, WEEKS_MOST);
	if (seen[week->version]) {
		said->again++;
		return;
	}
	seen[week->version] = true;
	said->distinct++;
	expect_true("first seen in rising order within a key", week->version > last[key]);
	last[key] = week->version;
}

struct weeks_said world_weeks_said(struct world *world, int64_t count)
{
	bool seen[WEEKS_MOST + 1] = { false };
	int64_t last[KEYS_MOST] = { 0 };
	struct weeks_said said = { 0 };
	struct err err = { 0 };
	struct record record;
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	AUTO(reader) *reader = world_read(world, "week.state.v1");
	while (said.distinct < count && clock_monotonic() < deadline) {
		void *msg = NULL;
		if (!reader_poll(reader, 100, &record))
			continue;
		must(msg_decode(&week_state_type, record.value, &msg, &err), &err);
		note_week(msg, seen, last, &said);
		expect_true("the source is told",
			    record_header(&record, "ce_source").len > strlen("/beurt/"));
		msg_free(&week_state_type, msg);
		record_done(&record);
	}
	said.more = reader_poll(reader, 300, &record);
	if (said.more)
		record_done(&record);
	return said;
}
