/* SPDX-License-Identifier: Apache-2.0 */
/* The POSIX rule of a zone: what is read, what is refused, when summer starts. */
#include "base/zone_rule.h"

#include "base/instant.h"
#include "unit.h"

static int64_t seconds_of(const char *text)
{
	struct instant at = NO_INSTANT;
	struct err err = { 0 };

	if (instant_parse(text, &at, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return at.micros / MICROS_PER_SECOND;
}

static void follows_the_rule(void **state)
{
	static const struct {
		const char *rule;
		const char *utc;
		int offset;
	} CASES[] = {
		{ "UTC0", "2026-07-01T00:00:00Z", 0 },
		{ "IST-5:30", "2026-07-01T00:00:00Z", 19800 },
		{ "<-0330>3:30", "2026-07-01T00:00:00Z", -12600 },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600 },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200 },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200 },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600 },
		{ "EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18000 },
		{ "EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14400 },
		{ "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-01-15T00:00:00Z", -10800 },
		{ "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-07-15T00:00:00Z", -14400 },
		{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-15T00:00:00Z", 39600 },
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200 },
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600 },
		{ "AAA0BBB,J60,J300", "2024-03-01T02:00:00Z", 3600 },
		{ "AAA0BBB,J60,J300", "2024-03-01T01:59:59Z", 0 },
		{ "AAA0BBB,59,300", "2024-02-29T02:00:00Z", 3600 },
		{ "AAA0BBB,59,300", "2024-02-29T01:59:59Z", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct zone_rule rule;
		struct err err = { 0 };

		expect_number(CASES[i].rule,
			      zone_rule_parse(slice_of(CASES[i].rule), &rule, &err), 0);
		expect_number(CASES[i].utc,
			      zone_rule_offset(&rule, seconds_of(CASES[i].utc)),
			      CASES[i].offset);
	}
}

static void refuses_what_is_no_rule(void **state)
{
	static const char *const CASES[] = { "",
					     "CET",
					     "C-1",
					     "CET-1CEST",
					     "CET-25",
					     "CET-1CEST,M3.5.0",
					     "<CET-1",
					     "CET-1CEST,M13.5.0,M10.5.0",
					     "CET-1x",
					     "CET-1CEST,M3.6.0,M10.5.0",
					     "CET-1:60",
					     "CET-1CEST,M3.5.7,M10.5.0",
					     "CET-1CEST,J0,J5",
					     "CET-1CEST,M3.5.0/168,M10.5.0",
					     "CET-1CEST,M3.5.0,M10.5.0/3 " };
	struct zone_rule rule;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i], zone_rule_parse(slice_of(CASES[i]), &rule, &err),
			      -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_the_rule),
		cmocka_unit_test(refuses_what_is_no_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
