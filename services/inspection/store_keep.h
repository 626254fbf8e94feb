/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: forms and registrations that were kept long enough, and all there is of them. No
 * policy here. Thread: that of the tx.
 */
#ifndef BEURT_INSPECTION_STORE_KEEP_H
#define BEURT_INSPECTION_STORE_KEEP_H

#include "pg/pg.h"

struct old_page {
	struct instant before;
	int64_t most;
};
/* Columns: dealer, id. Forms saved for the last time (never: opened) before the page's
 * moment, the oldest first, locked; one that somebody works on waits for the next look.
 */
MUST_CHECK int store_forms_old(struct tx *tx, const struct old_page *page,
			       struct rows **ret_rows, struct err *err);
/* Columns: dealer, id. Registrations of before that moment whose form is gone, or that
 * never had one; locked likewise. */
MUST_CHECK int store_registrations_old(struct tx *tx, const struct old_page *page,
				       struct rows **ret_rows, struct err *err);

/* Column 0: ids of its saved versions, in their order. */
MUST_CHECK int store_form_versions(struct tx *tx, const char *dealer,
				   const struct uuid *form, struct rows **ret_rows,
				   struct err *err);
/* Column 0: ids of forms that look back to it. */
MUST_CHECK int store_forms_after(struct tx *tx, const char *dealer,
				 const struct uuid *form, struct rows **ret_rows,
				 struct err *err);
/* Everything of it; and what was taken from its car's forms, once that was the last. */
MUST_CHECK int store_form_drop(struct tx *tx, const char *dealer, const struct uuid *form,
			       struct err *err);
MUST_CHECK int store_registration_drop(struct tx *tx, const char *dealer,
				       const struct uuid *id, struct err *err);

#endif
