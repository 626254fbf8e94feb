/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inspections as requests ask for them: forms and their versions, what is known of a car
 * before one is made, checklists, registrations. See store.h for the conventions.
 * Thread: http worker, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_INSPECTION_H
#define BEURT_GATEWAY_STORE_INSPECTION_H

#include "gateway/customer_link.h"
#include "gateway/store.h"

/* --- store_link.c ------------------------------------------------------------------- */
/* What a link opens; the transaction's app.link is its hash. ERR_ABSENT, also when it has
 * expired. */
MUST_CHECK int store_link_find(struct tx *tx, const char *hash,
			       struct link_target *ret_target, struct err *err);
/* inspection.state without its link, as JSON text for msg_decode. ERR_ABSENT. Caller
 * frees, here and below. */
MUST_CHECK int store_form_load(struct tx *tx, const struct uuid *id, char **ret_json,
			       struct err *err);
/* inspection_version.state of that number; 0 is the newest. ERR_ABSENT. */
MUST_CHECK int store_version_load(struct tx *tx, const struct uuid *id, int64_t number,
				  char **ret_json, struct err *err);
/* registration.state without its link. ERR_ABSENT. */
MUST_CHECK int store_registration_load(struct tx *tx, const struct uuid *id,
				       char **ret_json, struct err *err);

/* --- store_inspection.c ------------------------------------------------------------- */
struct form_filter {
	const char *status; /* NULL: all but the discarded */
	const char *search;
	const char *search_plate; /* the same as a plate would be stored, or "" */
	const char *mine_login;   /* NULL: everybody's */
	const char *mine_name;
	struct civil_date from; /* day of the inspection; unset: any */
	struct civil_date to;
};
MUST_CHECK int store_forms_write(struct tx *tx, const struct form_filter *filter,
				 struct page *page, struct strbuf *out, struct err *err);
/* The members of a form, without braces; ERR_ABSENT. */
MUST_CHECK int store_form_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				int64_t *ret_version, struct err *err);
struct form_facts {
	int64_t version;
	int64_t revision;
	int64_t saved_number; /* 0: never saved */
	int64_t saved_revision;
	bool opened; /* the customer's page was seen */
};
MUST_CHECK int store_form_facts(struct tx *tx, const struct uuid *id,
				struct form_facts *ret_facts, struct err *err);
MUST_CHECK int store_version_write(struct tx *tx, const struct uuid *id, int64_t number,
				   struct strbuf *out, int64_t *ret_version,
				   struct err *err);
MUST_CHECK int store_version_exists(struct tx *tx, const struct uuid *id, int64_t number,
				    bool *ret_exists, struct err *err);

/* --- store_entry.c ------------------------------------------------------------------ */
/* What is known of a plate, or of each car of a customer's number: the matches of GET
 * /v1/inspections/entry. `plate` is normalised; one of the two is NULL. */
MUST_CHECK int store_entry_write(struct tx *tx, const char *plate,
				 const char *customer_number, struct strbuf *out,
				 struct err *err);

/* --- store_checklist.c -------------------------------------------------------------- */
MUST_CHECK int store_checklists_write(struct tx *tx, struct strbuf *out, struct err *err);
MUST_CHECK int store_checklist_write(struct tx *tx, const struct uuid *id,
				     struct strbuf *out, int64_t *ret_version,
				     struct err *err);
MUST_CHECK int store_registrations_write(struct tx *tx, const char *status,
					 struct page *page, struct strbuf *out,
					 struct err *err);
MUST_CHECK int store_registration_write(struct tx *tx, const struct uuid *id,
					struct strbuf *out, int64_t *ret_version,
					struct err *err);

#endif
