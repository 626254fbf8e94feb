/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sentence, in parts that are each left out when their fact is not there:
 * last service · rate from readings · interval and its date · APK.
 */
#include "reminder/domain/explain.h"

#include "reminder/domain/explain_beside.h"

struct words {
	const char *last_service;
	const char *no_service;
	const char *delivered;
	const char *at_km;
	const char *rate;
	const char *rate_life;
	const char *rate_average;
	const char *interval;
	const char *by_km;
	const char *by_months;
	const char *expected;
	const char *habit;
	const char *apk;
	const char *apk_registered;
	const char *apk_assumed;
	const char *owner[OWNER_KINDS];
	const char *owner_unknown;
};

/* clang-format off */
static const struct words WORDS[] = {
	[EXPLAIN_DUTCH] = {
		.last_service = "Laatste beurt %s",
		.no_service = "Geen eerdere beurt bekend; geteld vanaf %s",
		.delivered = "Hier afgeleverd op %s; nog geen beurt bekend",
		.at_km = " bij %s km",
		.rate = "; ±%s km/dag (%zu standen, 80 %%: %s–%s)",
		.rate_life = "; ±%s km/dag (over de hele levensduur)",
		.rate_average = "; ±%s km/dag (gemiddelde van deze brandstof, CBS)",
		.interval = "; interval %d mnd/%s km",
		.by_km = ", vol op %s door de kilometers",
		.by_months = ", vol op %s door de maanden",
		.expected = " → verwacht %s (80 %%: %s–%s; %s)",
		.habit = "Komt gemiddeld elke %d dagen → verwacht %s (80 %%: %s–%s)",
		.apk = "APK vervalt %s",
		.apk_registered = "APK-datum volgens RDW %s",
		.apk_assumed = "APK vervalt naar berekening %s (tussentijdse keuring elders aangenomen)",
		.owner = { "komt op tijd", "komt meestal wat later", "stelt lang uit", "komt onregelmatig" },
		.owner_unknown = "gemiddelde klant",
	},
	[EXPLAIN_ENGLISH] = {
		.last_service = "Last service %s",
		.no_service = "No earlier service known; counted from %s",
		.delivered = "Delivered here on %s; no service known yet",
		.at_km = " at %s km",
		.rate = "; ±%s km a day (%zu readings, 80 %%: %s–%s)",
		.rate_life = "; ±%s km a day (over the car's whole life)",
		.rate_average = "; ±%s km a day (average of this fuel, CBS)",
		.interval = "; interval %d months/%s km",
		.by_km = ", full on %s by distance",
		.by_months = ", full on %s by months",
		.expected = " → expected %s (80 %%: %s–%s; %s)",
		.habit = "Comes every %d days on average → expected %s (80 %%: %s–%s)",
		.apk = "APK expires %s",
		.apk_registered = "APK date by the register (RDW) %s",
		.apk_assumed = "APK expires %s by computation (a test elsewhere is assumed)",
		.owner = { "comes on time", "usually comes a little late", "puts it off for long", "comes irregularly" },
		.owner_unknown = "an average customer",
	},
};
/* clang-format on */

/* "12-11-2025", as people here write it in both languages. */
struct day_text explain_day(struct civil_date date)
{
	struct day_text out;
	char iso[CIVIL_TEXT];

	civil_format(date, iso);
	out = (struct day_text){ { iso[8], iso[9], '-', iso[5], iso[6], '-', iso[0],
				   iso[1], iso[2], iso[3], '\0' } };
	return out;
}

struct number_text explain_thousands(int64_t number, enum explain_language language)
{
	struct number_text out = { "" };
	char digits[NUMBER_TEXT];
	size_t n = 0, at = 0;

	number = number < 0 ? 0 : number;
	do {
		digits[n++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	while (n-- > 0) {
		out.text[at++] = digits[n];
		if (n > 0 && n % 3 == 0)
			out.text[at++] = language == EXPLAIN_DUTCH ? '.' : ',';
	}
	out.text[at] = '\0';
	return out;
}

/* Whole km from metres a day, rounded. */
static struct number_text per_day(int64_t metres, enum explain_language language)
{
	return explain_thousands((metres + 500) / 1000, language);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void add_rate(const struct prediction *p, enum explain_language language,
		     struct strbuf *out)
{
	const struct words *w = &WORDS[language];
	const struct usage *u = &p->usage;

	if (u->basis == USAGE_READINGS)
		strbuf_addf(out, w->rate, per_day(u->rate_p50, language).text,
			    u->readings, per_day(u->rate_p10, language).text,
			    per_day(u->rate_p90, language).text);
	else if (u->basis == USAGE_LIFE)
		strbuf_addf(out, w->rate_life, per_day(u->rate_p50, language).text);
	else
		strbuf_addf(out, w->rate_average, per_day(u->rate_p50, language).text);
}

static void add_service(const struct prediction *p, enum explain_language language,
			struct strbuf *out)
{
	const struct words *w = &WORDS[language];
	const struct periodic_due *due = &p->periodic;
	const struct when *when = &prediction_item(p, DUE_PERIODIC)->when;

	if (civil_is_set(due->last))
		strbuf_addf(out, w->last_service, explain_day(due->last).text);
	else if (due->bound == BOUND_DELIVERY)
		strbuf_addf(out, w->delivered, explain_day(due->delivered).text);
	else
		strbuf_addf(out, w->no_service, explain_day(due->due).text);
	if (civil_is_set(due->last) && due->last_km > 0)
		strbuf_addf(out, w->at_km,
			    explain_thousands(due->last_km, language).text);
	if (civil_is_set(p->usage.last_date))
		add_rate(p, language, out);
	strbuf_addf(out, w->interval, due->months,
		    explain_thousands(due->km, language).text);
	if (due->bound == BOUND_KM || due->bound == BOUND_MONTHS)
		strbuf_addf(out, due->bound == BOUND_KM ? w->by_km : w->by_months,
			    explain_day(due->due).text);
	strbuf_addf(out, w->expected, explain_day(when->p50).text,
		    explain_day(when->p10).text, explain_day(when->p90).text,
		    due->rhythm.past == 0 ? w->owner_unknown
					  : w->owner[rhythm_likeliest(&due->rhythm)]);
}

static void add_habit(const struct prediction *p, enum explain_language language,
		      struct strbuf *out)
{
	const struct when *when = &prediction_item(p, DUE_HABIT)->when;

	strbuf_addf(out, WORDS[language].habit, p->habit.gap_days,
		    explain_day(when->p50).text, explain_day(when->p10).text,
		    explain_day(when->p90).text);
}

static void add_apk(const struct prediction *p, enum explain_language language,
		    struct strbuf *out)
{
	const struct words *w = &WORDS[language];
	const char *words = p->apk_registered ? w->apk_registered
			    : p->apk_assumed  ? w->apk_assumed
					      : w->apk;

	strbuf_addf(out, words, explain_day(p->apk_expiry).text);
}

#pragma GCC diagnostic pop

void explain_text(const struct prediction *prediction, enum reason_group group,
		  enum explain_language language, struct strbuf *ret_text)
{
	const struct prediction *p = prediction;
	bool apk = when_is_set(&prediction_item(p, DUE_APK)->when);
	bool periodic = when_is_set(&prediction_item(p, DUE_PERIODIC)->when);

	if (reason_group_item(group) != DUE_NONE) {
		explain_beside(p, group, language, ret_text);
		return;
	}
	if (apk && group == GROUP_APK) {
		add_apk(p, language, ret_text);
		strbuf_add(ret_text, periodic ? ". " : "");
	}
	if (periodic)
		add_service(p, language, ret_text);
	else if (when_is_set(&prediction_item(p, DUE_HABIT)->when) && group != GROUP_APK)
		add_habit(p, language, ret_text);
	if (apk && group != GROUP_APK) {
		strbuf_add(ret_text, "; ");
		add_apk(p, language, ret_text);
	}
	explain_part(p, language, ret_text);
	explain_mobility(p, language, ret_text);
	strbuf_add(ret_text, ".");
}

size_t explain_rules(const struct prediction *prediction,
		     const char *ret_rules[EXPLAIN_RULES])
{
	size_t n = 0;

	ret_rules[n++] = "odometer-chain@1";
	ret_rules[n++] = prediction->rules->usage_rule;
	if (when_is_set(&prediction_item(prediction, DUE_APK)->when))
		ret_rules[n++] = "apk-law@1";
	if (when_is_set(&prediction_item(prediction, DUE_PERIODIC)->when))
		ret_rules[n++] = "owner-rhythm@1";
	if (civil_is_set(prediction_carrier(prediction, DUE_TIME_PART)))
		ret_rules[n++] = "time-part@1";
	if (civil_is_set(prediction_carrier(prediction, DUE_MOBILITY)))
		ret_rules[n++] = "mobility@1";
	if (prediction->rules->levels)
		ret_rules[n++] = prediction->rules->levels->rule;
	ret_rules[n++] = "bundle-45-days@1";
	ret_rules[n++] = "send-lead@1";
	return n;
}

const char *explain_chosen_rule(const struct prediction *prediction,
				enum reason_group group)
{
	if (group == GROUP_RECALL)
		return "recall@1";
	if (group == GROUP_TYRES)
		return "tyre-season@1";
	if (group == GROUP_DORMANT)
		return "dormant@1";
	if (group == GROUP_APK && prediction->apk_registered)
		return "apk-register@1";
	if (group == GROUP_APK)
		return prediction->apk_assumed ? "apk-rolled@1" : "apk-expiry@1";
	switch (prediction->periodic.bound) {
	case BOUND_KM:
		return "interval-km@1";
	case BOUND_MONTHS:
		return "interval-months@1";
	case BOUND_ADMISSION:
		return "interval-from-admission@1";
	case BOUND_DELIVERY:
		return "interval-from-delivery@1";
	case BOUND_VISIT:
		return "interval-from-visit@1";
	case BOUND_NONE:
		break;
	}
	return "habit@1";
}
