/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody did before says what they will do. */
#include "cars.h"
#include "reminder/domain/rhythm.h"

static void owners_are_told_apart_by_their_past(void **state)
{
	static const struct {
		const char *owner;
		int32_t late[4];
	} CASES[] = {
		{ "prompt", { -5, 3, 12, -14 } },
		{ "slack", { 50, 62, 38, 71 } },
		{ "neglectful", { 180, 220, 140, 300 } },
		{ "erratic", { -250, 500, -200, 700 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct rhythm r = rhythm_learn(CASES[i].late, 4);

		expect_text("the likeliest", owner_name(rhythm_likeliest(&r)),
			    CASES[i].owner);
	}
}

static void weights_are_always_everything(void **state)
{
	int32_t late[40];

	(void)state;
	for (int32_t start = -900; start < 900; start += 37) {
		for (size_t i = 0; i < COUNT_OF(late); i++)
			late[i] = start + (int32_t)i * 3;
		for (size_t n = 0; n <= COUNT_OF(late); n += 8) {
			struct rhythm r = rhythm_learn(late, n);
			int64_t total = 0;

			for (int k = 0; k < OWNER_KINDS; k++) {
				assert_true(r.weight[k] >= 0);
				total += r.weight[k];
			}
			expect_number("together", total, PPM);
			assert_true(rhythm_until(&r, 1000) >= PPM - OWNER_KINDS);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(owners_are_told_apart_by_their_past),
		cmocka_unit_test(weights_are_always_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
