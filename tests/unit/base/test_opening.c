/* SPDX-License-Identifier: Apache-2.0 */
/* Times on a wall, and which hours a garage may have. */
#include "base/opening.h"
#include "unit.h"

static void times_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		int minute; /* -1: refused */
	} cases[] = {
		{ "00:00", 0 },  { "08:30", 510 }, { "23:59", 1439 }, { "24:00", 1440 },
		{ "24:01", -1 }, { "12:60", -1 },  { "8:30", -1 },    { "08:30 ", -1 },
		{ "08.30", -1 }, { "0a:00", -1 },  { "-1:00", -1 },   { "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		char text[WALL_TIME_TEXT];
		int minute = -1;
		int failed = wall_time_parse(cases[i].text, &minute, &err);

		expect_number(cases[i].text, failed, cases[i].minute < 0 ? -1 : 0);
		expect_number(cases[i].text, minute, cases[i].minute);
		if (failed == 0)
			expect_text("back", wall_time_format(minute, text),
				    cases[i].text);
	}
	expect_number("nothing", wall_time_parse(NULL, &(int){ 0 }, &(struct err){ 0 }),
		      -1);
}

static void hours_are_checked(void **state)
{
	static const struct {
		const char *sentence;
		struct opening list[3];
		size_t count;
		int minutes;
		const char *refused; /* part of the text; NULL: fine */
	} cases[] = {
		{ "none", { { 0 } }, 0, 30, NULL },
		{ "two stretches", { { 1, 480, 720 }, { 1, 720, 1020 } }, 2, 30, NULL },
		{ "the whole day", { { 7, 0, 1440 } }, 1, 15, NULL },
		{ "no weekday", { { 0, 480, 720 } }, 1, 30, "/opening/0/weekday" },
		{ "eighth day", { { 8, 480, 720 } }, 1, 30, "/opening/0/weekday" },
		{ "backwards", { { 1, 720, 480 } }, 1, 30, "closes before" },
		{ "after midnight", { { 1, 720, 1441 } }, 1, 30, "/opening/0" },
		{ "no room", { { 1, 480, 500 } }, 1, 30, "shorter than one slot" },
		{ "overlap",
		  { { 2, 480, 720 }, { 1, 480, 720 }, { 2, 719, 1000 } },
		  3,
		  30,
		  "/opening/2 overlaps /opening/0" },
		{ "too many", { { 7, 0, 1440 } }, 1, 14, "of at most 96" },
		{ "too many together",
		  { { 7, 0, 720 }, { 7, 720, 1440 } },
		  2,
		  10,
		  "/opening/1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		int failed = openings_check(cases[i].list, cases[i].count,
					    cases[i].minutes, &err);

		expect_number(cases[i].sentence, failed, cases[i].refused ? -1 : 0);
		expect_true(cases[i].sentence,
			    !cases[i].refused || strstr(err.text, cases[i].refused));
	}
}

static void there_are_at_most_so_many_stretches(void **state)
{
	static struct opening list[OPENINGS_MAX + 1];
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < OPENINGS_MAX + 1; i++)
		list[i] = (struct opening){ i % 7 + 1, i / 7 * 60, i / 7 * 60 + 60 };
	expect_number("as many", openings_check(list, OPENINGS_MAX, 30, &err), 0);
	expect_number("one more", openings_check(list, OPENINGS_MAX + 1, 30, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read_and_written),
		cmocka_unit_test(hours_are_checked),
		cmocka_unit_test(there_are_at_most_so_many_stretches),
	};

	return cmocka_run_group_tests_name("base/opening", tests, NULL, NULL);
}
