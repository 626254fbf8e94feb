/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was sent to the holder of a car about it. Thread: http worker, one transaction at
 * a time.
 */
#ifndef BEURT_GATEWAY_STORE_MESSAGE_H
#define BEURT_GATEWAY_STORE_MESSAGE_H

#include "gateway/store_holder.h"

#define HOLDER_MESSAGES_MAX 20

/* Something that was sent about the car. */
struct holder_message {
	struct instant at;
	char channel[12];
	char outcome[12];  /* sent, failed, bounced or uncertain */
	char template[61]; /* "" when it is not known */
};
struct holder_messages_of {
	const struct holder_facts *facts;
	const struct passport_garage *garage; /* the transaction turned to it */
	struct uuid passport;
	struct instant since; /* one's own days begin */
};
/* What this garage, or we in its name, sent to the holder about that car in their own
 * days, newest first. */
MUST_CHECK int store_holder_messages(struct tx *tx, const struct holder_messages_of *of,
				     struct holder_message messages[HOLDER_MESSAGES_MAX],
				     size_t *ret_count, struct err *err);

#endif
