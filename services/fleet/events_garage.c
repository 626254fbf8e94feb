/* SPDX-License-Identifier: Apache-2.0 */
/* Passports: into a fleet and out of it, garages, and "not mine any more". */
#include "fleet/appointment/book.h"
#include "fleet/book/account.h"
#include "fleet/book/transfer.h"
#include "fleet/events.h"

#include <string.h>

static int close_passport(const struct book *book, struct passport *passport,
			  struct answer *ret_answer, struct err *err)
{
	if (passport_put(book, passport, err) < 0)
		return -1;
	ret_answer->aggregate = passport->row.id;
	ret_answer->version = passport->row.version;
	return 0;
}

COMMAND(passport_join_fleet)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	ACCOUNT_AUTO account = { .rows = NULL };
	struct uuid fleet = uuid_from(msg->fleet_id);
	bool seen = false;
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_JOIN, &passport, &roles,
			      err) < 0 ||
	    account_open(&book, &fleet, &account, err) < 0 ||
	    store_account_seen_by(tx, &fleet, msg->dealer, &seen, err) < 0)
		return -1;
	if (!seen)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_FLEET",
				    "there is no such fleet");
	holding_join(&passport.row.held, &fleet, tx_now(tx));
	return close_passport(&book, &passport, ret_answer, err);
}

COMMAND(passport_leave_fleet)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	struct uuid anchors;
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_LEAVE, &passport, &roles,
			      err) < 0)
		return -1;
	anchors = passport.row.held.anchors;
	if (holding_leave(&passport.row.held, tx_now(tx), err) < 0)
		return -1;
	if (uuid_is_set(&anchors) && account_anchor_left(&book, &anchors, err) < 0)
		return -1;
	return close_passport(&book, &passport, ret_answer, err);
}

/* A garage that had it before names the car as it did, if it still has the plate; the one
 * that made the passport always. */
static int link_garage(const struct book *book, struct passport *passport,
		       const char *dealer, struct err *err)
{
	struct garage_link wanted = { .dealer = dealer };
	const struct garage_link *had = passport_garage(passport, dealer);
	struct car_facts car;

	if (had)
		wanted.vehicle = had->vehicle;
	if (passport_find_car(book, passport, &wanted, &car, err) < 0)
		return -1;
	if (had && strcmp(had->vehicle.text, passport->row.vehicle.text) == 0)
		car.id = had->vehicle;
	return passport_link_garage(book, passport, dealer, &car, err);
}

COMMAND(passport_link_garage)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_LINK, &passport, &roles,
			      err) < 0 ||
	    book_check_garage(&book, msg->garage, err) < 0 ||
	    link_garage(&book, &passport, msg->garage, err) < 0)
		return -1;
	return close_passport(&book, &passport, ret_answer, err);
}

static void archive(const struct book *book, struct passport *passport)
{
	passport->row.archived_at = tx_now(book->tx);
	passport->row.archived_reason = "not_mine";
	passport_unlink(passport);
}

COMMAND(passport_unlink_garage)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	struct holding *held = &passport.row.held;
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_UNLINK, &passport, &roles,
			      err) < 0)
		return -1;
	if ((roles & ROLE_GARAGE) && strcmp(msg->garage, msg->dealer) != 0)
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "a garage takes back its own link only");
	if (passport_end_garage(&book, &passport, msg->garage, err) < 0)
		return -1;
	/* Nobody took it up and nobody looks after it: the car may have another one. */
	if (passport_garages_now(&passport) == 0 && held->status < PASSPORT_ACTIVE) {
		holding_archive(held);
		archive(&book, &passport);
	}
	return close_passport(&book, &passport, ret_answer, err);
}

static int end_passport(const struct book *book, struct passport *passport,
			const struct holding *was, struct err *err)
{
	if (transfer_withdraw(book, &was->transfer, err) < 0 ||
	    passport_end_garage(book, passport, NULL, err) < 0)
		return -1;
	archive(book, passport);
	if (!uuid_is_set(&was->anchors))
		return 0;
	return account_anchor_left(book, &was->anchors, err);
}

COMMAND(passport_disown)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	struct holding was;
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_DISOWN, &passport, &roles,
			      err) < 0)
		return -1;
	was = passport.row.held;
	if (holding_disown(&passport.row.held, roles, tx_now(tx)) &&
	    end_passport(&book, &passport, &was, err) < 0)
		return -1;
	if (close_passport(&book, &passport, ret_answer, err) < 0)
		return -1;
	return appointments_disown(svc, tx, &passport.row.id, say, err);
}
