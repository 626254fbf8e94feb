/* SPDX-License-Identifier: Apache-2.0 */
/* Recalls and defects field by field, with what their codes mean. */
#include "folder.h"

static void a_recall_with_its_dangers_and_how_owners_are_told(void **state)
{
	struct register_car car;

	(void)state;
	put("m9d7-ebf2.json", "[{\"kenteken\":\"00BBL8\"}]");
	put_stored("t49b-isb7.json", "recalls.json");
	put("j9yg-7rg9.json",
	    "[{\"referentiecode_rdw\":\"MGP220252\",\"omschrijving_defect\":\"Airbag\","
	    "\"materi_le_gevolgen\":\"Scherven\",\"beschrijving_van_het_herstel\":"
	    "\"Vervangen\",\"referentiecode_producent\":\"69Q7\"}]");
	put("9ihi-jgpf.json",
	    "[{\"referentiecode_rdw\":\"MGP220252\",\"code_mogelijk_gevaar\":\"TEL\","
	    "\"mogelijk_gevaar\":\"Verhoogde kans op letsel bij een ongeval\"},"
	    "{\"referentiecode_rdw\":\"MGP220252\",\"code_mogelijk_gevaar\":\"BRA\"}]");
	put("mh8w-8cup.json",
	    "[{\"referentiecode_rdw\":\"MGP220252\",\"code_wijze_informeren\":\"BRI\","
	    "\"wijze_waarop_u_wordt_ge_nformeerd\":\"Een brief\"}]");
	struct register_batch batch = fetch_one(&car, "00BBL8");
	const struct register_words *words = register_words_find(&batch, "MGP220252");

	assert_non_null(words);
	expect_text("materi_le_gevolgen", words->effect, "Scherven");
	expect_text("beschrijving_van_het_herstel", words->repair, "Vervangen");
	expect_text("referentiecode_producent", words->producer_code, "69Q7");
	expect_number("dangers", (int64_t)words->dangers.count, 2);
	expect_text("by code", words->dangers.list[0].code, "BRA");
	expect_text("without words", words->dangers.list[0].text, "");
	expect_text("mogelijk_gevaar", words->dangers.list[1].text,
		    "Verhoogde kans op letsel bij een ongeval");
	expect_number("tellings", (int64_t)words->tellings.count, 1);
	expect_text("code_wijze_informeren", words->tellings.list[0].code, "BRI");
	expect_text("wijze_waarop", words->tellings.list[0].text, "Een brief");
	register_batch_done(&batch);
}

static void what_inspections_found_and_what_it_means(void **state)
{
	struct register_car car;
	const struct register_defects *defects = &car.facts.defects;

	(void)state;
	put("m9d7-ebf2.json", "[{\"kenteken\":\"00BBL8\"}]");
	put("a34c-vvps.json",
	    "[{\"kenteken\":\"00BBL8\",\"soort_erkenning_keuringsinstantie\":\"LK\","
	    "\"meld_datum_door_keuringsinstantie\":\"20211104\","
	    "\"meld_tijd_door_keuringsinstantie\":\"915\","
	    "\"gebrek_identificatie\":\"205\",\"aantal_gebreken_geconstateerd\":\"2\"},"
	    "{\"kenteken\":\"00BBL8\","
	    "\"meld_datum_door_keuringsinstantie\":\"20211104\","
	    "\"gebrek_identificatie\":\"ZZ9\"}]");
	put("hx2c-gt7k.json",
	    "[{\"gebrek_identificatie\":\"205\",\"gebrek_omschrijving\":"
	    "\"Band onvoldoende profiel\",\"gebrek_artikel_nummer\":\"5.*.27\","
	    "\"ingangsdatum_gebrek\":\"20110101\",\"einddatum_gebrek\":\"20501231\"}]");
	struct register_batch batch = fetch_one(&car, "00BBL8");
	const struct register_defect_words *words =
		register_defect_words_find(&batch, "205");

	expect_number("defects", (int64_t)defects->count, 2);
	expect_text("gebrek_identificatie", defects->list[0].code, "205");
	expect_date("meld_datum", defects->list[0].found_on, "2021-11-04");
	expect_text("meld_tijd", defects->list[0].found_at, "09:15");
	expect_number("aantal", defects->list[0].count, 2);
	expect_text("no time", defects->list[1].found_at, "");
	assert_non_null(words);
	expect_text("gebrek_omschrijving", words->meanings.list[0].text,
		    "Band onvoldoende profiel");
	expect_text("gebrek_artikel_nummer", words->meanings.list[0].article, "5.*.27");
	expect_date("ingangsdatum", words->meanings.list[0].from, "2011-01-01");
	expect_date("einddatum", words->meanings.list[0].until, "2050-12-31");
	words = register_defect_words_find(&batch, "ZZ9");
	assert_non_null(words);
	expect_number("nobody says", (int64_t)words->meanings.count, 0);
	register_batch_done(&batch);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_recall_with_its_dangers_and_how_owners_are_told),
		TEST(what_inspections_found_and_what_it_means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
