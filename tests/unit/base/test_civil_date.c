/* SPDX-License-Identifier: Apache-2.0 */
/* Dates count right through eight hundred years and clamp at month ends. */
#include "base/civil_date.h"
#include "unit.h"

static struct civil_date date_of(const char *text)
{
	struct civil_date date = NO_DATE;
	struct err err = { 0 };

	if (civil_parse(text, &date, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return date;
}

/* The day after, by the rules a child learns, independent of the code under test. */
static struct civil_date next_day(struct civil_date date)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0);
	int last = DAYS[date.month - 1] + (date.month == 2 && leap ? 1 : 0);

	if (date.day < last)
		return (struct civil_date){ date.year, date.month, date.day + 1 };
	if (date.month < 12)
		return (struct civil_date){ date.year, date.month + 1, 1 };
	return (struct civil_date){ date.year + 1, 1, 1 };
}

static void every_day_from_1600_to_2400_goes_there_and_back(void **state)
{
	struct civil_date date = { 1600, 1, 1 };
	int32_t days = civil_to_days(date);
	int weekday = 6; /* 1 January 1600 was a Saturday */

	(void)state;
	while (date.year <= 2400) {
		char text[CIVIL_TEXT];

		if (civil_to_days(date) != days || civil_weekday(date) != weekday ||
		    civil_compare(civil_from_days(days), date) != 0 ||
		    civil_compare(date_of(civil_format(date, text)), date) != 0)
			fail_msg("%04d-%02d-%02d", date.year, date.month, date.day);
		date = next_day(date);
		days++;
		weekday = weekday % 7 + 1;
	}
}

static void counts_from_1970(void **state)
{
	(void)state;
	assert_int_equal(civil_to_days(date_of("1970-01-01")), 0);
	assert_int_equal(civil_to_days(date_of("2026-11-22")), 20779);
	assert_int_equal(civil_to_days(date_of("0001-01-01")), -719162);
	assert_int_equal(civil_days_between(date_of("2026-02-28"), date_of("2026-03-01")),
			 1);
	assert_int_equal(civil_days_between(date_of("2024-03-01"), date_of("2024-02-28")),
			 -2);
	assert_int_equal(civil_weekday(date_of("2026-11-22")), 7);
}

static void adds_months_and_clamps(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} CASES[] = {
		{ "2026-04-30", -2, "2026-02-28" }, { "2028-04-30", -2, "2028-02-29" },
		{ "2026-12-31", -2, "2026-10-31" }, { "2026-08-31", -2, "2026-06-30" },
		{ "2024-02-29", 24, "2026-02-28" }, { "2024-02-29", 48, "2028-02-29" },
		{ "2026-01-31", 1, "2026-02-28" },  { "2026-12-15", 1, "2027-01-15" },
		{ "2026-01-15", -1, "2025-12-15" }, { "2026-01-15", -13, "2024-12-15" },
		{ "2026-05-05", 0, "2026-05-05" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		char text[CIVIL_TEXT];

		expect_text(CASES[i].from,
			    civil_format(civil_add_months(date_of(CASES[i].from),
							  CASES[i].months),
					 text),
			    CASES[i].to);
	}
}

static void refuses_what_is_no_date(void **state)
{
	static const char *const CASES[] = { "2026-02-30",  "2025-02-29",  "2026-13-01",
					     "2026-00-10",  "2026-01-00",  "0000-01-01",
					     "2026-1-01",   "20260101",    "2026/01/01",
					     " 2026-01-01", "2026-01-01 ", "",
					     "2026-01-0x",  "-026-01-01" };
	struct civil_date date = { 1, 2, 3 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i], civil_parse(CASES[i], &date, &err), -1);
	assert_int_equal(civil_parse(NULL, &date, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_int_equal(date.year, 1);
}

static void no_date_is_no_date(void **state)
{
	char text[CIVIL_TEXT];

	(void)state;
	assert_false(civil_is_set(NO_DATE));
	assert_false(civil_is_valid(NO_DATE));
	assert_string_equal(civil_format(NO_DATE, text), "");
	assert_true(civil_compare(NO_DATE, date_of("0001-01-01")) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_from_1600_to_2400_goes_there_and_back),
		cmocka_unit_test(counts_from_1970),
		cmocka_unit_test(adds_months_and_clamps),
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(no_date_is_no_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
