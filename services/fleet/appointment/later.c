/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to appointments by themselves: reminders, links that end, erasures, cars
 * that are somebody else's. */
#include <string.h>

#include "fleet/appointment/planner.h"
#include "flow/timer_key.h"

static int open_timed(struct tx *tx, const char *key, struct timer_key *ret_key,
		      struct opened *ret_opened, struct err *err)
{
	if (timer_key_read(key, ret_key, err) < 0)
		return -1;
	return store_appointment_open(tx, ret_key->dealer, &ret_key->id, &ret_opened->row,
				      &ret_opened->rows, err);
}

/* Once the car should be there a reminder is of no use: a stopped clock made it late. */
int appointment_reminds(void *svc, struct tx *tx, const char *key, struct instant due,
			struct outbox *say, struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };
	struct timer_key parts;
	struct appointment_mail mail = {
		.svc = svc,
		.dealer = parts.dealer,
		.row = &opened.row,
		.letter = APPOINTMENT_REMINDER,
		.now = tx_now(tx),
	};

	(void)due;
	if (open_timed(tx, key, &parts, &opened, err) < 0)
		return -1;
	if (strcmp(opened.row.status, "booked") != 0 ||
	    instant_compare(tx_now(tx), opened.row.starts_at) >= 0)
		return 0;
	return appointment_write(&mail, say, err);
}

static int put(struct tx *tx, const char *dealer, struct appointment_row *row,
	       struct outbox *say, struct err *err)
{
	row->version++;
	if (store_appointment_save(tx, dealer, row, err) < 0)
		return -1;
	return appointment_tell(dealer, row, say, err);
}

/* Nobody can open it any more, so nobody need know its hash. */
int appointment_link_ends(void *svc, struct tx *tx, const char *key, struct instant due,
			  struct outbox *say, struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };
	struct timer_key parts;

	(void)svc;
	(void)due;
	if (open_timed(tx, key, &parts, &opened, err) < 0)
		return -1;
	if (!opened.row.link_hash ||
	    instant_compare(tx_now(tx), opened.row.link_expires_at) < 0)
		return 0;
	opened.row.link_hash = NULL;
	opened.row.link_expires_at = NO_INSTANT;
	return put(tx, parts.dealer, &opened.row, say, err);
}

static void blank(struct appointment_row *row)
{
	row->email = row->name = row->phone = row->remarks = row->plate = NULL;
	row->link_hash = NULL;
	row->link_expires_at = NO_INSTANT;
}

static int erase_all(struct tx *tx, const struct rows *rows, struct outbox *say,
		     struct err *err)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		OPENED_AUTO opened = { .rows = NULL };
		const char *dealer = row_text(rows, i, 0);
		struct uuid id = row_uuid(rows, i, 1);

		if (store_appointment_open(tx, dealer, &id, &opened.row, &opened.rows,
					   err) < 0)
			return -1;
		blank(&opened.row);
		if (put(tx, dealer, &opened.row, say, err) < 0)
			return -1;
	}
	return 0;
}

int appointments_erase(struct tx *tx, const char *dealer, const struct uuid *customer,
		       struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_appointments_of_customer(tx, dealer, customer, &rows, err) < 0)
		return -1;
	return erase_all(tx, rows, say, err);
}

int appointments_erase_party(struct tx *tx, const struct uuid *party, struct outbox *say,
			     struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_appointments_of_party(tx, party, &rows, err) < 0)
		return -1;
	return erase_all(tx, rows, say, err);
}

/* What is still to come is called off, with a letter; then the link dies. */
static int disown(const struct appointment_request *request, struct appointment_row *row,
		  struct err *err)
{
	struct answer answer = { 0 };
	bool coming = strcmp(row->status, "booked") == 0 &&
		      instant_compare(row->starts_at, tx_now(request->tx)) > 0;

	if (coming && planner_cancel(request, row, &answer, err) < 0)
		return -1;
	blank(row);
	return put(request->tx, request->garage, row, request->say, err);
}

static int disown_one(struct appointment_request *request, const struct uuid *id,
		      struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };
	struct booking_right right = { .garage = request->garage };
	bool may = false;

	if (store_appointment_open(request->tx, request->garage, id, &opened.row,
				   &opened.rows, err) < 0)
		return -1;
	if (!uuid_is_set(&opened.row.party) || !opened.row.link_hash)
		return 0;
	right.party_id = opened.row.party.text;
	right.passport_id = opened.row.passport.text;
	if (store_may_book(request->tx, &right, &may, err) < 0)
		return -1;
	return may ? 0 : disown(request, &opened.row, err);
}

int appointments_disown(const struct fleet *svc, struct tx *tx,
			const struct uuid *passport, struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_appointments_of_passport(tx, passport, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *dealer = row_text(rows, i, 0);
		struct appointment_request request = { .svc = svc,
						       .tx = tx,
						       .say = say,
						       .garage = dealer,
						       .tenant = dealer,
						       .by = "holder" };
		struct uuid id = row_uuid(rows, i, 1);

		if (disown_one(&request, &id, err) < 0)
			return -1;
	}
	return 0;
}
