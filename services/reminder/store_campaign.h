/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: campaigns, who is in them, questions about them, and who was sent what. No policy
 * here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_CAMPAIGN_H
#define BEURT_REMINDER_STORE_CAMPAIGN_H

#include "pg/pg.h"

/* --- what of a garage's settings matters here ------------------------------------------
 */
struct campaign_garage {
	int64_t version;
	int64_t approval_above;
	int64_t cap_week, cap_month, cap_year;
	int64_t sms_cents, letter_cents, card_cents;
};
MUST_CHECK int store_campaign_garage_save(struct tx *tx, const char *dealer,
					  const struct campaign_garage *row,
					  struct err *err);
/* Nothing heard yet: zeros. */
MUST_CHECK int store_campaign_garage(struct tx *tx, const char *dealer,
				     struct campaign_garage *ret_row, struct err *err);

/* --- questions -------------------------------------------------------------------------
 */
MUST_CHECK int store_question_add(struct tx *tx, const char *command_id, const char *kind,
				  const char *asked, struct err *err);
/* Taken off the table; no row when it was answered. Columns: kind, asked. */
MUST_CHECK int store_question_take(struct tx *tx, const char *command_id,
				   struct rows **ret_rows, struct err *err);

/* --- campaigns -------------------------------------------------------------------------
 */
struct campaign_row {
	struct uuid id;
	int64_t version;
	const char *status;
	const char *state; /* campaign.state as it was last said */
	const char *phase; /* "", "freeze", "release", "withdraw" */
	struct uuid cursor;
	struct instant hour_start;
	int64_t hour_count;
};
/* Locked; ERR_ABSENT, code NO_SUCH_CAMPAIGN. Texts lend until rows_free(*ret_rows). */
MUST_CHECK int store_campaign_load(struct tx *tx, const char *dealer,
				   const struct uuid *id, struct campaign_row *ret_row,
				   struct rows **ret_rows, struct err *err);
/* The same, locked against change alone. */
MUST_CHECK int store_campaign_look(struct tx *tx, const char *dealer,
				   const struct uuid *id, struct campaign_row *ret_row,
				   struct rows **ret_rows, struct err *err);
/* People in it when it was last said; not locked, 0 when there is none. */
MUST_CHECK int store_campaign_chosen(struct tx *tx, const char *dealer,
				     const struct uuid *id, int64_t *ret_chosen,
				     struct err *err);
MUST_CHECK int store_campaign_add(struct tx *tx, const char *dealer,
				  const struct campaign_row *row, bool *ret_added,
				  struct err *err);
MUST_CHECK int store_campaign_save(struct tx *tx, const char *dealer,
				   const struct campaign_row *row, struct err *err);

/* --- who is in them --------------------------------------------------------------------
 */
struct member_row {
	const char *customer;
	const char *vehicle;
	int variant;
	const char *status;
	const char *reason;
};
struct member_list {
	size_t count;
	struct member_row *rows;
};
/* In the order of customers. Who is in it already keeps what they have. */
MUST_CHECK int store_members_add(struct tx *tx, const char *dealer,
				 const struct uuid *campaign,
				 const struct member_list *list, struct err *err);
MUST_CHECK int store_members_settle(struct tx *tx, const char *dealer,
				    const struct uuid *campaign,
				    const struct member_list *list, struct err *err);
/* Those of one status after a customer. Columns: customer, vehicle, variant. */
struct members_wanted {
	struct uuid campaign;
	const char *status;
	struct uuid after;
	int64_t limit;
};
MUST_CHECK int store_members_page(struct tx *tx, const char *dealer,
				  const struct members_wanted *wanted,
				  struct rows **ret_rows, struct err *err);
struct member_outcome {
	struct uuid campaign;
	struct uuid customer;
	const char *status;
	const char *reason;
	struct instant at;
	int64_t cost_cents;
};
/* Only forward: waiting to anything, sent to failed. ret_done: it was so. */
MUST_CHECK int store_member_outcome(struct tx *tx, const char *dealer,
				    const struct member_outcome *outcome, bool *ret_done,
				    struct err *err);
/* Columns: variant, status, reason, people, visited, visit cents, cost cents. */
MUST_CHECK int store_members_count(struct tx *tx, const char *dealer,
				   const struct uuid *campaign, struct rows **ret_rows,
				   struct err *err);
/* What a message says of a car. Columns: plate, make, model, language of who gets the
 * message, e-mail, name and party of who drives it where its passport names them. */
MUST_CHECK int store_member_car(struct tx *tx, const char *dealer, const char *vehicle,
				struct rows **ret_rows, struct err *err);

/* --- what happens to people afterwards -------------------------------------------------
 */
struct contact_row {
	struct uuid intent;
	struct uuid customer;
	struct instant at;
};
MUST_CHECK int store_contacted_add(struct tx *tx, const char *dealer,
				   const struct contact_row *row, struct err *err);
MUST_CHECK int store_contacted_forget(struct tx *tx, const char *dealer,
				      struct instant before, struct err *err);
/* Those of these people who are in a campaign and whose coming matters to it. Columns:
 * customer. */
MUST_CHECK int store_members_among(struct tx *tx, const char *dealer,
				   const char *const *customers, size_t count,
				   struct rows **ret_rows, struct err *err);
/* The first visit within the days after sending counts; of a campaign whose people came.
 * Columns: campaign. */
MUST_CHECK int store_members_visited(struct tx *tx, const char *dealer,
				     const struct uuid *customer, int days,
				     struct rows **ret_rows, struct err *err);
/* Messages of campaigns on their way to somebody who comes anyway: has an appointment
 * within 60 days from `today`, or came since it was asked for. Columns: campaign,
 * reason. Recalls are not among them. */
MUST_CHECK int store_members_coming(struct tx *tx, const char *dealer,
				    const struct uuid *customer, struct civil_date today,
				    struct rows **ret_rows, struct err *err);

#endif
