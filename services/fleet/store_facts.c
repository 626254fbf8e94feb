/* SPDX-License-Identifier: Apache-2.0 */
/* Garages and cars, as other services state them. */
#include "fleet/store_facts.h"

#include "base/mem.h"

static const char SQL_DEALER_KEEP[] =
	"INSERT INTO dealer AS d (dealer, version, name, active, timezone, language,"
	" state) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" name = excluded.name, active = excluded.active,"
	" timezone = excluded.timezone, language = excluded.language,"
	" state = excluded.state WHERE excluded.version > d.version";

static const char SQL_DEALER_FIND[] =
	"SELECT active, name, timezone, language, state FROM dealer WHERE dealer = $1";

static const char SQL_VEHICLES_KEEP[] =
	"INSERT INTO vehicle AS v (dealer, vehicle_id, version, plate, country, make,"
	" model, apk_expiry, customer_id)"
	" SELECT DISTINCT ON (n.dealer, n.vehicle_id) n.dealer, n.vehicle_id::uuid,"
	" n.version, nullif(n.plate, ''), n.country, n.make, n.model,"
	" n.apk_expiry::date, n.customer_id::uuid"
	" FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[],"
	" $6::text[], $7::text[], $8::text[], $9::text[])"
	" AS n (dealer, vehicle_id, version, plate, country, make, model, apk_expiry,"
	" customer_id) ORDER BY n.dealer, n.vehicle_id, n.version DESC"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET version = excluded.version,"
	" plate = excluded.plate, country = excluded.country, make = excluded.make,"
	" model = excluded.model, apk_expiry = excluded.apk_expiry,"
	" customer_id = excluded.customer_id WHERE excluded.version > v.version";

static const char SQL_VEHICLE_FIND[] =
	"SELECT plate, coalesce(country, 'NL'), make, model, customer_id FROM vehicle"
	" WHERE dealer = $1 AND vehicle_id = $2";

/* Who had it by the same plate keeps it. */
static const char SQL_VEHICLE_BY_PLATE[] =
	"SELECT vehicle_id, customer_id FROM vehicle WHERE dealer = $1 AND plate = $2"
	" AND coalesce(country, 'NL') = $3"
	" ORDER BY coalesce(vehicle_id = $4, false) DESC, version DESC, vehicle_id"
	" LIMIT 1";

int store_fleet_dealer_keep(struct tx *tx, const struct dealer_state *msg,
			    const char *state, struct err *err)
{
	return tx_run(tx, SQL_DEALER_KEEP,
		      ARGS(arg_text(msg->dealer), arg_int(msg->version),
			   arg_text(msg->name), arg_bool(msg->active),
			   arg_text(msg->timezone),
			   arg_text(wire_language_word(msg->language)), arg_text(state)),
		      NULL, err);
}

int store_fleet_dealer_find(struct tx *tx, const char *dealer,
			    struct garage_facts *ret_facts, struct rows **ret_rows,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_facts = (struct garage_facts){ .found = false };
	if (tx_rows(tx, SQL_DEALER_FIND, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	*ret_facts = (struct garage_facts){
		.found = true,
		.active = row_bool(rows, 0, 0),
		.name = row_text(rows, 0, 1),
		.timezone = row_text(rows, 0, 2),
		.language = row_text(rows, 0, 3),
		.state = row_text(rows, 0, 4),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

/* Texts of many messages: one list a column, as unnest takes them. */
#define TEXTS     8
#define COLUMN(n) arg_texts(texts + (n)*count, count)

static void fill_vehicle(const char **texts, size_t count, size_t i,
			 const struct vehicle_state *msg)
{
	const char *const row[TEXTS] = { msg->dealer,     msg->vehicle_id, msg->plate,
					 msg->country,    msg->make,       msg->model,
					 msg->apk_expiry, msg->customer_id };

	for (size_t c = 0; c < TEXTS; c++)
		texts[c * count + i] = row[c];
}

int store_fleet_vehicles_keep(struct tx *tx, const struct vehicle_state *const *list,
			      size_t count, struct err *err)
{
	const char **texts = mem_alloc(TEXTS * count * sizeof(*texts));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	int failed;

	for (size_t i = 0; i < count; i++) {
		fill_vehicle(texts, count, i, list[i]);
		versions[i] = list[i]->version;
	}
	failed = tx_run(tx, SQL_VEHICLES_KEEP,
			ARGS(COLUMN(0), COLUMN(1), arg_ints(versions, count), COLUMN(2),
			     COLUMN(3), COLUMN(4), COLUMN(5), COLUMN(6), COLUMN(7)),
			NULL, err);
	mem_free(texts);
	mem_free(versions);
	return failed;
}

int store_fleet_vehicle_find(struct tx *tx, const char *dealer, const struct uuid *id,
			     struct car_facts *ret_facts, struct rows **ret_rows,
			     struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_facts = (struct car_facts){ .plate = NULL };
	if (tx_rows(tx, SQL_VEHICLE_FIND, ARGS(arg_text(dealer), arg_uuid(id)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	*ret_facts = (struct car_facts){
		.id = *id,
		.plate = row_text(rows, 0, 0),
		.country = row_text(rows, 0, 1),
		.make = row_text(rows, 0, 2),
		.model = row_text(rows, 0, 3),
		.customer = row_uuid(rows, 0, 4),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_fleet_vehicle_by_plate(struct tx *tx, const char *dealer,
				 const struct car_facts *wanted,
				 struct car_facts *ret_facts, struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_facts = (struct car_facts){ .plate = NULL };
	if (tx_rows(tx, SQL_VEHICLE_BY_PLATE,
		    ARGS(arg_text(dealer), arg_text(wanted->plate),
			 arg_text(wanted->country), arg_uuid(&wanted->id)),
		    &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_facts = (struct car_facts){ .id = row_uuid(rows, 0, 0),
						 .customer = row_uuid(rows, 0, 1) };
	return 0;
}
