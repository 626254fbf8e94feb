/* SPDX-License-Identifier: Apache-2.0 */
/* When a tread or a pad is at its limit, from two inspections. */
#include <string.h>

#include "cars.h"
#include "reminder/domain/wear.h"

struct wear_case {
	const char *sentence;
	const char *then, *now;
	int64_t previous, value, limit;
	const char *p10, *p50, *p90; /* NULL: none */
};

/* clang-format off */
static const struct wear_case CASES[] = {
	{ "half of it in a year, the other half in another",
	  "2025-03-01", "2026-03-01", 460, 310, 160, "2027-01-17", "2027-03-01", "2027-04-26" },
	{ "slowly: ten years is too far to say",
	  "2025-03-01", "2026-03-01", 800, 790, 160, NULL, NULL, NULL },
	{ "hardly: it may be never",
	  "2025-03-01", "2026-03-01", 200, 180, 160, "2026-08-30", "2027-03-01", NULL },
	{ "at its limit already",
	  "2025-03-01", "2026-03-01", 400, 150, 160, "2026-03-01", "2026-03-01", "2026-03-01" },
	{ "thicker than last time: new ones",
	  "2025-03-01", "2026-03-01", 200, 800, 160, NULL, NULL, NULL },
	{ "as it was", "2025-03-01", "2026-03-01", 400, 400, 160, NULL, NULL, NULL },
	{ "a month apart says too little", "2026-02-01", "2026-03-01", 460, 310, 160, NULL, NULL, NULL },
	{ "in the wrong order", "2026-03-01", "2025-03-01", 460, 310, 160, NULL, NULL, NULL },
};
/* clang-format on */

static void expect_day(const char *sentence, struct civil_date got, const char *wanted)
{
	if (wanted)
		expect_date(sentence, got, wanted);
	else
		expect_true(sentence, !civil_is_set(got));
}

static void two_measurements_make_a_day_and_how_sure_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		const struct wear_case *c = &CASES[i];
		struct wear wear = { .position = "LV",
				     .unit = "mm",
				     .value = c->value,
				     .previous = c->previous,
				     .limit = c->limit,
				     .on = on(c->now),
				     .previous_on = on(c->then) };
		struct when when = wear_when(&wear);

		expect_day(c->sentence, when.p10, c->p10);
		expect_day(c->sentence, when.p50, c->p50);
		expect_day(c->sentence, when.p90, c->p90);
	}
}

static void what_was_not_measured_has_no_day(void **state)
{
	struct wear none = { .value = 0 };
	struct when when = wear_when(&none);

	(void)state;
	assert_false(wear_is_set(&none));
	assert_false(when_is_set(&when));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_measurements_make_a_day_and_how_sure_it_is),
		cmocka_unit_test(what_was_not_measured_has_no_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
