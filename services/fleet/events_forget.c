/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting people: holders, who are this service's own, and garages' customers, whom
 * the service of invoices says are forgotten.
 */
#include "fleet/book/erase.h"
#include "fleet/book/party.h"
#include "fleet/events.h"
#include "fleet/register/refresh.h"
#include "fleet/store_facts.h"
#include "gen/say_person_erased.h"

/* The others, and the rest of this service; plates that are no car's any more go with
 * it. */
static int tell(struct tx *tx, const struct party_erase *msg, struct outbox *say,
		struct err *err)
{
	const struct person_erased erased = {
		.erasure_id = msg->command_id,
		.dealer = msg->dealer,
		.at = msg->received_at,
		.party_id = msg->party_id,
	};

	if (forget_person(tx, &fleet_forgets, &erased, say, err) < 0 ||
	    register_forget(tx, say, err) < 0)
		return -1;
	return say_person_erased(say, &erased, err);
}

COMMAND(party_erase)
{
	struct book book = BOOK;
	struct uuid id = uuid_from(msg->party_id);

	if (book_is(&book, &id, err) < 0 || tell(tx, msg, say, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	return erase_asking_party(&book, &id, err);
}

EVENT(person_erased)
{
	struct book book = { svc, tx, say, "", "" };
	struct uuid customer = uuid_from(msg->customer_id);

	if (!msg->customer_id) /* its own: forgotten when the command came */
		return 0;
	if (erase_fleet_customer(&book, msg->dealer, &customer, err) < 0 ||
	    forget_person(tx, &fleet_forgets, msg, say, err) < 0)
		return -1;
	return register_forget(tx, say, err);
}
