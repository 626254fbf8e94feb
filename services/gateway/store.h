/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything the gateway asks its schema, but for the projector (project.h). Rows of
 * replies are composed by Postgres as JSON text, one statement a reply, so a page of a
 * list costs one query and a copy; the functions add them to `out`, between commas.
 * What a transaction may see is decided by its settings (access.h).
 * Thread: http worker or loop, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_H
#define BEURT_GATEWAY_STORE_H

#include "gateway/access.h"
#include "gateway/domain/cursor.h"
#include "gateway/password.h"
#include "pg/pg.h"

/* The rows' JSON texts with commas between them; an empty result adds nothing. */
void store_rows_write(const struct rows *rows, int column, struct strbuf *out);

struct page {
	struct cursor after;
	int64_t limit;
	struct cursor next; /* filled; not set at the end */
	size_t count;	    /* filled */
};
/* The same for a page: columns JSON text, sort key, id; one row more than `limit`. */
void store_page_write(const struct rows *rows, struct page *page, struct strbuf *out);

/* --- store_account.c ---------------------------------------------------------------- */
/* Sessions live in real time: a stepped clock signs nobody out. */
struct session_time {
	struct instant now;
	int64_t idle_seconds;
};
/* ERR_DENIED NOT_SIGNED_IN when there is none or it has ended. */
MUST_CHECK int store_session_find(struct tx *tx, const char *token_hash,
				  struct session_time time, struct subject *ret_subject,
				  struct err *err);
MUST_CHECK int store_session_add(struct tx *tx, const struct subject *subject,
				 struct instant now, struct err *err);
MUST_CHECK int store_session_remove(struct tx *tx, const char *token_hash,
				    struct err *err);
MUST_CHECK int store_session_set_dealer(struct tx *tx, const char *token_hash,
					const char *dealer, struct err *err);
/* ret_hash is "" when there is no such log-in or it is disabled. */
MUST_CHECK int store_account_find(struct tx *tx, const char *login,
				  struct subject *ret_subject,
				  char ret_hash[PASSWORD_HASH_TEXT], struct err *err);
MUST_CHECK int store_account_set_password(struct tx *tx, const char *login,
					  const char *hash, struct err *err);

struct audit {
	const char *dealer; /* "-" when none is known */
	const char *actor;
	const char *action; /* "login", "dealer.choose", "settings.change" */
	const char *object;
	const char *result; /* "ok" or an error's code */
	const char *detail;
	const char *trace;
};
MUST_CHECK int store_audit_add(struct tx *tx, const struct audit *audit, struct err *err);

/* --- store_dealer.c ----------------------------------------------------------------- */
struct dealer_facts {
	char name[121];
	char timezone[61];
	char language[3];
	int64_t version;
	int64_t attribution_days;
};
MUST_CHECK int store_dealer_facts(struct tx *tx, const char *dealer,
				  struct dealer_facts *ret, struct err *err);
/* dealer.state as JSON text; locks the row. ERR_ABSENT. Caller frees. */
MUST_CHECK int store_dealer_lock(struct tx *tx, const char *dealer, char **ret_state,
				 struct err *err);
struct dealer_state;
/* Inserts or replaces, from the message as it will be published. */
MUST_CHECK int store_dealer_save(struct tx *tx, const struct dealer_state *state,
				 struct err *err);
MUST_CHECK int store_dealers_find(struct tx *tx, const char *part, struct strbuf *out,
				  struct err *err);
/* {"dealer":…} as GET /v1/settings answers; ERR_ABSENT. */
MUST_CHECK int store_settings_write(struct tx *tx, const char *dealer, struct strbuf *out,
				    int64_t *ret_version, struct err *err);

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
				     struct page *page, struct strbuf *out, struct err *err);
/* One row; ERR_ABSENT. ret_version may be NULL. */
MUST_CHECK int store_proposal_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				    int64_t *ret_version, struct err *err);
MUST_CHECK int store_proposal_customer(struct tx *tx, const struct uuid *id,
				       struct uuid *ret_customer, struct err *err);
/* Last contacts and consent of its customer: members, each with a leading comma. */
MUST_CHECK int store_proposal_write_more(struct tx *tx, const struct uuid *id,
					 struct strbuf *out, struct err *err);
MUST_CHECK int store_proposal_write_why(struct tx *tx, const struct uuid *id,
					const char *language, struct strbuf *out,
					struct err *err);

/* --- store_bulk.c ------------------------------------------------------------------- */
struct bulk_item {
	struct uuid id;
	int64_t version;
	char decision[8];
	bool touched; /* decided by a user as asked already: nothing to send */
};
struct bulk_items {
	struct bulk_item *items;
	size_t count;
};
void bulk_items_done(struct bulk_items *items);
MUST_CHECK int store_bulk_select(struct tx *tx, const struct proposal_filter *filter,
				 const char *decision, int64_t limit,
				 struct bulk_items *ret_items, struct err *err);
MUST_CHECK int store_bulk_select_ids(struct tx *tx, struct iso_week week,
				     const char *decision, const char *const *ids,
				     size_t count, struct bulk_items *ret_items,
				     struct err *err);
struct bulk_operation {
	struct uuid id;
	const char *dealer;
	struct iso_week week;
	const char *decision;
	const char *actor;
};
MUST_CHECK int store_bulk_record(struct tx *tx, const struct bulk_operation *operation,
				 const struct bulk_items *items, struct err *err);
/* What was recorded, so that a repeated request means the same rows; none when unknown. */
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
/* How many of these rows do not show a newer version than given yet. */
MUST_CHECK int store_bulk_pending(struct tx *tx, const struct bulk_items *items,
				  int64_t *ret_pending, struct err *err);

/* --- store_intake.c ----------------------------------------------------------------- */
struct intake_filter {
	const char *status;
	const char *vendor;
	struct uuid receipt;
	const char *rule;
};
MUST_CHECK int store_intake_list(struct tx *tx, const struct intake_filter *filter,
				 struct page *page, struct strbuf *out, struct err *err);
MUST_CHECK int store_intake_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				  int64_t *ret_version, struct err *err);
/* Connections with what they did today, dealer time, and by the hour for 24 hours. */
MUST_CHECK int store_intake_connections(struct tx *tx, const char *dealer,
					struct strbuf *out, struct err *err);
MUST_CHECK int store_intake_parked(struct tx *tx, int64_t *ret_parked, struct err *err);
MUST_CHECK int store_intake_ids(struct tx *tx, const struct intake_filter *filter,
				int64_t limit, struct uuid **ret_ids, size_t *ret_count,
				struct err *err);

/* --- store_lookup.c ----------------------------------------------------------------- */
MUST_CHECK int store_vehicle_write(struct tx *tx, const char *plate, struct strbuf *out,
				   int64_t *ret_version, struct err *err);
MUST_CHECK int store_vehicle_exists(struct tx *tx, const struct uuid *id, struct err *err);
MUST_CHECK int store_customers_find(struct tx *tx, const char *query, const char *plate,
				    struct page *page, struct strbuf *out, struct err *err);

/* --- store_command.c ---------------------------------------------------------------- */
struct command_row {
	struct uuid id;
	const char *dealer;
	const char *actor;
	const char *kind;
	char request_hash[17];
	struct instant submitted_at;
};
/* Remembers a command. When its id is known already: ERR_CONFLICT if it was another
 * request, else *ret_submitted_at is the first time. */
MUST_CHECK int store_command_open(struct tx *tx, const struct command_row *row,
				  struct instant *ret_submitted_at, struct err *err);
struct command_answered;
/* Keeps answers of commands that have none yet. */
MUST_CHECK int store_commands_answered(struct tx *tx,
				       const struct command_answered *const *answers,
				       size_t count, struct err *err);
/* {"command_id":…} as GET /v1/commands/{id} answers; ERR_ABSENT. */
MUST_CHECK int store_command_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				   struct err *err);
/* True when the read model shows the aggregate at this version, or later. */
MUST_CHECK int store_is_visible(struct tx *tx, const char *aggregate, int64_t version,
				bool *ret_visible, struct err *err);

/* --- store_results.c ---------------------------------------------------------------- */
struct results_filter {
	struct iso_week from;
	struct iso_week to;
	const char *reason;
	const char *adviser;
	const char *channel;
};
struct results_totals {
	int64_t proposed;
	int64_t approved;
	int64_t sent;
	int64_t reached;
	int64_t visited;
	int64_t value_cents;
	int64_t household_visits;
	int64_t household_cents;
};
MUST_CHECK int store_results_totals(struct tx *tx, const struct results_filter *filter,
				    struct results_totals *ret, struct err *err);
enum results_by { RESULTS_BY_REASON, RESULTS_BY_WEEK, RESULTS_BY_ADVISER, RESULTS_BY_CHANNEL };
MUST_CHECK int store_results_slices(struct tx *tx, const struct results_filter *filter,
				    enum results_by by, struct strbuf *out, struct err *err);
MUST_CHECK int store_results_visits(struct tx *tx, const struct results_filter *filter,
				    struct page *page, struct strbuf *out, struct err *err);
MUST_CHECK int store_results_proposals(struct tx *tx, const struct results_filter *filter,
				       const char *stage, struct page *page,
				       struct strbuf *out, struct err *err);
MUST_CHECK int store_results_csv(struct tx *tx, const struct results_filter *filter,
				 struct strbuf *out, struct err *err);

#endif
