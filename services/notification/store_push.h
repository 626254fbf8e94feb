/* SPDX-License-Identifier: Apache-2.0 */
/* The browsers of holders and managers: one row each. Thread: that of the transaction. */
#ifndef BEURT_NOTIFICATION_STORE_PUSH_H
#define BEURT_NOTIFICATION_STORE_PUSH_H

#include "base/uuid.h"
#include "pg/pg.h"

#define PUSH_BROWSERS_MAX 10 /* of one person; the oldest goes */

struct push_browser {
	const char *endpoint;
	const char *p256dh;
	const char *auth;
};

/* A browser that another person used becomes this one's. */
MUST_CHECK int store_push_save(struct tx *tx, const struct uuid *party,
			       const struct push_browser *browser, struct err *err);
/* endpoint NULL = all of them. */
MUST_CHECK int store_push_remove(struct tx *tx, const struct uuid *party,
				 const char *endpoint, struct err *err);
/* What push services say is gone, whosever it was. */
MUST_CHECK int store_push_gone(struct tx *tx, const char *const *endpoints, size_t count,
			       struct err *err);
/* Of these persons. Columns: party, endpoint, p256dh, auth; a person's together. */
MUST_CHECK int store_push_list(struct tx *tx, const char *const *parties, size_t count,
			       struct rows **ret_rows, struct err *err);

#endif
