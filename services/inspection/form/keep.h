/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of forms (domain.md 3d-10): five years after the last save a form goes, with
 * its versions, its answers and its registration. What is gone is told by tombstones, and
 * all who have something of it let it go (docs/privacy.md). Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_KEEP_H
#define BEURT_INSPECTION_FORM_KEEP_H

#include "flow/flow.h"

#define TIMER_KEEP "keep" /* key "all" */

/* Sets the first look, unless there is one. */
MUST_CHECK int keep_begin(void *context, struct tx *tx, struct outbox *say,
			  struct err *err);
/* A page of them in one transaction; at once again when there are more, else in a day. */
int keep_at_night(void *service, struct tx *tx, const char *key, struct instant due,
		  struct outbox *say, struct err *err);

#endif
