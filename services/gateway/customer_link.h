/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A link in a customer's message: what it opens. Only the hash of its token is known
 * here, and the one table that is read with it says whose form or registration it is; all
 * else is read as that dealer's. Thread: any.
 */
#ifndef BEURT_GATEWAY_CUSTOMER_LINK_H
#define BEURT_GATEWAY_CUSTOMER_LINK_H

#include "gateway/access.h"

enum link_kind { LINK_NONE, LINK_INSPECTION, LINK_REGISTRATION };

struct link_target {
	enum link_kind kind;
	char dealer[DEALER_TEXT];
	struct uuid id; /* inspection_id or registration_id */
};

/* Begins a transaction that sees the rows of the dealer whose form or registration the
 * token opens; caller ends it. ERR_ABSENT when nobody gave it out or it has expired. */
MUST_CHECK int link_begin(struct gateway *gateway, const char *token, struct tx **ret_tx,
			  struct link_target *ret_target, struct err *err);

#endif
