/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentence of a follow-up: its open lines with what they cost, as the customer was
 * told, including VAT. Lines that do not fit are counted, never cut.
 */
#include "reminder/domain/followup.h"

#include <stdio.h>

#define LINES_BYTES 600 /* of the sentence's thousand */
#define MONEY_TEXT  48

struct followup_words {
	const char *advice;
	const char *from;
	const char *follows;
	const char *more;
	const char *together;
	const char *one_follows;
	const char *some_follow;
	const char *wear;
	const char *wear_now;
	char cents_mark;
};

/* clang-format off */
static const struct followup_words WORDS[] = {
	[EXPLAIN_DUTCH] = {
		.advice = "Advies van %s: ",
		.from = " vanaf ",
		.follows = " (prijs volgt)",
		.more = "%sen nog %d",
		.together = ". Samen ",
		.one_follows = ", 1 prijs volgt",
		.some_follow = ", %d prijzen volgen",
		.wear = " (%s %s %s, was %s op %s: onder %s omstreeks %s)",
		.wear_now = " (%s %s %s, was %s op %s)",
		.cents_mark = ',',
	},
	[EXPLAIN_ENGLISH] = {
		.advice = "Advice of %s: ",
		.from = " from ",
		.follows = " (price follows)",
		.more = "%sand %d more",
		.together = ". Together ",
		.one_follows = ", 1 price follows",
		.some_follow = ", %d prices follow",
		.wear = " (%s %s %s, was %s on %s: below %s about %s)",
		.wear_now = " (%s %s %s, was %s on %s)",
		.cents_mark = '.',
	},
};
/* clang-format on */

static void add_money(int64_t cents, enum explain_language language, struct strbuf *out)
{
	strbuf_addf(out, "€ %s", explain_thousands(cents / 100, language).text);
	if (cents % 100)
		strbuf_addf(out, "%c%02d", WORDS[language].cents_mark,
			    (int)(cents % 100));
}

struct hundredths_text {
	char text[24];
};

/* 350 is "3,5", 160 "1,6", 200 "2". */
static struct hundredths_text hundredths(int64_t value, enum explain_language language)
{
	struct hundredths_text to;
	int rest = (int)(value % 100);

	if (rest == 0)
		snprintf(to.text, sizeof(to.text), "%lld", (long long)value / 100);
	else if (rest % 10 == 0)
		snprintf(to.text, sizeof(to.text), "%lld%c%d", (long long)value / 100,
			 WORDS[language].cents_mark, rest / 10);
	else
		snprintf(to.text, sizeof(to.text), "%lld%c%02d", (long long)value / 100,
			 WORDS[language].cents_mark, rest);
	return to;
}

static void add_line(const struct advice_line *line, enum explain_language language,
		     struct strbuf *out)
{
	const struct followup_words *w = &WORDS[language];

	strbuf_add(out, line->text);
	if (line->price == ADVICE_FOLLOWS) {
		strbuf_add(out, w->follows);
		return;
	}
	strbuf_add(out, line->price == ADVICE_FROM ? w->from : " ");
	add_money(line->cents, language, out);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void add_wear(const struct wear *wear, enum explain_language language,
		     struct strbuf *out)
{
	const struct followup_words *w = &WORDS[language];
	struct when when = wear_when(wear);

	if (!when_is_set(&when) || out->len >= LINES_BYTES)
		return;
	strbuf_addf(out, civil_compare(when.p50, wear->on) > 0 ? w->wear : w->wear_now,
		    wear->position, hundredths(wear->value, language).text, wear->unit,
		    hundredths(wear->previous, language).text,
		    explain_day(wear->previous_on).text,
		    hundredths(wear->limit, language).text, explain_day(when.p50).text);
}

static void add_sum(const struct followup_sum *sum, enum explain_language language,
		    struct strbuf *out)
{
	const struct followup_words *w = &WORDS[language];

	if (sum->open < 2)
		return;
	if (sum->open > sum->follows) {
		strbuf_add(out, w->together);
		add_money(sum->cents, language, out);
	}
	if (sum->follows == 1)
		strbuf_add(out, w->one_follows);
	else if (sum->follows > 1)
		strbuf_addf(out, w->some_follow, sum->follows);
}

void followup_text(const struct followup *followup, enum explain_language language,
		   struct strbuf *ret_text)
{
	const struct followup_words *w = &WORDS[language];
	struct followup_sum sum = followup_sum(followup);
	int told = 0;

	strbuf_addf(ret_text, w->advice, explain_day(followup->saved_on).text);
	for (size_t i = 0; i < followup->count && ret_text->len < LINES_BYTES; i++) {
		if (!advice_is_open(&followup->lines[i]))
			continue;
		strbuf_add(ret_text, told++ ? "; " : "");
		add_line(&followup->lines[i], language, ret_text);
		add_wear(&followup->lines[i].wear, language, ret_text);
	}
	if (told < sum.open)
		strbuf_addf(ret_text, w->more, "; ", sum.open - told);
	add_sum(&sum, language, ret_text);
}

#pragma GCC diagnostic pop
