/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stored explanation run again: same inputs, same rules, so the same dates, or the
 * record does not explain what was proposed.
 */
#include <string.h>

#include "reminder/list/advice.h"
#include "reminder/list/why.h"
#include "reminder/read.h"

static int read_input(const struct proposal_state_why_input *input,
		      struct history *history, struct err *err)
{
	struct visit visit = { .odometer_km = -1, .trust = TRUST_WORKSHOP };

	if (read_date(input->date, &visit.date, err) < 0)
		return -1;
	memcpy(visit.id, uuid_from(input->source_id).text, UUID_TEXT);
	if (input->has_odometer_km)
		visit.odometer_km = input->odometer_km;
	for (size_t i = 0; i < input->classes_count; i++)
		visit.work |= work_from_text(wire_visit_class_word(input->classes[i]));
	for (size_t i = 0; i < input->time_parts_count; i++)
		visit.parts |= PART_BIT(
			time_part_from(wire_time_part_word(input->time_parts[i])));
	if (input->has_mobility && input->mobility)
		visit.parts |= MOBILITY_GIVEN;
	if (visit.work & WORK_APK)
		visit.trust = TRUST_APK;
	history_add(history, &visit);
	return 0;
}

/* The edition of the rules that the explanation was made by. */
static int read_edition(const struct proposal_state_why *why, struct history *history,
			struct err *err)
{
	for (size_t i = 0; i < why->rules_count && !history->rules; i++)
		history->rules = rulebook_of(why->rules[i]);
	return history->rules ? 0
			      : err_set(err, ERR_INVALID,
					"why/rules names no edition of the rules known "
					"here: usage-rate@N");
}

int why_recompute(const struct proposal_state_why *why, struct prediction *ret_prediction,
		  struct err *err)
{
	AUTO(history) *history = history_new();
	struct civil_date since;

	if (read_date(why->computed_on, &since, err) < 0 ||
	    read_date(why->first_admission, &history->first_admission, err) < 0 ||
	    read_date(why->apk_expiry, &history->apk_expiry, err) < 0 ||
	    read_date(why->apk_checked_on, &history->apk_checked_on, err) < 0 ||
	    read_date(why->recalled_on, &history->recalled_on, err) < 0 ||
	    read_date(why->delivered_on, &history->delivered_on, err) < 0 ||
	    read_date(why->mobility_until, &history->mobility_until, err) < 0 ||
	    read_date(why->mobility_said_on, &history->mobility_said_on, err) < 0)
		return -1;
	history->mobility_months = (int)why->mobility_months;
	history->fuel = fuel_from_text(wire_fuel_word(why->fuel));
	history->category =
		apk_category_from_text(wire_vehicle_category_word(why->category));
	history->interval_months = (int)why->interval_months;
	history->interval_km = why->interval_km;
	history->recalls = (int)why->recalls;
	for (size_t i = 0; i < why->inputs_count; i++)
		if (read_input(&why->inputs[i], history, err) < 0)
			return err_prefix(err, "why/inputs/%zu: ", i);
	if (read_edition(why, history, err) < 0)
		return -1;
	predict(history, CAR_OF_CUSTOMER, since, ret_prediction);
	return 0;
}

static int must_be(const char *field, const char *stored, struct civil_date computed,
		   struct err *err)
{
	char text[CIVIL_TEXT] = "none";

	if (civil_is_set(computed))
		civil_format(computed, text);
	if (strcmp(stored ? stored : "none", text) == 0)
		return 0;
	return err_set(err, ERR_BROKEN, "%s is stored as %s and recomputed as %s", field,
		       stored ? stored : "none", text);
}

static int must_say(const char *field, const char *stored, const char *computed,
		    struct err *err)
{
	if (strcmp(stored, computed) == 0)
		return 0;
	return err_set(err, ERR_BROKEN,
		       "%s is stored as '%.60s' and recomputed as '%.60s'", field, stored,
		       computed);
}

static int followup_dates(const struct proposal_state *proposal,
			  struct why_dates *ret_dates, struct err *err)
{
	AUTO(followup) *followup = followup_new();

	if (advice_recompute(proposal->why->advice, followup, err) < 0)
		return -1;
	ret_dates->when = followup_when(followup);
	ret_dates->apk_expiry = ret_dates->mobility = NO_DATE;
	return 0;
}

int why_dates(const struct proposal_state *proposal, struct why_dates *ret_dates,
	      struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(sizeof(struct prediction));
	struct prediction *p = memory;
	enum reason_group group;

	if (!proposal->why)
		return err_set(err, ERR_INVALID, "the proposal has no explanation");
	if (proposal->why->advice)
		return followup_dates(proposal, ret_dates, err);
	if (why_recompute(proposal->why, p, err) < 0)
		return -1;
	group = reason_group_from(wire_reason_group_word(proposal->reason_group));
	ret_dates->when = expected_when(p, group);
	ret_dates->apk_expiry = p->apk_expiry;
	ret_dates->mobility = p->mobility.until;
	return 0;
}

/* The form's lines again: the same value, the same sentences. */
static int verify_followup(const struct proposal_state *proposal, struct err *err)
{
	AUTO(followup) *followup = followup_new();
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT * 2);
	STRBUF_AUTO en = strbuf_new(EXPLAIN_TEXT * 2);
	int64_t stored = proposal->expected_value_cents;
	struct followup_sum sum;

	if (advice_recompute(proposal->why->advice, followup, err) < 0)
		return -1;
	sum = followup_sum(followup);
	if (proposal->has_expected_value_cents && stored != sum.net_cents)
		return err_set(err, ERR_BROKEN,
			       "expected_value_cents is stored as %lld and recomputed as"
			       " %lld",
			       (long long)stored, (long long)sum.net_cents);
	followup_text(followup, EXPLAIN_DUTCH, &nl);
	followup_text(followup, EXPLAIN_ENGLISH, &en);
	if (must_say("text_nl", proposal->why->text_nl, nl.text, err) < 0)
		return -1;
	return must_say("text_en", proposal->why->text_en, en.text, err);
}

/* The stored day of an item; NULL when it has none. */
static const char *stored_item(const struct proposal_state_why *why,
			       enum wire_reason_kind kind)
{
	for (size_t i = 0; i < why->items_count; i++)
		if (why->items[i].kind == kind)
			return why->items[i].p50;
	return NULL;
}

int why_verify(const struct proposal_state *proposal, struct err *err)
{
	struct why_dates again;

	if (why_dates(proposal, &again, err) < 0 ||
	    must_be("due_p10", proposal->due_p10, again.when.p10, err) < 0 ||
	    must_be("due_p50", proposal->due_p50, again.when.p50, err) < 0 ||
	    must_be("due_p90", proposal->due_p90, again.when.p90, err) < 0 ||
	    must_be("apk_expiry", proposal->apk_expiry, again.apk_expiry, err) < 0 ||
	    must_be("mobility", stored_item(proposal->why, WIRE_REASON_KIND_MOBILITY),
		    again.mobility, err) < 0)
		return -1;
	return proposal->why->advice ? verify_followup(proposal, err) : 0;
}
