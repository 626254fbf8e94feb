/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses are one and the same. */
#include "text/address.h"
#include "unit.h"

static void expect_key(const char *typed, const char *wanted)
{
	char key[EMAIL_TEXT];
	struct err err = { 0 };

	if (address_fold(typed, key, &err) < 0)
		fail_msg("%s: %s", typed, err.text);
	expect_text(typed, key, wanted);
}

static void the_same_address_in_other_clothes(void **state)
{
	(void)state;
	expect_key("Jan.Jansen@Voorbeeld.NL", "jan.jansen@voorbeeld.nl");
	expect_key(" \tjan@voorbeeld.nl \n", "jan@voorbeeld.nl");
	expect_key("jan@b\xc3\xbc"
		   "cher.example",
		   "jan@xn--bcher-kva.example");
	expect_key("jan@B\xc3\x9c"
		   "CHER.example",
		   "jan@xn--bcher-kva.example");
	expect_key("jan@bu\xcc\x88"
		   "cher.example",
		   "jan@xn--bcher-kva.example");
	expect_key("jan@XN--bcher-KVA.example", "jan@xn--bcher-kva.example");
}

static void plus_addressing_differs(void **state)
{
	(void)state;
	expect_key("jan+auto@voorbeeld.nl", "jan+auto@voorbeeld.nl");
}

static void it_is_written_to_as_typed_with_a_domain_of_the_dns(void **state)
{
	struct address address;

	(void)state;
	expect_number("read",
		      address_read(" Jan@b\xc3\xbc"
				   "cher.example",
				   &address, NULL),
		      0);
	expect_text("typed", address.typed,
		    "Jan@b\xc3\xbc"
		    "cher.example");
	expect_text("mail", address.mail, "Jan@xn--bcher-kva.example");
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const bad[] = { "",
					   " ",
					   "jan",
					   "@voorbeeld.nl",
					   "jan@",
					   "jan@@voorbeeld.nl",
					   "jan jansen@voorbeeld.nl",
					   "jan@voor beeld.nl",
					   "jan@-voorbeeld.nl",
					   "jan\xc3@voorbeeld.nl",
					   "jan@voorbeeld.nl\x01" };
	char long_one[400];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		char key[EMAIL_TEXT];
		struct err err = { 0 };

		expect_number(bad[i], address_fold(bad[i], key, &err), -1);
		expect_text("its code", err.code, "ADDRESS_INVALID");
	}
	memset(long_one, 'a', sizeof(long_one));
	memcpy(long_one + sizeof(long_one) - 14, "@voorbeeld.nl", 14);
	expect_number("too long", address_fold(long_one, (char[EMAIL_TEXT]){ 0 }, NULL),
		      -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_address_in_other_clothes),
		cmocka_unit_test(plus_addressing_differs),
		cmocka_unit_test(it_is_written_to_as_typed_with_a_domain_of_the_dns),
		cmocka_unit_test(what_is_no_address_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
