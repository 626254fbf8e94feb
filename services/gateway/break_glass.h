/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deciding about a transfer that support asked for. Whoever comes first decides; an
 * approval sets a timer, and the timer asks the fleet service in a manager's place until
 * that has answered, always as the same command. Source: domain rules of fleets, 5.
 */
#ifndef BEURT_GATEWAY_BREAK_GLASS_H
#define BEURT_GATEWAY_BREAK_GLASS_H

#include "flow/flow.h"
#include "gateway/store_break_glass.h"

#define GLASS_APPROVED  "approved"
#define GLASS_REFUSED   "refused"
#define GLASS_WITHDRAWN "withdrawn"

struct glass_decision {
	struct uuid id;
	int64_t version; /* that was read */
	const char *status;
	const struct subject *by;
	const char *note;
};

/* For flow_do(); `context` is a struct glass_decision. The same again by the same person
 * changes nothing. ERR_ABSENT; ERR_DENIED SAME_PERSON, NOT_YOURS; ERR_CONFLICT DECIDED,
 * REQUEST_EXPIRED, VERSION_CONFLICT, NO_MANAGER, RECIPIENT_ERASED. Thread: http
 * worker. */
int break_glass_decide(void *context, struct tx *tx, struct outbox *say, struct err *err);

#define TIMER_BREAK_GLASS "break-glass" /* key: the request's id */
int break_glass_begin(void *service, struct tx *tx, const char *key, struct instant due,
		      struct outbox *say, struct err *err);

#endif
