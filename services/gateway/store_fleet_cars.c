/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fleet's list: one look at the manager's own rows, then one at each garage's for all
 * the cars it looks or looked after.
 */
#include "gateway/store_fleet_cars.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/fleet_sql.h"
#include "gateway/passport_sql.h"

#define DAY_SECONDS 86400

/* clang-format off */
/* $1 what was searched for, $2 the same as a plate, $3 one passport.
 * 0 passport, 1 card, 2 more, 3 CSV, 4 has a driver, 5 found */
static const char SQL_CARS[] =
	"SELECT p.passport_id, "
	BARE("jsonb_build_object('passport_id', p.passport_id, 'version', p.version,"
	     " 'status', p.status, 'plate', p.plate, 'plate_formatted',"
	     " p.j -> 'plate_formatted', 'make', p.j -> 'make', 'model', p.j -> 'model',"
	     " 'driver', d.name, 'transfer', (p.j -> 'transfer') || jsonb_build_object("
	     "  'recipient', coalesce(t.j #>> '{recipient,name}', t.j #>> '{recipient,email}')))")
	", " BARE("jsonb_build_object('joined_at', to_json(p.owner_since),"
	     " 'driver_email', d.email)")
	", " CSV("coalesce(p.j ->> 'plate_formatted', p.plate)") " || ';' || "
	CSV("p.j ->> 'make'") " || ';' || " CSV("p.j ->> 'model'") " || ';' || "
	CSV("d.name") " || ';' || p.status,"
	" p.driver_id IS NOT NULL,"
	" $1::text IS NULL OR strpos(p.search, lower($1)) > 0"
	"  OR strpos(lower(d.name), lower($1)) > 0 OR ($2 <> '' AND strpos(p.plate, $2) > 0)"
	" FROM (SELECT p.*, " AS_JSON("p.card") " AS j FROM gateway.passport p) p"
	OF_THE_FLEET
	" LEFT JOIN gateway.party d ON d.party_id = p.driver_id"
	" LEFT JOIN (SELECT transfer_id, " AS_JSON("card") " AS j FROM gateway.transfer) t"
	"  ON t.transfer_id = p.transfer_id"
	" WHERE p.status <> 'archived' AND ($3::uuid IS NULL OR p.passport_id = $3)"
	" ORDER BY p.passport_id LIMIT 2001";

/* Each garage with the cars it looks after; of two links with one car the one that runs,
 * or ran longest. $1 one passport. */
static const char SQL_GARAGES[] =
	"SELECT dealer, jsonb_agg(jsonb_build_object('p', passport_id, 'v', vehicle,"
	" 'since', owner_since, 'first', first, 'until', until) ORDER BY passport_id)::text"
	" FROM (SELECT DISTINCT ON (g ->> 'dealer', p.passport_id) g ->> 'dealer' AS dealer,"
	"  p.passport_id, coalesce((g ->> 'vehicle_id')::uuid, p.vehicle_id) AS vehicle,"
	"  p.owner_since, p.owner_since <= p.created_at AS first, g -> 'until' AS until"
	"  FROM gateway.passport p" OF_THE_FLEET
	"  CROSS JOIN jsonb_array_elements(p.garages) g"
	"  WHERE p.status <> 'archived' AND ($1::uuid IS NULL OR p.passport_id = $1)"
	"  ORDER BY 1, 2, (g ->> 'until')::timestamptz DESC NULLS FIRST) s"
	" GROUP BY dealer ORDER BY dealer LIMIT 201";

/* As a garage. $1 its cars as SQL_GARAGES has them, $2 now. What may be due is only told
 * by who looks after the car; a garage's visits before its link ended stay known.
 * 0 passport, 1 today, 2 apk, 3 service, 4 costs, 5 km, 6 read on, 7 advices, 8 cents,
 * 9 garage, 10 garage as CSV, 11 appointment */
static const char SQL_FACTS[] =
	"WITH " TODAY("$2") ", c AS (SELECT p, v, until, " OWN_DAY("since", "first") " AS own,"
	"  " DEALER_DATE("until") " AS ended FROM jsonb_to_recordset($1::jsonb)"
	"  AS c(p uuid, v uuid, since timestamptz, first boolean, until timestamptz))"
	" SELECT c.p, t.today, coalesce(r.apk_expiry, (v.j ->> 'apk_expiry')::date),"
	" s.due, x.costs, o.km, o.visit_date, a.many, a.cents,"
	" CASE WHEN c.until IS NULL THEN to_json(d.name)::text END,"
	" CASE WHEN c.until IS NULL THEN " CSV("d.name") " END, b.j::text"
	" FROM c CROSS JOIN today t LEFT JOIN LATERAL"
	"  (SELECT name, state FROM gateway.dealer LIMIT 1) d ON true LEFT JOIN LATERAL"
	"  (SELECT plate, " AS_JSON("card") " AS j FROM gateway.vehicle"
	"   WHERE vehicle_id = c.v AND c.until IS NULL) v ON true"
	" LEFT JOIN gateway.register r ON r.plate = v.plate LEFT JOIN LATERAL"
	"  (SELECT " NEXT_SERVICE("c.v", "'infinity'::date") " AS due"
	"   WHERE c.until IS NULL) s ON true LEFT JOIN LATERAL"
	"  (SELECT sum((i.j ->> 'customer_net_cents')::bigint)::bigint AS costs FROM"
	"   (" VISITS_HAD ") i WHERE visit_date >= c.own"
	"   AND visit_date > t.today - interval '12 months') x ON true LEFT JOIN LATERAL"
	"  (SELECT (i.j ->> 'odometer_km')::bigint AS km, visit_date FROM"
	"   (" VISITS_HAD ") i WHERE i.j ? 'odometer_km'"
	"   ORDER BY visit_date DESC LIMIT 1) o ON true LEFT JOIN LATERAL"
	"  (SELECT count(*) AS many, sum((e ->> 'line_cents')::bigint)::bigint AS cents"
	"   FROM (" NEWEST_FORM ") f, jsonb_array_elements(f.j -> 'advices') e"
	"   WHERE " ADVICE_IS_OPEN ") a ON true LEFT JOIN LATERAL"
	"  (SELECT " FLEET_APPOINTMENT_JSON " AS j FROM gateway.appointment b"
	"   WHERE b.vehicle_id = c.v AND c.until IS NULL AND b.status = 'booked'"
	"   AND b.starts_at >= $2 ORDER BY b.starts_at LIMIT 1) b ON true";
/* clang-format on */

void fleet_cars_done(struct fleet_cars *list)
{
	for (size_t i = 0; i < list->rows_count; i++)
		rows_free(list->rows[i]);
	mem_free(list->cars);
	*list = (struct fleet_cars){ .cars = NULL };
}

static int load_cars(struct tx *tx, const struct fleet_search *search,
		     struct fleet_cars *list, struct err *err)
{
	if (tx_rows(tx, SQL_CARS,
		    ARGS(arg_text(search->text), arg_text(search->plate),
			 search->passport ? arg_uuid(search->passport) : arg_null()),
		    &list->rows[0], err) < 0)
		return -1;
	const struct rows *rows = list->rows[list->rows_count++];
	if (rows_count(rows) > FLEET_CARS_MAX)
		return err_set(err, ERR_INVALID, "the fleet has more than %d cars",
			       FLEET_CARS_MAX);
	list->count = rows_count(rows);
	list->cars = mem_alloc((list->count + 1) * sizeof(*list->cars));
	for (size_t i = 0; i < list->count; i++)
		list->cars[i] = (struct fleet_car){
			.passport = row_uuid(rows, i, 0),
			.card = row_text(rows, i, 1),
			.more = row_text(rows, i, 2),
			.line = row_text(rows, i, 3),
			.facts.has_driver = row_bool(rows, i, 4),
			.found = row_bool(rows, i, 5),
		};
	return 0;
}

static int by_passport(const void *one, const void *other)
{
	const struct fleet_car *a = one;
	const struct fleet_car *b = other;
	return strcmp(a->passport.text, b->passport.text);
}

static struct civil_date date_or_none(const struct rows *rows, size_t row, int column)
{
	return row_is_null(rows, row, column) ? NO_DATE : row_date(rows, row, column);
}

/* Of two garages that look after a car the one that knows the later APK counts, and the
 * service that comes first. */
static void add_due(struct fleet_facts *facts, struct civil_date apk,
		    struct civil_date service)
{
	if (civil_is_set(apk) &&
	    (!civil_is_set(facts->apk) || civil_compare(apk, facts->apk) > 0))
		facts->apk = apk;
	if (civil_is_set(service) &&
	    (!civil_is_set(facts->service) || civil_compare(service, facts->service) < 0))
		facts->service = service;
}

static void add_facts(struct fleet_car *car, const struct rows *rows, size_t row)
{
	struct civil_date read_on = date_or_none(rows, row, 6);
	add_due(&car->facts, date_or_none(rows, row, 2), date_or_none(rows, row, 3));
	car->facts.costs_cents += row_int(rows, row, 4);
	car->facts.advices += row_int(rows, row, 7);
	car->facts.advices_cents += row_int(rows, row, 8);
	if (civil_is_set(read_on) && (!civil_is_set(car->odometer_date) ||
				      civil_compare(read_on, car->odometer_date) > 0)) {
		car->odometer_km = row_int(rows, row, 5);
		car->odometer_date = read_on;
	}
	if (!row_is_null(rows, row, 9)) {
		car->garage = row_text(rows, row, 9);
		car->garage_cell = row_text(rows, row, 10);
	}
	if (!row_is_null(rows, row, 11))
		car->appointment = row_text(rows, row, 11);
}

/* What one garage knows of the cars it looks or looked after. */
static int load_garage(struct tx *tx, const char *dealer, const char *its_cars,
		       struct fleet_cars *list, struct err *err)
{
	struct rows **slot = &list->rows[list->rows_count];
	if (tx_set_local(tx, "app.dealer", dealer, err) < 0 ||
	    tx_rows(tx, SQL_FACTS, ARGS(arg_text(its_cars), arg_instant(tx_now(tx))),
		    slot, err) < 0)
		return -1;
	const struct rows *rows = *slot;
	list->rows_count++;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct fleet_car meant = { .passport = row_uuid(rows, i, 0) };
		struct fleet_car *car = bsearch(&meant, list->cars, list->count,
						sizeof(*list->cars), by_passport);
		list->today = row_date(rows, i, 1);
		if (car)
			add_facts(car, rows, i);
	}
	return 0;
}

static int load_garages(struct tx *tx, const struct fleet_search *search,
			struct fleet_cars *list, struct err *err)
{
	AUTO(rows) *garages = NULL;
	if (tx_rows(tx, SQL_GARAGES,
		    ARGS(search->passport ? arg_uuid(search->passport) : arg_null()),
		    &garages, err) < 0)
		return -1;
	if (rows_count(garages) > FLEET_GARAGES_MAX)
		return err_set(err, ERR_INVALID, "the fleet has more than %d garages",
			       FLEET_GARAGES_MAX);
	for (size_t i = 0; i < rows_count(garages); i++)
		if (load_garage(tx, row_text(garages, i, 0), row_text(garages, i, 1),
				list, err) < 0)
			return -1;
	return 0;
}

int store_fleet_cars(struct tx *tx, const struct fleet_search *search,
		     struct fleet_cars *ret_list, struct err *err)
{
	FLEET_CARS_AUTO list = { .cars = NULL };
	list.today = civil_from_days(
		(int32_t)(tx_now(tx).micros / MICROS_PER_SECOND / DAY_SECONDS));
	if (load_cars(tx, search, &list, err) < 0 ||
	    load_garages(tx, search, &list, err) < 0)
		return -1;
	*ret_list = list;
	list = (struct fleet_cars){ .cars = NULL };
	return 0;
}
