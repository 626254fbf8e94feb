/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps that follow from facts. The car is what ties a lead to a visit: the garage's DMS
 * names the customer anew, so what was proposed to the prospect becomes the customer's,
 * and the prospect is needed no more.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "reminder/lead/lead.h"
#include "reminder/list/proposal.h"

#define EMAILS_TEXT   ((size_t)8000)
#define TIDY_PAGE     200
#define TIDY_SECONDS  (INT64_C(24) * 3600)
#define MONTH_SECONDS (INT64_C(365) * 24 * 3600 / 12)

bool lead_is_touched(const struct car *car)
{
	struct civil_date last = car_last_visit(car);

	if (!uuid_is_set(&car->lead))
		return false;
	return !car->lead_sees_car || car->booked_count > 0 ||
	       (civil_is_set(last) && civil_compare(last, car->lead_since) >= 0);
}

static int restate(struct desk *desk, const struct car *car,
		   const struct lead_handing *move, struct err *err)
{
	PROPOSALS_AUTO list = { .count = 0 };

	if (store_proposals_of_vehicle(desk->tx, desk->dealer, &car->vehicle, &list,
				       err) < 0)
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		EDIT_AUTO edit = { .msg = NULL };

		if (strcmp(list.rows[i].customer.text, move->from.text) != 0)
			continue;
		if (proposal_open(&list.rows[i], &edit, err) < 0)
			return -1;
		edit.msg->customer_id = move->to.text;
		if (proposal_put(desk, &edit, err) < 0)
			return -1;
	}
	return store_lead_hand_over(desk->tx, desk->dealer, move, err);
}

static int became_customer(struct desk *desk, const struct car *car,
			   struct lead_edit *edit, const struct lead_visit *visit,
			   struct err *err)
{
	struct lead_handing move = { edit->row.customer, visit->customer };
	char day[CIVIL_TEXT];

	if (restate(desk, car, &move, err) < 0)
		return -1;
	lead_step_to(edit, desk, LEAD_CUSTOMER, NULL);
	edit->msg->customer_id = visit->customer.text;
	edit->msg->became_on = civil_format(visit->date, day);
	if (lead_put(desk, edit, err) < 0)
		return -1;
	if (strcmp(move.from.text, move.to.text) == 0)
		return 0;
	return lead_retire_person(desk, &move.from, err);
}

static int follow(struct desk *desk, const struct car *car, const struct uuid *id,
		  struct err *err)
{
	LEAD_EDIT_AUTO edit = { .msg = NULL };
	struct lead_visit visit;
	struct civil_date opened;
	bool news = false;

	if (lead_edit_open(desk, id, &edit, err) < 0)
		return -1;
	enum lead_step step = lead_step_from(edit.row.status);

	opened = zone_local(desk->garage.zone, edit.row.opened_at).date;
	if (store_lead_visit(desk->tx, desk->dealer, &car->vehicle, opened, &visit, err) <
	    0)
		return -1;
	if (!edit.row.vehicle_known) {
		edit.msg->vehicle_id = car->vehicle.text;
		news = true;
	}
	if (uuid_is_set(&visit.customer) && lead_follows(step, LEAD_CUSTOMER))
		return became_customer(desk, car, &edit, &visit, err);
	if (car->booked_count > 0 && lead_follows(step, LEAD_APPOINTMENT)) {
		lead_step_to(&edit, desk, LEAD_APPOINTMENT, NULL);
		news = true;
	}
	return news ? lead_put(desk, &edit, err) : 0;
}

int lead_hear_car(struct desk *desk, const struct car *car, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_leads_of_plate(desk->tx, desk->dealer, car->plate, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid id = row_uuid(rows, i, 0);

		if (follow(desk, car, &id, err) < 0)
			return -1;
	}
	return 0;
}

int lead_hear_sent(struct desk *desk, const struct uuid *customer, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_leads_of_customer(desk->tx, desk->dealer, customer, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		LEAD_EDIT_AUTO edit = { .msg = NULL };
		struct uuid id = row_uuid(rows, i, 0);

		if (lead_edit_open(desk, &id, &edit, err) < 0)
			return -1;
		if (!lead_follows(lead_step_from(edit.row.status), LEAD_INVITED))
			continue;
		lead_step_to(&edit, desk, LEAD_INVITED, NULL);
		if (lead_put(desk, &edit, err) < 0)
			return -1;
	}
	return 0;
}

int lead_hear_garage(struct tx *tx, const struct dealer_state *msg, struct err *err)
{
	STRBUF_AUTO emails = strbuf_new(EMAILS_TEXT);
	const char *own = msg->reply_to ? msg->reply_to : msg->sender_email;

	for (size_t i = 0; i < msg->lead_emails_count; i++)
		strbuf_addf(&emails, "%s\n", msg->lead_emails[i]);
	if (msg->lead_emails_count == 0 && own)
		strbuf_addf(&emails, "%s\n", own);
	if (strbuf_check(&emails, err) < 0)
		return -1;
	return store_lead_garage_save(tx, msg->dealer, msg->version,
				      emails.text ? emails.text : "", err);
}

int lead_forget_person(struct desk *desk, const struct uuid *customer, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_leads_of_customer(desk->tx, desk->dealer, customer, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid id = row_uuid(rows, i, 0);

		if (lead_drop(desk, &id, err) < 0)
			return -1;
	}
	return 0;
}

static int forget_old(const struct desk_request *request, const struct rows *rows,
		      size_t i, struct err *err)
{
	struct desk_request named = *request;
	struct uuid id = row_uuid(rows, i, 1);
	struct uuid customer = row_uuid(rows, i, 2);
	struct desk desk;

	named.dealer = row_text(rows, i, 0);
	if (desk_open(&named, &desk, err) < 0)
		return -1;
	if (lead_step_from(row_text(rows, i, 3)) != LEAD_CUSTOMER &&
	    lead_erase_person(&desk, &customer, "retention", err) < 0)
		return -1;
	if (lead_drop(&desk, &id, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

int lead_at_tidy(void *service, struct tx *tx, const char *key, struct instant due,
		 struct outbox *say, struct err *err)
{
	struct desk_request request = { .svc = service, .tx = tx, .say = say };
	struct instant now = tx_now(tx);
	struct lead_age age = {
		instant_add_seconds(now, -LEAD_KEEP_MONTHS * MONTH_SECONDS),
		instant_add_seconds(now, -LEAD_KEEP_ASKED_MONTHS * MONTH_SECONDS),
		TIDY_PAGE,
	};
	AUTO(rows) *rows = NULL;

	(void)due;
	if (store_leads_old(tx, &age, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (forget_old(&request, rows, i, err) < 0)
			return -1;
	return timer_set(tx, TIMER_LEAD_TIDY, key,
			 instant_add_seconds(
				 now, rows_count(rows) == TIDY_PAGE ? 1 : TIDY_SECONDS),
			 err);
}
