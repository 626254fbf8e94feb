/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of the commands. Tables without a schema's name are the flow's: every service has
 * them in its own schema, which is the connection's search path.
 */
#include "ctl/store.h"

/* clang-format off */
static const char SQL_SEED_DEALERS[] =
	"SELECT (n.state || jsonb_build_object('version', coalesce(o.version, 0) + 1))::text,"
	" coalesce(o.state::jsonb - 'version' = n.state - 'version', false)"
	" FROM (SELECT jsonb_build_object('active', true) || d AS state"
	"  FROM jsonb_array_elements(coalesce(($1::text)::jsonb -> 'dealers', '[]')) d) n"
	" LEFT JOIN gateway.dealer o ON o.dealer = n.state ->> 'dealer'";

static const char SQL_SEED_USERS[] =
	"SELECT u ->> 'login', u ->> 'name', u ->> 'role', u ->> 'dealer',"
	" coalesce(u ->> 'language', 'nl'), u ->> 'password', o.password_hash,"
	" coalesce(o.name = u ->> 'name' AND o.role = u ->> 'role'"
	"  AND o.dealer IS NOT DISTINCT FROM u ->> 'dealer'"
	"  AND o.language = coalesce(u ->> 'language', 'nl') AND NOT o.disabled, false)"
	" FROM jsonb_array_elements(coalesce(($1::text)::jsonb -> 'users', '[]')) u"
	" LEFT JOIN gateway.account o ON o.login = u ->> 'login'";

static const char SQL_SEED_SAVE_USER[] =
	"INSERT INTO gateway.account (user_id, login, name, role, dealer, language,"
	" password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
	" ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role,"
	" dealer = excluded.dealer, language = excluded.language,"
	" password_hash = excluded.password_hash, disabled = false,"
	" updated_at = excluded.updated_at";

static const char SQL_SEED_END_SESSIONS[] = "DELETE FROM gateway.session WHERE login = $1";

static const char *const SQL_REBUILD_CLEAR[] = {
	"DELETE FROM gateway.customer", "DELETE FROM gateway.vehicle",
	"DELETE FROM gateway.proposal", "DELETE FROM gateway.week",
	"DELETE FROM gateway.intake",	"DELETE FROM gateway.contact",
	"DELETE FROM gateway.consent",	"DELETE FROM gateway.conversion",
	"DELETE FROM gateway.visit",	"DELETE FROM gateway.inspection",
	"DELETE FROM gateway.inspection_version", "DELETE FROM gateway.checklist",
	"DELETE FROM gateway.registration", "DELETE FROM gateway.link",
	"DELETE FROM gateway.register", "DELETE FROM gateway.passport_access",
	"DELETE FROM gateway.fleet_manager", "DELETE FROM gateway.passport",
	"DELETE FROM gateway.fleet", "DELETE FROM gateway.transfer",
	"DELETE FROM gateway.party", "DELETE FROM gateway.shown",
	"DELETE FROM gateway.appointment", "DELETE FROM gateway.calendar",
	"DELETE FROM gateway.cost",
};

static const char SQL_HEALTH[] =
	"SELECT (SELECT count(*) FROM outbox),"
	" (SELECT coalesce(extract(epoch FROM $1::timestamptz - min(said_at)), 0)::bigint"
	"  FROM outbox),"
	" (SELECT count(*) FROM dead_letter WHERE state = 'parked'),"
	" (SELECT coalesce(extract(epoch FROM $1::timestamptz - min(parked_at)), 0)::bigint"
	"  FROM dead_letter WHERE state = 'parked'),"
	" (extract(epoch FROM clock_timestamp() - $2::timestamptz) * 1000000)::bigint";
/* clang-format on */

int store_seed_dealers(struct tx *tx, const char *json, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_SEED_DEALERS, ARGS(arg_text(json)), ret_rows, err);
}

int store_seed_users(struct tx *tx, const char *json, struct rows **ret_rows,
		     struct err *err)
{
	return tx_rows(tx, SQL_SEED_USERS, ARGS(arg_text(json)), ret_rows, err);
}

struct seed_user store_seed_user(const struct rows *rows, size_t row)
{
	return (struct seed_user){
		.login = row_text(rows, row, 0),
		.name = row_text(rows, row, 1),
		.role = row_text(rows, row, 2),
		.dealer = row_text(rows, row, 3),
		.language = row_text(rows, row, 4),
		.password = row_text(rows, row, 5),
		.hash = row_text(rows, row, 6),
		.same = row_bool(rows, row, 7),
	};
}

int store_seed_save_user(struct tx *tx, const struct seed_user *user, const char *hash,
			 struct err *err)
{
	struct uuid id = uuid_named("user", user->login, NULL);
	if (tx_run(tx, SQL_SEED_SAVE_USER,
		   ARGS(arg_uuid(&id), arg_text(user->login), arg_text(user->name),
			arg_text(user->role), arg_text(user->dealer),
			arg_text(user->language), arg_text(hash),
			arg_instant(tx_now(tx))),
		   NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_SEED_END_SESSIONS, ARGS(arg_text(user->login)), NULL, err);
}

int store_rebuild_clear(struct tx *tx, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(SQL_REBUILD_CLEAR); i++)
		if (tx_run(tx, SQL_REBUILD_CLEAR[i], NO_ARGS, NULL, err) < 0)
			return -1;
	return 0;
}

int store_health_read(struct tx *tx, struct instant wall, struct store_health *ret,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_HEALTH, ARGS(arg_instant(tx_now(tx)), arg_instant(wall)),
		    &rows, err) < 0)
		return -1;
	*ret = (struct store_health){
		.outbox_rows = row_int(rows, 0, 0),
		.outbox_oldest_seconds = row_int(rows, 0, 1),
		.parked = row_int(rows, 0, 2),
		.parked_oldest_seconds = row_int(rows, 0, 3),
		.skew_micros = row_int(rows, 0, 4),
	};
	return 0;
}
