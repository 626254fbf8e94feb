/* SPDX-License-Identifier: Apache-2.0 */
/* What is learned of vehicles: fuel words, odometers, newest word. */
#include "invoice/domain/vehicle.h"

#include "unit.h"

static void fuels_are_read_from_words(void **state)
{
	static const struct {
		const char *words;
		enum fuel fuel;
	} cases[] = {
		{ "Benzine", FUEL_PETROL },
		{ "diesel", FUEL_DIESEL },
		{ "Elektriciteit", FUEL_ELECTRIC },
		{ "LPG G3", FUEL_LPG },
		{ "Benzine/elektrisch", FUEL_PETROL },
		{ "CNG", FUEL_CNG },
		{ "B", FUEL_PETROL },
		{ "D", FUEL_DIESEL },
		{ "Waterstof", FUEL_HYDROGEN },
		{ "iets", FUEL_OTHER },
		{ "", FUEL_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].words, vehicle_fuel(cases[i].words),
			      cases[i].fuel);
	expect_number("nothing said", vehicle_fuel(NULL), FUEL_NONE);
}

static void odometers_are_kilometres(void **state)
{
	struct invoice_vehicle vehicle = { .odometer = 1000 };

	(void)state;
	expect_number("km", vehicle_odometer_km(&vehicle), 1000);
	vehicle.in_miles = true;
	expect_number("miles", vehicle_odometer_km(&vehicle), 1609);
	vehicle.odometer = -5;
	expect_number("below zero is no reading", vehicle_odometer_km(&vehicle),
		      NO_ODOMETER);
}

static struct invoice sees(int day, const char *model)
{
	return (struct invoice){ .kind = DOCUMENT_INVOICE,
				 .issue_date = { 2026, 3, day },
				 .vehicle = { .model = model, .fuel = "Benzine" } };
}

static void the_newest_document_wins(void **state)
{
	struct vehicle vehicle = { .version = 0 };
	struct vehicle_names names = { .plate = "plate/NL/H000BB",
				       .plain_plate = "H000BB",
				       .country = "NL",
				       .plate_valid = true };
	struct invoice late = sees(20, "STONIC"), early = sees(10, "RIO");
	struct uuid customer = uuid_named("test", "c", NULL);

	(void)state;
	expect_true("new", vehicle_learn(&vehicle, &late, &names, &customer));
	vehicle.version = 1;
	expect_true("older", !vehicle_learn(&vehicle, &early, &names, &customer));
	expect_text("model", vehicle.texts[VEHICLE_MODEL], "STONIC");
	expect_text("plate", vehicle.texts[VEHICLE_PLATE], "H000BB");
	expect_true("same again", !vehicle_learn(&vehicle, &late, &names, &customer));
	vehicle_done(&vehicle);
}

static void a_sale_tells_when_the_car_was_delivered(void **state)
{
	struct vehicle vehicle = { .version = 1 };
	struct vehicle_names names = { .country = "NL" };
	struct invoice sale = sees(5, NULL);
	struct uuid none = { "" };

	(void)state;
	sale.order = ORDER_VEHICLE_SALE;
	expect_true("learned", vehicle_learn(&vehicle, &sale, &names, &none));
	expect_number("the day", civil_compare(vehicle.delivered_on, sale.issue_date), 0);
	vehicle_done(&vehicle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fuels_are_read_from_words),
		cmocka_unit_test(odometers_are_kilometres),
		cmocka_unit_test(the_newest_document_wins),
		cmocka_unit_test(a_sale_tells_when_the_car_was_delivered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
