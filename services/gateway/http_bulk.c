/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deciding many rows at once, and taking it back. The rows meant are exactly those the
 * user saw: their number and the list's version must still hold (ux.md 3.1).
 */
#include <stdio.h>
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_list.h"
#include "gen/body_decide_bulk.h"
#include "gen/consent_change.h"
#include "gen/week_decide.h"
#include "http/problem.h"

#define ROWS_MOST       5000
#define ROWS_A_COMMAND  1000

#define BULK_ITEMS_AUTO __attribute__((cleanup(bulk_items_done))) struct bulk_items

struct bulk {
	struct gateway *gateway;
	struct request *req;
	struct iso_week week;
	char week_text[WEEK_TEXT];
	struct uuid operation;
	struct command command; /* the last one asked */
	int parts;
	enum command_end end;
};

static int open_bulk(struct bulk *bulk, void *service, struct request *req,
		     struct err *err)
{
	*bulk = (struct bulk){ .gateway = service, .req = req };
	if (request_path_week(req, "week", &bulk->week, err) < 0 ||
	    command_key(req, &bulk->operation, err) < 0)
		return -1;
	week_format(bulk->week, bulk->week_text);
	return 0;
}

/* --- which rows ----------------------------------------------------------------------
 */

static int refuse_changed(struct bulk *bulk, const struct body_decide_bulk *body,
			  size_t count, int64_t version, struct err *err)
{
	char more[200];
	snprintf(more, sizeof(more),
		 "\"difference\":{\"expected_count\":%lld,\"actual_count\":%zu,"
		 "\"list_version\":%lld}",
		 (long long)body->expected_count, count, (long long)version);
	err_set_code(err, ERR_CONFLICT, "LIST_CHANGED",
		     "%zu rows are meant now, %lld were shown", count,
		     (long long)body->expected_count);
	return problem_refuse(bulk->req, err, more);
}

static int select_filtered(struct bulk *bulk, struct tx *tx,
			   const struct body_decide_bulk *body,
			   struct bulk_items *ret_items, struct err *err)
{
	const struct body_decide_bulk_filter *asked = body->filter;
	struct search search = listing_search(asked->search);
	const char *view = body_decide_bulk_filter_view_word(asked->view);
	struct proposal_filter filter = {
		.week = bulk->week,
		.view = view ? view : "all",
		.decision = wire_decision_word(asked->decision),
		.status = body_decide_bulk_filter_status_word(asked->status),
		.reason = asked->reason,
		.search = search.text,
		.search_plate = search.plate,
	};
	if (!body->has_list_version)
		return err_set(err, ERR_INVALID, "/list_version is needed with filter");
	return store_bulk_select(tx, &filter, wire_decision_word(body->decision),
				 ROWS_MOST, ret_items, err);
}

static int select_rows(struct bulk *bulk, struct tx *tx,
		       const struct body_decide_bulk *body, struct bulk_items *ret_items,
		       struct err *err)
{
	int64_t version;
	if ((body->filter != NULL) == (body->ids_count > 0))
		return err_set(err, ERR_INVALID, "/filter or /ids is needed, not both");
	if (store_week_list_version(tx, bulk->week, &version, err) < 0)
		return -1;
	struct bulk_ids ids = { body->ids, body->ids_count };
	int result = body->filter
			     ? select_filtered(bulk, tx, body, ret_items, err)
			     : store_bulk_select_ids(tx, bulk->week,
						     wire_decision_word(body->decision),
						     ids, ret_items, err);
	if (result < 0)
		return -1;
	bool moved = body->has_list_version && body->list_version != version;
	if (moved || (int64_t)ret_items->count != body->expected_count)
		return refuse_changed(bulk, body, ret_items->count, version, err);
	return 0;
}

static void drop_settled(struct bulk_items *items)
{
	size_t kept = 0;
	for (size_t i = 0; i < items->count; i++)
		if (!items->items[i].touched)
			items->items[kept++] = items->items[i];
	items->count = kept;
}

/* The rows of this request: as recorded when it came before, else chosen and recorded. */
static int choose_rows(struct bulk *bulk, const struct body_decide_bulk *body,
		       struct bulk_items *ret_items, struct err *err)
{
	const struct subject *subject = access_subject(bulk->req);
	struct bulk_operation operation = {
		.id = bulk->operation,
		.dealer = subject->dealer,
		.week = bulk->week,
		.decision = wire_decision_word(body->decision),
		.actor = subject->login,
	};
	AUTO(tx) *tx = NULL;
	if (portal_begin(bulk->gateway, bulk->req, &tx, err) < 0 ||
	    store_bulk_recorded(tx, &bulk->operation, ret_items, err) < 0)
		return -1;
	if (ret_items->count > 0)
		return tx_commit(TAKE(tx), err);
	bulk_items_done(ret_items);
	if (select_rows(bulk, tx, body, ret_items, err) < 0)
		return -1;
	drop_settled(ret_items);
	if (store_bulk_record(tx, &operation, ret_items, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* --- asking --------------------------------------------------------------------------
 */

/* The answer that is given to all rows. */
struct bulk_answer {
	enum wire_decision decision;
	enum wire_decision_scope scope; /* of "never" */
	const char *scope_reason;
};

static int ask_part(struct bulk *bulk, const struct bulk_answer *answer,
		    const struct bulk_item *rows, size_t count, struct err *err)
{
	char part[20];
	snprintf(part, sizeof(part), "%d", bulk->parts++);
	struct uuid id = uuid_named("bulk", bulk->operation.text, part, NULL);
	command_begin_part(bulk->gateway, bulk->req, &week_decide_type, &id,
			   &bulk->command);
	struct week_decide_item *items = mem_alloc(count * sizeof(*items));
	for (size_t i = 0; i < count; i++)
		items[i] = (struct week_decide_item){
			.proposal_id = rows[i].id.text,
			.expected_version = rows[i].version,
			.has_expected_version = true,
		};
	struct week_decide msg = {
		COMMAND_FIELDS(&bulk->command),
		.list_week = bulk->week_text,
		.decision = answer->decision,
		.scope = answer->scope,
		.scope_reason = answer->scope_reason,
		.items = items,
		.items_count = count,
	};
	int result =
		command_ask(bulk->gateway, &bulk->command, &msg, &bulk->end, NULL, err);
	mem_free(items);
	return result;
}

/* Each thousand rows are decided all or none. */
static int ask_all(struct bulk *bulk, const struct bulk_answer *answer,
		   const struct bulk_items *items, struct err *err)
{
	for (size_t at = 0; at < items->count; at += ROWS_A_COMMAND) {
		size_t left = items->count - at;
		size_t count = left < ROWS_A_COMMAND ? left : ROWS_A_COMMAND;
		if (ask_part(bulk, answer, items->items + at, count, err) < 0)
			return -1;
		if (bulk->end == COMMAND_PENDING)
			return 0;
	}
	return 0;
}

static int all_visible(struct tx *tx, const void *context, bool *ret_holds,
		       struct err *err)
{
	int64_t pending;
	if (store_bulk_pending(tx, context, &pending, err) < 0)
		return -1;
	*ret_holds = pending == 0;
	return 0;
}

static int wait_for_all(struct bulk *bulk, const struct bulk_items *items,
			struct err *err)
{
	if (items->count == 0 || bulk->end == COMMAND_PENDING)
		return 0;
	return command_wait_until(bulk->gateway, &bulk->command, all_visible, items,
				  &bulk->end, err);
}

/* "Wants no contact" is an objection of each customer (GDPR art. 21). It follows the
 * answers: a list that changed meanwhile makes nobody object. */
static bool is_objection(const struct body_decide_bulk *body)
{
	return body->decision == WIRE_DECISION_NEVER &&
	       body->reason == BODY_DECIDE_BULK_REASON_NO_CONTACT;
}

static int tell_objection(struct bulk *bulk, const char *customer, struct err *err)
{
	struct uuid id = uuid_named("objection", bulk->operation.text, customer, NULL);
	struct command command;
	command_begin_part(bulk->gateway, bulk->req, &consent_change_type, &id, &command);
	struct consent_change msg = {
		COMMAND_FIELDS(&command),
		.customer_id = customer,
		.action = CONSENT_CHANGE_ACTION_OBJECT,
		.evidence = "told the adviser",
	};
	return command_tell(bulk->gateway, &command, &msg, err);
}

static int object_for_all(struct bulk *bulk, const struct bulk_items *items,
			  struct err *err)
{
	AUTO(rows) *customers = NULL;
	AUTO(tx) *tx = NULL;
	if (portal_begin(bulk->gateway, bulk->req, &tx, err) < 0 ||
	    store_bulk_customers(tx, items, &customers, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(customers); i++)
		if (tell_objection(bulk, row_text(customers, i, 0), err) < 0)
			return -1;
	return 0;
}

/* --- answering -----------------------------------------------------------------------
 */

static void write_refused(struct strbuf *out, const struct bulk_items *refused)
{
	for (size_t i = 0; i < refused->count; i++)
		strbuf_addf(out, "%s{\"id\":\"%s\",\"code\":\"DECIDED_SINCE\"}",
			    i ? "," : "", refused->items[i].id.text);
}

static int reply_bulk(struct bulk *bulk, struct reply *reply,
		      const struct bulk_items *items, const struct bulk_items *refused,
		      struct err *err)
{
	struct strbuf *out = reply_body(reply);
	int64_t version;
	if (bulk->end == COMMAND_PENDING && items->count > 0)
		return command_reply_pending(&bulk->command, reply);
	AUTO(tx) *tx = NULL;
	strbuf_addf(out, "{\"operation_id\":\"%s\",\"changed\":[", bulk->operation.text);
	if (portal_begin(bulk->gateway, bulk->req, &tx, err) < 0 ||
	    store_bulk_write(tx, items, out, err) < 0 ||
	    store_week_list_version(tx, bulk->week, &version, err) < 0)
		return -1;
	strbuf_add(out, "],\"refused\":[");
	write_refused(out, refused);
	strbuf_addf(out, "],\"list_version\":%lld}", (long long)version);
	return tx_commit(TAKE(tx), err);
}

/* A colleague was first with one of the rows: none of them was decided. */
static int refuse_moved(struct bulk *bulk, const struct body_decide_bulk *body,
			const struct bulk_items *items, struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (strcmp(err->code, "VERSION_CONFLICT") != 0)
		return -1;
	if (portal_begin(bulk->gateway, bulk->req, &tx, err) < 0 ||
	    store_week_list_version(tx, bulk->week, &version, err) < 0)
		return -1;
	return refuse_changed(bulk, body, items->count, version, err);
}

int http_decide_bulk(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	BULK_ITEMS_AUTO items = { NULL, 0 };
	struct bulk_items nobody = { NULL, 0 };
	struct bulk bulk;
	const void *msg;
	if (request_msg(req, &body_decide_bulk_type, &msg, err) < 0 ||
	    open_bulk(&bulk, service, req, err) < 0)
		return -1;
	const struct body_decide_bulk *body = msg;
	if (choose_rows(&bulk, body, &items, err) < 0)
		return -1;
	struct bulk_answer answer = {
		.decision = body->decision,
		.scope = body->scope,
		.scope_reason = body_decide_bulk_reason_word(body->reason),
	};
	if (ask_all(&bulk, &answer, &items, err) < 0)
		return refuse_moved(&bulk, body, &items, err);
	if (is_objection(body) && object_for_all(&bulk, &items, err) < 0)
		return -1;
	if (wait_for_all(&bulk, &items, err) < 0)
		return -1;
	return reply_bulk(&bulk, reply, &items, &nobody, err);
}

/* --- undo ----------------------------------------------------------------------------
 */

static int find_undoable(struct bulk *bulk, struct bulk_items *ret_items,
			 struct bulk_items *ret_moved, struct err *err)
{
	struct uuid operation;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(bulk->req, "id", &operation, err) < 0 ||
	    portal_begin(bulk->gateway, bulk->req, &tx, err) < 0 ||
	    store_bulk_undoable(tx, &operation, bulk->week, ret_items, ret_moved, err) <
		    0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* Rows that get the same answer back as items[from] are moved behind it; their number. */
static size_t gather_alike(struct bulk_items *items, size_t from)
{
	const struct bulk_item first = items->items[from];
	size_t end = from + 1;
	for (size_t i = end; i < items->count; i++) {
		struct bulk_item item = items->items[i];
		if (strcmp(item.decision, first.decision) != 0 ||
		    strcmp(item.scope, first.scope) != 0 ||
		    strcmp(item.scope_reason, first.scope_reason) != 0)
			continue;
		items->items[i] = items->items[end];
		items->items[end++] = item;
	}
	return end - from;
}

/* Each row goes back to what it was, a "never" with what it covered: one command for all
 * that get the same answer. */
static int ask_back(struct bulk *bulk, struct bulk_items *items, struct err *err)
{
	size_t count;
	for (size_t at = 0; at < items->count; at += count) {
		count = gather_alike(items, at);
		const struct bulk_item *first = &items->items[at];
		struct bulk_items group = { items->items + at, count };
		struct bulk_answer answer = {
			.decision = wire_decision_of(first->decision),
			.scope = wire_decision_scope_of(first->scope),
			.scope_reason =
				first->scope_reason[0] ? first->scope_reason : NULL,
		};
		if (ask_all(bulk, &answer, &group, err) < 0)
			return -1;
		if (bulk->end == COMMAND_PENDING)
			return 0;
	}
	return 0;
}

int http_undo_bulk(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	BULK_ITEMS_AUTO items = { NULL, 0 };
	BULK_ITEMS_AUTO moved = { NULL, 0 };
	struct bulk bulk;
	if (open_bulk(&bulk, service, req, err) < 0 ||
	    find_undoable(&bulk, &items, &moved, err) < 0 ||
	    ask_back(&bulk, &items, err) < 0 || wait_for_all(&bulk, &items, err) < 0)
		return -1;
	return reply_bulk(&bulk, reply, &items, &moved, err);
}
