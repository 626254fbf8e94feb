/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How contacts become lines of a batch: inside the transaction that let them pass.
 */
#include <string.h>

#include "notification/domain/postal.h"
#include "notification/domain/window.h"
#include "notification/print/print.h"
#include "sys/zone_file.h"

static bool always(const struct notification *svc)
{
	(void)svc;
	return true;
}

int print_zone(const char *timezone, const struct zone **ret_zone, struct err *err)
{
	if (timezone && zone_find(timezone, ret_zone, NULL) == 0)
		return 0;
	return zone_find("Europe/Amsterdam", ret_zone, err);
}

struct postal_address print_address(const struct contact *contact,
				    const struct strbuf *name)
{
	return (struct postal_address){
		.name = name->text,
		.street = contact->to.street,
		.house_number = contact->to.house_number,
		.addition = contact->to.addition,
		.postcode = contact->to.postcode,
		.city = contact->to.city,
		.country = contact->to.country,
	};
}

/* On a sheet that was not taken out: never on another. */
static int refuse_printed(struct contact *contact, const struct err *err)
{
	if (strcmp(err->code, "LINE_TAKEN") != 0)
		return -1;
	contact->result = (struct hand_result){ .what = HANDED_REFUSED,
						.reason = "PRINTED_BEFORE" };
	return 0;
}

static int take(struct tx *tx, struct contact *contact, const char *kind, struct err *err)
{
	STRBUF_AUTO name = strbuf_new(400);
	const struct zone *zone = NULL;
	struct uuid batch;
	bool made;

	greeting_full_name(&contact->letter.person, &name);
	struct postal_address address = print_address(contact, &name);

	if (!postal_is_complete(&address)) {
		contact->result = (struct hand_result){ .what = HANDED_REFUSED,
							.reason = "NO_ADDRESS" };
		return 0;
	}
	if (print_zone(contact->timezone, &zone, err) < 0)
		return -1;
	struct print_line line = {
		.intent = contact->letter.intent.text,
		.dealer = contact->letter.garage.dealer,
		.customer = contact->letter.customer.text,
		.language = contact->letter.language == GREETING_EN ? "en" : "nl",
		.kind = kind,
		.closes_at = window_next_batch(zone, tx_now(tx)),
	};

	/* The timer before the batch, in the order of who runs it. */
	if (store_print_open(tx, &line, &batch, &made, err) < 0 ||
	    timer_set(tx, "print_tell", batch.text, tx_now(tx), err) < 0 ||
	    (made &&
	     timer_set(tx, "print_close", batch.text, line.closes_at, err) < 0))
		return -1;
	if (store_print_add(tx, &line, &batch, err) < 0)
		return refuse_printed(contact, err);
	contact->result = (struct hand_result){ .what = HANDED_HELD };
	return 0;
}

static int take_letter(const struct notification *svc, struct tx *tx,
		       struct contact *contact, struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	return take(tx, contact, "letter", err);
}

static int take_card(const struct notification *svc, struct tx *tx,
		     struct contact *contact, struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	return take(tx, contact, "card", err);
}

const struct carrier letter_carrier = {
	.channel = CHANNEL_LETTER,
	.is_ready = always,
	.take = take_letter,
};

const struct carrier card_carrier = {
	.channel = CHANNEL_CARD,
	.is_ready = always,
	.take = take_card,
};
