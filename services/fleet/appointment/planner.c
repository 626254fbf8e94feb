/* SPDX-License-Identifier: Apache-2.0 */
/* Who may, and what follows a step. */
#include "fleet/appointment/planner.h"

#include <stdio.h>
#include <string.h>

const char *planner_party(const struct appointment_request *request)
{
	return request->tenant[0] == '@' ? request->tenant + 1 : NULL;
}

bool planner_is_garage(const struct appointment_request *request)
{
	return strcmp(request->tenant, request->garage) == 0 &&
	       strcmp(request->by, "garage") == 0;
}

static int no_such_passport(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_PASSPORT",
			    "there is no such car at this garage");
}

static int check_party(const struct appointment_request *request, const char *passport_id,
		       struct err *err)
{
	struct uuid party = uuid_from(planner_party(request));
	struct booking_right right = { party.text, passport_id, request->garage };
	bool may = false;

	if (!uuid_is_set(&party) || !passport_id)
		return no_such_passport(err);
	if (store_may_book(request->tx, &right, &may, err) < 0)
		return -1;
	return may ? 0 : no_such_passport(err);
}

int planner_may_ask(const struct appointment_request *request, const char *passport_id,
		    struct err *err)
{
	if (planner_party(request))
		return strcmp(request->by, "holder") == 0
			       ? check_party(request, passport_id, err)
			       : no_such_passport(err);
	if (strcmp(request->tenant, request->garage) == 0 &&
	    strcmp(request->by, "holder") != 0)
		return 0;
	return err_set(err, ERR_DENIED, "a garage books at itself only");
}

void opened_done(struct opened *opened)
{
	rows_free(opened->rows);
	opened->rows = NULL;
}

int planner_open(const struct appointment_request *request, const char *id,
		 struct opened *ret_opened, struct err *err)
{
	struct uuid appointment = uuid_from(id);
	const struct uuid *passport = &ret_opened->row.passport;

	if (store_appointment_open(request->tx, request->garage, &appointment,
				   &ret_opened->row, &ret_opened->rows, err) < 0)
		return -1;
	if (planner_may_ask(request, uuid_is_set(passport) ? passport->text : NULL,
			    err) == 0)
		return 0;
	if (err->kind != ERR_ABSENT && err->kind != ERR_DENIED)
		return -1;
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_APPOINTMENT",
			    "there is no appointment %s", appointment.text);
}

void planner_place(const struct held_days *held, struct appointment_row *row)
{
	const struct garage *garage = &held->garage;

	row->minutes = garage->rules.slot_minutes;
	row->starts_at = zone_instant(garage->zone, row->date, (int)row->minute * 60);
	row->link_expires_at = booked_link_end(garage->zone, row->date);
}

int planner_save(const struct appointment_request *request, struct appointment_row *row,
		 struct err *err)
{
	row->version++;
	return store_appointment_save(request->tx, request->garage, row, err);
}

static int set_timers(const struct appointment_request *request,
		      const struct appointment_row *row, struct err *err)
{
	bool open = strcmp(row->status, "booked") == 0;
	char key[DEALER_TEXT + UUID_TEXT];
	struct instant due = NO_INSTANT;
	struct garage garage;

	snprintf(key, sizeof(key), "%s/%s", request->garage, row->id.text);
	if (garage_find(request->tx, request->garage, &garage, err) < 0)
		return -1;
	if (open)
		due = booked_reminder(garage.zone, row->date, tx_now(request->tx));
	if ((instant_is_set(due)
		     ? timer_set(request->tx, TIMER_APPOINTMENT_REMINDER, key, due, err)
		     : timer_clear(request->tx, TIMER_APPOINTMENT_REMINDER, key, err)) <
	    0)
		return -1;
	if (!row->link_hash)
		return 0;
	return timer_set(request->tx, TIMER_APPOINTMENT_LINK, key, row->link_expires_at,
			 err);
}

static int close_with(const struct appointment_request *request,
		      const struct appointment_mail *mail, struct answer *ret_answer,
		      struct err *err)
{
	if (set_timers(request, mail->row, err) < 0 ||
	    appointment_write(mail, request->say, err) < 0 ||
	    appointment_tell(request->garage, mail->row, request->say, err) < 0)
		return -1;
	return planner_answer(mail->row, ret_answer);
}

static struct appointment_mail mail_of(const struct appointment_request *request,
				       const struct appointment_row *row,
				       enum appointment_letter letter)
{
	return (struct appointment_mail){ .svc = request->svc,
					  .dealer = request->garage,
					  .row = row,
					  .letter = letter,
					  .now = tx_now(request->tx) };
}

int planner_close(const struct appointment_request *request,
		  const struct appointment_row *row, enum planner_end end,
		  struct answer *ret_answer, struct err *err)
{
	struct appointment_mail mail = mail_of(
		request, row,
		end == PLANNER_BOOKED ? APPOINTMENT_CONFIRMED : APPOINTMENT_CANCELLED);

	if (end != PLANNER_CLOSED)
		return close_with(request, &mail, ret_answer, err);
	if (set_timers(request, row, err) < 0 ||
	    appointment_tell(request->garage, row, request->say, err) < 0)
		return -1;
	return planner_answer(row, ret_answer);
}

int planner_close_moved(const struct appointment_request *request,
			const struct appointment_row *row, struct planner_was was,
			struct answer *ret_answer, struct err *err)
{
	struct appointment_mail mail = mail_of(request, row, APPOINTMENT_MOVED);

	mail.was_date = was.date;
	mail.was_minute = was.minute;
	return close_with(request, &mail, ret_answer, err);
}

int planner_cancel(const struct appointment_request *request, struct appointment_row *row,
		   struct answer *ret_answer, struct err *err)
{
	HELD_DAYS_AUTO held = { .rows = NULL };
	struct days days = { row->date, row->date };

	if (calendar_hold(request->tx, request->garage, days, &held, err) < 0)
		return -1;
	row->status = "cancelled";
	row->cancelled_at = tx_now(request->tx);
	row->cancelled_by = request->by;
	row->sequence++;
	if (planner_save(request, row, err) < 0 ||
	    calendar_say(&held, request->say, err) < 0)
		return -1;
	return planner_close(request, row, PLANNER_CANCELLED, ret_answer, err);
}

int planner_answer(const struct appointment_row *row, struct answer *ret_answer)
{
	ret_answer->aggregate = row->id;
	ret_answer->version = row->version;
	return 0;
}
