/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of passports, fleets, parties and transfers. Rows are composed by Postgres
 * as JSON text (store.h). What may be seen is row-level security's: every function reads
 * as the tenant of the transaction. Thread: http worker or loop, one transaction at a
 * time.
 */
#ifndef BEURT_GATEWAY_STORE_PASSPORT_H
#define BEURT_GATEWAY_STORE_PASSPORT_H

#include "gateway/passport.h"
#include "gateway/store.h"

/* --- store_passport.c --------------------------------------------------------------- */
/* ERR_ABSENT when the tenant does not see it. */
MUST_CHECK int store_passport_view(struct tx *tx, const struct uuid *passport,
				   struct passport_view *ret_view, struct err *err);

#endif
