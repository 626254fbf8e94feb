/* SPDX-License-Identifier: Apache-2.0 */
/* Monday 08:00 on the garage's clock, also in the weeks the clocks change. */
#include "fleet/domain/monday.h"
#include "sys/zone_file.h"
#include "unit.h"

static void mondays_at_eight(void **state)
{
	static const struct {
		const char *at, *wanted;
	} cases[] = {
		{ "2026-11-22T09:00:00Z", "2026-11-23T07:00:00Z" },
		{ "2026-11-23T06:59:59Z", "2026-11-23T07:00:00Z" },
		{ "2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z" },
		{ "2026-11-27T12:00:00Z", "2026-11-30T07:00:00Z" },
		{ "2026-10-19T06:00:00Z", "2026-10-26T07:00:00Z" }, /* summer ends */
		{ "2026-03-23T07:00:00Z", "2026-03-30T06:00:00Z" }, /* and begins */
	};
	const struct zone *zone;
	struct err err = { 0 };

	(void)state;
	expect_number("zone", zone_find("Europe/Amsterdam", &zone, &err), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[INSTANT_TEXT];
		struct instant at;

		expect_number(cases[i].at, instant_parse(cases[i].at, &at, &err), 0);
		expect_text(cases[i].at, instant_format(monday_after(zone, at), text),
			    cases[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mondays_at_eight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
