/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a selection becomes a query: for each customer looked at, the first of
 * their cars it is true of, and what would hold a message back.
 */
#include "reminder/store_selection.h"

#include <stdio.h>

#include "reminder/store_selection_query.h"

/* --- who, and what holds them back ----------------------------------------------------
 */
#define REACH_SAFETY                                                                     \
	"(CASE WHEN c.has_email AND NOT coalesce(k.bounces, false) THEN 1 ELSE 0 END"    \
	" + CASE WHEN c.has_post THEN 24 ELSE 0 END | coalesce(k.reach_mask, 0))"
#define REFUSED                                                                          \
	"(CASE WHEN k.reach_mask IS NOT NULL THEN k.refused_mask"                        \
	" WHEN coalesce(k.withdrawn, false) OR c.no_email THEN 1 ELSE 0 END"             \
	" | c.refused_mask)"

/* The pair is no pair any more: the car was exported, or is somebody else's since. */
static const char SQL_THEIRS[] =
	" AND NOT v.is_stock_car AND NOT coalesce(r.exported, false)"
	" AND NOT EXISTS (SELECT FROM suppression n WHERE n.dealer = $1"
	" AND n.subject = v.vehicle_id AND n.scope = 'vehicle' AND n.lifted_at IS NULL"
	" AND n.customer_id = v.customer_id)"
	" AND NOT EXISTS (SELECT FROM (SELECT greatest(r.holder_moved_on,"
	" (SELECT max(CASE WHEN p.gone_at IS NOT NULL THEN p.gone_at"
	" WHEN NOT p.is_live THEN p.holder_changed_at END)::date FROM passport p"
	" WHERE p.dealer = $1 AND p.vehicle_id = v.vehicle_id)) AS day) moved"
	" WHERE moved.day IS NOT NULL AND NOT EXISTS (SELECT FROM visit x"
	" WHERE x.dealer = $1 AND x.vehicle_id = v.vehicle_id AND x.version > 0"
	" AND NOT x.absorbed AND x.visit_date >= moved.day))";

static const char SQL_CAR[] =
	" JOIN LATERAL (SELECT v.vehicle_id, EXISTS (SELECT FROM suppression n"
	" WHERE n.dealer = $1 AND n.subject = v.vehicle_id AND n.scope = 'vehicle'"
	" AND n.lifted_at IS NULL AND n.customer_id IS NULL) AS never,"
	" v.plate, v.make, v.model"
	" FROM vehicle v LEFT JOIN register r ON r.plate = v.plate"
	" WHERE v.dealer = $1 AND v.customer_id = c.customer_id";

static const char SQL_MARKETING[] =
	"SELECT c.customer_id, v.vehicle_id, c.lot,"
	" CASE WHEN reach.mask & allowed.mask = 0 AND " REFUSED " & allowed.mask <> 0"
	" THEN 'NO_CONSENT'"
	" WHEN reach.mask & allowed.mask = 0 AND muted.mask & allowed.mask <> 0"
	" THEN 'NEVER'"
	" WHEN v.never OR EXISTS (SELECT FROM suppression n WHERE n.dealer = $1"
	" AND n.subject = c.customer_id AND n.scope = 'customer'"
	" AND n.lifted_at IS NULL) THEN 'NEVER'"
	" WHEN EXISTS (SELECT FROM proposal p WHERE p.dealer = $1"
	" AND p.customer_id = c.customer_id AND (p.status = 'released'"
	" OR p.status IN ('open', 'frozen') AND p.decision = 'yes')) THEN 'IN_LIST'"
	" WHEN NOT $5::bool AND EXISTS (SELECT FROM appointment a WHERE a.dealer = $1"
	" AND a.customer_id = c.customer_id AND a.status = 'booked'"
	" AND a.date BETWEEN $2::date AND $2::date + 60) THEN 'BOOKED'"
	" WHEN NOT $5::bool AND EXISTS (SELECT FROM appointment a WHERE a.dealer = $1"
	" AND a.vehicle_id = v.vehicle_id AND a.status = 'booked'"
	" AND a.date BETWEEN $2::date AND $2::date + 60) THEN 'BOOKED'"
	" WHEN had.waiting + had.week >= coalesce(g.cap_week, 1)"
	" OR had.waiting + had.month >= coalesce(g.cap_month, 2)"
	" OR had.waiting + had.year >= coalesce(g.cap_year, 8) THEN 'CAP'"
	" WHEN reach.mask & allowed.mask = 0 THEN 'NO_CHANNEL' ELSE '' END AS hold,";

static const char SQL_SAFETY[] =
	"SELECT c.customer_id, v.vehicle_id, c.lot,"
	" CASE WHEN reach.mask & allowed.mask = 0 THEN 'NO_CHANNEL' ELSE '' END AS hold,";

/* By which of the channels asked for; none is 0. */
#define WORDS " c.language, v.plate, v.make, v.model,"
static const char SQL_CHANNEL[] = WORDS
	" coalesce((SELECT u.bit FROM unnest($4::bigint[]) WITH ORDINALITY u (bit, n)"
	" WHERE reach.mask & u.bit::int <> 0 ORDER BY u.n LIMIT 1), 0) AS channel,"
	" muted.mask <> 0 AS muted"
	" FROM customer c"
	" LEFT JOIN consent k ON k.dealer = $1 AND k.customer_id = c.customer_id"
	" LEFT JOIN campaign_garage g ON g.dealer = $1"
	" CROSS JOIN (SELECT coalesce(bit_or(b), 0)::int AS mask"
	" FROM unnest($4::bigint[]) b) allowed";

/* Messages that left, and those of other campaigns that are on their way: each looked up
 * by its whole key, because while a campaign fills its table nothing is known of it that
 * would lead to another index. */
static const char SQL_HAD[] =
	" CROSS JOIN (SELECT array_agg(o.campaign_id) AS ids FROM campaign o"
	" WHERE o.dealer = $1 AND o.campaign_id IS DISTINCT FROM $3::uuid"
	" AND (o.status IN ('approved', 'running') OR o.phase <> '')) others"
	" CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE y.at > $2::date - 7) AS week,"
	" count(*) FILTER (WHERE y.at > $2::date - 30) AS month, count(*) AS year,"
	" (SELECT count(*) FROM unnest(others.ids) o (id) JOIN campaign_member m"
	" ON m.dealer = $1 AND m.campaign_id = o.id AND m.customer_id = c.customer_id"
	" AND m.status = 'waiting') AS waiting"
	" FROM contacted y WHERE y.dealer = $1 AND y.customer_id = c.customer_id"
	" AND y.at > $2::date - 365) had";

static const char SQL_REACH_SAFETY[] =
	" CROSS JOIN (SELECT 0 AS mask) muted CROSS JOIN LATERAL (SELECT " REACH_SAFETY
	" AS mask) reach";
/* A "never" of e-mail alone takes that away and leaves the others. */
static const char SQL_REACH_LEFT[] =
	" CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM suppression n"
	" WHERE n.dealer = $1 AND n.subject = c.customer_id AND n.scope = 'channel'"
	" AND n.detail = 'email' AND n.lifted_at IS NULL) THEN 1 ELSE 0 END"
	" AS mask) muted"
	" CROSS JOIN LATERAL (SELECT (" SQL_REACH ") & ~muted.mask AS mask) reach";

/* Who asks for people with appointments does not want them held back for it. */
static bool wants_booked(const struct selection *selection)
{
	return selection && (selection_names(selection, FIELD_APPOINTMENT) ||
			     selection_names(selection, FIELD_APPOINTMENT_IN));
}

/* Up to the WHERE of customers; `pairs`: the condition that names the car. */
static void add_judged(struct selection_query *query, const struct selection_asked *asked,
		       const char *pairs)
{
	bool safety = asked->audience == AUDIENCE_SAFETY;

	selection_query_arg(query, arg_bool(wants_booked(asked->selection)));
	strbuf_add(&query->sql, safety ? SQL_SAFETY : SQL_MARKETING);
	strbuf_add(&query->sql, SQL_CHANNEL);
	if (pairs)
		strbuf_add(&query->sql, pairs);
	strbuf_add(&query->sql, SQL_CAR);
	if (pairs)
		strbuf_add(&query->sql, " AND v.vehicle_id = pair.vehicle_id");
	strbuf_add(&query->sql, SQL_THEIRS);
	if (!pairs) {
		strbuf_add(&query->sql, " AND ");
		selection_query_group(query, asked->selection, 0);
	}
	strbuf_add(&query->sql, " ORDER BY 2, 1 LIMIT 1) v ON true");
	strbuf_add(&query->sql, safety ? SQL_REACH_SAFETY : SQL_REACH_LEFT);
	if (!safety)
		strbuf_add(&query->sql, SQL_HAD);
	strbuf_add(&query->sql, " WHERE c.dealer = $1 AND NOT c.erased"
				" AND $3::uuid IS NOT DISTINCT FROM $3::uuid"
				" AND $5::bool IS NOT NULL AND $2::date IS NOT NULL");
}

static void add_lots(struct selection_query *query, int lots)
{
	if (lots < SELECTION_LOTS)
		strbuf_addf(&query->sql, " AND c.lot < $%zu::bigint",
			    selection_query_arg(query, arg_int(lots)));
}

/* --- the queries ----------------------------------------------------------------------
 */
/* What a message says of the car, and who drives it where its passport names them. */
static const char SQL_LETTER[] =
	"SELECT customer_id, judged.vehicle_id, hold, channel, plate, make, model, CASE"
	" WHEN p.contact_email IS NOT NULL THEN coalesce(p.contact_language, 'nl')"
	" WHEN language = 1 THEN 'en' ELSE 'nl' END, p.contact_email, p.contact_name,"
	" p.contact_party, judged.muted"
	" FROM (";
static const char SQL_LETTER_END[] =
	") judged LEFT JOIN LATERAL (SELECT p.contact_email, p.contact_name,"
	" p.contact_language, p.contact_party FROM passport p WHERE p.dealer = $1"
	" AND p.vehicle_id = judged.vehicle_id AND p.is_live"
	" AND p.contact_email IS NOT NULL ORDER BY p.passport_id DESC LIMIT 1) p ON true"
	" ORDER BY customer_id";
static const char SQL_CROWD[] =
	"SELECT count(*) FROM customer WHERE dealer = $1 AND lot < $2::bigint";
static const char SQL_STRETCH[] = "SELECT customer_id FROM customer WHERE dealer = $1"
				  " AND ($2::uuid IS NULL OR customer_id > $2::uuid)"
				  " ORDER BY customer_id OFFSET $3 LIMIT 1";

int store_selection_crowd(struct tx *tx, const char *dealer, int lots, int64_t *ret_count,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_CROWD, ARGS(arg_text(dealer), arg_int(lots)), &rows, err) < 0)
		return -1;
	*ret_count = row_int(rows, 0, 0);
	return 0;
}

int store_selection_stretch(struct tx *tx, const char *dealer, const struct uuid *after,
			    int64_t count, struct uuid *ret_until, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_STRETCH,
		    ARGS(arg_text(dealer), arg_uuid(after), arg_int(count - 1)), &rows,
		    err) < 0)
		return -1;
	*ret_until = rows_count(rows) ? row_uuid(rows, 0, 0) : uuid_from(NULL);
	return 0;
}

int store_selection_count(struct tx *tx, const char *dealer,
			  const struct selection_asked *asked, int lots,
			  struct rows **ret_rows, struct err *err)
{
	AUTO(selection_query) *query = selection_query_new(dealer, asked);

	strbuf_add(&query->sql, "SELECT hold, channel, count(*) FROM (");
	add_judged(query, asked, NULL);
	add_lots(query, lots);
	strbuf_add(&query->sql, ") judged GROUP BY 1, 2");
	return selection_query_run(tx, query, ret_rows, err);
}

int store_selection_page(struct tx *tx, const char *dealer,
			 const struct selection_asked *asked,
			 const struct selection_scope *scope, struct rows **ret_rows,
			 struct err *err)
{
	AUTO(selection_query) *query = selection_query_new(dealer, asked);

	strbuf_add(&query->sql, SQL_LETTER);
	add_judged(query, asked, NULL);
	if (uuid_is_set(&scope->after))
		strbuf_addf(&query->sql, " AND c.customer_id > $%zu::uuid",
			    selection_query_arg(query, arg_uuid(&scope->after)));
	if (uuid_is_set(&scope->until))
		strbuf_addf(&query->sql, " AND c.customer_id <= $%zu::uuid",
			    selection_query_arg(query, arg_uuid(&scope->until)));
	strbuf_add(&query->sql, SQL_LETTER_END);
	return selection_query_run(tx, query, ret_rows, err);
}

int store_selection_sample(struct tx *tx, const char *dealer,
			   const struct selection_asked *asked, int lots,
			   struct rows **ret_rows, struct err *err)
{
	AUTO(selection_query) *query = selection_query_new(dealer, asked);

	strbuf_add(&query->sql, "SELECT customer_id, vehicle_id, hold, channel FROM"
				" (SELECT judged.*, row_number() OVER (PARTITION BY hold"
				" ORDER BY lot, customer_id) AS place FROM (");
	add_judged(query, asked, NULL);
	add_lots(query, lots);
	strbuf_addf(&query->sql,
		    ") judged) placed ORDER BY hold <> '' AND place > 2,"
		    " hold = '' AND place > 5, place, hold LIMIT %d",
		    SELECTION_EXAMPLE);
	return selection_query_run(tx, query, ret_rows, err);
}

int store_selection_judge(struct tx *tx, const char *dealer,
			  const struct selection_asked *asked,
			  const struct selection_pairs *pairs, struct rows **ret_rows,
			  struct err *err)
{
	AUTO(selection_query) *query = selection_query_new(dealer, asked);

	/* $5 is wants_booked, as add_judged adds it first. */
	strbuf_add(&query->sql, SQL_LETTER);
	add_judged(query, asked,
		   " JOIN unnest($6::text[]::uuid[], $7::text[]::uuid[])"
		   " pair (customer_id, vehicle_id)"
		   " ON pair.customer_id = c.customer_id");
	selection_query_arg(query, arg_texts(pairs->customers, pairs->count));
	selection_query_arg(query, arg_texts(pairs->vehicles, pairs->count));
	strbuf_add(&query->sql, SQL_LETTER_END);
	return selection_query_run(tx, query, ret_rows, err);
}

static void add_why(struct selection_query *query, const struct selection *selection)
{
	for (size_t i = 0; i < selection->nodes_count; i++) {
		const struct selection_node *node = &selection->nodes[i];

		if (node->is_group)
			continue;
		strbuf_add(&query->sql, ", ");
		selection_query_sentence(query, selection, node);
		strbuf_add(&query->sql, ", (");
		selection_query_fact(query, selection, node);
		strbuf_add(&query->sql, ")::text");
	}
}

int store_selection_why(struct tx *tx, const char *dealer,
			const struct selection_asked *asked,
			const struct selection_pairs *pairs, struct rows **ret_rows,
			struct err *err)
{
	AUTO(selection_query) *query = selection_query_new(dealer, asked);
	size_t customers =
		selection_query_arg(query, arg_texts(pairs->customers, pairs->count));
	size_t vehicles =
		selection_query_arg(query, arg_texts(pairs->vehicles, pairs->count));

	strbuf_add(&query->sql, "SELECT c.customer_id");
	add_why(query, asked->selection);
	strbuf_addf(&query->sql,
		    " FROM unnest($%zu::text[]::uuid[], $%zu::text[]::uuid[])"
		    " pair (customer_id, vehicle_id)"
		    " JOIN customer c ON c.dealer = $1 AND c.customer_id"
		    " = pair.customer_id JOIN vehicle v ON v.dealer = $1"
		    " AND v.vehicle_id = pair.vehicle_id"
		    " LEFT JOIN register r ON r.plate = v.plate LEFT JOIN consent k"
		    " ON k.dealer = $1 AND k.customer_id = c.customer_id"
		    " WHERE $2::date IS NOT NULL AND coalesce($3::uuid::text, '') <> '?'"
		    " AND coalesce($4::bigint[], '{}') IS NOT NULL"
		    " ORDER BY c.customer_id",
		    customers, vehicles);
	return selection_query_run(tx, query, ret_rows, err);
}

int store_selection_hurry(struct tx *tx, int millis, struct err *err)
{
	char limit[24];

	snprintf(limit, sizeof(limit), "%d", millis > 0 ? millis : 60000);
	return tx_set_local(tx, "statement_timeout", limit, err);
}
