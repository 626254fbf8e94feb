/* SPDX-License-Identifier: Apache-2.0 */
/* Facts stand in order of event time, however they arrive. */
#include "cars.h"

static void visits_are_kept_oldest_first(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	add_visit(h, "2025-01-01", 3, WORK_APK);
	add_visit(h, "2023-01-01", 1, WORK_APK);
	add_visit(h, "2024-01-01", 2, WORK_APK);
	for (size_t i = 0; i < 3; i++)
		expect_number("by date", h->visits[i].odometer_km, (int64_t)i + 1);
	expect_number("span", history_span(h), 731);
}

static void a_full_history_drops_its_oldest(void **state)
{
	AUTO(history) *h = history_new();
	struct visit visit = { .work = WORK_REPAIR };

	(void)state;
	for (int i = 0; i < HISTORY_VISITS + 5; i++) {
		visit.date = civil_add_days(on("2000-01-01"), i);
		history_add(h, &visit);
	}
	expect_number("visits", (int64_t)h->visits_count, HISTORY_VISITS);
	expect_date("the oldest five went", h->visits[0].date, "2000-01-06");
	visit.date = on("1999-01-01");
	history_add(h, &visit);
	expect_date("an older one does not come in", h->visits[0].date, "2000-01-06");
}

static void words_of_fuel_are_read(void **state)
{
	static const struct {
		const char *text;
		enum fuel fuel;
	} CASES[] = {
		{ "Benzine", FUEL_PETROL },
		{ "petrol", FUEL_PETROL },
		{ "Diesel", FUEL_DIESEL },
		{ "benzine+lpg", FUEL_LPG },
		{ "hybride", FUEL_HYBRID },
		{ "Elektriciteit", FUEL_ELECTRIC },
		{ "elektrisch/diesel", FUEL_DIESEL },
		{ "unknown", FUEL_NONE },
		{ "", FUEL_NONE },
		{ "kolen", FUEL_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i].text, fuel_from_text(CASES[i].text),
			      CASES[i].fuel);
	expect_number("no text", fuel_from_text(NULL), FUEL_NONE);
}

static void works_have_one_name_each(void **state)
{
	(void)state;
	for (unsigned bit = 1; bit <= WORK_UNKNOWN; bit <<= 1)
		expect_number(work_name((enum work)bit),
			      work_from_text(work_name((enum work)bit)), bit);
	expect_number("no such work", work_from_text("polish"), WORK_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visits_are_kept_oldest_first),
		cmocka_unit_test(a_full_history_drops_its_oldest),
		cmocka_unit_test(words_of_fuel_are_read),
		cmocka_unit_test(works_have_one_name_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
