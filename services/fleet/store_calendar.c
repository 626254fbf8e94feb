/* SPDX-License-Identifier: Apache-2.0 */
/* Days of garages: their slots as they were said, and the locks on them. */
#include "fleet/store_appointment.h"

static const char SQL_CALENDAR_LOCK[] =
	"SELECT FROM dealer WHERE dealer = $1 FOR NO KEY UPDATE";

static const char SQL_DAYS_LOCK[] =
	"SELECT date, version, slots FROM calendar_day WHERE dealer = $1 AND date >= $2"
	" ORDER BY date FOR UPDATE";

static const char SQL_TWO_DAYS_LOCK[] =
	"SELECT date, version, slots FROM calendar_day WHERE dealer = $1"
	" AND date IN ($2, $3) ORDER BY date FOR UPDATE";

static const char SQL_DAYS_PUT[] =
	"INSERT INTO calendar_day (dealer, date, version, slots)"
	" SELECT $1, n.date::date, n.version, n.slots"
	" FROM unnest($2::text[], $3::bigint[], $4::text[]) AS n (date, version, slots)"
	" ORDER BY n.date ON CONFLICT (dealer, date) DO UPDATE SET"
	" version = excluded.version, slots = excluded.slots";

static const char SQL_DAYS_FORGET[] =
	"DELETE FROM calendar_day WHERE dealer = $1 AND date < $2 RETURNING date";

int store_calendar_lock(struct tx *tx, const char *dealer, struct err *err)
{
	AUTO(rows) *rows = NULL;

	return tx_rows(tx, SQL_CALENDAR_LOCK, ARGS(arg_text(dealer)), &rows, err);
}

int store_days_lock(struct tx *tx, const char *dealer, struct civil_date from,
		    struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_DAYS_LOCK, ARGS(arg_text(dealer), arg_date(from)),
		       ret_rows, err);
}

int store_two_days_lock(struct tx *tx, const char *dealer, struct days days,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_TWO_DAYS_LOCK,
		       ARGS(arg_text(dealer), arg_date(days.from), arg_date(days.to)),
		       ret_rows, err);
}

int store_days_put(struct tx *tx, const char *dealer, const struct day_rows *days,
		   struct err *err)
{
	return tx_run(tx, SQL_DAYS_PUT,
		      ARGS(arg_text(dealer), arg_texts(days->dates, days->count),
			   arg_ints(days->versions, days->count),
			   arg_texts(days->slots, days->count)),
		      NULL, err);
}

int store_days_forget(struct tx *tx, const char *dealer, struct civil_date before,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_DAYS_FORGET, ARGS(arg_text(dealer), arg_date(before)),
		       ret_rows, err);
}
