/* SPDX-License-Identifier: Apache-2.0 */
/* Mail hours on the garage's clock, also on the days the clock changes; the back-off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "notification/domain/retry.h"
#include "notification/domain/window.h"
#include "sys/zone_file.h"

static const char *const cases[][2] = {
	{ "2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z" },
	{ "2026-11-22T05:59:59Z", "2026-11-22T06:00:00Z" },
	{ "2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z" },
	{ "2026-11-22T19:59:59Z", "2026-11-22T19:59:59Z" },
	{ "2026-11-22T20:00:00Z", "2026-11-23T06:00:00Z" },
	/* 28 March to 29 March 2026: 07:00 is 05:00 UTC after the change. */
	{ "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z" },
	{ "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z" },
};

static void mail_arrives_by_day(void **state)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(zone_find("Europe/Amsterdam", &zone, &err), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct instant now;
		char text[INSTANT_TEXT];

		assert_int_equal(instant_parse(cases[i][0], &now, &err), 0);
		instant_format(window_next(CHANNEL_EMAIL, zone, now), text);
		assert_string_equal(text, cases[i][1]);
	}
}

static void the_back_off_grows_and_spreads(void **state)
{
	static const int64_t minutes[] = { 1, 5, 15, 60, 120, 240, 240 };
	struct instant now = { INT64_C(1795348800) * MICROS_PER_SECOND };

	(void)state;
	for (int n = 1; n <= (int)COUNT_OF(minutes); n++) {
		int64_t wait = minutes[n - 1] * 60 * MICROS_PER_SECOND;

		for (uint64_t seed = 0; seed < 1000; seed += 7) {
			int64_t got = retry_after(n, now, seed).micros - now.micros;

			assert_in_range(got, wait / 10 * 9, wait / 10 * 11);
		}
		assert_int_equal(retry_after(n, now, 100).micros - now.micros, wait);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mail_arrives_by_day),
		cmocka_unit_test(the_back_off_grows_and_spreads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
