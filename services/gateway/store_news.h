/* SPDX-License-Identifier: Apache-2.0 */
/* SQL of the weekly news for garages. Thread: that of the transaction. */
#ifndef BEURT_GATEWAY_STORE_NEWS_H
#define BEURT_GATEWAY_STORE_NEWS_H

#include "base/iso_week.h"
#include "gateway/store.h"

struct news_item {
	struct uuid id;
	const char *title;
	const char *text;
	const char *link; /* NULL: none */
	const char *const *brands;
	size_t brands_count;
	const char *const *networks;
	size_t networks_count;
	const char *from_week;
	const char *until_week;
	const char *source; /* who wrote it, or "key:" and its name */
};
/* For the projector's role. Replaces the item of that id. */
MUST_CHECK int store_news_save(struct tx *tx, const struct news_item *item,
			       struct err *err);
/* ERR_ABSENT. */
MUST_CHECK int store_news_exists(struct tx *tx, const struct uuid *id, struct err *err);
MUST_CHECK int store_news_remove(struct tx *tx, const struct uuid *id, struct err *err);
/* Objects with commas between them: what is meant for that garage this week. */
MUST_CHECK int store_news_write(struct tx *tx, const char *dealer, struct strbuf *out,
				struct err *err);
/* All items that are not over for more than a year, the newest week first. */
MUST_CHECK int store_news_write_all(struct tx *tx, struct strbuf *out, struct err *err);

#endif
