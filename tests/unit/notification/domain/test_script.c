/* SPDX-License-Identifier: Apache-2.0 */
/* The garage's script with the customer's facts in it, in both languages. */
#include "unit.h"

#include "notification/domain/script.h"

static void assert_said(const char *words, const char *wanted)
{
	const struct script_facts facts = { .customer = "mevrouw De Jong",
					    .car = "Volkswagen Golf",
					    .garage = "Garage De Brug",
					    .apk = "3 december 2026" };
	STRBUF_AUTO out = strbuf_new(400);

	script_fill(words, &facts, &out);
	assert_string_equal(out.text, wanted);
}

static void test_places_are_filled_in_both_languages(void **state)
{
	(void)state;
	assert_said("Dag {klant}, uw {auto}: APK {apk}.",
		    "Dag mevrouw De Jong, uw Volkswagen Golf: APK 3 december 2026.");
	assert_said("{customer}, your {car}", "mevrouw De Jong, your Volkswagen Golf");
}

static void test_what_is_not_known_becomes_dots(void **state)
{
	(void)state;
	assert_said("Kenteken {kenteken}.", "Kenteken \xe2\x80\xa6.");
}

static void test_other_braces_stay(void **state)
{
	(void)state;
	assert_said("{onbekend} {klant", "{onbekend} {klant");
	assert_said("{{klant}}", "{mevrouw De Jong}");
	assert_said("{}", "{}");
	assert_said("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_are_filled_in_both_languages),
		cmocka_unit_test(test_what_is_not_known_becomes_dots),
		cmocka_unit_test(test_other_braces_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
