/* SPDX-License-Identifier: Apache-2.0 */
/* Writing in the data of a party, and saying its cars anew. */
#include "fleet/book/person.h"

#include <string.h>

#include "fleet/book/passport.h"

bool person_says(const struct person *person)
{
	return person->name || person->phone || person->company || person->street ||
	       person->postcode || person->city || person->country || person->language;
}

static void write_text(const char *given, const char **ret_text)
{
	if (given)
		*ret_text = given[0] ? given : NULL;
}

void person_write(const struct person *person, struct party_row *row)
{
	if (person->name && person->name[0])
		row->name = person->name;
	write_text(person->phone, &row->phone);
	write_text(person->company, &row->company);
	write_text(person->street, &row->street);
	write_text(person->postcode, &row->postcode);
	write_text(person->city, &row->city);
	write_text(person->country, &row->country);
	if (person->language)
		row->language = person->language;
}

int person_put_cars(const struct book *book, const struct party_row *row,
		    const struct uuid *but, struct err *err)
{
	AUTO(rows) *ids = NULL;
	int failed = row->kind == WIRE_PARTY_KIND_MANAGER
			     ? store_passports_of_fleet(book->tx, &row->fleet, &ids, err)
			     : store_passports_of_party(book->tx, &row->id, &ids, err);

	if (failed < 0)
		return -1;
	for (size_t i = 0; i < rows_count(ids); i++) {
		PASSPORT_AUTO passport = { .rows = NULL };
		struct uuid id = row_uuid(ids, i, 0);

		if (but && strcmp(but->text, id.text) == 0)
			continue;
		if (passport_open(book, &id, &passport, err) < 0 ||
		    passport_put(book, &passport, err) < 0)
			return -1;
	}
	return 0;
}

int person_change(const struct book *book, const struct uuid *id,
		  const struct person *person, const struct uuid *but, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };

	if (party_open(book, id, &party, err) < 0)
		return -1;
	person_write(person, &party.row);
	if (party_put(book, &party, err) < 0)
		return -1;
	return person_put_cars(book, &party.row, but, err);
}
