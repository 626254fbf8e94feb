/* SPDX-License-Identifier: Apache-2.0 */
/* The page behind an unsubscribe link. Thread: any. */
#ifndef BEURT_GATEWAY_STOP_PAGE_H
#define BEURT_GATEWAY_STOP_PAGE_H

#include "gateway/pages/pages.h"

enum page_stop {
	PAGE_STOP_ASK,
	PAGE_STOP_DONE,
	PAGE_STOP_RESUMED,
	PAGE_STOP_AGAIN,
	PAGE_STOP_NO_LINK,
};

struct page_stop_view {
	enum page_stop page;
	bool one_car;       /* "this car is no longer mine" instead of "stop messages" */
	const char *garage; /* code that goes along with the form; NULL: none */
};

MUST_CHECK int page_stop_write(const struct page_frame *frame,
			       const struct page_stop_view *view, struct strbuf *out,
			       struct err *err);

#endif
