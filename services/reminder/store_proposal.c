/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proposals, the trail of their answers, and what "never" left behind.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "reminder/store_proposal.h"

#define PROPOSAL_FACTS                                                                   \
	"proposal_id, version, list_week, vehicle_id, customer_id, reason_group, cycle," \
	" step, status, decision, decision_source, since, release_slot, sent_at,"         \
	" intent_id"
#define PROPOSAL_COLUMNS PROPOSAL_FACTS ", state"

static const char SQL_LOAD[] =
	"SELECT " PROPOSAL_COLUMNS " FROM proposal WHERE dealer = $1 AND proposal_id = $2"
	" FOR UPDATE";

static const char SQL_WEEK[] =
	"SELECT list_week FROM proposal WHERE dealer = $1 AND proposal_id = $2";

static const char SQL_OF_VEHICLE[] =
	"SELECT " PROPOSAL_COLUMNS " FROM proposal WHERE dealer = $1 AND vehicle_id = $2"
	" AND status IN ('open', 'frozen', 'removed', 'sent')"
	" ORDER BY proposal_id FOR UPDATE";

static const char SQL_WORDED[] =
	"SELECT " PROPOSAL_COLUMNS " FROM proposal WHERE dealer = $1 AND customer_id = $2"
	" AND state LIKE '%\"scope_reason\"%' ORDER BY proposal_id FOR UPDATE";

static const char SQL_SENT_TO[] =
	"SELECT p.*, coalesce(t.channel, 'email'), NOT coalesce(t.is_heard, true) FROM"
	" (SELECT " PROPOSAL_FACTS
	", '' FROM proposal WHERE dealer = $1 AND customer_id = $2"
	"  AND sent_at IS NOT NULL ORDER BY sent_at DESC, proposal_id LIMIT 500) p"
	" LEFT JOIN touch t ON t.dealer = $1 AND t.proposal_id = p.proposal_id"
	" ORDER BY p.sent_at DESC, p.proposal_id";

static const char SQL_ANY_LEFT[] =
	"SELECT 1 FROM proposal WHERE dealer = $1 AND customer_id = $2"
	" AND status IN ('released', 'sent', 'visited', 'failed')"
	" UNION ALL SELECT 1 FROM touch WHERE dealer = $1 AND customer_id = $2"
	" AND campaign_id IS NOT NULL LIMIT 1";

/* Whoever judges a customer's visits waits here for others who do: a visit and the
 * outcome of a message may be heard at two instances at a time. */
static const char SQL_CUSTOMER_LOCK[] =
	"SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 7))";

#define PAGE_OF_LIST                                                                     \
	" FROM proposal WHERE dealer = $1 AND list_week = $2"                            \
	" AND status = $3 AND ($4 < 0 OR release_slot = $4)"                             \
	" AND ($4 < 0 OR decision = 'yes')"                                              \
	" ORDER BY customer_id, proposal_id LIMIT $5"

static const char SQL_OF_LIST[] = "SELECT " PROPOSAL_COLUMNS PAGE_OF_LIST " FOR UPDATE";

static const char SQL_CARS_OF_LIST[] =
	"SELECT DISTINCT vehicle_id FROM (SELECT vehicle_id" PAGE_OF_LIST ") p"
	" ORDER BY vehicle_id";

static const char SQL_ADD[] =
	"COPY proposal (dealer, proposal_id, version, list_week, vehicle_id, customer_id,"
	" reason_group, cycle, step, status, decision, decision_source, since,"
	" release_slot,"
	" state) FROM STDIN";

static const char SQL_SAVE[] =
	"UPDATE proposal SET version = $3, status = $4, decision = $5, decision_source"
	" = $6,"
	" since = $7, cycle = $8, step = $9, sent_at = $10, state = $11, reason = $12,"
	" intent_id = $13"
	" WHERE dealer = $1 AND proposal_id = $2";

static const char SQL_SLOTS[] =
	"SELECT DISTINCT release_slot FROM proposal WHERE dealer = $1 AND list_week = $2"
	" AND decision = 'yes' AND status IN ('open', 'frozen') ORDER BY release_slot";

static const char SQL_CHANGE_ADD[] =
	"INSERT INTO proposal_change (dealer, proposal_id, version, at, received_at,"
	" actor,"
	" old_decision, new_decision, old_status, new_status, scope, reason)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

static const char SQL_SUPPRESSION_ADD[] =
	"INSERT INTO suppression (dealer, scope, subject, detail, proposal_id, reason,"
	" actor,"
	" since, customer_id) SELECT $1, $2, $3::uuid, $4, $5::uuid, $6, $7,"
	" $8::timestamptz, $9::uuid"
	" WHERE $9::uuid IS NULL OR NOT EXISTS (SELECT FROM suppression x"
	" WHERE x.dealer = $1 AND x.proposal_id = $5::uuid AND x.lifted_at IS NULL)"
	" ON CONFLICT DO NOTHING";

static const char SQL_SUPPRESSION_LIFT[] =
	"UPDATE suppression SET lifted_at = $3, lifted_by = $4"
	" WHERE dealer = $1 AND proposal_id = $2 AND lifted_at IS NULL";

void proposal_list_free(struct proposal_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		mem_free(list->rows[i].state);
	mem_free(list->rows);
	*list = (struct proposal_list){ .count = 0 };
}

static struct proposal_row read_proposal(const struct rows *rows, size_t i)
{
	return (struct proposal_row){
		.id = row_uuid(rows, i, 0),
		.version = row_int(rows, i, 1),
		.list_week = row_week(rows, i, 2),
		.vehicle = row_uuid(rows, i, 3),
		.customer = row_uuid(rows, i, 4),
		.group = reason_group_from(row_text(rows, i, 5)),
		.cycle = row_date(rows, i, 6),
		.step = (int)row_int(rows, i, 7),
		.stage = stage_from(row_text(rows, i, 8)),
		.decision = decision_from(row_text(rows, i, 9)),
		.source = decided_by_from(row_text(rows, i, 10)),
		.since = row_date(rows, i, 11),
		.slot = (int)row_int(rows, i, 12),
		.sent_at = row_instant(rows, i, 13),
		.intent = row_uuid(rows, i, 14),
		.state = mem_text(row_text(rows, i, 15)),
	};
}

static void take_list(const struct rows *rows, struct proposal_list *ret_list)
{
	size_t count = rows_count(rows);

	ret_list->rows = mem_alloc((count + 1) * sizeof(struct proposal_row));
	for (ret_list->count = 0; ret_list->count < count; ret_list->count++)
		ret_list->rows[ret_list->count] = read_proposal(rows, ret_list->count);
}

int store_proposal_load(struct tx *tx, const char *dealer, const struct uuid *id,
			struct proposal_list *ret_one, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PROPOSAL",
				    "there is no proposal %s", id->text);
	take_list(rows, ret_one);
	return 0;
}

int store_proposal_week(struct tx *tx, const char *dealer, const struct uuid *id,
			struct iso_week *ret_week, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_WEEK, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PROPOSAL",
				    "there is no proposal %s", id->text);
	*ret_week = row_week(rows, 0, 0);
	return 0;
}

int store_proposals_of_vehicle(struct tx *tx, const char *dealer,
			       const struct uuid *vehicle, struct proposal_list *ret_list,
			       struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OF_VEHICLE, ARGS(arg_text(dealer), arg_uuid(vehicle)), &rows,
		    err) < 0)
		return -1;
	take_list(rows, ret_list);
	return 0;
}

int store_proposals_worded(struct tx *tx, const char *dealer, const struct uuid *customer,
			   struct proposal_list *ret_list, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_WORDED, ARGS(arg_text(dealer), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	take_list(rows, ret_list);
	return 0;
}

int store_proposals_left(struct tx *tx, const char *dealer, const struct uuid *customer,
			 bool *ret_any, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_ANY_LEFT, ARGS(arg_text(dealer), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	*ret_any = rows_count(rows) > 0;
	return 0;
}

int store_proposals_sent(struct tx *tx, const char *dealer, const struct uuid *customer,
			 struct proposal_list *ret_list, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_run(tx, SQL_CUSTOMER_LOCK,
		   ARGS(arg_text(dealer), arg_text(customer->text)), NULL, err) < 0)
		return -1;
	if (tx_rows(tx, SQL_SENT_TO, ARGS(arg_text(dealer), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	take_list(rows, ret_list);
	for (size_t i = 0; i < ret_list->count; i++) {
		struct proposal_row *row = &ret_list->rows[i];

		snprintf(row->channel, CHANNEL_TEXT, "%s", row_text(rows, i, 16));
		row->is_unheard = row_bool(rows, i, 17);
	}
	return 0;
}

int store_proposals_cars(struct tx *tx, const char *dealer,
			 const struct list_filter *filter, struct rows **ret_rows,
			 struct err *err)
{
	return tx_rows(tx, SQL_CARS_OF_LIST,
		       ARGS(arg_text(dealer), arg_week(filter->week),
			    arg_text(stage_name(filter->stage)), arg_int(filter->slot),
			    arg_int(filter->limit)),
		       ret_rows, err);
}

int store_proposals_of_list(struct tx *tx, const char *dealer,
			    const struct list_filter *filter,
			    struct proposal_list *ret_list, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_OF_LIST,
		    ARGS(arg_text(dealer), arg_week(filter->week),
			 arg_text(stage_name(filter->stage)), arg_int(filter->slot),
			 arg_int(filter->limit)),
		    &rows, err) < 0)
		return -1;
	take_list(rows, ret_list);
	return 0;
}

static int copy_proposal(struct copy *copy, const char *dealer,
			 const struct proposal_row *row, struct err *err)
{
	return copy_row(copy,
			ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			     arg_week(row->list_week), arg_uuid(&row->vehicle),
			     arg_uuid(&row->customer),
			     arg_text(reason_group_name(row->group)),
			     arg_date(row->cycle), arg_int(row->step),
			     arg_text(stage_name(row->stage)),
			     arg_text(decision_name(row->decision)),
			     arg_text(decided_by_name(row->source)), arg_date(row->since),
			     arg_int(row->slot), arg_text(row->state)),
			err);
}

int store_proposals_add(struct tx *tx, const char *dealer,
			const struct proposal_row *rows, size_t count, struct err *err)
{
	struct copy *copy;

	if (count == 0)
		return 0;
	if (copy_begin(tx, SQL_ADD, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (copy_proposal(copy, dealer, &rows[i], err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	return copy_end(copy, err);
}

int store_proposal_save(struct tx *tx, const char *dealer, const struct proposal_row *row,
			struct err *err)
{
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_uuid(&row->id), arg_int(row->version),
			   arg_text(stage_name(row->stage)),
			   arg_text(decision_name(row->decision)),
			   arg_text(decided_by_name(row->source)), arg_date(row->since),
			   arg_date(row->cycle), arg_int(row->step),
			   arg_instant(row->sent_at), arg_text(row->state),
			   arg_text(row->reason), arg_uuid(&row->intent)),
		      NULL, err);
}

int store_release_slots(struct tx *tx, const char *dealer, struct iso_week week,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_SLOTS, ARGS(arg_text(dealer), arg_week(week)), ret_rows,
		       err);
}

int store_change_add(struct tx *tx, const char *dealer, const struct change_row *row,
		     struct err *err)
{
	return tx_run(tx, SQL_CHANGE_ADD,
		      ARGS(arg_text(dealer), arg_uuid(&row->proposal),
			   arg_int(row->version), arg_instant(row->at),
			   arg_instant(row->received_at), arg_text(row->actor),
			   arg_text(decision_name(row->old_decision)),
			   arg_text(decision_name(row->new_decision)),
			   arg_text(stage_name(row->old_stage)),
			   arg_text(stage_name(row->new_stage)), arg_text(row->scope),
			   arg_text(row->reason)),
		      NULL, err);
}

int store_suppression_add(struct tx *tx, const char *dealer,
			  const struct suppression_row *row, struct err *err)
{
	return tx_run(tx, SQL_SUPPRESSION_ADD,
		      ARGS(arg_text(dealer), arg_text(row->scope),
			   arg_uuid(&row->subject), arg_text(row->detail),
			   arg_uuid(&row->proposal), arg_text(row->reason),
			   arg_text(row->actor), arg_instant(row->since),
			   arg_uuid(&row->customer)),
		      NULL, err);
}

int store_suppression_lift(struct tx *tx, const char *dealer, const struct uuid *proposal,
			   const struct lift *lift, struct err *err)
{
	return tx_run(tx, SQL_SUPPRESSION_LIFT,
		      ARGS(arg_text(dealer), arg_uuid(proposal), arg_instant(lift->at),
			   arg_text(lift->actor)),
		      NULL, err);
}
