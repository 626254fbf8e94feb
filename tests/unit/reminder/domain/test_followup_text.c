/* SPDX-License-Identifier: Apache-2.0 */
/* The sentence of a follow-up. */
#include <string.h>

#include "base/text.h"
#include "cars.h"
#include "reminder/domain/followup.h"

static void add(struct followup *f, const char *text, enum advice_price price,
		int64_t cents)
{
	f->lines[f->count] = (struct advice_line){ .price = price, .cents = cents };
	text_copy(f->lines[f->count].text, ADVICE_TEXT, text);
	f->count++;
}

static void expect_sentence(const struct followup *f, enum explain_language language,
			    const char *wanted)
{
	STRBUF_AUTO text = strbuf_new(EXPLAIN_TEXT * 2);

	followup_text(f, language, &text);
	expect_text("it says", text.text, wanted);
}

static void one_line_needs_no_total(void **state)
{
	AUTO(followup) *f = followup_new();

	(void)state;
	f->saved_on = on("2026-11-12");
	add(f, "Remblokken", ADVICE_FIXED, 24000);
	expect_sentence(f, EXPLAIN_DUTCH, "Advies van 12-11-2026: Remblokken € 240");
	expect_sentence(f, EXPLAIN_ENGLISH, "Advice of 12-11-2026: Remblokken € 240");
}

static void many_lines_are_summed_and_open_prices_counted(void **state)
{
	AUTO(followup) *f = followup_new();

	(void)state;
	f->saved_on = on("2026-11-12");
	add(f, "Remblokken", ADVICE_FIXED, 124050);
	add(f, "Gedaan", ADVICE_FIXED, 5000);
	f->lines[1].executed = true;
	add(f, "Banden", ADVICE_FROM, 30000);
	add(f, "Uitlaat", ADVICE_FOLLOWS, 0);
	expect_sentence(
		f, EXPLAIN_DUTCH,
		"Advies van 12-11-2026: Remblokken € 1.240,50; Banden vanaf € 300;"
		" Uitlaat (prijs volgt). Samen € 1.540,50, 1 prijs volgt");
	expect_sentence(f, EXPLAIN_ENGLISH,
			"Advice of 12-11-2026: Remblokken € 1,240.50; Banden from € 300;"
			" Uitlaat (price follows). Together € 1,540.50, 1 price follows");
	f->count = 0;
	add(f, "Uitlaat", ADVICE_FOLLOWS, 0);
	add(f, "Accu", ADVICE_FOLLOWS, 0);
	expect_sentence(
		f, EXPLAIN_DUTCH,
		"Advies van 12-11-2026: Uitlaat (prijs volgt); Accu (prijs volgt),"
		" 2 prijzen volgen");
}

static void what_does_not_fit_is_counted(void **state)
{
	AUTO(followup) *f = followup_new();
	STRBUF_AUTO text = strbuf_new(EXPLAIN_TEXT * 2);
	char longest[ADVICE_TEXT];

	(void)state;
	memset(longest, 'x', 300);
	longest[300] = '\0';
	f->saved_on = on("2026-11-12");
	for (int i = 0; i < FOLLOWUP_LINES; i++)
		add(f, longest, ADVICE_FIXED, 100);
	followup_text(f, EXPLAIN_DUTCH, &text);
	expect_true("within its thousand",
		    text_code_points(slice_of(text.text)) <= EXPLAIN_TEXT);
	expect_true("the rest is counted",
		    strstr(text.text, "; en nog 98. Samen € 100") != NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_line_needs_no_total),
		cmocka_unit_test(many_lines_are_summed_and_open_prices_counted),
		cmocka_unit_test(what_does_not_fit_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
