/* SPDX-License-Identifier: Apache-2.0 */
/* One lead: loaded, changed by a step, written and said. */
#include "reminder/lead/lead.h"

#include <stdio.h>

#include "base/mem.h"
#include "gen/say_lead_state.h"
#include "reminder/read.h"

#define STATE_MOST ((size_t)64 * 1024)

struct uuid lead_prospect(const char *dealer, const char *lead)
{
	return uuid_named("prospect", dealer, lead, NULL);
}

int lead_edit_open(struct desk *desk, const struct uuid *id, struct lead_edit *ret_edit,
		   struct err *err)
{
	LEAD_EDIT_AUTO edit = { .msg = NULL };
	void *msg;

	if (store_lead_load(desk->tx, desk->dealer, id, &edit.row, &edit.rows, err) < 0 ||
	    msg_decode(&lead_state_type, slice_of(edit.row.state), &msg, err) < 0)
		return -1;
	edit.msg = msg;
	*ret_edit = edit;
	edit = (struct lead_edit){ .msg = NULL };
	return 0;
}

void lead_edit_done(struct lead_edit *edit)
{
	if (edit->msg)
		msg_free(&lead_state_type, edit->msg);
	rows_free(edit->rows);
	mem_free(edit->text);
	*edit = (struct lead_edit){ .msg = NULL };
}

void lead_step_to(struct lead_edit *edit, struct desk *desk, enum lead_step step,
		  const char *actor)
{
	instant_format(tx_now(desk->tx), edit->moment);
	edit->msg->status = wire_lead_status_of(lead_step_name(step));
	edit->msg->moved_at = edit->moment;
	edit->msg->moved_by = actor;
	edit->msg->note = NULL;
	/* Whoever comes by themselves was not answered by that. */
	if (!edit->msg->answered_at && step != LEAD_CUSTOMER)
		edit->msg->answered_at = edit->moment;
}

static int write(struct desk *desk, struct lead_row *row, const struct lead_state *msg,
		 char **ret_text, struct err *err)
{
	STRBUF_AUTO state = strbuf_new(STATE_MOST);

	if (msg_encode(&lead_state_type, msg, &state, err) < 0)
		return err_prefix(err, "lead %s: ", msg->lead_id);
	row->version = msg->version;
	row->status = wire_lead_status_word(msg->status);
	row->customer = uuid_from(msg->customer_id);
	row->vehicle_known = msg->vehicle_id != NULL;
	row->listable =
		msg->reminders || msg->basis == WIRE_LEAD_BASIS_LEGITIMATE_INTEREST;
	row->state = state.text;
	if (store_lead_save(desk->tx, desk->dealer, row, err) < 0)
		return -1;
	if (say_lead_state(desk->say, msg, err) < 0)
		return -1;
	*ret_text = strbuf_take(&state);
	return 0;
}

int lead_put(struct desk *desk, struct lead_edit *edit, struct err *err)
{
	char *text = NULL;

	edit->msg->version = edit->row.version + 1;
	if (write(desk, &edit->row, edit->msg, &text, err) < 0)
		return -1;
	mem_free(edit->text);
	edit->text = text;
	edit->row.state = text;
	return 0;
}

int lead_put_new(struct desk *desk, struct lead_state *msg, struct err *err)
{
	struct lead_row row = { .id = uuid_from(msg->lead_id), .plate = msg->plate };
	AUTO_TEXT *text = NULL;

	msg->version = 1;
	if (read_instant(msg->opened_at, &row.opened_at, err) < 0)
		return -1;
	return write(desk, &row, msg, &text, err);
}

int lead_drop(struct desk *desk, const struct uuid *id, struct err *err)
{
	char key[DEALER_TEXT + UUID_TEXT + 1];

	snprintf(key, sizeof(key), "%s/%s", desk->dealer, id->text);
	if (store_lead_drop(desk->tx, desk->dealer, id, err) < 0)
		return -1;
	return outbox_say_gone(desk->say, &lead_state_type, key, err);
}
