/* SPDX-License-Identifier: Apache-2.0 */
/* What cars need, of others' lists and inspections: the Monday letter tells it. */
#include <string.h>

#include "base/mem.h"
#include "fleet/events.h"
#include "fleet/store_upkeep.h"
#include "flow/timer_key.h"

EVENT(proposal_state)
{
	(void)svc;
	(void)say;
	return store_upkeep_due(tx, &msg, 1, err);
}

BATCH(proposals)
{
	const struct proposal_state **list = mem_alloc(count * sizeof(*list));
	int failed;

	(void)svc;
	(void)say;
	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = store_upkeep_due(tx, list, count, err);
	mem_free(list);
	return failed;
}

/* Done, or the customer's yes or no stands. */
static bool is_settled(const struct inspection_state *msg,
		       const struct wire_advice_line *line)
{
	if (line->executed)
		return true;
	for (size_t i = 0; i < msg->answers_count; i++) {
		const struct inspection_state_answer *answer = &msg->answers[i];

		if (!answer->voided && strcmp(answer->advice_id, line->advice_id) == 0)
			return answer->answer == WIRE_LINE_ANSWER_APPROVE ||
			       answer->answer == WIRE_LINE_ANSWER_DECLINE;
	}
	return false;
}

EVENT(inspection_state)
{
	bool counts = msg->status != WIRE_FORM_STATUS_DISCARDED && msg->saved_number > 0;
	struct upkeep_advices open = {
		.dealer = msg->dealer,
		.vehicle = msg->vehicle_id,
		.form = msg->inspection_id,
		.opened_on = msg->opened_on,
		.version = msg->version,
	};

	(void)svc;
	(void)say;
	if (!msg->vehicle_id || msg->saved_number == 0)
		return 0;
	for (size_t i = 0; counts && i < msg->advices_count; i++) {
		if (is_settled(msg, &msg->advices[i]))
			continue;
		open.count++;
		open.cents += msg->advices[i].line_cents;
	}
	return store_upkeep_advices(tx, &open, err);
}

int fleet_on_inspection_gone(void *svc, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err)
{
	struct timer_key form;

	(void)svc;
	(void)say;
	if (timer_key_read(in->key, &form, err) < 0)
		return -1;
	return store_upkeep_form_gone(tx, form.dealer, &form.id, err);
}
