/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leads as the portal shows them; requests whose address nobody has confirmed yet, which
 * only their link opens and which do not stay; and which garages are near.
 */
#include "../gateway_world.h"
#include "gateway/store_lead.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAD     "0198c2f0-1111-7000-8000-%012d"
#define HASH     "aa11"
#define ADDRESS  "addr"
#define TWO_DAYS (2 * 86400)

static struct gateway_world world;

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

static int empty(void **state)
{
	(void)state;
	scratch_run(&world.scratch,
		    "TRUNCATE gateway.lead, gateway.lead_request, gateway.vehicle,"
		    " gateway.register, gateway.dealer");
	return 0;
}

/* --- requests ------------------------------------------------------------------------
 */

static void request(const char *hash, int64_t expires_in)
{
	struct tx *tx = gateway_world_write(&world);
	char first[40], second[40];
	struct lead_request row = {
		.hash = hash,
		.garages = { "NL-1", "NL-2" },
		.leads = { first, second },
		.count = 2,
		.address = ADDRESS,
		.body = "{\"question\": \"Beurt?\"}",
		.created_at = tx_now(tx),
		.expires_at = instant_add_seconds(tx_now(tx), expires_in),
	};
	struct err err = { 0 };

	snprintf(first, sizeof(first), LEAD, 1);
	snprintf(second, sizeof(second), LEAD, 2);
	must(store_lead_request_add(tx, &row, &err), &err);
	scratch_commit(tx);
}

/* What somebody with the link of `link` reads of the request `hash`. */
static int load(const char *link, const char *hash, struct lead_request *ret,
		struct rows **ret_rows)
{
	struct tx *tx = gateway_world_ask(&world, "app.link", link);
	struct err err = { 0 };
	int result = store_lead_request_load(tx, hash, ret, ret_rows, &err);

	if (result < 0)
		expect_number("absent", err.kind, ERR_ABSENT);
	tx_rollback(tx);
	return result;
}

static int64_t open_requests(void)
{
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };
	int64_t count = -1;

	must(store_lead_requests_open(tx, ADDRESS, &count, &err), &err);
	tx_rollback(tx);
	return count;
}

static void a_request_is_opened_by_its_own_link_until_it_is_over(void **state)
{
	struct lead_request row;
	AUTO(rows) *rows = NULL;
	struct rows *none = NULL;
	char second[40];

	(void)state;
	request(HASH, TWO_DAYS);
	request("over", -1);
	expect_number("by its link", load(HASH, HASH, &row, &rows), 0);
	snprintf(second, sizeof(second), LEAD, 2);
	expect_number("to two garages", (int64_t)row.count, 2);
	expect_text("one of them", row.garages[1], "NL-2");
	expect_text("and its lead", row.leads[1], second);
	expect_text("as typed", row.body, "{\"question\": \"Beurt?\"}");
	expect_number("not by another link", load("bb22", HASH, &row, &none), -1);
	expect_number("nor when it is over", load("over", "over", &row, &none), -1);
}

static void what_was_typed_goes_when_it_is_confirmed(void **state)
{
	struct tx *tx;
	struct lead_request row;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	request(HASH, TWO_DAYS);
	request("bb22", TWO_DAYS);
	request("over", -1);
	expect_number("two wait", open_requests(), 2);
	tx = gateway_world_ask(&world, "app.link", HASH);
	must(store_lead_request_confirm(
		     tx, HASH, instant_add_seconds(tx_now(tx), 90 * 86400), &err),
	     &err);
	must(store_lead_request_confirm(tx, "bb22", tx_now(tx), &err), &err);
	scratch_commit(tx);
	expect_number("the other one is not this link's", open_requests(), 1);
	expect_number("the link lives on", load(HASH, HASH, &row, &rows), 0);
	assert_null(row.address);
	assert_null(row.body);
	expect_text("and says of which leads it is", row.garages[0], "NL-1");
}

static void what_nobody_confirmed_goes(void **state)
{
	struct tx *tx;
	struct err err = { 0 };

	(void)state;
	request(HASH, 1000);
	request("over", -1);
	tx = gateway_world_write(&world);
	must(store_forget_lead_requests(tx, &err), &err);
	scratch_commit(tx);
	expect_number("one is left",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM gateway.lead_request"),
		      1);
	tx = gateway_world_write(&world);
	must(store_lead_request_drop(tx, HASH, &err), &err);
	scratch_commit(tx);
	expect_number("taken back", open_requests(), 0);
}

/* --- leads ---------------------------------------------------------------------------
 */

struct one_lead {
	int number;
	const char *dealer, *status, *opened, *answered, *source;
};

static void lead(struct one_lead told)
{
	char sql[900], id[40];

	snprintf(id, sizeof(id), LEAD, told.number);
	snprintf(sql, sizeof(sql),
		 "INSERT INTO gateway.lead (dealer, lead_id, version, status, opened_at,"
		 " answered_at, customer_id, plate, card) SELECT '%s', '%s', 3, '%s', t,"
		 " t + nullif('%s', '')::interval, '%s', 'H001HB', '\"id\": \"%s\","
		 " \"source\": \"%s\"' FROM (SELECT now() - interval '%s' AS t) x",
		 told.dealer, id, told.status, told.answered ? told.answered : "", id, id,
		 told.source ? told.source : "page", told.opened);
	scratch_run(&world.scratch, sql);
}

/* The numbers of the leads in a reply, in their order: "2 1". */
static const char *listed(const char *dealer, const char *status, struct page *page)
{
	static char numbers[100];
	struct tx *tx = gateway_world_ask(&world, "app.dealer", dealer);
	STRBUF_AUTO out = strbuf_new(10000);
	struct err err = { 0 };
	size_t len = 0;

	must(store_leads_write(tx, status, page, &out, &err), &err);
	tx_rollback(tx);
	numbers[0] = '\0';
	for (const char *at = out.text; at && (at = strstr(at, "\"id\": \"")); at++)
		len += (size_t)snprintf(numbers + len, sizeof(numbers) - len, "%s%d",
					len ? " " : "",
					(int)strtol(at + 7 + 24, NULL, 10));
	return numbers;
}

static void open_leads_are_listed_newest_first_by_pages(void **state)
{
	struct page page = { .limit = 2 }, all = { .limit = 10 };

	(void)state;
	lead((struct one_lead){ 1, "NL-1", "new", "3 days", NULL, NULL });
	lead((struct one_lead){ 2, "NL-1", "called", "1 day", NULL, NULL });
	lead((struct one_lead){ 3, "NL-1", "lost", "2 hours", NULL, NULL });
	lead((struct one_lead){ 4, "NL-1", "customer", "1 hour", NULL, NULL });
	lead((struct one_lead){ 5, "NL-1", "new", "2 days", NULL, NULL });
	lead((struct one_lead){ 6, "NL-2", "new", "1 day", NULL, NULL });
	expect_text("a page", listed("NL-1", NULL, &page), "2 5");
	page.after = page.next;
	expect_text("the next", listed("NL-1", NULL, &page), "1");
	expect_true("and no more", !uuid_is_set(&page.next.id));
	expect_text("one status", listed("NL-1", "lost", &all), "3");
	expect_text("another garage's", listed("NL-2", NULL, &all), "6");
	expect_text("nobody's", listed("NL-3", NULL, &all), "");
}

static void rows_of_a_file_come_after_people_who_wait(void **state)
{
	struct page page = { .limit = 2 }, lost = { .limit = 10 };

	(void)state;
	lead((struct one_lead){ 1, "NL-1", "new", "9 days", NULL, "page" });
	lead((struct one_lead){ 2, "NL-1", "new", "1 hour", NULL, "file" });
	lead((struct one_lead){ 3, "NL-1", "new", "2 hours", NULL, "file" });
	lead((struct one_lead){ 4, "NL-1", "new", "3 hours", NULL, "file" });
	lead((struct one_lead){ 5, "NL-1", "called", "4 days", NULL, "platform" });
	lead((struct one_lead){ 6, "NL-1", "new", "8 days", NULL, "passport" });
	lead((struct one_lead){ 7, "NL-1", "lost", "9 days", NULL, "page" });
	lead((struct one_lead){ 8, "NL-1", "lost", "1 day", NULL, "file" });
	expect_text("people", listed("NL-1", NULL, &page), "5 6");
	page.after = page.next;
	expect_text("people, then the file", listed("NL-1", NULL, &page), "1 2");
	page.after = page.next;
	expect_text("the file", listed("NL-1", NULL, &page), "3 4");
	expect_true("and no more", !uuid_is_set(&page.next.id));
	expect_text("settled ones by day alone", listed("NL-1", "lost", &lost), "8 7");
}

static void a_lead_is_shown_with_its_car_as_it_is_now(void **state)
{
	struct tx *tx;
	STRBUF_AUTO out = strbuf_new(10000);
	char status[LEAD_STATUS_TEXT], id[40];
	struct err err = { 0 };
	int64_t version = 0;
	struct uuid lead_id, none = uuid_from("0198c2f0-1111-7000-8000-000000000099");

	(void)state;
	lead((struct one_lead){ 1, "NL-1", "invited", "1 day", NULL, NULL });
	scratch_run(
		&world.scratch,
		"INSERT INTO gateway.vehicle (dealer, vehicle_id, version, plate,"
		" is_stock_car, search, card, more) VALUES"
		" ('NL-1', gen_random_uuid(), 1, 'H001HB', false, '', '\"v\": 1', ''),"
		" ('NL-1', gen_random_uuid(), 2, 'H001HB', false, '', '\"v\": 2', ''),"
		" ('NL-2', gen_random_uuid(), 3, 'H001HB', false, '', '\"v\": 3', '')");
	snprintf(id, sizeof(id), LEAD, 1);
	lead_id = uuid_from(id);
	tx = gateway_world_ask(&world, "app.dealer", "NL-1");
	must(store_lead_write(tx, &lead_id, &out, &version, &err), &err);
	expect_number("its version", version, 3);
	expect_true("the newest row of its own garage",
		    strstr(out.text, "\"vehicle\":{\"v\": 2}") != NULL);
	expect_true("of no plate in the register",
		    strstr(out.text, "\"register\":null") != NULL);
	must(store_lead_status(tx, &lead_id, status, &err), &err);
	expect_text("how far", status, "invited");
	must(store_lead_status(tx, &none, status, &err), &err);
	expect_text("gone", status, "");
	expect_number("absent", store_lead_write(tx, &none, &out, &version, &err), -1);
	expect_number("as an error", err.kind, ERR_ABSENT);
	tx_rollback(tx);
}

static void figures_are_of_ninety_days_and_not_of_files(void **state)
{
	struct tx *tx;
	STRBUF_AUTO out = strbuf_new(10000);
	struct err err = { 0 };

	(void)state;
	lead((struct one_lead){ 1, "NL-1", "called", "1 day", "10 minutes", NULL });
	lead((struct one_lead){ 2, "NL-1", "called", "2 days", "30 minutes", NULL });
	lead((struct one_lead){ 3, "NL-1", "lost", "89 days", "50 minutes", NULL });
	lead((struct one_lead){ 4, "NL-1", "lost", "91 days", "900 minutes", NULL });
	lead((struct one_lead){ 5, "NL-1", "new", "1 day", "900 minutes", "file" });
	lead((struct one_lead){ 6, "NL-2", "new", "1 day", "900 minutes", NULL });
	tx = gateway_world_ask(&world, "app.dealer", "NL-1");
	must(store_lead_figures(tx, &out, &err), &err);
	tx_rollback(tx);
	expect_text("counts of all, the median of some", out.text,
		    "{\"counts\": {\"new\": 1, \"lost\": 2, \"called\": 2},"
		    " \"answer_minutes\": 30}");
}

/* --- garages -------------------------------------------------------------------------
 */

static void garage(const char *code, const char *postcode, bool open, bool active)
{
	char sql[700];

	snprintf(
		sql, sizeof(sql),
		"INSERT INTO gateway.dealer (dealer, version, name, timezone, language,"
		" attribution_days, vendors, state, updated_at) VALUES ('%s', 1, 'G %s',"
		" 'Europe/Amsterdam', 'nl', 60, '[]', json_build_object('street', 'A',"
		" 'postcode', '%s', 'city', 'B', 'leads_open', %s, 'active', %s), now())",
		code, code, postcode, open ? "true" : "false", active ? "true" : "false");
	scratch_run(&world.scratch, sql);
}

static void the_nearest_garages_that_take_customers_come_first(void **state)
{
	static const char *const wanted[] = { "NL-same", "NL-beside", "NL-city",
					      "NL-far" };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	garage("NL-far", "3999 AA", true, true);
	garage("NL-city", "3526 AA", true, true);
	garage("NL-same", "3512 JK", true, true);
	garage("NL-beside", "3519AB", true, true);
	garage("NL-shut", "3512 JK", false, true);
	garage("NL-over", "3512 JK", true, false);
	garage("NL-other", "1012 AB", true, true);
	garage("NL-none", "", true, true);
	tx = gateway_world_write(&world);
	must(store_lead_nearby(tx, "3512", &rows, &err), &err);
	tx_rollback(tx);
	expect_number("of that part of the country", (int64_t)rows_count(rows),
		      (int64_t)COUNT_OF(wanted));
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		expect_text("in order", row_text(rows, i, 0), wanted[i]);
}

#define TEST(fn) cmocka_unit_test_setup(fn, empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_request_is_opened_by_its_own_link_until_it_is_over),
		TEST(what_was_typed_goes_when_it_is_confirmed),
		TEST(what_nobody_confirmed_goes),
		TEST(open_leads_are_listed_newest_first_by_pages),
		TEST(rows_of_a_file_come_after_people_who_wait),
		TEST(a_lead_is_shown_with_its_car_as_it_is_now),
		TEST(figures_are_of_ninety_days_and_not_of_files),
		TEST(the_nearest_garages_that_take_customers_come_first),
	};

	if (!scratch_is_there("store/gateway/lead"))
		return 0;
	return cmocka_run_group_tests_name("store/gateway/lead", tests, open_world,
					   close_world);
}
