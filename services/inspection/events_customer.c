/* SPDX-License-Identifier: Apache-2.0 */
/* What customers do on their pages, registrations, and checklists. */
#include "inspection/events.h"
#include "inspection/form/checklist.h"
#include "inspection/form/mail.h"
#include "inspection/form/register.h"

static struct sheet_request request_of(struct inspection *svc, struct tx *tx,
				       struct outbox *say, const char *dealer,
				       const char *inspection_id)
{
	/* No actor: the customer's doings do not change who worked on the form. */
	return (struct sheet_request){ .svc = svc,
				       .tx = tx,
				       .say = say,
				       .dealer = dealer,
				       .inspection_id = inspection_id };
}

COMMAND(inspection_mail)
{
	struct sheet_request request =
		request_of(svc, tx, say, msg->dealer, msg->inspection_id);
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0 ||
	    mail_data(&sheet, msg->command_id, err) < 0)
		return -1;
	return inspection_close(&sheet, ret_answer, err);
}

/* Only the first time is told: a page may be loaded a hundred times. */
COMMAND(inspection_seen)
{
	struct sheet_request request =
		request_of(svc, tx, say, msg->dealer, msg->inspection_id);
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0)
		return -1;
	if (instant_is_set(sheet.row.seen_at))
		return 0;
	if (sheet_step(&sheet, STEP_SEE, err) < 0)
		return -1;
	sheet.row.seen_at = tx_now(tx);
	return inspection_close(&sheet, ret_answer, err);
}

COMMAND(inspection_wish)
{
	struct sheet_request request =
		request_of(svc, tx, say, msg->dealer, msg->inspection_id);
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0 ||
	    sheet_step(&sheet, STEP_SEE, err) < 0)
		return -1;
	sheet.row.wish_at = tx_now(tx);
	sheet.row.wish_days = msg->days;
	sheet.row.wish_part = inspection_wish_part_word(msg->part);
	sheet.row.wish_stay = inspection_wish_stay_word(msg->stay);
	sheet.row.wish_remarks = sheet.row.erased ? NULL : msg->remarks;
	return inspection_close(&sheet, ret_answer, err);
}

COMMAND(registration_invite)
{
	struct register_request request = { svc, tx, say, msg->dealer };

	ret_answer->aggregate = uuid_from(msg->registration_id);
	return register_invite(&request, msg, &ret_answer->version, err);
}

COMMAND(registration_activate)
{
	struct register_request request = { svc, tx, say, msg->dealer };

	ret_answer->aggregate = uuid_from(msg->registration_id);
	return register_activate(&request, msg, &ret_answer->version, err);
}

COMMAND(checklist_save)
{
	(void)svc;
	ret_answer->aggregate = uuid_from(msg->checklist_id);
	return checklist_keep(tx, msg, say, &ret_answer->version, err);
}
