/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a customer's link opens, and forms and registrations as the messages they were.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/store_inspection.h"

/* clang-format off */
static const char SQL_LINK[] =
	"SELECT dealer, kind, id FROM gateway.link WHERE hash = $1 AND expires_at > $2"
	/* The page somebody was sent to for a code on paper that stands for the link. */
	" UNION ALL SELECT l.dealer, l.kind, l.id FROM gateway.paper_code c"
	" JOIN gateway.link l ON l.id = c.id AND l.dealer = c.tenant"
	"  AND l.hash = c.link_hash AND l.expires_at > $2"
	" WHERE c.token_hash = $1 AND c.token_until > $2";

/* Rows hold their message without dealer and link. */
#define WHOLE(members) "'{\"dealer\":' || to_json(dealer) || ',' || " members " || '}'"

static const char SQL_FORM[] = "SELECT " WHOLE("head || ',' || draft")
	" FROM gateway.inspection WHERE inspection_id = $1";

static const char SQL_VERSION[] = "SELECT " WHOLE("whole")
	" FROM gateway.inspection_version WHERE inspection_id = $1"
	" AND ($2 = 0 OR number = $2) ORDER BY number DESC LIMIT 1";

static const char SQL_REGISTRATION[] = "SELECT " WHOLE("card")
	" FROM gateway.registration WHERE registration_id = $1";
/* clang-format on */

static enum link_kind kind_of(const char *word)
{
	static const char *const words[] = {
		[LINK_INSPECTION] = "inspection", [LINK_REGISTRATION] = "registration",
		[LINK_PASSPORT] = "passport",     [LINK_PARTY] = "party",
		[LINK_TRANSFER] = "transfer",     [LINK_APPOINTMENT] = "appointment",
	};
	for (size_t i = 1; i < COUNT_OF(words); i++)
		if (strcmp(word, words[i]) == 0)
			return (enum link_kind)i;
	return LINK_NONE;
}

int store_link_find(struct tx *tx, const char *hash, struct link_target *ret_target,
		    struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LINK, ARGS(arg_text(hash), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "this link opens nothing, or no more");
	snprintf(ret_target->dealer, sizeof(ret_target->dealer), "%s",
		 row_text(rows, 0, 0));
	ret_target->kind = kind_of(row_text(rows, 0, 1));
	ret_target->id = row_uuid(rows, 0, 2);
	return 0;
}

static int load_one(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		    char **ret_json, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "it is not there");
	*ret_json = mem_text(row_text(rows, 0, 0));
	return 0;
}

int store_form_load(struct tx *tx, const struct uuid *id, char **ret_json,
		    struct err *err)
{
	return load_one(tx, SQL_FORM, ARGS(arg_uuid(id)), ret_json, err);
}

int store_version_load(struct tx *tx, const struct uuid *id, int64_t number,
		       char **ret_json, struct err *err)
{
	return load_one(tx, SQL_VERSION, ARGS(arg_uuid(id), arg_int(number)), ret_json,
			err);
}

int store_registration_load(struct tx *tx, const struct uuid *id, char **ret_json,
			    struct err *err)
{
	return load_one(tx, SQL_REGISTRATION, ARGS(arg_uuid(id)), ret_json, err);
}
