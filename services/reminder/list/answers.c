/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One answer: allowed or not, applied, remembered in the trail, and, for "never", kept
 * as a suppression that no import can undo. Taking a "never" back lifts what it left.
 */
#include "reminder/list/answers.h"

#include <string.h>

#include "reminder/list/cycle.h"
#include "reminder/list/forecast.h"

static int lock_list_of(struct desk *desk, struct iso_week week, bool *ret_closed,
			struct err *err)
{
	struct week_row row;

	if (desk->known && week_compare(week, desk->week) == 0 &&
	    desk_lock_list(desk, err) < 0)
		return -1;
	if (store_week_lock(desk->tx, desk->dealer, week, &row, err) < 0)
		return -1;
	*ret_closed = row.closed;
	return 0;
}

static int allow(struct desk *desk, const struct answer_request *request,
		 const struct proposal_row *row, struct err *err)
{
	struct standing now = { row->decision, row->source, row->stage, row->version };
	struct week_times times;

	if (!desk->known)
		return err_set(err, ERR_LATER, "dealer %s is not known yet",
			       desk->dealer);
	if (request->list_week.year != 0 &&
	    week_compare(request->list_week, row->list_week) != 0)
		return err_set_code(err, ERR_INVALID, "OTHER_LIST",
				    "proposal %s stands on another list", row->id.text);
	times = week_times_of(row->list_week, desk->garage.zone);
	return decision_allow(&now, &times, request->received_at,
			      request->expected_version, err);
}

static const char *scope_word(const struct answer_request *request)
{
	enum wire_decision_scope scope = request->scope;

	if (request->decision != DECISION_NEVER)
		return NULL;
	return wire_decision_scope_word(
		scope == WIRE_DECISION_SCOPE_NONE ? WIRE_DECISION_SCOPE_CUSTOMER : scope);
}

static int suppress(struct desk *desk, const struct answer_request *request,
		    const struct proposal_row *row, struct err *err)
{
	const char *scope = scope_word(request);
	bool by_vehicle = strcmp(scope, "vehicle") == 0;
	struct suppression_row suppression = {
		.scope = scope,
		.subject = by_vehicle ? row->vehicle : row->customer,
		.detail = "",
		.proposal = row->id,
		.reason = request->scope_reason,
		.actor = request->actor,
		.since = tx_now(desk->tx),
	};

	if (strcmp(scope, "channel") == 0)
		suppression.detail = "email";
	if (strcmp(scope, "reason") == 0)
		suppression.detail = reason_group_name(row->group);
	return store_suppression_add(desk->tx, desk->dealer, &suppression, err);
}

static int lift(struct desk *desk, const struct answer_request *request, struct err *err)
{
	struct lift lifted = { .actor = request->actor, .at = tx_now(desk->tx) };

	return store_suppression_lift(desk->tx, desk->dealer, &request->proposal, &lifted,
				      err);
}

static int write_trail(struct desk *desk, const struct answer_request *request,
		       const struct standing *before, const struct proposal_row *row,
		       struct err *err)
{
	struct change_row change = {
		.proposal = row->id,
		.version = row->version,
		.at = tx_now(desk->tx),
		.received_at = request->received_at,
		.actor = request->actor,
		.old_decision = before->decision,
		.new_decision = row->decision,
		.old_stage = before->stage,
		.new_stage = row->stage,
		.scope = scope_word(request),
		.reason = request->scope_reason,
	};

	return store_change_add(desk->tx, desk->dealer, &change, err);
}

/* An answer received in time and handled after the freeze: its invitation still goes. */
static int catch_up(struct desk *desk, const struct proposal_row *row, struct err *err)
{
	if (row->stage != STAGE_FROZEN || row->decision != DECISION_YES)
		return 0;
	return release_schedule(desk, row->list_week, row->slot, err);
}

static int apply(struct desk *desk, const struct answer_request *request,
		 struct proposal_edit *edit, bool closed, struct err *err)
{
	struct proposal_row *row = edit->row;
	struct standing next = decision_apply(&edit->before, request->decision);
	const char *scope = scope_word(request);
	char at[INSTANT_TEXT];

	edit->msg->previous_decision = wire_decision_of(decision_name(row->decision));
	edit->msg->decided_by = request->actor;
	edit->msg->decided_at = instant_format(tx_now(desk->tx), at);
	edit->msg->scope =
		scope ? wire_decision_scope_of(scope) : WIRE_DECISION_SCOPE_NONE;
	edit->msg->scope_reason = scope ? request->scope_reason : NULL;
	row->decision = next.decision;
	row->source = next.source;
	if (next.stage == row->stage)
		return proposal_put(desk, edit, err);
	if (closed)
		next.stage = STAGE_FROZEN;
	return proposal_move(desk, edit, next.stage, PROPOSAL_OVERRULED, err);
}

/* A "never" reaches the customer's other lines, and taking it back brings them again. */
static int spread(struct desk *desk, const struct proposal_row *row, struct err *err)
{
	if (!desk->has_list || desk->list.closed)
		return 0;
	return forecast_customer(desk, &row->customer, err);
}

int answer_give(struct desk *desk, const struct answer_request *request,
		int64_t *ret_version, struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };
	struct standing before;
	struct iso_week week;
	bool closed;

	if (store_proposal_week(desk->tx, desk->dealer, &request->proposal, &week, err) <
		    0 ||
	    lock_list_of(desk, week, &closed, err) < 0 ||
	    store_proposal_load(desk->tx, desk->dealer, &request->proposal, &one, err) <
		    0 ||
	    allow(desk, request, &one.rows[0], err) < 0 ||
	    proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	before = edit.before;
	if (before.decision == DECISION_NEVER && lift(desk, request, err) < 0)
		return -1;
	if (apply(desk, request, &edit, closed, err) < 0 ||
	    write_trail(desk, request, &before, &one.rows[0], err) < 0 ||
	    catch_up(desk, &one.rows[0], err) < 0)
		return -1;
	*ret_version = one.rows[0].version;
	if (request->decision == DECISION_NEVER &&
	    suppress(desk, request, &one.rows[0], err) < 0)
		return -1;
	if (request->decision == DECISION_NEVER || before.decision == DECISION_NEVER)
		return spread(desk, &one.rows[0], err);
	return 0;
}

int answers_forget(struct desk *desk, const struct uuid *customer, struct err *err)
{
	PROPOSALS_AUTO worded = { .count = 0 };

	if (desk_lock_list(desk, err) < 0 ||
	    store_proposals_worded(desk->tx, desk->dealer, customer, &worded, err) < 0)
		return -1;
	for (size_t i = 0; i < worded.count; i++) {
		EDIT_AUTO edit = { .msg = NULL };

		if (proposal_open(&worded.rows[i], &edit, err) < 0)
			return -1;
		edit.msg->scope_reason = NULL;
		if (proposal_put(desk, &edit, err) < 0)
			return -1;
	}
	return 0;
}
