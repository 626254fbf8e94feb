/* SPDX-License-Identifier: Apache-2.0 */
/* Working days over weekends and holidays: when a posted letter counts. */
#include "unit.h"

#include "notification/domain/workday.h"

static void assert_after(struct civil_date from, int days, struct civil_date wanted)
{
	char text[CIVIL_TEXT];
	char wish[CIVIL_TEXT];

	assert_string_equal(civil_format(workday_after(from, days), text),
			    civil_format(wanted, wish));
}

static void test_weekends_do_not_count(void **state)
{
	(void)state;
	assert_after((struct civil_date){ 2026, 11, 30 }, 2,
		     (struct civil_date){ 2026, 12, 2 });
	assert_after((struct civil_date){ 2026, 11, 27 }, 2,
		     (struct civil_date){ 2026, 12, 1 });
	assert_after((struct civil_date){ 2026, 11, 28 }, 1,
		     (struct civil_date){ 2026, 11, 30 });
	assert_after((struct civil_date){ 2026, 11, 28 }, 0,
		     (struct civil_date){ 2026, 11, 28 });
}

static void test_holidays_do_not_count(void **state)
{
	(void)state;
	/* Friday 25 and Saturday 26 December 2026 are Christmas. */
	assert_after((struct civil_date){ 2026, 12, 24 }, 2,
		     (struct civil_date){ 2026, 12, 29 });
	/* Easter Monday 2026 is 6 April, Good Friday the 3rd. */
	assert_after((struct civil_date){ 2026, 4, 2 }, 1,
		     (struct civil_date){ 2026, 4, 7 });
	assert_false(workday_is((struct civil_date){ 2026, 4, 27 }));
	assert_true(workday_is((struct civil_date){ 2026, 4, 28 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weekends_do_not_count),
		cmocka_unit_test(test_holidays_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
