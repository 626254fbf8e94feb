/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plates the register is asked for: two that claim never get the same, late answers are
 * not recorded, failures wait longer each time, and a night goes on where it was.
 */
#include "../scratch.h"
#include "base/text.h"
#include "fleet/store_register.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "fleet_register", fleet_migrations,
			     fleet_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static int empty(void **state)
{
	(void)state;
	scratch_run(&scratch, "DELETE FROM register_plate");
	scratch_run(&scratch, "UPDATE register_night SET started_at = 'epoch',"
			      " stay_away_until = 'epoch'");
	return 0;
}

static void hear(const char *const *plates, size_t count)
{
	struct tx *tx = scratch_begin(&scratch);
	struct err err = { 0 };

	must(store_register_hear(tx, plates, count, &err), &err);
	scratch_commit(tx);
}

static size_t claim_in(struct tx *tx, int64_t id, size_t most, char *ret_first)
{
	struct register_claim claim = { .id = id,
					.most = most,
					.until = instant_add_seconds(tx_now(tx), 900) };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	must(store_register_claim(tx, &claim, &rows, &err), &err);
	if (ret_first && rows_count(rows) > 0)
		text_copy(ret_first, 20, row_text(rows, 0, 0));
	return rows_count(rows);
}

static size_t claim(int64_t id, size_t most)
{
	struct tx *tx = scratch_begin(&scratch);
	size_t count = claim_in(tx, id, most, NULL);

	scratch_commit(tx);
	return count;
}

static int answer(int64_t id, const char *plate, struct err *err)
{
	struct register_answer one = { plate, 1, "{}" };
	struct tx *tx = scratch_begin(&scratch);
	int failed = store_register_answered(tx, id, &one, 1, err);

	if (failed < 0)
		tx_rollback(tx);
	else
		scratch_commit(tx);
	return failed;
}

static void two_never_claim_the_same(void **state)
{
	static const char *const plates[] = { "AA01BB", "AA02BB", "AA01BB", "AA03BB" };
	char one[20] = "";
	char other[20] = "";
	struct tx *first;
	struct tx *second;

	(void)state;
	hear(plates, COUNT_OF(plates));
	first = scratch_begin(&scratch);
	second = scratch_begin(&scratch);
	assert_int_equal(claim_in(first, 1, 1, one), 1);
	assert_int_equal(claim_in(second, 2, 5, other), 2);
	assert_string_equal(one, "AA01BB");
	assert_string_equal(other, "AA02BB");
	scratch_commit(first);
	scratch_commit(second);
	assert_int_equal(claim(3, 5), 0);
}

static void a_late_answer_is_not_recorded(void **state)
{
	static const char *const plates[] = { "AA01BB" };
	struct err err = { 0 };

	(void)state;
	hear(plates, 1);
	assert_int_equal(claim(1, 1), 1);
	scratch_run(&scratch, "UPDATE register_plate SET claimed_until = 'epoch'");
	assert_int_equal(claim(2, 1), 1);
	assert_int_equal(answer(1, "AA01BB", &err), -1);
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(answer(2, "AA01BB", &err), 0);
	assert_int_equal(scratch_number(&scratch, "SELECT version FROM register_plate"),
			 1);
	assert_int_equal(claim(3, 1), 0);
}

static void question_fails(int64_t id)
{
	struct tx *tx = scratch_begin(&scratch);
	struct err err = { 0 };

	must(store_register_failed(tx, id, &err), &err);
	scratch_commit(tx);
}

static int64_t waits_minutes(void)
{
	struct tx *tx = scratch_begin(&scratch);
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	int64_t minutes;

	must(tx_rows(tx,
		     "SELECT round(extract(epoch FROM not_before - $1) / 60)::bigint"
		     " FROM register_plate",
		     ARGS(arg_instant(tx_now(tx))), &rows, &err),
	     &err);
	minutes = row_int(rows, 0, 0);
	tx_rollback(tx);
	return minutes;
}

static void failures_wait_longer_each_time(void **state)
{
	static const char *const plates[] = { "AA01BB" };
	static const int64_t minutes[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360 };

	(void)state;
	hear(plates, 1);
	for (size_t i = 0; i < COUNT_OF(minutes); i++) {
		assert_int_equal(claim((int64_t)i + 1, 1), 1);
		question_fails((int64_t)i + 1);
		assert_int_equal(waits_minutes(), minutes[i]);
		assert_int_equal(claim(99, 1), 0);
		scratch_run(&scratch, "UPDATE register_plate SET not_before = 'epoch'");
	}
}

static void everybody_stays_away_until_then(void **state)
{
	static const char *const plates[] = { "AA01BB" };
	struct tx *tx;
	struct err err = { 0 };

	(void)state;
	hear(plates, 1);
	assert_int_equal(claim(1, 1), 1);
	tx = scratch_begin(&scratch);
	must(store_register_stay_away(tx, instant_add_seconds(tx_now(tx), 60), &err),
	     &err);
	must(store_register_give_back(tx, 1, &err), &err);
	scratch_commit(tx);
	assert_int_equal(claim(2, 1), 0);
	scratch_run(&scratch, "UPDATE register_night SET stay_away_until = 'epoch'");
	assert_int_equal(claim(2, 1), 1);
	assert_int_equal(scratch_number(&scratch, "SELECT tries FROM register_plate"), 0);
}

static void a_night_asks_for_all_again_and_goes_on_where_it_was(void **state)
{
	static const char *const plates[] = { "AA01BB", "AA02BB" };
	struct err err = { 0 };
	int64_t waiting = 0;
	struct instant last;
	struct tx *tx;

	(void)state;
	hear(plates, 2);
	assert_int_equal(claim(1, 1), 1);
	must(answer(1, "AA01BB", &err), &err);
	assert_int_equal(claim(2, 1), 1);
	must(answer(2, "AA02BB", &err), &err);
	assert_int_equal(claim(3, 2), 0);
	tx = scratch_begin(&scratch);
	must(store_register_night(tx, &err), &err);
	must(store_register_last_night(tx, &last, &err), &err);
	assert_true(last.micros == tx_now(tx).micros);
	must(store_register_waiting(tx, &waiting, &err), &err);
	assert_int_equal(waiting, 2);
	scratch_commit(tx);
	assert_int_equal(claim(4, 1), 1);
	must(answer(4, "AA01BB", &err), &err);
	assert_int_equal(claim(5, 5), 1);
}

static void plates_of_no_car_are_forgotten(void **state)
{
	static const char *const plates[] = { "AA01BB", "AA02BB" };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	hear(plates, 2);
	scratch_run(&scratch, "INSERT INTO vehicle (dealer, vehicle_id, version, plate)"
			      " VALUES ('NL-1', gen_random_uuid(), 1, 'AA02BB')");
	tx = scratch_begin(&scratch);
	must(store_register_forget(tx, 10, &rows, &err), &err);
	assert_int_equal(rows_count(rows), 1);
	assert_string_equal(row_text(rows, 0, 0), "AA01BB");
	assert_false(row_bool(rows, 0, 1));
	scratch_commit(tx);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(two_never_claim_the_same, empty),
		cmocka_unit_test_setup(a_late_answer_is_not_recorded, empty),
		cmocka_unit_test_setup(failures_wait_longer_each_time, empty),
		cmocka_unit_test_setup(everybody_stays_away_until_then, empty),
		cmocka_unit_test_setup(
			a_night_asks_for_all_again_and_goes_on_where_it_was, empty),
		cmocka_unit_test_setup(plates_of_no_car_are_forgotten, empty),
	};

	if (!scratch_is_there("store/fleet/register"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/register", tests, open_scratch,
					   close_scratch);
}
