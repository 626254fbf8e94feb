/* SPDX-License-Identifier: Apache-2.0 */
/* Which letter a save sends: the manual's sentences as a table. */
#include "inspection/domain/letter.h"
#include "unit.h"

static void the_letter_of_a_save(void **state)
{
	static const struct {
		const char *sentence;
		struct letter_facts facts;
		enum letter letter;
	} cases[] = {
		{ "advices are mailed at the first save, updates or not",
		  { .has_advices = true, .visible_change = true },
		  LETTER_ADVICE },
		{ "also when they come later",
		  { .has_advices = true, .mailed_before = true, .visible_change = true },
		  LETTER_ADVICE },
		{ "without advices and without updates nothing is",
		  { .visible_change = true },
		  LETTER_NONE },
		{ "with updates the first save is a report",
		  { .wants_updates = true, .visible_change = true },
		  LETTER_REPORT },
		{ "and the next an update",
		  { .wants_updates = true,
		    .visible_change = true,
		    .mailed_before = true },
		  LETTER_UPDATE },
		{ "when something changed that the customer sees",
		  { .wants_updates = true, .mailed_before = true },
		  LETTER_NONE },
		{ "advices that were mailed are not mailed again by themselves",
		  { .has_advices = true,
		    .advised_before = true,
		    .mailed_before = true,
		    .visible_change = true },
		  LETTER_NONE },
		{ "but they are when somebody asks",
		  { .forced = true,
		    .has_advices = true,
		    .advised_before = true,
		    .mailed_before = true },
		  LETTER_UPDATE },
		{ "a first report when somebody asks",
		  { .forced = true },
		  LETTER_REPORT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].sentence, letter_of(&cases[i].facts),
			      cases[i].letter);
}

static void letters_have_templates(void **state)
{
	(void)state;
	expect_true("none has none", !letter_template(LETTER_NONE));
	expect_text("advice", letter_template(LETTER_ADVICE), "inspection_advice");
	expect_text("report", letter_template(LETTER_REPORT), "inspection_report");
	expect_text("update", letter_template(LETTER_UPDATE), "inspection_update");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_letter_of_a_save),
		cmocka_unit_test(letters_have_templates),
	};

	return cmocka_run_group_tests_name("inspection/domain/letter", tests, NULL, NULL);
}
