/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message about several cars of a customer (domain.md 3d-4): one request, one passage
 * of the gate, one contact. Each car may stop being wanted on its own; it is taken out
 * and told, and the message goes with the others. When none is left the gate suppresses
 * the message as one about a single car. Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_HOUSEHOLD_H
#define BEURT_NOTIFICATION_HOUSEHOLD_H

#include "flow/flow.h"
#include "notification/store_round.h"

/* Take out of these messages the cars that are not written about any more, and say a
 * suppressed outcome of each. Before the facts are read; the intents' order is free. */
MUST_CHECK int household_thin(struct tx *tx, const char *const *intents, size_t count,
			      struct outbox *say, struct err *err);

/* Of what cannot be changed any more, a sheet that is printed: calls `late` for every
 * message that names a car it should not, with the reason. */
struct household_late {
	int (*late)(void *context, const char *intent, const char *reason,
		    struct err *err);
	void *context;
};
MUST_CHECK int household_look(struct tx *tx, const char *const *intents, size_t count,
			      const struct household_late *late, struct err *err);

#endif
