/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of codes on paper: one for a link, used once, dead with the link. */
#include "gateway/store_paper_code.h"

#include <string.h>

#include "base/text.h"
#include "pg/pg.h"

/* clang-format off */
static const char SQL_PERSON[] =
	"SELECT p.name, coalesce(p.pending_email, p.email), p.language FROM gateway.link l"
	" JOIN gateway.party p ON '@' || p.party_id = l.dealer"
	" WHERE l.id = $1 AND l.kind = $2 AND l.expires_at > $3 AND p.status <> 'closed'"
	" AND (l.kind = 'passport' OR p.home_dealer = $4 AND EXISTS (SELECT 1"
	"  FROM gateway.fleet f WHERE f.fleet_id = p.fleet_id"
	"  AND f.status IN ('staging', 'invited')))";

static const char SQL_PUT[] =
	"INSERT INTO gateway.paper_code AS c (id, tenant, dealer, link_hash, hash,"
	" printed_at, expires_at)"
	" SELECT l.id, l.dealer, $4, l.hash, $5, $3, least(l.expires_at, $6::timestamptz)"
	" FROM gateway.link l WHERE l.id = $1 AND l.kind = $2 AND l.expires_at > $3"
	" ON CONFLICT (id) DO UPDATE SET tenant = excluded.tenant, dealer = excluded.dealer,"
	" link_hash = excluded.link_hash, hash = excluded.hash,"
	" printed_at = excluded.printed_at, expires_at = excluded.expires_at,"
	" used_at = NULL, token_hash = NULL, token_until = NULL RETURNING expires_at";

static const char SQL_USE[] =
	"UPDATE gateway.paper_code c SET used_at = $2, token_hash = $3, token_until = $4"
	" FROM gateway.link l WHERE c.hash = $1 AND c.used_at IS NULL AND c.expires_at > $2"
	" AND l.id = c.id AND l.dealer = c.tenant AND l.hash = c.link_hash"
	" AND l.expires_at > $2 RETURNING l.dealer, l.kind, l.id";

static const char SQL_FORGET[] = "DELETE FROM gateway.paper_code WHERE expires_at < $1";
/* clang-format on */

static int no_link(struct err *err)
{
	return err_set_code(err, ERR_CONFLICT, "CODE_NEEDS_LINK",
			    "there is no link that a code could stand for; invite first");
}

static const char *kind_word(const struct link_target *target)
{
	return target->kind == LINK_PARTY ? "party" : "passport";
}

int store_paper_person(struct tx *tx, const struct link_target *target,
		       const char *garage, struct paper_person *ret_person,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PERSON,
		    ARGS(arg_uuid(&target->id), arg_text(kind_word(target)),
			 arg_instant(tx_now(tx)), arg_text(garage)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return no_link(err);
	text_copy(ret_person->name, sizeof(ret_person->name), row_text(rows, 0, 0));
	text_copy(ret_person->email, sizeof(ret_person->email), row_text(rows, 0, 1));
	ret_person->language = wire_language_of(row_text(rows, 0, 2));
	return 0;
}

int store_paper_code_put(struct tx *tx, const struct paper_code *code,
			 struct instant *ret_expires, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PUT,
		    ARGS(arg_uuid(&code->target->id), arg_text(kind_word(code->target)),
			 arg_instant(tx_now(tx)), arg_text(code->garage),
			 arg_text(code->hash), arg_instant(code->until)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return no_link(err);
	*ret_expires = row_instant(rows, 0, 0);
	return 0;
}

int store_paper_code_use(struct tx *tx, const char *hash, const struct paper_page *page,
			 struct link_target *ret_target, bool *ret_used, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_USE,
		    ARGS(arg_text(hash), arg_instant(tx_now(tx)),
			 arg_text(page->token_hash), arg_instant(page->until)),
		    &rows, err) < 0)
		return -1;
	*ret_used = rows_count(rows) > 0;
	if (!*ret_used)
		return 0;
	text_copy(ret_target->dealer, sizeof(ret_target->dealer), row_text(rows, 0, 0));
	bool party = strcmp(row_text(rows, 0, 1), "party") == 0;
	ret_target->kind = party ? LINK_PARTY : LINK_PASSPORT;
	ret_target->id = row_uuid(rows, 0, 2);
	return 0;
}

int store_forget_paper_codes(struct tx *tx, struct instant before, struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(before)), NULL, err);
}
