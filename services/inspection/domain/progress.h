/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a form is:
 *
 *	filling → saved → sent → opened → answered → done
 *	       ↘ discarded
 *
 * A step back never happens: a save of a form that was sent leaves it sent.
 * Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_PROGRESS_H
#define BEURT_INSPECTION_DOMAIN_PROGRESS_H

#include "base/err.h"

enum progress {
	PROGRESS_NONE,
	PROGRESS_FILLING,
	PROGRESS_SAVED,
	PROGRESS_SENT,     /* the customer was mailed */
	PROGRESS_OPENED,   /* the customer's page was seen: an indication */
	PROGRESS_ANSWERED, /* the customer said something about an advice */
	PROGRESS_DONE,
	PROGRESS_DISCARDED,
};

enum step {
	STEP_NONE,
	STEP_EDIT,
	STEP_SAVE,
	STEP_MAIL,
	STEP_SEE,
	STEP_ANSWER,
	STEP_FINISH,
	STEP_DISCARD,
};

/*
 * What a step makes of it. ERR_CONFLICT: FORM_DISCARDED, NOT_SAVED (save first),
 * ALREADY_SAVED (only what was never saved may be thrown away).
 */
MUST_CHECK int progress_after(enum progress now, enum step step, enum progress *ret_next,
			      struct err *err);

const char *progress_name(enum progress progress);
enum progress progress_from(const char *name);

#endif
