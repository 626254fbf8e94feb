/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car on offer, on the table for the length of a transaction together with its
 * passport: both are locked, passport first, so that of an acceptance, a cancellation and
 * the clock the first that is committed wins. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_TRANSFER_H
#define BEURT_FLEET_BOOK_TRANSFER_H

#include "fleet/book/passport.h"
#include "fleet/store_transfer.h"

#define TIMER_TRANSFER "transfer" /* key: the transfer's id; reminds, then lapses */

struct transfer {
	struct transfer_row row;
	struct rows *rows;
	struct passport passport;
	char hash[LINK_HASH_TEXT];
};

/* ERR_ABSENT NO_SUCH_TRANSFER. */
MUST_CHECK int transfer_open(const struct book *book, const char *id,
			     struct transfer *ret_transfer, struct err *err);
void transfer_done(struct transfer *transfer);
#define TRANSFER_AUTO __attribute__((cleanup(transfer_done))) struct transfer

/* Version, row and message; its passport is not put. */
MUST_CHECK int transfer_put(const struct book *book, struct transfer *transfer,
			    struct err *err);

/* The answer is noted, its link is dead and its timer cleared. */
MUST_CHECK int transfer_end(const struct book *book, struct transfer *transfer,
			    enum offer how, struct err *err);
/* Without a new holder: the passport is active again. Both are put, and who offered it
 * is told, unless that is who ended it. */
MUST_CHECK int transfer_lapse(const struct book *book, struct transfer *transfer,
			      enum offer how, struct err *err);

/* The car goes another way: the offer is cancelled; the passport is put by the caller.
 * Nothing when there is none. */
MUST_CHECK int transfer_withdraw(const struct book *book, const struct uuid *id,
				 struct err *err);

/* The link of its page, which lives as long as the offer. */
void transfer_link(const struct book *book, struct transfer *transfer,
		   struct link *ret_link);

/* A letter to its recipient, with a new link, or to who offered it. */
MUST_CHECK int transfer_write_recipient(const struct book *book,
					struct transfer *transfer, const char *template,
					struct err *err);
MUST_CHECK int transfer_write_sender(const struct book *book,
				     const struct transfer *transfer,
				     const char *template, struct err *err);

/* When the clock says so: a reminder, or the end. */
MUST_CHECK int transfer_tick(const struct book *book, const char *id, struct err *err);

#endif
