/* SPDX-License-Identifier: Apache-2.0 */
/* A credit note without a number finds its invoice, or none. */
#include "invoice/domain/credit.h"

#include "unit.h"

static struct uuid id(const char *name)
{
	return uuid_named("test", name, NULL);
}

static void finds_the_newest_of_the_same_amount_and_owner(void **state)
{
	const struct credit_candidate list[] = {
		{ id("old"), id("c"), id("v"), { 2026, 1, 10 }, 10000 },
		{ id("new"), id("c"), id("v"), { 2026, 2, 10 }, 10000 },
		{ id("more"), id("c"), id("v"), { 2026, 2, 11 }, 10001 },
		{ id("their"), id("x"), id("v"), { 2026, 2, 12 }, 10000 },
	};
	struct credit_claim claim = { id("c"), id("v"), { 2026, 2, 20 }, -10000 };
	const struct credit_candidate *found = credit_match(&claim, list, COUNT_OF(list));

	(void)state;
	assert_non_null(found);
	expect_text("the newest", found->invoice_id.text, id("new").text);
	claim.net_cents = -9999;
	assert_null(credit_match(&claim, list, COUNT_OF(list)));
	claim = (struct credit_claim){ id("c"), { "" }, { 2026, 2, 20 }, -10000 };
	assert_null(credit_match(&claim, list, COUNT_OF(list)));
}

static void looks_back_sixty_days_and_never_ahead(void **state)
{
	const struct credit_candidate one = {
		id("i"), id("c"), id("v"), { 2026, 3, 1 }, 500
	};
	static const struct {
		const char *sentence;
		struct civil_date date;
		bool found;
	} cases[] = {
		{ "the same day", { 2026, 3, 1 }, true },
		{ "60 days later", { 2026, 4, 30 }, true },
		{ "61 days later", { 2026, 5, 1 }, false },
		{ "a day before", { 2026, 2, 28 }, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct credit_claim claim = { id("c"), id("v"), cases[i].date,
						    -500 };

		expect_true(cases[i].sentence,
			    (credit_match(&claim, &one, 1) != NULL) == cases[i].found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_newest_of_the_same_amount_and_owner),
		cmocka_unit_test(looks_back_sixty_days_and_never_ahead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
