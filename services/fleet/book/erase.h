/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody asked a garage to be forgotten: what that garage's customer has here goes, and
 * with the last garage the passport and its people too. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_ERASE_H
#define BEURT_FLEET_BOOK_ERASE_H

#include "fleet/book/book.h"

MUST_CHECK int erase_fleet_customer(const struct book *book, const char *dealer,
				    const struct uuid *customer, struct err *err);
/* A holder wants to be forgotten: cars they own have no passport any more, cars they
 * drive no driver. ERR_CONFLICT MANAGES_FLEET: somebody else has to take it over. */
MUST_CHECK int erase_asking_party(const struct book *book, const struct uuid *id,
				  struct err *err);
/* Somebody was asked, never came, and nothing waits for them: they are forgotten too. Who
 * still has a car or an offer is looked at again later. */
MUST_CHECK int erase_invited_party(const struct book *book, const struct uuid *id,
				   struct err *err);

#endif
