/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting a person. Their lock is taken first: a letter on its way is finished, and
 * none leaves after. Sheets that lie ready come out of their PDFs, open calls are closed.
 */
#include <stdio.h>

#include "gen/consent_state.h"
#include "gen/person_erased.h"
#include "notification/call/call.h"
#include "notification/events.h"
#include "notification/print/print.h"

/* Batches are locked before the person, as closing one does. */
static int erase_customer(const struct notification *svc, struct tx *tx,
			  const struct person_erased *msg, struct outbox *say,
			  struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);

	if (print_forget(svc, tx, msg->dealer, msg->customer_id, say, err) < 0 ||
	    call_forget(svc, tx, msg->dealer, msg->customer_id, say, err) < 0)
		return -1;
	if (store_person_lock(tx, msg->dealer, &customer, err) < 0)
		return -1;
	return store_customer_erase(tx, msg->dealer, &customer, err);
}

static int erase_party(struct tx *tx, const struct person_erased *msg, struct err *err)
{
	struct uuid party = uuid_from(msg->party_id);

	return store_holder_erase(tx, &party, err);
}

int notification_on_person_erased(struct notification *svc, struct tx *tx,
				  const struct person_erased *msg, struct outbox *say,
				  struct err *err)
{
	const char *person = msg->customer_id ? msg->customer_id : msg->party_id;
	char key[LINK_DEALER_TEXT + 40];

	if (forget_by_clues(tx, &notification_forgets, msg->dealer, person, err) < 0)
		return -1;
	if ((msg->customer_id ? erase_customer(svc, tx, msg, say, err)
			      : erase_party(tx, msg, err)) < 0 ||
	    forget_person(tx, &notification_forgets, msg, say, err) < 0)
		return -1;
	snprintf(key, sizeof(key), "%s/%s", msg->dealer, person);
	return outbox_say_gone(say, &consent_state_type, key, err);
}
