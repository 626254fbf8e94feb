/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: proposals, the trail of their answers, what "never" left behind.
 *
 * Functions that load say ERR_ABSENT when there is nothing; those that take a state row
 * answer through ret_changed whether its version was news. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_PROPOSAL_H
#define BEURT_REMINDER_STORE_PROPOSAL_H

#include "pg/pg.h"
#include "reminder/domain/decision.h"

#define CHANNEL_TEXT 12
#define VARIANT_TEXT 41

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
	struct uuid intent; /* of a message about several cars; else not set */
	const char *reason; /* lent by who puts it; not read */
	char *state;        /* owned */
	/* What its message told, known of those a message left for. */
	char channel[CHANNEL_TEXT];
	bool is_unheard;      /* it came back, or the call reached nobody */
	struct uuid campaign; /* of a message that no proposal asked for */
	char variant[VARIANT_TEXT];
};

struct proposal_list {
	struct proposal_row *rows;
	size_t count;
};
void proposal_list_free(struct proposal_list *list);
#define PROPOSALS_AUTO __attribute__((cleanup(proposal_list_free))) struct proposal_list

/* The list it stands on, not locked; ERR_ABSENT. */
MUST_CHECK int store_proposal_week(struct tx *tx, const char *dealer,
				   const struct uuid *id, struct iso_week *ret_week,
				   struct err *err);
/* Locked for update; ERR_ABSENT. */
MUST_CHECK int store_proposal_load(struct tx *tx, const char *dealer,
				   const struct uuid *id, struct proposal_list *ret_one,
				   struct err *err);
MUST_CHECK int store_proposals_of_vehicle(struct tx *tx, const char *dealer,
					  const struct uuid *vehicle,
					  struct proposal_list *ret_list,
					  struct err *err);
/* Those of a customer that carry words an adviser typed. */
MUST_CHECK int store_proposals_worded(struct tx *tx, const char *dealer,
				      const struct uuid *customer,
				      struct proposal_list *ret_list, struct err *err);
/* Was a message ever asked for? Not locked: what was asked for stays so. */
MUST_CHECK int store_proposals_left(struct tx *tx, const char *dealer,
				    const struct uuid *customer, bool *ret_any,
				    struct err *err);
/* Those a message left for, newest first, without their state; other transactions that
 * ask the same wait until this one ends. */
MUST_CHECK int store_proposals_sent(struct tx *tx, const char *dealer,
				    const struct uuid *customer,
				    struct proposal_list *ret_list, struct err *err);
struct list_filter {
	struct iso_week week;
	enum stage stage;
	int slot; /* of the release, with the answer yes; negative = all, any answer */
	int64_t limit;
};
/* A customer's lie together. */
MUST_CHECK int store_proposals_of_list(struct tx *tx, const char *dealer,
				       const struct list_filter *filter,
				       struct proposal_list *ret_list, struct err *err);
/* The cars of that page, by id; nothing is locked. */
MUST_CHECK int store_proposals_cars(struct tx *tx, const char *dealer,
				    const struct list_filter *filter,
				    struct rows **ret_rows, struct err *err);
MUST_CHECK int store_proposals_add(struct tx *tx, const char *dealer,
				   const struct proposal_row *rows, size_t count,
				   struct err *err);
MUST_CHECK int store_proposal_save(struct tx *tx, const char *dealer,
				   const struct proposal_row *row, struct err *err);
MUST_CHECK int store_release_slots(struct tx *tx, const char *dealer,
				   struct iso_week week, struct rows **ret_rows,
				   struct err *err);

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
	struct uuid customer; /* none: whoever has the car */
};
MUST_CHECK int store_suppression_add(struct tx *tx, const char *dealer,
				     const struct suppression_row *row, struct err *err);
struct lift {
	const char *actor;
	struct instant at;
};
MUST_CHECK int store_suppression_lift(struct tx *tx, const char *dealer,
				      const struct uuid *proposal,
				      const struct lift *lift, struct err *err);

#endif
