/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saving, sending, finishing and throwing away. Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_SAVE_H
#define BEURT_INSPECTION_FORM_SAVE_H

#include "inspection/form/sheet.h"

struct save_request {
	const char *reason; /* needed once the invoice was posted; may be NULL */
	bool mail;          /* tell the customer, also when nothing asks for it */
};

struct save_result {
	int64_t number;
	bool mailed;
	const char
		*not_mailed; /* not_asked, nothing_changed, no_email; NULL when mailed */
};

/*
 * Freeze the draft as the next version, void the approvals it breaks, write to the
 * customer when the rules say so. Nothing changed since the last save: its number.
 * ERR_INVALID: FORM_INCOMPLETE, REASON_NEEDED.
 */
MUST_CHECK int save_form(struct sheet *sheet, const struct save_request *request,
			 struct save_result *ret_result, struct err *err);

/* Mail the newest version, if it was not. ERR_CONFLICT: NOT_SAVED, SAVE_FIRST. */
MUST_CHECK int save_send(struct sheet *sheet, int64_t number,
			 struct save_result *ret_result, struct err *err);

/* ERR_CONFLICT: NOT_SAVED, SAVE_FIRST, NOT_ALL_CHECKED. */
MUST_CHECK int save_finish(struct sheet *sheet, struct err *err);

#endif
