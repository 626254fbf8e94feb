/* SPDX-License-Identifier: Apache-2.0 */
/* Telephone numbers as people type them. The long list of them is tests/data/phone. */
#include "base/phone.h"

#include "unit.h"

static void reads_one_number_in_many_forms(void **state)
{
	static const struct {
		const char *sentence;
		const char *text;
		const char *region;
		const char *e164; /* NULL = not a number */
		bool is_mobile;
	} CASES[] = {
		{ "as at home", "06-12345678", "NL", "+31612345678", true },
		{ "with the zero in brackets", "+31 (0)6 12345678", "NL", "+31612345678",
		  true },
		{ "with the prefix for abroad", "0031 6 12345678", "NL", "+31612345678",
		  true },
		{ "an area's number takes no text message", "0172-470921", "NL",
		  "+31172470921", false },
		{ "a pager takes none", "0660123456", "NL", "+31660123456", false },
		{ "the region says whose zero it is", "0470 12 34 56", "BE",
		  "+32470123456", true },
		{ "an unknown region is ours", "06-12345678", "XX", "+31612345678",
		  true },
		{ "two numbers in one field", "06-12345678 / 071-5123456", "NL", NULL,
		  false },
		{ "a letter that looks like a digit", "06l2345678", "NL", NULL, false },
		{ "text behind it", "06-12345678 na 18 uur", "NL", NULL, false },
		{ "no bytes of UTF-8",
		  "06\xff"
		  "12345678",
		  "NL", NULL, false },
		{ "more digits than any number has", "+3161234567890123", "NL", NULL,
		  false },
		{ "nothing", "", "NL", NULL, false },
		{ "a plus alone", "+", "NL", NULL, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct phone phone = { .e164 = "" };
		bool is = phone_read(slice_of(CASES[i].text), CASES[i].region, &phone);

		expect_number(CASES[i].sentence, is, CASES[i].e164 != NULL);
		expect_text(CASES[i].sentence, phone.e164,
			    CASES[i].e164 ? CASES[i].e164 : "");
		expect_number(CASES[i].sentence, phone.is_mobile, CASES[i].is_mobile);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_one_number_in_many_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
