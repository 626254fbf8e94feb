/* SPDX-License-Identifier: Apache-2.0 */
/* Leads as rows of the read model. */
#include "gateway/project.h"
#include "gateway/project_sql.h"

/* clang-format off */
static const char SQL_LEAD[] = NEWEST("lead_id")
	"INSERT INTO gateway.lead AS old (dealer, lead_id, version, status, opened_at,"
	" answered_at, customer_id, plate, card) SELECT dealer, id::uuid,"
	" (m ->> 'version')::bigint, m ->> 'status', (m ->> 'opened_at')::timestamptz,"
	" (m ->> 'answered_at')::timestamptz, (m ->> 'customer_id')::uuid, m ->> 'plate', "
	CARD("(m - ARRAY['dealer', 'lead_id']) || jsonb_strip_nulls(jsonb_build_object("
	     "'id', id, 'plate_formatted', x))")
	" FROM newest ON CONFLICT (dealer, lead_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, answered_at = excluded.answered_at,"
	" customer_id = excluded.customer_id, plate = excluded.plate, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_LEAD_GONE[] =
	"DELETE FROM gateway.lead WHERE dealer = $1 AND lead_id = $2::uuid";
/* clang-format on */

const struct projection_sql project_leads[] = { { SQL_LEAD, SQL_LEAD_GONE } };
