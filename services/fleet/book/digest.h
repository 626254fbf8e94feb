/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly letter to who runs a fleet: Monday 08:00 on the clock of the garage that
 * made the account, about the cars that ask for attention; none ask, none is written.
 * Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_DIGEST_H
#define BEURT_FLEET_BOOK_DIGEST_H

#include "fleet/book/book.h"
#include "fleet/store_account.h"

#define TIMER_DIGEST "fleet_digest" /* key: the fleet's id */

/* The next one. */
MUST_CHECK int digest_plan(const struct book *book, const struct account_row *account,
			   struct err *err);
MUST_CHECK int digest_run(const struct book *book, const char *fleet, struct err *err);

#endif
