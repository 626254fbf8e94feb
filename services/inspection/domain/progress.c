/* SPDX-License-Identifier: Apache-2.0 */
/* The steps a form takes, and those it refuses. */
#include "inspection/domain/progress.h"

#include <string.h>

static const char *const NAMES[] = {
	[PROGRESS_NONE] = "",         [PROGRESS_FILLING] = "filling",
	[PROGRESS_SAVED] = "saved",   [PROGRESS_SENT] = "sent",
	[PROGRESS_OPENED] = "opened", [PROGRESS_ANSWERED] = "answered",
	[PROGRESS_DONE] = "done",     [PROGRESS_DISCARDED] = "discarded",
};

const char *progress_name(enum progress progress)
{
	return NAMES[progress];
}

enum progress progress_from(const char *name)
{
	for (size_t i = 1; name && i < COUNT_OF(NAMES); i++)
		if (strcmp(NAMES[i], name) == 0)
			return (enum progress)i;
	return PROGRESS_NONE;
}

static enum progress at_least(enum progress now, enum progress reached)
{
	return now > reached ? now : reached;
}

static int not_saved(struct err *err)
{
	return err_set_code(err, ERR_CONFLICT, "NOT_SAVED",
			    "the form was never saved: save it first");
}

int progress_after(enum progress now, enum step step, enum progress *ret_next,
		   struct err *err)
{
	static const enum progress REACHED[] = {
		[STEP_NONE] = PROGRESS_NONE,   [STEP_EDIT] = PROGRESS_FILLING,
		[STEP_SAVE] = PROGRESS_SAVED,  [STEP_MAIL] = PROGRESS_SENT,
		[STEP_SEE] = PROGRESS_OPENED,  [STEP_ANSWER] = PROGRESS_ANSWERED,
		[STEP_FINISH] = PROGRESS_DONE, [STEP_DISCARD] = PROGRESS_DISCARDED,
	};

	if (now == PROGRESS_DISCARDED)
		return err_set_code(err, ERR_CONFLICT, "FORM_DISCARDED",
				    "the form was thrown away: open a new one");
	if (step == STEP_DISCARD && now != PROGRESS_FILLING)
		return err_set_code(err, ERR_CONFLICT, "ALREADY_SAVED",
				    "the form was saved: it stays");
	if (step > STEP_SAVE && step != STEP_DISCARD && now == PROGRESS_FILLING)
		return not_saved(err);
	*ret_next = at_least(now, REACHED[step]);
	return 0;
}
