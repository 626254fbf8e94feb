/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what forms advised.
 *
 * Functions that load say ERR_ABSENT when there is nothing. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_FOLLOWUP_H
#define BEURT_REMINDER_STORE_FOLLOWUP_H

#include "base/zone.h"
#include "pg/pg.h"
#include "reminder/domain/followup.h"

struct followup_row {
	int64_t version;
	struct uuid proposal;
	struct instant first_saved_at;
	bool is_open;
	const char *digest;
};
/* ret_changed: what a proposal says of it is different now. A form that has a proposal
 * stays that proposal's car's and customer's. */
MUST_CHECK int store_followup_save(struct tx *tx, const char *dealer,
				   const struct followup *followup,
				   const struct followup_row *row, bool *ret_changed,
				   struct err *err);
/* The form of a proposal; ret_followup->saved_on is in the garage's zone. */
struct followup_key {
	struct uuid proposal;
	const struct zone *zone;
};
MUST_CHECK int store_followup_load(struct tx *tx, const char *dealer,
				   const struct followup_key *key,
				   struct followup *ret_followup, struct err *err);
struct followup_page {
	struct instant since; /* saved first not before */
	struct uuid after;    /* none: from the first */
	int64_t limit;
};
/* Proposals of open forms that were not made yet: their ids, and the cars' ids. */
MUST_CHECK int store_followups_open(struct tx *tx, const char *dealer,
				    const struct followup_page *page,
				    struct rows **ret_rows, struct err *err);

#endif
