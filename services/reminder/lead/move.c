/* SPDX-License-Identifier: Apache-2.0 */
/* What the garage says of a lead, and its end: by the person, or by the garage for them.
 */
#include "reminder/lead/lead.h"

static int check_version(const struct lead_move *msg, const struct lead_edit *edit,
			 struct err *err)
{
	if (!msg->has_expected_version || msg->expected_version == edit->row.version)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
			    "somebody changed it meanwhile: it is version %lld now",
			    (long long)edit->row.version);
}

static int check_step(const struct lead_edit *edit, enum lead_step to, struct err *err)
{
	enum lead_step from = lead_step_from(edit->row.status);

	if (lead_may_go(from, to))
		return 0;
	if (from == LEAD_CUSTOMER)
		return err_set_code(err, ERR_CONFLICT, "LEAD_IS_CUSTOMER",
				    "this person is a customer by now");
	return err_set_code(err, ERR_INVALID, "LEAD_STEP",
			    "%s follows by itself: say called, appointment or lost",
			    lead_step_name(to));
}

int reminder_on_lead_move(struct reminder *svc, struct tx *tx,
			  const struct lead_move *msg, struct outbox *say,
			  struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	enum lead_step to = lead_step_from(wire_lead_status_word(msg->status));
	struct uuid id = uuid_from(msg->lead_id);
	LEAD_EDIT_AUTO edit = { .msg = NULL };
	struct desk desk;

	if (desk_open(&request, &desk, err) < 0 ||
	    lead_edit_open(&desk, &id, &edit, err) < 0 ||
	    check_version(msg, &edit, err) < 0 || check_step(&edit, to, err) < 0)
		return -1;
	lead_step_to(&edit, &desk, to, msg->actor);
	edit.msg->note = msg->note && msg->note[0] ? msg->note : NULL;
	if (lead_put(&desk, &edit, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	ret_answer->version = edit.row.version;
	return desk_close(&desk, err);
}

int reminder_on_lead_withdraw(struct reminder *svc, struct tx *tx,
			      const struct lead_withdraw *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid id = uuid_from(msg->lead_id);
	struct err why = { .kind = ERR_NONE };
	LEAD_EDIT_AUTO edit = { .msg = NULL };
	struct desk desk;

	ret_answer->aggregate = id;
	if (desk_open(&request, &desk, err) < 0)
		return -1;
	if (lead_edit_open(&desk, &id, &edit, &why) < 0) {
		/* Said twice: it is gone already. */
		if (why.kind == ERR_ABSENT)
			return 0;
		*err = why;
		return -1;
	}
	/* A customer's own data are another matter: the request alone goes. */
	if (lead_step_from(edit.row.status) != LEAD_CUSTOMER &&
	    lead_erase_person(&desk, &edit.row.customer, msg->actor, err) < 0)
		return -1;
	if (lead_drop(&desk, &id, err) < 0)
		return -1;
	return desk_close(&desk, err);
}
