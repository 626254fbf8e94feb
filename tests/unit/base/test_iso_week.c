/* SPDX-License-Identifier: Apache-2.0 */
/* Weeks belong to their Thursday; lists close on Sunday 15:00 by the garage's clock. */
#include "base/iso_week.h"
#include "sys/zone_file.h"
#include "unit.h"

static struct iso_week week_from(const char *text)
{
	struct iso_week week = { 0, 0 };
	struct err err = { 0 };

	if (week_parse(text, &week, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return week;
}

static void knows_the_edges_of_years(void **state)
{
	static const struct {
		struct civil_date date;
		const char *week;
	} CASES[] = {
		{ { 2026, 1, 1 }, "2026-W01" },   { { 2026, 12, 28 }, "2026-W53" },
		{ { 2027, 1, 3 }, "2026-W53" },   { { 2027, 1, 4 }, "2027-W01" },
		{ { 2024, 12, 30 }, "2025-W01" }, { { 2021, 1, 3 }, "2020-W53" },
		{ { 2026, 11, 22 }, "2026-W47" }, { { 2023, 1, 1 }, "2022-W52" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char text[WEEK_TEXT];

		expect_text(CASES[i].week, week_format(week_of(CASES[i].date), text),
			    CASES[i].week);
	}
}

static void every_week_of_eight_hundred_years_follows_the_one_before(void **state)
{
	struct civil_date monday = { 1600, 1, 3 };
	struct iso_week week = week_of(monday);

	(void)state;
	assert_int_equal(week.week, 1);
	while (monday.year < 2400) {
		char text[WEEK_TEXT];

		(void)week_format(week, text);
		expect_number(text, civil_compare(week_monday(week), monday), 0);
		expect_number(text,
			      week_compare(week_of(civil_add_days(monday, 6)), week), 0);
		expect_number(text, week_compare(week_from(text), week), 0);
		expect_number(text, week_compare(week_add(week_add(week, 1), -1), week),
			      0);
		expect_true(text, week_compare(week, week_add(week, 1)) < 0);
		monday = civil_add_days(monday, 7);
		week = week_add(week, 1);
	}
}

static void refuses_what_is_no_week(void **state)
{
	static const char *const CASES[] = { "2025-W53", "2026-W54", "2026-W00",
					     "2026W01",  "2026-W1",  "2026-w01",
					     "0000-W01", "26-W01",   "2026-W0x",
					     "",         "2026-W011" };
	struct iso_week week = { 0, 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i], week_parse(CASES[i], &week, &err), -1);
	assert_int_equal(week_parse(NULL, &week, &err), -1);
}

static void closes_on_sunday_at_three_by_the_local_clock(void **state)
{
	static const struct {
		const char *sentence;
		const char *week;
		const char *opens;
		const char *deadline;
		int hours;
	} CASES[] = {
		{ "winter", "2026-W48", "2026-11-22T23:00:00Z", "2026-11-29T14:00:00Z",
		  159 },
		{ "summer", "2026-W28", "2026-07-05T22:00:00Z", "2026-07-12T13:00:00Z",
		  159 },
		{ "the clock goes forward that Sunday", "2026-W13",
		  "2026-03-22T23:00:00Z", "2026-03-29T13:00:00Z", 158 },
		{ "the clock goes back that Sunday", "2026-W43", "2026-10-18T22:00:00Z",
		  "2026-10-25T14:00:00Z", 160 },
		{ "week 53 closes in the next year", "2026-W53", "2026-12-27T23:00:00Z",
		  "2027-01-03T14:00:00Z", 159 },
	};
	const struct zone *zone;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(zone_find("Europe/Amsterdam", &zone, &err), 0);
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct iso_week week = week_from(CASES[i].week);
		struct instant opens = week_opens(week, zone);
		struct instant deadline = week_deadline(week, zone);
		char text[INSTANT_TEXT];

		expect_text(CASES[i].sentence, instant_format(opens, text),
			    CASES[i].opens);
		expect_text(CASES[i].sentence, instant_format(deadline, text),
			    CASES[i].deadline);
		expect_number(CASES[i].sentence, deadline.micros - opens.micros,
			      CASES[i].hours * 3600 * MICROS_PER_SECOND);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_edges_of_years),
		cmocka_unit_test(
			every_week_of_eight_hundred_years_follows_the_one_before),
		cmocka_unit_test(refuses_what_is_no_week),
		cmocka_unit_test(closes_on_sunday_at_three_by_the_local_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
