/* SPDX-License-Identifier: Apache-2.0 */
/* What measurements suggest, at and around their limits. */
#include "inspection/domain/threshold.h"
#include "unit.h"

static void measurements_suggest(void **state)
{
	static const struct limits tread = { "2.6", "1.6", NULL, NULL };
	static const struct limits coolant = { NULL, NULL, "-25", "-15" };
	static const struct limits charging = { "13.8", "13.2", "14.8", "15" };
	static const struct limits none = { NULL, NULL, NULL, NULL };
	static const struct {
		const struct limits *limits;
		const char *value;
		enum suggestion suggestion;
	} cases[] = {
		{ &tread, "2.6", SUGGEST_OK },
		{ &tread, "2.5", SUGGEST_ADVICE },
		{ &tread, "1.6", SUGGEST_ADVICE },
		{ &tread, "1.59", SUGGEST_NECESSARY },
		{ &coolant, "-25", SUGGEST_OK },
		{ &coolant, "-20", SUGGEST_ADVICE },
		{ &coolant, "-14.9", SUGGEST_NECESSARY },
		{ &charging, "14", SUGGEST_OK },
		{ &charging, "13.79", SUGGEST_ADVICE },
		{ &charging, "14.9", SUGGEST_ADVICE },
		{ &charging, "15.1", SUGGEST_NECESSARY },
		{ &none, "1", SUGGEST_NONE },
		{ &tread, "", SUGGEST_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].value,
			      threshold_suggest(cases[i].limits, cases[i].value),
			      cases[i].suggestion);
}

static void limits_make_sense(void **state)
{
	static const struct limits good = { "2.6", "1.6", "10", "12" };
	static const struct limits words = { "two", NULL, NULL, NULL };
	static const struct limits below = { "1.6", "2.6", NULL, NULL };
	static const struct limits above = { NULL, NULL, "12", "10" };

	(void)state;
	expect_number("good", threshold_check(&good, NULL), 0);
	expect_number("no number", threshold_check(&words, NULL), -1);
	expect_number("crossed below", threshold_check(&below, NULL), -1);
	expect_number("crossed above", threshold_check(&above, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measurements_suggest),
		cmocka_unit_test(limits_make_sense),
	};

	return cmocka_run_group_tests_name("inspection/domain/threshold", tests, NULL,
					   NULL);
}
