/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What garages' cars need: the newest list, the last service, the newest form's open
 * advices, in whatever order they are heard; and a form that is not kept any more.
 */
#include "../scratch.h"
#include "fleet/store_upkeep.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define GARAGE "NL-1"
#define CAR    "0198c2f0-2222-7000-8000-000000000001"
#define OLD    "0198c2f0-1111-7000-8000-000000000001"
#define NEW    "0198c2f0-1111-7000-8000-000000000002"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "upkeep", fleet_migrations,
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
	scratch_run(&scratch, "TRUNCATE upkeep");
	return 0;
}

static void form(const char *id, const char *opened_on, int64_t version, int64_t count)
{
	struct tx *tx = scratch_begin(&scratch);
	struct err err = { 0 };
	struct upkeep_advices advices = { GARAGE,  CAR,   id,         opened_on,
					  version, count, count * 100 };

	must(store_upkeep_advices(tx, &advices, &err), &err);
	scratch_commit(tx);
}

static void gone(const char *dealer, const char *id)
{
	struct tx *tx = scratch_begin(&scratch);
	struct uuid form_id = uuid_from(id);
	struct err err = { 0 };

	must(store_upkeep_form_gone(tx, dealer, &form_id, &err), &err);
	scratch_commit(tx);
}

static int64_t advices(void)
{
	return scratch_number(&scratch, "SELECT advices FROM upkeep");
}

static void the_form_that_was_opened_last_counts(void **state)
{
	(void)state;
	form(NEW, "2026-11-20T09:00:00Z", 3, 2);
	form(OLD, "2025-11-20T09:00:00Z", 9, 5);
	expect_number("not the older one", advices(), 2);
	form(NEW, "2026-11-20T09:00:00Z", 2, 7);
	expect_number("not what it said before", advices(), 2);
	form(NEW, "2026-11-20T09:00:00Z", 4, 1);
	expect_number("what it says now", advices(), 1);
}

static void a_form_that_is_not_kept_counts_no_longer(void **state)
{
	(void)state;
	form(NEW, "2026-11-20T09:00:00Z", 3, 2);
	gone(GARAGE, OLD);
	gone("NL-2", NEW);
	expect_number("another one's end, another garage's", advices(), 2);
	gone(GARAGE, NEW);
	expect_number("no advice", advices(), 0);
	expect_number("and no euro",
		      scratch_number(&scratch, "SELECT advices_cents FROM upkeep"), 0);
	form(OLD, "2025-11-20T09:00:00Z", 9, 5);
	expect_number("whatever is heard then", advices(), 5);
}

#define TEST(fn) cmocka_unit_test_setup(fn, empty)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_form_that_was_opened_last_counts),
		TEST(a_form_that_is_not_kept_counts_no_longer),
	};

	if (!scratch_is_there("store/fleet/upkeep"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/upkeep", tests, open_scratch,
					   close_scratch);
}
