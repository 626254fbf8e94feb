/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A passport on the table for the length of a transaction, with the garages that look
 * after the car: opened under its row's lock, changed, put back once. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_PASSPORT_H
#define BEURT_FLEET_BOOK_PASSPORT_H

#include "fleet/book/book.h"
#include "fleet/store_facts.h"
#include "fleet/store_passport.h"

#define TIMER_PASSPORT_LINK "passport_link" /* key: the passport's id */

struct passport {
	struct passport_row row;
	struct rows *rows;
	struct garage_link garages[PASSPORT_GARAGES];
	size_t garages_count;
	struct rows *garage_rows;
	/* What the row's texts point to when they were changed here. */
	char hash[LINK_HASH_TEXT];
};

/* ERR_ABSENT NO_SUCH_PASSPORT. */
MUST_CHECK int passport_open(const struct book *book, const struct uuid *id,
			     struct passport *ret_passport, struct err *err);
void passport_done(struct passport *passport);
#define PASSPORT_AUTO __attribute__((cleanup(passport_done))) struct passport

/* Opened, and who asks may take the step; errors of holding_check(). */
MUST_CHECK int passport_open_for(const struct book *book, const char *id,
				 enum passport_step step, struct passport *ret_passport,
				 unsigned *ret_roles, struct err *err);

/* Version, row and message. */
MUST_CHECK int passport_put(const struct book *book, struct passport *passport,
			    struct err *err);
/* The same for all of a list of ids, whose contact changed. */
MUST_CHECK int passport_put_all(const struct book *book, const struct rows *ids,
				struct err *err);

/* A garage looks after it from now on, and this is the car there, which it may not know;
 * nothing when it does already. ERR_INVALID GARAGES_FULL. */
MUST_CHECK int passport_link_garage(const struct book *book, struct passport *passport,
				    const char *dealer, const struct car_facts *car,
				    struct err *err);
/* The car at a garage, by its plate: only id and customer, unset when it knows none. */
MUST_CHECK int passport_find_car(const struct book *book, const struct passport *passport,
				 const struct garage_link *link,
				 struct car_facts *ret_car, struct err *err);
/* Passports whose garages say something new of the car, or first know it. Keep the cars
 * first. `in` are the records, NULL when the one that is heard is known as the cause. */
MUST_CHECK int passports_hear_vehicles(const struct book *book,
				       const struct vehicle_state *const *list,
				       const struct heard *const *in, size_t count,
				       struct err *err);
/* NULL: all. Nothing where it ended before. */
MUST_CHECK int passport_end_garage(const struct book *book, struct passport *passport,
				   const char *dealer, struct err *err);
struct garage_link *passport_garage(struct passport *passport, const char *dealer);
/* Garages that look after it now. */
size_t passport_garages_now(const struct passport *passport);
/* In whose name letters about it are written: the oldest that looks after it. */
const char *passport_dealer(const struct passport *passport);

/* Its page to activate it, its next one. */
MUST_CHECK int passport_link(const struct book *book, struct passport *passport,
			     struct link *ret_link, struct err *err);
void passport_unlink(struct passport *passport);
MUST_CHECK int passport_link_expires(const struct book *book, const struct uuid *id,
				     struct err *err);

#endif
