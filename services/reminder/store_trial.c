/* SPDX-License-Identifier: Apache-2.0 */
/* The lot, what reached people, and what came of the two arms: sums in the database. */
#include "reminder/store_trial.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "reminder/domain/history.h"

static const char SQL_TRIAL_ADD[] =
	"INSERT INTO trial AS t (dealer, programme, quarter, customer_id, arm, drawn_at,"
	" drawn_on) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (dealer, programme, quarter, customer_id) DO UPDATE"
	" SET drawn_at = excluded.drawn_at, drawn_on = excluded.drawn_on"
	" WHERE excluded.drawn_at < t.drawn_at";

static const char SQL_TRIAL_REACHED[] =
	"UPDATE trial SET contaminated = true WHERE dealer = $1 AND customer_id = $2"
	" AND arm = 'held_out' AND NOT contaminated AND drawn_at <= $3::timestamptz"
	" AND drawn_on + $4::integer >= $3::timestamptz::date";

static const char SQL_TOUCH_SAVE[] =
	"INSERT INTO touch (dealer, intent_id, customer_id, vehicle_id, proposal_id,"
	" campaign_id, variant, channel, reason_group, is_heard, sent_at)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
	" ON CONFLICT (dealer, intent_id) DO UPDATE SET is_heard = excluded.is_heard,"
	" channel = excluded.channel";

static const char SQL_TOUCHES_OF_CAMPAIGNS[] =
	"SELECT intent_id, vehicle_id, campaign_id, variant, channel, reason_group,"
	" sent_at FROM touch WHERE dealer = $1 AND campaign_id IS NOT NULL"
	" AND customer_id = $2 AND is_heard ORDER BY sent_at DESC, intent_id LIMIT 200";

static const char SQL_TOUCH_LOAD[] =
	"SELECT intent_id, vehicle_id, campaign_id, variant, channel, reason_group,"
	" sent_at, customer_id FROM touch WHERE dealer = $1 AND intent_id = $2"
	" AND campaign_id IS NOT NULL";

/* clang-format off */
/* Of each draw: did the person come, what did they pay, did a car go elsewhere. $3 the
 * days that count, $4 the bit of a test in a visit's work. */
#define DRAWN                                                                            \
	"drawn AS (SELECT t.programme, t.quarter, t.arm, t.contaminated,"                \
	" t.drawn_on + $3::integer <= $2::date AS ripe,"                                 \
	" t.drawn_on > $2::date - 365 AS recent, v.visits > 0 AS visited,"               \
	" coalesce(v.cents, 0) AS cents, coalesce(g.elsewhere, false) AS elsewhere,"     \
	" coalesce(g.sold, false) AS sold FROM trial t"                                  \
	" LEFT JOIN LATERAL (SELECT count(*) AS visits, sum(customer_net_cents) AS cents"\
	"  FROM visit WHERE dealer = $1 AND customer_id = t.customer_id AND NOT voided"  \
	"  AND NOT absorbed AND visit_date BETWEEN t.drawn_on"                           \
	"  AND t.drawn_on + $3::integer) v ON true"                                      \
	" LEFT JOIN LATERAL (SELECT bool_or(r.holder_moved_on BETWEEN t.drawn_on"        \
	"   AND t.drawn_on + $3::integer) AS sold,"                                      \
	"  bool_or(r.apk_moved_on BETWEEN t.drawn_on AND t.drawn_on + $3::integer"       \
	"   AND NOT EXISTS (SELECT 1 FROM visit o WHERE o.dealer = $1"                   \
	"    AND o.vehicle_id = c.vehicle_id AND o.work & $4::integer <> 0"              \
	"    AND NOT o.voided AND NOT o.absorbed AND o.visit_date"                       \
	"    BETWEEN r.apk_moved_on - 30 AND r.apk_moved_on)) AS elsewhere"              \
	"  FROM vehicle c JOIN register r ON r.plate = c.plate"                          \
	"  WHERE c.dealer = $1 AND c.customer_id = t.customer_id) g ON true"             \
	" WHERE t.dealer = $1 AND t.drawn_on > $2::date - 800)"

#define ARM(name)                                                                        \
	" count(*) FILTER (WHERE ripe AND arm = '" name "'),"                            \
	" count(*) FILTER (WHERE ripe AND arm = '" name "' AND visited),"                \
	" coalesce(sum(cents) FILTER (WHERE ripe AND arm = '" name "'), 0)::bigint,"     \
	" coalesce(sum(cents::numeric * cents) FILTER"                                   \
	"  (WHERE ripe AND arm = '" name "'), 0)::float8,"                               \
	" count(*) FILTER (WHERE ripe AND arm = '" name "' AND elsewhere),"              \
	" count(*) FILTER (WHERE ripe AND arm = '" name "' AND sold)"

/* Where nobody was left out there is nothing to measure. All together are those of the
 * weekly lists: a campaign leaves out its own share, and in a sum of unlike shares the
 * difference would be the shares'. */
static const char SQL_EFFECT_COUNT[] =
	"WITH " DRAWN ", cell AS (SELECT programme, quarter, ripe, arm, contaminated,"
	" visited, cents, elsewhere, sold FROM drawn"
	" UNION ALL SELECT 'all', 'recent', ripe, arm, contaminated, visited, cents,"
	" elsewhere, sold FROM drawn WHERE recent AND programme NOT LIKE 'campaign/%'),"
	" counted AS (SELECT programme, quarter, count(*) FILTER (WHERE NOT ripe),"
	" count(*) FILTER (WHERE ripe AND contaminated),"
	ARM("treated") "," ARM("held_out")
	" FROM cell GROUP BY programme, quarter HAVING bool_or(arm = 'held_out'))"
	" SELECT n.*, coalesce(e.version, 0), e.said FROM counted n"
	" LEFT JOIN effect e ON e.dealer = $1 AND e.programme = n.programme"
	" AND e.quarter = n.quarter ORDER BY n.programme, n.quarter LIMIT 500";
/* clang-format on */

static const char SQL_EFFECT_SAVE[] =
	"INSERT INTO effect AS e (dealer, programme, quarter, version, treated_persons,"
	" treated_visited, treated_cents, treated_squares, held_persons, held_visited,"
	" held_cents, held_squares, said)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8::numeric, $9, $10, $11, $12::numeric,"
	" $13)"
	" ON CONFLICT (dealer, programme, quarter) DO UPDATE SET version ="
	" excluded.version,"
	" treated_persons = excluded.treated_persons,"
	" treated_visited = excluded.treated_visited,"
	" treated_cents = excluded.treated_cents,"
	" treated_squares = excluded.treated_squares, held_persons ="
	" excluded.held_persons,"
	" held_visited = excluded.held_visited, held_cents = excluded.held_cents,"
	" held_squares = excluded.held_squares, said = excluded.said";

static const char SQL_EFFECT_NETWORK[] =
	"SELECT e.treated_persons, e.treated_visited, e.treated_cents,"
	" e.treated_squares::float8, e.held_persons, e.held_visited, e.held_cents,"
	" e.held_squares::float8 FROM effect e JOIN dealer d ON d.dealer = e.dealer"
	" JOIN dealer own ON own.network = d.network"
	" WHERE own.dealer = $1 AND e.programme = $2 AND e.quarter = $3"
	" ORDER BY e.dealer LIMIT $4";

int store_trial_add(struct tx *tx, const char *dealer, const struct trial_row *row,
		    struct err *err)
{
	return tx_run(tx, SQL_TRIAL_ADD,
		      ARGS(arg_text(dealer), arg_text(row->programme),
			   arg_text(row->quarter), arg_uuid(&row->customer),
			   arg_text(row->arm), arg_instant(row->drawn_at),
			   arg_date(row->drawn_on)),
		      NULL, err);
}

int store_trial_reached(struct tx *tx, const char *dealer, const struct uuid *customer,
			struct instant at, struct err *err)
{
	return tx_run(tx, SQL_TRIAL_REACHED,
		      ARGS(arg_text(dealer), arg_uuid(customer), arg_instant(at),
			   arg_int(EFFECT_DAYS)),
		      NULL, err);
}

int store_touch_save(struct tx *tx, const char *dealer, const struct touch_row *row,
		     struct err *err)
{
	return tx_run(tx, SQL_TOUCH_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->intent),
			   arg_uuid(&row->customer), arg_uuid(&row->vehicle),
			   arg_uuid(&row->proposal), arg_uuid(&row->campaign),
			   arg_text(row->variant), arg_text(row->channel),
			   arg_text(row->group), arg_bool(row->is_heard),
			   arg_instant(row->sent_at)),
		      NULL, err);
}

int store_touches_of_campaigns(struct tx *tx, const char *dealer,
			       const struct uuid *customer, struct rows **ret_rows,
			       struct err *err)
{
	return tx_rows(tx, SQL_TOUCHES_OF_CAMPAIGNS,
		       ARGS(arg_text(dealer), arg_uuid(customer)), ret_rows, err);
}

int store_touch_load(struct tx *tx, const char *dealer, const struct uuid *intent,
		     struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_TOUCH_LOAD, ARGS(arg_text(dealer), arg_uuid(intent)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "no campaign sent %s", intent->text);
	*ret_rows = TAKE(rows);
	return 0;
}

int store_effect_count(struct tx *tx, const char *dealer, struct civil_date today,
		       struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_EFFECT_COUNT,
		       ARGS(arg_text(dealer), arg_date(today), arg_int(EFFECT_DAYS),
			    arg_int(WORK_APK)),
		       ret_rows, err);
}

#define SQUARES_TEXT 40

static const char *squares_text(double squares, char ret_text[SQUARES_TEXT])
{
	snprintf(ret_text, SQUARES_TEXT, "%.17g", squares);
	return ret_text;
}

int store_effect_save(struct tx *tx, const struct effect_key *key,
		      const struct effect_group *group, int64_t version, const char *said,
		      struct err *err)
{
	const struct effect_arm *a = &group->treated, *b = &group->held_out;
	char treated[SQUARES_TEXT], held[SQUARES_TEXT];

	return tx_run(
		tx, SQL_EFFECT_SAVE,
		ARGS(arg_text(key->dealer), arg_text(key->programme),
		     arg_text(key->quarter), arg_int(version), arg_int(a->persons),
		     arg_int(a->visited), arg_int(a->revenue_cents),
		     arg_text(squares_text(a->revenue_squares, treated)),
		     arg_int(b->persons), arg_int(b->visited), arg_int(b->revenue_cents),
		     arg_text(squares_text(b->revenue_squares, held)), arg_text(said)),
		NULL, err);
}

static struct effect_arm read_arm(const struct rows *rows, size_t i, int column)
{
	return (struct effect_arm){
		.persons = row_int(rows, i, column),
		.visited = row_int(rows, i, column + 1),
		.revenue_cents = row_int(rows, i, column + 2),
		.revenue_squares = strtod(row_text(rows, i, column + 3), NULL),
	};
}

int store_effect_network(struct tx *tx, const struct effect_key *key,
			 struct effect_group *ret_groups, size_t room, size_t *ret_count,
			 struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_EFFECT_NETWORK,
		    ARGS(arg_text(key->dealer), arg_text(key->programme),
			 arg_text(key->quarter), arg_int((int64_t)room)),
		    &rows, err) < 0)
		return -1;
	*ret_count = rows_count(rows);
	for (size_t i = 0; i < *ret_count; i++)
		ret_groups[i] = (struct effect_group){ read_arm(rows, i, 0),
						       read_arm(rows, i, 4) };
	return 0;
}
