/* SPDX-License-Identifier: Apache-2.0 */
/* What the events' files share. Thread: that of the transaction. */
#ifndef BEURT_NOTIFICATION_EVENTS_H
#define BEURT_NOTIFICATION_EVENTS_H

#include "notification/notification.h"
#include "notification/store.h"

struct consent_change;

/* Say consent.state when it differs from what was said last. *ret_version is the version
 * that stands now; 0 for a customer that is not known. */
MUST_CHECK int consent_say(struct tx *tx, const char *dealer, const struct uuid *customer,
			   struct outbox *say, int64_t *ret_version, struct err *err);

MUST_CHECK int notification_on_consent_change(struct notification *svc, struct tx *tx,
					      const struct consent_change *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);

struct letter_preview;

/* Shows a letter and judges it as if it were due; writes nothing. ERR_ABSENT when garage
 * or customer are not known. */
MUST_CHECK int notification_on_letter_preview(struct notification *svc, struct tx *tx,
					      const struct letter_preview *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);

#endif
