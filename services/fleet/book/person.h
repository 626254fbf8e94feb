/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Name, telephone and postal address of a party: what is given is written, the rest
 * stays. Messages about its cars then go to who it is now. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_PERSON_H
#define BEURT_FLEET_BOOK_PERSON_H

#include "fleet/book/party.h"

struct person {
	const char *name, *phone, *company, *street, *postcode, *city, *country;
	enum wire_language language;
};

#define PERSON_OF(msg)                                                                   \
	{                                                                                \
		.name = (msg)->name, .phone = (msg)->phone, .company = (msg)->company,   \
		.street = (msg)->street, .postcode = (msg)->postcode,                    \
		.city = (msg)->city, .country = (msg)->country,                          \
		.language = (msg)->language                                              \
	}

bool person_says(const struct person *person); /* anything at all */
void person_write(const struct person *person, struct party_row *row);
/* The party, put, and its cars but `but`, which the caller puts. */
MUST_CHECK int person_change(const struct book *book, const struct uuid *party,
			     const struct person *person, const struct uuid *but,
			     struct err *err);
/* The cars whose messages go to this party, put; `but` may be NULL. */
MUST_CHECK int person_put_cars(const struct book *book, const struct party_row *row,
			       const struct uuid *but, struct err *err);

#endif
