/* SPDX-License-Identifier: Apache-2.0 */
/* The service as its handlers see it, and its tables of what it hears. */
#ifndef BEURT_INVOICE_SERVICE_H
#define BEURT_INVOICE_SERVICE_H

#include "app/app.h"

struct invoice_knobs {
	struct app_knobs app;
	int64_t retry_page; /* BEURT_RETRY_PAGE */
	int64_t keep_documents_days;
};

extern const struct knob invoice_knobs_table[];
extern const size_t invoice_knobs_count;
extern const struct message_route invoice_messages[];
extern const size_t invoice_messages_count;
extern const struct timer_route invoice_timers[];
extern const size_t invoice_timers_count;

struct invoice_service {
	const struct invoice_knobs *knobs;
};

#endif
