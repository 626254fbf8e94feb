/* SPDX-License-Identifier: Apache-2.0 */
/* What breaks an approval, and what does not. */
#include "inspection/domain/approval.h"
#include "unit.h"

static struct offer offer(const char *text, const char *quantity, const char *kind,
			  int64_t cents)
{
	return (struct offer){ text, quantity, kind, cents >= 0, cents };
}

static void an_offer_and_what_it_became(void **state)
{
	const struct {
		const char *sentence;
		struct offer before, now;
		enum standing standing;
	} cases[] = {
		{ "the same", offer("a", "1", "fixed", 100),
		  offer("a", "1", "fixed", 100), STANDING_HOLDS },
		{ "1 is 1.0", offer("a", "1", "fixed", 100),
		  offer("a", "1.0", "fixed", 100), STANDING_HOLDS },
		{ "cheaper", offer("a", "1", "fixed", 100), offer("a", "1", "fixed", 99),
		  STANDING_HOLDS },
		{ "a cent dearer", offer("a", "1", "fixed", 100),
		  offer("a", "1", "fixed", 101), STANDING_PRICE_RISE },
		{ "other words", offer("a", "1", "fixed", 100),
		  offer("b", "1", "fixed", 100), STANDING_TEXT_CHANGE },
		{ "more of it", offer("a", "1", "fixed", 100),
		  offer("a", "2", "fixed", 50), STANDING_TEXT_CHANGE },
		{ "fixed became from", offer("a", "1", "fixed", 100),
		  offer("a", "1", "from", 100), STANDING_TEXT_CHANGE },
		{ "a price that followed is there", offer("a", "1", "follows", -1),
		  offer("a", "1", "fixed", 1), STANDING_PRICE_RISE },
		{ "it still follows", offer("a", "1", "follows", -1),
		  offer("a", "1", "follows", -1), STANDING_HOLDS },
		{ "a price was taken back", offer("a", "1", "fixed", 100),
		  offer("a", "1", "follows", -1), STANDING_TEXT_CHANGE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].sentence,
			      approval_after(&cases[i].before, &cases[i].now),
			      cases[i].standing);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(
		an_offer_and_what_it_became) };

	return cmocka_run_group_tests_name("inspection/domain/approval", tests, NULL,
					   NULL);
}
