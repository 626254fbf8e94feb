/* SPDX-License-Identifier: Apache-2.0 */
/* What inspections found: which of it is kept, in which order, and what its codes meant.
 */
#include "fleet/domain/register_defects.h"

#include <stdio.h>

#include "fleet/domain/register_facts.h"
#include "unit.h"

/* A row as pairs of texts. */
static const char *field_of(const void *from, const char *name)
{
	for (const char *const *pair = from; pair[0]; pair += 2) {
		if (strcmp(pair[0], name) == 0)
			return pair[1];
	}
	return NULL;
}

#define ROW(...)                                                                         \
	(&(const struct register_row){ field_of,                                         \
				       (const char *const[]){ __VA_ARGS__, NULL } })
#define FOUND(code, on, at)                                                              \
	ROW("gebrek_identificatie", code, "meld_datum_door_keuringsinstantie", on,       \
	    "meld_tijd_door_keuringsinstantie", at)
#define MEANT(text, from, until)                                                         \
	ROW("gebrek_omschrijving", text, "ingangsdatum_gebrek", from,                    \
	    "einddatum_gebrek", until)

static void the_newest_report_comes_first(void **state)
{
	struct register_defects found = { .count = 0 };

	(void)state;
	assert_true(register_add_defect(&found, FOUND("205", "20251120", "1515")));
	assert_true(register_add_defect(&found, FOUND("AC2", "20261120", "915")));
	assert_true(register_add_defect(&found, FOUND("AC1", "20261120", "915")));
	assert_true(register_add_defect(&found, FOUND("328", "20261120", "1015")));
	assert_int_equal(found.count, 4);
	assert_string_equal(found.list[0].code, "328");
	assert_string_equal(found.list[1].code, "AC1");
	assert_string_equal(found.list[2].code, "AC2");
	assert_string_equal(found.list[3].code, "205");
	assert_string_equal(found.list[1].found_at, "09:15");
}

static void a_row_that_is_told_twice_counts_once(void **state)
{
	struct register_defects found = { .count = 0 };

	(void)state;
	assert_true(register_add_defect(&found, FOUND("205", "20251120", "1515")));
	assert_true(register_add_defect(
		&found,
		ROW("gebrek_identificatie", "205", "aantal_gebreken_geconstateerd", "3",
		    "meld_datum_door_keuringsinstantie_dt", "2025-11-20T00:00:00.000",
		    "meld_tijd_door_keuringsinstantie", "1515")));
	assert_int_equal(found.count, 1);
	assert_int_equal(found.list[0].count, 3);
}

static void what_has_no_code_or_day_is_nothing(void **state)
{
	struct register_defects found = { .count = 0 };

	(void)state;
	assert_true(register_add_defect(&found, FOUND("2'5", "20251120", "1515")));
	assert_true(register_add_defect(&found, FOUND("205", "20251320", "1515")));
	assert_true(register_add_defect(&found, ROW("gebrek_identificatie", "205")));
	assert_int_equal(found.count, 0);
}

static void of_too_many_the_oldest_are_left_out_and_that_is_told(void **state)
{
	struct register_defects found = { .count = 0 };
	char day[] = "201601aa";

	(void)state;
	for (int i = 0; i < REGISTER_DEFECTS_MAX; i++) {
		snprintf(day, sizeof(day), "2016%02d%02d", 1 + i / 20, 1 + i % 20);
		assert_true(register_add_defect(&found, FOUND("205", day, "900")));
	}
	assert_false(register_add_defect(&found, FOUND("205", "20150101", "900")));
	assert_false(register_add_defect(&found, FOUND("AC1", "20170101", "900")));
	assert_int_equal(found.count, REGISTER_DEFECTS_MAX);
	assert_string_equal(found.list[0].code, "AC1");
	assert_int_equal(found.list[REGISTER_DEFECTS_MAX - 1].found_on.day, 2);
}

static void a_code_means_what_it_meant_on_the_day(void **state)
{
	struct register_meanings all = { .count = 0 };
	const struct register_meaning *meaning;

	(void)state;
	assert_null(register_meaning_on(&all, (struct civil_date){ 2026, 1, 1 }));
	assert_true(register_add_meaning(&all, MEANT("nu", "20260101", "20501231")));
	assert_true(register_add_meaning(&all, MEANT("vroeger", "20110101", "20251231")));
	meaning = register_meaning_on(&all, (struct civil_date){ 2025, 12, 31 });
	assert_string_equal(meaning->text, "vroeger");
	meaning = register_meaning_on(&all, (struct civil_date){ 2026, 1, 1 });
	assert_string_equal(meaning->text, "nu");
	meaning = register_meaning_on(&all, (struct civil_date){ 1999, 1, 1 });
	assert_string_equal(meaning->text, "nu");
}

static void advices_are_known_by_their_code(void **state)
{
	static const char *const advices[] = { "AC1", "AC5", "RA1", "RA2" };
	static const char *const others[] = { "A02", "205", "R", "AS1", "ZZ9" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(advices); i++)
		assert_true(register_is_advice(advices[i]));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_false(register_is_advice(others[i]));
	assert_true(register_knows_danger("BRA"));
	assert_false(register_knows_danger("XYZ"));
	assert_true(register_knows_telling("NTB"));
	assert_false(register_knows_telling("ONG"));
}

static void times_lack_their_zeros(void **state)
{
	static const char *const times[][2] = {
		{ "1515", "15:15" }, { "915", "09:15" }, { "5", "00:05" },
		{ "2359", "23:59" }, { "2400", "" },     { "1560", "" },
		{ "", "" },          { "12:30", "" },    { "12345", "" },
	};
	char text[REGISTER_TIME_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		register_time(times[i][0], text);
		expect_text(times[i][0], text, times[i][1]);
	}
	register_time(NULL, text);
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_report_comes_first),
		cmocka_unit_test(a_row_that_is_told_twice_counts_once),
		cmocka_unit_test(what_has_no_code_or_day_is_nothing),
		cmocka_unit_test(of_too_many_the_oldest_are_left_out_and_that_is_told),
		cmocka_unit_test(a_code_means_what_it_meant_on_the_day),
		cmocka_unit_test(advices_are_known_by_their_code),
		cmocka_unit_test(times_lack_their_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
