/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens to a campaign's people: what became of their message, and whether they
 * came. Who comes anyway needs no message that has not left yet.
 */
#include "reminder/campaign/run.h"
#include "reminder/domain/campaign.h"

static const char *status_of(const struct notification_outcome *msg)
{
	switch (msg->outcome) {
	case NOTIFICATION_OUTCOME_OUTCOME_SENT:
		return "sent";
	case NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED:
		return msg->arm == NOTIFICATION_OUTCOME_ARM_HELD_OUT ? "held_out"
								     : "left_out";
	case NOTIFICATION_OUTCOME_OUTCOME_FAILED:
	case NOTIFICATION_OUTCOME_OUTCOME_BOUNCED:
	case NOTIFICATION_OUTCOME_OUTCOME_UNCERTAIN:
	case NOTIFICATION_OUTCOME_OUTCOME_NONE:
		break;
	}
	return "failed";
}

/* Whatever left that was no service: it counts for who is asked next. */
static int note_contact(struct desk *desk, const struct notification_outcome *msg,
			struct err *err)
{
	struct contact_row row = { .intent = uuid_from(msg->intent_id),
				   .customer = uuid_from(msg->customer_id) };

	if (msg->outcome != NOTIFICATION_OUTCOME_OUTCOME_SENT ||
	    msg->purpose == WIRE_PURPOSE_SERVICE || msg->purpose == WIRE_PURPOSE_NONE)
		return 0;
	if (read_instant(msg->at, &row.at, err) < 0)
		return -1;
	return store_contacted_add(desk->tx, desk->dealer, &row, err);
}

int campaign_hear_outcome(struct desk *desk, const struct notification_outcome *msg,
			  struct err *err)
{
	struct member_outcome outcome = {
		.campaign = uuid_from(msg->campaign_id),
		.customer = uuid_from(msg->customer_id),
		.status = status_of(msg),
		.reason = msg->reason && msg->reason[0] ? msg->reason : NULL,
		.cost_cents = msg->cost_cents,
	};
	bool done;

	if (note_contact(desk, msg, err) < 0)
		return -1;
	if (!uuid_is_set(&outcome.campaign))
		return 0;
	if (read_instant(msg->at, &outcome.at, err) < 0 ||
	    store_member_outcome(desk->tx, desk->dealer, &outcome, &done, err) < 0)
		return -1;
	return done ? campaign_tell_soon(desk, &outcome.campaign, err) : 0;
}

static int count_visits(struct desk *desk, const struct uuid *customer, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_members_visited(desk->tx, desk->dealer, customer, CAMPAIGN_VISIT_DAYS,
				  &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid campaign = row_uuid(rows, i, 0);

		if (campaign_tell_soon(desk, &campaign, err) < 0)
			return -1;
	}
	return 0;
}

int campaign_hear_person(struct desk *desk, const struct uuid *customer, struct err *err)
{
	struct civil_date today;
	AUTO(rows) *coming = NULL;

	if (!desk->known || !uuid_is_set(customer))
		return 0;
	today = zone_local(desk->garage.zone, tx_now(desk->tx)).date;
	if (count_visits(desk, customer, err) < 0 ||
	    store_members_coming(desk->tx, desk->dealer, customer, today, &coming, err) <
		    0)
		return -1;
	for (size_t i = 0; i < rows_count(coming); i++) {
		struct campaign_withdrawal gone = { row_text(coming, i, 0),
						    customer->text,
						    row_text(coming, i, 1) };

		if (campaign_withdraw(desk, &gone, err) < 0)
			return -1;
	}
	return 0;
}
