/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting a person, whatever comes first: person.erased, or the states by which their
 * owner empties the copies that others have. What only an address, a telephone or a plate
 * finds is gone at the end, and nobody else's.
 */
#include "scratch.h"

#include <stdio.h>
#include <string.h>

#include "fleet/fleet.h"
#include "flow/dispatch.h"
#include "gateway/events.h"
#include "gen/customer_state.h"
#include "gen/party_state.h"
#include "gen/person_erased.h"
#include "gen/vehicle_state.h"
#include "inspection/inspection.h"
#include "notification/notification.h"
#include "unit.h"

#define GARAGE   "NL-1"
#define CUSTOMER "0198c2f0-1111-7000-8000-000000000001"
#define CAR      "0198c2f0-1111-7000-8000-000000000002"
#define PARTY    "0198c2f0-1111-7000-8000-000000000003"
#define AT       "2026-11-23T08:00:00.000Z"
#define EMAIL    "els@voorbeeld.example"
#define MOBILE   "+31612345678"
#define PLATE    "AB123C"

#define MIGRATIONS(service)                                                              \
	extern const struct migration service##_migrations[];                            \
	extern const size_t service##_migrations_count;
MIGRATIONS(gateway)
MIGRATIONS(inspection)
MIGRATIONS(notification)
MIGRATIONS(fleet)

static struct inspection inspection;
static struct notification notification;
static struct fleet fleet;

struct subject {
	const char *name;
	const struct message_route *routes;
	const size_t *routes_count;
	void *state;
	const struct migration *migrations;
	const size_t *migrations_count;
	const char *copies;   /* what it knows of them */
	const char *texts;    /* beside flow's: of them, by clues alone; NULL: none */
	const char *left;     /* how many of these are left */
	const char *commands; /* … that a garage gave */
	bool knows_addresses; /* else it knows plates alone */
	bool knows_cars;
	bool knows_parties;
};

static const char GATEWAY_COPIES[] =
	"INSERT INTO gateway.customer (dealer, customer_id, version, name, kind, email,"
	" mobile, language, search, card) VALUES ('" GARAGE "', '" CUSTOMER "', 1, 'Els',"
	" 'person', '" EMAIL "', '" MOBILE "', 'nl', '', '{}');"
	"INSERT INTO gateway.vehicle (dealer, vehicle_id, version, plate, is_stock_car,"
	" search, card, more) VALUES ('" GARAGE "', '" CAR "', 1, '" PLATE "', false, '',"
	" '{}', '{}');"
	"INSERT INTO gateway.party (party_id, version, kind, status, address, email,"
	" name, language, home_dealer, verified, card, more) VALUES ('" PARTY
	"', 1, 'holder',"
	" 'active', '" EMAIL "', '" EMAIL "', 'Els', 'nl', '" GARAGE
	"', true, '{}', '{}')";
static const char GATEWAY_TEXTS[] =
	"INSERT INTO gateway.command (command_id, dealer, actor, kind, request_hash,"
	" submitted_at, message) VALUES (gen_random_uuid(), '" GARAGE
	"', 'sanne', 'x', 'y',"
	" now(), '{\"email\":\"Els@Voorbeeld.example\"}');"
	"INSERT INTO gateway.break_glass (request_id, version, status, passport_id,"
	" fleet_id, fleet_name, plate, plate_formatted, make, model, kind,"
	" recipient_email, recipient_name, reason, asked_user, asked_by, asked_at,"
	" expires_at) VALUES (gen_random_uuid(), 1, 'asked', gen_random_uuid(),"
	" gen_random_uuid(), 'Glas',"
	" 'ZZ999Z', 'ZZ-999-Z', '', '', 'driver', '" EMAIL "', 'Els', 'Zij rijdt.',"
	" gen_random_uuid(), 'Vera', now(), now());"
	"INSERT INTO gateway.feedback (feedback_id, dealer, garage, login, name,"
	" language, kind, text, screen, at, answer)"
	" SELECT gen_random_uuid(), '" GARAGE "', '" GARAGE "', 'sanne',"
	"  'Sanne', 'nl', 'idea', t, s, now(), a FROM (VALUES"
	" ('Els@Voorbeeld.example krijgt niets', '/weeklijst', 'Nu wel.'),"
	" ('Zij krijgt niets', '/', 'U bedoelt " EMAIL "?'),"
	" ('" EMAIL " krijgt niets', '/', NULL),"
	" ('Over jan@voorbeeld.example', '/', 'Nee.')) AS f (t, s, a)";
static const char GATEWAY_LEFT[] =
	"SELECT (SELECT count(*) FROM gateway.break_glass WHERE recipient_email <> '')"
	" + (SELECT count(*) FROM gateway.feedback WHERE text <> '' AND text NOT LIKE"
	"  'Over jan%' OR answer LIKE '%" EMAIL "%')"
	" + (SELECT 1 - count(*) FROM gateway.feedback WHERE text LIKE 'Over jan%'"
	"  AND answer = 'Nee.')";
static const char GATEWAY_COMMANDS[] =
	"SELECT count(*) FROM gateway.command WHERE message IS NOT NULL";
static const char INSPECTION_COPIES[] =
	"INSERT INTO customer (dealer, customer_id, version, email, mobile, language,"
	" erased) VALUES ('" GARAGE "', '" CUSTOMER "', 1, '" EMAIL "', '" MOBILE
	"', 'nl',"
	" false);"
	"INSERT INTO vehicle (dealer, vehicle_id, version, plate) VALUES ('" GARAGE "',"
	" '" CAR "', 1, '" PLATE "')";
static const char NOTIFICATION_COPIES[] =
	"INSERT INTO customer (dealer, customer_id, version, is_company, email, mobile,"
	" language, refuses, erased) VALUES ('" GARAGE "', '" CUSTOMER "', 1, false,"
	" '" EMAIL "', '" MOBILE "', 'nl', '', false);"
	"INSERT INTO intent (intent_id, dealer, customer_id, purpose, is_marketing,"
	" template, channel, not_before, not_after, reasons, due_at, requested_at,"
	" to_party, to_email, to_phone) VALUES (gen_random_uuid(), '" GARAGE
	"', gen_random_uuid(),"
	" 'reminder', true, 'apk', 'email', now(), now(), 'apk', now(), now(), '" PARTY
	"',"
	" '" EMAIL "', '" MOBILE "')";
static const char FLEET_COPIES[] =
	"INSERT INTO vehicle (dealer, vehicle_id, version, plate) VALUES ('" GARAGE "',"
	" '" CAR "', 1, '" PLATE "')";

/* clang-format off */
static const struct subject SUBJECTS[] = {
	{ "gateway", gateway_messages, &gateway_messages_count, NULL,
	  gateway_migrations, &gateway_migrations_count,
	  GATEWAY_COPIES, GATEWAY_TEXTS, GATEWAY_LEFT, GATEWAY_COMMANDS,
	  true, true, true },
	{ "inspection", inspection_messages, &inspection_messages_count, &inspection,
	  inspection_migrations, &inspection_migrations_count,
	  INSPECTION_COPIES, NULL, NULL, NULL, true, true, false },
	{ "notification", notification_messages, &notification_messages_count, &notification,
	  notification_migrations, &notification_migrations_count,
	  NOTIFICATION_COPIES, NULL, NULL, NULL, true, false, true },
	{ "fleet", fleet_messages, &fleet_messages_count, &fleet,
	  fleet_migrations, &fleet_migrations_count,
	  FLEET_COPIES, NULL, NULL, NULL, false, true, false },
};
/* clang-format on */

static struct scratch scratch;
static const struct subject *now; /* whose turn it is */

/* Texts of theirs, which name no id, and one of somebody else. */
static const char FLOWS_TEXTS[] =
	"INSERT INTO dead_letter (topic, partition, record_offset, key, record_id, value,"
	" state, kind, reason, parked_at) SELECT 't', 0, n, '', n::text,"
	" convert_to(v, 'UTF8'), 'parked', 'invalid', '', now()"
	" FROM unnest(ARRAY['{\"to\":\"Els@Voorbeeld.example\"}',"
	" '{\"tel\":\"06-12 34 56 78\"}', '{\"car\":\"ab-123-c\"}',"
	" '{\"to\":\"jan@voorbeeld.example\"}']) WITH ORDINALITY AS l (v, n);"
	"INSERT INTO command_outcome (command_id, dealer, outcome, result, answered_at)"
	" VALUES ('a', '" GARAGE "', 'ok', '{\"to\":\"" EMAIL "\"}', now()),"
	" ('b', '" GARAGE "', 'ok', '{\"car\":\"" PLATE "\"}', now()),"
	" ('c', '" GARAGE "', 'ok', '{\"to\":\"jan@voorbeeld.example\"}', now())";

static void run_all(const char *statements)
{
	char *copy = mem_text(statements), *rest = copy;

	while (rest) {
		char *end = strchr(rest, ';');

		if (end)
			*end = '\0';
		scratch_run(&scratch, rest);
		rest = end ? end + 1 : NULL;
	}
	mem_free(copy);
}

static void open_subject(const struct subject *subject)
{
	now = subject;
	if (strcmp(subject->name, "gateway") == 0)
		scratch_open_gateway(&scratch, subject->migrations,
				     *subject->migrations_count);
	else
		scratch_open_service(&scratch, subject->name, subject->migrations,
				     *subject->migrations_count);
	run_all(subject->copies);
	run_all(FLOWS_TEXTS);
	if (subject->texts)
		run_all(subject->texts);
}

/* Heard by the service's own route, as flow hands it over; NULL: a tombstone. */
static void hear(const struct msg_type *type, const char *key, const void *msg)
{
	struct item item = { .fate = ITEM_HANDLE };
	STRBUF_AUTO raw = strbuf_new(4000);
	AUTO(outbox) *say = outbox_new(now->name);
	struct err err = { 0 };

	for (size_t i = 0; i < *now->routes_count; i++)
		if (now->routes[i].type == type)
			item.route = &now->routes[i];
	if (!item.route)
		return; /* not heard here */
	item.heard = (struct heard){ .type = type,
				     .msg = msg,
				     .topic = "t",
				     .key = key,
				     .id = "1",
				     .source = "",
				     .trace = "" };
	if (msg) {
		must(msg_encode(type, msg, &raw, &err), &err);
		item.heard.raw = slice_of(raw.text);
	}
	struct tx *tx = scratch_begin(&scratch);
	must(dispatch_one(now->state, tx, &item, say, &err), &err);
	scratch_commit(tx);
}

static void customer_is_gone(void)
{
	const struct customer_state emptied = { .dealer = GARAGE,
						.customer_id = CUSTOMER,
						.version = 2,
						.kind = WIRE_CUSTOMER_KIND_PERSON,
						.display_name = "",
						.language = WIRE_LANGUAGE_NL,
						.erased = true };

	hear(&customer_state_type, GARAGE "/" CUSTOMER, &emptied);
	hear(&customer_state_type, GARAGE "/" CUSTOMER, NULL);
}

/* The state that emptied them was compacted away. */
static void only_the_tombstone_is_left(void)
{
	hear(&customer_state_type, GARAGE "/" CUSTOMER, NULL);
}

static void car_is_nobodys(void)
{
	const struct vehicle_state emptied = { .dealer = GARAGE,
					       .vehicle_id = CAR,
					       .version = 2,
					       .make = "Opel",
					       .fuel = WIRE_FUEL_PETROL };

	hear(&vehicle_state_type, GARAGE "/" CAR, &emptied);
}

static void party_is_gone(void)
{
	hear(&party_state_type, PARTY, NULL);
}

static void customer_is_erased(void)
{
	static const char *const cars[] = { CAR };
	const struct person_erased erased = { .erasure_id = PARTY,
					      .dealer = GARAGE,
					      .at = AT,
					      .customer_id = CUSTOMER,
					      .vehicles = cars,
					      .vehicles_count = 1 };

	hear(&person_erased_type, GARAGE "/" CUSTOMER, &erased);
}

static void party_is_erased(void)
{
	const struct person_erased erased = {
		.erasure_id = CUSTOMER, .dealer = "@" PARTY, .at = AT, .party_id = PARTY
	};

	hear(&person_erased_type, PARTY, &erased);
}

static void expect_left(const char *what, const char *sql, int64_t wanted)
{
	char name[80];

	snprintf(name, sizeof(name), "%s: %s", now->name, what);
	expect_number(name, scratch_number(&scratch, sql), wanted);
}

#define LETTERS "SELECT count(*) FROM dead_letter WHERE value IS NOT NULL AND record_id "
#define ANSWERS "SELECT count(*) FROM command_outcome WHERE result IS NOT NULL"

static void expect_forgotten(bool car)
{
	int64_t addresses = now->knows_addresses ? 0 : 1;
	int64_t plates = car && now->knows_cars ? 0 : 1;

	expect_left("letters with their address", LETTERS "= '1'", addresses);
	expect_left("letters with their telephone", LETTERS "= '2'", addresses);
	expect_left("letters with their plate", LETTERS "= '3'", plates);
	expect_left("letters of others", LETTERS "= '4'", 1);
	expect_left("answers", ANSWERS, addresses + plates + 1);
	if (now->left)
		expect_left("texts", now->left, 0);
	if (now->commands)
		expect_left("commands", now->commands, 0);
}

static void whatever_of_a_customer_comes_first_all_of_them_goes(void **state)
{
	static void (*const ORDERS[][3])(void) = {
		{ customer_is_erased, customer_is_gone, car_is_nobodys },
		{ customer_is_gone, car_is_nobodys, customer_is_erased },
		{ car_is_nobodys, customer_is_gone, customer_is_erased },
		{ customer_is_gone, customer_is_erased, car_is_nobodys },
		{ only_the_tombstone_is_left, car_is_nobodys, customer_is_erased },
	};

	(void)state;
	for (size_t s = 0; s < COUNT_OF(SUBJECTS); s++) {
		for (size_t o = 0; o < COUNT_OF(ORDERS); o++) {
			open_subject(&SUBJECTS[s]);
			for (size_t i = 0; i < COUNT_OF(ORDERS[o]); i++)
				ORDERS[o][i]();
			expect_forgotten(/* car= */ true);
			scratch_close(&scratch);
		}
	}
}

static void whatever_of_who_logs_in_comes_first_all_of_them_goes(void **state)
{
	(void)state;
	for (size_t s = 0; s < COUNT_OF(SUBJECTS); s++) {
		for (int erased_first = 0; erased_first < 2; erased_first++) {
			if (!SUBJECTS[s].knows_parties)
				continue;
			open_subject(&SUBJECTS[s]);
			erased_first ? party_is_erased() : party_is_gone();
			erased_first ? party_is_gone() : party_is_erased();
			expect_left("letters with their address", LETTERS "= '1'", 0);
			expect_left("letters of others", LETTERS "= '4'", 1);
			if (now->left)
				expect_left("texts", now->left, 0);
			scratch_close(&scratch);
		}
	}
}

static void a_car_that_keeps_a_name_is_not_forgotten(void **state)
{
	const struct vehicle_state named = { .dealer = GARAGE,
					     .vehicle_id = CAR,
					     .version = 2,
					     .vin = "W0L000051T2123456",
					     .fuel = WIRE_FUEL_PETROL };

	(void)state;
	open_subject(&SUBJECTS[1]);
	hear(&vehicle_state_type, GARAGE "/" CAR, &named);
	expect_left("letters with the plate", LETTERS "= '3'", 1);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_of_a_customer_comes_first_all_of_them_goes),
		cmocka_unit_test(whatever_of_who_logs_in_comes_first_all_of_them_goes),
		cmocka_unit_test(a_car_that_keeps_a_name_is_not_forgotten),
	};

	if (!scratch_is_there("forgetting"))
		return 0;
	return cmocka_run_group_tests_name("forgetting", tests, NULL, NULL);
}
