/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: forms, their fields, the log of edits.
 *
 * Texts of a row lend from the rows they were read from. No policy here. Thread: that of
 * the tx.
 */
#ifndef BEURT_INSPECTION_STORE_FORM_H
#define BEURT_INSPECTION_STORE_FORM_H

#include "inspection/domain/fields.h"
#include "inspection/domain/progress.h"
#include "pg/pg.h"

struct form_row {
	struct uuid id;
	int64_t version;
	int64_t revision;
	enum progress progress;
	const char *entry;
	const char *prefill;
	struct uuid checklist;
	int64_t checklist_version;
	struct uuid vehicle, customer, registration;
	struct uuid before; /* the car's last form, and its version */
	int64_t before_number;
	struct instant opened_on;
	const char *opened_by;
	struct instant updated_at;
	const char *updated_by;
	struct civil_date inspection_date;
	int64_t saved_number, saved_revision;
	struct instant saved_at, first_saved_at;
	int64_t mailed_number;
	struct instant mailed_at;
	int64_t advised_number;
	struct instant seen_at, answered_at, done_at, invoiced_at;
	struct uuid invoiced_visit;
	bool has_over_estimate, over_estimate;
	const char *link_hash;
	struct instant link_expires_at;
	struct instant wish_at;
	const char *wish_days, *wish_part, *wish_stay, *wish_remarks;
	int64_t data_mails;
	const char *discard_reason;
	bool erased;
};

/* Locked for update; ERR_ABSENT, code NO_SUCH_INSPECTION. */
MUST_CHECK int store_form_open(struct tx *tx, const char *dealer, const struct uuid *id,
			       struct form_row *ret_row, struct rows **ret_rows,
			       struct err *err);
/* False when there is one of that id already. */
MUST_CHECK int store_form_add(struct tx *tx, const char *dealer,
			      const struct form_row *row, bool *ret_added,
			      struct err *err);
MUST_CHECK int store_form_save(struct tx *tx, const char *dealer,
			       const struct form_row *row, struct err *err);

/* The car's newest saved form but this one; none leaves *ret_form as it is. */
struct form_version {
	struct uuid form;
	int64_t number;
};
MUST_CHECK int store_form_before(struct tx *tx, const char *dealer,
				 const struct uuid *vehicle, const struct uuid *but,
				 struct form_version *ret_form, struct err *err);

/* Ids of saved forms that a visit may be the bill of: inspected on its day or at most
 * 30 days before, or billed by it already. */
struct visit_of_form {
	struct uuid visit;
	struct uuid vehicle;
	struct civil_date date;
};
MUST_CHECK int store_forms_of_visit(struct tx *tx, const char *dealer,
				    const struct visit_of_form *visit,
				    struct rows **ret_rows, struct err *err);
/* Column 0: which of these cars (counted from 1) have a saved form, rising. */
struct cars_of_batch {
	const char *const *dealers;
	const char *const *vehicles;
	size_t count;
};
MUST_CHECK int store_cars_with_forms(struct tx *tx, const struct cars_of_batch *cars,
				     struct rows **ret_rows, struct err *err);
MUST_CHECK int store_forms_of_customer(struct tx *tx, const char *dealer,
				       const struct uuid *customer,
				       struct rows **ret_rows, struct err *err);

MUST_CHECK int store_fields_load(struct tx *tx, const char *dealer, const struct uuid *id,
				 struct field_set *ret_set, struct err *err);
/* Those that changed. */
MUST_CHECK int store_fields_save(struct tx *tx, const char *dealer, const struct uuid *id,
				 const struct field_set *set, struct err *err);

/* Writes of one device, as they came. */
struct edit_row {
	const char *device;
	int64_t revision;
	struct instant at;
	const char *actor;
	size_t count;
	const int64_t *counters;
	const char *const *paths;
	const char *const *values;
};
/* Column 0: the counters that were not heard before, rising. */
MUST_CHECK int store_edits_add(struct tx *tx, const char *dealer, const struct uuid *id,
			       const struct edit_row *edits, struct rows **ret_new,
			       struct err *err);
/* Empty the values typed into these paths, in the log. */
MUST_CHECK int store_edits_blank(struct tx *tx, const char *dealer, const struct uuid *id,
				 const char *const *paths, size_t count, struct err *err);

#endif
