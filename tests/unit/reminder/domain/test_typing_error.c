/* SPDX-License-Identifier: Apache-2.0 */
/* Names for slips: hints for people, never a correction. */
#include "cars.h"
#include "reminder/domain/typing_error.h"

/* Between 80,000 and 90,000, ten months each way, 32 km a day. */
static enum reading_verdict slip(int64_t km)
{
	struct odometer o = { .count = 2, .accepted_count = 2, .accepted = { 0, 1 } };
	struct reading wrong = { .date = on("2024-11-01"), .km = km };

	o.readings[0] = (struct reading){ .date = on("2024-01-01"), .km = 80000 };
	o.readings[1] = (struct reading){ .date = on("2025-09-01"), .km = 100000 };
	return typing_error_of(&o, &wrong, 32000);
}

static void each_slip_has_its_name(void **state)
{
	static const struct {
		int64_t km;
		const char *name;
	} CASES[] = {
		{ 80000, "copy_of_previous" }, { 55923, "miles" },
		{ 9512, "missing_digit" },     { 950122, "extra_digit" },
		{ 59012, "transposed" },       { 12, "too_low" },
		{ 777777, "too_high" },        { 99999999, "too_high" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_text(CASES[i].name, reading_verdict_name(slip(CASES[i].km)),
			    CASES[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_slip_has_its_name) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
