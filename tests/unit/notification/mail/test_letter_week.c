/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters to a garage's own people, word for word: tests/data/letters has what each says
 * in both languages. `test_letter_week write` writes those files anew. And what is said
 * to customers on the telephone.
 */
#include <string.h>

#include "letter_room.h"

static const char *const names[] = { "weekly_results", "weekly_open",
				     "weekly_untouched" };

static const struct notification_requested_params_results week = {
	.list_week = "2026-W48",
	.has_sent = true,
	.sent = 118,
	.has_came = true,
	.came = 12,
	.has_value_cents = true,
	.value_cents = 431050,
	.has_booked = true,
	.booked = 7,
	.has_advice_cents = true,
	.advice_cents = 1892000,
	.effect = "Uitgenodigd: 34,2 % kwam, controlegroep: 27,8 %",
	.has_open = true,
	.open = 45,
	.has_total = true,
	.total = 187,
	.deadline = "2026-11-29T14:00:00Z",
	.has_weeks = true,
	.weeks = 2,
};

static const struct notification_requested_params form = { .link = "/resultaten",
							   .results = &week };

static struct letter letter_of(const char *name, enum greeting_language language,
			       const struct notification_requested_params *params)
{
	struct letter letter = plain_letter(name, language);

	letter.email = "balie@debrug.example";
	letter.form = params;
	return letter;
}

static void every_letter_says_what_was_agreed(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		struct letter letter =
			letter_of(names[i / 2], i % 2 ? GREETING_EN : GREETING_NL, &form);

		says_what_was_agreed(*state, &letter);
	}
}

/* Whoever asks may say nothing but the name of the letter. */
static void what_is_not_said_leaves_no_hole(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		struct letter letter =
			letter_of(names[i / 2], i % 2 ? GREETING_EN : GREETING_NL, NULL);
		struct letter_sheet sheet = show(*state, &letter);

		assert_null(strstr(sheet.html, "{{"));
		assert_null(strstr(sheet.subject, "  "));
		assert_null(strstr(sheet.text, "  "));
		letter_sheet_done(&sheet);
	}
}

static void a_week_without_an_effect_says_nothing_of_it(void **state)
{
	struct notification_requested_params_results bare = { .list_week = "2026-W48",
							      .has_sent = true,
							      .sent = 3 };
	struct notification_requested_params params = { .results = &bare };
	struct letter letter = letter_of("weekly_results", GREETING_NL, &params);
	struct letter_sheet sheet = show(*state, &letter);

	assert_non_null(strstr(sheet.text, "Verzonden: 3"));
	assert_null(strstr(sheet.text, "Kwamen"));
	assert_null(strstr(sheet.text, "LEVERDE"));
	assert_non_null(strstr(sheet.text, "Er wacht geen voorstel op uw antwoord."));
	letter_sheet_done(&sheet);
}

static char *script_of(const struct room *room, const struct letter *letter)
{
	struct strbuf out = strbuf_new(4000);
	struct err err = { 0 };

	assert_int_equal(letter_script(&room->writer, letter, &out, &err), 0);
	return strbuf_take(&out);
}

/* Who calls reads what the campaign is about, not that a service is near. */
static void a_campaign_is_called_about_in_its_own_words(void **state)
{
	const struct notification_requested_params params = {
		.subject = "Airco",
		.text = "Een airco verliest koelmiddel.\n\nWij kijken."
	};
	struct letter letter = letter_of("campaign", GREETING_NL, &params);
	AUTO_TEXT *words = script_of(*state, &letter);

	assert_non_null(strstr(words, "Een airco verliest koelmiddel.\nWij kijken.\n"));
	assert_null(strstr(words, "onderhoudsbeurt"));
}

static void a_service_on_no_day_is_called_soon(void **state)
{
	struct letter letter = letter_of("by_reasons", GREETING_NL, NULL);
	AUTO_TEXT *words = script_of(*state, &letter);

	assert_non_null(strstr(words, "uw {auto} binnenkort toe is aan"));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_says_what_was_agreed),
		cmocka_unit_test(what_is_not_said_leaves_no_hole),
		cmocka_unit_test(a_week_without_an_effect_says_nothing_of_it),
		cmocka_unit_test(a_campaign_is_called_about_in_its_own_words),
		cmocka_unit_test(a_service_on_no_day_is_called_soon),
	};

	the_room.writes = argc > 1 && strcmp(argv[1], "write") == 0;
	return cmocka_run_group_tests(tests, open_room, close_room);
}
