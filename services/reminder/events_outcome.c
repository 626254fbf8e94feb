/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of an invitation that was asked for.
 *
 * Outcomes only move forward: sent, then perhaps bounced. A visit that was heard before
 * the outcome is credited now.
 */
#include "reminder/campaign/campaign.h"
#include "reminder/events.h"
#include "reminder/lead/lead.h"
#include "reminder/list/proposal.h"
#include "reminder/list/trial.h"
#include "reminder/read.h"

static enum stage stage_of(enum notification_outcome_outcome outcome)
{
	switch (outcome) {
	case NOTIFICATION_OUTCOME_OUTCOME_SENT:
		return STAGE_SENT;
	case NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED:
		return STAGE_SUPPRESSED;
	case NOTIFICATION_OUTCOME_OUTCOME_FAILED:
	case NOTIFICATION_OUTCOME_OUTCOME_BOUNCED:
	case NOTIFICATION_OUTCOME_OUTCOME_UNCERTAIN:
	case NOTIFICATION_OUTCOME_OUTCOME_NONE:
		break;
	}
	return STAGE_FAILED;
}

static const char *reason_of(const struct notification_outcome *msg)
{
	if (msg->reason && msg->reason[0])
		return msg->reason;
	switch (msg->outcome) {
	case NOTIFICATION_OUTCOME_OUTCOME_UNCERTAIN:
		return "UNCERTAIN";
	case NOTIFICATION_OUTCOME_OUTCOME_BOUNCED:
		return "BOUNCED";
	case NOTIFICATION_OUTCOME_OUTCOME_FAILED:
		return "FAILED";
	case NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED:
	case NOTIFICATION_OUTCOME_OUTCOME_SENT:
	case NOTIFICATION_OUTCOME_OUTCOME_NONE:
		break;
	}
	return NULL;
}

static bool moves_forward(enum stage from, enum stage to)
{
	if (from == STAGE_RELEASED)
		return true;
	/* One channel failed and the next one reached them. */
	if (from == STAGE_FAILED && to == STAGE_SENT)
		return true;
	return from == STAGE_SENT && to == STAGE_FAILED;
}

static int note_outcome(struct desk *desk, const struct notification_outcome *msg,
			struct proposal_row *row, struct err *err)
{
	EDIT_AUTO edit = { .msg = NULL };
	enum stage stage = stage_of(msg->outcome);

	if (!moves_forward(row->stage, stage))
		return 0;
	if (proposal_open(row, &edit, err) < 0)
		return -1;
	if (stage == STAGE_SENT) {
		if (read_instant(msg->at, &row->sent_at, err) < 0)
			return -1;
		edit.msg->sent_at = msg->at;
	}
	return proposal_move(desk, &edit, stage, reason_of(msg), err);
}

/* What it means for one proposal of the message. */
static int hear_one(struct news *news, struct desk *desk,
		    const struct notification_outcome *msg, struct err *err)
{
	struct uuid id = uuid_from(msg->proposal_id);
	PROPOSALS_AUTO one = { .count = 0 };
	struct err why = { .kind = ERR_NONE };
	struct uuid customer;

	if (store_proposal_load(news->tx, msg->dealer, &id, &one, &why) < 0) {
		if (why.kind == ERR_ABSENT)
			return 0;
		*err = why;
		return -1;
	}
	/* A prospect who came meanwhile is a customer by another id. */
	customer = one.rows[0].customer;
	if (note_outcome(desk, msg, &one.rows[0], err) < 0)
		return -1;
	if (msg->outcome == NOTIFICATION_OUTCOME_OUTCOME_SENT &&
	    lead_hear_sent(desk, &customer, err) < 0)
		return -1;
	return news_guest(news, msg->dealer, &customer, err);
}

/* The other cars of the message, each as if it had been its own: what reached the person
 * touched each of them. */
static int hear_others(struct news *news, struct desk *desk,
		       const struct notification_outcome *msg, struct err *err)
{
	for (size_t i = 0; i < msg->others_count; i++) {
		const struct notification_outcome_other *other = &msg->others[i];
		struct uuid own =
			uuid_named("intent", msg->dealer, other->proposal_id, NULL);
		struct notification_outcome one = *msg;

		one.intent_id = own.text;
		one.proposal_id = other->proposal_id;
		one.vehicle_id = other->vehicle_id;
		one.reason_group = other->reason_group;
		one.step = other->step;
		one.has_step = other->has_step;
		if (trial_touch(desk, &one, err) < 0 ||
		    hear_one(news, desk, &one, err) < 0)
			return -1;
	}
	return 0;
}

int reminder_on_notification_outcome(struct news *news,
				     const struct notification_outcome *msg,
				     struct err *err)
{
	struct uuid id = uuid_from(msg->proposal_id);
	struct uuid customer = uuid_from(msg->customer_id);
	struct desk *desk;

	if (news_desk(news, msg->dealer, &desk, err) < 0 ||
	    campaign_hear_outcome(desk, msg, err) < 0 || trial_note(desk, msg, err) < 0)
		return -1;
	/* Messages that neither a proposal nor a campaign asked for bring no visit. */
	if (!uuid_is_set(&id))
		return msg->campaign_id ? news_guest(news, msg->dealer, &customer, err)
					: 0;
	if (hear_one(news, desk, msg, err) < 0)
		return -1;
	return hear_others(news, desk, msg, err);
}
