/* SPDX-License-Identifier: Apache-2.0 */
/* Since when forms are kept: calendar months back, from the beginning of the day. */
#include "inspection/domain/keeping.h"
#include "unit.h"

static void whole_days_of_calendar_months(void **state)
{
	static const struct {
		const char *now;
		int months;
		const char *since;
	} cases[] = {
		{ "2031-11-25T23:59:59Z", 60, "2026-11-25T00:00:00Z" },
		{ "2031-11-26T00:00:00Z", 60, "2026-11-26T00:00:00Z" },
		{ "2031-11-26T00:00:00.000001Z", 60, "2026-11-26T00:00:00Z" },
		{ "2033-02-28T12:00:00Z", 60, "2028-02-28T00:00:00Z" },
		{ "2033-03-01T12:00:00Z", 60, "2028-03-01T00:00:00Z" },
		{ "2028-02-29T12:00:00Z", 12, "2027-02-28T00:00:00Z" },
		{ "2026-03-31T12:00:00Z", 13, "2025-02-28T00:00:00Z" },
	};
	char text[INSTANT_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct instant now;

		expect_number(cases[i].now, instant_parse(cases[i].now, &now, NULL), 0);
		expect_text(cases[i].now,
			    instant_format(keeping_since(now, cases[i].months), text),
			    cases[i].since);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_days_of_calendar_months),
	};

	return cmocka_run_group_tests_name("inspection/domain/keeping", tests, NULL,
					   NULL);
}
