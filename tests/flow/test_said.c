/* SPDX-License-Identifier: Apache-2.0 */
/* Ids of what is said: the same for the same cause, others for another. */
#include <stdio.h>

#include "../store/scratch.h"
#include "flow/dispatch.h"
#include "gen/invoice_published.h"
#include "gen/say_week_state.h"
#include "gen/week_closed.h"
#include "unit.h"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open(&scratch, "said");
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void say_week(struct outbox *say)
{
	struct err err = { 0 };
	struct week_state state = { .dealer = "NL-1",
				    .list_week = "2026-W48",
				    .version = 1,
				    .opens_at = "2026-11-22T23:00:00Z",
				    .deadline_at = "2026-11-29T14:00:00Z",
				    .send_week = "2026-W49",
				    .status = WEEK_STATE_STATUS_OPEN };
	assert_int_equal(0, say_week_state(say, &state, &err));
}

/* Two records with one id, at two places of a topic: how many ids are said? */
static int64_t ids_said_because_of(const struct msg_type *type)
{
	struct err err = { 0 };
	AUTO(outbox) *say = outbox_new("test");
	struct tx *tx = NULL;
	scratch_run(&scratch, "DELETE FROM outbox");
	assert_int_equal(0, tx_begin(scratch.pool, &tx, &err));
	for (int64_t offset = 7; offset < 9; offset++) {
		struct heard cause = { .type = type,
				       .topic = "a.topic",
				       .key = "NL-1",
				       .id = "the-one-id",
				       .source = "",
				       .trace = "",
				       .partition = 2,
				       .offset = offset };
		outbox_because(say, &cause);
		say_week(say);
		outbox_because_of(say, "between", NULL);
	}
	assert_int_equal(0, outbox_write(say, tx, &err));
	assert_int_equal(0, tx_commit(tx, &err));
	return scratch_number(&scratch, "SELECT count(DISTINCT record_id) FROM outbox");
}

static void a_record_of_ours_said_again_causes_the_same(void **state)
{
	(void)state;
	assert_int_equal(1, ids_said_because_of(&week_closed_type));
}

/* A DMS may give two documents one id, and so may whoever writes what cannot be read. */
static void records_from_outside_are_told_apart_by_their_place(void **state)
{
	(void)state;
	assert_int_equal(2, ids_said_because_of(&invoice_published_type));
	assert_int_equal(2, ids_said_because_of(NULL));
}

/* What a batch does once for several records is told apart by its part. */
static void parts_of_one_cause_are_told_apart_and_said_again_alike(void **state)
{
	struct heard cause = { .type = &week_closed_type,
			       .topic = "a.topic",
			       .key = "NL-1",
			       .id = "the-one-id",
			       .source = "",
			       .trace = "" };
	static const char *const PARTS[] = { "car/1", "car/2", "car/1" };
	struct err err = { 0 };
	AUTO(outbox) *say = outbox_new("test");
	struct tx *tx = NULL;

	(void)state;
	scratch_run(&scratch, "DELETE FROM outbox");
	assert_int_equal(0, tx_begin(scratch.pool, &tx, &err));
	outbox_because(say, &cause);
	say_week(say);
	for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
		outbox_because_part(say, &cause, PARTS[i]);
		say_week(say);
	}
	assert_int_equal(0, outbox_write(say, tx, &err));
	assert_int_equal(0, tx_commit(tx, &err));
	expect_number(
		"one of the record, one of each part",
		scratch_number(&scratch, "SELECT count(DISTINCT record_id) FROM outbox"),
		3);
}

static int says(void *service, struct tx *tx, const struct heard *in, struct outbox *say,
		struct err *err)
{
	(void)service, (void)tx, (void)in, (void)err;
	say_week(say);
	return 0;
}

/* As a large upload is taken in: kept rows go with the streamed ones. */
static int streams_and_refuses(void *service, struct tx *tx, const struct heard *in,
			       struct outbox *say, struct err *err)
{
	(void)service, (void)in;
	say_week(say);
	if (outbox_stream(say, tx, err) < 0)
		return -1;
	say_week(say);
	if (outbox_stream_end(say, err) < 0)
		return -1;
	say_week(say);
	return err_set(err, ERR_INVALID, "no");
}

static void run_guarded(struct tx *tx, struct outbox *say, message_fn fn, int64_t offset)
{
	const struct message_route route = { .type = &week_closed_type, .one = fn };
	struct err why = { 0 };
	struct err err = { 0 };
	char id[24];
	snprintf(id, sizeof(id), "record-%d", (int)offset);
	struct week_closed msg = { .dealer = "NL-1" };
	struct item item = { .fate = ITEM_HANDLE,
			     .route = &route,
			     .heard = { .type = &week_closed_type,
					.msg = &msg,
					.topic = "a.topic",
					.key = "NL-1",
					.id = id,
					.source = "",
					.trace = "",
					.offset = offset } };
	must(dispatch_guarded(NULL, tx, &item, say, &why, &err), &err);
	assert_int_equal(fn == says ? ERR_NONE : ERR_INVALID, why.kind);
}

/* Records of a batch go one by one, each under a savepoint: the refused one alone says
 * nothing, though it had written what the one before it said. */
static void a_refusal_takes_nothing_of_other_records_with_it(void **state)
{
	AUTO(outbox) *say = outbox_new("test");
	struct err err = { 0 };

	(void)state;
	scratch_run(&scratch, "DELETE FROM outbox");
	struct tx *tx = scratch_begin(&scratch);
	run_guarded(tx, say, says, 1);
	run_guarded(tx, say, streams_and_refuses, 2);
	run_guarded(tx, say, says, 3);
	run_guarded(tx, say, streams_and_refuses, 4);
	assert_true(outbox_count(say) > 0); /* the relay is told of it */
	must(outbox_write(say, tx, &err), &err);
	scratch_commit(tx);
	expect_number("said by the two that were not refused",
		      scratch_number(&scratch, "SELECT count(*) FROM outbox"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_of_ours_said_again_causes_the_same),
		cmocka_unit_test(records_from_outside_are_told_apart_by_their_place),
		cmocka_unit_test(parts_of_one_cause_are_told_apart_and_said_again_alike),
		cmocka_unit_test(a_refusal_takes_nothing_of_other_records_with_it),
	};
	if (!scratch_is_there("said"))
		return 0;
	return cmocka_run_group_tests_name("said", tests, open_scratch, close_scratch);
}
