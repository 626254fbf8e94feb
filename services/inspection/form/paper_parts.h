/* SPDX-License-Identifier: Apache-2.0 */
/* What paper.c, paper_point.c and paper_line.c share. Thread: one at a time. */
#ifndef BEURT_INSPECTION_FORM_PAPER_PARTS_H
#define BEURT_INSPECTION_FORM_PAPER_PARTS_H

#include "inspection/form/paper.h"
#include "msg/arena.h"

/* A paper in the making. */
struct desk_paper {
	const struct paper_request *request;
	struct arena *arena;
	struct inspection_version_state_form *form;
};

/* "room/id/leaf" of the draft; NULL when empty. */
const char *paper_value(const struct paper_request *request, const char *room,
			const char *id, const char *leaf);
int paper_incomplete(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

MUST_CHECK int paper_points(struct desk_paper *desk, struct err *err);
MUST_CHECK int paper_advices(struct desk_paper *desk, struct err *err);
MUST_CHECK int paper_works(struct desk_paper *desk, struct err *err);

#endif
