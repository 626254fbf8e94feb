/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening, changing and putting back a proposal: version, row, message and counts in
 * one place, so that no change can forget one of them.
 */
#include "reminder/list/proposal.h"

#include <string.h>

#include <stdio.h>

#include "gen/proposal_state.h"

static struct standing standing_of(const struct proposal_row *row)
{
	return (struct standing){ row->decision, row->source, row->stage, row->version };
}

static struct slice state_of(const struct proposal_row *row)
{
	return slice_of(row->state);
}

int proposal_open(struct proposal_row *row, struct proposal_edit *ret_edit,
		  struct err *err)
{
	void *msg;

	if (msg_decode(&proposal_state_type, state_of(row), &msg, err) < 0)
		return err_prefix(err, "stored proposal %s: ", row->id.text);
	*ret_edit = (struct proposal_edit){ .row = row,
					    .msg = msg,
					    .before = standing_of(row) };
	return 0;
}

void proposal_edit_done(struct proposal_edit *edit)
{
	if (edit->msg)
		msg_free(&proposal_state_type, edit->msg);
	edit->msg = NULL;
}

int proposal_say(struct desk *desk, const struct proposal_row *row, struct err *err)
{
	char key[MSG_KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%s", desk->dealer, row->id.text);
	return outbox_say_text(desk->say, &proposal_state_type, key, row->state, err);
}

int proposal_put(struct desk *desk, struct proposal_edit *edit, struct err *err)
{
	STRBUF_AUTO state = strbuf_new(MAX_STATE_BYTES);
	struct proposal_row *row = edit->row;
	struct proposal_state *msg = edit->msg;
	struct week_counts from = decision_counts(&edit->before), to;
	struct standing now;

	msg->version = ++row->version;
	msg->decision = wire_decision_of(decision_name(row->decision));
	msg->decision_source =
		proposal_state_decision_source_of(decided_by_name(row->source));
	msg->status = proposal_state_status_of(stage_name(row->stage));
	if (msg_encode(&proposal_state_type, msg, &state, err) < 0)
		return err_prefix(err, "proposal %s: ", row->id.text);
	mem_free(row->state);
	row->state = strbuf_take(&state);
	now = standing_of(row);
	to = decision_counts(&now);
	row->reason = msg->status_reason;
	if (store_proposal_save(desk->tx, desk->dealer, row, err) < 0 ||
	    proposal_say(desk, row, err) < 0)
		return -1;
	edit->before = now;
	return desk_count(desk, row->list_week, &from, &to, err);
}

int proposal_move(struct desk *desk, struct proposal_edit *edit, enum stage stage,
		  const char *reason, struct err *err)
{
	struct standing now = standing_of(edit->row);
	const char *preset = wire_decision_word(edit->msg->default_decision);
	struct standing next = decision_at_stage(&now, stage, decision_from(preset));

	edit->row->stage = next.stage;
	edit->row->decision = next.decision;
	edit->row->source = next.source;
	edit->msg->status_reason = reason;
	edit->msg->status_at = instant_format(tx_now(desk->tx), edit->status_at);
	return proposal_put(desk, edit, err);
}

bool proposal_is_overruled(const struct proposal_edit *edit)
{
	return edit->msg->status_reason &&
	       strcmp(edit->msg->status_reason, PROPOSAL_OVERRULED) == 0;
}
