/* SPDX-License-Identifier: Apache-2.0 */
/* SQL: what people tell the helpdesk. See store.h for the conventions. */
#ifndef BEURT_GATEWAY_STORE_FEEDBACK_H
#define BEURT_GATEWAY_STORE_FEEDBACK_H

#include "gateway/store.h"

struct feedback_row {
	struct uuid id;
	const char *dealer, *garage, *login, *name, *email, *language, *kind, *text,
		*screen;
};
/* ret_new: false when the same was written before (the projector's role). */
MUST_CHECK int store_feedback_add(struct tx *tx, const struct feedback_row *row,
				  bool *ret_new, struct err *err);
/* Fills garage and email of who is signed in: staff by log-in, a party by its id. */
MUST_CHECK int store_feedback_sender(struct tx *tx, const struct subject *subject,
				     struct rows **ret_rows, struct err *err);
/* Newest first, those without an answer before the others; all garages. */
MUST_CHECK int store_feedback_write(struct tx *tx, struct strbuf *out, struct err *err);
/* What this log-in told, the last 20, newest first. */
MUST_CHECK int store_feedback_mine_write(struct tx *tx, const struct subject *subject,
					 struct strbuf *out, struct err *err);
/* The row as it is then; texts are lent by ret_rows. ERR_CONFLICT when it has an answer,
 * ERR_ABSENT. */
struct feedback_answer {
	struct uuid id;
	const char *text, *actor;
};
MUST_CHECK int store_feedback_answer(struct tx *tx, const struct feedback_answer *answer,
				     struct feedback_row *ret_row, struct rows **ret_rows,
				     struct err *err);
/* Those answered before `answered`; those without an answer that came before `told`. */
MUST_CHECK int store_forget_feedback(struct tx *tx, struct instant answered,
				     struct instant told, struct err *err);

#endif
