/* SPDX-License-Identifier: Apache-2.0 */
/* The checklist every garage starts with, compiled in from checklist/. Thread: any. */
#ifndef BEURT_INSPECTION_FORM_PRESET_H
#define BEURT_INSPECTION_FORM_PRESET_H

#include "gen/checklist_state.h"
#include "msg/msg.h"

/* Name, points and no garage; the caller frees it with msg_free. */
MUST_CHECK int preset_open(struct checklist_state **ret_checklist, struct err *err);

#endif
