/* SPDX-License-Identifier: Apache-2.0 */
/* A list's moments in every week of thirty years: both clock changes, weeks 53. */
#include "cars.h"
#include "reminder/domain/week.h"
#include "sys/zone_file.h"

static const struct zone *amsterdam(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	if (zone_find("Europe/Amsterdam", &zone, &err) < 0)
		fail_msg("%s", err.text);
	return zone;
}

static struct instant at(const char *text)
{
	struct instant out = NO_INSTANT;
	struct err err = { 0 };

	if (instant_parse(text, &out, &err) < 0)
		fail_msg("%s", err.text);
	return out;
}

static void expect_instant(const char *sentence, struct instant got, const char *wanted)
{
	char text[INSTANT_TEXT];

	expect_text(sentence, instant_format(got, text), wanted);
}

static void deadlines_stand_on_the_wall_clock(void **state)
{
	static const struct {
		struct iso_week week;
		const char *deadline;
	} CASES[] = {
		{ { 2026, 13 }, "2026-03-29T13:00:00Z" }, /* clocks go forward */
		{ { 2026, 43 }, "2026-10-25T14:00:00Z" }, /* clocks go back */
		{ { 2026, 30 }, "2026-07-26T13:00:00Z" },
		{ { 2026, 53 }, "2027-01-03T14:00:00Z" },
		{ { 2027, 43 }, "2027-10-31T14:00:00Z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct week_times t = week_times_of(CASES[i].week, amsterdam());

		expect_instant(CASES[i].deadline, t.deadline, CASES[i].deadline);
		expect_true("a microsecond before",
			    week_takes_answers(
				    &t, (struct instant){ t.deadline.micros - 1 }));
		expect_true("not at it", !week_takes_answers(&t, t.deadline));
	}
}

static void the_week_after_week_53_is_week_1(void **state)
{
	struct week_times t = week_times_of((struct iso_week){ 2026, 53 }, amsterdam());

	(void)state;
	expect_number("year", t.send_week.year, 2027);
	expect_number("week", t.send_week.week, 1);
	expect_instant("mails until", t.send_until, "2027-01-10T23:00:00Z");
}

/* Seven hours and eight: only in the weeks the clock changes. */
static void every_week_has_its_moments_in_order(void **state)
{
	struct iso_week week = { 2020, 1 };
	int odd = 0, count = 0;

	(void)state;
	for (; week.year < 2050; week = week_add(week, 1), count++) {
		struct week_times t = week_times_of(week, amsterdam());
		struct week_times next = week_times_of(week_add(week, 1), amsterdam());
		int64_t hours =
			(t.deadline.micros - t.opens.micros) / (MICROS_PER_SECOND * 3600);

		assert_true(t.opens.micros < t.generated.micros);
		assert_true(t.generated.micros < t.additions.micros);
		assert_true(t.additions.micros < t.deadline.micros);
		assert_true(t.deadline.micros < t.send_from.micros);
		assert_true(t.send_from.micros == next.opens.micros);
		assert_true(week_compare(week_at(t.deadline, amsterdam()), week) == 0);
		assert_in_range(hours, 158, 160);
		odd += hours != 159;
	}
	expect_number("weeks, six of them numbered 53", count, 1566);
	expect_number("two odd ones a year", odd, 60);
}

static void new_lines_come_until_thursday_noon(void **state)
{
	struct week_times t = week_times_of((struct iso_week){ 2026, 48 }, amsterdam());

	(void)state;
	expect_true("before",
		    week_takes_additions(&t, LIST_WEEKLY, at("2026-11-26T10:59:59Z")));
	expect_true("not at noon",
		    !week_takes_additions(&t, LIST_WEEKLY, at("2026-11-26T11:00:00Z")));
	expect_true("a first list until its deadline",
		    week_takes_additions(&t, LIST_FIRST, at("2026-11-29T13:59:59Z")));
	expect_true("not at it",
		    !week_takes_additions(&t, LIST_FIRST, at("2026-11-29T14:00:00Z")));
	expect_true("not before it opens",
		    !week_takes_additions(&t, LIST_FIRST, at("2026-11-22T22:59:59Z")));
}

static void releases_spread_over_working_hours(void **state)
{
	struct iso_week week = { 2026, 49 };
	int used[RELEASE_SLOTS] = { 0 };

	(void)state;
	expect_instant("the first", week_release_at(week, 0, amsterdam()),
		       "2026-11-30T07:00:00Z");
	expect_instant("Tuesday's first", week_release_at(week, 24, amsterdam()),
		       "2026-12-01T07:00:00Z");
	expect_instant("the last", week_release_at(week, RELEASE_SLOTS - 1, amsterdam()),
		       "2026-12-02T10:30:00Z");
	for (int i = 0; i < 5600; i++) {
		char number[16];

		snprintf(number, sizeof(number), "%d", i);
		struct uuid id = uuid_named("proposal", number, NULL);
		used[week_release_slot(&id)]++;
	}
	for (int slot = 0; slot < RELEASE_SLOTS; slot++)
		assert_in_range(used[slot], 60, 140);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deadlines_stand_on_the_wall_clock),
		cmocka_unit_test(the_week_after_week_53_is_week_1),
		cmocka_unit_test(every_week_has_its_moments_in_order),
		cmocka_unit_test(new_lines_come_until_thursday_noon),
		cmocka_unit_test(releases_spread_over_working_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
