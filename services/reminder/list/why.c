/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the rules' structs and the stored record.
 *
 * The record holds the facts as used: corrected readings, work that counts. So running
 * the rules on it needs nothing else, and must give the same dates.
 */
#include "reminder/list/why.h"

#include <string.h>

#define MOST_CLASSES 16
#define DUE_DATES    3

struct why_text {
	struct proposal_state_why_input inputs[HISTORY_VISITS];
	enum wire_visit_class classes[HISTORY_VISITS][MOST_CLASSES];
	enum wire_time_part parts[HISTORY_VISITS][PARTS_COUNT];
	char dates[HISTORY_VISITS][CIVIL_TEXT];
	struct proposal_state_why_item items[DUE_ITEMS];
	char due[DUE_ITEMS][DUE_DATES][CIVIL_TEXT];
	char since[CIVIL_TEXT];
	char admission[CIVIL_TEXT];
	char expiry[CIVIL_TEXT];
	char checked[CIVIL_TEXT];
	char send_from[CIVIL_TEXT];
	char recalled[CIVIL_TEXT];
	char delivered[CIVIL_TEXT];
	char mobility[CIVIL_TEXT];
	char said[CIVIL_TEXT];
	const char *rules[EXPLAIN_RULES];
	struct strbuf nl;
	struct strbuf en;
};

struct why_text *why_text_new(void)
{
	struct why_text *text = mem_alloc(sizeof(*text));

	text->nl = strbuf_new(EXPLAIN_TEXT * 2);
	text->en = strbuf_new(EXPLAIN_TEXT * 2);
	return text;
}

void why_text_free(struct why_text *text)
{
	if (!text)
		return;
	strbuf_done(&text->nl);
	strbuf_done(&text->en);
	mem_free(text);
}

static const char *date_or_null(struct civil_date date, char text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, text) : NULL;
}

static size_t fill_classes(unsigned work, enum wire_visit_class *ret_classes)
{
	size_t n = 0;

	for (unsigned bit = 1; bit <= WORK_UNKNOWN; bit <<= 1)
		if (work & bit)
			ret_classes[n++] = wire_visit_class_of(work_name((enum work)bit));
	return n;
}

static size_t fill_parts(unsigned parts, enum wire_time_part *ret_parts)
{
	size_t n = 0;

	for (enum time_part part = PART_NONE + 1; part < PARTS_COUNT; part++)
		if (parts & PART_BIT(part))
			ret_parts[n++] = wire_time_part_of(time_part_name(part));
	return n;
}

static void fill_inputs(const struct why_request *r, struct why_text *text,
			struct proposal_state_why *why)
{
	const struct odometer *odometer = &r->prediction->odometer;

	for (size_t i = 0; i < r->history->visits_count; i++) {
		const struct visit *v = &r->history->visits[i];
		enum reading_verdict verdict = odometer->readings[i].verdict;
		bool accepted = verdict == READING_ACCEPTED;

		text->inputs[i] = (struct proposal_state_why_input){
			.source_id = v->id,
			.date = civil_format(v->date, text->dates[i]),
			.odometer_km = v->odometer_km > 0 ? v->odometer_km : 0,
			.has_odometer_km = v->odometer_km >= 0,
			.classes = text->classes[i],
			.classes_count = fill_classes(v->work, text->classes[i]),
			.time_parts = text->parts[i],
			.time_parts_count = fill_parts(v->parts, text->parts[i]),
			.mobility = (v->parts & MOBILITY_GIVEN) != 0,
			.has_mobility = (v->parts & MOBILITY_GIVEN) != 0,
			.accepted = accepted,
			.reason = accepted ? NULL : reading_verdict_name(verdict),
		};
	}
	why->inputs = text->inputs;
	why->inputs_count = r->history->visits_count;
}

static bool belongs_to(const struct due_item *item, enum reason_group group,
		       const struct prediction *p)
{
	struct when expected = expected_when(p, group);
	enum due_kind own = reason_group_item(group);

	if (!when_is_set(&item->when))
		return false;
	if (item->kind == DUE_TIME_PART || item->kind == DUE_MOBILITY)
		return why_comes_along(p, group, item->kind);
	if (item->kind > DUE_TIME_PART || own != DUE_NONE)
		return item->kind == own;
	if (item->kind == DUE_APK)
		return group == GROUP_APK;
	if (item->kind == DUE_HABIT)
		return group == GROUP_SERVICE && item->rejected != REJECTED_FALLBACK;
	return civil_compare(item->when.p50, expected.p50) == 0;
}

static void fill_items(const struct why_request *r, struct why_text *text,
		       struct proposal_state_why *why)
{
	const struct prediction *p = r->prediction;

	for (size_t i = 0; i < DUE_ITEMS; i++) {
		const struct due_item *item = &p->items[i];
		bool chosen = belongs_to(item, r->group, p);
		const char *why_not = rejected_name(item->rejected);

		text->items[i] = (struct proposal_state_why_item){
			.kind = wire_reason_kind_of(due_kind_name(item->kind)),
			.p10 = date_or_null(item->when.p10, text->due[i][0]),
			.p50 = date_or_null(item->when.p50, text->due[i][1]),
			.p90 = date_or_null(item->when.p90, text->due[i][2]),
			.part = wire_time_part_of(item->kind == DUE_TIME_PART
							  ? time_part_name(p->part.part)
							  : ""),
			.chosen = chosen,
			.rejected_reason = chosen       ? NULL
					   : why_not[0] ? why_not
							: "later",
		};
	}
	why->items = text->items;
	why->items_count = DUE_ITEMS;
}

static enum wire_vehicle_category category_word(enum apk_category category)
{
	static const enum wire_vehicle_category WORDS[] = {
		[APK_NONE] = WIRE_VEHICLE_CATEGORY_NONE,
		[APK_LIGHT] = WIRE_VEHICLE_CATEGORY_CAR,
		[APK_HEAVY] = WIRE_VEHICLE_CATEGORY_TRUCK,
		[APK_TAXI] = WIRE_VEHICLE_CATEGORY_TAXI,
		[APK_AMBULANCE] = WIRE_VEHICLE_CATEGORY_AMBULANCE,
		[APK_BUS] = WIRE_VEHICLE_CATEGORY_BUS,
		[APK_EXEMPT] = WIRE_VEHICLE_CATEGORY_MOTORCYCLE,
	};

	return WORDS[category];
}

static void fill_rate(const struct usage *usage, struct proposal_state_why *why)
{
	why->readings_used = (int64_t)usage->readings;
	why->has_readings_used = true;
	why->rate_p10_m_per_day = usage->rate_p10;
	why->rate_p50_m_per_day = usage->rate_p50;
	why->rate_p90_m_per_day = usage->rate_p90;
	why->has_rate_p10_m_per_day = true;
	why->has_rate_p50_m_per_day = true;
	why->has_rate_p90_m_per_day = true;
}

/* What the garage itself gave. */
static void fill_garage(const struct history *h, struct why_text *text,
			struct proposal_state_why *why)
{
	why->delivered_on = date_or_null(h->delivered_on, text->delivered);
	why->mobility_until = date_or_null(h->mobility_until, text->mobility);
	why->mobility_said_on = date_or_null(h->mobility_said_on, text->said);
	why->mobility_months = h->mobility_months;
	why->has_mobility_months = h->mobility_months > 0;
}

static const char *sentence(const struct why_request *r, enum explain_language language,
			    struct strbuf *buf)
{
	strbuf_clear(buf);
	explain_text(r->prediction, r->group, language, buf);
	return buf->text;
}

void why_fill(const struct why_request *request, struct why_text *text,
	      struct proposal_state_why *ret_why)
{
	const struct why_request *r = request;
	const struct prediction *p = r->prediction;

	*ret_why = (struct proposal_state_why){
		.computed_on = civil_format(p->since, text->since),
		.rules = text->rules,
		.rules_count = explain_rules(p, text->rules),
		.first_admission =
			date_or_null(r->history->first_admission, text->admission),
		.apk_expiry = date_or_null(r->history->apk_expiry, text->expiry),
		.apk_checked_on = date_or_null(r->history->apk_checked_on, text->checked),
		.fuel = wire_fuel_of(fuel_name(r->history->fuel)),
		.category = category_word(r->history->category),
		.recalls = r->history->recalls,
		.has_recalls = r->history->recalls > 0,
		.recalled_on = date_or_null(r->history->recalled_on, text->recalled),
		.interval_months = p->periodic.months,
		.has_interval_months = p->periodic.months > 0,
		.interval_km = p->periodic.km,
		.has_interval_km = p->periodic.km > 0,
		.interval_source = r->interval_source,
		.chosen_rule = explain_chosen_rule(p, r->group),
		.send_from = date_or_null(r->send_from, text->send_from),
		.text_nl = sentence(r, EXPLAIN_DUTCH, &text->nl),
		.text_en = sentence(r, EXPLAIN_ENGLISH, &text->en),
	};
	fill_garage(r->history, text, ret_why);
	fill_inputs(r, text, ret_why);
	fill_items(r, text, ret_why);
	fill_rate(&p->usage, ret_why);
}

struct when expected_when(const struct prediction *prediction, enum reason_group group)
{
	const struct due_item *apk = prediction_item(prediction, DUE_APK);
	const struct due_item *periodic = prediction_item(prediction, DUE_PERIODIC);

	if (reason_group_item(group) != DUE_NONE)
		return prediction_item(prediction, reason_group_item(group))->when;
	if (group == GROUP_APK) {
		/* One visit for both comes when the service does. */
		if (when_is_set(&periodic->when) && due_is_bundle(apk, periodic))
			return periodic->when;
		return apk->when;
	}
	if (when_is_set(&periodic->when))
		return periodic->when;
	return prediction_item(prediction, DUE_HABIT)->when;
}

bool why_comes_along(const struct prediction *prediction, enum reason_group group,
		     enum due_kind kind)
{
	struct civil_date carrier = prediction_carrier(prediction, kind);

	return civil_is_set(carrier) && reason_group_item(group) == DUE_NONE &&
	       civil_compare(expected_when(prediction, group).p50, carrier) == 0;
}
