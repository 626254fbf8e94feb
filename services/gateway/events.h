/* SPDX-License-Identifier: Apache-2.0 */
/* The messages the gateway hears. Thread: loop. */
#ifndef BEURT_GATEWAY_EVENTS_H
#define BEURT_GATEWAY_EVENTS_H

#include "flow/flow.h"

/* events_forget.c */
int gateway_on_person_erased(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err);
int gateway_on_person_forgotten(void *service, struct tx *tx, const struct heard *in,
				struct outbox *say, struct err *err);
int gateway_on_person_trimmed(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err);

extern const struct message_route gateway_messages[];
extern const size_t gateway_messages_count;

#endif
