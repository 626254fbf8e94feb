/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to write, as they are heard. Thread: that of the transaction. */
#ifndef BEURT_NOTIFICATION_EVENTS_REQUEST_H
#define BEURT_NOTIFICATION_EVENTS_REQUEST_H

#include "notification/events.h"

/* The print of a telephone number, the same however it was typed; "" for none. */
void events_print_phone(const struct notification *svc, const char *dealer,
			const char *number, char print[ADDRESS_PRINT_TEXT]);

MUST_CHECK int notification_on_requested(void *service, struct tx *tx,
					 const struct heard *in, struct outbox *say,
					 struct err *err);
MUST_CHECK int notification_on_requested_batch(void *service, struct tx *tx,
					       const struct heard *const *in,
					       size_t count, struct outbox *say,
					       struct err *err);

#endif
