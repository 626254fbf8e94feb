/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The book of who has which car, as a transaction has it open: who asks, and when.
 *
 * Rows are locked in one order everywhere: passport, transfer, fleet, party. Thread:
 * flow's.
 */
#ifndef BEURT_FLEET_BOOK_BOOK_H
#define BEURT_FLEET_BOOK_BOOK_H

#include "fleet/fleet.h"
#include "sys/link.h"

#define DAY_SECONDS  INT64_C(86400)
#define HOUR_SECONDS INT64_C(3600)

struct book {
	const struct fleet *svc;
	struct tx *tx;
	struct outbox *say;
	const char *tenant; /* a garage's code, or '@' and a party's id; "": the clock */
	const char *actor;
};

/* The book of a command: its dealer is who asks. */
#define BOOK                                                                             \
	{                                                                                \
		svc, tx, say, msg->dealer, msg->actor                                    \
	}

/* Unset when a garage or the clock asks. */
struct uuid book_party(const struct book *book);
/* NULL when a party or the clock asks. */
const char *book_garage(const struct book *book);
/* ERR_DENIED NOT_YOURS unless it is this party that asks. */
MUST_CHECK int book_is(const struct book *book, const struct uuid *party,
		       struct err *err);
/* ERR_ABSENT NO_SUCH_DEALER. */
MUST_CHECK int book_check_garage(const struct book *book, const char *dealer,
				 struct err *err);
/* ERR_CONFLICT VERSION_CONFLICT unless `expected` is 0 or the version there is. */
MUST_CHECK int book_check_version(int64_t expected, int64_t version, struct err *err);

/* Link number `number` of what has this id; `kind` is "passport", "party", "transfer". */
struct link book_link(const struct book *book, const char *folder, const char *kind,
		      const struct uuid *id, int64_t number);

/* An instant as text, NULL when it is not set. */
const char *book_time(struct instant at, char text[INSTANT_TEXT]);
/* An id as text, NULL when it is not set. */
const char *book_id(const struct uuid *id);

#endif
