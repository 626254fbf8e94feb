/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of the letters to garages' own people, and of how each garage does. Run by timers
 * that see all garages. No policy but the hours and days, which are local to each garage.
 * Thread: that of the tx.
 */
#ifndef BEURT_GATEWAY_STORE_DESK_LETTER_H
#define BEURT_GATEWAY_STORE_DESK_LETTER_H

#include "gateway/store.h"

MUST_CHECK int store_health_count(struct tx *tx, struct err *err);

/* What is due now and was not sent yet, written down as sent. Columns as the enum. */
enum desk_letter_column {
	DESK_DEALER,
	DESK_KIND, /* "results", "open", "untouched" */
	DESK_LANGUAGE,
	DESK_LIST_WEEK,
	DESK_OPEN,
	DESK_TOTAL,
	DESK_DEADLINE, /* NULL: no list is open */
	DESK_UNTOUCHED,
	DESK_SENT,
	DESK_CAME,
	DESK_CENTS,
	DESK_BOOKED,
	DESK_ADVICE_CENTS,
	DESK_NAME,
	DESK_EMAILS, /* a line each: address, tab, name */
};
MUST_CHECK int store_desk_letters(struct tx *tx, struct rows **ret_rows, struct err *err);

/* Where somebody is written to. */
struct me_mail {
	char email[330]; /* "" = nowhere */
	bool wants_nudges;
	bool wants_news;
};
MUST_CHECK int store_me_mail(struct tx *tx, const char *login, struct me_mail *ret,
			     struct err *err);
MUST_CHECK int store_me_mail_save(struct tx *tx, const char *login,
				  const struct me_mail *mail, struct err *err);

/* Letters of `login` that they want no more, and that may still be on their way. Columns
 * as the enum. Run by who sees all garages, after what they want was committed. */
enum me_letter_column {
	ME_LETTER_DEALER,
	ME_LETTER_KIND, /* "news", or as above */
	ME_LETTER_WEEK,
	ME_LETTER_AT,
};
MUST_CHECK int store_me_letters(struct tx *tx, const char *login, struct rows **ret_rows,
				struct err *err);
/* The letter of a kind, said at a moment, as who sends it knows it. */
struct uuid desk_letter_id(const struct uuid *person, const char *kind,
			   struct instant said_at);

#define DESK_STALE_SECONDS (12 * 3600) /* a letter later than that does not leave */

#endif
