/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The customer's word on advices: taken, and voided when the offer changes.
 * Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_ANSWER_H
#define BEURT_INSPECTION_FORM_ANSWER_H

#include "gen/inspection_answer.h"
#include "inspection/form/sheet.h"

/*
 * Keep the answers, all or none. ERR_CONFLICT, code LINE_CHANGED, when a line is not what
 * was read; ERR_INVALID, code REASON_NEEDED, for answers at the desk without one;
 * ERR_DENIED, code LINK_EXPIRED. By link a letter confirms them.
 */
MUST_CHECK int answers_give(struct sheet *sheet, const struct inspection_answer *msg,
			    struct err *err);

/* What the new version breaks; sheet->saved is still the one before it. */
MUST_CHECK int answers_void(struct sheet *sheet,
			    const struct inspection_version_state_form *now,
			    struct err *err);

/* Approved lines together, without VAT; *ret_open: one of them has no price. */
struct approved {
	int64_t cents;
	bool has_open;
};
MUST_CHECK int answers_approved(const struct sheet *sheet, struct approved *ret_approved,
				struct err *err);

#endif
