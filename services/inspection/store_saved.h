/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: saved versions of forms, the customers' answers to them, checklists and
 * registrations. No policy here. Thread: that of the tx.
 */
#ifndef BEURT_INSPECTION_STORE_SAVED_H
#define BEURT_INSPECTION_STORE_SAVED_H

#include "gen/checklist_state.h"
#include "pg/pg.h"

struct version_row {
	struct uuid form;
	int64_t number;
	int64_t version;
	struct instant saved_at;
	const char *hash;
	const char *state; /* inspection_version.state as JSON */
};
MUST_CHECK int store_version_add(struct tx *tx, const char *dealer,
				 const struct version_row *row, struct err *err);
/* Column 0: the state; ERR_ABSENT, code NO_SUCH_VERSION. */
MUST_CHECK int store_version_find(struct tx *tx, const char *dealer,
				  const struct uuid *form, int64_t number,
				  struct rows **ret_rows, struct err *err);
/* Columns: number, state. */
MUST_CHECK int store_versions_of(struct tx *tx, const char *dealer,
				 const struct uuid *form, struct rows **ret_rows,
				 struct err *err);
MUST_CHECK int store_version_rewrite(struct tx *tx, const char *dealer,
				     const struct version_row *row, struct err *err);

struct answer_row {
	int64_t id;
	struct uuid form;
	struct uuid advice;
	const char *answer;
	int64_t number;
	const char *version_hash;
	struct instant at;
	const char *by;
	const char *actor;
	const char *reason;
	const char *evidence;
	bool has_price;
	int64_t price_cents;
	const char *voided;
	struct uuid command;
};
MUST_CHECK int store_answer_add(struct tx *tx, const char *dealer,
				const struct answer_row *row, struct err *err);
/* The newest of each advice, in the order of the advices' ids; texts lend from rows. */
MUST_CHECK int store_answers_of(struct tx *tx, const char *dealer,
				const struct uuid *form, struct rows **ret_rows,
				struct err *err);
struct answer_row store_answer_read(const struct rows *rows, size_t i);
MUST_CHECK int store_answer_void(struct tx *tx, const char *dealer,
				 const struct answer_row *row, struct err *err);
/* Words and evidence of a person who is erased. */
MUST_CHECK int store_answers_blank(struct tx *tx, const char *dealer,
				   const struct uuid *form, struct err *err);

/* Adds a version; false when it is there already. */
MUST_CHECK int store_checklist_add(struct tx *tx, const struct checklist_state *state,
				   bool *ret_added, struct err *err);
/* version 0: the newest. Column 0: the state; ERR_ABSENT, code NO_SUCH_CHECKLIST. */
MUST_CHECK int store_checklist_load(struct tx *tx, const char *dealer,
				    const struct uuid *id, int64_t version,
				    struct rows **ret_rows, struct err *err);
/* 0 when there is none. */
MUST_CHECK int store_checklist_version(struct tx *tx, const char *dealer,
				       const struct uuid *id, int64_t *ret_version,
				       struct err *err);
/* The active one for this make, else for any; make may be NULL. ERR_ABSENT. */
MUST_CHECK int store_checklist_choose(struct tx *tx, const char *dealer, const char *make,
				      struct uuid *ret_id, struct err *err);

struct registration_row {
	struct uuid id;
	int64_t version;
	struct uuid vehicle, customer;
	const char *status;
	struct instant invited_at;
	const char *invited_by;
	struct instant activated_at;
	struct uuid inspection;
	const char *email, *mobile, *remarks;
	const char *link_hash;
	struct instant link_expires_at;
};
/* Locked for update; ERR_ABSENT, code NO_SUCH_REGISTRATION. */
MUST_CHECK int store_registration_open(struct tx *tx, const char *dealer,
				       const struct uuid *id,
				       struct registration_row *ret_row,
				       struct rows **ret_rows, struct err *err);
MUST_CHECK int store_registration_save(struct tx *tx, const char *dealer,
				       const struct registration_row *row,
				       struct err *err);
MUST_CHECK int store_registrations_of(struct tx *tx, const char *dealer,
				      const struct uuid *customer, struct rows **ret_rows,
				      struct err *err);

#endif
