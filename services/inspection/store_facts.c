/* SPDX-License-Identifier: Apache-2.0 */
/* Garages, cars, their dates and the register, as other services state them. */
#include "inspection/store_facts.h"
#include "base/mem.h"

static const char SQL_DEALER_KEEP[] =
	"INSERT INTO dealer AS d (dealer, version, active, timezone, language)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dealer) DO UPDATE SET"
	" version = excluded.version, active = excluded.active,"
	" timezone = excluded.timezone, language = excluded.language"
	" WHERE excluded.version > d.version";

static const char SQL_DEALER_ZONE[] = "SELECT timezone FROM dealer WHERE dealer = $1";

static const char SQL_VEHICLES_KEEP[] =
	"INSERT INTO vehicle AS v (dealer, vehicle_id, version, plate, make, model, vin,"
	" first_admission, apk_expiry, customer_id)"
	" SELECT DISTINCT ON (n.dealer, n.vehicle_id) n.dealer, n.vehicle_id::uuid,"
	" n.version, nullif(n.plate, ''), n.make, n.model, n.vin,"
	" n.first_admission::date, n.apk_expiry::date, n.customer_id::uuid"
	" FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[],"
	" $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])"
	" AS n (dealer, vehicle_id, version, plate, make, model, vin, first_admission,"
	" apk_expiry, customer_id) ORDER BY n.dealer, n.vehicle_id, n.version DESC"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET version = excluded.version,"
	" plate = excluded.plate, make = excluded.make, model = excluded.model,"
	" vin = excluded.vin, first_admission = excluded.first_admission,"
	" apk_expiry = excluded.apk_expiry, customer_id = excluded.customer_id"
	" WHERE excluded.version > v.version";

static const char SQL_VEHICLE_FIND[] =
	"SELECT plate, make, model, vin, first_admission, apk_expiry, customer_id"
	" FROM vehicle WHERE dealer = $1 AND vehicle_id = $2";

static const char SQL_VEHICLE_BY_PLATE[] =
	"SELECT vehicle_id FROM vehicle WHERE dealer = $1 AND plate = $2"
	" ORDER BY version DESC, vehicle_id LIMIT 1";

/* The newest list's word counts; on one list the last that was heard. */
static const char SQL_MAINTENANCE_KEEP[] =
	"INSERT INTO maintenance AS m (dealer, vehicle_id, proposal_id, version,"
	" list_week, due)"
	" SELECT DISTINCT ON (n.dealer, n.vehicle_id) n.dealer, n.vehicle_id::uuid,"
	" n.proposal_id::uuid, n.version, n.list_week, n.due::date"
	" FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[],"
	" $6::text[]) WITH ORDINALITY"
	" AS n (dealer, vehicle_id, proposal_id, version, list_week, due, heard)"
	" ORDER BY n.dealer, n.vehicle_id, n.list_week DESC, n.heard DESC"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET"
	" proposal_id = excluded.proposal_id, version = excluded.version,"
	" list_week = excluded.list_week, due = excluded.due"
	" WHERE excluded.list_week > m.list_week OR (excluded.list_week = m.list_week"
	" AND (excluded.proposal_id <> m.proposal_id OR excluded.version > m.version))";

/* A visit's last word counts. */
#define SERVICED                                                                         \
	"WITH n AS (SELECT DISTINCT ON (n.dealer, n.visit) n.dealer,"                    \
	" n.vehicle::uuid, n.visit::uuid, n.day::date, n.stands FROM unnest($1::text[]," \
	" $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY"               \
	" AS n (dealer, vehicle, visit, day, stands, heard)"                             \
	" ORDER BY n.dealer, n.visit, n.heard DESC)"

static const char SQL_SERVICED_VOID[] = SERVICED
	" DELETE FROM serviced s USING n WHERE s.dealer = n.dealer"
	" AND s.vehicle_id = n.vehicle AND s.visit_id = n.visit AND n.stands = 'no'";

static const char SQL_SERVICED_KEEP[] = SERVICED
	" INSERT INTO serviced AS s (dealer, vehicle_id, visit_id, serviced_on)"
	" SELECT DISTINCT ON (dealer, vehicle) dealer, vehicle, visit, day FROM n"
	" WHERE stands = 'yes' ORDER BY dealer, vehicle, day DESC, visit"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET visit_id = excluded.visit_id,"
	" serviced_on = excluded.serviced_on"
	" WHERE excluded.serviced_on > s.serviced_on OR excluded.visit_id = s.visit_id";

static const char SQL_MOBILITY_KEEP[] =
	"INSERT INTO mobility (dealer, vehicle_id, ends_on) VALUES ($1, $2, $3)"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET ends_on = excluded.ends_on";

static const char SQL_REGISTER_KEEP[] =
	"INSERT INTO register AS r (plate, version, apk_expiry, state)"
	" VALUES ($1, $2, $3::date, $4) ON CONFLICT (plate) DO UPDATE SET"
	" version = excluded.version, apk_expiry = excluded.apk_expiry,"
	" state = excluded.state WHERE excluded.version > r.version";

/* Of two APK dates the later one is the newer inspection's. What was due until two months
 * after a service was done by it; the next one is proposed later than that. */
static const char SQL_DATES[] =
	"SELECT (SELECT m.due FROM maintenance m WHERE m.dealer = $1"
	" AND m.vehicle_id = $2 AND NOT EXISTS (SELECT FROM serviced s"
	"  WHERE s.dealer = m.dealer AND s.vehicle_id = m.vehicle_id"
	"  AND m.due <= s.serviced_on + 60)),"
	" greatest((SELECT apk_expiry FROM vehicle WHERE dealer = $1"
	" AND vehicle_id = $2), (SELECT apk_expiry FROM register WHERE plate = $3)),"
	" (SELECT ends_on FROM mobility WHERE dealer = $1 AND vehicle_id = $2),"
	" (SELECT state FROM register WHERE plate = $3)";

int store_dealer_keep(struct tx *tx, const struct dealer_state *msg, struct err *err)
{
	return tx_run(tx, SQL_DEALER_KEEP,
		      ARGS(arg_text(msg->dealer), arg_int(msg->version),
			   arg_bool(msg->active), arg_text(msg->timezone),
			   arg_text(wire_language_word(msg->language))),
		      NULL, err);
}

int store_dealer_zone(struct tx *tx, const char *dealer, const char **ret_timezone,
		      struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_DEALER_ZONE, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_DEALER",
				    "there is no garage %s", dealer);
	*ret_timezone = row_text(rows, 0, 0);
	*ret_rows = TAKE(rows);
	return 0;
}

/* Texts of many messages: one list a column, as unnest takes them. */
#define COLUMN(n) arg_texts(texts + (n)*count, count)

static void fill_vehicle(const char **texts, size_t count, size_t i,
			 const struct vehicle_state *msg)
{
	const char *const row[] = { msg->dealer,          msg->vehicle_id,
				    msg->plate,           msg->make,
				    msg->model,           msg->vin,
				    msg->first_admission, msg->apk_expiry,
				    msg->customer_id };

	for (size_t c = 0; c < COUNT_OF(row); c++)
		texts[c * count + i] = row[c];
}

int store_vehicles_keep(struct tx *tx, const struct vehicle_state *const *list,
			size_t count, struct err *err)
{
	const char **texts = mem_alloc(9 * count * sizeof(*texts));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	int failed;

	for (size_t i = 0; i < count; i++) {
		fill_vehicle(texts, count, i, list[i]);
		versions[i] = list[i]->version;
	}
	failed = tx_run(tx, SQL_VEHICLES_KEEP,
			ARGS(COLUMN(0), COLUMN(1), arg_ints(versions, count), COLUMN(2),
			     COLUMN(3), COLUMN(4), COLUMN(5), COLUMN(6), COLUMN(7),
			     COLUMN(8)),
			NULL, err);
	mem_free(texts);
	mem_free(versions);
	return failed;
}

int store_vehicle_find(struct tx *tx, const char *dealer, const struct uuid *id,
		       struct vehicle_facts *ret_facts, struct rows **ret_rows,
		       struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_facts = (struct vehicle_facts){ .plate = NULL };
	if (tx_rows(tx, SQL_VEHICLE_FIND, ARGS(arg_text(dealer), arg_uuid(id)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	*ret_facts = (struct vehicle_facts){
		.id = *id,
		.plate = row_text(rows, 0, 0),
		.make = row_text(rows, 0, 1),
		.model = row_text(rows, 0, 2),
		.vin = row_text(rows, 0, 3),
		.first_admission = row_date(rows, 0, 4),
		.apk_expiry = row_date(rows, 0, 5),
		.customer = row_uuid(rows, 0, 6),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

/* The first column of the first row, if any. */
static int find_id(struct tx *tx, const char *sql, const struct arg *args, size_t count,
		   struct uuid *ret_id, struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_id = (struct uuid){ "" };
	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		*ret_id = row_uuid(rows, 0, 0);
	return 0;
}

int store_vehicle_by_plate(struct tx *tx, const char *dealer, const char *plate,
			   struct uuid *ret_id, struct err *err)
{
	return find_id(tx, SQL_VEHICLE_BY_PLATE, ARGS(arg_text(dealer), arg_text(plate)),
		       ret_id, err);
}

static void fill_maintenance(const char **texts, size_t count, size_t i,
			     const struct maintenance_row *from)
{
	const char *const row[] = { from->dealer, from->vehicle_id, from->proposal_id,
				    from->list_week, from->due };

	for (size_t c = 0; c < COUNT_OF(row); c++)
		texts[c * count + i] = row[c];
}

int store_maintenance_keep(struct tx *tx, const struct maintenance_row *list,
			   size_t count, struct err *err)
{
	const char **texts = mem_alloc(5 * count * sizeof(*texts));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	int failed;

	for (size_t i = 0; i < count; i++) {
		fill_maintenance(texts, count, i, &list[i]);
		versions[i] = list[i].version;
	}
	failed = tx_run(tx, SQL_MAINTENANCE_KEEP,
			ARGS(COLUMN(0), COLUMN(1), COLUMN(2), arg_ints(versions, count),
			     COLUMN(3), COLUMN(4)),
			NULL, err);
	mem_free(texts);
	mem_free(versions);
	return failed;
}

static bool is_service(const struct invoice_recorded_visit *visit)
{
	for (size_t i = 0; i < visit->classes_count; i++)
		if (visit->classes[i] == WIRE_VISIT_CLASS_PERIODIC_SMALL ||
		    visit->classes[i] == WIRE_VISIT_CLASS_PERIODIC_LARGE)
			return true;
	return false;
}

static void fill_serviced(const char **texts, size_t count, size_t i,
			  const struct invoice_recorded *msg)
{
	bool stands = !msg->visit->voided && is_service(msg->visit);
	const char *const row[] = { msg->dealer, msg->vehicle_id, msg->visit->visit_id,
				    msg->visit->visit_date, stands ? "yes" : "no" };

	for (size_t c = 0; c < COUNT_OF(row); c++)
		texts[c * count + i] = row[c];
}

/* One statement cannot touch a row twice: what is voided goes first. */
static int run_serviced(struct tx *tx, const char *const *texts, size_t count,
			struct err *err)
{
	if (tx_run(tx, SQL_SERVICED_VOID,
		   ARGS(COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3), COLUMN(4)), NULL,
		   err) < 0)
		return -1;
	return tx_run(tx, SQL_SERVICED_KEEP,
		      ARGS(COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3), COLUMN(4)), NULL,
		      err);
}

int store_serviced_keep(struct tx *tx, const struct invoice_recorded *const *list,
			size_t count, struct err *err)
{
	size_t told = 0, kept = 0;
	const char **texts;
	int failed;

	for (size_t i = 0; i < count; i++)
		told += list[i]->visit && list[i]->vehicle_id;
	if (told == 0)
		return 0;
	texts = mem_alloc(5 * told * sizeof(*texts));
	for (size_t i = 0; i < count; i++)
		if (list[i]->visit && list[i]->vehicle_id)
			fill_serviced(texts, told, kept++, list[i]);
	failed = run_serviced(tx, texts, told, err);
	mem_free(texts);
	return failed;
}

int store_mobility_keep(struct tx *tx, const char *dealer, const struct uuid *vehicle,
			struct civil_date ends_on, struct err *err)
{
	return tx_run(tx, SQL_MOBILITY_KEEP,
		      ARGS(arg_text(dealer), arg_uuid(vehicle), arg_date(ends_on)), NULL,
		      err);
}

int store_register_keep(struct tx *tx, const struct register_state *msg,
			const char *state, struct err *err)
{
	return tx_run(tx, SQL_REGISTER_KEEP,
		      ARGS(arg_text(msg->plate), arg_int(msg->version),
			   arg_text(msg->apk_expiry), arg_text(state)),
		      NULL, err);
}

int store_dates_find(struct tx *tx, const char *dealer, const struct uuid *vehicle,
		     const char *plate, struct date_facts *ret_facts, struct err *err)
{
	struct rows *rows;

	if (tx_rows(tx, SQL_DATES,
		    ARGS(arg_text(dealer), arg_uuid(vehicle), arg_text(plate)), &rows,
		    err) < 0)
		return -1;
	*ret_facts = (struct date_facts){
		.maintenance = row_date(rows, 0, 0),
		.apk = row_date(rows, 0, 1),
		.mobility = row_date(rows, 0, 2),
		.register_state = row_text(rows, 0, 3),
		.rows = rows,
	};
	return 0;
}
