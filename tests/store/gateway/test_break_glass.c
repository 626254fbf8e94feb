/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transfers that support asks for: of which cars, decided once and by somebody else, with
 * a trail that nobody changes, read by support and by who runs the fleet.
 */
#include "../gateway_world.h"
#include "gateway/store_break_glass.h"
#include "gen/command_answered.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#define CAR     "0198c2f0-1111-7000-8000-000000000001"
#define OTHER   "0198c2f0-1111-7000-8000-000000000002"
#define FLEET   "0198c2f0-2222-7000-8000-000000000001"
#define REQUEST "0198c2f0-3333-7000-8000-000000000001"
#define LATER   "0198c2f0-3333-7000-8000-000000000002"
#define VERA    "0198c2f0-4444-7000-8000-000000000001"
#define WIM     "0198c2f0-4444-7000-8000-000000000002"
#define MANAGER "0198c2f0-5555-7000-8000-000000000001"

static struct gateway_world world;
static const struct subject vera = { .user = { VERA }, .login = "vera", .name = "Vera" };
static const struct subject wim = { .user = { WIM }, .login = "wim", .name = "Wim" };

static int open_world(void **state)
{
	(void)state;
	gateway_world_open(&world);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	gateway_world_close(&world);
	return 0;
}

/* Status of a passport of H-001-HB, in the fleet or not. */
static void passport(const char *id, const char *status, bool in_fleet)
{
	char sql[700];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO gateway.passport (passport_id, version, status, plate,"
		 " vehicle_id, owner_since, fleet_id, garages, created_at, search, card)"
		 " VALUES ('%s', 1, '%s', 'H001HB', '%s', now(), %s, '[]', now(), '',"
		 " '\"make\": \"Subaru\", \"plate_formatted\": \"H-001-HB\"')",
		 id, status, id, in_fleet ? "'" FLEET "'" : "NULL");
	scratch_run(&world.scratch, sql);
}

static int empty(void **state)
{
	(void)state;
	scratch_run(&world.scratch,
		    "TRUNCATE gateway.break_glass_event, gateway.break_glass,"
		    " gateway.passport, gateway.fleet, gateway.fleet_manager,"
		    " gateway.party");
	scratch_run(&world.scratch,
		    "INSERT INTO gateway.fleet (fleet_id, version, name, status,"
		    " managers, search, card) VALUES ('" FLEET "', 1, 'Bakker', 'active',"
		    " ARRAY['" WIM "', '" MANAGER "', '" VERA "']::uuid[], '', '')");
	return 0;
}

/* "" or the code of the refusal of a request for this plate or passport. */
static const char *car_of(const char *plate, const char *id)
{
	static struct err err;
	struct uuid passport_id = uuid_from(id);
	struct break_glass request = { .version = 0 };
	struct rows *rows = NULL;
	struct tx *tx = gateway_world_write(&world);

	err = (struct err){ 0 };
	if (store_break_glass_car(tx, &passport_id, plate, &request, &rows, &err) == 0) {
		expect_text("the passport", request.passport.text, CAR);
		expect_text("its fleet", request.fleet_name, "Bakker");
		expect_text("as it is read", request.plate_formatted, "H-001-HB");
	}
	rows_free(rows);
	tx_rollback(tx);
	return err.code;
}

static void ask(const char *id, const char *passport_id, int64_t seconds)
{
	struct tx *tx = gateway_world_write(&world);
	struct break_glass request = {
		.id = uuid_from(id),
		.passport = uuid_from(passport_id),
		.fleet = uuid_from(FLEET),
		.fleet_name = "Bakker",
		.plate = "H001HB",
		.plate_formatted = "H-001-HB",
		.make = "Subaru",
		.model = "XV",
		.kind = "owner",
		.recipient_email = "bram@voorbeeld.example",
		.recipient_name = "Bram",
		.reason = "De beheerder is overleden",
		.asked_user = vera.user,
		.asked_by = vera.name,
		.expires_at = instant_add_seconds(tx_now(tx), seconds),
	};
	struct err err = { 0 };

	must(store_break_glass_add(tx, &request, vera.login, &err), &err);
	scratch_commit(tx);
}

/* 0, or -1 when the database refuses it. */
static int decide(const char *id, const char *status, const struct subject *by)
{
	struct tx *tx = gateway_world_write(&world);
	struct uuid request = uuid_from(id);
	struct break_glass_step step = { .status = status, .by = by, .note = "Gebeld" };
	struct err err = { 0 };
	int result = store_break_glass_decide(tx, &request, &step, &err);

	if (result < 0)
		tx_rollback(tx);
	else
		scratch_commit(tx);
	return result;
}

static void answered(const char *id, enum command_answered_outcome outcome,
		     const char *code)
{
	struct command_answered answer = {
		.command_id = id, .dealer = "NL-1", .outcome = outcome, .code = code
	};
	const struct command_answered *const list[] = { &answer };
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };

	must(store_break_glass_answered(tx, list, 1, &err), &err);
	scratch_commit(tx);
}

static void expect_row(const char *sentence, const char *sql, const char *wanted)
{
	AUTO_TEXT *got = scratch_text(&world.scratch, sql);

	expect_text(sentence, got, wanted);
}

#define STANDS                                                                           \
	"SELECT concat_ws(' ', version, status, outcome, code, (SELECT string_agg("      \
	"action || ':' || login, ',' ORDER BY number) FROM gateway.break_glass_event))"  \
	" FROM gateway.break_glass WHERE request_id = '" REQUEST "'"

static void only_a_running_car_of_a_fleet_is_asked_for(void **state)
{
	(void)state;
	expect_text("no such car", car_of("H001HB", ""), "NO_SUCH_PASSPORT");
	passport(CAR, "active", /* in_fleet= */ true);
	expect_text("by its plate", car_of("H001HB", ""), "");
	expect_text("by its passport", car_of("", CAR), "");
	ask(REQUEST, CAR, 3600);
	expect_text("asked for already", car_of("H001HB", ""), "ASKED_ALREADY");
	scratch_run(&world.scratch, "UPDATE gateway.break_glass SET expires_at = now()"
				    " - interval '1 second'");
	expect_text("but that is over", car_of("H001HB", ""), "");
	scratch_run(&world.scratch,
		    "UPDATE gateway.passport SET status = 'transfer_pending'");
	expect_text("offered", car_of("H001HB", ""), "TRANSFER_PENDING");
	scratch_run(&world.scratch, "UPDATE gateway.passport SET status = 'invited'");
	expect_text("not activated", car_of("H001HB", ""), "PASSPORT_NOT_ACTIVE");
	scratch_run(&world.scratch, "UPDATE gateway.passport SET fleet_id = NULL");
	expect_text("its owner's", car_of("H001HB", ""), "NOT_IN_FLEET");
	passport(OTHER, "active", /* in_fleet= */ true);
	expect_text("two of that plate", car_of("H001HB", ""), "MORE_PASSPORTS");
	scratch_run(&world.scratch, "UPDATE gateway.passport SET status = 'archived'");
	expect_text("ended", car_of("H001HB", ""), "NO_SUCH_PASSPORT");
}

static void the_same_key_is_the_same_request(void **state)
{
	struct break_glass request = { .id = { REQUEST },
				       .kind = "owner",
				       .recipient_email = "bram@voorbeeld.example",
				       .reason = "De beheerder is overleden",
				       .asked_user = { VERA } };
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };
	bool known = true;

	(void)state;
	must(store_break_glass_known(tx, &request, &known, &err), &err);
	assert_false(known);
	ask(REQUEST, CAR, 3600);
	must(store_break_glass_known(tx, &request, &known, &err), &err);
	assert_true(known);
	request.asked_user = wim.user;
	expect_number("another's", store_break_glass_known(tx, &request, &known, &err),
		      -1);
	expect_text("says so", err.code, "KEY_USED");
	tx_rollback(tx);
}

static void another_of_support_decides(void **state)
{
	AUTO(rows) *rows = NULL;
	struct uuid id = uuid_from(REQUEST), none = uuid_from(LATER);
	struct break_glass request;
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	ask(REQUEST, CAR, 3600);
	expect_row("asked", STANDS, "1 asked asked:vera");
	expect_number("not who asked", decide(REQUEST, "approved", &vera), -1);
	expect_number("nor refused by who asked", decide(REQUEST, "refused", &vera), -1);
	expect_number("nor withdrawn by another", decide(REQUEST, "withdrawn", &wim), -1);
	expect_row("nothing happened", STANDS, "1 asked asked:vera");
	expect_number("another", decide(REQUEST, "approved", &wim), 0);
	expect_row("approved", STANDS, "2 approved asked:vera,approved:wim");
	tx = gateway_world_write(&world);
	must(store_break_glass_open(tx, &id, &request, &rows, &err), &err);
	expect_text("by whom", request.decided_login, "wim");
	expect_text("for whom", request.recipient_email, "bram@voorbeeld.example");
	expect_number("its version", request.version, 2);
	rows_free(TAKE(rows));
	expect_number("no such", store_break_glass_open(tx, &none, &request, &rows, &err),
		      -1);
	expect_number("absent", err.kind, ERR_ABSENT);
	tx_rollback(tx);
}

static void the_answer_of_the_fleet_service_is_kept_once(void **state)
{
	(void)state;
	ask(REQUEST, CAR, 3600);
	answered(REQUEST, COMMAND_ANSWERED_OUTCOME_OK, NULL);
	expect_row("nobody approved it", STANDS, "1 asked asked:vera");
	assert_int_equal(decide(REQUEST, "approved", &wim), 0);
	answered(REQUEST, COMMAND_ANSWERED_OUTCOME_LATER, NULL);
	answered(LATER, COMMAND_ANSWERED_OUTCOME_OK, NULL);
	expect_row("not yet", STANDS, "2 approved asked:vera,approved:wim");
	answered(REQUEST, COMMAND_ANSWERED_OUTCOME_CONFLICT, "TRANSFER_PENDING");
	answered(REQUEST, COMMAND_ANSWERED_OUTCOME_OK, NULL);
	expect_row("what it said first", STANDS,
		   "3 approved conflict TRANSFER_PENDING"
		   " asked:vera,approved:wim,not_started:beurt");
}

/* The list as support reads it. */
static void expect_listed(const struct subject *reader, const char *const *words,
			  size_t count)
{
	STRBUF_AUTO out = strbuf_new(20000);
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };
	const char *at;

	must(store_break_glass_list(tx, &reader->user, &out, &err), &err);
	tx_rollback(tx);
	at = out.text;
	for (size_t i = 0; i < count; i++) {
		at = strstr(at, words[i]);
		if (!at)
			fail_msg("%s is not there, or not in its place: %s", words[i],
				 out.text);
	}
}

static void what_waits_stands_first_and_whose_it_is_is_told(void **state)
{
	static const char *const order[] = { "\"status\": \"asked\"",
					     "\"status\": \"expired\"" };
	static const char *const mine[] = { "\"is_mine\": true" };
	static const char *const not_mine[] = { "\"is_mine\": false" };

	(void)state;
	ask(REQUEST, CAR, 3600);
	ask(LATER, OTHER, -1);
	scratch_run(&world.scratch,
		    "UPDATE gateway.break_glass SET asked_at = asked_at"
		    " + interval '1 hour' WHERE request_id = '" LATER "'");
	expect_listed(&vera, order, COUNT_OF(order));
	expect_listed(&vera, mine, COUNT_OF(mine));
	expect_listed(&wim, not_mine, COUNT_OF(not_mine));
}

static void the_fleets_managers_who_ever_logged_in_are_written_to(void **state)
{
	AUTO(rows) *rows = NULL;
	struct uuid fleet = uuid_from(FLEET);
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	scratch_run(&world.scratch,
		    "INSERT INTO gateway.party (party_id, version, kind, status, address,"
		    " email, name, language, home_dealer, verified, card, more)"
		    " SELECT id::uuid, 1, 'manager', status, 'a', name || '@b.example',"
		    " name, 'nl', 'NL-1', true, '', '' FROM (VALUES ('" VERA
		    "', 'active', 'derde'), ('" MANAGER "', 'invited', 'tweede'), ('" WIM
		    "', 'active', 'eerste'), ('" CAR "', 'active', 'ander'))"
		    " AS p (id, status, name)");
	tx = gateway_world_write(&world);
	must(store_break_glass_managers(tx, &fleet, &rows, &err), &err);
	tx_rollback(tx);
	expect_number("two", (int64_t)rows_count(rows), 2);
	expect_text("as the fleet names them", row_text(rows, 0, 2), "eerste");
	expect_text("the other", row_text(rows, 1, 1), "derde@b.example");
}

static bool reads(const char *tenant)
{
	struct uuid id = uuid_from(REQUEST);
	STRBUF_AUTO out = strbuf_new(20000);
	struct tx *tx = gateway_world_ask(&world, "app.dealer", tenant);
	struct err err = { 0 };
	int result = store_break_glass_write(tx, &id, &id, &out, &err);

	if (result < 0)
		expect_number("absent, not refused", err.kind, ERR_ABSENT);
	else
		expect_true("with its trail", strstr(out.text, "\"trail\"") != NULL);
	tx_rollback(tx);
	return result == 0;
}

static void a_manager_reads_what_was_done_with_the_fleets_cars(void **state)
{
	(void)state;
	ask(REQUEST, CAR, 3600);
	scratch_run(
		&world.scratch,
		"INSERT INTO gateway.fleet_manager (tenant, fleet_id) VALUES ('@" MANAGER
		"', '" FLEET "')");
	assert_true(reads("@" MANAGER));
	assert_false(reads("@" WIM));
	assert_false(reads("NL-1"));
}

/* 0 when the projector's role may do it. */
static int tries(const char *sql)
{
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };
	int result = tx_run(tx, sql, NO_ARGS, NULL, &err);

	tx_rollback(tx);
	return result;
}

static void nobody_takes_anything_away(void **state)
{
	(void)state;
	ask(REQUEST, CAR, 3600);
	expect_number("to be decided", tries("UPDATE gateway.break_glass SET note = ''"),
		      0);
	expect_number("no request", tries("DELETE FROM gateway.break_glass"), -1);
	expect_number("no step", tries("DELETE FROM gateway.break_glass_event"), -1);
	expect_number("nor changed",
		      tries("UPDATE gateway.break_glass_event SET login = 'x'"), -1);
}

#define TEST(fn) cmocka_unit_test_setup(fn, empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_a_running_car_of_a_fleet_is_asked_for),
		TEST(the_same_key_is_the_same_request),
		TEST(another_of_support_decides),
		TEST(the_answer_of_the_fleet_service_is_kept_once),
		TEST(what_waits_stands_first_and_whose_it_is_is_told),
		TEST(the_fleets_managers_who_ever_logged_in_are_written_to),
		TEST(a_manager_reads_what_was_done_with_the_fleets_cars),
		TEST(nobody_takes_anything_away),
	};

	if (!scratch_is_there("store/gateway/break_glass"))
		return 0;
	return cmocka_run_group_tests_name("store/gateway/break_glass", tests, open_world,
					   close_world);
}
