/* SPDX-License-Identifier: Apache-2.0 */
/* Customers of garages, of whom this service only wants to know that they are forgotten.
 */
#include "fleet/book/erase.h"
#include "fleet/events.h"

#include <string.h>

EVENT(customer_state)
{
	struct book book = { svc, tx, say, "", "" };
	struct uuid customer = uuid_from(msg->customer_id);

	if (!msg->erased)
		return 0;
	return erase_fleet_customer(&book, msg->dealer, &customer, err);
}

int fleet_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
			   struct outbox *say, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	size_t len = slash ? (size_t)(slash - in->key) : 0;
	struct book book = { svc, tx, say, "", "" };
	struct uuid customer = uuid_from(slash ? slash + 1 : NULL);
	char dealer[DEALER_TEXT];

	if (!uuid_is_set(&customer) || len == 0 || len >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "a customer's key is dealer/id");
	memcpy(dealer, in->key, len);
	dealer[len] = '\0';
	return erase_fleet_customer(&book, dealer, &customer, err);
}

BATCH(customers)
{
	for (size_t i = 0; i < count; i++) {
		outbox_because(say, in[i]);
		if (fleet_on_customer_state(svc, tx, in[i]->msg, say, err) < 0)
			return -1;
	}
	return 0;
}
