/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the words: shares with one decimal, points with a sign, euros whole; commas and
 * points as the language has them.
 */
#include "gateway/domain/effect_text.h"

#include <stdio.h>

#define NUMBER_TEXT 40
#define EURO_CENTS  100

/* 3417 of 10,000 is "34,2"; a half goes away from zero. */
static const char *tenths(int64_t parts, bool english, bool sign, char out[NUMBER_TEXT])
{
	int64_t size = parts < 0 ? -parts : parts;
	int64_t tenth = (size + 5) / 10;
	const char *mark = parts < 0 && tenth > 0 ? "−" : "";

	if (sign && parts >= 0)
		mark = "+";
	snprintf(out, NUMBER_TEXT, "%s%lld%c%lld", mark, (long long)(tenth / 10),
		 english ? '.' : ',', (long long)(tenth % 10));
	return out;
}

static int64_t parts_of(int64_t hits, int64_t of)
{
	return of > 0 ? (hits * 10000 + of / 2) / of : 0;
}

/* 1420000 cents is "14.200" in Dutch, "14,200" in English. */
static const char *euros(int64_t cents, bool english, char out[NUMBER_TEXT])
{
	int64_t whole = ((cents < 0 ? -cents : cents) + EURO_CENTS / 2) / EURO_CENTS;
	const char *mark = cents < 0 && whole > 0 ? "−" : "";
	char point = english ? ',' : '.';

	if (whole >= 1000000)
		snprintf(out, NUMBER_TEXT, "%s%lld%c%03lld%c%03lld", mark,
			 (long long)(whole / 1000000), point,
			 (long long)(whole / 1000 % 1000), point,
			 (long long)(whole % 1000));
	else if (whole >= 1000)
		snprintf(out, NUMBER_TEXT, "%s%lld%c%03lld", mark,
			 (long long)(whole / 1000), point, (long long)(whole % 1000));
	else
		snprintf(out, NUMBER_TEXT, "%s%lld", mark, (long long)whole);
	return out;
}

static void say_range(const struct effect_words *words, bool english, struct strbuf *out)
{
	char d[NUMBER_TEXT], low[NUMBER_TEXT], high[NUMBER_TEXT];

	strbuf_addf(out,
		    english ? "%s percentage points (95%%: %s to %s)"
			    : "%s procentpunt (95 %%: %s tot %s)",
		    tenths(words->difference, english, true, d),
		    tenths(words->low, english, false, low),
		    tenths(words->high, english, false, high));
}

static void say_own(const struct effect_words *words, bool english, struct strbuf *out)
{
	char a[NUMBER_TEXT], b[NUMBER_TEXT], money[NUMBER_TEXT];

	tenths(parts_of(words->treated_visited, words->treated), english, false, a);
	tenths(parts_of(words->held_out_visited, words->held_out), english, false, b);
	strbuf_addf(out,
		    english ? "Of those invited %s%% came, of the control group %s%%: "
			    : "Uitgenodigd: %s %% kwam, controlegroep: %s %%, dus ",
		    a, b);
	say_range(words, english, out);
	strbuf_addf(out,
		    english ? " ≈ %lld extra visits, € %s."
			    : " ≈ %lld extra bezoeken, € %s.",
		    (long long)words->extra_visits,
		    euros(words->extra_cents, english, money));
}

static void say_few(const struct effect_words *words, bool english, struct strbuf *out)
{
	strbuf_addf(
		out,
		english ? "Too few people yet: %lld invited and %lld in the control "
			  "group had their ninety days, %lld are waiting. 200 of each "
			  "are needed."
			: "Te weinig gegevens: van %lld uitgenodigden en %lld in de "
			  "controlegroep zijn de negentig dagen voorbij, %lld wachten "
			  "nog. Van elk zijn er 200 nodig.",
		(long long)words->treated, (long long)words->held_out,
		(long long)words->waiting);
}

void effect_text(const struct effect_words *words, bool english, struct strbuf *out)
{
	if (!words->is_known) {
		strbuf_add(out, english ? "Not measured: there is no control group."
					: "Niet gemeten: er is geen controlegroep.");
		return;
	}
	if (words->is_own) {
		say_own(words, english, out);
		return;
	}
	if (!words->is_network) {
		say_few(words, english, out);
		return;
	}
	strbuf_addf(out,
		    english ? "Of your own too few yet; %lld garages of your formula "
			      "together: "
			    : "Van u alleen nog te weinig; %lld garages van uw formule "
			      "samen: ",
		    (long long)words->garages);
	say_range(words, english, out);
	strbuf_add_char(out, '.');
}
