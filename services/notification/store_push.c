/* SPDX-License-Identifier: Apache-2.0 */
/* Browsers that take messages. */
#include "notification/store_push.h"

static const char SQL_SAVE[] =
	"INSERT INTO push_subscription (endpoint, party_id, p256dh, auth, since)"
	" VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (endpoint) DO UPDATE SET party_id = excluded.party_id,"
	" p256dh = excluded.p256dh, auth = excluded.auth, since = excluded.since";

static const char SQL_TRIM[] =
	"DELETE FROM push_subscription WHERE endpoint IN ("
	"SELECT endpoint FROM push_subscription WHERE party_id = $1"
	" ORDER BY since DESC, endpoint OFFSET $2)";

static const char SQL_REMOVE[] = "DELETE FROM push_subscription WHERE party_id = $1"
				 " AND ($2::text IS NULL OR endpoint = $2)";

static const char SQL_GONE[] =
	"DELETE FROM push_subscription WHERE endpoint = ANY ($1::text[])";

static const char SQL_LIST[] =
	"SELECT party_id, endpoint, p256dh, auth FROM push_subscription"
	" WHERE party_id = ANY ($1::uuid[]) ORDER BY party_id, since";

int store_push_save(struct tx *tx, const struct uuid *party,
		    const struct push_browser *browser, struct err *err)
{
	if (tx_run(tx, SQL_SAVE,
		   ARGS(arg_text(browser->endpoint), arg_uuid(party),
			arg_text(browser->p256dh), arg_text(browser->auth),
			arg_instant(tx_now(tx))),
		   NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_TRIM, ARGS(arg_uuid(party), arg_int(PUSH_BROWSERS_MAX)),
		      NULL, err);
}

int store_push_remove(struct tx *tx, const struct uuid *party, const char *endpoint,
		      struct err *err)
{
	return tx_run(tx, SQL_REMOVE, ARGS(arg_uuid(party), arg_text(endpoint)), NULL,
		      err);
}

int store_push_gone(struct tx *tx, const char *const *endpoints, size_t count,
		    struct err *err)
{
	return tx_run(tx, SQL_GONE, ARGS(arg_texts(endpoints, count)), NULL, err);
}

int store_push_list(struct tx *tx, const char *const *parties, size_t count,
		    struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_LIST, ARGS(arg_texts(parties, count)), ret_rows, err);
}
