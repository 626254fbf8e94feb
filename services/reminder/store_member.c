/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is in a campaign, and what came of them.
 */
#include "base/mem.h"
#include "reminder/store_campaign.h"

#include <string.h>

static const char SQL_ADD[] =
	"INSERT INTO campaign_member (dealer, campaign_id, customer_id, vehicle_id,"
	" variant, status, reason, waiting_since)"
	" SELECT $1, $2, m.customer::uuid, m.vehicle::uuid, m.variant, m.status,"
	" m.reason, CASE WHEN m.status = 'waiting' THEN $8::timestamptz END"
	" FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[])"
	" m (customer, vehicle, variant, status, reason)"
	" ON CONFLICT (dealer, campaign_id, customer_id) DO NOTHING";

/* Nobody of a page is in it yet: the usual case, and much quicker. */
static const char SQL_TAKEN[] =
	"SELECT EXISTS (SELECT FROM campaign_member WHERE dealer = $1"
	" AND campaign_id = $2 AND customer_id"
	" BETWEEN $3::text::uuid AND $4::text::uuid)";
static const char SQL_COPY[] =
	"COPY campaign_member (dealer, campaign_id, customer_id, vehicle_id, variant,"
	" status, reason, waiting_since) FROM STDIN";

static const char SQL_SETTLE[] =
	"UPDATE campaign_member c SET status = m.status, reason = m.reason,"
	" waiting_since = CASE WHEN m.status = 'waiting' THEN $8::timestamptz"
	" ELSE c.waiting_since END"
	" FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[])"
	" m (customer, vehicle, variant, status, reason)"
	" WHERE c.dealer = $1 AND c.campaign_id = $2 AND c.customer_id = m.customer::uuid"
	" AND m.vehicle IS NOT NULL AND m.variant IS NOT NULL"
	" AND c.status IN ('frozen', 'waiting')";

static const char SQL_PAGE[] =
	"SELECT customer_id, vehicle_id, variant FROM campaign_member"
	" WHERE dealer = $1 AND campaign_id = $2 AND status = $3"
	" AND status IN ('frozen', 'waiting')"
	" AND ($4::uuid IS NULL OR customer_id > $4::uuid)"
	" ORDER BY customer_id LIMIT $5";

static const char SQL_OUTCOME[] =
	"UPDATE campaign_member SET status = $4, reason = $5, settled_at = CASE"
	" WHEN $4 IN ('sent', 'held_out') THEN $6 ELSE settled_at END,"
	" cost_cents = cost_cents + $7"
	" WHERE dealer = $1 AND campaign_id = $2 AND customer_id = $3"
	" AND (status = 'waiting' OR status = 'sent' AND $4 = 'failed')";

static const char SQL_COUNT[] =
	"SELECT variant, status, coalesce(reason, ''), count(*), count(visited_on),"
	" coalesce(sum(visit_cents), 0)::bigint, sum(cost_cents)::bigint"
	" FROM campaign_member WHERE dealer = $1 AND campaign_id = $2"
	" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";

static const char SQL_CAR[] =
	"SELECT v.plate, v.make, v.model, CASE"
	" WHEN p.contact_email IS NOT NULL THEN coalesce(p.contact_language, 'nl')"
	" WHEN c.language = 1 THEN 'en' ELSE 'nl' END, p.contact_email, p.contact_name,"
	" p.contact_party"
	" FROM vehicle v LEFT JOIN customer c ON c.dealer = v.dealer"
	" AND c.customer_id = v.customer_id"
	" LEFT JOIN LATERAL (SELECT p.contact_email, p.contact_name, p.contact_language,"
	" p.contact_party FROM passport p WHERE p.dealer = $1"
	" AND p.vehicle_id = v.vehicle_id AND p.is_live"
	" AND p.contact_email IS NOT NULL"
	" ORDER BY p.passport_id DESC LIMIT 1) p ON true"
	" WHERE v.dealer = $1 AND v.vehicle_id = $2::text::uuid";

static const char SQL_CONTACTED_ADD[] =
	"INSERT INTO contacted (dealer, intent_id, customer_id, at)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (dealer, intent_id) DO NOTHING";

static const char SQL_CONTACTED_FORGET[] =
	"DELETE FROM contacted WHERE dealer = $1 AND at < $2";

static const char SQL_AMONG[] =
	"SELECT DISTINCT customer_id FROM campaign_member WHERE dealer = $1"
	" AND customer_id = ANY($2::text[]::uuid[])"
	" AND status IN ('waiting', 'sent', 'held_out') ORDER BY customer_id";

/* Of who has none any more (credited in full, another's after all) the visit is taken
 * back. */
static const char SQL_VISITED[] =
	"UPDATE campaign_member m SET visited_on = x.visit_date,"
	" visit_cents = x.customer_net_cents"
	" FROM (SELECT m.campaign_id, x.* FROM campaign_member m LEFT JOIN LATERAL"
	" (SELECT x.visit_date, x.customer_net_cents FROM visit x WHERE x.dealer = $1"
	" AND x.customer_id = $2 AND x.version > 0 AND NOT x.absorbed AND NOT x.voided"
	" AND x.visit_date > m.settled_at::date"
	" AND x.visit_date <= m.settled_at::date + $3::int"
	" ORDER BY x.visit_date, x.visit_id LIMIT 1) x ON true WHERE m.dealer = $1"
	" AND m.customer_id = $2 AND m.status IN ('sent', 'held_out')) x"
	" WHERE m.dealer = $1 AND m.campaign_id = x.campaign_id AND m.customer_id = $2"
	" AND (m.visited_on, m.visit_cents) IS DISTINCT FROM"
	" (x.visit_date, x.customer_net_cents) RETURNING m.campaign_id";

static const char SQL_COMING[] =
	"SELECT m.campaign_id, CASE WHEN booked.yes THEN 'BOOKED' ELSE 'VISITED' END"
	" FROM campaign_member m JOIN campaign c ON c.dealer = m.dealer"
	" AND c.campaign_id = m.campaign_id CROSS JOIN LATERAL (SELECT"
	" EXISTS (SELECT FROM appointment a WHERE a.dealer = $1 AND a.status = 'booked'"
	" AND a.date BETWEEN $3::date AND $3::date + 60"
	" AND (a.customer_id = m.customer_id OR a.vehicle_id = m.vehicle_id)) AS yes)"
	" booked WHERE m.dealer = $1 AND m.customer_id = $2 AND m.status = 'waiting'"
	" AND c.state::jsonb #>> '{plan,kind}' <> 'recall'"
	" AND position('\"appointment.' IN c.state::jsonb #>> '{plan,selection}') = 0"
	" AND (booked.yes OR EXISTS (SELECT FROM visit x WHERE x.dealer = $1"
	" AND x.customer_id = m.customer_id AND x.version > 0 AND NOT x.absorbed"
	" AND NOT x.voided AND x.visit_date >= m.waiting_since::date))"
	" ORDER BY m.campaign_id";

struct columns {
	const char **customers;
	const char **vehicles;
	const char **statuses;
	const char **reasons;
	int64_t *variants;
};

static struct columns columns_of(const struct member_list *list, void **ret_memory)
{
	size_t room = list->count + 1;
	const char **texts =
		mem_alloc(room * 4 * sizeof(char *) + room * sizeof(int64_t));
	struct columns columns = {
		.customers = texts,
		.vehicles = texts + room,
		.statuses = texts + 2 * room,
		.reasons = texts + 3 * room,
	};

	columns.variants = (int64_t *)(void *)(texts + 4 * room);
	for (size_t i = 0; i < list->count; i++) {
		columns.customers[i] = list->rows[i].customer;
		columns.vehicles[i] = list->rows[i].vehicle;
		columns.statuses[i] = list->rows[i].status;
		columns.reasons[i] = list->rows[i].reason;
		columns.variants[i] = list->rows[i].variant;
	}
	*ret_memory = texts;
	return columns;
}

static int run_list(struct tx *tx, const char *sql, const char *dealer,
		    const struct uuid *campaign, const struct member_list *list,
		    struct err *err)
{
	AUTO_BYTES *memory = NULL;
	struct columns columns;

	if (list->count == 0)
		return 0;
	columns = columns_of(list, &memory);
	return tx_run(tx, sql,
		      ARGS(arg_text(dealer), arg_uuid(campaign),
			   arg_texts(columns.customers, list->count),
			   arg_texts(columns.vehicles, list->count),
			   arg_ints(columns.variants, list->count),
			   arg_texts(columns.statuses, list->count),
			   arg_texts(columns.reasons, list->count),
			   arg_instant(tx_now(tx))),
		      NULL, err);
}

static int are_taken(struct tx *tx, const char *dealer, const struct uuid *campaign,
		     const struct member_list *list, bool *ret_taken, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_TAKEN,
		    ARGS(arg_text(dealer), arg_uuid(campaign),
			 arg_text(list->rows[0].customer),
			 arg_text(list->rows[list->count - 1].customer)),
		    &rows, err) < 0)
		return -1;
	*ret_taken = row_bool(rows, 0, 0);
	return 0;
}

static int copy_list(struct tx *tx, const char *dealer, const struct uuid *campaign,
		     const struct member_list *list, struct err *err)
{
	struct copy *copy = NULL;

	if (copy_begin(tx, SQL_COPY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct member_row *row = &list->rows[i];
		bool waits = strcmp(row->status, "waiting") == 0;

		if (copy_row(copy,
			     ARGS(arg_text(dealer), arg_uuid(campaign),
				  arg_text(row->customer), arg_text(row->vehicle),
				  arg_int(row->variant), arg_text(row->status),
				  arg_text(row->reason),
				  arg_instant(waits ? tx_now(tx) : NO_INSTANT)),
			     err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

int store_members_add(struct tx *tx, const char *dealer, const struct uuid *campaign,
		      const struct member_list *list, struct err *err)
{
	bool taken;

	if (list->count == 0)
		return 0;
	if (are_taken(tx, dealer, campaign, list, &taken, err) < 0)
		return -1;
	return taken ? run_list(tx, SQL_ADD, dealer, campaign, list, err)
		     : copy_list(tx, dealer, campaign, list, err);
}

int store_members_settle(struct tx *tx, const char *dealer, const struct uuid *campaign,
			 const struct member_list *list, struct err *err)
{
	return run_list(tx, SQL_SETTLE, dealer, campaign, list, err);
}

int store_members_page(struct tx *tx, const char *dealer,
		       const struct members_wanted *wanted, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_PAGE,
		       ARGS(arg_text(dealer), arg_uuid(&wanted->campaign),
			    arg_text(wanted->status), arg_uuid(&wanted->after),
			    arg_int(wanted->limit)),
		       ret_rows, err);
}

int store_member_outcome(struct tx *tx, const char *dealer,
			 const struct member_outcome *outcome, bool *ret_done,
			 struct err *err)
{
	int64_t affected;

	if (tx_run(tx, SQL_OUTCOME,
		   ARGS(arg_text(dealer), arg_uuid(&outcome->campaign),
			arg_uuid(&outcome->customer), arg_text(outcome->status),
			arg_text(outcome->reason), arg_instant(outcome->at),
			arg_int(outcome->cost_cents)),
		   &affected, err) < 0)
		return -1;
	*ret_done = affected > 0;
	return 0;
}

int store_members_count(struct tx *tx, const char *dealer, const struct uuid *campaign,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_COUNT, ARGS(arg_text(dealer), arg_uuid(campaign)),
		       ret_rows, err);
}

int store_member_car(struct tx *tx, const char *dealer, const char *vehicle,
		     struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CAR, ARGS(arg_text(dealer), arg_text(vehicle)), ret_rows,
		       err);
}

int store_contacted_add(struct tx *tx, const char *dealer, const struct contact_row *row,
			struct err *err)
{
	return tx_run(tx, SQL_CONTACTED_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->intent),
			   arg_uuid(&row->customer), arg_instant(row->at)),
		      NULL, err);
}

int store_contacted_forget(struct tx *tx, const char *dealer, struct instant before,
			   struct err *err)
{
	return tx_run(tx, SQL_CONTACTED_FORGET,
		      ARGS(arg_text(dealer), arg_instant(before)), NULL, err);
}

int store_members_among(struct tx *tx, const char *dealer, const char *const *customers,
			size_t count, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_AMONG, ARGS(arg_text(dealer), arg_texts(customers, count)),
		       ret_rows, err);
}

int store_members_visited(struct tx *tx, const char *dealer, const struct uuid *customer,
			  int days, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_VISITED,
		       ARGS(arg_text(dealer), arg_uuid(customer), arg_int(days)),
		       ret_rows, err);
}

int store_members_coming(struct tx *tx, const char *dealer, const struct uuid *customer,
			 struct civil_date today, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_COMING,
		       ARGS(arg_text(dealer), arg_uuid(customer), arg_date(today)),
		       ret_rows, err);
}
