/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a follow-up. Its day is the Monday its invitation would leave; nothing is
 * predicted, so there is no interval and no doubt.
 */
#include "reminder/list/draft_inside.h"

static const char *sentence(const struct followup *followup,
			    enum explain_language language, struct strbuf *buf)
{
	strbuf_clear(buf);
	followup_text(followup, language, buf);
	return buf->text;
}

static void draft_why(const struct followup *followup, struct iso_week list_week,
		      struct draft *d)
{
	advice_explain(followup, d->advice_text, &d->advice);
	d->rules[0] = FOLLOWUP_RULE;
	d->item = (struct proposal_state_why_item){
		.kind = WIRE_REASON_KIND_ADVICE,
		.p50 = d->p50,
		.chosen = true,
	};
	d->why = (struct proposal_state_why){
		.computed_on = d->advice.saved_on,
		.rules = d->rules,
		.rules_count = COUNT_OF(d->rules),
		.items = &d->item,
		.items_count = 1,
		.chosen_rule = FOLLOWUP_RULE,
		.send_from = civil_format(week_monday(week_add(list_week, 1)), d->p10),
		.advice = &d->advice,
		.text_nl = sentence(followup, EXPLAIN_DUTCH, &d->nl),
		.text_en = sentence(followup, EXPLAIN_ENGLISH, &d->en),
	};
	d->msg.why = &d->why;
}

void draft_followup(const struct followup *followup, struct iso_week list_week,
		    struct draft *d)
{
	struct followup_sum sum = followup_sum(followup);

	d->reasons[0] = (struct proposal_state_reason){
		.kind = WIRE_REASON_KIND_ADVICE,
		.due_date = civil_format(followup->saved_on, d->due[0]),
		.text_key = "reason.advice",
	};
	d->msg.reasons = d->reasons;
	d->msg.reasons_count = 1;
	d->msg.due_p10 = NULL;
	d->msg.due_p50 = civil_format(followup_send_day(followup), d->p50);
	d->msg.due_p90 = NULL;
	d->msg.apk_expiry = NULL;
	d->msg.confidence = WIRE_CONFIDENCE_HIGH;
	d->msg.expected_value_cents = sum.net_cents;
	d->msg.has_expected_value_cents = sum.open > sum.follows;
	draft_why(followup, list_week, d);
}
