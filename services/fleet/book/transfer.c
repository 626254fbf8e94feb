/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, changing, putting back and ending transfers; the letters about them. */
#include "fleet/book/transfer.h"

#include <string.h>

#include "fleet/book/letter.h"
#include "fleet/book/party.h"
#include "gen/say_transfer_state.h"

int transfer_open(const struct book *book, const char *id, struct transfer *ret_transfer,
		  struct err *err)
{
	struct uuid transfer = uuid_from(id), passport;

	*ret_transfer = (struct transfer){ .rows = NULL };
	if (store_transfer_passport(book->tx, &transfer, &passport, err) < 0 ||
	    passport_open(book, &passport, &ret_transfer->passport, err) < 0)
		return -1;
	return store_transfer_open(book->tx, &transfer, &ret_transfer->row,
				   &ret_transfer->rows, err);
}

void transfer_done(struct transfer *transfer)
{
	rows_free(transfer->rows);
	transfer->rows = NULL;
	passport_done(&transfer->passport);
}

static int say_it(const struct book *book, const struct transfer_row *row,
		  struct err *err)
{
	char started[INSTANT_TEXT], expires[INSTANT_TEXT], ended[INSTANT_TEXT];
	char link_expires[INSTANT_TEXT];
	struct transfer_state_link link = {
		.hash = row->link_hash,
		.expires_at = book_time(row->link_expires_at, link_expires),
	};
	struct transfer_state state = {
		.transfer_id = row->id.text,
		.version = row->version,
		.passport_id = row->passport.text,
		.kind = row->kind,
		.status = wire_transfer_status_of(offer_name(row->status)),
		.plate = row->plate,
		.make = row->make,
		.model = row->model,
		.fleet_id = book_id(&row->fleet),
		.fleet_name = row->fleet_name,
		.recipient = { .email = row->recipient_email,
			       .name = row->recipient_name,
			       .phone = row->recipient_phone,
			       .language = row->recipient_language },
		.recipient_id = row->recipient.text,
		.started_by = row->started_by.text,
		.started_at = book_time(row->started_at, started),
		.expires_at = book_time(row->expires_at, expires),
		.has_reminded = true,
		.reminded = row->reminded,
		.ended_at = book_time(row->ended_at, ended),
		.link = row->link_hash ? &link : NULL,
	};

	return say_transfer_state(book->say, &state, err);
}

/* Forgotten: it was said to be gone, and there is nothing more to say. */
static bool is_nobodys(const struct transfer_row *row)
{
	return row->recipient_email[0] == '\0';
}

int transfer_put(const struct book *book, struct transfer *transfer, struct err *err)
{
	transfer->row.version++;
	if (store_transfer_save(book->tx, &transfer->row, err) < 0)
		return -1;
	return is_nobodys(&transfer->row) ? 0 : say_it(book, &transfer->row, err);
}

int transfer_end(const struct book *book, struct transfer *transfer, enum offer how,
		 struct err *err)
{
	transfer->row.status = how;
	transfer->row.ended_at = tx_now(book->tx);
	transfer->row.link_hash = NULL;
	transfer->row.link_expires_at = NO_INSTANT;
	return timer_clear(book->tx, TIMER_TRANSFER, transfer->row.id.text, err);
}

int transfer_lapse(const struct book *book, struct transfer *transfer, enum offer how,
		   struct err *err)
{
	struct holding *held = &transfer->passport.row.held;

	held->status = PASSPORT_ACTIVE;
	held->transfer = (struct uuid){ "" };
	if (transfer_end(book, transfer, how, err) < 0 ||
	    transfer_put(book, transfer, err) < 0 ||
	    passport_put(book, &transfer->passport, err) < 0)
		return -1;
	if (how == OFFER_CANCELLED)
		return 0;
	return transfer_write_sender(book, transfer, "transfer_status", err);
}

int transfer_withdraw(const struct book *book, const struct uuid *id, struct err *err)
{
	TRANSFER_AUTO transfer = { .rows = NULL };

	if (!uuid_is_set(id))
		return 0;
	if (transfer_open(book, id->text, &transfer, err) < 0 ||
	    transfer_end(book, &transfer, OFFER_CANCELLED, err) < 0)
		return -1;
	return transfer_put(book, &transfer, err);
}

void transfer_link(const struct book *book, struct transfer *transfer,
		   struct link *ret_link)
{
	struct transfer_row *row = &transfer->row;

	/* One link for all letters of an offer: an older letter's works as well. */
	*ret_link = book_link(book, "/overdracht/", "transfer", &row->id, 1);
	memcpy(transfer->hash, ret_link->hash, sizeof(transfer->hash));
	row->link_hash = transfer->hash;
	row->link_expires_at = row->expires_at;
}

static struct letter letter_of(const struct transfer *transfer, const char *template,
			       const struct party *to)
{
	const struct transfer_row *row = &transfer->row;

	return (struct letter){
		.template = template,
		.dealer = row->dealer,
		.to = &to->row,
		.about = row->id,
		.version = row->version,
		.car = &transfer->passport.row,
		.until = row->status == OFFER_PENDING ? row->expires_at : NO_INSTANT,
		.params = { .fleet_name = row->fleet_name,
			    .transfer_kind = row->kind,
			    .transfer_status =
				    wire_transfer_status_of(offer_name(row->status)) },
	};
}

static const char *name_or_null(const char *name)
{
	return name && name[0] ? name : NULL;
}

int transfer_write_recipient(const struct book *book, struct transfer *transfer,
			     const char *template, struct err *err)
{
	PARTY_AUTO recipient = { .rows = NULL };
	PARTY_AUTO sender = { .rows = NULL };
	struct letter letter;
	struct link link;

	if (party_open(book, &transfer->row.recipient, &recipient, err) < 0 ||
	    party_open(book, &transfer->row.started_by, &sender, err) < 0)
		return -1;
	letter = letter_of(transfer, template, &recipient);
	letter.params.person = name_or_null(sender.row.name);
	if (transfer->row.status == OFFER_PENDING) {
		transfer_link(book, transfer, &link);
		letter.params.link = link.path;
	}
	letter.may_disown = transfer->row.status == OFFER_ACCEPTED;
	return letter_ask(book, &letter, err);
}

int transfer_write_sender(const struct book *book, const struct transfer *transfer,
			  const char *template, struct err *err)
{
	PARTY_AUTO sender = { .rows = NULL };
	const char *name = name_or_null(transfer->row.recipient_name);
	struct letter letter;

	if (party_open(book, &transfer->row.started_by, &sender, err) < 0)
		return -1;
	if (sender.row.status == WIRE_PARTY_STATUS_CLOSED)
		return 0;
	letter = letter_of(transfer, template, &sender);
	letter.params.person = name ? name : transfer->row.recipient_email;
	return letter_ask(book, &letter, err);
}

/* However late the clock is, one reminder at a time. */
static int remind(const struct book *book, struct transfer *transfer, struct err *err)
{
	struct transfer_row *row = &transfer->row;
	int due = offer_reminders(row->started_at, tx_now(book->tx));
	bool more = due > row->reminded;
	struct link link;

	transfer_link(book, transfer, &link);
	row->reminded = due > row->reminded ? due : row->reminded;
	if (timer_set(book->tx, TIMER_TRANSFER, row->id.text,
		      offer_next(row->started_at, row->expires_at, (int)row->reminded),
		      err) < 0)
		return -1;
	if (!more)
		return 0;
	if (transfer_put(book, transfer, err) < 0 ||
	    transfer_write_recipient(book, transfer, "transfer_reminder", err) < 0)
		return -1;
	return transfer_write_sender(book, transfer, "transfer_status", err);
}

int transfer_tick(const struct book *book, const char *id, struct err *err)
{
	TRANSFER_AUTO transfer = { .rows = NULL };

	if (transfer_open(book, id, &transfer, err) < 0)
		return -1;
	if (transfer.row.status != OFFER_PENDING)
		return 0;
	if (is_nobodys(&transfer.row))
		return transfer_lapse(book, &transfer, OFFER_CANCELLED, err);
	if (instant_compare(tx_now(book->tx), transfer.row.expires_at) >= 0)
		return transfer_lapse(book, &transfer, OFFER_EXPIRED, err);
	return remind(book, &transfer, err);
}
