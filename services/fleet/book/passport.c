/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, changing and putting back passports. */
#include "fleet/book/passport.h"

#include <string.h>

#include "fleet/store_party.h"

int passport_open(const struct book *book, const struct uuid *id,
		  struct passport *ret_passport, struct err *err)
{
	struct passport *it = ret_passport;

	*it = (struct passport){ .rows = NULL };
	if (store_passport_open(book->tx, id, &it->row, &it->rows, err) < 0)
		return -1;
	return store_passport_garages(book->tx, id, it->garages, &it->garages_count,
				      &it->garage_rows, err);
}

void passport_done(struct passport *passport)
{
	rows_free(passport->rows);
	rows_free(passport->garage_rows);
	passport->rows = passport->garage_rows = NULL;
}

static int find_roles(const struct book *book, struct passport *passport,
		      unsigned *ret_roles, struct err *err)
{
	const struct holding *held = &passport->row.held;
	struct uuid party = book_party(book);
	const struct garage_link *link;
	bool manages = false;

	*ret_roles = 0;
	if (book_garage(book)) {
		link = passport_garage(passport, book_garage(book));
		*ret_roles = link && !instant_is_set(link->until) ? ROLE_GARAGE : 0;
		return 0;
	}
	*ret_roles = holding_roles(held, &party);
	if (uuid_is_set(&held->fleet) &&
	    store_party_manages(book->tx, &party, &held->fleet, &manages, err) < 0)
		return -1;
	if (manages)
		*ret_roles |= ROLE_MANAGER;
	return 0;
}

int passport_open_for(const struct book *book, const char *id, enum passport_step step,
		      struct passport *ret_passport, unsigned *ret_roles, struct err *err)
{
	struct uuid passport = uuid_from(id);

	if (passport_open(book, &passport, ret_passport, err) < 0 ||
	    find_roles(book, ret_passport, ret_roles, err) < 0)
		return -1;
	return holding_check(&ret_passport->row.held, step, *ret_roles, err);
}

int passport_put_all(const struct book *book, const struct rows *ids, struct err *err)
{
	for (size_t i = 0; i < rows_count(ids); i++) {
		PASSPORT_AUTO passport = { .rows = NULL };
		struct uuid id = row_uuid(ids, i, 0);

		if (passport_open(book, &id, &passport, err) < 0 ||
		    passport_put(book, &passport, err) < 0)
			return -1;
	}
	return 0;
}

struct garage_link *passport_garage(struct passport *passport, const char *dealer)
{
	for (size_t i = 0; i < passport->garages_count; i++)
		if (strcmp(passport->garages[i].dealer, dealer) == 0)
			return &passport->garages[i];
	return NULL;
}

size_t passport_garages_now(const struct passport *passport)
{
	size_t count = 0;

	for (size_t i = 0; i < passport->garages_count; i++)
		count += !instant_is_set(passport->garages[i].until);
	return count;
}

const char *passport_dealer(const struct passport *passport)
{
	for (size_t i = 0; i < passport->garages_count; i++)
		if (!instant_is_set(passport->garages[i].until))
			return passport->garages[i].dealer;
	return NULL;
}

int passport_link_garage(const struct book *book, struct passport *passport,
			 const char *dealer, const struct car_facts *car, struct err *err)
{
	struct garage_link *link = passport_garage(passport, dealer);

	if (link && !instant_is_set(link->until))
		return 0;
	if (!link && passport->garages_count == PASSPORT_GARAGES)
		return err_set_code(err, ERR_INVALID, "GARAGES_FULL",
				    "a car has %d garages at most", PASSPORT_GARAGES);
	if (!link)
		link = &passport->garages[passport->garages_count++];
	*link = (struct garage_link){ .dealer = dealer,
				      .customer = car->customer,
				      .vehicle = car->id,
				      .since = tx_now(book->tx) };
	return store_passport_link(book->tx, &passport->row.id, link, err);
}

int passport_end_garage(const struct book *book, struct passport *passport,
			const char *dealer, struct err *err)
{
	for (size_t i = 0; i < passport->garages_count; i++) {
		struct garage_link *link = &passport->garages[i];

		if (instant_is_set(link->until) ||
		    (dealer && strcmp(link->dealer, dealer) != 0))
			continue;
		link->until = tx_now(book->tx);
		if (store_passport_link(book->tx, &passport->row.id, link, err) < 0)
			return -1;
	}
	return 0;
}

int passport_link(const struct book *book, struct passport *passport,
		  struct link *ret_link, struct err *err)
{
	struct passport_row *row = &passport->row;
	int64_t seconds = book->svc->knobs->passport_days * DAY_SECONDS;

	*ret_link = book_link(book, "/activeren/", "passport", &row->id, ++row->links);
	memcpy(passport->hash, ret_link->hash, sizeof(passport->hash));
	row->link_hash = passport->hash;
	row->link_expires_at = instant_add_seconds(tx_now(book->tx), seconds);
	return timer_set(book->tx, TIMER_PASSPORT_LINK, row->id.text,
			 row->link_expires_at, err);
}

void passport_unlink(struct passport *passport)
{
	passport->row.link_hash = NULL;
	passport->row.link_expires_at = NO_INSTANT;
}

int passport_link_expires(const struct book *book, const struct uuid *id, struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };
	const struct passport_row *row = &passport.row;

	if (passport_open(book, id, &passport, err) < 0)
		return -1;
	if (!row->link_hash ||
	    instant_compare(tx_now(book->tx), row->link_expires_at) < 0)
		return 0;
	passport_unlink(&passport);
	return passport_put(book, &passport, err);
}
