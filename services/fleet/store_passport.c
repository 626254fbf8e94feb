/* SPDX-License-Identifier: Apache-2.0 */
/* Passports, and the garages that look after their cars. */
#include "fleet/store_passport.h"

#include "base/mem.h"

static const char SQL_OPEN[] =
	"SELECT version, status, plate, country, make, model, vehicle_id, owner_id,"
	" owner_since, driver_id, driver_since, fleet_id, anchors_fleet, driving_habit,"
	" habit_consent, created_by, created_at, invited_at, activated_at,"
	" holder_changed_at, transfer_id, archived_at, archived_reason, links, link_hash,"
	" link_expires_at, reminders FROM passport WHERE passport_id = $1 FOR UPDATE";

static const char SQL_ADD[] =
	"INSERT INTO passport (passport_id, version, status, plate, country, make, model,"
	" vehicle_id, owner_id, owner_since, driver_id, driver_since, fleet_id,"
	" driving_habit, created_by, created_at)"
	" VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
	" ON CONFLICT DO NOTHING";

static const char SQL_SAVE[] =
	"UPDATE passport SET version = $2, status = $3, owner_id = $4, owner_since = $5,"
	" driver_id = $6, driver_since = $7, fleet_id = $8, anchors_fleet = $9,"
	" driving_habit = $10, habit_consent = $11, invited_at = $12, activated_at = $13,"
	" holder_changed_at = $14, transfer_id = $15, archived_at = $16,"
	" archived_reason = $17, links = $18, link_hash = $19, link_expires_at = $20,"
	" plate = $21, country = $22, make = $23, model = $24, reminders = $25"
	" WHERE passport_id = $1";

static const char SQL_GARAGES[] =
	"SELECT dealer, customer_id, since, until, vehicle_id FROM passport_garage"
	" WHERE passport_id = $1 ORDER BY since, dealer LIMIT 20";

static const char SQL_LINK[] =
	"INSERT INTO passport_garage (passport_id, dealer, customer_id, since, until,"
	" vehicle_id) VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (passport_id, dealer) DO UPDATE SET"
	" customer_id = excluded.customer_id, since = excluded.since,"
	" until = excluded.until, vehicle_id = excluded.vehicle_id";

static const char SQL_PLATE_IS_FREE[] =
	"SELECT NOT EXISTS (SELECT FROM passport WHERE country = $2 AND plate = $3"
	" AND status <> 'archived' AND passport_id <> $1)";

/* A fleet's manager when the fleet has it so, or nobody drives; else the holder. Only who
 * has shown that the address is theirs. */
static const char SQL_CONTACT[] =
	"SELECT p.email, p.name, p.phone, p.language, c.reminders OR p.kind = 'manager',"
	" p.party_id"
	" FROM passport c"
	" LEFT JOIN fleet f ON f.fleet_id = c.fleet_id"
	" JOIN party p ON p.status = 'active' AND p.party_id = CASE"
	" WHEN f.messages = 'manager' OR (f.fleet_id IS NOT NULL AND c.driver_id IS NULL)"
	" THEN (SELECT m.party_id FROM party m WHERE m.fleet_id = f.fleet_id"
	" AND m.status = 'active' ORDER BY m.created_at, m.party_id LIMIT 1)"
	" ELSE coalesce(c.driver_id, c.owner_id) END"
	" WHERE c.passport_id = $1 AND c.activated_at IS NOT NULL"
	" AND c.status <> 'archived'";

static const char SQL_OF_FLEET[] =
	"SELECT passport_id FROM passport WHERE fleet_id = $1 AND status <> 'archived'"
	" ORDER BY passport_id";

static const char SQL_OF_PARTY[] =
	"SELECT passport_id FROM passport WHERE (owner_id = $1 OR driver_id = $1)"
	" AND status <> 'archived' ORDER BY passport_id";

static const char SQL_OF_CUSTOMER[] =
	"SELECT g.passport_id FROM passport_garage g JOIN passport p USING (passport_id)"
	" WHERE g.dealer = $1 AND g.customer_id = $2 ORDER BY 1";

/* A garage that names the car as the passport does made it: plate, make and model are its
 * word. Of another garage's car the plate alone counts. */
static const char SQL_OF_VEHICLES[] =
	"WITH heard AS (SELECT v.dealer, v.vehicle_id, v.plate,"
	" coalesce(v.country, 'NL') AS country, coalesce(v.make, '') AS make,"
	" coalesce(v.model, '') AS model, n.nth"
	" FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS n (dealer, id, nth)"
	" JOIN vehicle v ON v.dealer = n.dealer AND v.vehicle_id = n.id::uuid)"
	" SELECT passport_id, max(nth) FROM (SELECT p.passport_id, v.nth FROM heard v"
	" JOIN passport_garage g USING (dealer, vehicle_id)"
	" JOIN passport p ON p.passport_id = g.passport_id AND p.status <> 'archived'"
	" WHERE (p.plate, p.country) IS DISTINCT FROM (v.plate, v.country)"
	" OR (g.vehicle_id = p.vehicle_id AND (p.make, p.model) <> (v.make, v.model))"
	" UNION SELECT p.passport_id, v.nth FROM heard v JOIN passport p"
	" ON p.country = v.country AND p.plate = v.plate AND p.status <> 'archived'"
	" JOIN passport_garage g ON g.passport_id = p.passport_id AND g.dealer = v.dealer"
	" WHERE g.vehicle_id IS DISTINCT FROM v.vehicle_id) p GROUP BY 1 ORDER BY 1";

enum column {
	VERSION,
	STATUS,
	PLATE,
	COUNTRY,
	MAKE,
	MODEL,
	VEHICLE,
	OWNER,
	OWNER_SINCE,
	DRIVER,
	DRIVER_SINCE,
	FLEET,
	ANCHORS,
	HABIT,
	HABIT_CONSENT,
	CREATED_BY,
	CREATED_AT,
	INVITED_AT,
	ACTIVATED_AT,
	HOLDER_CHANGED_AT,
	TRANSFER,
	ARCHIVED_AT,
	ARCHIVED_REASON,
	LINKS,
	LINK_HASH,
	LINK_EXPIRES_AT,
	REMINDERS,
};

static struct holding read_holding(const struct rows *rows)
{
	return (struct holding){
		.status = passport_status_from(row_text(rows, 0, STATUS)),
		.owner = row_uuid(rows, 0, OWNER),
		.driver = row_uuid(rows, 0, DRIVER),
		.fleet = row_uuid(rows, 0, FLEET),
		.anchors = row_uuid(rows, 0, ANCHORS),
		.transfer = row_uuid(rows, 0, TRANSFER),
		.owner_since = row_instant(rows, 0, OWNER_SINCE),
		.driver_since = row_instant(rows, 0, DRIVER_SINCE),
		.holder_changed_at = row_instant(rows, 0, HOLDER_CHANGED_AT),
		.driving_habit = row_text(rows, 0, HABIT),
		.habit_consent = row_bool(rows, 0, HABIT_CONSENT),
		.reminders = row_bool(rows, 0, REMINDERS),
	};
}

int store_passport_open(struct tx *tx, const struct uuid *id,
			struct passport_row *ret_row, struct rows **ret_rows,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OPEN, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PASSPORT",
				    "there is no such passport");
	*ret_row = (struct passport_row){
		.id = *id,
		.version = row_int(rows, 0, VERSION),
		.held = read_holding(rows),
		.plate = row_text(rows, 0, PLATE),
		.country = row_text(rows, 0, COUNTRY),
		.make = row_text(rows, 0, MAKE),
		.model = row_text(rows, 0, MODEL),
		.vehicle = row_uuid(rows, 0, VEHICLE),
		.created_by = row_text(rows, 0, CREATED_BY),
		.created_at = row_instant(rows, 0, CREATED_AT),
		.invited_at = row_instant(rows, 0, INVITED_AT),
		.activated_at = row_instant(rows, 0, ACTIVATED_AT),
		.archived_at = row_instant(rows, 0, ARCHIVED_AT),
		.archived_reason = row_text(rows, 0, ARCHIVED_REASON),
		.links = row_int(rows, 0, LINKS),
		.link_hash = row_text(rows, 0, LINK_HASH),
		.link_expires_at = row_instant(rows, 0, LINK_EXPIRES_AT),
	};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_passport_add(struct tx *tx, const struct passport_row *row, bool *ret_added,
		       struct err *err)
{
	const struct holding *held = &row->held;
	int64_t added = 0;

	if (tx_run(tx, SQL_ADD,
		   ARGS(arg_uuid(&row->id), arg_text(passport_status_name(held->status)),
			arg_text(row->plate), arg_text(row->country), arg_text(row->make),
			arg_text(row->model), arg_uuid(&row->vehicle),
			arg_uuid(&held->owner), arg_instant(held->owner_since),
			arg_uuid(&held->driver), arg_instant(held->driver_since),
			arg_uuid(&held->fleet), arg_text(held->driving_habit),
			arg_text(row->created_by), arg_instant(row->created_at)),
		   &added, err) < 0)
		return -1;
	*ret_added = added > 0;
	return 0;
}

int store_passport_save(struct tx *tx, const struct passport_row *row, struct err *err)
{
	const struct holding *held = &row->held;

	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_uuid(&row->id), arg_int(row->version),
			   arg_text(passport_status_name(held->status)),
			   arg_uuid(&held->owner), arg_instant(held->owner_since),
			   arg_uuid(&held->driver), arg_instant(held->driver_since),
			   arg_uuid(&held->fleet), arg_uuid(&held->anchors),
			   arg_text(held->driving_habit), arg_bool(held->habit_consent),
			   arg_instant(row->invited_at), arg_instant(row->activated_at),
			   arg_instant(held->holder_changed_at),
			   arg_uuid(&held->transfer), arg_instant(row->archived_at),
			   arg_text(row->archived_reason), arg_int(row->links),
			   arg_text(row->link_hash), arg_instant(row->link_expires_at),
			   arg_text(row->plate), arg_text(row->country),
			   arg_text(row->make), arg_text(row->model),
			   arg_bool(held->reminders)),
		      NULL, err);
}

int store_passport_garages(struct tx *tx, const struct uuid *id,
			   struct garage_link *ret_links, size_t *ret_count,
			   struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GARAGES, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	*ret_count = rows_count(rows);
	for (size_t i = 0; i < *ret_count; i++)
		ret_links[i] = (struct garage_link){
			.dealer = row_text(rows, i, 0),
			.customer = row_uuid(rows, i, 1),
			.since = row_instant(rows, i, 2),
			.until = row_instant(rows, i, 3),
			.vehicle = row_uuid(rows, i, 4),
		};
	*ret_rows = TAKE(rows);
	return 0;
}

int store_passport_link(struct tx *tx, const struct uuid *id,
			const struct garage_link *link, struct err *err)
{
	return tx_run(tx, SQL_LINK,
		      ARGS(arg_uuid(id), arg_text(link->dealer),
			   arg_uuid(&link->customer), arg_instant(link->since),
			   arg_instant(link->until), arg_uuid(&link->vehicle)),
		      NULL, err);
}

int store_passport_plate_is_free(struct tx *tx, const struct passport_row *row,
				 bool *ret_free, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_PLATE_IS_FREE,
		    ARGS(arg_uuid(&row->id), arg_text(row->country),
			 arg_text(row->plate)),
		    &rows, err) < 0)
		return -1;
	*ret_free = row_bool(rows, 0, 0);
	return 0;
}

int store_passport_contact(struct tx *tx, const struct uuid *id, struct rows **ret_rows,
			   struct err *err)
{
	return tx_rows(tx, SQL_CONTACT, ARGS(arg_uuid(id)), ret_rows, err);
}

int store_passports_of_fleet(struct tx *tx, const struct uuid *fleet,
			     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_FLEET, ARGS(arg_uuid(fleet)), ret_rows, err);
}

int store_passports_of_party(struct tx *tx, const struct uuid *party,
			     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF_PARTY, ARGS(arg_uuid(party)), ret_rows, err);
}

int store_passports_of_customer(struct tx *tx, const char *dealer,
				const struct uuid *customer, struct rows **ret_rows,
				struct err *err)
{
	return tx_rows(tx, SQL_OF_CUSTOMER, ARGS(arg_text(dealer), arg_uuid(customer)),
		       ret_rows, err);
}

int store_passports_of_vehicles(struct tx *tx, const struct vehicle_state *const *list,
				size_t count, struct rows **ret_rows, struct err *err)
{
	const char **texts = mem_alloc(2 * (count + 1) * sizeof(*texts));
	int failed;

	for (size_t i = 0; i < count; i++) {
		texts[i] = list[i]->dealer;
		texts[count + i] = list[i]->vehicle_id;
	}
	failed = tx_rows(tx, SQL_OF_VEHICLES,
			 ARGS(arg_texts(texts, count), arg_texts(texts + count, count)),
			 ret_rows, err);
	mem_free(texts);
	return failed;
}
