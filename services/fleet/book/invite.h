/* SPDX-License-Identifier: Apache-2.0 */
/* The letter that asks a manager to activate a fleet's account. Thread: flow's. */
#ifndef BEURT_FLEET_BOOK_INVITE_H
#define BEURT_FLEET_BOOK_INVITE_H

#include "fleet/book/account.h"
#include "fleet/book/party.h"

/* With a new link; to the address that was asked for, when one was. The party is put. */
MUST_CHECK int account_invite(const struct book *book, const struct account *account,
			      struct party *party, struct err *err);

#endif
