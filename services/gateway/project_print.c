/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Batches of letters and cards, and calls to make, as rows of the read model.
 */
#include "gateway/project.h"
#include "gateway/project_sql.h"

/* clang-format off */
static const char SQL_BATCH[] = NEWEST("batch_id")
	"INSERT INTO gateway.print_batch AS old (dealer, batch_id, version, status, closes_at,"
	" card) SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'status',"
	" (m ->> 'closes_at')::timestamptz, " CARD("m - ARRAY['dealer']")
	" FROM newest ON CONFLICT (dealer, batch_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, closes_at = excluded.closes_at, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_BATCH_GONE[] =
	"DELETE FROM gateway.print_batch WHERE dealer = $1 AND batch_id = $2::uuid";

static const char SQL_CALL[] = NEWEST("task_id")
	"INSERT INTO gateway.call_task AS old (dealer, task_id, version, customer_id, status,"
	" not_before, card) SELECT dealer, id::uuid, (m ->> 'version')::bigint,"
	" (m ->> 'customer_id')::uuid, m ->> 'status', (m ->> 'not_before')::timestamptz, "
	CARD("m - ARRAY['dealer']")
	" FROM newest ON CONFLICT (dealer, task_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, not_before = excluded.not_before, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_CALL_GONE[] =
	"DELETE FROM gateway.call_task WHERE dealer = $1 AND task_id = $2::uuid";
/* clang-format on */

#define AT(what) [(what)-PROJECT_PRINT_BATCH]
const struct projection_sql project_prints[] = {
	AT(PROJECT_PRINT_BATCH) = { SQL_BATCH, SQL_BATCH_GONE },
	AT(PROJECT_CALL_TASK) = { SQL_CALL, SQL_CALL_GONE },
};
