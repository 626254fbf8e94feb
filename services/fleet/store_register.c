/* SPDX-License-Identifier: Apache-2.0 */
/* Claims, answers and nights of the vehicle register, each one statement. */
#include "fleet/store_register.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"

static const char SQL_HEAR[] =
	"INSERT INTO register_plate (plate) SELECT DISTINCT p FROM unnest($1::text[]) p"
	" ORDER BY p ON CONFLICT (plate) DO NOTHING";

/* What was never asked was answered in 1970: it waits outside the nights, too. */
static const char SQL_CLAIM[] =
	"WITH due AS MATERIALIZED (SELECT p.plate FROM register_plate p, register_night n"
	" WHERE p.asked_at < greatest(n.started_at, '1970-01-02')"
	" AND n.stay_away_until <= $1 AND p.not_before <= $1"
	" AND (p.claimed_until IS NULL OR p.claimed_until <= $1)"
	" ORDER BY p.asked_at, p.plate LIMIT $2 FOR UPDATE OF p SKIP LOCKED),"
	" mine AS (UPDATE register_plate p SET claim = $3, claimed_until = $4"
	" FROM due WHERE p.plate = due.plate RETURNING p.plate, p.version, p.state)"
	" SELECT plate, version, state FROM mine ORDER BY plate COLLATE \"C\"";

static const char SQL_ANSWERED[] =
	"UPDATE register_plate p SET version = n.version,"
	" state = coalesce(n.state, p.state), asked_at = $4, tries = 0,"
	" not_before = 'epoch', claim = NULL, claimed_until = NULL"
	" FROM unnest($1::text[], $2::bigint[], $3::text[]) AS n (plate, version, state)"
	" WHERE p.plate = n.plate AND p.claim = $5";

static const char SQL_FAILED[] =
	"UPDATE register_plate SET tries = tries + 1, claim = NULL, claimed_until = NULL,"
	" not_before = $1::timestamptz + least(interval '6 hours',"
	" interval '1 minute' * power(2, least(tries, 20))) WHERE claim = $2";

static const char SQL_GIVE_BACK[] = "UPDATE register_plate SET claim = NULL,"
				    " claimed_until = NULL WHERE claim = $1";

static const char SQL_STAY_AWAY[] = "UPDATE register_night SET stay_away_until ="
				    " greatest(stay_away_until, $1)";

static const char SQL_NIGHT[] = "UPDATE register_night SET started_at = $1";

static const char SQL_LAST_NIGHT[] = "SELECT started_at FROM register_night";

static const char SQL_WAITING[] =
	"SELECT count(*) FROM register_plate p, register_night n"
	" WHERE p.asked_at < greatest(n.started_at, '1970-01-02')";

static const char SQL_FORGET[] =
	"DELETE FROM register_plate WHERE plate IN (SELECT p.plate FROM register_plate p"
	" WHERE p.claim IS NULL AND NOT EXISTS (SELECT FROM vehicle v"
	" WHERE v.plate = p.plate) LIMIT $1) RETURNING plate, version > 0";

int store_register_hear(struct tx *tx, const char *const *plates, size_t count,
			struct err *err)
{
	return tx_run(tx, SQL_HEAR, ARGS(arg_texts(plates, count)), NULL, err);
}

int store_register_claim(struct tx *tx, const struct register_claim *claim,
			 struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CLAIM,
		       ARGS(arg_instant(tx_now(tx)), arg_int((int64_t)claim->most),
			    arg_int(claim->id), arg_instant(claim->until)),
		       ret_rows, err);
}

int store_register_answered(struct tx *tx, int64_t claim,
			    const struct register_answer *list, size_t count,
			    struct err *err)
{
	const char **texts = mem_alloc(2 * count * sizeof(*texts));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	int64_t mine = 0;
	int failed;

	for (size_t i = 0; i < count; i++) {
		texts[i] = list[i].plate;
		texts[count + i] = list[i].state;
		versions[i] = list[i].version;
	}
	failed = tx_run(tx, SQL_ANSWERED,
			ARGS(arg_texts(texts, count), arg_ints(versions, count),
			     arg_texts(texts + count, count), arg_instant(tx_now(tx)),
			     arg_int(claim)),
			&mine, err);
	mem_free(texts);
	mem_free(versions);
	if (failed == 0 && mine != (int64_t)count)
		return err_set(err, ERR_CONFLICT,
			       "%" PRId64 " of %zu plates are this claim's still", mine,
			       count);
	return failed;
}

int store_register_failed(struct tx *tx, int64_t claim, struct err *err)
{
	return tx_run(tx, SQL_FAILED, ARGS(arg_instant(tx_now(tx)), arg_int(claim)), NULL,
		      err);
}

int store_register_give_back(struct tx *tx, int64_t claim, struct err *err)
{
	return tx_run(tx, SQL_GIVE_BACK, ARGS(arg_int(claim)), NULL, err);
}

int store_register_stay_away(struct tx *tx, struct instant until, struct err *err)
{
	return tx_run(tx, SQL_STAY_AWAY, ARGS(arg_instant(until)), NULL, err);
}

int store_register_night(struct tx *tx, struct err *err)
{
	return tx_run(tx, SQL_NIGHT, ARGS(arg_instant(tx_now(tx))), NULL, err);
}

int store_register_last_night(struct tx *tx, struct instant *ret_started, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LAST_NIGHT, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_started = row_instant(rows, 0, 0);
	return 0;
}

int store_register_waiting(struct tx *tx, int64_t *ret_plates, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_WAITING, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_plates = row_int(rows, 0, 0);
	return 0;
}

int store_register_forget(struct tx *tx, int64_t most, struct rows **ret_rows,
			  struct err *err)
{
	return tx_rows(tx, SQL_FORGET, ARGS(arg_int(most)), ret_rows, err);
}
