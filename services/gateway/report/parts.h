/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of a report on paper share while it is written. */
#ifndef BEURT_GATEWAY_REPORT_PARTS_H
#define BEURT_GATEWAY_REPORT_PARTS_H

#include "gateway/report/report.h"
#include "gateway/report/words.h"

#define REPORT_PICTURE_MAX ((size_t)3 * 1024 * 1024) /* of one, as it is stored */

struct sheet {
	const struct report *report;
	const struct inspection_version_state_form *form;
	struct doc *doc;
	enum tongue tongue;
};

/* report/points.c */
void sheet_write_advices(const struct sheet *sheet);
void sheet_write_points(const struct sheet *sheet);
void sheet_write_photos(const struct sheet *sheet);
/* As people write it; "" when there is none. */
const char *sheet_plate(const struct inspection_version_state_form *form);

#endif
