/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows meant by a bulk decision, and what is remembered of it for the undo.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/row_sql.h"
#include "gateway/store_list.h"

/* clang-format off */
/* What a "never" covers is asked for only where it is put back. */
#define ITEM_COLUMNS                                                                         \
	"p.proposal_id, p.version, p.decision,"                                              \
	" p.decision = $9 AND p.decision_source = 'user', NULL, NULL"

static const char SQL_SELECT[] =
	"WITH " TODAY("$3") " SELECT " ITEM_COLUMNS " FROM gateway.proposal p"
	JOIN_CUSTOMER("p") JOIN_VEHICLE("p") " CROSS JOIN today t" WHERE_LISTED
	" ORDER BY p.proposal_id LIMIT $10";

static const char SQL_SELECT_IDS[] =
	"SELECT p.proposal_id, p.version, p.decision,"
	" p.decision = $3 AND p.decision_source = 'user', NULL, NULL FROM gateway.proposal p"
	" WHERE p.list_week = $1 AND p.proposal_id = ANY ($2::uuid[]) ORDER BY p.proposal_id";

static const char SQL_RECORD[] =
	"INSERT INTO gateway.operation (operation_id, dealer, list_week, decision, actor, at)"
	" VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

static const char SQL_RECORD_ITEMS[] =
	"INSERT INTO gateway.operation_item (dealer, operation_id, proposal_id,"
	" previous_decision, previous_version, previous_scope, previous_scope_reason)"
	" SELECT $1, $2, i.id, i.decision, i.version, c.card ->> 'scope',"
	" c.card ->> 'scope_reason'"
	" FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS i(id, decision, version)"
	" JOIN gateway.proposal p ON p.proposal_id = i.id"
	" CROSS JOIN LATERAL (SELECT ('{' || p.card || '}')::jsonb AS card) c"
	" ON CONFLICT DO NOTHING";

/* Nobody decided since: the row still says what this operation said, by its actor. */
static const char SQL_UNDOABLE[] =
	"SELECT p.proposal_id, p.version, i.previous_decision,"
	" p.decision = o.decision AND p.decision_source = 'user' AND p.decided_by = o.actor,"
	" i.previous_scope, i.previous_scope_reason"
	" FROM gateway.operation o"
	" JOIN gateway.operation_item i ON i.dealer = o.dealer"
	"  AND i.operation_id = o.operation_id"
	" JOIN gateway.proposal p ON p.dealer = i.dealer AND p.proposal_id = i.proposal_id"
	" WHERE o.operation_id = $1 AND o.list_week = $2 ORDER BY p.proposal_id";

static const char SQL_RECORDED[] =
	"SELECT proposal_id, previous_version, previous_decision, false, NULL, NULL"
	" FROM gateway.operation_item WHERE operation_id = $1 ORDER BY proposal_id";

static const char SQL_CHANGED[] =
	"SELECT jsonb_build_object('id', p.proposal_id, 'version', p.version,"
	" 'previous_decision', i.decision)::text"
	" FROM unnest($1::uuid[], $2::text[]) AS i(id, decision)"
	" JOIN gateway.proposal p ON p.proposal_id = i.id";

static const char SQL_CUSTOMERS[] =
	"SELECT DISTINCT customer_id FROM gateway.proposal"
	" WHERE proposal_id = ANY ($1::uuid[]) ORDER BY customer_id";

static const char SQL_PENDING[] =
	"SELECT count(*) FROM unnest($1::uuid[], $2::bigint[]) AS i(id, version)"
	" WHERE NOT EXISTS (SELECT 1 FROM gateway.proposal p"
	" WHERE p.proposal_id = i.id AND p.version > i.version)";
/* clang-format on */

void bulk_items_done(struct bulk_items *items)
{
	mem_free(items->items);
	*items = (struct bulk_items){ NULL, 0 };
}

static struct bulk_items read_items(const struct rows *rows)
{
	struct bulk_items items = { .count = rows_count(rows) };
	items.items = mem_alloc((items.count + 1) * sizeof(items.items[0]));
	for (size_t i = 0; i < items.count; i++) {
		struct bulk_item *item = &items.items[i];
		item->id = row_uuid(rows, i, 0);
		item->version = row_int(rows, i, 1);
		snprintf(item->decision, sizeof(item->decision), "%s",
			 row_text(rows, i, 2));
		item->touched = row_bool(rows, i, 3);
		snprintf(item->scope, sizeof(item->scope), "%s",
			 row_is_null(rows, i, 4) ? "" : row_text(rows, i, 4));
		snprintf(item->scope_reason, sizeof(item->scope_reason), "%s",
			 row_is_null(rows, i, 5) ? "" : row_text(rows, i, 5));
	}
	return items;
}

int store_bulk_select(struct tx *tx, const struct proposal_filter *filter,
		      const char *decision, int64_t limit, struct bulk_items *ret_items,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SELECT,
		    ARGS(arg_week(filter->week), arg_text(filter->view),
			 arg_instant(tx_now(tx)), arg_text(filter->decision),
			 arg_text(filter->status), arg_text(filter->reason),
			 arg_text(filter->search), arg_text(filter->search_plate),
			 arg_text(decision), arg_int(limit)),
		    &rows, err) < 0)
		return -1;
	*ret_items = read_items(rows);
	return 0;
}

int store_bulk_select_ids(struct tx *tx, struct iso_week week, const char *decision,
			  struct bulk_ids ids, struct bulk_items *ret_items,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SELECT_IDS,
		    ARGS(arg_week(week), arg_texts(ids.ids, ids.count),
			 arg_text(decision)),
		    &rows, err) < 0)
		return -1;
	*ret_items = read_items(rows);
	return 0;
}

/* The columns of items as arrays; free each. */
struct item_arrays {
	const char **ids;
	const char **decisions;
	int64_t *versions;
};

static struct item_arrays arrays_of(const struct bulk_items *items)
{
	size_t count = items->count + 1;
	struct item_arrays arrays = { mem_alloc(count * sizeof(char *)),
				      mem_alloc(count * sizeof(char *)),
				      mem_alloc(count * sizeof(int64_t)) };
	for (size_t i = 0; i < items->count; i++) {
		arrays.ids[i] = items->items[i].id.text;
		arrays.decisions[i] = items->items[i].decision;
		arrays.versions[i] = items->items[i].version;
	}
	return arrays;
}

static void arrays_done(struct item_arrays *arrays)
{
	mem_free(arrays->ids);
	mem_free(arrays->decisions);
	mem_free(arrays->versions);
}

int store_bulk_record(struct tx *tx, const struct bulk_operation *operation,
		      const struct bulk_items *items, struct err *err)
{
	if (tx_run(tx, SQL_RECORD,
		   ARGS(arg_uuid(&operation->id), arg_text(operation->dealer),
			arg_week(operation->week), arg_text(operation->decision),
			arg_text(operation->actor), arg_instant(tx_now(tx))),
		   NULL, err) < 0)
		return -1;
	struct item_arrays arrays = arrays_of(items);
	int result = tx_run(tx, SQL_RECORD_ITEMS,
			    ARGS(arg_text(operation->dealer), arg_uuid(&operation->id),
				 arg_texts(arrays.ids, items->count),
				 arg_texts(arrays.decisions, items->count),
				 arg_ints(arrays.versions, items->count)),
			    NULL, err);
	arrays_done(&arrays);
	return result;
}

/* Splits by the fourth column: kept in place where it is true, moved out where not. */
static struct bulk_items split_untouched(struct bulk_items *items)
{
	struct bulk_items moved = {
		mem_alloc((items->count + 1) * sizeof(struct bulk_item)), 0
	};
	size_t kept = 0;
	for (size_t i = 0; i < items->count; i++) {
		struct bulk_item item = items->items[i];
		if (item.touched)
			items->items[kept++] = item;
		else
			moved.items[moved.count++] = item;
	}
	items->count = kept;
	return moved;
}

int store_bulk_undoable(struct tx *tx, const struct uuid *operation, struct iso_week week,
			struct bulk_items *ret_items, struct bulk_items *ret_moved,
			struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_UNDOABLE, ARGS(arg_uuid(operation), arg_week(week)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no operation %s",
			       operation->text);
	*ret_items = read_items(rows);
	*ret_moved = split_untouched(ret_items);
	return 0;
}

int store_bulk_customers(struct tx *tx, const struct bulk_items *items,
			 struct rows **ret_rows, struct err *err)
{
	struct item_arrays arrays = arrays_of(items);
	int result = tx_rows(tx, SQL_CUSTOMERS, ARGS(arg_texts(arrays.ids, items->count)),
			     ret_rows, err);
	arrays_done(&arrays);
	return result;
}

int store_bulk_pending(struct tx *tx, const struct bulk_items *items,
		       int64_t *ret_pending, struct err *err)
{
	struct item_arrays arrays = arrays_of(items);
	AUTO(rows) *rows = NULL;
	int result = tx_rows(tx, SQL_PENDING,
			     ARGS(arg_texts(arrays.ids, items->count),
				  arg_ints(arrays.versions, items->count)),
			     &rows, err);
	arrays_done(&arrays);
	if (result == 0)
		*ret_pending = row_int(rows, 0, 0);
	return result;
}

int store_bulk_recorded(struct tx *tx, const struct uuid *operation,
			struct bulk_items *ret_items, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_RECORDED, ARGS(arg_uuid(operation)), &rows, err) < 0)
		return -1;
	*ret_items = read_items(rows);
	return 0;
}

int store_bulk_write(struct tx *tx, const struct bulk_items *items, struct strbuf *out,
		     struct err *err)
{
	struct item_arrays arrays = arrays_of(items);
	AUTO(rows) *rows = NULL;
	int result = tx_rows(tx, SQL_CHANGED,
			     ARGS(arg_texts(arrays.ids, items->count),
				  arg_texts(arrays.decisions, items->count)),
			     &rows, err);
	arrays_done(&arrays);
	if (result == 0)
		store_rows_write(rows, 0, out);
	return result;
}
