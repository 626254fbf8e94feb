/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a checklist's next version. Thread: flow's. */
#ifndef BEURT_INSPECTION_FORM_CHECKLIST_H
#define BEURT_INSPECTION_FORM_CHECKLIST_H

#include "flow/flow.h"
#include "gen/checklist_save.h"

/* ERR_CONFLICT, code VERSION_CONFLICT, when somebody was first; ERR_INVALID names the
 * point: ids are unique and part of paths, limits are numbers in order. */
MUST_CHECK int checklist_keep(struct tx *tx, const struct checklist_save *msg,
			      struct outbox *say, int64_t *ret_version, struct err *err);

/* The rules alone. */
MUST_CHECK int checklist_check(const struct wire_checklist_point *points, size_t count,
			       struct err *err);

#endif
