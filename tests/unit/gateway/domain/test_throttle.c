/* SPDX-License-Identifier: Apache-2.0 */
/* A key has so many tries a minute, and no key pays for another's. */
#include "gateway/domain/throttle.h"

#include "unit.h"

#define SECOND INT64_C(1000000)

static int takes(struct throttle *throttle, uint64_t key, int64_t micros, int tries)
{
	int taken = 0;
	for (int i = 0; i < tries; i++)
		taken += throttle_take(throttle, key, micros) ? 1 : 0;
	return taken;
}

static void so_many_at_once_then_steadily(void **state)
{
	struct throttle *throttle = throttle_new(64, 10);
	int64_t now = 1000 * SECOND;
	(void)state;
	expect_number("at once", takes(throttle, 7, now, 50), 10);
	expect_number("six seconds give one", takes(throttle, 7, now + 6 * SECOND, 50),
		      1);
	expect_number("an hour gives no more than a minute",
		      takes(throttle, 7, now + 3600 * SECOND, 50), 10);
	throttle_free(throttle);
}

static void one_key_does_not_use_up_anothers(void **state)
{
	struct throttle *throttle = throttle_new(64, 3);
	(void)state;
	expect_number("guesser", takes(throttle, 1, SECOND * 90, 10), 3);
	expect_number("somebody else", takes(throttle, 2, SECOND * 90, 10), 3);
	throttle_free(throttle);
}

static void a_flood_of_keys_stays_within_its_memory(void **state)
{
	struct throttle *throttle = throttle_new(16, 2);
	int taken = 0;
	(void)state;
	for (uint64_t key = 1; key < 10000; key++)
		taken += throttle_take(throttle, key * 2654435761U, SECOND * 90) ? 1 : 0;
	expect_number("new keys are let in", taken, 9999);
	throttle_free(throttle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(so_many_at_once_then_steadily),
		cmocka_unit_test(one_key_does_not_use_up_anothers),
		cmocka_unit_test(a_flood_of_keys_stays_within_its_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
