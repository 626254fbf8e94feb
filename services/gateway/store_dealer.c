/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dealers and their settings: the row holds dealer.state as it was last published.
 */
#include <stdio.h>

#include "gateway/store.h"
#include "gen/dealer_state.h"
#include "gen/wire_language.h"

/* clang-format off */
/* Without a word about it a dealer uses everything. */
#define ENTITLEMENTS                                                                         \
	"coalesce(state::jsonb -> 'entitlements', '[\"inspection\", \"itk\", \"fleet\"]')"

/* One round trip: the setting is made in a row that the table depends on. */
static const char SQL_USES[] =
	"SELECT u.uses FROM (SELECT set_config('app.dealer', $1, true) AS dealer) w,"
	" LATERAL (SELECT " ENTITLEMENTS " ? $2 AS uses FROM gateway.dealer"
	"  WHERE dealer = w.dealer OFFSET 0) u";

static const char SQL_FACTS[] =
	"SELECT name, timezone, language, version, attribution_days, " ENTITLEMENTS "::text"
	" FROM gateway.dealer WHERE dealer = $1";

static const char SQL_LOCK[] =
	"SELECT state FROM gateway.dealer WHERE dealer = $1 FOR UPDATE";

static const char SQL_LOAD[] = "SELECT state FROM gateway.dealer WHERE dealer = $1";

static const char SQL_SAVE[] =
	"INSERT INTO gateway.dealer (dealer, version, name, timezone, language,"
	" attribution_days, vendors, state, updated_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, ($7::text)::jsonb -> 'vendors', $7, $8)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" name = excluded.name, timezone = excluded.timezone, language = excluded.language,"
	" attribution_days = excluded.attribution_days, vendors = excluded.vendors,"
	" state = excluded.state, updated_at = excluded.updated_at";

static const char SQL_FIND[] =
	"SELECT jsonb_build_object('dealer', dealer, 'name', name)::text"
	" FROM gateway.dealer WHERE $1 = '' OR strpos(lower(dealer || ' ' || name), lower($1)) > 0"
	" ORDER BY name, dealer LIMIT 100";

static const char SQL_SETTINGS[] =
	"SELECT (state::jsonb - 'active')::text, version"
	" FROM gateway.dealer WHERE dealer = $1";
/* clang-format on */

static int absent(const char *dealer, struct err *err)
{
	return err_set(err, ERR_ABSENT, "there is no dealer %s", dealer);
}

int store_dealer_facts(struct tx *tx, const char *dealer, struct dealer_facts *ret,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FACTS, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(dealer, err);
	snprintf(ret->name, sizeof(ret->name), "%s", row_text(rows, 0, 0));
	snprintf(ret->timezone, sizeof(ret->timezone), "%s", row_text(rows, 0, 1));
	snprintf(ret->language, sizeof(ret->language), "%s", row_text(rows, 0, 2));
	ret->version = row_int(rows, 0, 3);
	ret->attribution_days = row_int(rows, 0, 4);
	snprintf(ret->entitlements, sizeof(ret->entitlements), "%s",
		 row_text(rows, 0, 5));
	return 0;
}

int store_dealer_uses(struct pool *pool, const char *dealer, const char *part,
		      bool *ret_uses, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (pool_rows(pool, SQL_USES, ARGS(arg_text(dealer), arg_text(part)), &rows,
		      err) < 0)
		return -1;
	*ret_uses = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}

static int load_state(struct tx *tx, const char *sql, const char *dealer,
		      char **ret_state, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(dealer, err);
	*ret_state = mem_text(row_text(rows, 0, 0));
	return 0;
}

int store_dealer_lock(struct tx *tx, const char *dealer, char **ret_state,
		      struct err *err)
{
	return load_state(tx, SQL_LOCK, dealer, ret_state, err);
}

int store_dealer_load(struct tx *tx, const char *dealer, char **ret_state,
		      struct err *err)
{
	return load_state(tx, SQL_LOAD, dealer, ret_state, err);
}

#define ATTRIBUTION_DAYS_DEFAULT 60 /* domain.md 3d-8: periodic service */

int store_dealer_save(struct tx *tx, const struct dealer_state *state, struct err *err)
{
	STRBUF_AUTO json = strbuf_new(dealer_state_type.max_bytes);
	int64_t days = state->has_attribution_days ? state->attribution_days
						   : ATTRIBUTION_DAYS_DEFAULT;
	if (msg_encode(&dealer_state_type, state, &json, err) < 0)
		return -1;
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(state->dealer), arg_int(state->version),
			   arg_text(state->name), arg_text(state->timezone),
			   arg_text(wire_language_word(state->language)), arg_int(days),
			   arg_text(json.text), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_dealers_find(struct tx *tx, const char *part, struct strbuf *out,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FIND, ARGS(arg_text(part)), &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}

int store_settings_write(struct tx *tx, const char *dealer, struct strbuf *out,
			 int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SETTINGS, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(dealer, err);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}
