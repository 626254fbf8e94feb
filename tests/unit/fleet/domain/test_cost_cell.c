/* SPDX-License-Identifier: Apache-2.0 */
/* Comparable cars: names of cells and what they say, kinds of visit, VAT, how many. */
#include "fleet/domain/cost_cell.h"

#include "unit.h"

static struct cost_subject forester(void)
{
	return (struct cost_subject){ .make = "Subaru",
				      .model = "Forester",
				      .fuel = "petrol",
				      .first_admission = { 2020, 3, 15 },
				      .visit_date = { 2026, 3, 14 },
				      .visit_class = "periodic_large" };
}

static void cells_go_from_the_closest_to_all(void **state)
{
	static const char *const wanted[COST_LEVELS] = {
		"SUBARU/FORESTER/petrol/4-6/periodic_large",
		"SUBARU/*/*/4-6/periodic_large",
		"*/*/*/4-6/periodic_large",
		"*/*/*/0-100/periodic_large",
	};
	struct cost_subject car = forester();
	char cell[COST_CELL_TEXT];

	(void)state;
	for (enum cost_level level = 0; level < COST_LEVELS; level++) {
		cost_cell_name(&car, level, cell);
		expect_text(wanted[level], cell, wanted[level]);
	}
}

static void what_is_unknown_counts_only_in_coarser_cells(void **state)
{
	struct cost_subject car = forester();
	char cell[COST_CELL_TEXT];

	(void)state;
	car.model = NULL;
	cost_cell_name(&car, COST_MODEL, cell);
	expect_text("no model", cell, "");
	cost_cell_name(&car, COST_MAKE, cell);
	expect_text("but a make", cell, "SUBARU/*/*/4-6/periodic_large");
	car.first_admission = NO_DATE;
	cost_cell_name(&car, COST_MAKE, cell);
	expect_text("no age", cell, "");
	cost_cell_name(&car, COST_ALL, cell);
	expect_text("all", cell, "*/*/*/0-100/periodic_large");
	car = forester();
	car.fuel = "unknown";
	cost_cell_name(&car, COST_MODEL, cell);
	expect_text("no fuel", cell, "");
}

static void ages_are_whole_years(void **state)
{
	static const struct {
		struct civil_date admitted, visit;
		const char *wanted;
	} cases[] = {
		{ { 2022, 3, 15 }, { 2026, 3, 14 }, "*/*/*/0-3/apk" },
		{ { 2022, 3, 15 }, { 2026, 3, 15 }, "*/*/*/4-6/apk" },
		{ { 2026, 3, 15 }, { 2026, 3, 15 }, "*/*/*/0-3/apk" },
		{ { 2016, 12, 1 }, { 2026, 11, 30 }, "*/*/*/7-9/apk" },
		{ { 2016, 12, 1 }, { 2026, 12, 1 }, "*/*/*/10-14/apk" },
		{ { 1972, 1, 13 }, { 2026, 12, 1 }, "*/*/*/15-100/apk" },
		{ { 1900, 1, 13 }, { 2026, 12, 1 }, "" },
		{ { 2027, 1, 1 }, { 2026, 12, 1 }, "" },
	};
	char cell[COST_CELL_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct cost_subject car = { .first_admission = cases[i].admitted,
					    .visit_date = cases[i].visit,
					    .visit_class = "apk" };

		cost_cell_name(&car, COST_AGE, cell);
		expect_text(cases[i].wanted, cell, cases[i].wanted);
	}
}

static void names_differ_in_case_and_spaces_only_by_hand(void **state)
{
	struct cost_subject car = forester();
	char cell[COST_CELL_TEXT];
	struct cost_cell read;

	(void)state;
	car.make = " volkswagen ";
	car.model = "Golf  Plus 1/4";
	cost_cell_name(&car, COST_MODEL, cell);
	expect_text("one name", cell,
		    "VOLKSWAGEN/GOLF PLUS 1-4/petrol/4-6/periodic_large");
	expect_true("a name can be read", cost_cell_read(cell, &read));
	expect_text("make", read.make, "VOLKSWAGEN");
	expect_text("model", read.model, "GOLF PLUS 1-4");
	expect_text("fuel", read.fuel, "petrol");
	expect_text("class", read.visit_class, "periodic_large");
	expect_number("from", read.age_from, 4);
	expect_number("to", read.age_to, 6);
	expect_true("all cars", cost_cell_read("*/*/*/0-100/apk", &read));
	expect_text("all makes", read.make, "");
	expect_number("all ages", read.age_to, 100);
	expect_true("too few parts", !cost_cell_read("SUBARU/apk", &read));
	expect_true("too many parts", !cost_cell_read("a/b/c/0-3/apk/x", &read));
	expect_true("no band of ours", !cost_cell_read("*/*/*/0-5/apk", &read));
}

static void a_name_that_is_too_long_is_no_cell(void **state)
{
	struct cost_subject car = forester();
	char longest[200];
	char cell[COST_CELL_TEXT];

	(void)state;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	car.model = longest;
	cost_cell_name(&car, COST_MODEL, cell);
	expect_text("too long", cell, "");
	longest[80] = '\0';
	car.make = "een merk dat ook al zo lang is als maar kan";
	cost_cell_name(&car, COST_MODEL, cell);
	expect_text("too long together", cell, "");
}

static void a_visit_is_compared_by_its_main_work(void **state)
{
	static const char *const service[] = { "tyres", "apk", "periodic_small" };
	static const char *const warranty[] = { "warranty", "recall", "other" };

	(void)state;
	expect_text("a service with an APK is a service", cost_visit_class(service, 3),
		    "periodic_small");
	expect_text("an APK and tyres", cost_visit_class(service, 2), "apk");
	assert_null(cost_visit_class(warranty, 3));
	assert_null(cost_visit_class(NULL, 0));
}

static void few_tell_nothing(void **state)
{
	(void)state;
	expect_true("29 visits", !cost_may_tell(29, 29));
	expect_true("4 cars", !cost_may_tell(300, 4));
	expect_true("30 visits of 5 cars", cost_may_tell(30, 5));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_go_from_the_closest_to_all),
		cmocka_unit_test(what_is_unknown_counts_only_in_coarser_cells),
		cmocka_unit_test(ages_are_whole_years),
		cmocka_unit_test(names_differ_in_case_and_spaces_only_by_hand),
		cmocka_unit_test(a_name_that_is_too_long_is_no_cell),
		cmocka_unit_test(a_visit_is_compared_by_its_main_work),
		cmocka_unit_test(few_tell_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
