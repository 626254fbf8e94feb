/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, changing and putting back parties. */
#include "fleet/book/party.h"

#include <string.h>

#include "gen/say_party_state.h"

int party_open(const struct book *book, const struct uuid *id, struct party *ret_party,
	       struct err *err)
{
	*ret_party = (struct party){ .rows = NULL };
	return store_party_open(book->tx, id, &ret_party->row, &ret_party->rows, err);
}

void party_release(struct party *party)
{
	rows_free(party->rows);
	party->rows = NULL;
}

static int say_it(const struct book *book, const struct party_row *row, struct err *err)
{
	char verified[INSTANT_TEXT], terms[INSTANT_TEXT], sessions[INSTANT_TEXT];
	char expires[INSTANT_TEXT];
	struct party_state_link link = {
		.hash = row->link_hash,
		.expires_at = book_time(row->link_expires_at, expires),
	};
	struct party_state state = {
		.party_id = row->id.text,
		.version = row->version,
		.kind = row->kind,
		.status = row->status,
		.email = row->email,
		.name = row->name,
		.phone = row->phone,
		.company = row->company,
		.street = row->street,
		.postcode = row->postcode,
		.city = row->city,
		.country = row->country,
		.language = row->language,
		.fleet_id = book_id(&row->fleet),
		.home_dealer = row->home_dealer,
		.verified_at = book_time(row->verified_at, verified),
		.terms_version = row->terms_version,
		.terms_at = book_time(row->terms_at, terms),
		.pending_email = row->pending_email,
		.sessions_since = book_time(row->sessions_since, sessions),
		.link = row->link_hash ? &link : NULL,
	};

	return say_party_state(book->say, &state, err);
}

int party_put(const struct book *book, struct party *party, struct err *err)
{
	party->row.version++;
	if (store_party_save(book->tx, &party->row, err) < 0)
		return -1;
	return say_it(book, &party->row, err);
}

static int in_use(struct err *err)
{
	return err_set_code(err, ERR_CONFLICT, "EMAIL_IN_USE",
			    "somebody else has this e-mail address");
}

int party_ask_later(const struct book *book, const struct uuid *id, struct err *err)
{
	int64_t seconds = book->svc->knobs->invited_days * DAY_SECONDS;

	return timer_set(book->tx, TIMER_PARTY_FORGET, id->text,
			 instant_add_seconds(tx_now(book->tx), seconds), err);
}

/* ERR_CONFLICT unless it may be had for what is wished. */
static int find(const struct book *book, const struct party_wish *wish, const char *key,
		struct party *ret_party, bool *ret_found, struct err *err)
{
	struct uuid id;

	if (store_party_by_key(book->tx, key, &id, err) < 0)
		return -1;
	*ret_found = uuid_is_set(&id);
	if (!*ret_found)
		return 0;
	if (wish->kind == WIRE_PARTY_KIND_MANAGER)
		return in_use(err);
	if (party_open(book, &id, ret_party, err) < 0)
		return -1;
	if (ret_party->row.status == WIRE_PARTY_STATUS_CLOSED) {
		/* While we waited for its lock: the address is nobody's again. */
		party_release(ret_party);
		*ret_found = false;
		return 0;
	}
	return ret_party->row.kind == WIRE_PARTY_KIND_MANAGER ? in_use(err) : 0;
}

static int make(const struct book *book, const struct party_wish *wish,
		const struct address *address, bool *ret_made, struct err *err)
{
	const struct wire_contact *contact = wish->contact;
	struct party_row row = {
		.id = wish->id,
		.kind = wish->kind,
		.email = address->typed,
		.email_key = address->key,
		.name = contact->name ? contact->name : "",
		.language = contact->language ? contact->language : WIRE_LANGUAGE_NL,
		.fleet = wish->fleet,
		.home_dealer = wish->home_dealer,
		.created_at = tx_now(book->tx),
	};

	if (store_party_add(book->tx, &row, ret_made, err) < 0)
		return -1;
	/* A manager stays as long as the fleet. */
	if (!*ret_made || wish->kind == WIRE_PARTY_KIND_MANAGER)
		return 0;
	return party_ask_later(book, &row.id, err);
}

int party_find_or_make(const struct book *book, const struct party_wish *wish,
		       struct party *ret_party, bool *ret_made, struct err *err)
{
	struct address address;
	bool found;

	*ret_made = false;
	if (address_read(wish->contact->email, &address, err) < 0 ||
	    find(book, wish, address.key, ret_party, &found, err) < 0)
		return -1;
	if (found)
		return 0;
	if (make(book, wish, &address, ret_made, err) < 0)
		return -1;
	if (*ret_made) {
		if (party_open(book, &wish->id, ret_party, err) < 0)
			return -1;
		if (wish->contact->phone)
			ret_party->row.phone = wish->contact->phone;
		return 0;
	}
	/* Somebody made it between the two looks. */
	if (find(book, wish, address.key, ret_party, &found, err) < 0)
		return -1;
	if (!found)
		return err_set_code(err, ERR_CONFLICT, "PARTY_EXISTS",
				    "there is a party %s already", wish->id.text);
	return 0;
}

void party_show(const struct book *book, struct party *party, const char *terms)
{
	struct party_row *row = &party->row;

	if (row->status == WIRE_PARTY_STATUS_INVITED)
		row->status = WIRE_PARTY_STATUS_ACTIVE;
	if (!instant_is_set(row->verified_at))
		row->verified_at = tx_now(book->tx);
	if (terms) {
		row->terms_version = terms;
		row->terms_at = tx_now(book->tx);
	}
}

int party_link(const struct book *book, struct party *party, const char *folder,
	       int64_t seconds, struct link *ret_link, struct err *err)
{
	struct party_row *row = &party->row;

	*ret_link = book_link(book, folder, "party", &row->id, ++row->links);
	memcpy(party->hash, ret_link->hash, sizeof(party->hash));
	row->link_hash = party->hash;
	row->link_expires_at = instant_add_seconds(tx_now(book->tx), seconds);
	return timer_set(book->tx, TIMER_PARTY_LINK, row->id.text, row->link_expires_at,
			 err);
}

void party_unlink(struct party *party)
{
	party->row.link_hash = NULL;
	party->row.link_expires_at = NO_INSTANT;
}

int party_check_free(const struct book *book, const struct party *party,
		     const char *email_key, struct err *err)
{
	struct uuid id;

	if (store_party_by_key(book->tx, email_key, &id, err) < 0)
		return -1;
	if (uuid_is_set(&id) && strcmp(id.text, party->row.id.text) != 0)
		return in_use(err);
	return 0;
}

int party_take_address(const struct book *book, struct party *party, struct err *err)
{
	struct party_row *row = &party->row;

	if (!row->pending_email)
		return 0;
	if (party_check_free(book, party, row->pending_key, err) < 0)
		return -1;
	row->email = row->pending_email;
	row->email_key = row->pending_key;
	row->pending_email = row->pending_key = NULL;
	row->verified_at = NO_INSTANT; /* anew, by party_show() */
	row->sessions_since = tx_now(book->tx);
	return 0;
}

void party_close(const struct book *book, struct party *party)
{
	party->row.status = WIRE_PARTY_STATUS_CLOSED;
	party->row.sessions_since = tx_now(book->tx);
	party->row.pending_email = party->row.pending_key = NULL;
	party_unlink(party);
}

void party_blank(struct party *party)
{
	struct party_row *row = &party->row;

	row->email = row->email_key = row->name = "";
	row->phone = row->company = row->street = row->postcode = row->city = NULL;
	row->country = row->pending_email = row->pending_key = NULL;
}

int party_link_expires(const struct book *book, const struct uuid *id, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	struct party_row *row = &party.row;

	if (party_open(book, id, &party, err) < 0)
		return -1;
	if (!row->link_hash ||
	    instant_compare(tx_now(book->tx), row->link_expires_at) < 0)
		return 0;
	/* A new address that was not shown to be theirs in time is asked for again. */
	row->pending_email = row->pending_key = NULL;
	party_unlink(&party);
	return party_put(book, &party, err);
}
