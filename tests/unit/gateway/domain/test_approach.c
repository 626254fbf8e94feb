/* SPDX-License-Identifier: Apache-2.0 */
/* What may be said of two approaches: nothing, no difference, or which is better. */
#include "gateway/domain/approach.h"

#include <stdio.h>

#include "unit.h"

static struct approach one(const char *key, int64_t sent, int64_t visited)
{
	struct approach approach = { .kind = APPROACH_CHANNEL,
				     .sent = sent,
				     .visited = visited };

	snprintf(approach.key, sizeof(approach.key), "%s", key);
	return approach;
}

static void a_fact_needs_a_hundred_of_each(void **state)
{
	struct approach mail = one("email", 870, 261);
	struct approach few = one("sms", 99, 90);

	(void)state;
	expect_number("99 are too few", approach_compare(&few, &mail).verdict,
		      APPROACH_TOO_FEW);
	expect_number("also the other way round", approach_compare(&mail, &few).verdict,
		      APPROACH_TOO_FEW);
}

static void a_difference_is_said_when_its_interval_leaves_nothing_out(void **state)
{
	struct approach mail = one("email", 870, 261);
	struct approach sms = one("sms", 312, 119);
	struct approach same = one("letter", 312, 99);

	(void)state;
	expect_number("better", approach_compare(&sms, &mail).verdict, APPROACH_BETTER);
	expect_number("worse", approach_compare(&mail, &sms).verdict, APPROACH_WORSE);
	expect_number("not shown", approach_compare(&same, &mail).verdict,
		      APPROACH_NO_DIFFERENCE);
	expect_text("its word", approach_verdict_name(APPROACH_NO_DIFFERENCE),
		    "no_difference");
}

static void texts_are_compared_within_their_campaign(void **state)
{
	struct approach a = one("A", 100, 10);
	struct approach b = one("B", 100, 10);

	(void)state;
	a.kind = b.kind = APPROACH_VARIANT;
	snprintf(a.campaign, sizeof(a.campaign), "winter");
	snprintf(b.campaign, sizeof(b.campaign), "winter");
	expect_true("of one campaign", approach_is_peer(&a, &b));
	expect_true("not with itself", !approach_is_peer(&a, &a));
	snprintf(b.campaign, sizeof(b.campaign), "spring");
	expect_true("not of another", !approach_is_peer(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fact_needs_a_hundred_of_each),
		cmocka_unit_test(
			a_difference_is_said_when_its_interval_leaves_nothing_out),
		cmocka_unit_test(texts_are_compared_within_their_campaign),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
