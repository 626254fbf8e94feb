/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Judging a customer's visits against their invitations, and saying what changed.
 */
#include "reminder/list/attribution_inside.h"

#include <stdio.h>
#include <string.h>

#include "gen/say_conversion_recorded.h"

/* A campaign's request has no proposal: it goes by its own id. One about several cars has
 * that of the first. */
static struct uuid intent_of(const struct desk *desk, const struct proposal_row *proposal)
{
	if (uuid_is_set(&proposal->campaign))
		return proposal->id;
	if (uuid_is_set(&proposal->intent))
		return proposal->intent;
	return uuid_named("intent", desk->dealer, proposal->id.text, NULL);
}

int attribution_say(struct desk *desk, const struct conversion_row *row,
		    const struct proposal_row *proposal, const struct visit_row *visit,
		    struct err *err)
{
	char touched[INSTANT_TEXT], week[WEEK_TEXT], day[CIVIL_TEXT];
	struct uuid intent = intent_of(desk, proposal);
	struct conversion_recorded fact = {
		.dealer = desk->dealer,
		.conversion_id = row->id.text,
		.version = row->version,
		.intent_id = intent.text,
		.proposal_id = proposal->id.text,
		.customer_id = proposal->customer.text,
		.vehicle_id = visit->vehicle.text,
		.visit_id = row->visit.text,
		.visit_date = civil_format(visit->date, day),
		.touched_at = instant_format(proposal->sent_at, touched),
		.list_week = week_format(proposal->list_week, week),
		.reason_group = wire_reason_group_of(reason_group_name(proposal->group)),
		.channel = wire_channel_of(row->channel),
		.kind = conversion_recorded_kind_of(conversion_kind_name(row->kind)),
		.value_cents = row->value_cents,
		.flagged = row->flagged,
		.has_flagged = true,
		.voided = row->voided,
		.campaign_id = uuid_is_set(&row->campaign) ? row->campaign.text : NULL,
		.variant = row->variant[0] ? row->variant : NULL,
	};

	return say_conversion_recorded(desk->say, &fact, err);
}

/* Marks load the row afresh: one judgement may touch a proposal twice. */
static int mark_visited(struct desk *desk, const struct conversion_row *conversion,
			struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };

	if (uuid_is_set(&conversion->campaign))
		return 0;
	if (store_proposal_load(desk->tx, desk->dealer, &conversion->proposal, &one,
				err) < 0 ||
	    proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	edit.msg->visit_id = conversion->visit.text;
	edit.msg->visit_value_cents = conversion->value_cents;
	edit.msg->has_visit_value_cents = true;
	return proposal_move(desk, &edit, STAGE_VISITED, "VISITED", err);
}

static int mark_not_visited(struct desk *desk, const struct conversion_row *conversion,
			    struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };

	if (uuid_is_set(&conversion->campaign))
		return 0;
	if (store_proposal_load(desk->tx, desk->dealer, &conversion->proposal, &one,
				err) < 0)
		return -1;
	if (one.rows[0].stage != STAGE_VISITED)
		return 0;
	if (proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	edit.msg->visit_id = NULL;
	edit.msg->has_visit_value_cents = false;
	return proposal_move(desk, &edit, STAGE_SENT, NULL, err);
}

bool attribution_is_same(const struct conversion_row *a, const struct conversion_row *b)
{
	return strcmp(a->proposal.text, b->proposal.text) == 0 && a->kind == b->kind &&
	       a->value_cents == b->value_cents && a->flagged == b->flagged &&
	       a->voided == b->voided && strcmp(a->channel, b->channel) == 0 &&
	       civil_compare(a->came_on, b->came_on) == 0;
}

void attribution_fill(struct conversion_row *row, const struct proposal_row *proposal,
		      const struct visit_row *visit)
{
	row->proposal = proposal->id;
	row->campaign = proposal->campaign;
	row->came_on = visit->date;
	snprintf(row->channel, CHANNEL_TEXT, "%s", proposal->channel);
	snprintf(row->variant, VARIANT_TEXT, "%s", proposal->variant);
}

int attribution_touched(struct desk *desk, const struct conversion_row *row,
			struct proposal_list *ret_one, struct err *err)
{
	if (!uuid_is_set(&row->campaign))
		return store_proposal_load(desk->tx, desk->dealer, &row->proposal,
					   ret_one, err);
	return attribution_load_campaign(desk, &row->proposal, ret_one, err);
}

int attribution_recorded(struct desk *desk, const struct uuid *visit,
			 struct conversion_row *ret_row, bool *ret_any, struct err *err)
{
	struct err why = { .kind = ERR_NONE };

	*ret_any =
		store_conversion_load(desk->tx, desk->dealer, visit, ret_row, &why) == 0;
	if (*ret_any || why.kind == ERR_ABSENT)
		return 0;
	*err = why;
	return -1;
}

static int credit(struct desk *desk, const struct visit_row *visit,
		  const struct conversion *found, const struct touches *touches,
		  struct err *err)
{
	const struct proposal_row *proposal = touches->rows[found->touch];
	struct conversion_row before = { .version = 0 };
	struct conversion_row now = {
		.visit = visit->visit,
		.id = uuid_named("conversion", desk->dealer, visit->visit.text, NULL),
		.kind = found->kind,
		.value_cents = visit->customer_net_cents,
		.flagged = found->flagged,
	};
	bool any;

	attribution_fill(&now, proposal, visit);
	if (attribution_recorded(desk, &visit->visit, &before, &any, err) < 0)
		return -1;
	if (any && attribution_is_same(&before, &now))
		return 0;
	if (any && strcmp(before.proposal.text, now.proposal.text) != 0 &&
	    !before.voided && mark_not_visited(desk, &before, err) < 0)
		return -1;
	now.version = before.version + 1;
	if (store_conversion_save(desk->tx, desk->dealer, &now, err) < 0 ||
	    attribution_say(desk, &now, proposal, visit, err) < 0)
		return -1;
	return mark_visited(desk, &now, err);
}

static int take_credit_back(struct desk *desk, const struct visit_row *visit,
			    struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	struct conversion_row row;
	bool any;

	if (attribution_recorded(desk, &visit->visit, &row, &any, err) < 0)
		return -1;
	if (!any || row.voided)
		return 0;
	row.voided = true;
	row.value_cents = 0;
	row.version++;
	if (attribution_touched(desk, &row, &one, err) < 0 ||
	    store_conversion_save(desk->tx, desk->dealer, &row, err) < 0 ||
	    attribution_say(desk, &row, &one.rows[0], visit, err) < 0)
		return -1;
	return mark_not_visited(desk, &row, err);
}

static int judge_visits(struct desk *desk, const struct visit_list *visits,
			struct bookings *bookings, struct touches *touches,
			struct err *err)
{
	for (size_t i = 0; i < visits->count; i++) {
		const struct visit_row *visit = &visits->visits[i];
		struct came came = bookings_came(desk, bookings, visit);
		struct conversion found = { .kind = CONVERSION_NONE };

		if (!visit->voided)
			found = conversion_find(&came, touches->list, touches->count);
		if (found.kind == CONVERSION_NONE) {
			if (take_credit_back(desk, visit, err) < 0)
				return -1;
			continue;
		}
		if (credit(desk, visit, &found, touches, err) < 0)
			return -1;
		attribution_take(touches, found.touch);
	}
	return 0;
}

/* Visits first: what is left of the invitations may have brought an appointment. */
static int judge(struct desk *desk, const struct uuid *customer, struct touches *touches,
		 struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(sizeof(struct visit_list));
	struct visit_list *visits = memory;
	AUTO(bookings) *bookings = bookings_new();

	if (bookings_load(desk, customer, touches, bookings, err) < 0 ||
	    store_visits_since(desk->tx, desk->dealer, customer,
			       attribution_first_touch(touches), visits, err) < 0 ||
	    judge_visits(desk, visits, bookings, touches, err) < 0)
		return -1;
	return bookings_judge(desk, bookings, touches, err);
}

int attribute_customer(struct desk *desk, const struct uuid *customer, struct err *err)
{
	struct touches touches = { .count = 0 };
	bool any = false;
	int done = 0;

	if (!desk->known || !uuid_is_set(customer))
		return 0;
	/* Most customers of an import were never written to. */
	if (store_proposals_left(desk->tx, desk->dealer, customer, &any, err) < 0)
		return -1;
	if (!any)
		return 0;
	done = attribution_collect(desk, customer, &touches, err);
	if (done == 0 && touches.count > 0)
		done = judge(desk, customer, &touches, err);
	attribution_touches_done(&touches);
	return done;
}

int attribute_gone(struct desk *desk, const struct uuid *visit, struct err *err)
{
	struct visit_row gone = { .visit = *visit };
	struct conversion_row row;
	bool any;

	if (attribution_recorded(desk, visit, &row, &any, err) < 0)
		return -1;
	if (!any || row.voided)
		return 0;
	if (store_visit_load(desk->tx, desk->dealer, visit, &gone, err) < 0)
		return -1;
	return take_credit_back(desk, &gone, err);
}
