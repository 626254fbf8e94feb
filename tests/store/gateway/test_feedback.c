/* SPDX-License-Identifier: Apache-2.0 */
/* What people tell the helpdesk: written once, read by it, answered once, for a time. */
#include "../gateway_world.h"
#include "gateway/gateway.h"
#include "gateway/store_feedback.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#define FIRST  "0198c2f0-1111-7000-8000-000000000001"
#define SECOND "0198c2f0-1111-7000-8000-000000000002"
#define PARTY  "0198c2f0-2222-7000-8000-000000000001"

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
		    "TRUNCATE gateway.feedback, gateway.account, gateway.party");
	return 0;
}

static struct feedback_row told(const char *id, const char *dealer, const char *text)
{
	return (struct feedback_row){ .id = uuid_from(id),
				      .dealer = dealer,
				      .garage = "NL-1",
				      .login = "sanne",
				      .name = "Sanne",
				      .email = "sanne@voorbeeld.example",
				      .language = "nl",
				      .kind = "idea",
				      .text = text,
				      .screen = "/weeklijst" };
}

static bool tell(const char *id, const char *dealer, const char *text)
{
	struct feedback_row row = told(id, dealer, text);
	struct tx *tx = gateway_world_write(&world);
	struct err err = { 0 };
	bool is_new = false;

	must(store_feedback_add(tx, &row, &is_new, &err), &err);
	scratch_commit(tx);
	return is_new;
}

static void the_same_is_kept_once(void **state)
{
	(void)state;
	assert_true(tell(FIRST, "NL-1", "Eerst"));
	assert_false(tell(FIRST, "NL-1", "Nog eens"));
	expect_number("as it was told first",
		      scratch_number(&world.scratch, "SELECT count(*) FROM"
						     " gateway.feedback WHERE text ="
						     " 'Eerst'"),
		      1);
}

/* The answer's row, or NULL with the error's code in `code`. */
static struct rows *answer(const char *id, const char *text, struct feedback_row *row,
			   struct err *err)
{
	struct feedback_answer answer = { uuid_from(id), text, "hulp" };
	struct tx *tx = gateway_world_write(&world);
	struct rows *rows = NULL;

	if (store_feedback_answer(tx, &answer, row, &rows, err) < 0) {
		tx_rollback(tx);
		return NULL;
	}
	scratch_commit(tx);
	return rows;
}

static void it_is_answered_once(void **state)
{
	struct feedback_row row = { .dealer = NULL };
	struct err err = { 0 };
	AUTO(rows) *rows = NULL;

	(void)state;
	tell(FIRST, "@" PARTY, "Vraag");
	rows = answer(FIRST, "Zo doet u dat.", &row, &err);
	assert_non_null(rows);
	expect_text("who told it", row.dealer, "@" PARTY);
	expect_text("in whose name the letter leaves", row.garage, "NL-1");
	expect_text("where to", row.email, "sanne@voorbeeld.example");
	expect_text("about what", row.text, "Vraag");
	assert_null(answer(FIRST, "Anders", &row, &err));
	expect_number("answered", err.kind, ERR_CONFLICT);
	expect_text("by its code", err.code, "ANSWERED");
	assert_null(answer(SECOND, "Niets", &row, &err));
	expect_number("no such", err.kind, ERR_ABSENT);
	expect_number("the first stands",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM gateway.feedback WHERE answer"
				     " = 'Zo doet u dat.' AND answered_by = 'hulp'"),
		      1);
}

static void what_waits_for_an_answer_stands_first(void **state)
{
	struct feedback_row row;
	struct err err = { 0 };
	struct strbuf out = strbuf_new(10000);
	struct tx *tx;

	(void)state;
	tell(FIRST, "NL-1", "Oud en open");
	tell(SECOND, "NL-2", "Nieuw en beantwoord");
	rows_free(answer(SECOND, "Ja.", &row, &err));
	scratch_run(&world.scratch, "UPDATE gateway.feedback SET at = at - interval"
				    " '1 day' WHERE dealer = 'NL-1'");
	tx = gateway_world_write(&world);
	must(store_feedback_write(tx, &out, &err), &err);
	tx_rollback(tx);
	const char *open = strstr(out.text, "Oud en open");
	const char *done = strstr(out.text, "Nieuw en beantwoord");
	assert_non_null(open);
	assert_non_null(done);
	expect_true("open before answered", open < done);
	expect_true("no address in a list", !strstr(out.text, "voorbeeld.example"));
	strbuf_done(&out);
}

static void one_reads_ones_own_alone(void **state)
{
	struct subject sanne = { .login = "sanne", .dealer = "NL-1" };
	struct subject piet = { .login = "piet", .dealer = "NL-1" };
	struct subject elsewhere = { .login = "sanne", .dealer = "NL-2" };
	struct tx *tx;
	struct err err = { 0 };
	STRBUF_AUTO own = strbuf_new(10000);
	STRBUF_AUTO none = strbuf_new(10000);
	STRBUF_AUTO moved = strbuf_new(10000);

	(void)state;
	tell(FIRST, "NL-1", "Hier");
	tell(SECOND, "NL-2", "Elders");
	tx = gateway_world_ask(&world, "app.dealer", "NL-1");
	must(store_feedback_mine_write(tx, &sanne, &own, &err), &err);
	must(store_feedback_mine_write(tx, &piet, &none, &err), &err);
	must(store_feedback_mine_write(tx, &elsewhere, &moved, &err), &err);
	tx_rollback(tx);
	expect_true("what was told here", strstr(own.text, "\"Hier\"") != NULL);
	expect_true("not what was told elsewhere", !strstr(own.text, "Elders"));
	expect_true("no answer yet", !strstr(own.text, "answer"));
	expect_number("a colleague's is not there", (int64_t)none.len, 0);
	expect_number("nor another tenant's", (int64_t)moved.len, 0);
}

static void expect_sender(const char *sentence, const struct subject *subject,
			  const char *garage, const char *email)
{
	struct tx *tx = gateway_world_write(&world);
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	must(store_feedback_sender(tx, subject, &rows, &err), &err);
	expect_number(sentence, (int64_t)rows_count(rows), 1);
	expect_text(sentence, row_text(rows, 0, 0), garage);
	expect_text(sentence, row_text(rows, 0, 1), email);
	tx_rollback(tx);
}

static void staff_and_holders_are_reached_where_they_said(void **state)
{
	struct subject staff = { .login = "sanne",
				 .role = ROLE_ADVISER,
				 .dealer = "NL-1" };
	struct subject holder = { .user = uuid_from(PARTY), .role = ROLE_HOLDER };

	(void)state;
	expect_sender("nobody wrote down an address", &staff, "NL-1", "");
	scratch_run(&world.scratch,
		    "INSERT INTO gateway.account (user_id, login, name, role, dealer,"
		    " password_hash, created_at, updated_at, email) VALUES ('" FIRST
		    "', 'sanne', 'Sanne', 'adviser', 'NL-1', 'x', now(), now(),"
		    " 's@voorbeeld.example')");
	expect_sender("of the account", &staff, "NL-1", "s@voorbeeld.example");
	scratch_run(&world.scratch,
		    "INSERT INTO gateway.party (party_id, version, kind, status, address,"
		    " email, name, language, home_dealer, verified, card, more) VALUES"
		    " ('" PARTY "', 1, 'holder', 'active', 'a@b', 'a@voorbeeld.example',"
		    " 'Anna', 'nl', 'NL-7', true, '', '')");
	expect_sender("of the holder, and the garage that made the passport", &holder,
		      "NL-7", "a@voorbeeld.example");
}

/* Row-level security: who asks reads the own, and writes nothing. */
static void another_garage_does_not_read_it(void **state)
{
	struct feedback_row row = told(SECOND, "NL-1", "Stiekem");
	struct strbuf mine = strbuf_new(10000), theirs = strbuf_new(10000);
	struct err err = { 0 };
	struct tx *tx;
	bool is_new;

	(void)state;
	tell(FIRST, "NL-1", "Van ons");
	tx = gateway_world_ask(&world, "app.dealer", "NL-1");
	must(store_feedback_write(tx, &mine, &err), &err);
	expect_true("the own", mine.text && strstr(mine.text, "Van ons"));
	expect_number("not to be written by the portal's role",
		      store_feedback_add(tx, &row, &is_new, &err), -1);
	tx_rollback(tx);
	tx = gateway_world_ask(&world, "app.dealer", "NL-2");
	must(store_feedback_write(tx, &theirs, &err), &err);
	expect_true("nothing of another", theirs.len == 0);
	tx_rollback(tx);
	strbuf_done(&mine);
	strbuf_done(&theirs);
}

static void answered_ago(const char *id, const char *ago)
{
	struct feedback_row row;
	struct err err = { 0 };
	char sql[200];

	rows_free(answer(id, "Ja.", &row, &err));
	snprintf(sql, sizeof(sql),
		 "UPDATE gateway.feedback SET answered_at = now() - interval '%s'"
		 " WHERE feedback_id = '%s'",
		 ago, id);
	scratch_run(&world.scratch, sql);
}

static void came_ago(const char *id, const char *ago)
{
	char sql[200];

	tell(id, "NL-1", "Vraag");
	snprintf(sql, sizeof(sql),
		 "UPDATE gateway.feedback SET at = now() - interval '%s'"
		 " WHERE feedback_id = '%s'",
		 ago, id);
	scratch_run(&world.scratch, sql);
}

static void expect_kept(const char *sentence, int64_t wanted)
{
	gateway_world_night(&world);
	expect_number(sentence,
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM gateway.feedback"),
		      wanted);
}

static void it_goes_a_year_after_its_answer_and_two_without_one(void **state)
{
	(void)state;
	came_ago(FIRST, "1000 days");
	answered_ago(FIRST, "364 days");
	came_ago(SECOND, "729 days");
	expect_kept("not yet", 2);
	answered_ago(FIRST, "366 days");
	expect_kept("what was answered longer ago is gone", 1);
	came_ago(SECOND, "731 days");
	expect_kept("and what nobody answered", 0);
}

#define TEST(fn) cmocka_unit_test_setup(fn, empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_is_kept_once),
		TEST(it_is_answered_once),
		TEST(what_waits_for_an_answer_stands_first),
		TEST(one_reads_ones_own_alone),
		TEST(staff_and_holders_are_reached_where_they_said),
		TEST(another_garage_does_not_read_it),
		TEST(it_goes_a_year_after_its_answer_and_two_without_one),
	};

	if (!scratch_is_there("store/gateway/feedback"))
		return 0;
	return cmocka_run_group_tests_name("store/gateway/feedback", tests, open_world,
					   close_world);
}
