/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Booking from a report's page, where the garage takes appointments through us; where it
 * does not, the customer still wishes for one. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_MINE_BOOK_H
#define BEURT_GATEWAY_HTTP_MINE_BOOK_H

#include "gateway/http_mine.h"

/* The report with what the garage offers. */
int mine_report(const struct mine *mine, const struct page_frame *frame,
		struct page_report *report, int status, struct err *err);
/* Whether a slot was pressed. */
bool mine_is_booking(const struct request *req);
/* Books it, with stay and remarks of the form; and says so on the report's page. */
int mine_book(const struct mine *mine, const char *stay, const char *remarks,
	      struct err *err);

#endif
