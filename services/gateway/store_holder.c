/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cars and offers of a holder, and what a garage knows of one car. What may be seen is
 * row-level security's; the days a holder may see are the caller's.
 */
#include "gateway/store_holder.h"

#include "base/text.h"
#include "msg/msg.h"

/* clang-format off */
#define AS_JSON(column) "('{' || " column " || '}')::jsonb"

/* 0 passport, 1 plate, 2 make, 3 model, 4 status, 5 role, 6 fleet */
#define CAR_COLUMNS                                                                          \
	"p.passport_id, coalesce(j ->> 'plate_formatted', p.plate, ''),"                     \
	" coalesce(j ->> 'make', ''), coalesce(j ->> 'model', ''), p.status,"                \
	" coalesce(a.role, 'manager'), coalesce(f.name, '')"
#define FROM_CAR                                                                             \
	" FROM (SELECT p.*, " AS_JSON("p.card") " AS j FROM gateway.passport p) p"           \
	" LEFT JOIN LATERAL (SELECT role FROM gateway.passport_access"                       \
	"  WHERE passport_id = p.passport_id ORDER BY role DESC LIMIT 1) a ON true"          \
	" LEFT JOIN gateway.fleet f ON f.fleet_id = p.fleet_id"

static const char SQL_CARS[] = "SELECT " CAR_COLUMNS FROM_CAR
	" WHERE a.role IN ('owner', 'driver') AND p.status <> 'archived'"
	" ORDER BY 2, 1 LIMIT 50";

static const char SQL_GARAGE[] =
	"SELECT coalesce(min(g ->> 'dealer'), '') FROM gateway.passport p"
	" JOIN gateway.passport_access a ON a.passport_id = p.passport_id"
	" CROSS JOIN jsonb_array_elements(p.garages) g"
	" WHERE a.role IN ('owner', 'driver') AND p.status <> 'archived' AND NOT g ? 'until'"
	" HAVING count(DISTINCT g ->> 'dealer') = 1";

static const char SQL_FACTS[] = "SELECT " CAR_COLUMNS ","
	" coalesce(j ->> 'driving_habit', ''), coalesce((j ->> 'habit_consent')::boolean, false),"
	" p.transfer_id, (j #>> '{transfer,expires_at}')::timestamptz,"
	" coalesce((SELECT " AS_JSON("t.card") " #>> '{recipient,email}'"
	"  FROM gateway.transfer t WHERE t.transfer_id = p.transfer_id), ''),"
	" me.party_id, coalesce(me.address, ''), coalesce(me.address"
	"  = lower(btrim(p.contact ->> 'email')), false)"
	FROM_CAR " LEFT JOIN gateway.party me ON '@' || me.party_id = gateway.tenant()"
	" WHERE p.passport_id = $1";

/* 0 transfer, 1 passport, 2 plate, 3 make, 4 model, 5 fleet, 6 kind, 7 pending, 8 mine,
 * 9 expires, 10 email */
#define OFFERS                                                                               \
	"SELECT t.transfer_id, t.passport_id, coalesce(j ->> 'plate_formatted',"             \
	" j ->> 'plate', ''), coalesce(j ->> 'make', ''), coalesce(j ->> 'model', ''),"      \
	" coalesce(j ->> 'fleet_name', ''), j ->> 'kind' = 'owner', t.status = 'pending',"   \
	" '@' || t.recipient_id = gateway.tenant(), (j ->> 'expires_at')::timestamptz,"      \
	" coalesce(j #>> '{recipient,email}', '') FROM (SELECT t.*, "                        \
	AS_JSON("t.card") " AS j FROM gateway.transfer t) t"

static const char SQL_OFFERS[] = OFFERS
	" WHERE t.status = 'pending' ORDER BY t.started_at, 1 LIMIT 50";
static const char SQL_OFFER[] = OFFERS " WHERE t.transfer_id = $1";

static const char SQL_OFFERED_GARAGES[] =
	"SELECT g ->> 'dealer', coalesce(d.name, g ->> 'dealer') FROM gateway.passport p"
	" CROSS JOIN jsonb_array_elements(p.garages) WITH ORDINALITY e(g, n)"
	" LEFT JOIN gateway.dealer d ON d.dealer = g ->> 'dealer'"
	" WHERE p.transfer_id = $1 AND NOT g ? 'until' ORDER BY n LIMIT 20";

static const char SQL_SELF[] =
	"SELECT p.name, p.email, coalesce(p.pending_email, ''), coalesce(j ->> 'phone', ''),"
	" coalesce(j ->> 'street', ''), coalesce(j ->> 'postcode', ''),"
	" coalesce(j ->> 'city', ''), p.language, EXISTS (SELECT 1 FROM gateway.party_login l"
	"  WHERE l.party_id = p.party_id)"
	" FROM (SELECT p.*, " AS_JSON("p.more") " AS j FROM gateway.party p"
	"  WHERE p.party_id = $1) p";

/* Two members of an object: `party` and `cars`. */
static const char SQL_FILE[] =
	"SELECT '\"party\": ' || jsonb_pretty((SELECT " AS_JSON("card") " || "
	AS_JSON("more") " FROM gateway.party WHERE party_id = $1)) || E',\\n\"cars\": ' ||"
	" jsonb_pretty((SELECT coalesce(jsonb_agg(" AS_JSON("p.card")
	" || jsonb_build_object('role', a.role, 'since', a.since)), '[]')"
	" FROM gateway.passport p JOIN gateway.passport_access a"
	"  ON a.passport_id = p.passport_id))";

/* The register knows better than an invoice when the APK ends. */
static const char SQL_REGISTER[] =
	"SELECT coalesce(r.apk_expiry, (v.j ->> 'apk_expiry')::date),"
	" coalesce(" AS_JSON("r.card") " ->> 'fuel', v.j ->> 'fuel', ''),"
	" '{' || r.card || ',\"version\":' || r.version || ',\"recalls\":' || r.recalls || '}'"
	" FROM (SELECT plate, " AS_JSON("card") " AS j FROM gateway.vehicle"
	"  WHERE vehicle_id = $1) v LEFT JOIN gateway.register r ON r.plate = v.plate";

static const char SQL_NEXT[] =
	"SELECT date, " AS_JSON("card") " ->> 'time' FROM gateway.appointment"
	" WHERE vehicle_id = $1 AND status = 'booked' AND starts_at > $2"
	" ORDER BY starts_at LIMIT 1";

static const char SQL_VISITS[] =
	"SELECT visit_date, (j ->> 'odometer_km')::bigint,"
	" coalesce((SELECT string_agg(c, ',') FROM jsonb_array_elements_text(j -> 'classes') c),"
	"  ''), coalesce((j ->> 'customer_net_cents')::bigint, 0)"
	" FROM (SELECT visit_date, visit_id, " AS_JSON("card") " AS j FROM gateway.visit"
	"  WHERE vehicle_id = $1 AND NOT voided AND ($2::date IS NULL OR visit_date < $2)) v"
	" ORDER BY visit_date DESC, visit_id LIMIT 50";

#define SAVED_BEFORE                                                                         \
	" vehicle_id = $1 AND saved_number > 0 AND status <> 'discarded'"                    \
	" AND ($2::timestamptz IS NULL OR opened_on < $2)"
static const char SQL_REPORTS[] =
	"SELECT inspection_id, inspection_date FROM gateway.inspection WHERE" SAVED_BEFORE
	" ORDER BY inspection_date DESC NULLS LAST, opened_on DESC, inspection_id LIMIT 50";
static const char SQL_HAS_REPORT[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.inspection WHERE" SAVED_BEFORE
	" AND inspection_id = $3), EXISTS (SELECT 1 FROM gateway.inspection_gone"
	" WHERE vehicle_id = $1 AND ($2::timestamptz IS NULL OR opened_on < $2)"
	" AND inspection_id = $3)";
/* clang-format on */

static void read_car(const struct rows *rows, size_t row, struct holder_car *car)
{
	car->passport = row_uuid(rows, row, 0);
	text_copy(car->plate, sizeof(car->plate), row_text(rows, row, 1));
	text_copy(car->make, sizeof(car->make), row_text(rows, row, 2));
	text_copy(car->model, sizeof(car->model), row_text(rows, row, 3));
	text_copy(car->status, sizeof(car->status), row_text(rows, row, 4));
	text_copy(car->role, sizeof(car->role), row_text(rows, row, 5));
	text_copy(car->fleet, sizeof(car->fleet), row_text(rows, row, 6));
}

int store_holder_cars(struct tx *tx, struct holder_car cars[HOLDER_CARS_MAX],
		      size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_CARS, NULL, 0, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		read_car(rows, i, &cars[i]);
	*ret_count = rows_count(rows);
	return 0;
}

int store_holder_garage(struct tx *tx, char ret_dealer[DEALER_TEXT], struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_GARAGE, NO_ARGS, &rows, err) < 0)
		return -1;
	text_copy(ret_dealer, DEALER_TEXT,
		  rows_count(rows) > 0 ? row_text(rows, 0, 0) : "");
	return 0;
}

int store_holder_facts(struct tx *tx, const struct uuid *passport,
		       struct holder_facts *ret_facts, struct err *err)
{
	struct holder_facts facts = { .habit_consent = false };
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_FACTS, "passport" }, passport, &rows, err) <
	    0)
		return -1;
	read_car(rows, 0, &facts.car);
	text_copy(facts.habit, sizeof(facts.habit), row_text(rows, 0, 7));
	facts.habit_consent = row_bool(rows, 0, 8);
	if (!row_is_null(rows, 0, 9))
		facts.transfer = row_uuid(rows, 0, 9);
	if (!row_is_null(rows, 0, 10))
		facts.transfer_ends = row_instant(rows, 0, 10);
	text_copy(facts.recipient, sizeof(facts.recipient), row_text(rows, 0, 11));
	if (!row_is_null(rows, 0, 12))
		facts.party = row_uuid(rows, 0, 12);
	text_copy(facts.address, sizeof(facts.address), row_text(rows, 0, 13));
	facts.is_contact = row_bool(rows, 0, 14);
	*ret_facts = facts;
	return 0;
}

static void read_offer(const struct rows *rows, size_t row, struct holder_offer *offer)
{
	offer->transfer = row_uuid(rows, row, 0);
	offer->passport = row_uuid(rows, row, 1);
	text_copy(offer->plate, sizeof(offer->plate), row_text(rows, row, 2));
	text_copy(offer->make, sizeof(offer->make), row_text(rows, row, 3));
	text_copy(offer->model, sizeof(offer->model), row_text(rows, row, 4));
	text_copy(offer->fleet, sizeof(offer->fleet), row_text(rows, row, 5));
	offer->to_owner = row_bool(rows, row, 6);
	offer->pending = row_bool(rows, row, 7);
	offer->mine = row_bool(rows, row, 8);
	offer->expires_at = row_instant(rows, row, 9);
	text_copy(offer->email, sizeof(offer->email), row_text(rows, row, 10));
}

int store_holder_offers(struct tx *tx, struct holder_offer offers[HOLDER_OFFERS_MAX],
			size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_OFFERS, NULL, 0, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		read_offer(rows, i, &offers[i]);
	*ret_count = rows_count(rows);
	return 0;
}

int store_holder_offer(struct tx *tx, const struct uuid *transfer,
		       struct holder_offer *ret_offer, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (store_row(tx, (struct by_id){ SQL_OFFER, "offer" }, transfer, &rows, err) < 0)
		return -1;
	read_offer(rows, 0, ret_offer);
	return 0;
}

int store_offered_garages(struct tx *tx, const struct uuid *transfer,
			  struct offered_garage garages[PASSPORT_GARAGES],
			  size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_OFFERED_GARAGES, ARGS(arg_uuid(transfer)), &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		text_copy(garages[i].dealer, sizeof(garages[i].dealer),
			  row_text(rows, i, 0));
		text_copy(garages[i].name, sizeof(garages[i].name), row_text(rows, i, 1));
	}
	*ret_count = rows_count(rows);
	return 0;
}

int store_holder_self(struct tx *tx, const struct uuid *party,
		      struct holder_self *ret_self, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SELF, ARGS(arg_uuid(party)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "this account is not there");
	text_copy(ret_self->name, sizeof(ret_self->name), row_text(rows, 0, 0));
	text_copy(ret_self->email, sizeof(ret_self->email), row_text(rows, 0, 1));
	text_copy(ret_self->pending_email, sizeof(ret_self->pending_email),
		  row_text(rows, 0, 2));
	text_copy(ret_self->phone, sizeof(ret_self->phone), row_text(rows, 0, 3));
	text_copy(ret_self->street, sizeof(ret_self->street), row_text(rows, 0, 4));
	text_copy(ret_self->postcode, sizeof(ret_self->postcode), row_text(rows, 0, 5));
	text_copy(ret_self->city, sizeof(ret_self->city), row_text(rows, 0, 6));
	text_copy(ret_self->language, sizeof(ret_self->language), row_text(rows, 0, 7));
	ret_self->has_password = row_bool(rows, 0, 8);
	return 0;
}

int store_holder_file(struct tx *tx, const struct uuid *party, struct strbuf *out,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FILE, ARGS(arg_uuid(party)), &rows, err) < 0)
		return -1;
	strbuf_add(out, row_text(rows, 0, 0));
	return 0;
}

int store_holder_register(struct tx *tx, const struct uuid *vehicle,
			  struct holder_register *ret_facts, struct err *err)
{
	AUTO(rows) *rows = NULL;
	void *state = NULL;
	*ret_facts = (struct holder_register){ .state = NULL };
	if (tx_rows(tx, SQL_REGISTER, ARGS(arg_uuid(vehicle)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	if (!row_is_null(rows, 0, 0))
		ret_facts->apk_expiry = row_date(rows, 0, 0);
	text_copy(ret_facts->fuel, sizeof(ret_facts->fuel), row_text(rows, 0, 1));
	if (row_is_null(rows, 0, 2))
		return 0;
	if (msg_decode(&register_state_type, slice_of(row_text(rows, 0, 2)), &state,
		       err) < 0)
		return err_prefix(err, "what the register says: ");
	ret_facts->state = state;
	return 0;
}

int store_holder_next(struct tx *tx, const struct uuid *vehicle,
		      struct holder_appointment *ret_next, struct err *err)
{
	AUTO(rows) *rows = NULL;
	*ret_next = (struct holder_appointment){ .time = "" };
	if (tx_rows(tx, SQL_NEXT, ARGS(arg_uuid(vehicle), arg_instant(tx_now(tx))), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	ret_next->date = row_date(rows, 0, 0);
	text_copy(ret_next->time, sizeof(ret_next->time), row_text(rows, 0, 1));
	return 0;
}

int store_holder_visits(struct tx *tx, const struct uuid *vehicle,
			struct civil_date before,
			struct holder_visit visits[HOLDER_VISITS_MAX], size_t *ret_count,
			struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VISITS, ARGS(arg_uuid(vehicle), arg_date(before)), &rows,
		    err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		visits[i].date = row_date(rows, i, 0);
		visits[i].odometer_km = row_int(rows, i, 1);
		text_copy(visits[i].classes, sizeof(visits[i].classes),
			  row_text(rows, i, 2));
		visits[i].net_cents = row_int(rows, i, 3);
	}
	*ret_count = rows_count(rows);
	return 0;
}

int store_holder_reports(struct tx *tx, const struct uuid *vehicle, struct instant before,
			 struct holder_report reports[HOLDER_REPORTS_MAX],
			 size_t *ret_count, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_REPORTS, ARGS(arg_uuid(vehicle), arg_instant(before)), &rows,
		    err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		reports[i].inspection = row_uuid(rows, i, 0);
		if (!row_is_null(rows, i, 1))
			reports[i].date = row_date(rows, i, 1);
	}
	*ret_count = rows_count(rows);
	return 0;
}

int store_holder_has_report(struct tx *tx, const struct uuid *vehicle,
			    const struct uuid *inspection, struct instant before,
			    enum holder_has *ret_has, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_HAS_REPORT,
		    ARGS(arg_uuid(vehicle), arg_instant(before), arg_uuid(inspection)),
		    &rows, err) < 0)
		return -1;
	*ret_has = HOLDER_HAS_NOT;
	if (row_bool(rows, 0, 0) || row_bool(rows, 0, 1))
		*ret_has = row_bool(rows, 0, 0) ? HOLDER_HAS : HOLDER_HAD;
	return 0;
}
