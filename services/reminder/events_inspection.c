/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a saved inspection form advised: kept for its follow-up, which is proposed with
 * the next list, or at once when that list is open already (domain.md 3d-6, 3d-12).
 *
 * A form changes at every stroke of its pen; only what a proposal says of it counts. One
 * without a car or a customer we know has nobody to write to.
 */
#include "reminder/events.h"
#include "reminder/list/advice.h"
#include "reminder/list/cycle.h"
#include "reminder/list/proposal.h"
#include "reminder/read.h"
#include "reminder/store_followup.h"

static bool may_be_followed_up(const struct inspection_state *msg)
{
	return msg->first_saved_at && msg->vehicle_id && msg->customer_id;
}

int reminder_names_of_inspection(struct news *news, const struct inspection_state *msg,
				 struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct uuid customer = uuid_from(msg->customer_id);

	if (!may_be_followed_up(msg))
		return 0;
	return news_name_car(news, msg->dealer, &vehicle, &customer, err);
}

/* Prices that are still being adjusted: look again when the longest wait is over. */
static int wait_for_prices(struct desk *desk, struct followup *followup,
			   struct instant first_saved_at, struct err *err)
{
	if (!desk->known || !followup->prices_open)
		return 0;
	followup->saved_on = zone_local(desk->garage.zone, first_saved_at).date;
	return cycle_add_on(desk, &followup->inspection,
			    civil_add_days(followup->saved_on, FOLLOWUP_WAIT_DAYS), err);
}

int reminder_on_inspection_state(struct news *news, const struct inspection_state *msg,
				 struct err *err)
{
	AUTO(followup) *followup = followup_new();
	struct followup_row row = { .version = msg->version };
	struct uuid digest;
	struct desk *desk;
	bool changed;

	if (!may_be_followed_up(msg))
		return 0;
	advice_hear(msg, followup);
	digest = advice_digest(followup);
	row.digest = digest.text;
	row.is_open = followup_sum(followup).open > 0;
	row.proposal = followup_proposal_id(msg->dealer, &followup->inspection);
	if (read_instant(msg->first_saved_at, &row.first_saved_at, err) < 0 ||
	    store_followup_save(news->tx, msg->dealer, followup, &row, &changed, err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (news_desk(news, msg->dealer, &desk, err) < 0 ||
	    wait_for_prices(desk, followup, row.first_saved_at, err) < 0)
		return -1;
	desk->lines_due = true;
	return news_car(news, msg->dealer, &followup->vehicle, err);
}
