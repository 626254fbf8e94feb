/* SPDX-License-Identifier: Apache-2.0 */
/* Messages into handlers, timers by hand. */
#include "../store/garage_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "flow/outbox.h"
#include "unit.h"

extern const struct migration reminder_migrations[];
extern const size_t reminder_migrations_count;

#define MAX_JSON 20000
#define ID_TEXT  37

static void open_schema(struct garage_world *world, const char *name)
{
	struct err err = { 0 };
	int ran = 0;

	world->scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE") };
	snprintf(world->scratch.schema, sizeof(world->scratch.schema), "t_%.24s_%d", name,
		 (int)getpid());
	must(migrate_run(world->scratch.conninfo, world->scratch.schema,
			 reminder_migrations, reminder_migrations_count, &ran, &err),
	     &err);
}

void garage_world_open(struct garage_world *world, const char *name, const char *now)
{
	struct err err = { 0 };

	*world = (struct garage_world){
		.knobs = { .list_page = 3, .settle_millis = 1, .freeze_drain = 2000 }
	};
	world->svc.knobs = &world->knobs;
	open_schema(world, name);
	snprintf(world->clock_path, sizeof(world->clock_path), "/tmp/beurt-clock-%d",
		 (int)getpid());
	must(clock_open(world->clock_path, &world->clock, &err), &err);
	garage_world_at(world, now);
	struct pool_request request = { .conninfo = world->scratch.conninfo,
					.schema = world->scratch.schema,
					.application = "test",
					.size = 4,
					.clock = world->clock };
	must(pool_open(&request, &world->pool, &err), &err);
	world->scratch.pool = world->pool;
}

void garage_world_close(struct garage_world *world)
{
	char sql[100];

	snprintf(sql, sizeof(sql), "DROP SCHEMA %s CASCADE", world->scratch.schema);
	scratch_run(&world->scratch, sql);
	pool_close(world->pool);
	clock_close(world->clock);
	unlink(world->clock_path);
}

void garage_world_at(struct garage_world *world, const char *now)
{
	struct err err = { 0 };
	struct instant at;

	must(instant_parse(now, &at, &err), &err);
	must(clock_set(world->clock, at, &err), &err);
}

static const struct message_route *route_of(const char *type)
{
	for (size_t i = 0; i < reminder_messages_count; i++)
		if (strcmp(reminder_messages[i].type->name, type) == 0)
			return &reminder_messages[i];
	fail_msg("reminder does not hear %s", type);
	return NULL;
}

static int call(struct garage_world *world, const struct message_route *route,
		const struct heard *in, struct tx *tx, struct err *err)
{
	AUTO(outbox) *say = outbox_new("reminder");
	struct answer answer = { .version = 0 };
	int done;

	outbox_because_of(say, in->id, NULL);
	if (route->batch)
		done = route->batch(&world->svc, tx, &in, 1, say, err);
	else if (route->one)
		done = route->one(&world->svc, tx, in, say, err);
	else
		done = route->command(&world->svc, tx, in, say, &answer, err);
	mem_free(answer.json);
	return done < 0 ? -1 : outbox_write(say, tx, err);
}

int garage_world_try(struct garage_world *world, const char *type, const char *json,
		     struct err *err)
{
	const struct message_route *route = route_of(type);
	struct err broken = { 0 };
	struct tx *tx = NULL;
	void *msg = NULL;

	must(msg_decode(route->type, slice_of(json), &msg, &broken), &broken);
	must(tx_begin(world->pool, &tx, &broken), &broken);
	struct heard in = { .type = route->type,
			    .msg = msg,
			    .raw = slice_of(json),
			    .topic = route->type->topic,
			    .id = "test",
			    .key = "",
			    .trace = "" };
	int done = call(world, route, &in, tx, err);
	if (done == 0)
		must(tx_commit(tx, &broken), &broken);
	else
		tx_rollback(tx);
	msg_free(route->type, msg);
	return done;
}

#define MOST_TOGETHER 50

void garage_world_hear_together(struct garage_world *world,
				const struct world_message *messages, size_t count)
{
	AUTO(outbox) *say = outbox_new("reminder");
	struct heard heard[MOST_TOGETHER];
	const struct heard *in[MOST_TOGETHER];
	void *decoded[MOST_TOGETHER];
	struct tx *tx = NULL;
	struct err err = { 0 };

	assert_true(count <= MOST_TOGETHER);
	for (size_t i = 0; i < count; i++) {
		const struct msg_type *type = route_of(messages[i].type)->type;

		must(msg_decode(type, slice_of(messages[i].json), &decoded[i], &err),
		     &err);
		heard[i] = (struct heard){ .type = type,
					   .msg = decoded[i],
					   .topic = type->topic,
					   .key = "",
					   .id = "test",
					   .trace = "",
					   .offset = (int64_t)i };
		in[i] = &heard[i];
	}
	must(tx_begin(world->pool, &tx, &err), &err);
	must(route_of(messages[0].type)->batch(&world->svc, tx, in, count, say, &err),
	     &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	for (size_t i = 0; i < count; i++)
		msg_free(heard[i].type, decoded[i]);
}

static void print_json(char *json, const char *fmt, va_list args)
{
	int len = vsnprintf(json, MAX_JSON, fmt, args);

	assert_in_range(len, 1, MAX_JSON - 1);
}

void garage_world_hear(struct garage_world *world, const char *type, const char *fmt, ...)
{
	char json[MAX_JSON];
	struct err err = { 0 };
	va_list args;

	va_start(args, fmt);
	print_json(json, fmt, args);
	va_end(args);
	must(garage_world_try(world, type, json, &err), &err);
}

const char *garage_world_command(struct garage_world *world, const char *type,
				 const char *fmt, ...)
{
	static struct err err;
	char body[MAX_JSON], json[MAX_JSON + 400], now[INSTANT_TEXT];
	va_list args;

	va_start(args, fmt);
	print_json(body, fmt, args);
	va_end(args);
	err = (struct err){ 0 };
	snprintf(json, sizeof(json),
		 "{\"command_id\":\"00000000-0000-4000-8000-%012d\",\"dealer\":\"" GARAGE
		 "\",\"actor\":\"sanne\",\"received_at\":\"%s\",%s",
		 ++world->commands, instant_format(clock_now(world->clock), now),
		 body + 1);
	if (garage_world_try(world, type, json, &err) == 0)
		return "ok";
	return err.code[0] ? err.code : err.text;
}

static const struct timer_route *timer_of(const char *kind)
{
	for (size_t i = 0; i < reminder_timers_count; i++)
		if (strcmp(reminder_timers[i].kind, kind) == 0)
			return &reminder_timers[i];
	fail_msg("reminder has no timer %s", kind);
	return NULL;
}

static bool run_one_timer(struct garage_world *world)
{
	AUTO(outbox) *say = outbox_new("reminder");
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx = NULL;

	must(tx_begin(world->pool, &tx, &err), &err);
	must(tx_rows(tx,
		     "DELETE FROM timer WHERE (kind, key) = (SELECT kind, key FROM timer"
		     " WHERE due <= $1 ORDER BY due, kind, key LIMIT 1)"
		     " RETURNING kind, key, due",
		     ARGS(arg_instant(tx_now(tx))), &rows, &err),
	     &err);
	bool any = rows_count(rows) > 0;
	if (any) {
		outbox_because_of(say, row_text(rows, 0, 1), NULL);
		must(timer_of(row_text(rows, 0, 0))
			     ->run(&world->svc, tx, row_text(rows, 0, 1),
				   row_instant(rows, 0, 2), say, &err),
		     &err);
		must(outbox_write(say, tx, &err), &err);
	}
	must(tx_commit(tx, &err), &err);
	return any;
}

void garage_world_run_timers(struct garage_world *world)
{
	for (int most = 0; run_one_timer(world); most++)
		assert_true(most < 500);
}

static const char *id_of(const char *kind, int n)
{
	static char texts[8][ID_TEXT];
	static int next;
	char number[16];

	next = (next + 1) % 8;
	snprintf(number, sizeof(number), "%d", n);
	snprintf(texts[next], ID_TEXT, "%s", uuid_named(kind, number, NULL).text);
	return texts[next];
}

const char *car_id(int n)
{
	return id_of("test-car", n);
}

const char *customer_id(int n)
{
	return id_of("test-customer", n);
}

const char *visit_id(int car, int nth)
{
	return id_of("test-visit", car * 100 + nth);
}

void garage_world_has_garage(struct garage_world *world)
{
	garage_world_hear(world, "dealer.state",
			  "{\"dealer\":\"" GARAGE "\",\"version\":1,\"name\":\"G\","
			  "\"legal_entity\":\"G BV\",\"active\":true,"
			  "\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
			  "\"default_periodic\":\"yes\",\"default_followup\":\"no\","
			  "\"sender_name\":\"G\",\"sender_email\":\"g@example.nl\","
			  "\"vendors\":[],\"untouched_policy\":\"send\"}");
}

void garage_world_has_customer(struct garage_world *world, int n, const char *more)
{
	garage_world_hear(world, "customer.state",
			  "{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\",\"kind\":"
			  "\"person\",\"display_name\":\"C\",\"language\":\"nl\","
			  "\"erased\":false,%s}",
			  customer_id(n),
			  more ? more : "\"version\":1,\"email\":\"c@example.nl\"");
}

void garage_world_has_car(struct garage_world *world, int n, const char *admitted,
			  const char *more)
{
	garage_world_hear(
		world, "vehicle.state",
		"{\"dealer\":\"" GARAGE "\",\"vehicle_id\":\"%s\","
		"\"customer_id\":\"%s\",\"plate\":\"H00HZB\",\"make\":\"Subaru\","
		"\"model\":\"Forester\",\"fuel\":\"petrol\","
		"\"first_admission\":\"%s\",\"is_stock_car\":false,%s}",
		car_id(n), customer_id(n), admitted, more ? more : "\"version\":1");
}

void garage_world_visit(struct garage_world *world, const struct world_visit *visit)
{
	const char *id = visit_id(visit->car, visit->nth);
	int version = visit->version ? visit->version : 1;

	garage_world_hear(
		world, "invoice.recorded",
		"{\"dealer\":\"" GARAGE "\",\"invoice_id\":\"%s\",\"version\":%d,"
		"\"document_kind\":\"invoice\",\"issue_date\":\"%s\","
		"\"customer_id\":\"%s\",\"vehicle_id\":\"%s\",\"net_cents\":%lld,"
		"\"customer_net_cents\":%lld,\"classes\":[%s],\"visit\":{"
		"\"visit_id\":\"%s\",\"version\":%d,\"visit_date\":\"%s\","
		"\"odometer_km\":%lld,\"classes\":[%s],\"customer_net_cents\":%lld,"
		"\"warranty_net_cents\":0,\"internal_net_cents\":0,\"voided\":%s}}",
		id, version, visit->date, customer_id(visit->car), car_id(visit->car),
		(long long)visit->cents, (long long)visit->cents, visit->classes, id,
		version, visit->date, (long long)visit->km, visit->classes,
		(long long)visit->cents, visit->voided ? "true" : "false");
}

int64_t garage_world_number(struct garage_world *world, const char *sql)
{
	return scratch_number(&world->scratch, sql);
}

void garage_world_expect(struct garage_world *world, const char *sentence,
			 const char *sql, const char *wanted)
{
	AUTO_TEXT *got = scratch_text(&world->scratch, sql);

	expect_text(sentence, got ? got : "(none)", wanted);
}

void garage_world_has_regular(struct garage_world *world, int n)
{
	garage_world_has_customer(world, n, NULL);
	garage_world_has_car(world, n, "2019-06-01", NULL);
	for (int year = 2021; year <= 2025; year++) {
		char date[20];

		snprintf(date, sizeof(date), "%d-12-14", year);
		garage_world_visit(world, &(struct world_visit){
						  .car = n,
						  .nth = year - 2020,
						  .date = date,
						  .km = (year - 2019) * 12000,
						  .classes = SERVICE_AND_TEST,
						  .cents = 30000,
					  });
	}
}

void garage_world_expect_line(struct garage_world *world, const char *sentence, int n,
			      const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT status || ' ' || decision || ' ' || coalesce(state::json ->>"
		 " 'status_reason', '-') FROM proposal WHERE vehicle_id = '%s'",
		 car_id(n));
	garage_world_expect(world, sentence, sql, wanted);
}

const char *garage_world_proposal(struct garage_world *world, int n)
{
	static char texts[4][UUID_TEXT];
	static int next;
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT proposal_id FROM proposal WHERE vehicle_id = '%s'", car_id(n));
	AUTO_TEXT *id = scratch_text(&world->scratch, sql);
	next = (next + 1) % 4;
	snprintf(texts[next], UUID_TEXT, "%s", id ? id : "");
	return texts[next];
}

void garage_world_open_regulars(struct garage_world *world, const char *name, int count)
{
	garage_world_open(world, name, "2026-11-24T09:00:00Z");
	garage_world_has_garage(world);
	garage_world_run_timers(world);
	for (int n = 1; n <= count; n++)
		garage_world_has_regular(world, n);
	garage_world_at(world, "2026-11-24T09:00:05Z");
	garage_world_run_timers(world);
}
