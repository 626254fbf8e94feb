/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which parts of forms, saved versions, checklists, registrations and of the
 * public register the read model keeps. A customer's link goes into a table of its own,
 * the only one that is read before the dealer is known.
 */
#include "gateway/project.h"
#include "gateway/project_sql.h"

/* clang-format off */
#define FIELD(path)                                                                          \
	"(SELECT f ->> 'value' FROM jsonb_array_elements(m -> 'fields') f"                   \
	" WHERE f ->> 'path' = '" path "')"

/* The extra text is the plate with its dashes. */
static const char SQL_INSPECTION[] = NEWEST_OF("inspection_id") LINKED("inspection")
	"INSERT INTO gateway.inspection AS old (dealer, inspection_id, version, revision,"
	" status, vehicle_id, customer_id, plate, inspector, opened_by, inspection_date,"
	" mobility_date, opened_on, saved_number, saved_revision, opened_at, search, head,"
	" draft)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, (m ->> 'revision')::bigint,"
	" m ->> 'status', (m ->> 'vehicle_id')::uuid, (m ->> 'customer_id')::uuid,"
	" m ->> 'plate', m ->> 'inspector', m ->> 'opened_by',"
	" (m ->> 'inspection_date')::date, substring(" FIELD("head/mobility_date")
	"  FROM '^\\d{4}-\\d\\d-\\d\\d$'), (m ->> 'opened_on')::timestamptz,"
	" (m ->> 'saved_number')::bigint, (m ->> 'saved_revision')::bigint,"
	" (m ->> 'opened_at')::timestamptz,"
	" lower(concat_ws(' ', m ->> 'plate', x, m ->> 'make', m ->> 'model',"
	"  m ->> 'customer_name', " FIELD("customer/company") ", " FIELD("customer/number")
	"  , m ->> 'inspector')), "
	CARD("(m - ARRAY['dealer', 'link', 'fields', 'carried', 'previous'])"
	     " || jsonb_strip_nulls(jsonb_build_object('plate_formatted', x))") ", "
	CARD("jsonb_build_object('fields', m -> 'fields', 'carried',"
	     " coalesce(m -> 'carried', '[]'), 'previous', coalesce(m -> 'previous', '[]'))")
	" FROM newest ON CONFLICT (dealer, inspection_id) DO UPDATE SET"
	" version = excluded.version, revision = excluded.revision,"
	" status = excluded.status, vehicle_id = excluded.vehicle_id,"
	" customer_id = excluded.customer_id, plate = excluded.plate,"
	" inspector = excluded.inspector, opened_by = excluded.opened_by,"
	" inspection_date = excluded.inspection_date,"
	" mobility_date = excluded.mobility_date, opened_on = excluded.opened_on,"
	" saved_number = excluded.saved_number, saved_revision = excluded.saved_revision,"
	" opened_at = excluded.opened_at, search = excluded.search, head = excluded.head,"
	" draft = excluded.draft WHERE excluded.version > old.version";

static const char SQL_INSPECTION_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE dealer = $1 AND id = $2::uuid),"
	" gone AS (DELETE FROM gateway.inspection"
	"  WHERE dealer = $1 AND inspection_id = $2::uuid RETURNING *)"
	" INSERT INTO gateway.inspection_gone (dealer, inspection_id, vehicle_id, opened_on)"
	" SELECT dealer, inspection_id, CASE WHEN saved_number > 0"
	"  AND status <> 'discarded' THEN vehicle_id END, opened_on FROM gone"
	" ON CONFLICT (dealer, inspection_id) DO NOTHING";

static const char SQL_INSPECTION_VERSION[] = NEWEST("version_id")
	"INSERT INTO gateway.inspection_version AS old (dealer, version_id, version,"
	" inspection_id, number, card, whole)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, (m ->> 'inspection_id')::uuid,"
	" (m ->> 'number')::bigint, "
	CARD("jsonb_strip_nulls(jsonb_build_object('number', m -> 'number',"
	     " 'saved_at', m -> 'saved_at', 'saved_by', m -> 'saved_by',"
	     " 'reason', m -> 'reason', 'total_cents', m #> '{form,total_cents}',"
	     " 'changes_count', jsonb_array_length(coalesce(m -> 'changes', '[]'))))") ", "
	CARD("m - 'dealer'")
	" FROM newest ON CONFLICT (dealer, version_id) DO UPDATE SET"
	" version = excluded.version, inspection_id = excluded.inspection_id,"
	" number = excluded.number, card = excluded.card, whole = excluded.whole"
	" WHERE excluded.version > old.version";

static const char SQL_INSPECTION_VERSION_GONE[] =
	"DELETE FROM gateway.inspection_version WHERE dealer = $1 AND version_id = $2::uuid";

static const char SQL_CHECKLIST[] = NEWEST("checklist_id")
	"INSERT INTO gateway.checklist AS old (dealer, checklist_id, version, name, card,"
	" points) SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'name', "
	CARD("(m - ARRAY['dealer', 'points'])"
	     " || jsonb_build_object('points_total', jsonb_array_length(m -> 'points'))")
	", (m -> 'points')::text"
	" FROM newest ON CONFLICT (dealer, checklist_id) DO UPDATE SET"
	" version = excluded.version, name = excluded.name, card = excluded.card,"
	" points = excluded.points WHERE excluded.version > old.version";

static const char SQL_CHECKLIST_GONE[] =
	"DELETE FROM gateway.checklist WHERE dealer = $1 AND checklist_id = $2::uuid";

static const char SQL_REGISTRATION[] = NEWEST_OF("registration_id") LINKED("registration")
	"INSERT INTO gateway.registration AS old (dealer, registration_id, version, status,"
	" vehicle_id, customer_id, invited_at, card)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'status',"
	" (m ->> 'vehicle_id')::uuid, (m ->> 'customer_id')::uuid,"
	" (m ->> 'invited_at')::timestamptz, " CARD("m - ARRAY['dealer', 'link']")
	" FROM newest ON CONFLICT (dealer, registration_id) DO UPDATE SET"
	" version = excluded.version, status = excluded.status,"
	" vehicle_id = excluded.vehicle_id, customer_id = excluded.customer_id,"
	" invited_at = excluded.invited_at, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_REGISTRATION_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE dealer = $1 AND id = $2::uuid)"
	" DELETE FROM gateway.registration WHERE dealer = $1 AND registration_id = $2::uuid";

/* Of no dealer: no revision is raised, so nothing made of it is kept by revision. */
static const char SQL_REGISTER[] =
	"WITH newest AS (SELECT DISTINCT ON (plate) m, m ->> 'plate' AS plate"
	" FROM (SELECT r::jsonb AS m FROM unnest($1::text[], $2::text[]) AS t(r, x)) u"
	" ORDER BY plate, (m ->> 'version')::bigint DESC)"
	" INSERT INTO gateway.register AS old (plate, version, apk_expiry, card, recalls,"
	" apk_moved_on, holder_since)"
	" SELECT plate, (m ->> 'version')::bigint, (m ->> 'apk_expiry')::date, "
	CARD("m - ARRAY['version', 'recalls']") ", (m -> 'recalls')::text,"
	" (m ->> 'apk_moved_on')::date, (m ->> 'holder_since')::date"
	" FROM newest ON CONFLICT (plate) DO UPDATE SET version = excluded.version,"
	" apk_expiry = excluded.apk_expiry, card = excluded.card,"
	" recalls = excluded.recalls, apk_moved_on = excluded.apk_moved_on,"
	" holder_since = excluded.holder_since WHERE excluded.version > old.version";

static const char SQL_PLATE_GONE[] = "DELETE FROM gateway.register WHERE plate = $1";
/* clang-format on */

#define AT(what) [(what)-PROJECT_INSPECTION]
const struct projection_sql project_inspections[] = {
	AT(PROJECT_INSPECTION) = { SQL_INSPECTION, SQL_INSPECTION_GONE },
	AT(PROJECT_INSPECTION_VERSION) = { SQL_INSPECTION_VERSION,
					   SQL_INSPECTION_VERSION_GONE },
	AT(PROJECT_CHECKLIST) = { SQL_CHECKLIST, SQL_CHECKLIST_GONE },
	AT(PROJECT_REGISTRATION) = { SQL_REGISTRATION, SQL_REGISTRATION_GONE },
	AT(PROJECT_REGISTER) = { SQL_REGISTER, NULL },
};

int project_plate_gone(struct tx *tx, const char *plate, struct err *err)
{
	return tx_run(tx, SQL_PLATE_GONE, ARGS(arg_text(plate)), NULL, err);
}
