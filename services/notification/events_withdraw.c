/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request taken back by who made it: written down under the person's lock, so that when
 * this is answered the message has left already or never will. The gate suppresses it
 * with the first reason that was said.
 */
#include "gen/notification_withdraw.h"
#include "notification/events.h"

int notification_on_withdraw(struct notification *svc, struct tx *tx,
			     const struct notification_withdraw *msg, struct outbox *say,
			     struct answer *ret_answer, struct err *err)
{
	const struct uuid customer = uuid_from(msg->customer_id);

	(void)svc;
	(void)say;
	ret_answer->aggregate = uuid_from(msg->intent_id);
	if (store_person_lock(tx, msg->dealer, &customer, err) < 0)
		return -1;
	return store_intent_withdraw(tx, msg, err);
}
