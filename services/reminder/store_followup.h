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
	struct uuid again;          /* its second proposal */
	struct civil_date again_on; /* … leaves then; NO_DATE: there is none */
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
/* The form of a proposal, its first or its second; ret_followup->saved_on is in the
 * garage's zone. */
struct followup_key {
	struct uuid proposal;
	const struct zone *zone;
};
MUST_CHECK int store_followup_load(struct tx *tx, const char *dealer,
				   const struct followup_key *key,
				   struct followup *ret_followup, struct err *err);
/* The form is not kept any more: what it said goes, a bare row stays for the proposals
 * that were made of it. Columns: dealer, vehicle, customer of the cars it was of. */
MUST_CHECK int store_followup_gone(struct tx *tx, const char *dealer,
				   const struct uuid *inspection, struct rows **ret_rows,
				   struct err *err);
struct followup_page {
	struct instant since;                      /* saved first not before */
	struct civil_date again_from, again_until; /* second ones of these days */
	struct uuid after;                         /* none: from the first */
	int64_t limit;
};
/* Proposals of open forms that were not made yet: their ids, the cars' ids, and whether
 * it is the second: the first was answered with no, and the car has no later form. */
MUST_CHECK int store_followups_open(struct tx *tx, const char *dealer,
				    const struct followup_page *page,
				    struct rows **ret_rows, struct err *err);

#endif
