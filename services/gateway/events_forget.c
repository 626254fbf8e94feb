/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting a person, and counting who has done so. What the read
 * model has of them is told anew by its owners.
 */
#include "gateway/events.h"
#include "gateway/store_erasure.h"
#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "gen/person_trimmed.h"

int gateway_on_person_erased(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err)
{
	(void)service;
	if (store_erasure_asked(tx, in->msg, err) < 0)
		return -1;
	return forget_person(tx, &gateway_forgets, in->msg, say, err);
}

int gateway_on_person_forgotten(void *service, struct tx *tx, const struct heard *in,
				struct outbox *say, struct err *err)
{
	if (forget_heard(service, tx, in, say, err) < 0)
		return -1;
	return store_erasure_answered(tx, in->msg, err);
}

int gateway_on_person_trimmed(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	(void)service;
	(void)say;
	return store_erasure_trimmed(tx, in->msg, err);
}
