/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of the week's news by mail: whose turn it is, and who wants no more. Run by timers
 * and pages that see all garages. Thread: that of the tx.
 */
#ifndef BEURT_GATEWAY_STORE_NEWS_LETTER_H
#define BEURT_GATEWAY_STORE_NEWS_LETTER_H

#include "gateway/store.h"

#define NEWS_STALE_SECONDS (12 * 3600) /* a letter later than that is no news */

/* What is due now and was not sent yet, written down as sent: a row for each item of each
 * letter, those of one letter together. Columns as the enum. */
enum news_letter_column {
	NEWS_DEALER,
	NEWS_WEEK,
	NEWS_LOGIN,
	NEWS_EMAIL,
	NEWS_NAME,
	NEWS_LANGUAGE,
	NEWS_TOKEN,
	NEWS_TITLE,
	NEWS_TEXT,
	NEWS_LINK, /* NULL: none */
};
MUST_CHECK int store_news_letters(struct tx *tx, struct rows **ret_rows, struct err *err);

/* One letter, as who sends it knows it. */
struct news_letter_of {
	struct uuid intent;
	struct uuid person;
};
struct news_letter_of news_letter_of(const char *dealer, const char *login,
				     const char *email, const char *week);

/* Whose link it is gets no more. *ret_rows: dealer, log-in, address, and the week of a
 * letter that may still be on its way (NULL: none); no row: nobody has such a link. Again
 * changes nothing. */
MUST_CHECK int store_news_stop(struct tx *tx, const struct uuid *token,
			       struct rows **ret_rows, struct err *err);

#endif
