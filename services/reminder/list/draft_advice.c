/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a follow-up. Its day is the Monday its invitation would leave, without any
 * doubt; or the day on which what was measured twice is at its limit, with its interval.
 */
#include "reminder/list/draft_inside.h"

#include "reminder/domain/household.h"

static const char *sentence(const struct followup *followup,
			    enum explain_language language, struct strbuf *buf)
{
	strbuf_clear(buf);
	followup_text(followup, language, buf);
	return buf->text;
}

static void draft_why(const struct outlook *o, struct iso_week list_week, struct draft *d)
{
	const struct followup *followup = o->followup;
	const char *rule = o->again ? FOLLOWUP_WEAR_RULE : FOLLOWUP_RULE;

	advice_explain(followup, d->advice_text, &d->advice);
	d->rules[0] = rule;
	d->item = (struct proposal_state_why_item){
		.kind = WIRE_REASON_KIND_ADVICE,
		.p10 = d->msg.due_p10,
		.p50 = d->p50,
		.p90 = d->msg.due_p90,
		.chosen = true,
	};
	d->why = (struct proposal_state_why){
		.computed_on = d->advice.saved_on,
		.rules = d->rules,
		.rules_count = COUNT_OF(d->rules),
		.items = &d->item,
		.items_count = 1,
		.chosen_rule = rule,
		.send_from =
			civil_format(week_monday(week_add(list_week, 1)), d->send_from),
		.advice = &d->advice,
		.text_nl = sentence(followup, EXPLAIN_DUTCH, &d->nl),
		.text_en = sentence(followup, EXPLAIN_ENGLISH, &d->en),
	};
	d->msg.why = &d->why;
}

void draft_followup(const struct outlook *outlook, struct iso_week list_week,
		    struct draft *d)
{
	const struct followup *followup = outlook->followup;
	struct followup_sum sum = followup_sum(followup);
	struct when when = followup_when(followup);

	d->reasons[0] = (struct proposal_state_reason){
		.kind = WIRE_REASON_KIND_ADVICE,
		.due_date = civil_format(followup->saved_on, d->due[0]),
		.text_key = "reason.advice",
	};
	d->msg.reasons = d->reasons;
	d->msg.reasons_count = 1;
	d->msg.due_p10 = civil_is_set(when.p10) ? civil_format(when.p10, d->p10) : NULL;
	d->msg.due_p50 = civil_format(when.p50, d->p50);
	d->msg.due_p90 = civil_is_set(when.p90) ? civil_format(when.p90, d->p90) : NULL;
	d->msg.apk_expiry = NULL;
	d->msg.confidence = WIRE_CONFIDENCE_HIGH;
	d->msg.expected_value_cents = sum.net_cents;
	d->msg.has_expected_value_cents = sum.open > sum.follows;
	draft_why(outlook, list_week, d);
}

void draft_joins(const struct desk *desk, const struct car *car,
		 const struct proposal_row *row, struct draft *d)
{
	d->msg.joins = d->msg.has_joins =
		desk->garage.one_message && !car->has_contact &&
		household_group_joins(row->group, row->step);
}
