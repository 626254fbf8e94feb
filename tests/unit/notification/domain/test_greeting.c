/* SPDX-License-Identifier: Apache-2.0 */
/* How letters open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "notification/domain/greeting.h"

static const struct greeting_case {
	struct greeting_person person;
	const char *dutch;
	const char *english;
	const char *full;
} cases[] = {
	{ { false, "Mevr.", NULL, NULL, "de", "Jong" },
	  "Geachte mevrouw De Jong",
	  "Dear Ms De Jong",
	  "de Jong" },
	{ { false, "Dhr.", "A.", NULL, "van der", "Berg" },
	  "Geachte heer Van der Berg",
	  "Dear Mr Van der Berg",
	  "A. van der Berg" },
	{ { false, "Fam.", NULL, NULL, NULL, "Jansen-de Vries" },
	  "Geachte familie Jansen-de Vries",
	  "Dear family Jansen-de Vries",
	  "Jansen-de Vries" },
	{ { false, "Mevrouw", NULL, NULL, "'t", "Hart" },
	  "Geachte mevrouw 't Hart",
	  "Dear Ms 't Hart",
	  "'t Hart" },
	{ { false, "mw", NULL, NULL, "van 't", "Hof" },
	  "Geachte mevrouw Van 't Hof",
	  "Dear Ms Van 't Hof",
	  "van 't Hof" },
	{ { false, NULL, NULL, "Chloë", "in 't", "Veld" },
	  "Beste Chloë in 't Veld",
	  "Dear Chloë in 't Veld",
	  "Chloë in 't Veld" },
	{ { false, NULL, "A.B.", NULL, "de", "Jong" },
	  "Geachte A.B. de Jong",
	  "Dear A.B. de Jong",
	  "A.B. de Jong" },
	{ { false, NULL, NULL, NULL, NULL, "de Jong" },
	  "Geachte heer of mevrouw De Jong",
	  "Dear Mr or Ms De Jong",
	  "de Jong" },
	{ { false, "Ing.", NULL, NULL, NULL, "Smit" },
	  "Geachte heer of mevrouw Smit",
	  "Dear Mr or Ms Smit",
	  "Smit" },
	{ { true, NULL, NULL, NULL, NULL, "Bouw B.V." },
	  "Beste klant",
	  "Dear customer",
	  "Bouw B.V." },
	{ { true, NULL, "U.", "Umar", "van", "Bouw B.V." },
	  "Beste klant",
	  "Dear customer",
	  "Bouw B.V." },
	{ { false, "Dhr.", NULL, NULL, NULL, NULL }, "Beste klant", "Dear customer", "" },
	{ { false, "", "", "", "", "", "" }, "Beste klant", "Dear customer", "" },
	{ { .last_name = "Jong", .whole_name = "J. Jansen" },
	  "Beste J. Jansen",
	  "Dear J. Jansen",
	  "J. Jansen" },
};

static void letters_open_as_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		STRBUF_AUTO dutch = strbuf_new(200);
		STRBUF_AUTO english = strbuf_new(200);
		STRBUF_AUTO full = strbuf_new(200);

		greeting_write(&cases[i].person, GREETING_NL, &dutch);
		greeting_write(&cases[i].person, GREETING_EN, &english);
		greeting_full_name(&cases[i].person, &full);
		assert_string_equal(dutch.text, cases[i].dutch);
		assert_string_equal(english.text, cases[i].english);
		assert_string_equal(full.text, cases[i].full);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(
		letters_open_as_they_should) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
