/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses we mail to, and the ones that are typing errors. */
#include "base/email.h"

#include "unit.h"

#define LOCAL_64 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl"
#define LABEL_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

static void tells_mailable_from_not(void **state)
{
	static const struct {
		const char *sentence;
		const char *address;
		bool mailable;
	} CASES[] = {
		{ "an ordinary address", "jan.jansen@example.nl", true },
		{ "a tag", "jan+beurt@example.nl", true },
		{ "every character an atom may have", "!#$%&'*+-/=?^_`{|}~@example.nl",
		  true },
		{ "a country's own mail", "test@io", true },
		{ "no dotless generic domain", "test@org", false },
		{ "an internationalised host in its ASCII form", "jan@xn--caf-dma.nl",
		  true },
		{ "64 characters before the @", LOCAL_64 "@example.nl", true },
		{ "65 characters before the @", LOCAL_64 "x@example.nl", false },
		{ "a label of 63", "a@" LABEL_63 ".nl", true },
		{ "a label of 64", "a@" LABEL_63 "x.nl", false },
		{ "longer than 254 in all",
		  LOCAL_64 "@" LABEL_63 "." LABEL_63 "." LABEL_63 ".nl", false },
		{ "nothing", "", false },
		{ "no @", "jan.example.nl", false },
		{ "nothing before it", "@example.nl", false },
		{ "nothing after it", "jan@", false },
		{ "two of them", "jan@home@example.nl", false },
		{ "a dot at the start", ".jan@example.nl", false },
		{ "a dot at the end", "jan.@example.nl", false },
		{ "two dots", "jan..jansen@example.nl", false },
		{ "two dots in the domain", "jan@example..nl", false },
		{ "a dot after the domain", "jan@example.nl.", false },
		{ "a hyphen at a label's end", "jan@example-.nl", false },
		{ "a hyphen at a label's start", "jan@-example.nl", false },
		{ "an underscore in the host", "jan@exa_mple.nl", false },
		{ "an address instead of a host", "jan@127.0.0.1", false },
		{ "an address literal", "jan@[127.0.0.1]", false },
		{ "a quoted local part", "\"jan jansen\"@example.nl", false },
		{ "a comment", "jan(werk)@example.nl", false },
		{ "a space inside", "jan jansen@example.nl", false },
		{ "a newline, as in header injection", "jan@example.nl\nBcc: x@y.nl",
		  false },
		{ "letters that are not ASCII", "j\xc3\xa9@example.nl", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i].sentence, email_is_mailable(CASES[i].address),
			      CASES[i].mailable);
	assert_false(email_is_mailable(NULL));
	assert_false(email_is_mailable_n((struct slice){ "a\0b@example.nl", 14 }));
}

static void normalises_the_domain_only(void **state)
{
	char text[EMAIL_TEXT] = "";

	(void)state;
	assert_true(email_normalise(" Jan.Jansen@Example.NL\r\n", text));
	assert_string_equal(text, "Jan.Jansen@example.nl");
	assert_false(email_normalise("jan@", text));
	assert_false(email_normalise(NULL, text));
	assert_string_equal(text, "Jan.Jansen@example.nl");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_mailable_from_not),
		cmocka_unit_test(normalises_the_domain_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
