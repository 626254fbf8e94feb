/* SPDX-License-Identifier: Apache-2.0 */
/* What is heard of contacts that a garage's own system delivers. Thread: that of the
 * transaction. */
#ifndef BEURT_NOTIFICATION_EVENTS_CARRIED_H
#define BEURT_NOTIFICATION_EVENTS_CARRIED_H

#include "notification/events.h"

struct contact_claim;
struct contact_report;

/* Answered with {"leave": false, "reason"}, or true and what carried_words() writes. */
MUST_CHECK int notification_on_contact_claim(struct notification *svc, struct tx *tx,
					     const struct contact_claim *msg,
					     struct outbox *say,
					     struct answer *ret_answer, struct err *err);
/* ERR_ABSENT, code CARRIED_UNKNOWN. */
MUST_CHECK int notification_on_contact_report(struct notification *svc, struct tx *tx,
					      const struct contact_report *msg,
					      struct outbox *say,
					      struct answer *ret_answer, struct err *err);
/* Nobody told what became of it in time. */
TIMER(notification_at_carried_end);

#endif
