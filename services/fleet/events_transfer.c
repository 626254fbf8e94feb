/* SPDX-License-Identifier: Apache-2.0 */
/* Cars that pass to another driver or owner. */
#include "fleet/appointment/book.h"
#include "fleet/book/account.h"
#include "fleet/book/party.h"
#include "fleet/book/transfer.h"
#include "fleet/events.h"

#include <string.h>

#define MOST_REMINDERS 10

static void answer_with(const struct transfer *transfer, struct answer *ret_answer)
{
	ret_answer->aggregate = transfer->row.id;
	ret_answer->version = transfer->row.version;
}

static int check_recipient(const struct book *book, const struct transfer_start *msg,
			   const struct holding *held, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	struct offer_people people = { .owner = held->owner,
				       .driver = held->driver,
				       .starter = book_party(book) };
	char key[EMAIL_TEXT];

	if (address_fold(msg->recipient.email, key, err) < 0 ||
	    store_party_by_key(book->tx, key, &people.recipient, err) < 0)
		return -1;
	if (!uuid_is_set(&people.recipient))
		return 0;
	if (party_open(book, &people.recipient, &party, err) < 0)
		return -1;
	people.is_manager = party.row.kind == WIRE_PARTY_KIND_MANAGER;
	return offer_check(&people, err);
}

static int find_recipient(const struct book *book, const struct transfer_start *msg,
			  const char *dealer, struct party *ret_party, struct err *err)
{
	struct party_wish wish = { .id = uuid_from(msg->recipient_id),
				   .kind = WIRE_PARTY_KIND_HOLDER,
				   .contact = &msg->recipient,
				   .home_dealer = dealer };
	bool made;

	if (party_find_or_make(book, &wish, ret_party, &made, err) < 0)
		return -1;
	return made ? party_put(book, ret_party, err) : 0;
}

/* In whose name letters are written, and the fleet's name. */
struct sender {
	struct party party;
	struct account account;
	const char *dealer;
};

static void sender_done(struct sender *sender)
{
	party_release(&sender->party);
	account_done(&sender->account);
}

static int find_sender(const struct book *book, const struct passport *passport,
		       struct sender *ret_sender, struct err *err)
{
	const struct uuid *fleet = &passport->row.held.fleet;
	struct uuid id = book_party(book);

	if (uuid_is_set(fleet) &&
	    account_open(book, fleet, &ret_sender->account, err) < 0)
		return -1;
	if (party_open(book, &id, &ret_sender->party, err) < 0)
		return -1;
	ret_sender->dealer = passport_dealer(passport);
	if (!ret_sender->dealer)
		ret_sender->dealer = ret_sender->party.row.home_dealer;
	return 0;
}

static int add(const struct book *book, const struct transfer_start *msg,
	       const struct sender *sender, struct transfer *transfer, struct err *err)
{
	const struct passport_row *car = &transfer->passport.row;
	struct instant now = tx_now(book->tx);
	int64_t seconds = book->svc->knobs->transfer_days * DAY_SECONDS;
	PARTY_AUTO recipient = { .rows = NULL };
	bool added = false;

	if (find_recipient(book, msg, sender->dealer, &recipient, err) < 0)
		return -1;
	struct transfer_row row = {
		.id = uuid_from(msg->transfer_id),
		.passport = car->id,
		.kind = msg->kind,
		.status = OFFER_PENDING,
		.dealer = sender->dealer,
		.plate = car->plate,
		.make = car->make,
		.model = car->model,
		.fleet = car->held.fleet,
		.fleet_name = sender->account.row.name,
		.recipient_email = recipient.row.email,
		.recipient_name = msg->recipient.name,
		.recipient_phone = msg->recipient.phone,
		.recipient_language = msg->recipient.language,
		.recipient = recipient.row.id,
		.started_by = sender->party.row.id,
		.started_at = now,
		.expires_at = instant_add_seconds(now, seconds),
	};
	if (store_transfer_add(book->tx, &row, &added, err) < 0)
		return -1;
	if (!added)
		return err_set_code(err, ERR_CONFLICT, "TRANSFER_EXISTS",
				    "there is a transfer %s already", row.id.text);
	return store_transfer_open(book->tx, &row.id, &transfer->row, &transfer->rows,
				   err);
}

/* Nothing moves yet: who has the car keeps it. */
static int start(const struct book *book, struct transfer *transfer, struct err *err)
{
	const struct transfer_row *row = &transfer->row;
	struct holding *held = &transfer->passport.row.held;
	struct link link;

	held->status = PASSPORT_PENDING;
	held->transfer = row->id;
	transfer_link(book, transfer, &link);
	if (timer_set(book->tx, TIMER_TRANSFER, row->id.text,
		      offer_next(row->started_at, row->expires_at, 0), err) < 0 ||
	    transfer_put(book, transfer, err) < 0 ||
	    passport_put(book, &transfer->passport, err) < 0)
		return -1;
	return transfer_write_recipient(book, transfer, "transfer_offer", err);
}

COMMAND(transfer_start)
{
	struct book book = BOOK;
	TRANSFER_AUTO transfer = { .rows = NULL };
	struct uuid starter = uuid_from(msg->party_id);
	struct sender sender = { .dealer = NULL };
	unsigned roles;
	int failed;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_OFFER, &transfer.passport,
			      &roles, err) < 0 ||
	    book_is(&book, &starter, err) < 0 ||
	    check_recipient(&book, msg, &transfer.passport.row.held, err) < 0)
		return -1;
	failed = find_sender(&book, &transfer.passport, &sender, err) < 0 ||
		 add(&book, msg, &sender, &transfer, err) < 0 ||
		 start(&book, &transfer, err) < 0;
	sender_done(&sender);
	if (failed)
		return -1;
	answer_with(&transfer, ret_answer);
	return 0;
}

/* Who offered it, or another manager of the same fleet. */
static int check_sender(const struct book *book, const struct transfer *transfer,
			struct err *err)
{
	struct uuid party = book_party(book);
	bool manages = false;

	if (uuid_is_set(&transfer->row.fleet) && uuid_is_set(&party) &&
	    store_party_manages(book->tx, &party, &transfer->row.fleet, &manages, err) <
		    0)
		return -1;
	return manages ? 0 : book_is(book, &transfer->row.started_by, err);
}

/* Opened by who may end it so. False in *ret_changed: it has ended so already. */
static int open_to_end(const struct book *book, const char *id, enum offer how,
		       struct transfer *ret_transfer, bool *ret_changed, struct err *err)
{
	bool is_answer = how == OFFER_ACCEPTED || how == OFFER_DECLINED;

	if (transfer_open(book, id, ret_transfer, err) < 0)
		return -1;
	if ((is_answer ? book_is(book, &ret_transfer->row.recipient, err)
		       : check_sender(book, ret_transfer, err)) < 0)
		return -1;
	return offer_end(ret_transfer->row.status, how, ret_changed, err);
}

/* The address was shown to be theirs, by log-in or by the link. */
static int check_verified(const struct book *book, const struct transfer *transfer,
			  const char *terms, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };

	if (party_open(book, &transfer->row.recipient, &party, err) < 0)
		return -1;
	if (party.row.status != WIRE_PARTY_STATUS_ACTIVE)
		return err_set_code(err, ERR_DENIED, "NOT_VERIFIED",
				    "show first that the address is yours: use the link "
				    "in the letter, or log in");
	if (!terms)
		return 0;
	party_show(book, &party, terms);
	return party_put(book, &party, err);
}

static bool is_kept(const struct transfer_accept *msg, const char *dealer)
{
	for (size_t i = 0; i < msg->keep_garages_count; i++)
		if (strcmp(msg->keep_garages[i], dealer) == 0)
			return true;
	return false;
}

/* By its plate now; who made the passport knows it anyway. */
static int keep_car(const struct book *book, const struct passport *passport,
		    struct garage_link *link, struct err *err)
{
	struct car_facts car;

	if (strcmp(link->vehicle.text, passport->row.vehicle.text) == 0)
		return 0;
	if (passport_find_car(book, passport, link, &car, err) < 0)
		return -1;
	link->vehicle = car.id;
	return 0;
}

/* Garages the new owner keeps do not know whom to invoice yet, but the car; all others
 * see no more. */
static int pass_garages(const struct book *book, const struct transfer_accept *msg,
			struct passport *passport, struct err *err)
{
	for (size_t i = 0; i < msg->keep_garages_count; i++) {
		struct garage_link *link =
			passport_garage(passport, msg->keep_garages[i]);

		if (!link || instant_is_set(link->until))
			return err_set_code(err, ERR_INVALID, "GARAGE_NOT_LINKED",
					    "/keep_garages/%zu does not look after the "
					    "car",
					    i);
		link->customer = (struct uuid){ "" };
		if (keep_car(book, passport, link, err) < 0 ||
		    store_passport_link(book->tx, &passport->row.id, link, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < passport->garages_count; i++) {
		const char *dealer = passport->garages[i].dealer;

		if (!is_kept(msg, dealer) &&
		    passport_end_garage(book, passport, dealer, err) < 0)
			return -1;
	}
	return 0;
}

/* Everything at once: owner or driver, fleet, garages, and the anchor that left. */
static int hand_over(const struct book *book, const struct transfer_accept *msg,
		     struct transfer *transfer, struct err *err)
{
	struct passport *passport = &transfer->passport;
	struct holding *held = &passport->row.held;
	const struct uuid *recipient = &transfer->row.recipient;
	struct uuid anchors = held->anchors;

	if (transfer->row.kind == WIRE_TRANSFER_KIND_DRIVER) {
		holding_take_driver(held, recipient, tx_now(book->tx));
		held->reminders = msg->reminders;
		return 0;
	}
	holding_take_owner(held, recipient, tx_now(book->tx));
	held->reminders = msg->reminders;
	if (pass_garages(book, msg, passport, err) < 0)
		return -1;
	return uuid_is_set(&anchors) ? account_anchor_left(book, &anchors, err) : 0;
}

static int accept(const struct book *book, const struct transfer_accept *msg,
		  struct transfer *transfer, struct err *err)
{
	if (hand_over(book, msg, transfer, err) < 0 ||
	    transfer_end(book, transfer, OFFER_ACCEPTED, err) < 0 ||
	    transfer_put(book, transfer, err) < 0 ||
	    passport_put(book, &transfer->passport, err) < 0 ||
	    appointments_disown(book->svc, book->tx, &transfer->row.passport, book->say,
				err) < 0 ||
	    transfer_write_recipient(book, transfer, "transfer_done", err) < 0)
		return -1;
	return transfer_write_sender(book, transfer, "transfer_done", err);
}

/* The deadline is judged by when the gateway had the answer. */
static int check_in_time(const struct transfer *transfer, const char *received_at,
			 struct err *err)
{
	struct instant received;

	if (instant_parse(received_at, &received, err) < 0)
		return -1;
	if (instant_compare(received, transfer->row.expires_at) < 0)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "TRANSFER_ENDED", "the offer has expired");
}

/* Who waits for this answer sees the car as it is now, and so does who had it. */
static void answer_with_car(const struct transfer *transfer, struct answer *ret_answer)
{
	ret_answer->aggregate = transfer->passport.row.id;
	ret_answer->version = transfer->passport.row.version;
}

COMMAND(transfer_accept)
{
	struct book book = BOOK;
	TRANSFER_AUTO transfer = { .rows = NULL };
	bool changed;

	if (open_to_end(&book, msg->transfer_id, OFFER_ACCEPTED, &transfer, &changed,
			err) < 0)
		return -1;
	if (changed && (check_in_time(&transfer, msg->received_at, err) < 0 ||
			check_verified(&book, &transfer, msg->terms_version, err) < 0 ||
			accept(&book, msg, &transfer, err) < 0))
		return -1;
	answer_with_car(&transfer, ret_answer);
	return 0;
}

COMMAND(transfer_decline)
{
	struct book book = BOOK;
	TRANSFER_AUTO transfer = { .rows = NULL };
	bool changed;

	if (open_to_end(&book, msg->transfer_id, OFFER_DECLINED, &transfer, &changed,
			err) < 0)
		return -1;
	if (changed && transfer_lapse(&book, &transfer, OFFER_DECLINED, err) < 0)
		return -1;
	answer_with_car(&transfer, ret_answer);
	return 0;
}

COMMAND(transfer_cancel)
{
	struct book book = BOOK;
	TRANSFER_AUTO transfer = { .rows = NULL };
	bool changed;

	if (open_to_end(&book, msg->transfer_id, OFFER_CANCELLED, &transfer, &changed,
			err) < 0)
		return -1;
	if (changed && transfer_lapse(&book, &transfer, OFFER_CANCELLED, err) < 0)
		return -1;
	answer_with_car(&transfer, ret_answer);
	return 0;
}

COMMAND(transfer_remind)
{
	struct book book = BOOK;
	TRANSFER_AUTO transfer = { .rows = NULL };
	struct link link;
	bool pending;

	if (open_to_end(&book, msg->transfer_id, OFFER_PENDING, &transfer, &pending,
			err) < 0)
		return -1;
	if (transfer.row.asked >= MOST_REMINDERS)
		return err_set_code(err, ERR_DENIED, "TOO_MANY_MAILS",
				    "the recipient was reminded %d times",
				    MOST_REMINDERS);
	transfer.row.asked++;
	transfer_link(&book, &transfer, &link);
	if (transfer_put(&book, &transfer, err) < 0 ||
	    transfer_write_recipient(&book, &transfer, "transfer_reminder", err) < 0)
		return -1;
	answer_with(&transfer, ret_answer);
	return 0;
}
