/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a car when it stands in the workshop: whose it is, whether the
 * customer registered it, its earlier forms, the dates that are near, and its open
 * recalls.
 */
#include "gateway/row_sql.h"
#include "gateway/store_inspection.h"

/* clang-format off */
/* $1 plate, $2 customer number: the cars that are meant, known or only written on a form. */
#define CARS                                                                                 \
	"car AS (SELECT dealer, vehicle_id, customer_id, plate FROM gateway.vehicle"         \
	"  WHERE plate = $1"                                                                 \
	" UNION ALL SELECT o.dealer, w.vehicle_id, o.customer_id, w.plate"                   \
	"  FROM gateway.customer o LEFT JOIN gateway.vehicle w"                              \
	"  ON w.dealer = o.dealer AND w.customer_id = o.customer_id WHERE o.number = $2"     \
	" UNION ALL (SELECT dealer, NULL::uuid, customer_id, plate FROM gateway.inspection"  \
	"  WHERE plate = $1 AND status <> 'discarded' AND NOT EXISTS"                        \
	"  (SELECT 1 FROM gateway.vehicle WHERE plate = $1)"                                 \
	"  ORDER BY opened_on DESC LIMIT 1))"

#define OF_CAR(i) "(" i ".vehicle_id = x.vehicle_id OR " i ".plate = x.plate)"

/* Maintenance of a car that came already is not due any more, nor what was due until two
 * months after a service, whatever became of the line. */
#define SERVICE_DONE                                                                         \
	"p.status = 'visited'"                                                               \
	" OR coalesce(('{' || p.card || '}')::jsonb ->> 'status_reason', '') = 'VISITED'"    \
	" OR EXISTS (SELECT FROM gateway.visit s WHERE s.dealer = p.dealer"                  \
	"  AND s.vehicle_id = p.vehicle_id AND NOT s.voided"                                 \
	"  AND s.card LIKE '%\"periodic\\_%' AND s.visit_date >= p.due - 60)"

/* ITK 3.0 manual, "Controleer aanmelding": a date shows when it is known and less than four
 * months away; one that has passed shows too. Of two APK dates the later one is the newer
 * inspection's. Dates are compared as ISO texts; as on the form (inspection/store_facts.c). */
#define NEAR_DATES                                                                           \
	"(SELECT coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'date', d.date,"      \
	"  'overdue', d.date < t.today::text) ORDER BY d.rank), '[]')::text FROM (VALUES"    \
	"  (1, 'maintenance', (SELECT CASE WHEN " SERVICE_DONE " THEN NULL"                  \
	"   ELSE p.due::text END"                                                            \
	"   FROM gateway.proposal p"                                                         \
	"   WHERE p.vehicle_id = x.vehicle_id AND p.reason_group = 'service'"                \
	"   ORDER BY p.list_week DESC LIMIT 1)),"                                            \
	"  (2, 'apk', greatest(r.apk_expiry::text,"                                          \
	"   ('{' || v.card || '}')::jsonb ->> 'apk_expiry')),"                               \
	"  (3, 'mobility', (SELECT i.mobility_date FROM gateway.inspection i"                \
	"   WHERE " OF_CAR("i") " AND i.mobility_date IS NOT NULL"                           \
	"   ORDER BY i.opened_on DESC LIMIT 1))) AS d(rank, kind, date)"                     \
	" WHERE d.date < (t.today + interval '4 months')::date::text)"

static const char SQL_ENTRY[] =
	"WITH " TODAY("$3") ", " CARS
	" SELECT '{' || CASE WHEN x.vehicle_id IS NULL THEN '' ELSE"
	"  '\"vehicle\":' || " VEHICLE_JSON("x.vehicle_id") " || ',' END"
	" || CASE WHEN x.customer_id IS NULL THEN '' ELSE"
	"  '\"customer\":' || " CUSTOMER_JSON("x.customer_id") " || ',' END"
	" || coalesce((SELECT '\"registration\":{' || g.card || '},'"
	"  FROM gateway.registration g WHERE g.vehicle_id = x.vehicle_id"
	"  AND g.status IN ('invited', 'active') ORDER BY g.invited_at DESC LIMIT 1), '')"
	" || '\"forms\":[' || coalesce((SELECT string_agg('{' || f.head || '}', ','"
	"  ORDER BY f.opened_on DESC) FROM (SELECT i.head, i.opened_on"
	"   FROM gateway.inspection i WHERE " OF_CAR("i") " AND i.status <> 'discarded'"
	"   ORDER BY i.opened_on DESC LIMIT 20) f), '')"
	" || '],\"shown\":' || " NEAR_DATES
	" || ',\"recalls\":' || coalesce(r.recalls, '[]') || '}'"
	" FROM car x CROSS JOIN today t" JOIN_CUSTOMER("x") JOIN_VEHICLE("x")
	" LEFT JOIN gateway.register r ON r.plate = x.plate"
	" ORDER BY x.plate NULLS LAST, x.vehicle_id LIMIT 50";
/* clang-format on */

int store_entry_write(struct tx *tx, const char *plate, const char *customer_number,
		      struct strbuf *out, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ENTRY,
		    ARGS(arg_text(plate), arg_text(customer_number),
			 arg_instant(tx_now(tx))),
		    &rows, err) < 0)
		return -1;
	store_rows_write(rows, 0, out);
	return 0;
}
