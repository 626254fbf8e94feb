/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of what was made of it: weekly lists, proposals, conversions.
 *
 * Functions that load say ERR_ABSENT when there is nothing; those that take a state row
 * answer through ret_changed whether its version was news. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_LIST_H
#define BEURT_REMINDER_STORE_LIST_H

#include "pg/pg.h"
#include "reminder/domain/conversion.h"
#include "reminder/domain/decision.h"
/* --- store_week.c -------------------------------------------------------------------- */
struct week_row {
	struct iso_week week;
	int64_t version;
	bool closed;
	enum list_kind kind;
	struct instant opens_at;
	struct instant deadline_at;
	struct instant generated_at;
	struct instant closed_at;
	struct week_counts counts;
};
MUST_CHECK int store_week_add(struct tx *tx, const char *dealer, const struct week_row *row,
			      bool *ret_added, struct err *err);
MUST_CHECK int store_week_load(struct tx *tx, const char *dealer, struct iso_week week,
			       struct week_row *ret_row, struct err *err);
MUST_CHECK int store_week_lock(struct tx *tx, const char *dealer, struct iso_week week,
			       struct week_row *ret_row, struct err *err);
struct week_change {
	struct iso_week week;
	struct week_counts counts; /* added */
};
MUST_CHECK int store_week_count(struct tx *tx, const char *dealer,
				const struct week_change *change, struct week_row *ret_row,
				struct err *err);
struct week_moment {
	struct iso_week week;
	struct instant at;
};
MUST_CHECK int store_week_generated(struct tx *tx, const char *dealer,
				    const struct week_moment *moment,
				    struct week_row *ret_row, struct err *err);
/* ret_closed: false when it was closed already, and ret_row is not filled. */
MUST_CHECK int store_week_close(struct tx *tx, const char *dealer,
				const struct week_moment *moment, bool *ret_closed,
				struct week_row *ret_row, struct err *err);
MUST_CHECK int store_week_any(struct tx *tx, const char *dealer, bool *ret_any,
			      struct err *err);

/* --- store_proposal.c ---------------------------------------------------------------- */
struct proposal_row {
	struct uuid id;
	int64_t version;
	struct iso_week list_week;
	struct uuid vehicle;
	struct uuid customer;
	enum reason_group group;
	struct civil_date cycle;
	int step;
	enum stage stage;
	enum decision decision;
	enum decided_by source;
	struct civil_date since;
	int slot;
	struct instant sent_at;
	char *state; /* owned */
};

struct proposal_list {
	struct proposal_row *rows;
	size_t count;
};
void proposal_list_free(struct proposal_list *list);
#define PROPOSALS_AUTO __attribute__((cleanup(proposal_list_free))) struct proposal_list

/* The list it stands on, not locked; ERR_ABSENT. */
MUST_CHECK int store_proposal_week(struct tx *tx, const char *dealer, const struct uuid *id,
				   struct iso_week *ret_week, struct err *err);
/* Locked for update; ERR_ABSENT. */
MUST_CHECK int store_proposal_load(struct tx *tx, const char *dealer, const struct uuid *id,
				   struct proposal_list *ret_one, struct err *err);
MUST_CHECK int store_proposals_of_vehicle(struct tx *tx, const char *dealer,
					  const struct uuid *vehicle,
					  struct proposal_list *ret_list, struct err *err);
MUST_CHECK int store_proposals_of_customer(struct tx *tx, const char *dealer,
					   const struct uuid *customer,
					   struct proposal_list *ret_list, struct err *err);
struct list_filter {
	struct iso_week week;
	enum stage stage;
	int slot; /* of the release, with the answer yes; negative = all, any answer */
	int64_t limit;
};
MUST_CHECK int store_proposals_of_list(struct tx *tx, const char *dealer,
				       const struct list_filter *filter,
				       struct proposal_list *ret_list, struct err *err);
MUST_CHECK int store_proposals_add(struct tx *tx, const char *dealer,
				   const struct proposal_row *rows, size_t count,
				   struct err *err);
MUST_CHECK int store_proposal_save(struct tx *tx, const char *dealer,
				   const struct proposal_row *row, struct err *err);
MUST_CHECK int store_release_slots(struct tx *tx, const char *dealer, struct iso_week week,
				   struct rows **ret_rows, struct err *err);

struct change_row {
	struct uuid proposal;
	int64_t version;
	struct instant at;
	struct instant received_at;
	const char *actor;
	enum decision old_decision, new_decision;
	enum stage old_stage, new_stage;
	const char *scope;
	const char *reason;
};
MUST_CHECK int store_change_add(struct tx *tx, const char *dealer,
				const struct change_row *row, struct err *err);

struct suppression_row {
	const char *scope;
	struct uuid subject;
	const char *detail;
	struct uuid proposal;
	const char *reason;
	const char *actor;
	struct instant since;
};
MUST_CHECK int store_suppression_add(struct tx *tx, const char *dealer,
				     const struct suppression_row *row, struct err *err);
struct lift {
	const char *actor;
	struct instant at;
};
MUST_CHECK int store_suppression_lift(struct tx *tx, const char *dealer,
				      const struct uuid *proposal, const struct lift *lift,
				      struct err *err);

/* --- store_conversion.c -------------------------------------------------------------- */
struct conversion_row {
	struct uuid visit;
	struct uuid id;
	int64_t version;
	struct uuid proposal;
	enum conversion_kind kind;
	int64_t value_cents;
	bool flagged;
	bool voided;
};
/* ERR_ABSENT when the visit credits nothing. */
MUST_CHECK int store_conversion_load(struct tx *tx, const char *dealer,
				     const struct uuid *visit, struct conversion_row *ret_row,
				     struct err *err);
MUST_CHECK int store_conversion_save(struct tx *tx, const char *dealer,
				     const struct conversion_row *row, struct err *err);

#endif
