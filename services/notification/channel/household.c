/* SPDX-License-Identifier: Apache-2.0 */
/* Which cars stay in a message, and what is said of those that do not. */
#include "notification/channel/household.h"

#include <string.h>

#include "gen/say_notification_outcome.h"
#include "notification/domain/cap.h"
#include "notification/store_household.h"

/* Columns of store_household_outcome. */
enum outcome_column { SEQUENCE, DEALER, CUSTOMER, PURPOSE, CHANNEL, TEMPLATE, PROGRAMME };

static const char *held_of(const struct rows *rows, size_t row)
{
	const char *group = row_text(rows, row, HOUSEHOLD_GROUP);

	if (!row_is_null(rows, row, HOUSEHOLD_HELD))
		return row_text(rows, row, HOUSEHOLD_HELD);
	if (group && row_int(rows, row, HOUSEHOLD_LADDER) >= cap_ladder(group))
		return "LADDER_DONE";
	return NULL;
}

static int say_dropped(struct tx *tx, const struct rows *rows, size_t row,
		       struct outbox *say, struct err *err)
{
	AUTO(rows) *of = NULL;
	char at[INSTANT_TEXT];

	if (store_household_outcome(tx, row_text(rows, row, HOUSEHOLD_INTENT), &of, err) <
	    0)
		return -1;
	struct notification_outcome outcome = {
		.intent_id = row_text(rows, row, HOUSEHOLD_INTENT),
		.sequence = row_int(of, 0, SEQUENCE),
		.dealer = row_text(of, 0, DEALER),
		.customer_id = row_text(of, 0, CUSTOMER),
		.proposal_id = row_text(rows, row, HOUSEHOLD_PROPOSAL),
		.vehicle_id = row_text(rows, row, HOUSEHOLD_VEHICLE),
		.purpose = wire_purpose_of(row_text(of, 0, PURPOSE)),
		.channel = wire_channel_of(row_text(of, 0, CHANNEL)),
		.outcome = NOTIFICATION_OUTCOME_OUTCOME_SUPPRESSED,
		.reason = held_of(rows, row),
		.at = instant_format(tx_now(tx), at),
		.template = row_text(of, 0, TEMPLATE),
		.programme = row_text(of, 0, PROGRAMME),
		.reason_group =
			wire_reason_group_of(row_text(rows, row, HOUSEHOLD_GROUP)),
	};

	return say_notification_outcome(say, &outcome, err);
}

/* The cars of one message lie together, from..until; the first of them stands for all
 * when none is left. */
static int thin_one(struct tx *tx, const struct rows *rows, size_t from, size_t until,
		    struct outbox *say, struct err *err)
{
	size_t keeps = from;

	while (keeps < until && held_of(rows, keeps))
		keeps++;
	if (keeps == until)
		keeps = from;
	for (size_t i = until; i-- > from;) {
		struct household_drop drop = {
			.intent = row_text(rows, i, HOUSEHOLD_INTENT),
			.place = row_int(rows, i, HOUSEHOLD_PLACE),
			.next = row_int(rows, keeps, HOUSEHOLD_PLACE),
		};

		if (i == keeps || !held_of(rows, i))
			continue;
		if (store_household_drop(tx, &drop, err) < 0 ||
		    say_dropped(tx, rows, i, say, err) < 0)
			return -1;
	}
	return 0;
}

static size_t end_of(const struct rows *rows, size_t from)
{
	const char *intent = row_text(rows, from, HOUSEHOLD_INTENT);
	size_t until = from + 1;

	while (until < rows_count(rows) &&
	       strcmp(row_text(rows, until, HOUSEHOLD_INTENT), intent) == 0)
		until++;
	return until;
}

int household_thin(struct tx *tx, const char *const *intents, size_t count,
		   struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_household_cars(tx, intents, count, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i = end_of(rows, i))
		if (thin_one(tx, rows, i, end_of(rows, i), say, err) < 0)
			return -1;
	return 0;
}

int household_look(struct tx *tx, const char *const *intents, size_t count,
		   const struct household_late *late, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_household_cars(tx, intents, count, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		/* How often is judged before it leaves, once. */
		const char *held = row_text(rows, i, HOUSEHOLD_HELD);

		if (!row_is_null(rows, i, HOUSEHOLD_HELD) &&
		    late->late(late->context, row_text(rows, i, HOUSEHOLD_INTENT), held,
			       err) < 0)
			return -1;
	}
	return 0;
}
