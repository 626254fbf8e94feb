/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cars with all that proposals about them depend on, a page at a time: four queries
 * whatever the number of cars, each ordered by vehicle so that rows fall into place.
 */
#include <string.h>

#include "base/mem.h"
#include "reminder/store_interval.h"
#include "reminder/store_vehicle.h"

#define SECONDS_PER_DAY 86400

static const char SQL_CARS[] =
	"SELECT v.vehicle_id, v.customer_id, v.plate, v.make, v.model,"
	" CASE WHEN v.fuel = 0 THEN coalesce(r.fuel, 0) ELSE v.fuel END, v.category,"
	" coalesce(v.first_admission, r.first_admission),"
	" coalesce(r.apk_expiry, v.apk_expiry), v.is_stock_car, v.own_interval_months,"
	" v.own_interval_km, c.erased, c.has_email, c.no_email, k.withdrawn, k.bounces,"
	" s.vehicle, s.customer, s.email, s.apk, s.service, s.advice, s.disowned,"
	" CASE WHEN r.apk_expiry IS NOT NULL THEN r.checked_on END, r.apk_moved_on,"
	" r.holder_moved_on, r.exported OR p.gone_reason = 'exported',"
	" p.is_live AND p.contact_email IS NOT NULL,"
	" (p.holder_changed_at AT TIME ZONE d.timezone)::date,"
	" (CASE WHEN p.gone_at IS NOT NULL THEN p.gone_at"
	"  WHEN NOT p.is_live THEN p.holder_changed_at END"
	"  AT TIME ZONE d.timezone)::date, p.gone_at IS NOT NULL, coalesce(r.recalls, 0),"
	" r.recall_since, CASE WHEN s.email THEN k.reach_besides ELSE k.reach_other END,"
	" coalesce(c.prospect, false),"
	" coalesce(k.reach_mask, 0) <> 0, l.lead_id,"
	" (l.opened_at AT TIME ZONE d.timezone)::date, l.sees_car, l.listable,"
	" v.delivered_on, m.ends_on, m.said_on, s.tyres, s.dormant"
	" FROM vehicle v"
	" LEFT JOIN dealer d ON d.dealer = v.dealer"
	" LEFT JOIN register r ON r.plate = v.plate"
	" LEFT JOIN LATERAL (SELECT * FROM passport p WHERE p.dealer = v.dealer"
	"  AND (p.vehicle_id = v.vehicle_id OR (p.plate = v.plate AND p.plate <> ''))"
	"  ORDER BY p.gone_at DESC NULLS FIRST, p.passport_id DESC LIMIT 1) p ON true"
	" LEFT JOIN LATERAL (SELECT ends_on, said_on FROM mobility m"
	"  WHERE m.dealer = v.dealer AND m.vehicle_id = v.vehicle_id"
	"  ORDER BY said_on DESC, inspection_id DESC LIMIT 1) m ON true"
	" LEFT JOIN LATERAL (SELECT (array_agg(l.lead_id ORDER BY l.opened_at))[1]"
	"  AS lead_id, min(l.opened_at) AS opened_at,"
	"  bool_and(l.vehicle_known) AS sees_car,"
	"  bool_or(l.listable AND l.customer_id = v.customer_id AND l.status <> 'lost')"
	"  AS listable FROM lead l WHERE l.dealer = v.dealer AND l.plate = v.plate"
	"  AND l.status <> 'customer') l ON true"
	" LEFT JOIN customer c ON c.dealer = v.dealer AND c.customer_id = v.customer_id"
	" LEFT JOIN consent k ON k.dealer = v.dealer AND k.customer_id = v.customer_id"
	" LEFT JOIN LATERAL (SELECT"
	"  bool_or(scope = 'vehicle' AND x.customer_id IS NULL) AS vehicle,"
	"  bool_or(scope = 'vehicle' AND x.customer_id = v.customer_id) AS disowned,"
	"  bool_or(scope = 'customer') AS customer,"
	"  bool_or(scope = 'channel' AND detail = 'email') AS email,"
	"  bool_or(scope = 'reason' AND detail = 'apk') AS apk,"
	"  bool_or(scope = 'reason' AND detail = 'service') AS service,"
	"  bool_or(scope = 'reason' AND detail = 'advice') AS advice,"
	"  bool_or(scope = 'reason' AND detail = 'tyres') AS tyres,"
	"  bool_or(scope = 'reason' AND detail = 'dormant') AS dormant"
	"  FROM suppression x WHERE x.dealer = v.dealer AND x.lifted_at IS NULL"
	"  AND x.subject IN (v.vehicle_id, v.customer_id)) s ON true"
	" WHERE v.dealer = $1 AND v.vehicle_id = ANY($2::text[]::uuid[])"
	" ORDER BY v.vehicle_id";

static const char SQL_CAR_VISITS[] =
	"SELECT vehicle_id, visit_id, visit_date, work, customer_net_cents, voided,"
	" not_service, CASE WHEN disregard_odometer THEN NULL"
	" ELSE coalesce(right_odometer_km, odometer_km) END, right_odometer_km IS NOT"
	" NULL, time_parts"
	" FROM visit WHERE dealer = $1 AND vehicle_id = ANY($2::text[]::uuid[])"
	" AND version > 0 AND NOT absorbed ORDER BY vehicle_id, visit_date, visit_id";

/* Long past ones matter to nobody; a car that came and was not invoiced yet was here. */
static const char SQL_CAR_BOOKED[] =
	"SELECT vehicle_id, date FROM appointment"
	" WHERE dealer = $1 AND vehicle_id = ANY($2::text[]::uuid[])"
	" AND status IN ('booked', 'came') AND date > $3::date - 40"
	" ORDER BY vehicle_id, date";

/* A visit for other work, an appointment: they pass. So does what kept a recall from its
 * reader, because safety is told as soon as there is a way. */
static const char SQL_CAR_PAST[] =
	"SELECT vehicle_id, proposal_id, reason_group, cycle, step, status, decision,"
	" list_week, coalesce(reason IN ('BOOKED', 'HOLDER_CHANGED', 'VISITED',"
	" 'UNTOUCHED') OR reason_group = 'recall' AND reason IN ('NO_ADDRESS',"
	" 'ADDRESS_BOUNCES', 'DO_NOT_CONTACT'), false)"
	" FROM proposal WHERE dealer = $1 AND vehicle_id = ANY($2::text[]::uuid[])"
	" ORDER BY vehicle_id, list_week, proposal_id";

void car_list_free(struct car_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		history_free(list->cars[i].history);
	mem_free(list->cars);
	*list = (struct car_list){ .count = 0 };
}

static void copy_text(char *to, size_t room, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	len = len < room ? len : room - 1;
	memcpy(to, text ? text : "", len);
	to[len] = '\0';
}

static void read_car(const struct rows *rows, size_t i, struct car *car)
{
	car->vehicle = row_uuid(rows, i, 0);
	car->customer = row_uuid(rows, i, 1);
	copy_text(car->plate, sizeof(car->plate), row_text(rows, i, 2));
	copy_text(car->make, sizeof(car->make), row_text(rows, i, 3));
	copy_text(car->model, sizeof(car->model), row_text(rows, i, 4));
	car->history = history_new();
	car->history->fuel = (enum fuel)row_int(rows, i, 5);
	car->history->category = (enum apk_category)row_int(rows, i, 6);
	car->history->first_admission = row_date(rows, i, 7);
	car->history->apk_expiry = row_date(rows, i, 8);
	car->is_stock = row_bool(rows, i, 9);
	car->history->interval_months = (int)row_int(rows, i, 10);
	car->history->interval_km = row_int(rows, i, 11);
	car->own_interval = !row_is_null(rows, i, 10) || !row_is_null(rows, i, 11);
	car->erased = row_bool(rows, i, 12);
	car->has_email = row_bool(rows, i, 13);
	car->no_email = row_bool(rows, i, 14);
	car->consent_withdrawn = row_bool(rows, i, 15);
	car->bounces = row_bool(rows, i, 16);
	car->disowned = row_bool(rows, i, 23);
	car->history->apk_checked_on = row_date(rows, i, 24);
	car->apk_moved_on = row_date(rows, i, 25);
	car->sold_on = row_date(rows, i, 26);
	car->exported = row_bool(rows, i, 27);
	car->has_contact = row_bool(rows, i, 28);
	car->holder_changed_on = row_date(rows, i, 29);
	car->left_on = row_date(rows, i, 30);
	car->passport_ended = row_bool(rows, i, 31);
	car->history->recalls = (int)row_int(rows, i, 32);
	car->history->recalled_on = row_date(rows, i, 33);
	copy_text(car->reach_other, sizeof(car->reach_other), row_text(rows, i, 34));
	car->history->delivered_on = row_date(rows, i, 41);
	car->history->mobility_until = row_date(rows, i, 42);
	car->history->mobility_said_on = row_date(rows, i, 43);
}

static void read_nevers(const struct rows *rows, size_t i, struct car *car)
{
	car->never_vehicle = row_bool(rows, i, 17);
	car->never_customer = row_bool(rows, i, 18);
	car->never_email = row_bool(rows, i, 19);
	car->never_apk = row_bool(rows, i, 20);
	car->never_service = row_bool(rows, i, 21);
	car->never_advice = row_bool(rows, i, 22);
	car->never_tyres = row_bool(rows, i, 44);
	car->never_dormant = row_bool(rows, i, 45);
}

static void read_lead(const struct rows *rows, size_t i, struct car *car)
{
	car->is_prospects = row_bool(rows, i, 35);
	car->is_reached = row_bool(rows, i, 36);
	car->lead = row_uuid(rows, i, 37);
	car->lead_since = row_date(rows, i, 38);
	car->lead_sees_car = row_bool(rows, i, 39);
	car->lead_listable = row_bool(rows, i, 40);
}

/* The car of a row's vehicle, looked for from *at on: both are in the same order. */
static struct car *car_of(struct car_list *list, const struct rows *rows, size_t i,
			  size_t *at)
{
	const char *vehicle = row_text(rows, i, 0);

	while (*at < list->count && strcmp(list->cars[*at].vehicle.text, vehicle) < 0)
		(*at)++;
	if (*at == list->count || strcmp(list->cars[*at].vehicle.text, vehicle) != 0)
		return NULL;
	return &list->cars[*at];
}

static void read_visit(const struct rows *rows, size_t i, struct history *history)
{
	struct visit visit = {
		.date = row_date(rows, i, 2),
		.work = (unsigned)row_int(rows, i, 3),
		.customer_net_cents = row_int(rows, i, 4),
		.odometer_km = row_is_null(rows, i, 7) ? -1 : row_int(rows, i, 7),
		.trust = TRUST_WORKSHOP,
		.parts = (unsigned)row_int(rows, i, 9),
	};

	memcpy(visit.id, row_uuid(rows, i, 1).text, UUID_TEXT);
	if (visit.work & WORK_APK)
		visit.trust = TRUST_APK;
	if (row_bool(rows, i, 8))
		visit.trust = TRUST_CORRECTED;
	if (row_bool(rows, i, 6))
		visit.work &= ~(unsigned)WORK_PERIODIC;
	if (row_bool(rows, i, 5))
		visit.work = visit.parts = 0;
	history_add(history, &visit);
}

static void read_past(const struct rows *rows, size_t i, struct car *car)
{
	struct past_proposal *past;

	if (car->past_count == CAR_PAST) {
		memmove(car->past, car->past + 1, (CAR_PAST - 1) * sizeof(car->past[0]));
		car->past_count--;
	}
	past = &car->past[car->past_count++];
	*past = (struct past_proposal){
		.id = row_uuid(rows, i, 1),
		.group = reason_group_from(row_text(rows, i, 2)),
		.cycle = row_date(rows, i, 3),
		.step = (int)row_int(rows, i, 4),
		.stage = stage_from(row_text(rows, i, 5)),
		.decision = decision_from(row_text(rows, i, 6)),
		.list_week = row_week(rows, i, 7),
		.passing = row_bool(rows, i, 8),
	};
}

static int fill_booked(struct tx *tx, const char *dealer, const struct arg *ids,
		       struct car_list *list, struct err *err)
{
	int32_t today =
		(int32_t)(tx_now(tx).micros / MICROS_PER_SECOND / SECONDS_PER_DAY);
	AUTO(rows) *rows = NULL;
	size_t at = 0;

	if (tx_rows(tx, SQL_CAR_BOOKED,
		    ARGS(arg_text(dealer), *ids, arg_date(civil_from_days(today))), &rows,
		    err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct car *car = car_of(list, rows, i, &at);

		if (car && car->booked_count < CAR_BOOKED)
			car->booked[car->booked_count++] = row_date(rows, i, 1);
	}
	return 0;
}

static int fill_intervals(struct tx *tx, const char *dealer, struct car_list *list,
			  struct err *err)
{
	INTERVALS_AUTO given = { .count = 0 };

	if (store_intervals_load(tx, dealer, &given, err) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		struct car *car = &list->cars[i];
		struct interval_car facts = { car->make, car->model, car->history->fuel };
		const struct interval_rule *rule =
			interval_find(given.rules, given.count, &facts);

		car->make_months = rule ? rule->months : 0;
		car->make_km = rule ? rule->km : 0;
	}
	return 0;
}

static int fill_cars(struct tx *tx, const char *dealer, const struct arg *ids,
		     struct car_list *list, struct err *err)
{
	AUTO(rows) *visits = NULL;
	AUTO(rows) *past = NULL;
	size_t at = 0;

	if (tx_rows(tx, SQL_CAR_VISITS, ARGS(arg_text(dealer), *ids), &visits, err) < 0 ||
	    tx_rows(tx, SQL_CAR_PAST, ARGS(arg_text(dealer), *ids), &past, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(visits); i++) {
		struct car *car = car_of(list, visits, i, &at);

		if (car)
			read_visit(visits, i, car->history);
	}
	at = 0;
	for (size_t i = 0; i < rows_count(past); i++) {
		struct car *car = car_of(list, past, i, &at);

		if (car)
			read_past(past, i, car);
	}
	if (fill_intervals(tx, dealer, list, err) < 0)
		return -1;
	return fill_booked(tx, dealer, ids, list, err);
}

int store_cars_load(struct tx *tx, const char *dealer, const char *const *ids,
		    size_t count, struct car_list *ret_cars, struct err *err)
{
	struct arg wanted = arg_texts(ids, count);
	AUTO(rows) *rows = NULL;
	CARS_AUTO list = { .count = 0 };

	if (tx_rows(tx, SQL_CARS, ARGS(arg_text(dealer), wanted), &rows, err) < 0)
		return -1;
	list.cars = mem_alloc((rows_count(rows) + 1) * sizeof(struct car));
	for (; list.count < rows_count(rows); list.count++) {
		read_car(rows, list.count, &list.cars[list.count]);
		read_nevers(rows, list.count, &list.cars[list.count]);
		read_lead(rows, list.count, &list.cars[list.count]);
	}
	if (fill_cars(tx, dealer, &wanted, &list, err) < 0)
		return -1;
	*ret_cars = list;
	list = (struct car_list){ .count = 0 };
	return 0;
}
