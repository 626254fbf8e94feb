/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What users ask: answers to proposals, one or many at once, corrections of the facts a
 * prediction rests on, and a customer's "not my car".
 */
#include <string.h>

#include "base/json_out.h"
#include "base/mem.h"
#include "reminder/events.h"
#include "reminder/list/answers.h"
#include "reminder/list/forecast.h"
#include "reminder/read.h"
#include "reminder/store_hold.h"

#define MAX_RESULT ((size_t)200000)

static void answer_with(struct answer *ret_answer, const struct uuid *aggregate,
			int64_t version)
{
	ret_answer->aggregate = *aggregate;
	ret_answer->version = version;
}

int reminder_on_proposal_decide(struct reminder *svc, struct tx *tx,
				const struct proposal_decide *msg, struct outbox *say,
				struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct answer_request given = {
		.proposal = uuid_from(msg->proposal_id),
		.decision = decision_from(wire_decision_word(msg->decision)),
		.scope = msg->scope,
		.scope_reason = msg->scope_reason,
		.actor = msg->actor,
		.expected_version = msg->has_expected_version ? msg->expected_version : 0,
	};
	struct asked asked = { &msg->proposal_id, 1, given.decision == DECISION_NEVER };
	struct desk desk;
	int64_t version;

	if (read_instant(msg->received_at, &given.received_at, err) < 0 ||
	    desk_open(&request, &desk, err) < 0 ||
	    store_vehicles_hold_asked(tx, msg->dealer, &asked, err) < 0 ||
	    answer_give(&desk, &given, &version, err) < 0 || desk_close(&desk, err) < 0)
		return -1;
	answer_with(ret_answer, &given.proposal, version);
	return 0;
}

static void write_item(struct json_out *out, const char *id, int64_t version)
{
	json_out_open_object(out, NULL);
	json_out_text(out, "proposal_id", id);
	json_out_int(out, "version", version);
	json_out_close_object(out);
}

static int answer_items(struct desk *desk, const struct week_decide *msg,
			struct answer_request *given, struct json_out *out,
			struct answer *ret_answer, struct err *err)
{
	for (size_t i = 0; i < msg->items_count; i++) {
		const struct week_decide_item *item = &msg->items[i];
		int64_t version;

		given->proposal = uuid_from(item->proposal_id);
		given->expected_version =
			item->has_expected_version ? item->expected_version : 0;
		if (answer_give(desk, given, &version, err) < 0)
			return err_prefix(err, "proposal %s: ", item->proposal_id);
		write_item(out, item->proposal_id, version);
		answer_with(ret_answer, &given->proposal, version);
	}
	return 0;
}

/* Cars before lists, as everybody takes them. */
static int hold_cars(struct tx *tx, const struct week_decide *msg, struct err *err)
{
	size_t count = msg->items_count;
	AUTO_BYTES *memory = mem_alloc((count + 1) * sizeof(char *));
	const char **ids = memory;

	for (size_t i = 0; i < count; i++)
		ids[i] = msg->items[i].proposal_id;
	return store_vehicles_hold_asked(
		tx, msg->dealer,
		&(struct asked){ ids, count, msg->decision == WIRE_DECISION_NEVER }, err);
}

int reminder_on_week_decide(struct reminder *svc, struct tx *tx,
			    const struct week_decide *msg, struct outbox *say,
			    struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct answer_request given = {
		.decision = decision_from(wire_decision_word(msg->decision)),
		.scope = msg->scope,
		.scope_reason = msg->scope_reason,
		.actor = msg->actor,
	};
	STRBUF_AUTO result = strbuf_new(MAX_RESULT);
	struct json_out out = json_out_into(&result);
	struct desk desk;

	if (read_instant(msg->received_at, &given.received_at, err) < 0 ||
	    week_parse(msg->list_week, &given.list_week, err) < 0 ||
	    hold_cars(tx, msg, err) < 0 || desk_open(&request, &desk, err) < 0)
		return -1;
	json_out_open_object(&out, NULL);
	json_out_open_array(&out, "items");
	if (answer_items(&desk, msg, &given, &out, ret_answer, err) < 0 ||
	    desk_close(&desk, err) < 0)
		return -1;
	json_out_close_array(&out);
	json_out_close_object(&out);
	if (strbuf_check(&result, err) < 0)
		return -1;
	ret_answer->json = strbuf_take(&result);
	return 0;
}

static int correct(struct tx *tx, const struct vehicle_correct *msg,
		   const struct correction_row *row, struct err *err)
{
	struct visit_odometer right = { row->visit, row->odometer_km };

	switch (msg->kind) {
	case VEHICLE_CORRECT_KIND_ODOMETER:
		return store_visit_odometer(tx, msg->dealer, &row->vehicle, &right, err);
	case VEHICLE_CORRECT_KIND_NOT_SERVICE:
		return store_visit_not_service(tx, msg->dealer, &row->vehicle,
					       &row->visit, err);
	case VEHICLE_CORRECT_KIND_INTERVAL:
		if (row->interval_months == 0 && row->interval_km == 0)
			return err_set_code(err, ERR_INVALID, "NO_INTERVAL",
					    "an interval needs months or km");
		return store_vehicle_interval(tx, msg->dealer, &row->vehicle,
					      row->interval_months, row->interval_km,
					      err);
	case VEHICLE_CORRECT_KIND_NONE:
		break;
	}
	return err_set(err, ERR_INVALID, "nothing to correct");
}

/* The newest version of a line that shows the correction, if one stands on a list. */
static int find_shown(struct desk *desk, const struct uuid *vehicle,
		      struct answer *ret_answer, struct err *err)
{
	PROPOSALS_AUTO list = { .count = 0 };

	if (store_proposals_of_vehicle(desk->tx, desk->dealer, vehicle, &list, err) < 0)
		return -1;
	for (size_t i = 0; i < list.count; i++)
		if (list.rows[i].stage == STAGE_OPEN ||
		    list.rows[i].stage == STAGE_REMOVED)
			answer_with(ret_answer, &list.rows[i].id, list.rows[i].version);
	return 0;
}

int reminder_on_vehicle_correct(struct reminder *svc, struct tx *tx,
				const struct vehicle_correct *msg, struct outbox *say,
				struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct correction_row row = {
		.command = uuid_from(msg->command_id),
		.vehicle = uuid_from(msg->vehicle_id),
		.visit = uuid_from(msg->visit_id),
		.kind = vehicle_correct_kind_word(msg->kind),
		.actor = msg->actor,
		.at = tx_now(tx),
		.odometer_km = msg->has_odometer_km ? msg->odometer_km : -1,
		.interval_months = msg->has_interval_months ? msg->interval_months : 0,
		.interval_km = msg->has_interval_km ? msg->interval_km : 0,
	};
	struct desk desk;

	if (desk_open(&request, &desk, err) < 0 ||
	    store_vehicles_lock(tx, msg->dealer, &msg->vehicle_id, 1, err) < 0 ||
	    correct(tx, msg, &row, err) < 0 ||
	    store_correction_add(tx, msg->dealer, &row, err) < 0 ||
	    forecast_vehicle(&desk, &row.vehicle, err) < 0 ||
	    find_shown(&desk, &row.vehicle, ret_answer, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

/* What the customer said of the car stands under this name, as if it were an answer. */
static int disown(struct tx *tx, const struct vehicle_disown *msg, struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct suppression_row row = {
		.scope = "vehicle",
		.subject = vehicle,
		.detail = "",
		.proposal = uuid_named("disowned", msg->dealer, vehicle.text,
				       msg->customer_id, NULL),
		.reason = "sold",
		.actor = msg->actor,
		.customer = uuid_from(msg->customer_id),
	};

	if (read_instant(msg->received_at, &row.since, err) < 0)
		return -1;
	if (msg->undone)
		return store_suppression_lift(tx, msg->dealer, &row.proposal,
					      &(struct lift){ msg->actor, row.since },
					      err);
	return store_suppression_add(tx, msg->dealer, &row, err);
}

int reminder_on_vehicle_disown(struct reminder *svc, struct tx *tx,
			       const struct vehicle_disown *msg, struct outbox *say,
			       struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct desk desk;

	if (desk_open(&request, &desk, err) < 0 ||
	    store_vehicles_lock(tx, msg->dealer, &msg->vehicle_id, 1, err) < 0 ||
	    disown(tx, msg, err) < 0 || forecast_vehicle(&desk, &vehicle, err) < 0 ||
	    find_shown(&desk, &vehicle, ret_answer, err) < 0)
		return -1;
	return desk_close(&desk, err);
}
