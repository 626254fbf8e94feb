/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters: requests to the notification service, one per cause.
 *
 * The id of a request follows from what it is about and its version, so that no crash or
 * repeat writes twice. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_LETTER_H
#define BEURT_FLEET_BOOK_LETTER_H

#include "fleet/book/book.h"
#include "fleet/store_party.h"
#include "fleet/store_passport.h"
#include "gen/notification_requested.h"

struct letter {
	const char *template;
	const char *dealer;         /* in whose name */
	const struct party_row *to; /* whom */
	const char *email;          /* instead of the party's own address */
	struct uuid about;          /* passport, fleet, party, transfer … */
	int64_t version;            /* … at this version */
	/* What it says; the rest of its parameters is put here. */
	const struct passport_row *car;
	bool may_disown;      /* with a link: "this car is not mine any more" */
	struct instant until; /* the link or the offer holds so long */
	struct notification_requested_params params;
};

MUST_CHECK int letter_ask(const struct book *book, const struct letter *letter,
			  struct err *err);

/* A plate with its dashes, when it is short enough for a letter. */
#define LETTER_PLATE 24
const char *letter_plate(const char *plate, char ret_text[LETTER_PLATE]);

#endif
