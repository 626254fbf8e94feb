/* SPDX-License-Identifier: Apache-2.0 */
/* A row a form: forms are heard in any order, and the newest day counts. */
#include "reminder/store_mobility.h"

#include "base/mem.h"

static const char SQL_SAVE[] =
	"WITH old AS (SELECT vehicle_id, said_on, ends_on FROM mobility"
	" WHERE dealer = $1 AND inspection_id = $2)"
	" INSERT INTO mobility AS m (dealer, inspection_id, version, vehicle_id, said_on,"
	" ends_on) VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (dealer, inspection_id) DO UPDATE SET version = excluded.version,"
	" vehicle_id = excluded.vehicle_id, said_on = excluded.said_on,"
	" ends_on = excluded.ends_on WHERE excluded.version > m.version"
	" RETURNING NOT EXISTS (SELECT FROM old WHERE (old.vehicle_id, old.said_on,"
	" old.ends_on) IS NOT DISTINCT FROM (m.vehicle_id, m.said_on, m.ends_on))";

int store_mobility_save(struct tx *tx, const char *dealer, const struct mobility_row *row,
			bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_SAVE,
		    ARGS(arg_text(dealer), arg_uuid(&row->inspection),
			 arg_int(row->version), arg_uuid(&row->vehicle),
			 arg_date(row->said_on), arg_date(row->ends_on)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return 0;
}
