/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet accounts: settings and managers. */
#include "fleet/book/account.h"
#include "fleet/book/invite.h"
#include "fleet/book/passport.h"
#include "fleet/book/person.h"
#include "fleet/events.h"

#include <string.h>

static int close_account(const struct book *book, struct account *account,
			 struct answer *ret_answer, struct err *err)
{
	if (account_put(book, account, err) < 0)
		return -1;
	ret_answer->aggregate = account->row.id;
	ret_answer->version = account->row.version;
	return 0;
}

static int put_cars(const struct book *book, const struct account *account,
		    struct err *err)
{
	AUTO(rows) *ids = NULL;

	if (store_passports_of_fleet(book->tx, &account->row.id, &ids, err) < 0)
		return -1;
	return passport_put_all(book, ids, err);
}

/* The car that was tied to the fleet is so no longer; it may be gone already. */
static int untie(const struct book *book, const struct account_row *row, struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };

	if (!uuid_is_set(&row->anchor))
		return 0;
	if (passport_open(book, &row->anchor, &passport, err) < 0)
		return -1;
	if (!uuid_is_set(&passport.row.held.anchors))
		return 0;
	passport.row.held.anchors = (struct uuid){ "" };
	return passport_put(book, &passport, err);
}

static int tie(const struct book *book, const char *anchor_id, struct account_row *row,
	       struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };
	struct uuid anchor = uuid_from(anchor_id);

	if (untie(book, row, err) < 0 || passport_open(book, &anchor, &passport, err) < 0)
		return -1;
	if (strcmp(passport.row.held.fleet.text, row->id.text) != 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PASSPORT",
				    "the fleet has no such car");
	passport.row.held.anchors = row->id;
	row->anchor = anchor;
	row->anchor_gone = false;
	return passport_put(book, &passport, err);
}

static int change(const struct book *book, const struct fleet_change *msg,
		  struct account *account, struct err *err)
{
	struct account_row *row = &account->row;

	if (msg->name && msg->name[0])
		row->name = msg->name;
	if (msg->has_approval_limit_cents) {
		row->has_limit = msg->approval_limit_cents >= 0;
		row->limit_cents = msg->approval_limit_cents;
	}
	if (msg->messages)
		row->messages = fleet_state_messages_of(
			fleet_change_messages_word(msg->messages));
	return msg->anchor_id ? tie(book, msg->anchor_id, row, err) : 0;
}

COMMAND(fleet_change)
{
	struct book book = BOOK;
	ACCOUNT_AUTO account = { .rows = NULL };
	enum fleet_state_messages before;

	if ((book_garage(&book)
		     ? account_open_arranged(&book, msg->fleet_id, &account, err)
		     : account_open_managed(&book, msg->fleet_id, &account, err)) < 0 ||
	    book_check_version(msg->expected_version, account.row.version, err) < 0)
		return -1;
	before = account.row.messages;
	if (change(&book, msg, &account, err) < 0 ||
	    close_account(&book, &account, ret_answer, err) < 0)
		return -1;
	return before == account.row.messages ? 0 : put_cars(&book, &account, err);
}

COMMAND(fleet_add_manager)
{
	struct book book = BOOK;
	ACCOUNT_AUTO account = { .rows = NULL };
	PARTY_AUTO party = { .rows = NULL };
	AUTO(rows) *managers = NULL;
	struct party_wish wish = { .id = uuid_from(msg->party_id),
				   .kind = WIRE_PARTY_KIND_MANAGER,
				   .contact = &msg->manager,
				   .fleet = uuid_from(msg->fleet_id) };
	bool made;

	if (account_open_managed(&book, msg->fleet_id, &account, err) < 0 ||
	    store_party_managers(tx, &account.row.id, false, &managers, err) < 0)
		return -1;
	if (rows_count(managers) >= FLEET_MANAGERS)
		return err_set_code(err, ERR_CONFLICT, "MANAGERS_FULL",
				    "a fleet has %d managers at most", FLEET_MANAGERS);
	wish.home_dealer = account.row.dealer;
	if (party_find_or_make(&book, &wish, &party, &made, err) < 0 ||
	    account_invite(&book, &account, &party, err) < 0)
		return -1;
	return close_account(&book, &account, ret_answer, err);
}

/* Somebody who can log in stays (domain.md 3d-9.12). */
static int check_remove(const struct book *book, const struct uuid *fleet,
			const struct uuid *party, struct err *err)
{
	AUTO(rows) *active = NULL;
	bool manages = false;

	if (store_party_manages(book->tx, party, fleet, &manages, err) < 0 ||
	    store_party_managers(book->tx, fleet, true, &active, err) < 0)
		return -1;
	if (!manages)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_MANAGER",
				    "the fleet has no such manager");
	for (size_t i = 0; i < rows_count(active); i++)
		if (strcmp(row_text(active, i, 0), party->text) != 0)
			return 0;
	return err_set_code(err, ERR_CONFLICT, "LAST_MANAGER",
			    "a fleet keeps a manager who can log in: add another first");
}

COMMAND(fleet_remove_manager)
{
	struct book book = BOOK;
	ACCOUNT_AUTO account = { .rows = NULL };
	PARTY_AUTO party = { .rows = NULL };
	struct uuid id = uuid_from(msg->party_id);

	if (account_open_managed(&book, msg->fleet_id, &account, err) < 0 ||
	    check_remove(&book, &account.row.id, &id, err) < 0 ||
	    party_open(&book, &id, &party, err) < 0)
		return -1;
	party_close(&book, &party);
	if (party_put(&book, &party, err) < 0 ||
	    close_account(&book, &account, ret_answer, err) < 0)
		return -1;
	return put_cars(&book, &account, err);
}
