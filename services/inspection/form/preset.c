/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the checklist that is compiled in: it is a message like any other. */
#include "inspection/form/preset.h"

extern const char inspection_preset[];

int preset_open(struct checklist_state **ret_checklist, struct err *err)
{
	void *msg;

	if (msg_decode(&checklist_state_type, slice_of(inspection_preset), &msg, err) < 0)
		return err_prefix(err, "the built-in checklist: ");
	*ret_checklist = msg;
	return 0;
}
