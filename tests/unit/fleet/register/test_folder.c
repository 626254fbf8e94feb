/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stored rows of the register, field by field, through the adapter that reads them
 * from files; and what files say that are not what they ought to be.
 */
#include <stdio.h>

#include "folder.h"

static int try_fetch(struct err *err)
{
	struct register_car car = { .plate = "11ZKZ3" };
	struct register_batch batch = { .cars = &car, .count = 1 };
	AUTO(register_source) *source = NULL;
	int failed;

	assert_int_equal(register_folder_open(folder, &source, err), 0);
	failed = register_fetch(source, &batch, err);
	register_batch_done(&batch);
	return failed;
}

static void a_hatchback_of_2013(void **state)
{
	struct register_car car;
	const struct register_facts *facts = &car.facts;

	(void)state;
	put_stored("m9d7-ebf2.json", "11ZKZ3.json");
	put_stored("8ys7-d773.json", "fuel_11ZKZ3.json");
	struct register_batch batch = fetch_one(&car, "11ZKZ3");

	expect_true("found", facts->found);
	expect_text("merk", facts->make, "Skoda");
	expect_text("handelsbenaming", facts->model, "Citigo");
	expect_text("voertuigsoort", facts->kind, "Personenauto");
	expect_text("inrichting", facts->body, "hatchback");
	expect_text("europese_voertuigcategorie", facts->eu_category, "M1");
	expect_text("category", facts->category, "car");
	expect_text("brandstof_omschrijving", facts->fuel, "petrol");
	expect_number("fuels", (int64_t)facts->fuels_count, 1);
	expect_date("vervaldatum_apk", facts->apk_expiry, "2022-01-04");
	expect_date("datum_eerste_toelating", facts->first_admission, "2013-01-04");
	expect_date("datum_eerste_afgifte_nederland", facts->first_in_nl, "2013-01-04");
	expect_date("datum_tenaamstelling", facts->holder_since, "2021-11-04");
	expect_number("toegestane_maximum_massa_voertuig", facts->mass_max_kg, 1290);
	expect_number("massa_rijklaar", facts->mass_ready_kg, 940);
	expect_number("massa_ledig_voertuig", facts->mass_empty_kg, 840);
	expect_number("jaar_laatste_registratie_tellerstand", facts->odometer_year, 2021);
	expect_text("tellerstandoordeel", facts->odometer_verdict, "Logisch");
	expect_text("code_toelichting_tellerstandoordeel", facts->odometer_code, "00");
	expect_text("zuinigheidslabel", facts->efficiency, "A");
	expect_number("wam_verzekerd Nee", facts->insured, REGISTER_NO);
	expect_number("export_indicator Nee", facts->exported, REGISTER_NO);
	expect_number("terugroepactie Nee", facts->recall_open, REGISTER_NO);
	expect_number("taxi_indicator is missing", facts->taxi, REGISTER_UNKNOWN);
	expect_number("tenaamstellen_mogelijk Ja", facts->transferable, REGISTER_YES);
	register_batch_done(&batch);
}

static void a_classic_of_1972(void **state)
{
	struct register_car car;
	const struct register_facts *facts = &car.facts;

	(void)state;
	put_stored("m9d7-ebf2.json", "0001TJ.json");
	struct register_batch batch = fetch_one(&car, "0001TJ");

	expect_text("merk", facts->make, "Ford");
	expect_text("handelsbenaming", facts->model, "Escort Mexico");
	expect_text("inrichting 'Niet geregistreerd'", facts->body, "");
	expect_date("vervaldatum_apk", facts->apk_expiry, "2023-07-26");
	expect_date("datum_eerste_toelating", facts->first_admission, "1972-01-13");
	expect_date("datum_tenaamstelling", facts->holder_since, "2013-07-25");
	expect_number("no maximum mass", facts->mass_max_kg, -1);
	expect_number("massa_rijklaar", facts->mass_ready_kg, 950);
	expect_number("wam_verzekerd Ja", facts->insured, REGISTER_YES);
	expect_number("taxi_indicator Nee", facts->taxi, REGISTER_NO);
	expect_text("tellerstandoordeel", facts->odometer_verdict, "Geen oordeel");
	expect_text("code", facts->odometer_code, "01");
	expect_text("no label", facts->efficiency, "");
	expect_true("no rows of fuel: unknown", facts->fuel == NULL);
	register_batch_done(&batch);
}

static void a_van_that_was_never_ascribed(void **state)
{
	struct register_car car;
	const struct register_facts *facts = &car.facts;

	(void)state;
	put_stored("m9d7-ebf2.json", "VXJ99N.json");
	struct register_batch batch = fetch_one(&car, "VXJ99N");

	expect_text("merk", facts->make, "Opel");
	expect_text("handelsbenaming", facts->model, "Vivaro");
	expect_text("category", facts->category, "van");
	expect_text("europese_voertuigcategorie", facts->eu_category, "N1");
	expect_date("no expiry yet", facts->apk_expiry, "");
	expect_date("not admitted", facts->first_admission, "");
	expect_date("nobody's", facts->holder_since, "");
	expect_number("toegestane_maximum_massa_voertuig", facts->mass_max_kg, 3030);
	expect_text("'Niet geregistreerd'", facts->odometer_verdict, "");
	expect_text("NG", facts->odometer_code, "NG");
	register_batch_done(&batch);
}

static void an_electric_car_and_two_recalls(void **state)
{
	struct register_car car;

	(void)state;
	put("m9d7-ebf2.json",
	    "[{\"kenteken\":\"00BTV8\",\"voertuigsoort\":\"Personenauto\"}]");
	put_stored("8ys7-d773.json", "fuel_electric.json");
	struct register_batch electric = fetch_one(&car, "00BTV8");

	expect_text("Elektriciteit", car.facts.fuel, "electric");
	register_batch_done(&electric);
	put("m9d7-ebf2.json", "[{\"kenteken\":\"00BBL8\"}]");
	put_stored("t49b-isb7.json", "recalls.json");
	put("j9yg-7rg9.json",
	    "[{\"referentiecode_rdw\":\"MGP220252\",\"omschrijving_defect\":"
	    "\"Airbag\",\"publicatiedatum_rdw\":\"20220901\"}]");
	struct register_batch recalled = fetch_one(&car, "00BBL8");
	const struct register_words *words = register_words_find(&recalled, "MGP220252");

	expect_number("P is repaired, O is open", (int64_t)car.facts.recalls_count, 1);
	expect_text("the open one", car.facts.recalls[0], "MGP220252");
	assert_non_null(words);
	expect_text("its words", words->text, "Airbag");
	expect_date("its day", words->since, "2022-09-01");
	register_batch_done(&recalled);
}

static void an_empty_list_is_a_plate_that_is_not_there(void **state)
{
	struct register_car car;

	(void)state;
	struct register_batch batch = fetch_one(&car, "11ZKZ3");

	expect_true("not found", !car.facts.found);
	register_batch_done(&batch);
}

static void rows_come_one_a_line_too(void **state)
{
	struct register_car car;

	(void)state;
	put("m9d7-ebf2.jsonl",
	    "{\"kenteken\":\"ZZ999Z\",\"merk\":\"FORD\"}\n\n"
	    "{\"merk\":\"OPEL\",\"kenteken\": \"11ZKZ3\",\"massa_rijklaar\":940}\n");
	struct register_batch batch = fetch_one(&car, "11ZKZ3");

	expect_text("its own line", car.facts.make, "Opel");
	expect_number("a number that is no text", car.facts.mass_ready_kg, 940);
	register_batch_done(&batch);
}

static void what_is_no_list_is_an_error_and_never_no_rows(void **state)
{
	static const char *const wrong[] = {
		"{\"error\":true,\"message\":\"Internal error\"}",
		"[{\"kenteken\":\"11ZKZ3\",\"merk\":\"SKO",
		"[5]",
		"\"[]\"",
		"",
		"[] []",
	};
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		put("m9d7-ebf2.json", wrong[i]);
		expect_number(wrong[i], try_fetch(&err), -1);
		expect_number(wrong[i], err.kind, ERR_INVALID);
		expect_true("no plate in what is logged", !strstr(err.text, "ZKZ3"));
	}
}

static void a_data_set_that_is_gone_takes_only_its_own_facts(void **state)
{
	struct register_car car;
	struct err err = { 0 };

	(void)state;
	put_stored("m9d7-ebf2.json", "11ZKZ3.json");
	remove_file("8ys7-d773.json");
	struct register_batch batch = fetch_one(&car, "11ZKZ3");

	expect_true("fuels are gone", batch.gone[REGISTER_FUELS]);
	expect_true("recalls are not", !batch.gone[REGISTER_RECALLS]);
	expect_text("the vehicle is there", car.facts.make, "Skoda");
	register_batch_done(&batch);
	remove_file("m9d7-ebf2.json");
	expect_number("without vehicles no answer", try_fetch(&err), -1);
	expect_number("gone", err.kind, ERR_ABSENT);
}

static void a_street_is_not_emptied_in_a_night(void **state)
{
	struct register_car cars[20] = { { .was_found = false } };
	struct register_batch batch = { .cars = cars, .count = COUNT_OF(cars) };
	AUTO(register_source) *source = NULL;
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cars); i++) {
		snprintf(cars[i].plate, sizeof(cars[i].plate), "AA%02dAA", (int)i);
		cars[i].was_found = true;
	}
	assert_int_equal(register_folder_open(folder, &source, &err), 0);
	assert_int_equal(register_fetch(source, &batch, &err), -1);
	assert_int_equal(err.kind, ERR_LATER);
	cars[3].was_found = false;
	assert_int_equal(register_fetch(source, &batch, &err), 0);
	register_batch_done(&batch);
}

static void a_folder_that_is_none_is_told_at_the_start(void **state)
{
	struct register_source *source = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(register_folder_open("/nowhere/at/all", &source, &err), -1);
	assert_non_null(strstr(err.text, "BEURT_REGISTER_FOLDER"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_hatchback_of_2013),
		TEST(a_classic_of_1972),
		TEST(a_van_that_was_never_ascribed),
		TEST(an_electric_car_and_two_recalls),
		TEST(an_empty_list_is_a_plate_that_is_not_there),
		TEST(rows_come_one_a_line_too),
		TEST(what_is_no_list_is_an_error_and_never_no_rows),
		TEST(a_data_set_that_is_gone_takes_only_its_own_facts),
		TEST(a_street_is_not_emptied_in_a_night),
		TEST(a_folder_that_is_none_is_told_at_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
