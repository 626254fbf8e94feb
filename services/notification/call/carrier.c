/* SPDX-License-Identifier: Apache-2.0 */
/* How contacts become tasks: inside the transaction that let them pass. */
#include "notification/call/call.h"

static bool always(const struct notification *svc)
{
	(void)svc;
	return true;
}

static bool is_given(const char *text)
{
	return text && *text;
}

static int take(const struct notification *svc, struct tx *tx, struct contact *contact,
		struct outbox *say, struct err *err)
{
	struct instant lives = instant_add_seconds(tx_now(tx), CALL_LIVES_DAYS * 86400);
	bool later = instant_compare(contact->facts.not_after, lives) > 0;
	const struct uuid *id = &contact->letter.intent;
	struct call_task task = {
		.id = *id,
		.dealer = contact->letter.garage.dealer,
		.customer = contact->letter.customer.text,
		.reason_group =
			contact->facts.reason_group ? contact->facts.reason_group : "",
		.call_from = tx_now(tx),
		.not_after = later ? contact->facts.not_after : lives,
	};

	(void)svc;
	(void)say;
	if (!is_given(contact->to.phone) && !is_given(contact->to.mobile)) {
		contact->result = (struct hand_result){ .what = HANDED_REFUSED,
							.reason = "NO_ADDRESS" };
		return 0;
	}
	/* Said by the timer: the contact's row is not written yet. */
	if (store_call_add(tx, &task, err) < 0 ||
	    timer_set(tx, "call_tell", id->text, tx_now(tx), err) < 0)
		return -1;
	contact->result = (struct hand_result){ .what = HANDED_HELD };
	return 0;
}

const struct carrier phone_carrier = {
	.channel = CHANNEL_PHONE,
	.is_ready = always,
	.take = take,
};
