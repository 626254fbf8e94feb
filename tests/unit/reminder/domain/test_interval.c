/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the garage's intervals is a car's. */
#include "cars.h"
#include "reminder/domain/interval.h"

static const struct interval_rule RULES[] = {
	{ "Volkswagen", "Golf", FUEL_DIESEL, 24, 30000 },
	{ "volkswagen", "", FUEL_NONE, 12, 20000 },
	{ "Mercedes-Benz", "C 2", FUEL_NONE, 0, 25000 },
	{ "", "", FUEL_ELECTRIC, 24, 0 },
};

static int64_t months_of(const char *make, const char *model, enum fuel fuel)
{
	struct interval_car car = { make, model, fuel };
	const struct interval_rule *found =
		interval_find(RULES, sizeof(RULES) / sizeof(RULES[0]), &car);

	return found ? found->months * 100000 + found->km : -1;
}

static void the_first_that_fits_counts(void **state)
{
	(void)state;
	expect_number("make, model and fuel",
		      months_of("VOLKSWAGEN", "GOLF VARIANT", FUEL_DIESEL), 2430000);
	expect_number("another fuel", months_of("VOLKSWAGEN", "GOLF", FUEL_PETROL),
		      1220000);
	expect_number("the make once more",
		      months_of("Volkswagen", "Volkswagen Golf", FUEL_DIESEL), 2430000);
	expect_number("another model", months_of("Volkswagen", "Polo", FUEL_DIESEL),
		      1220000);
	expect_number("only kilometres", months_of("MERCEDES-BENZ", "C 220", FUEL_DIESEL),
		      25000);
	expect_number("any make", months_of("Tesla", "Model 3", FUEL_ELECTRIC), 2400000);
	expect_number("none", months_of("Tesla", "Model 3", FUEL_PETROL), -1);
	expect_number("half a make is another", months_of("Volks", "Golf", FUEL_DIESEL),
		      -1);
	expect_number("nothing known of the car", months_of("", "", FUEL_NONE), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_that_fits_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
