/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A link in a customer's message: what it opens. Only the hash of its token is known
 * here, and the one table that is read with it says whose form, registration, passport,
 * account or transfer it is; all else is read as that tenant's. Thread: any.
 */
#ifndef BEURT_GATEWAY_CUSTOMER_LINK_H
#define BEURT_GATEWAY_CUSTOMER_LINK_H

#include "gateway/access.h"

enum link_kind {
	LINK_NONE,
	LINK_INSPECTION,
	LINK_REGISTRATION,
	LINK_PASSPORT,    /* activate it; the tenant is its driver, or its owner */
	LINK_PARTY,       /* activate a fleet account, or show that an address is one's */
	LINK_TRANSFER,    /* answer it; the tenant is its recipient */
	LINK_APPOINTMENT, /* move or cancel it */
};

struct link_target {
	enum link_kind kind;
	char dealer[DEALER_TEXT]; /* the tenant: a garage, or "@" and a party's id */
	struct uuid id;           /* of what it opens; of a party: the party */
};

/* Begins a transaction that sees the rows of the tenant that the token speaks for;
 * caller ends it and checks the kind. ERR_ABSENT when nobody gave it out or it has
 * expired. */
MUST_CHECK int link_begin(struct gateway *gateway, const char *token, struct tx **ret_tx,
			  struct link_target *ret_target, struct err *err);

#endif
