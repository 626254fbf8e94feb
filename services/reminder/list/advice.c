/* SPDX-License-Identifier: Apache-2.0 */
/* Field by field between three messages and the rule. */
#include "reminder/list/advice.h"

#include <string.h>

#include "base/decimal.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "reminder/read.h"

#define DIGEST_BYTES    ((size_t)1 << 18)
#define MOST_HUNDREDTHS 100000

static enum advice_answer answer_of(const struct inspection_state *msg,
				    const char *advice_id)
{
	for (size_t i = 0; i < msg->answers_count; i++) {
		const struct inspection_state_answer *said = &msg->answers[i];

		if (strcmp(said->advice_id, advice_id) == 0 &&
		    said->voided == INSPECTION_STATE_ANSWER_VOIDED_NONE)
			return advice_answer_from(wire_line_answer_word(said->answer));
	}
	return ADVICE_UNANSWERED;
}

/* Decimal text with a point or a comma; false when it is no number. */
static bool read_hundredths(const char *text, int64_t *ret_value)
{
	enum decimal_mark mark = strchr(text, ',') ? DECIMAL_COMMA : DECIMAL_POINT;
	struct decimal value;

	return decimal_parse(text, mark, &value, NULL) == 0 &&
	       decimal_to_cents(decimal_round(value, 2), ret_value, NULL) == 0 &&
	       *ret_value >= 0 && *ret_value <= MOST_HUNDREDTHS;
}

static bool hear_wear(const struct inspection_state_wear *said, struct wear *ret_wear)
{
	struct wear wear = { .limit = 0 };

	if (!read_hundredths(said->value, &wear.value) ||
	    !read_hundredths(said->previous, &wear.previous) ||
	    !read_hundredths(said->limit, &wear.limit) ||
	    civil_parse(said->measured_on, &wear.on, NULL) < 0 ||
	    civil_parse(said->previous_on, &wear.previous_on, NULL) < 0)
		return false;
	text_copy(wear.position, sizeof(wear.position), said->position);
	text_copy(wear.unit, sizeof(wear.unit), said->unit);
	*ret_wear = wear;
	return true;
}

/* The place that is at its limit first. */
static void hear_first_wear(const struct inspection_state *msg, const char *advice_id,
			    struct wear *ret_wear)
{
	struct when first = { .p50 = NO_DATE };

	for (size_t i = 0; i < msg->wear_count; i++) {
		struct wear wear;
		struct when when;

		if (strcmp(msg->wear[i].advice_id, advice_id) != 0 ||
		    !hear_wear(&msg->wear[i], &wear))
			continue;
		when = wear_when(&wear);
		if (!when_is_set(&when) ||
		    (when_is_set(&first) && civil_compare(when.p50, first.p50) >= 0))
			continue;
		first = when;
		*ret_wear = wear;
	}
}

static void hear_line(const struct inspection_state *msg,
		      const struct wire_advice_line *said, struct advice_line *line)
{
	*line = (struct advice_line){
		.price = advice_price_from(wire_price_kind_word(said->price_kind)),
		.cents = said->has_line_cents ? said->line_cents : 0,
		.urgency = advice_urgency_from(wire_urgency_word(said->urgency)),
		.answer = answer_of(msg, said->advice_id),
		.executed = said->has_executed && said->executed,
	};
	text_copy(line->text, sizeof(line->text), said->text);
	text_copy(line->quantity, sizeof(line->quantity), said->quantity);
	text_copy(line->vat_percent, sizeof(line->vat_percent), said->vat_percent);
	hear_first_wear(msg, said->advice_id, &line->wear);
}

void advice_hear(const struct inspection_state *msg, struct followup *ret_followup)
{
	ret_followup->inspection = uuid_from(msg->inspection_id);
	ret_followup->vehicle = uuid_from(msg->vehicle_id);
	ret_followup->customer = uuid_from(msg->customer_id);
	ret_followup->number = msg->has_saved_number ? msg->saved_number : 1;
	ret_followup->prices_open = msg->prices_open;
	ret_followup->count =
		msg->advices_count < FOLLOWUP_LINES ? msg->advices_count : FOLLOWUP_LINES;
	for (size_t i = 0; i < ret_followup->count; i++)
		hear_line(msg, &msg->advices[i], &ret_followup->lines[i]);
}

static void digest_wear(const struct wear *wear, struct strbuf *all)
{
	if (wear_is_set(wear))
		strbuf_addf(all, " %s %s %lld %lld %lld %d %d", wear->position,
			    wear->unit, (long long)wear->value, (long long)wear->previous,
			    (long long)wear->limit, civil_to_days(wear->on),
			    civil_to_days(wear->previous_on));
}

struct uuid advice_digest(const struct followup *followup)
{
	STRBUF_AUTO all = strbuf_new(DIGEST_BYTES);

	strbuf_addf(&all, "%d %s %s", followup->prices_open, followup->vehicle.text,
		    followup->customer.text);
	for (size_t i = 0; i < followup->count; i++) {
		const struct advice_line *line = &followup->lines[i];

		strbuf_addf(&all, "\n%d %d %d %d %lld %s %s %s", line->price,
			    line->urgency, line->answer, line->executed,
			    (long long)line->cents, line->quantity, line->vat_percent,
			    line->text);
		digest_wear(&line->wear, &all);
	}
	return uuid_named("advice", all.text, NULL);
}

static const char *said_or_null(const char *text)
{
	return text[0] ? text : NULL;
}

static const char *day_or_null(struct civil_date date, char text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, text) : NULL;
}

static const struct proposal_state_why_advice_line_wear *
explain_wear(const struct wear *wear, struct wear_text *text)
{
	struct when when = wear_when(wear);

	if (!when_is_set(&when))
		return NULL;
	text->msg = (struct proposal_state_why_advice_line_wear){
		.position = wear->position,
		.unit = wear->unit,
		.value = wear->value,
		.measured_on = civil_format(wear->on, text->on),
		.previous = wear->previous,
		.previous_on = civil_format(wear->previous_on, text->previous_on),
		.limit = wear->limit,
		.p10 = day_or_null(when.p10, text->p10),
		.p50 = day_or_null(when.p50, text->p50),
		.p90 = day_or_null(when.p90, text->p90),
	};
	return &text->msg;
}

static void explain_line(const struct advice_line *line, struct wear_text *wear,
			 struct proposal_state_why_advice_line *ret_line)
{
	*ret_line = (struct proposal_state_why_advice_line){
		.text = line->text,
		.price_kind = wire_price_kind_of(advice_price_name(line->price)),
		.cents = line->cents,
		.has_cents = line->price != ADVICE_FOLLOWS,
		.quantity = said_or_null(line->quantity),
		.vat_percent = said_or_null(line->vat_percent),
		.urgency = wire_urgency_of(advice_urgency_name(line->urgency)),
		.answer = wire_line_answer_of(advice_answer_name(line->answer)),
		.executed = line->executed,
		.has_executed = line->executed,
		.wear = explain_wear(&line->wear, wear),
	};
}

void advice_explain(const struct followup *followup, struct advice_text *text,
		    struct proposal_state_why_advice *ret_advice)
{
	struct followup_sum sum = followup_sum(followup);

	for (size_t i = 0; i < followup->count; i++)
		explain_line(&followup->lines[i], &text->wear[i], &text->lines[i]);
	*ret_advice = (struct proposal_state_why_advice){
		.inspection_id = followup->inspection.text,
		.saved_on = civil_format(followup->saved_on, text->saved_on),
		.number = followup->number,
		.has_number = true,
		.prices_open = followup->prices_open,
		.has_prices_open = true,
		.lines = text->lines,
		.lines_count = followup->count,
		.total_cents = sum.cents,
		.has_total_cents = true,
		.follows_count = sum.follows,
		.has_follows_count = true,
	};
}

static int recall_wear(const struct proposal_state_why_advice_line_wear *stored,
		       struct wear *wear, struct err *err)
{
	if (!stored)
		return 0;
	wear->value = stored->value;
	wear->previous = stored->previous;
	wear->limit = stored->limit;
	text_copy(wear->position, sizeof(wear->position), stored->position);
	text_copy(wear->unit, sizeof(wear->unit), stored->unit);
	if (read_date(stored->measured_on, &wear->on, err) < 0)
		return -1;
	return read_date(stored->previous_on, &wear->previous_on, err);
}

static int recall_line(const struct proposal_state_why_advice_line *stored,
		       struct advice_line *line, struct err *err)
{
	*line = (struct advice_line){
		.price = advice_price_from(wire_price_kind_word(stored->price_kind)),
		.cents = stored->has_cents ? stored->cents : 0,
		.urgency = advice_urgency_from(wire_urgency_word(stored->urgency)),
		.answer = advice_answer_from(wire_line_answer_word(stored->answer)),
		.executed = stored->has_executed && stored->executed,
	};
	text_copy(line->text, sizeof(line->text), stored->text);
	text_copy(line->quantity, sizeof(line->quantity), stored->quantity);
	text_copy(line->vat_percent, sizeof(line->vat_percent), stored->vat_percent);
	return recall_wear(stored->wear, &line->wear, err);
}

int advice_recompute(const struct proposal_state_why_advice *advice,
		     struct followup *ret_followup, struct err *err)
{
	if (read_date(advice->saved_on, &ret_followup->saved_on, err) < 0)
		return -1;
	ret_followup->inspection = uuid_from(advice->inspection_id);
	ret_followup->number = advice->number;
	ret_followup->prices_open = advice->prices_open;
	ret_followup->count = advice->lines_count;
	for (size_t i = 0; i < advice->lines_count; i++)
		if (recall_line(&advice->lines[i], &ret_followup->lines[i], err) < 0)
			return -1;
	return 0;
}

static void tell_line(const struct advice_line *line,
		      struct notification_requested_params_line *ret_line)
{
	*ret_line = (struct notification_requested_params_line){
		.text = line->text,
		.price_kind = wire_price_kind_of(advice_price_name(line->price)),
		.cents = line->cents,
		.has_cents = line->price != ADVICE_FOLLOWS,
		.quantity = said_or_null(line->quantity),
		.urgency = wire_urgency_of(advice_urgency_name(line->urgency)),
		.answer = wire_line_answer_of(advice_answer_name(line->answer)),
	};
}

void advice_tell(const struct followup *followup, struct advice_text *text,
		 struct notification_requested_params *params)
{
	struct followup_sum sum = followup_sum(followup);
	size_t count = 0;

	for (size_t i = 0; i < followup->count; i++)
		if (advice_is_open(&followup->lines[i]))
			tell_line(&followup->lines[i], &text->told[count++]);
	params->lines = text->told;
	params->lines_count = count;
	params->total_cents = sum.cents;
	params->has_total_cents = true;
	params->follows_count = sum.follows;
	params->has_follows_count = true;
	params->prices_open = followup->prices_open;
	params->has_prices_open = true;
	params->inspection_date = civil_format(followup->saved_on, text->saved_on);
}
