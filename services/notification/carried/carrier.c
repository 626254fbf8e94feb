/* SPDX-License-Identifier: Apache-2.0 */
/* Who carries what, and how a contact gets into their hands: inside the transaction that
 * let it pass. */
#include "notification/carried/carried.h"

#include <string.h>

#include "gen/say_contact_handed.h"
#include "notification/print/print.h"

bool carried_by(const struct contact *contact, enum channel channel,
		struct uuid *ret_connector)
{
	const char *name = channel_name(channel);
	size_t len = strlen(name);

	if (!contact->facts.is_marketing)
		return false;
	for (const char *at = contact->carriers; at && *at;) {
		size_t entry = strcspn(at, ",");

		if (strncmp(at, name, len) == 0 && at[len] == '=' &&
		    entry == len + UUID_TEXT) {
			memcpy(ret_connector->text, at + len + 1, UUID_TEXT - 1);
			ret_connector->text[UUID_TEXT - 1] = '\0';
			return true;
		}
		at += entry + (at[entry] == ',');
	}
	return false;
}

static bool always(const struct notification *svc)
{
	(void)svc;
	return true;
}

/* No longer than the contact lives. */
static struct instant end_of(const struct contact *contact, struct instant now)
{
	struct instant until = instant_add_seconds(now, CARRIED_HOURS * 3600);
	struct instant lives = contact->facts.not_after;
	bool sooner = instant_is_set(lives) && instant_compare(lives, until) < 0;

	return sooner ? lives : until;
}

static int say_handed(const struct carried_row *row, const struct contact *contact,
		      struct outbox *say, struct err *err)
{
	char until[INSTANT_TEXT];
	const struct letter *letter = &contact->letter;
	struct contact_handed handed = {
		.dealer = row->dealer,
		.intent_id = row->intent.text,
		.connector_id = row->connector.text,
		.channel = wire_channel_of(row->channel),
		.customer_id = letter->customer.text,
		.vehicle_id = uuid_is_set(&letter->vehicle) ? letter->vehicle.text : NULL,
		.turn = row->turn,
		.not_after = instant_format(row->until, until),
	};

	return say_contact_handed(say, &handed, err);
}

static int take(const struct notification *svc, struct tx *tx, struct contact *contact,
		struct outbox *say, struct err *err)
{
	struct carried_row row = {
		.intent = contact->letter.intent,
		.dealer = contact->letter.garage.dealer,
		.channel = channel_name(contact->channel),
		.until = end_of(contact, tx_now(tx)),
	};

	(void)svc;
	if (!carried_by(contact, contact->channel, &row.connector)) {
		contact->result = (struct hand_result){ .what = HANDED_NOT_TRIED };
		return 0;
	}
	if (store_carried_add(tx, &row, &row.turn, err) < 0 ||
	    say_handed(&row, contact, say, err) < 0 ||
	    timer_set(tx, "carried_end", row.intent.text, row.until, err) < 0)
		return -1;
	contact->result = (struct hand_result){ .what = HANDED_HELD };
	return 0;
}

int carried_close(const struct notification *svc, struct tx *tx, struct carried_row *row,
		  const struct hand_result *result, struct outbox *say, struct err *err)
{
	row->open = false;
	if (store_carried_save(tx, row, err) < 0)
		return -1;
	if (result->what == HANDED_NOT_TRIED)
		return print_give_back(svc, tx, &row->intent, result->reason, say, err);
	return contact_settle(svc, tx, &row->intent, result, say, err);
}

const struct carrier carried_carrier = {
	.channel = CHANNEL_NONE,
	.is_ready = always,
	.take = take,
};
