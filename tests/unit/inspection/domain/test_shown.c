/* SPDX-License-Identifier: Apache-2.0 */
/* Dates within four months of the inspection. */
#include "inspection/domain/shown.h"
#include "unit.h"

static struct civil_date day(const char *text)
{
	struct civil_date date = NO_DATE;

	if (text[0])
		expect_number(text, civil_parse(text, &date, NULL), 0);
	return date;
}

static void within_four_months(void **state)
{
	static const struct {
		const char *inspected, *date;
		enum shown shown;
	} cases[] = {
		{ "2026-11-22", "2027-03-21", SHOWN_COMING },
		{ "2026-11-22", "2027-03-22", SHOWN_NOT },
		{ "2026-10-31", "2027-02-27", SHOWN_COMING },
		{ "2026-10-31", "2027-02-28", SHOWN_NOT },
		{ "2027-10-31", "2028-02-28", SHOWN_COMING }, /* a leap year */
		{ "2027-10-31", "2028-02-29", SHOWN_NOT },
		{ "2026-11-22", "2026-11-22", SHOWN_COMING },
		{ "2026-11-22", "2026-11-21", SHOWN_OVERDUE },
		{ "2026-11-22", "2019-01-01", SHOWN_OVERDUE },
		{ "2026-11-22", "", SHOWN_NOT },
		{ "", "2026-11-22", SHOWN_NOT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].date,
			      shown_on(day(cases[i].inspected), day(cases[i].date)),
			      cases[i].shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(within_four_months) };

	return cmocka_run_group_tests_name("inspection/domain/shown", tests, NULL, NULL);
}
