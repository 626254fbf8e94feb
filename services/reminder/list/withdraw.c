/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The car's released proposals get the look of their release again. Saying it twice does
 * no harm: the command has the name of the request and of the reason.
 */
#include "reminder/list/withdraw.h"

#include <string.h>

#include "gen/say_notification_withdraw.h"
#include "reminder/list/cycle.h"

#define ACTOR "reminder"

bool withdraw_is_likely(const struct car *car)
{
	for (size_t i = 0; i < car->past_count; i++) {
		if (car->past[i].stage == STAGE_RELEASED)
			return true;
	}
	return false;
}

/* Consent and addresses are the sender's own business; it knows them better. */
static bool is_ours(const char *hold)
{
	static const char *const theirs[] = { "ERASED",          "NO_CONSENT",
					      "DO_NOT_CONTACT",  "NO_ADDRESS",
					      "ADDRESS_BOUNCES", "GARAGE_INACTIVE" };

	for (size_t i = 0; hold && i < COUNT_OF(theirs); i++) {
		if (strcmp(hold, theirs[i]) == 0)
			return false;
	}
	return hold != NULL;
}

static int say_withdraw(struct desk *desk, const struct proposal_row *row,
			const char *reason, struct err *err)
{
	/* Of a message about several cars only this one is taken out. */
	bool shared = uuid_is_set(&row->intent);
	struct uuid intent = shared ? row->intent
				    : uuid_named("intent", desk->dealer, row->id.text,
						 NULL);
	struct uuid command = uuid_named("withdraw", intent.text, reason,
					 shared ? row->id.text : NULL, NULL);
	char at[INSTANT_TEXT];
	struct notification_withdraw withdraw = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = ACTOR,
		.received_at = instant_format(tx_now(desk->tx), at),
		.customer_id = row->customer.text,
		.intent_id = intent.text,
		.reason = reason,
		.proposal_id = shared ? row->id.text : NULL,
	};

	return say_notification_withdraw(desk->say, &withdraw, err);
}

static int look_at(struct desk *desk, const struct car *car, const struct uuid *id,
		   struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	const char *hold = NULL;

	if (store_proposal_load(desk->tx, desk->dealer, id, &one, err) < 0)
		return -1;
	if (one.rows[0].stage != STAGE_RELEASED)
		return 0;
	if (release_recheck(desk, car, &one.rows[0], &hold, err) < 0)
		return -1;
	return is_ours(hold) ? say_withdraw(desk, &one.rows[0], hold, err) : 0;
}

int withdraw_note(struct desk *desk, const struct car *car, struct err *err)
{
	for (size_t i = 0; i < car->past_count; i++) {
		const struct past_proposal *past = &car->past[i];

		if (past->stage == STAGE_RELEASED &&
		    look_at(desk, car, &past->id, err) < 0)
			return -1;
	}
	return 0;
}
