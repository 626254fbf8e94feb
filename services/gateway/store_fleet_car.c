/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One car of a fleet over all garages that look or looked after it: visits, reports,
 * advices and appointments, put together newest first.
 */
#include <stdlib.h>
#include <string.h>

#include "gateway/fleet_sql.h"
#include "gateway/store_fleet_cars.h"

#define PIECES_MOST (PASSPORT_GARAGES * 250)

/* clang-format off */
/* Saved while the garage looked after the car. */
#define REPORT_HAD                                                                           \
	"i.saved_number > 0 AND i.status <> 'discarded' AND i.inspection_date IS NOT NULL"   \
	" AND (c.until IS NULL OR i.opened_on < c.until)"
#define GARAGE_NAME "(SELECT d.name FROM gateway.dealer d LIMIT 1)"

/* As a garage. $1 vehicle, $2 since, $3 until, $4 the fleet's limit, below 0 none,
 * $5 passport, $6 it came with its passport.
 * 0 which list, 1 its place in it, highest first, 2 JSON */
static const char SQL_PIECES[] =
	"WITH c AS (SELECT $1::uuid AS v, $2::timestamptz AS since, $3::timestamptz AS until,"
	"  $6::boolean AS first, " OWN_DAY("$2", "$6::boolean") " AS own,"
	"  " DEALER_DATE("$3") " AS ended)"
	" (SELECT 'history', visit_date::text || visit_id, jsonb_strip_nulls("
	"   jsonb_build_object('date', visit_date, 'odometer_km', i.j -> 'odometer_km',"
	"   'classes', coalesce(i.j -> 'classes', '[]'), 'garage', " GARAGE_NAME ","
	"   'cost_cents', CASE WHEN visit_date >= c.own"
	"    THEN coalesce(i.j -> 'customer_net_cents', '0') END))::text"
	"  FROM c CROSS JOIN LATERAL (" VISITS_HAD ") i ORDER BY 2 DESC LIMIT 50)"
	" UNION ALL (SELECT 'reports', i.inspection_date::text || i.inspection_id,"
	"   jsonb_strip_nulls(jsonb_build_object('inspection_id', i.inspection_id,"
	"   'number', i.saved_number, 'date', i.inspection_date, 'garage', " GARAGE_NAME ","
	"   'url', CASE WHEN " FORM_IS_OWN " THEN '/v1/fleet/vehicles/' || $5::uuid"
	"    || '/reports/' || i.inspection_id || '.pdf' END, 'advices_count',"
	"   jsonb_array_length(coalesce(" AS_JSON("i.head") " -> 'advices', '[]'))))::text"
	"  FROM c JOIN gateway.inspection i ON i.vehicle_id = c.v"
	"  WHERE " REPORT_HAD " ORDER BY 2 DESC LIMIT 50)"
	" UNION ALL (SELECT 'advices', lpad((1000 - n)::text, 4, '0'), jsonb_strip_nulls("
	"   jsonb_build_object('inspection_id', f.inspection_id, 'number', f.saved_number,"
	"   'advice_id', e -> 'advice_id', 'text', e -> 'text', 'severity', e -> 'severity',"
	"   'price_kind', e -> 'price_kind', 'line_cents', e -> 'line_cents',"
	"   'urgency', e -> 'urgency', 'answer', a -> 'answer', 'answered_at', a -> 'at',"
	"   'above_limit', $4 >= 0 AND coalesce((e ->> 'line_cents')::bigint, 0) > $4))::text"
	"  FROM c CROSS JOIN LATERAL (" NEWEST_FORM ") f"
	"  CROSS JOIN LATERAL jsonb_array_elements(f.j -> 'advices') WITH ORDINALITY x(e, n)"
	"  CROSS JOIN LATERAL (SELECT " STANDING_ANSWER " AS a) y"
	"  WHERE NOT coalesce((e ->> 'executed')::boolean, false))"
	" UNION ALL (SELECT 'appointments', to_json(b.starts_at) #>> '{}',"
	"   " FLEET_APPOINTMENT_JSON "::text FROM c JOIN gateway.appointment b"
	"   ON b.vehicle_id = c.v AND c.until IS NULL ORDER BY 2 DESC LIMIT 50)"
	" UNION ALL (SELECT 'recalls', e ->> 'code', e::text FROM c"
	"  JOIN gateway.vehicle v ON v.vehicle_id = c.v AND c.until IS NULL"
	"  JOIN gateway.register r ON r.plate = v.plate"
	"  CROSS JOIN jsonb_array_elements(r.recalls::jsonb) e)"
	" UNION ALL (SELECT 'defects', (e ->> 'found_on') || lpad((1000 - n)::text, 4, '0'),"
	"   e::text FROM c JOIN gateway.vehicle v ON v.vehicle_id = c.v AND c.until IS NULL"
	"  JOIN gateway.register r ON r.plate = v.plate CROSS JOIN"
	"  jsonb_array_elements(" AS_JSON("r.card") " -> 'defects') WITH ORDINALITY x(e, n))";

/* $1 form, $2 vehicle, $3 since, $4 until, $5 it came with its passport. */
static const char SQL_HAS_REPORT[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.inspection i, (SELECT $4::timestamptz AS until,"
	"  $3::timestamptz AS since, $5::boolean AS first,"
	"  " OWN_DAY("$3", "$5::boolean") " AS own) c"
	"  WHERE i.inspection_id = $1 AND i.vehicle_id = $2"
	"  AND " FORM_IS_OWN " AND " REPORT_HAD ")";

/* $1 form, $2 vehicle, $3 advices, $4 the fleet's limit, below 0 none, $5 passport. */
static const char SQL_FORM[] =
	"SELECT $4 < 0 OR EXISTS (SELECT 1 FROM jsonb_array_elements(f.j -> 'advices') e"
	"  WHERE e ->> 'advice_id' = ANY ($3::text[])"
	"  AND coalesce((e ->> 'line_cents')::bigint, 0) <= $4),"
	" EXISTS (SELECT 1 FROM gateway.passport p WHERE p.passport_id = $5"
	"  AND p.driver_id IS NOT NULL)"
	" FROM (SELECT " AS_JSON("head") " AS j FROM gateway.inspection"
	"  WHERE inspection_id = $1 AND vehicle_id = $2 AND saved_number > 0"
	"  AND status <> 'discarded') f";
/* clang-format on */

struct piece {
	const char *list;
	const char *place;
	const char *json;
};

struct pieces {
	struct piece *all;
	size_t count;
	struct rows *rows[PASSPORT_GARAGES];
	size_t rows_count;
};

static void pieces_done(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->rows_count; i++)
		rows_free(pieces->rows[i]);
	mem_free(pieces->all);
}
#define PIECES_AUTO __attribute__((cleanup(pieces_done))) struct pieces

static int highest_first(const void *one, const void *other)
{
	const struct piece *a = one;
	const struct piece *b = other;
	return strcmp(b->place, a->place);
}

static int add_garage(struct tx *tx, struct passport_view *view, size_t nth,
		      struct pieces *pieces, struct err *err)
{
	const struct passport_garage *garage = &view->garages[nth];
	struct rows **slot = &pieces->rows[pieces->rows_count];
	if (passport_turn_to(tx, view, garage, err) < 0 ||
	    tx_rows(tx, SQL_PIECES,
		    ARGS(arg_uuid(&view->vehicle), arg_instant(view->since),
			 arg_instant(garage->until), arg_int(view->approval_cents),
			 arg_uuid(&view->passport), arg_bool(view->is_first)),
		    slot, err) < 0)
		return -1;
	pieces->rows_count++;
	for (size_t i = 0; i < rows_count(*slot) && pieces->count < PIECES_MOST; i++)
		pieces->all[pieces->count++] = (struct piece){
			row_text(*slot, i, 0),
			row_text(*slot, i, 1),
			row_text(*slot, i, 2),
		};
	return 0;
}

/* What two garages tell alike (a recall) is told once. */
static void write_list(const struct pieces *pieces, const char *list, struct strbuf *out)
{
	const char *last = NULL;
	strbuf_addf(out, "\"%s\":[", list);
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->all[i];
		if (strcmp(piece->list, list) != 0 ||
		    (last && strcmp(last, piece->place) == 0))
			continue;
		strbuf_add(out, last ? "," : "");
		strbuf_add(out, piece->json);
		last = piece->place;
	}
	strbuf_add_char(out, ']');
}

/* A garage that was left and came back has two links; the later knows all of the first.
 */
static bool is_linked_again(const struct passport_view *view, size_t nth)
{
	for (size_t i = nth + 1; i < view->garages_count; i++)
		if (strcmp(view->garages[i].dealer, view->garages[nth].dealer) == 0)
			return true;
	return false;
}

int store_fleet_car_write(struct tx *tx, struct passport_view *view,
			  struct strbuf *out, struct err *err)
{
	static const char *const lists[] = { "history", "reports", "advices",
					     "appointments", "recalls",
					     "defects" };
	PIECES_AUTO pieces = { .all = mem_alloc(PIECES_MOST * sizeof(*pieces.all)) };
	for (size_t i = 0; i < view->garages_count; i++)
		if (!is_linked_again(view, i) &&
		    add_garage(tx, view, i, &pieces, err) < 0)
			return -1;
	qsort(pieces.all, pieces.count, sizeof(*pieces.all), highest_first);
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		strbuf_add(out, i > 0 ? "," : "");
		write_list(&pieces, lists[i], out);
	}
	return 0;
}

int store_fleet_has_report(struct tx *tx, const struct passport_view *view,
			   const struct passport_garage *garage,
			   const struct uuid *inspection, bool *ret_has, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_HAS_REPORT,
		    ARGS(arg_uuid(inspection), arg_uuid(&view->vehicle),
			 arg_instant(view->since), arg_instant(garage->until),
			 arg_bool(view->is_first)),
		    &rows, err) < 0)
		return -1;
	*ret_has = row_bool(rows, 0, 0);
	return 0;
}

int store_fleet_form(struct tx *tx, const struct passport_view *view,
		     const struct fleet_answered *answered, struct fleet_form *ret_form,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FORM,
		    ARGS(arg_uuid(&answered->inspection), arg_uuid(&view->vehicle),
			 arg_texts(answered->advices, answered->advices_count),
			 arg_int(view->approval_cents), arg_uuid(&view->passport)),
		    &rows, err) < 0)
		return -1;
	*ret_form = (struct fleet_form){ .is_here = rows_count(rows) > 0 };
	if (ret_form->is_here)
		ret_form->for_driver = row_bool(rows, 0, 0) && row_bool(rows, 0, 1);
	return 0;
}
