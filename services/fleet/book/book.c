/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks, and the links that letters carry. */
#include "fleet/book/book.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fleet/store_facts.h"

struct uuid book_party(const struct book *book)
{
	return uuid_from(book->tenant[0] == '@' ? book->tenant + 1 : NULL);
}

const char *book_garage(const struct book *book)
{
	return book->tenant[0] && book->tenant[0] != '@' ? book->tenant : NULL;
}

int book_is(const struct book *book, const struct uuid *party, struct err *err)
{
	struct uuid asks = book_party(book);

	if (uuid_is_set(&asks) && strcmp(asks.text, party->text) == 0)
		return 0;
	return err_set_code(err, ERR_DENIED, "NOT_YOURS",
			    "this is for somebody else to do");
}

int book_check_garage(const struct book *book, const char *dealer, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct garage_facts garage;

	if (store_fleet_dealer_find(book->tx, dealer, &garage, &rows, err) < 0)
		return -1;
	if (!garage.found || !garage.active)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_DEALER",
				    "there is no garage %s", dealer);
	return 0;
}

int book_check_version(int64_t expected, int64_t version, struct err *err)
{
	if (expected == 0 || expected == version)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
			    "it was changed meanwhile: version %" PRId64, version);
}

struct link book_link(const struct book *book, const char *folder, const char *kind,
		      const struct uuid *id, int64_t number)
{
	char what[96];

	snprintf(what, sizeof(what), "%s|%s|%" PRId64, kind, id->text, number);
	return link_sign(book->svc->keys, folder, what);
}

const char *book_time(struct instant at, char text[INSTANT_TEXT])
{
	return instant_is_set(at) ? instant_format(at, text) : NULL;
}

const char *book_id(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}
