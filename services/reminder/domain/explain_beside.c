/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sentence a group, with the fact it rests on.
 */
#include "reminder/domain/explain_beside.h"

struct beside_words {
	const char *recall;
	const char *recalls;
	const char *tyres;
	const char *dormant;
	const char *part;
	const char *mobility_form;
	const char *mobility_visit;
	const char *parts[PARTS_COUNT];
};

/* clang-format off */
static const struct beside_words WORDS[] = {
	[EXPLAIN_DUTCH] = {
		.recall = "Terugroepactie staat open volgens RDW, sinds %s.",
		.recalls = "%d terugroepacties staan open volgens RDW, de nieuwste sinds %s.",
		.tyres = "Wisselt zomer- en winterbanden, laatst op %s → verwacht %s (%s–%s).",
		.dormant = "Laatste bezoek %s; werd verwacht op %s en kwam niet.",
		.part = "; %s vernieuwd op %s, elke %d mnd: %s",
		.mobility_form = "; mobiliteitsservice tot %s (inspectieformulier van %s)",
		.mobility_visit = "; mobiliteitsservice tot %s (%d mnd vanaf %s)",
		.parts = {
			[PART_BRAKE_FLUID] = "remvloeistof", [PART_TIMING_BELT] = "distributieriem",
			[PART_BATTERY] = "accu", [PART_COOLANT] = "koelvloeistof",
			[PART_TRANSMISSION_OIL] = "transmissieolie", [PART_SPARK_PLUGS] = "bougies",
			[PART_CABIN_FILTER] = "interieurfilter", [PART_AIR_FILTER] = "luchtfilter",
			[PART_AIR_CONDITIONING] = "airco", [PART_WIPERS] = "ruitenwissers",
		},
	},
	[EXPLAIN_ENGLISH] = {
		.recall = "A recall is open by the register (RDW), since %s.",
		.recalls = "%d recalls are open by the register (RDW), the newest since %s.",
		.tyres = "Changes summer and winter tyres, last on %s → expected %s (%s–%s).",
		.dormant = "Last visit %s; was expected on %s and did not come.",
		.part = "; %s renewed on %s, every %d months: %s",
		.mobility_form = "; mobility service until %s (inspection form of %s)",
		.mobility_visit = "; mobility service until %s (%d months from %s)",
		.parts = {
			[PART_BRAKE_FLUID] = "brake fluid", [PART_TIMING_BELT] = "timing belt",
			[PART_BATTERY] = "battery", [PART_COOLANT] = "coolant",
			[PART_TRANSMISSION_OIL] = "transmission oil", [PART_SPARK_PLUGS] = "spark plugs",
			[PART_CABIN_FILTER] = "cabin filter", [PART_AIR_FILTER] = "air filter",
			[PART_AIR_CONDITIONING] = "air conditioning", [PART_WIPERS] = "wipers",
		},
	},
};
/* clang-format on */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void add_recall(const struct prediction *p, const struct beside_words *w,
		       struct strbuf *out)
{
	struct day_text since = explain_day(prediction_item(p, DUE_RECALL)->due);

	if (p->recalls == 1)
		strbuf_addf(out, w->recall, since.text);
	else
		strbuf_addf(out, w->recalls, p->recalls, since.text);
}

void explain_beside(const struct prediction *prediction, enum reason_group group,
		    enum explain_language language, struct strbuf *ret_text)
{
	const struct prediction *p = prediction;
	const struct beside_words *w = &WORDS[language];
	const struct when *tyres = &prediction_item(p, DUE_TYRES)->when;
	struct civil_date dormant = prediction_item(p, DUE_DORMANT)->due;

	if (group == GROUP_RECALL)
		add_recall(p, w, ret_text);
	else if (group == GROUP_TYRES)
		strbuf_addf(ret_text, w->tyres, explain_day(p->tyres.last).text,
			    explain_day(tyres->p50).text, explain_day(tyres->p10).text,
			    explain_day(tyres->p90).text);
	else if (group == GROUP_DORMANT)
		strbuf_addf(ret_text, w->dormant, explain_day(p->habit.last_visit).text,
			    explain_day(civil_add_days(dormant, -OVERDUE_DAYS - 1)).text);
}

void explain_part(const struct prediction *prediction, enum explain_language language,
		  struct strbuf *ret_text)
{
	const struct time_part_due *part = &prediction->part;
	const struct beside_words *w = &WORDS[language];

	if (!civil_is_set(prediction_carrier(prediction, DUE_TIME_PART)))
		return;
	strbuf_addf(ret_text, w->part, w->parts[part->part], explain_day(part->last).text,
		    time_part_months(part->part), explain_day(part->due).text);
}

void explain_mobility(const struct prediction *prediction, enum explain_language language,
		      struct strbuf *ret_text)
{
	const struct mobility *m = &prediction->mobility;
	const struct beside_words *w = &WORDS[language];
	struct day_text until, said;

	if (!civil_is_set(prediction_carrier(prediction, DUE_MOBILITY)))
		return;
	until = explain_day(m->until);
	said = explain_day(m->said_on);
	if (m->source == MOBILITY_BY_FORM)
		strbuf_addf(ret_text, w->mobility_form, until.text, said.text);
	else
		strbuf_addf(ret_text, w->mobility_visit, until.text, m->months,
			    said.text);
}

#pragma GCC diagnostic pop
