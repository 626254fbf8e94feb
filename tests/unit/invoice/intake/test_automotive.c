/* SPDX-License-Identifier: Apache-2.0 */
/* Facts about a car in properties and sentences. */
#include "invoice/intake/automotive.h"

#include "unit.h"

static void properties_are_known_by_name(void **state)
{
	static const struct {
		const char *name;
		enum car_fact fact;
	} cases[] = {
		{ "Kenteken", CAR_PLATE },
		{ "License plate", CAR_PLATE },
		{ "Km-stand", CAR_ODOMETER },
		{ "KILOMETERSTAND", CAR_ODOMETER },
		{ "VIN", CAR_VIN },
		{ "Chassis-nr.", CAR_VIN },
		{ "Werkorder", CAR_WORKORDER },
		{ "Datum eerste toelating", CAR_FIRST_ADMISSION },
		{ "APK vervaldatum", CAR_APK_EXPIRY },
		{ "Kleur", CAR_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].name, car_fact_named(cases[i].name),
			      cases[i].fact);
}

static void sentences_are_searched(void **state)
{
	struct car_facts facts = { 0 };

	(void)state;
	car_facts_search(&facts, "KIA STONIC, kenteken: H-000-BB, km-stand 87.512; "
				 "werkorder #W-77 VIN KNADM512AC6123456");
	expect_text("plate", facts.text[CAR_PLATE], "H-000-BB");
	expect_text("odometer", facts.text[CAR_ODOMETER], "87.512");
	expect_text("work order", facts.text[CAR_WORKORDER], "W-77");
	expect_text("vin", facts.text[CAR_VIN], "KNADM512AC6123456");
	car_facts_search(&facts, "kenteken 1-KBB-00");
	expect_text("the first stays", facts.text[CAR_PLATE], "H-000-BB");
}

static void sentences_without_facts_give_none(void **state)
{
	struct car_facts facts = { 0 };

	(void)state;
	car_facts_search(&facts, "Uw kenteken is niet bekend; platen en vinnen");
	for (int i = 0; i < CAR_FACTS; i++)
		expect_text("nothing", facts.text[i], "");
	car_facts_search(&facts, NULL);
}

static void numbers_and_dates(void **state)
{
	static const struct {
		const char *text, *date;
	} cases[] = {
		{ "2019-05-14", "2019-05-14" },
		{ "14-05-2019", "2019-05-14" },
		{ "14/5/2019", "2019-05-14" },
		{ "20190514", "2019-05-14" },
		{ "5/14/2019", "2019-05-14" },
		{ "14.05.19", "2019-05-14" },
		{ "31-02-2019", "" },
		{ "onbekend", "" },
		{ "", "" },
		{ "14-05", "" },
	};
	char date[11];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_text(cases[i].text, car_date(cases[i].text, date) ? date : "",
			    cases[i].date);
	expect_number("dots", car_odometer("87.512 km"), 87512);
	expect_number("none", car_odometer("km"), -1);
	expect_number("too many", car_odometer("12345678901"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(properties_are_known_by_name),
		cmocka_unit_test(sentences_are_searched),
		cmocka_unit_test(sentences_without_facts_give_none),
		cmocka_unit_test(numbers_and_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
