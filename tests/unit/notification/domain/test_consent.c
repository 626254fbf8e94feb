/* SPDX-License-Identifier: Apache-2.0 */
/* The consent table and the fold of the ledger, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "notification/domain/consent.h"

#define AT(n)                                                                            \
	{                                                                                \
		(n) * MICROS_PER_SECOND                                                  \
	}

struct fold_case {
	const char *sentence;
	struct consent_event events[4];
	size_t count;
	enum consent_action expected;
};

static const struct fold_case folds[] = {
	{ "nothing in the ledger", { { 0 } }, 0, CONSENT_NONE },
	{ "a grant stands",
	  { { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_GRANT, AT(1) } },
	  1,
	  CONSENT_GRANT },
	{ "another channel says nothing",
	  { { PURPOSE_REMINDER, CHANNEL_SMS, CONSENT_WITHDRAW, AT(1) } },
	  1,
	  CONSENT_NONE },
	{ "another purpose says nothing",
	  { { PURPOSE_SURVEY, CHANNEL_EMAIL, CONSENT_WITHDRAW, AT(1) } },
	  1,
	  CONSENT_NONE },
	{ "all purposes and channels are meant by none",
	  { { PURPOSE_NONE, CHANNEL_NONE, CONSENT_OBJECT, AT(1) } },
	  1,
	  CONSENT_OBJECT },
	{ "the later event wins, in whatever order they come",
	  { { PURPOSE_NONE, CHANNEL_EMAIL, CONSENT_WITHDRAW, AT(5) },
	    { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_GRANT, AT(9) },
	    { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_GRANT, AT(1) } },
	  3,
	  CONSENT_GRANT },
	{ "withdrawing beats granting at the same moment",
	  { { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_WITHDRAW, AT(5) },
	    { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_GRANT, AT(5) } },
	  2,
	  CONSENT_WITHDRAW },
	{ "also when the grant is read first",
	  { { PURPOSE_REMINDER, CHANNEL_EMAIL, CONSENT_GRANT, AT(5) },
	    { PURPOSE_NONE, CHANNEL_NONE, CONSENT_WITHDRAW, AT(5) } },
	  2,
	  CONSENT_WITHDRAW },
};

static void the_ledger_folds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(folds); i++) {
		struct consent_standing standing = consent_fold(
			folds[i].events, folds[i].count, PURPOSE_REMINDER, CHANNEL_EMAIL);

		if (standing.last != folds[i].expected)
			fail_msg("%s", folds[i].sentence);
	}
}

static enum consent_action folded(enum channel said, enum consent_action action,
				  enum channel channel)
{
	const struct consent_event event = { PURPOSE_NONE, said, action, AT(1) };

	return consent_fold(&event, 1, PURPOSE_REMINDER, channel).last;
}

static void by_post_there_is_one_answer(void **state)
{
	const enum consent_action said[] = { CONSENT_GRANT, CONSENT_WITHDRAW,
					     CONSENT_OBJECT };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		assert_int_equal(folded(CHANNEL_LETTER, said[i], CHANNEL_CARD), said[i]);
		assert_int_equal(folded(CHANNEL_CARD, said[i], CHANNEL_LETTER), said[i]);
	}
	for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++) {
		bool paper = c == CHANNEL_LETTER || c == CHANNEL_CARD;

		assert_int_equal(folded(CHANNEL_CARD, CONSENT_WITHDRAW, c),
				 paper ? CONSENT_WITHDRAW : CONSENT_NONE);
	}
}

#define PAID(y, m, d)                                                                    \
	{                                                                                \
		false,                                                                   \
		{                                                                        \
			y, m, d                                                          \
		}                                                                        \
	}
#define COMPANY(y, m, d)                                                                 \
	{                                                                                \
		true,                                                                    \
		{                                                                        \
			y, m, d                                                          \
		}                                                                        \
	}

struct basis_case {
	const char *sentence;
	enum consent_action last;
	struct consent_person person;
	enum purpose purpose;
	enum channel channel;
	enum consent_basis expected;
};

/* Today is 2026-11-22. */
static const struct basis_case bases[] = {
	{ "a paying customer may be mailed", CONSENT_NONE, PAID(2026, 1, 5),
	  PURPOSE_REMINDER, CHANNEL_EMAIL, BASIS_SOFT_OPT_IN },
	{ "so may a company", CONSENT_NONE, COMPANY(2026, 1, 5), PURPOSE_REMINDER,
	  CHANNEL_EMAIL, BASIS_SOFT_OPT_IN },
	{ "36 months after the last payment still", CONSENT_NONE, PAID(2023, 11, 22),
	  PURPOSE_REMINDER, CHANNEL_EMAIL, BASIS_SOFT_OPT_IN },
	{ "a day later no more", CONSENT_NONE, PAID(2023, 11, 21), PURPOSE_REMINDER,
	  CHANNEL_EMAIL, BASIS_NONE },
	{ "a prospect is not mailed", CONSENT_NONE, PAID(0, 0, 0), PURPOSE_REMINDER,
	  CHANNEL_EMAIL, BASIS_NONE },
	{ "a prospect who asked for it is", CONSENT_GRANT, PAID(0, 0, 0),
	  PURPOSE_REMINDER, CHANNEL_EMAIL, BASIS_OPT_IN },
	{ "consent does not lapse", CONSENT_GRANT, PAID(2010, 1, 1), PURPOSE_REMINDER,
	  CHANNEL_EMAIL, BASIS_OPT_IN },
	{ "a newsletter needs consent", CONSENT_NONE, PAID(2026, 1, 5),
	  PURPOSE_NEWSLETTER, CHANNEL_EMAIL, BASIS_NONE },
	{ "withdrawn is withdrawn", CONSENT_WITHDRAW, PAID(2026, 1, 5), PURPOSE_REMINDER,
	  CHANNEL_EMAIL, BASIS_NONE },
	{ "an objection stops letters too", CONSENT_OBJECT, PAID(2026, 1, 5),
	  PURPOSE_REMINDER, CHANNEL_LETTER, BASIS_NONE },
	{ "post rests on legitimate interest", CONSENT_NONE, PAID(2010, 1, 1),
	  PURPOSE_REMINDER, CHANNEL_LETTER, BASIS_LEGITIMATE_INTEREST },
	{ "persons are not phoned without consent", CONSENT_NONE, PAID(2026, 1, 5),
	  PURPOSE_REMINDER, CHANNEL_PHONE, BASIS_NONE },
	{ "companies may be phoned", CONSENT_NONE, COMPANY(2026, 1, 5), PURPOSE_REMINDER,
	  CHANNEL_PHONE, BASIS_LEGITIMATE_INTEREST },
};

static void the_table_decides(void **state)
{
	struct civil_date today = { 2026, 11, 22 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bases); i++) {
		struct consent_standing standing = { bases[i].last, AT(1) };
		enum consent_basis basis =
			consent_basis(standing, &bases[i].person, bases[i].purpose,
				      bases[i].channel, today);

		if (basis != bases[i].expected)
			fail_msg("%s: %d", bases[i].sentence, (int)basis);
	}
}

static void names_go_both_ways(void **state)
{
	(void)state;
	for (enum purpose p = PURPOSE_REMINDER; p < PURPOSES; p++)
		assert_int_equal(purpose_from(purpose_name(p)), p);
	for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++)
		assert_int_equal(channel_from(channel_name(c)), c);
	assert_int_equal(consent_action_from("object"), CONSENT_OBJECT);
	assert_string_equal(consent_action_name(CONSENT_WITHDRAW), "withdraw");
	assert_int_equal(purpose_from("paint"), PURPOSE_NONE);
	assert_int_equal(channel_from(NULL), CHANNEL_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ledger_folds),
		cmocka_unit_test(by_post_there_is_one_answer),
		cmocka_unit_test(the_table_decides),
		cmocka_unit_test(names_go_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
