/* SPDX-License-Identifier: Apache-2.0 */
/* Fleet accounts: made by a garage, run by their managers. */
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

/* Whom the account is for has two addresses: one as holder, one as manager. */
static int check_holder(const struct book *book, const struct uuid *holder,
			const char *email_key, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };

	if (!uuid_is_set(holder))
		return 0;
	if (party_open(book, holder, &party, err) < 0)
		return -1;
	if (strcmp(party.row.email_key, email_key) != 0)
		return 0;
	return err_set_code(err, ERR_INVALID, "FLEET_EMAIL_EQUALS_PASSPORT",
			    "/manager/email is that of the passport: the account needs "
			    "another");
}

static int make_manager(const struct book *book, const struct party_wish *wish,
			struct party *ret_party, struct err *err)
{
	bool made = false;

	return party_find_or_make(book, wish, ret_party, &made, err);
}

static int add_account(const struct book *book, const struct fleet_create *msg,
		       struct account *ret_account, struct err *err)
{
	struct account_row row = {
		.id = uuid_from(msg->fleet_id),
		.name = msg->name,
		.dealer = msg->dealer,
		.status = msg->staging ? FLEET_STATE_STATUS_STAGING
				       : FLEET_STATE_STATUS_INVITED,
		.anchor = uuid_from(msg->passport_id),
		.messages = FLEET_STATE_MESSAGES_DRIVER,
		.created_by = msg->actor,
		.created_at = tx_now(book->tx),
	};
	bool added = false;

	if (store_account_add(book->tx, &row, &added, err) < 0)
		return -1;
	if (!added)
		return err_set_code(err, ERR_CONFLICT, "FLEET_EXISTS",
				    "there is a fleet %s already", row.id.text);
	return account_open(book, &row.id, ret_account, err);
}

/* The manager, asked to activate the account; or quiet while the garage arranges it. */
static int start_account(const struct book *book, const struct fleet_create *msg,
			 struct answer *ret_answer, struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };
	PARTY_AUTO manager = { .rows = NULL };
	struct party_wish wish = { .id = uuid_from(msg->manager_id),
				   .kind = WIRE_PARTY_KIND_MANAGER,
				   .contact = &msg->manager,
				   .fleet = uuid_from(msg->fleet_id),
				   .home_dealer = msg->dealer };

	if (add_account(book, msg, &account, err) < 0 ||
	    make_manager(book, &wish, &manager, err) < 0)
		return -1;
	if (msg->staging ? party_put(book, &manager, err) < 0
			 : account_invite(book, &account, &manager, err) < 0)
		return -1;
	return close_account(book, &account, ret_answer, err);
}

COMMAND(fleet_create)
{
	struct book book = BOOK;
	struct uuid fleet = uuid_from(msg->fleet_id);
	PASSPORT_AUTO passport = { .rows = NULL };
	struct holding *held = &passport.row.held;
	char key[EMAIL_TEXT];
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_JOIN, &passport, &roles,
			      err) < 0 ||
	    address_fold(msg->manager.email, key, err) < 0 ||
	    check_holder(&book, &held->owner, key, err) < 0 ||
	    check_holder(&book, &held->driver, key, err) < 0 ||
	    start_account(&book, msg, ret_answer, err) < 0)
		return -1;
	holding_join(held, &fleet, tx_now(tx));
	held->anchors = fleet;
	return passport_put(&book, &passport, err);
}

static int invite_all(const struct book *book, const struct account *account,
		      struct err *err)
{
	AUTO(rows) *managers = NULL;

	if (store_party_managers(book->tx, &account->row.id, false, &managers, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(managers); i++) {
		PARTY_AUTO party = { .rows = NULL };
		struct uuid id = row_uuid(managers, i, 0);

		if (party_open(book, &id, &party, err) < 0 ||
		    account_invite(book, account, &party, err) < 0)
			return -1;
	}
	return 0;
}

COMMAND(fleet_invite)
{
	struct book book = BOOK;
	ACCOUNT_AUTO account = { .rows = NULL };

	if (account_open_arranged(&book, msg->fleet_id, &account, err) < 0)
		return -1;
	account.row.status = FLEET_STATE_STATUS_INVITED;
	if (invite_all(&book, &account, err) < 0)
		return -1;
	return close_account(&book, &account, ret_answer, err);
}

COMMAND(fleet_activate)
{
	struct book book = BOOK;
	ACCOUNT_AUTO account = { .rows = NULL };
	PARTY_AUTO party = { .rows = NULL };
	struct uuid id = uuid_from(msg->party_id);

	if (book_is(&book, &id, err) < 0 ||
	    account_open_managed(&book, msg->fleet_id, &account, err) < 0 ||
	    party_open(&book, &id, &party, err) < 0 ||
	    party_take_address(&book, &party, err) < 0)
		return -1;
	party_show(&book, &party, msg->terms_version);
	party_unlink(&party);
	if (party_put(&book, &party, err) < 0 ||
	    account_activate(&book, &account, err) < 0 ||
	    close_account(&book, &account, ret_answer, err) < 0)
		return -1;
	return person_put_cars(&book, &party.row, NULL, err);
}
