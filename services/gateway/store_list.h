/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weekly lists as requests ask for them: weeks, rows, bulk decisions. See store.h for the
 * conventions. Thread: http worker, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_LIST_H
#define BEURT_GATEWAY_STORE_LIST_H

#include "gateway/store.h"

/* --- store_week.c ------------------------------------------------------------------- */
MUST_CHECK int store_weeks_write(struct tx *tx, struct strbuf *out, struct err *err);
/* Weeks of the list to work on: the newest that is open, else the newest. */
MUST_CHECK int store_week_current(struct tx *tx, struct iso_week *ret_week,
				  struct err *err);
/* The head of one list as JSON; ERR_ABSENT. */
MUST_CHECK int store_week_write(struct tx *tx, struct iso_week week, struct strbuf *out,
				struct err *err);
MUST_CHECK int store_week_list_version(struct tx *tx, struct iso_week week,
				       int64_t *ret_version, struct err *err);

/* --- store_proposal.c --------------------------------------------------------------- */
struct proposal_filter {
	struct iso_week week;
	const char *view; /* "all" when nothing is asked */
	const char *decision;
	const char *status;
	const char *reason;
	const char *search;
	const char *search_plate; /* the same as a plate would be stored, or "" */
};
MUST_CHECK int store_proposals_write(struct tx *tx, const struct proposal_filter *filter,
				     struct page *page, struct strbuf *out,
				     struct err *err);
/* One row; ERR_ABSENT. ret_version may be NULL. */
MUST_CHECK int store_proposal_write(struct tx *tx, const struct uuid *id,
				    struct strbuf *out, int64_t *ret_version,
				    struct err *err);
MUST_CHECK int store_proposal_customer(struct tx *tx, const struct uuid *id,
				       struct uuid *ret_customer, struct err *err);
/* Last contacts and consent of its customer: members, each with a leading comma. */
MUST_CHECK int store_proposal_write_more(struct tx *tx, const struct uuid *id,
					 struct strbuf *out, struct err *err);
MUST_CHECK int store_proposal_write_why(struct tx *tx, const struct uuid *id,
					const char *language, struct strbuf *out,
					struct err *err);
/* The letter.preview command about this row, as its JSON; ERR_ABSENT. */
struct preview_asked {
	const char *command_id;
	const char *dealer;
	const char *actor;
	const char *received_at;
	const char *language; /* NULL = the customer's own */
	const char *channel;  /* NULL = that of the row, else e-mail */
};
MUST_CHECK int store_proposal_write_preview(struct tx *tx, const struct uuid *id,
					    const struct preview_asked *asked,
					    struct strbuf *out, struct err *err);

/* --- store_bulk.c ------------------------------------------------------------------- */
struct bulk_item {
	struct uuid id;
	int64_t version;
	char decision[8];
	bool touched;           /* decided by a user as asked already: nothing to send */
	char scope[12];         /* of a "never" to put back; "" = none */
	char scope_reason[801]; /* its reason; up to 200 characters */
};
struct bulk_items {
	struct bulk_item *items;
	size_t count;
};
void bulk_items_done(struct bulk_items *items);
MUST_CHECK int store_bulk_select(struct tx *tx, const struct proposal_filter *filter,
				 const char *decision, int64_t limit,
				 struct bulk_items *ret_items, struct err *err);
struct bulk_ids {
	const char *const *ids;
	size_t count;
};
MUST_CHECK int store_bulk_select_ids(struct tx *tx, struct iso_week week,
				     const char *decision, struct bulk_ids ids,
				     struct bulk_items *ret_items, struct err *err);
struct bulk_operation {
	struct uuid id;
	const char *dealer;
	struct iso_week week;
	const char *decision;
	const char *actor;
};
MUST_CHECK int store_bulk_record(struct tx *tx, const struct bulk_operation *operation,
				 const struct bulk_items *items, struct err *err);
/* What was recorded, so that a repeated request means the same rows; none when unknown.
 */
MUST_CHECK int store_bulk_recorded(struct tx *tx, const struct uuid *operation,
				   struct bulk_items *ret_items, struct err *err);
/* {"id", "version", "previous_decision"} of each, as they are now. */
MUST_CHECK int store_bulk_write(struct tx *tx, const struct bulk_items *items,
				struct strbuf *out, struct err *err);
/* Rows of an operation that nobody decided since, as they are now, with the decision to
 * put back; `ret_moved` those that somebody did. ERR_ABSENT: no such operation. */
MUST_CHECK int store_bulk_undoable(struct tx *tx, const struct uuid *operation,
				   struct iso_week week, struct bulk_items *ret_items,
				   struct bulk_items *ret_moved, struct err *err);
/* Whose rows they are, each once. */
MUST_CHECK int store_bulk_customers(struct tx *tx, const struct bulk_items *items,
				    struct rows **ret_rows, struct err *err);
/* How many of these rows do not show a newer version than given yet. */
MUST_CHECK int store_bulk_pending(struct tx *tx, const struct bulk_items *items,
				  int64_t *ret_pending, struct err *err);

#endif
