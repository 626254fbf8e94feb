/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Persons are drawn a programme and calendar quarter of the garage; the lot itself is
 * notification's, here it is only written down. Whoever was left out and got another
 * marketing message within the days that count stays in the measurement, flagged
 * (domain.md 3d-8).
 */
#include "reminder/list/trial.h"

#include <stdio.h>

#include "reminder/read.h"
#include "reminder/store_trial.h"

#define QUARTER_TEXT 32

static struct civil_date day_of(const struct desk *desk, struct instant at)
{
	if (desk->known)
		return zone_local(desk->garage.zone, at).date;
	return civil_from_days((int32_t)(at.micros / (86400 * MICROS_PER_SECOND)));
}

static int note_draw(struct desk *desk, const struct notification_outcome *msg,
		     struct instant at, struct err *err)
{
	struct civil_date day = day_of(desk, at);
	char quarter[QUARTER_TEXT];
	struct trial_row row = {
		.customer = uuid_from(msg->customer_id),
		.programme = msg->programme,
		.quarter = quarter,
		.arm = notification_outcome_arm_word(msg->arm),
		.drawn_at = at,
		.drawn_on = day,
	};

	snprintf(quarter, sizeof(quarter), "%04d-Q%d", (int)day.year,
		 (int)(day.month - 1) / 3 + 1);
	return store_trial_add(desk->tx, desk->dealer, &row, err);
}

/* A call that reached nobody, or a message that came back, brings no visit. */
static bool is_heard(const struct notification_outcome *msg)
{
	if (msg->outcome != NOTIFICATION_OUTCOME_OUTCOME_SENT)
		return false;
	return msg->channel != WIRE_CHANNEL_PHONE || (msg->has_reached && msg->reached);
}

int trial_touch(struct desk *desk, const struct notification_outcome *msg,
		struct err *err)
{
	struct instant at;

	if (msg->outcome == NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED)
		return 0;
	if (read_instant(msg->at, &at, err) < 0)
		return -1;

	struct touch_row row = {
		.intent = uuid_from(msg->intent_id),
		.customer = uuid_from(msg->customer_id),
		.vehicle = uuid_from(msg->vehicle_id),
		.proposal = uuid_from(msg->proposal_id),
		.campaign = uuid_from(msg->campaign_id),
		.variant = msg->variant,
		.channel = wire_channel_word(msg->channel),
		.group = msg->reason_group ? wire_reason_group_word(msg->reason_group)
					   : NULL,
		.is_heard = is_heard(msg),
		.sent_at = at,
	};

	if (!uuid_is_set(&row.proposal) && !uuid_is_set(&row.campaign))
		return 0;
	return store_touch_save(desk->tx, desk->dealer, &row, err);
}

static bool is_marketing(const struct notification_outcome *msg)
{
	return msg->purpose == WIRE_PURPOSE_REMINDER ||
	       msg->purpose == WIRE_PURPOSE_PROMOTION ||
	       msg->purpose == WIRE_PURPOSE_NEWSLETTER;
}

int trial_note(struct desk *desk, const struct notification_outcome *msg, struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);
	struct instant at;

	if (read_instant(msg->at, &at, err) < 0)
		return -1;
	if (msg->arm && msg->programme && msg->programme[0] &&
	    note_draw(desk, msg, at, err) < 0)
		return -1;
	if (msg->outcome == NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED)
		return 0;
	if (is_heard(msg) && is_marketing(msg) &&
	    store_trial_reached(desk->tx, desk->dealer, &customer, at, err) < 0)
		return -1;
	return trial_touch(desk, msg, err);
}
