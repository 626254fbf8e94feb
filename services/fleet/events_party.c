/* SPDX-License-Identifier: Apache-2.0 */
/* Parties: their data, and the address they log in with. */
#include "fleet/book/account.h"
#include "fleet/book/invite.h"
#include "fleet/book/letter.h"
#include "fleet/book/person.h"
#include "fleet/events.h"

#include <string.h>

static void answer_with(const struct party *party, struct answer *ret_answer)
{
	ret_answer->aggregate = party->row.id;
	ret_answer->version = party->row.version;
}

/* Opened, and it is that party that asks. */
static int open_own(const struct book *book, const char *id, struct party *ret_party,
		    struct err *err)
{
	struct uuid party = uuid_from(id);

	if (book_is(book, &party, err) < 0 ||
	    party_open(book, &party, ret_party, err) < 0)
		return -1;
	if (ret_party->row.status == WIRE_PARTY_STATUS_CLOSED)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PARTY",
				    "there is no such party");
	return 0;
}

COMMAND(party_change)
{
	struct book book = BOOK;
	PARTY_AUTO party = { .rows = NULL };
	struct person person = PERSON_OF(msg);

	if (open_own(&book, msg->party_id, &party, err) < 0 ||
	    book_check_version(msg->expected_version, party.row.version, err) < 0)
		return -1;
	person_write(&person, &party.row);
	if (party_put(&book, &party, err) < 0)
		return -1;
	answer_with(&party, ret_answer);
	return person_put_cars(&book, &party.row, NULL, err);
}

/* The link goes to the new address, which is not theirs before it is used. */
static int ask_address(const struct book *book, struct party *party,
		       struct answer *ret_answer, struct err *err)
{
	int64_t seconds = book->svc->knobs->address_hours * HOUR_SECONDS;
	struct link link;
	struct letter letter;

	if (party_link(book, party, "/adres/", seconds, &link, err) < 0 ||
	    party_put(book, party, err) < 0)
		return -1;
	answer_with(party, ret_answer);
	letter = (struct letter){
		.template = "email_check",
		.dealer = party->row.home_dealer,
		.to = &party->row,
		.email = party->row.pending_email,
		.about = party->row.id,
		.version = party->row.version,
		.until = party->row.link_expires_at,
		.params = { .link = link.path },
	};
	return letter_ask(book, &letter, err);
}

/* A garage does so for the fleet it still arranges. */
static int hand_over(const struct book *book, struct party *party, const char *name,
		     struct answer *ret_answer, struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };

	if (!uuid_is_set(&party->row.fleet))
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "this is for somebody else to do");
	if (account_open_arranged(book, party->row.fleet.text, &account, err) < 0)
		return -1;
	if (name && name[0])
		party->row.name = name;
	if (account_invite(book, &account, party, err) < 0)
		return -1;
	answer_with(party, ret_answer);
	return 0;
}

COMMAND(party_change_email)
{
	struct book book = BOOK;
	PARTY_AUTO party = { .rows = NULL };
	struct uuid id = uuid_from(msg->party_id);

	if ((book_garage(&book) ? party_open(&book, &id, &party, err)
				: open_own(&book, msg->party_id, &party, err)) < 0 ||
	    address_read(msg->email, &party.address, err) < 0 ||
	    party_check_free(&book, &party, party.address.key, err) < 0)
		return -1;
	if (strcmp(party.address.key, party.row.email_key) == 0)
		return err_set_code(err, ERR_INVALID, "SAME_ADDRESS",
				    "/email is the address there is");
	party.row.pending_email = party.address.typed;
	party.row.pending_key = party.address.key;
	if (book_garage(&book))
		return hand_over(&book, &party, msg->name, ret_answer, err);
	return ask_address(&book, &party, ret_answer, err);
}

/* Whoever had the address before is told. */
static int tell_old(const struct book *book, const struct party_row *row,
		    const char *old_email, struct err *err)
{
	struct letter letter = {
		.template = "email_changed",
		.dealer = row->home_dealer,
		.to = row,
		.email = old_email,
		.about = row->id,
		.version = row->version,
	};

	return letter_ask(book, &letter, err);
}

/* With the address the account passes to its manager. */
static int activate_account(const struct book *book, const struct party_row *row,
			    struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };

	if (!uuid_is_set(&row->fleet))
		return 0;
	if (account_open(book, &row->fleet, &account, err) < 0)
		return -1;
	if (account.row.status == FLEET_STATE_STATUS_ACTIVE)
		return 0;
	if (account_activate(book, &account, err) < 0)
		return -1;
	return account_put(book, &account, err);
}

COMMAND(party_confirm_email)
{
	struct book book = BOOK;
	PARTY_AUTO party = { .rows = NULL };
	const char *old_email;

	if (open_own(&book, msg->party_id, &party, err) < 0)
		return -1;
	answer_with(&party, ret_answer);
	if (!party.row.pending_email) /* pressed twice */
		return 0;
	old_email = party.row.email;
	if (party_take_address(&book, &party, err) < 0)
		return -1;
	party_show(&book, &party, msg->terms_version);
	party_unlink(&party);
	if (party_put(&book, &party, err) < 0 ||
	    activate_account(&book, &party.row, err) < 0 ||
	    tell_old(&book, &party.row, old_email, err) < 0)
		return -1;
	answer_with(&party, ret_answer);
	return person_put_cars(&book, &party.row, NULL, err);
}

COMMAND(party_verify)
{
	struct book book = BOOK;
	PARTY_AUTO party = { .rows = NULL };
	bool was_active;

	if (open_own(&book, msg->party_id, &party, err) < 0)
		return -1;
	answer_with(&party, ret_answer);
	was_active = party.row.status == WIRE_PARTY_STATUS_ACTIVE;
	if (was_active && !msg->terms_version)
		return 0;
	party_show(&book, &party, msg->terms_version);
	if (party_put(&book, &party, err) < 0)
		return -1;
	answer_with(&party, ret_answer);
	return was_active ? 0 : person_put_cars(&book, &party.row, NULL, err);
}
