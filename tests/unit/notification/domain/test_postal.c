/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as they stand on an envelope, from what a DMS has of them. */
#include "unit.h"

#include "notification/domain/postal.h"

static void assert_lines(struct postal_address address, const char *wanted)
{
	STRBUF_AUTO out = strbuf_new(1000);

	postal_write(&address, &out);
	assert_string_equal(out.text, wanted);
}

static void test_a_dutch_address_has_three_lines(void **state)
{
	(void)state;
	assert_lines((struct postal_address){ .name = "Mevr. A. de Jong",
					      .street = "Kattensingel",
					      .house_number = "12",
					      .addition = "a",
					      .postcode = "2801ca",
					      .city = "Gouda",
					      .country = "NL" },
		     "Mevr. A. de Jong\nKattensingel 12 a\n2801 CA  GOUDA\n");
	assert_lines((struct postal_address){ .name = "Jansen Bouw B.V.",
					      .street = "Turfmarkt",
					      .house_number = "3",
					      .addition = "2",
					      .postcode = "2801 HA",
					      .city = "Gouda" },
		     "Jansen Bouw B.V.\nTurfmarkt 3-2\n2801 HA  GOUDA\n");
}

static void test_a_foreign_address_names_its_country_last(void **state)
{
	(void)state;
	assert_lines((struct postal_address){ .name = "L. Peeters",
					      .street = "Meir",
					      .house_number = "1",
					      .postcode = "2000",
					      .city = "Antwerpen",
					      .country = "BE" },
		     "L. Peeters\nMeir 1\n2000  ANTWERPEN\nBELGIUM\n");
	assert_lines((struct postal_address){ .name = "A. Novak",
					      .street = "Ulice 2",
					      .city = "Praha",
					      .country = "CZ" },
		     "A. Novak\nUlice 2\nPRAHA\nCZ\n");
}

static void test_the_post_needs_street_town_and_a_dutch_postcode(void **state)
{
	struct postal_address full = { .name = "A. de Jong",
				       .street = "Kade",
				       .postcode = "2801 CA",
				       .city = "Gouda" };
	struct postal_address broken = full;

	(void)state;
	assert_true(postal_is_complete(&full));
	broken.postcode = "280 CA";
	assert_false(postal_is_complete(&broken));
	broken.postcode = "0801 CA";
	assert_false(postal_is_complete(&broken));
	broken.country = "BE";
	assert_true(postal_is_complete(&broken));
	broken.city = "";
	assert_false(postal_is_complete(&broken));
	broken = full;
	broken.street = NULL;
	assert_false(postal_is_complete(&broken));
	broken = full;
	broken.name = "";
	assert_false(postal_is_complete(&broken));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_dutch_address_has_three_lines),
		cmocka_unit_test(test_a_foreign_address_names_its_country_last),
		cmocka_unit_test(test_the_post_needs_street_town_and_a_dutch_postcode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
