/* SPDX-License-Identifier: Apache-2.0 */
/* How an offer ends, whom it may be made to, and when its recipient is reminded. */
#include "fleet/domain/offer.h"
#include "unit.h"

#define DAY INT64_C(86400)

static const struct instant start = { INT64_C(1700000000) * MICROS_PER_SECOND };

static struct instant day(int64_t days, int64_t seconds)
{
	return instant_add_seconds(start, days * DAY + seconds);
}

static void the_first_answer_wins(void **state)
{
	(void)state;
	for (int now = OFFER_PENDING; now <= OFFER_EXPIRED; now++)
		for (int wanted = OFFER_ACCEPTED; wanted <= OFFER_EXPIRED; wanted++) {
			bool changed = false;
			struct err err = { 0 };
			int gave = offer_end((enum offer)now, (enum offer)wanted,
					     &changed, &err);
			bool may = now == OFFER_PENDING || now == wanted;

			expect_number(offer_name((enum offer)now), gave, may ? 0 : -1);
			expect_text("its code", err.code, may ? "" : "TRANSFER_ENDED");
			expect_true("the same twice changes nothing",
				    !may || changed == (now == OFFER_PENDING));
		}
}

static void whom_it_may_be_made_to(void **state)
{
	static const struct uuid ann = { "0198c2f0-1111-7000-8000-000000000001" };
	static const struct uuid bob = { "0198c2f0-1111-7000-8000-000000000002" };
	static const struct uuid cor = { "0198c2f0-1111-7000-8000-000000000003" };
	static const struct {
		const char *sentence;
		struct offer_people people;
		const char *code;
	} cases[] = {
		{ "somebody else",
		  { .recipient = cor, .owner = ann, .driver = bob },
		  "" },
		{ "nobody we know", { .owner = ann, .driver = bob, .starter = ann }, "" },
		{ "a fleet's car without driver",
		  { .recipient = cor, .starter = bob },
		  "" },
		{ "the owner",
		  { .recipient = ann, .owner = ann, .driver = bob },
		  "RECIPIENT_IS_HOLDER" },
		{ "the driver",
		  { .recipient = bob, .owner = ann, .driver = bob },
		  "RECIPIENT_IS_HOLDER" },
		{ "who offers it",
		  { .recipient = cor, .starter = cor, .is_manager = true },
		  "RECIPIENT_IS_HOLDER" },
		{ "another fleet's manager",
		  { .recipient = cor, .owner = ann, .is_manager = true },
		  "RECIPIENT_IS_FLEET" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		int gave = offer_check(&cases[i].people, &err);

		expect_text(cases[i].sentence, err.code, cases[i].code);
		expect_number(cases[i].sentence, gave, cases[i].code[0] ? -1 : 0);
	}
}

static void reminders_after_3_7_and_12_days(void **state)
{
	static const struct {
		int64_t days, seconds;
		int wanted;
	} cases[] = { { 0, 0, 0 },  { 3, -1, 0 }, { 3, 0, 1 },
		      { 6, 0, 1 },  { 7, 0, 2 },  { 12, -1, 2 },
		      { 12, 0, 3 }, { 14, 0, 3 }, { 400, 0, 3 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(
			"by then",
			offer_reminders(start, day(cases[i].days, cases[i].seconds)),
			cases[i].wanted);
}

static void what_comes_next(void **state)
{
	static const int64_t wanted[] = { 3, 7, 12, 14 };

	(void)state;
	for (int reminded = 0; reminded <= OFFER_REMINDERS; reminded++)
		expect_number("next",
			      instant_compare(offer_next(start, day(14, 0), reminded),
					      day(wanted[reminded], 0)),
			      0);
	expect_number("a short offer lapses before its second reminder",
		      instant_compare(offer_next(start, day(5, 0), 1), day(5, 0)), 0);
}

static void names_are_read_back(void **state)
{
	(void)state;
	for (int at = OFFER_PENDING; at <= OFFER_EXPIRED; at++)
		expect_number("same", offer_from(offer_name((enum offer)at)), at);
	expect_number("unknown", offer_from("lost"), OFFER_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_answer_wins),
		cmocka_unit_test(whom_it_may_be_made_to),
		cmocka_unit_test(reminders_after_3_7_and_12_days),
		cmocka_unit_test(what_comes_next),
		cmocka_unit_test(names_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
