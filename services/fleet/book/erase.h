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

#endif
