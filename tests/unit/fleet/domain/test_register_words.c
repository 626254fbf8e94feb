/* SPDX-License-Identifier: Apache-2.0 */
/* The register's ways of writing, and what they mean here. */
#include "fleet/domain/register_words.h"

#include "unit.h"

static void reads_dates_in_both_forms(void **state)
{
	static const struct {
		const char *text;
		const char *wanted; /* "" = unknown */
	} cases[] = {
		{ "20230726", "2023-07-26" },
		{ "2023-07-25T00:00:00.000", "2023-07-25" },
		{ "2023-07-25T00:00:00", "2023-07-25" },
		{ "2023-07-25", "2023-07-25" },
		{ "20230230", "" },
		{ "00000000", "" },
		{ "2023072", "" },
		{ "202307261", "" },
		{ "2023-07-25x", "" },
		{ "2023-7-25", "" },
		{ "gisteren", "" },
		{ "", "" },
		{ NULL, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct civil_date date = register_date(cases[i].text);
		char text[CIVIL_TEXT] = "";

		if (civil_is_set(date))
			civil_format(date, text);
		expect_text(cases[i].text ? cases[i].text : "NULL", text,
			    cases[i].wanted);
	}
}

static void nothing_is_said_in_three_ways(void **state)
{
	(void)state;
	assert_null(register_said("N.v.t."));
	assert_null(register_said("Niet geregistreerd"));
	assert_null(register_said("Geen verstrekking in Open Data"));
	assert_null(register_said(""));
	assert_null(register_said(NULL));
	assert_string_equal(register_said("hatchback"), "hatchback");
}

static void reads_truths_and_numbers(void **state)
{
	(void)state;
	assert_int_equal(register_truth("Ja"), REGISTER_YES);
	assert_int_equal(register_truth("Nee"), REGISTER_NO);
	assert_int_equal(register_truth("Misschien"), REGISTER_UNKNOWN);
	assert_int_equal(register_truth(NULL), REGISTER_UNKNOWN);
	assert_int_equal(register_number("1290"), 1290);
	assert_int_equal(register_number("1290.50"), 1290);
	assert_int_equal(register_number("0"), 0);
	assert_int_equal(register_number("-5"), -1);
	assert_int_equal(register_number("1290 kg"), -1);
	assert_int_equal(register_number("99999999999"), -1);
	assert_int_equal(register_number(NULL), -1);
}

static void of_several_fuels_the_strictest_counts(void **state)
{
	static const char *const cases[][3] = {
		{ "Benzine", "Elektriciteit", "petrol" },
		{ "Elektriciteit", "Diesel", "diesel" },
		{ "Benzine", "LPG", "lpg" },
		{ "LPG", "Benzine", "lpg" },
		{ "Alcohol", "Elektriciteit", "petrol" },
		{ "LNG", "Elektriciteit", "cng" },
		{ "Kolengas", "Benzine", "other" },
		{ "Waterstof", "Elektriciteit", "hydrogen" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_text(cases[i][0],
			    register_fuel_strictest(register_fuel(cases[i][0]),
						    register_fuel(cases[i][1])),
			    cases[i][2]);
	assert_null(register_fuel(NULL));
	assert_null(register_fuel("Niet geregistreerd"));
	assert_null(register_fuel_strictest(NULL, NULL));
}

static void the_inspection_duty_knows_its_classes(void **state)
{
	static const struct {
		const char *kind, *body;
		enum register_truth taxi;
		int64_t mass;
		const char *wanted;
	} cases[] = {
		{ "Personenauto", "hatchback", REGISTER_NO, 1290, "car" },
		{ "Personenauto", "hatchback", REGISTER_YES, 1290, "taxi" },
		{ "Personenauto", "ambulance", REGISTER_NO, 3400, "ambulance" },
		{ "Bedrijfsauto", "gesloten opbouw", REGISTER_NO, 3500, "van" },
		{ "Bedrijfsauto", "gesloten opbouw", REGISTER_NO, 3501, "truck" },
		{ "Bedrijfsauto", NULL, REGISTER_UNKNOWN, -1, "van" },
		{ "Bus", NULL, REGISTER_NO, 12000, "bus" },
		{ "Bromfiets", NULL, REGISTER_UNKNOWN, -1, "moped" },
		{ "Motorfiets", NULL, REGISTER_UNKNOWN, -1, "motorcycle" },
		{ "Oplegger", NULL, REGISTER_UNKNOWN, 30000, "trailer" },
		{ "Land- of bosbouwtrekker", NULL, REGISTER_UNKNOWN, -1, "other" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_text(cases[i].kind,
			    register_category(cases[i].kind, cases[i].body, cases[i].taxi,
					      cases[i].mass),
			    cases[i].wanted);
	assert_null(register_category("Niet geregistreerd", NULL, REGISTER_UNKNOWN, -1));
}

static void names_are_written_for_people(void **state)
{
	static const char *const makes[][2] = {
		{ "SKODA", "Skoda" },
		{ "BMW", "BMW" },
		{ "KIA", "Kia" },
		{ "MERCEDES-BENZ", "Mercedes-Benz" },
		{ "ALFA ROMEO", "Alfa Romeo" },
		{ "CITRO\xc3\x8bN", "Citro\xc3\xabn" },
		{ "Niet geregistreerd", "" },
	};
	static const char *const models[][3] = {
		{ "SKODA", "CITIGO", "Citigo" },
		{ "FORD", "ESCORT MEXICO", "Escort Mexico" },
		{ "VOLKSWAGEN", "VOLKSWAGEN GOLF GTI", "Golf GTI" },
		{ "VOLVO", "XC60", "XC60" },
		{ "FIAT", "FIAT", "Fiat" },
		{ "MINI", "MINICLUB", "Miniclub" },
		{ "MERCEDES-BENZ", "GLA 200", "GLA 200" },
	};
	char into[40];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(makes); i++) {
		register_make(makes[i][0], into, sizeof(into));
		expect_text(makes[i][0], into, makes[i][1]);
	}
	for (size_t i = 0; i < COUNT_OF(models); i++) {
		register_model(models[i][0], models[i][1], into, sizeof(into));
		expect_text(models[i][1], into, models[i][2]);
	}
	register_model("X", "EEN NAAM DIE LANGER IS DAN ER PLAATS VOOR IS", into,
		       sizeof(into));
	expect_text("a name that does not fit is unknown", into, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates_in_both_forms),
		cmocka_unit_test(nothing_is_said_in_three_ways),
		cmocka_unit_test(reads_truths_and_numbers),
		cmocka_unit_test(of_several_fuels_the_strictest_counts),
		cmocka_unit_test(the_inspection_duty_knows_its_classes),
		cmocka_unit_test(names_are_written_for_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
