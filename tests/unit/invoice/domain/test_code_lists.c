/* SPDX-License-Identifier: Apache-2.0 */
/* Codes are found whole, never in part. */
#include "invoice/domain/code_lists.h"

#include "unit.h"

static void codes_are_found_whole(void **state)
{
	(void)state;
	expect_true("first", code_is_listed(CODES_CURRENCY, "AED"));
	expect_true("euro", code_is_listed(CODES_CURRENCY, "EUR"));
	expect_true("near the end", code_is_listed(CODES_CURRENCY, "ZMW"));
	expect_true("a part", !code_is_listed(CODES_CURRENCY, "EU"));
	expect_true("two", !code_is_listed(CODES_CURRENCY, "EUR USD"));
	expect_true("nothing", !code_is_listed(CODES_CURRENCY, ""));
	expect_true("lower case", !code_is_listed(CODES_CURRENCY, "eur"));
	expect_true("hour", code_is_listed(CODES_UNIT, "HUR"));
	expect_true("piece", code_is_listed(CODES_UNIT, "C62"));
	expect_true("KvK", code_is_listed(CODES_IDENTIFIER, "0106"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(codes_are_found_whole) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
