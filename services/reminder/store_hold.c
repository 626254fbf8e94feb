/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vehicles by name: noting those that are spoken of first, finding whose they are, and
 * holding them. Every statement here goes through vehicles in the order of their ids.
 */
#include "reminder/store_hold.h"

static const char SQL_NOTE[] =
	"INSERT INTO vehicle (dealer, vehicle_id, version, customer_id)"
	" SELECT n.dealer, n.vehicle_id::uuid, 0, n.customer_id::uuid"
	" FROM unnest($1::text[], $2::text[], $3::text[])"
	" AS n (dealer, vehicle_id, customer_id) ORDER BY 1, 2"
	" ON CONFLICT (dealer, vehicle_id) DO NOTHING";

static const char SQL_HOLD[] =
	"SELECT FROM vehicle WHERE (dealer, vehicle_id) IN ("
	" SELECT n.dealer, n.id::uuid"
	" FROM unnest($1::text[], $2::text[]) AS n (dealer, id)"
	" UNION SELECT v.dealer, v.vehicle_id"
	" FROM unnest($3::text[], $4::text[]) AS n (dealer, id)"
	" JOIN vehicle v ON v.dealer = n.dealer AND v.customer_id = n.id::uuid)"
	" ORDER BY dealer, vehicle_id FOR NO KEY UPDATE";

static const char SQL_LOCK[] =
	"SELECT FROM vehicle WHERE dealer = $1 AND vehicle_id = ANY($2::text[]::uuid[])"
	" ORDER BY vehicle_id FOR NO KEY UPDATE";

static const char SQL_HOLD_ASKED[] =
	"SELECT FROM vehicle WHERE dealer = $1 AND customer_id IN ("
	" SELECT customer_id FROM proposal WHERE dealer = $1"
	" AND proposal_id = ANY($2::text[]::uuid[]) AND ($3 OR decision = 'never'))"
	" ORDER BY vehicle_id FOR NO KEY UPDATE";

static const char SQL_OF[] =
	"SELECT vehicle_id, customer_id FROM vehicle WHERE dealer = $1"
	" AND customer_id = ANY($2::text[]::uuid[])"
	" AND ($3::uuid IS NULL OR vehicle_id > $3) ORDER BY vehicle_id LIMIT $4";

static const char SQL_AFTER[] =
	"SELECT vehicle_id FROM vehicle WHERE dealer = $1"
	" AND ($2::uuid IS NULL OR vehicle_id > $2) ORDER BY vehicle_id LIMIT $3";

int store_vehicles_note(struct tx *tx, const struct named_rows *named, struct err *err)
{
	size_t count = named->cars_count;

	if (count == 0)
		return 0;
	return tx_run(tx, SQL_NOTE,
		      ARGS(arg_texts(named->car_dealers, count),
			   arg_texts(named->cars, count),
			   arg_texts(named->owners, count)),
		      NULL, err);
}

int store_vehicles_hold(struct tx *tx, const struct named_rows *named, struct err *err)
{
	return tx_run(tx, SQL_HOLD,
		      ARGS(arg_texts(named->car_dealers, named->cars_count),
			   arg_texts(named->cars, named->cars_count),
			   arg_texts(named->people_dealers, named->people_count),
			   arg_texts(named->people, named->people_count)),
		      NULL, err);
}

int store_vehicles_lock(struct tx *tx, const char *dealer, const char *const *ids,
			size_t count, struct err *err)
{
	return tx_run(tx, SQL_LOCK, ARGS(arg_text(dealer), arg_texts(ids, count)), NULL,
		      err);
}

int store_vehicles_hold_asked(struct tx *tx, const char *dealer,
			      const struct asked *asked, struct err *err)
{
	return tx_run(tx, SQL_HOLD_ASKED,
		      ARGS(arg_text(dealer), arg_texts(asked->proposals, asked->count),
			   arg_bool(asked->says_never)),
		      NULL, err);
}

int store_vehicles_of(struct tx *tx, const char *dealer, const struct owners_page *page,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OF,
		       ARGS(arg_text(dealer), arg_texts(page->customers, page->count),
			    arg_uuid(&page->after), arg_int(page->limit)),
		       ret_rows, err);
}

int store_vehicles_after(struct tx *tx, const char *dealer, const struct uuid *after,
			 int64_t limit, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_AFTER,
		       ARGS(arg_text(dealer), arg_uuid(after), arg_int(limit)), ret_rows,
		       err);
}
