/* SPDX-License-Identifier: Apache-2.0 */
/* What letters tell of a request of somebody who is no customer yet, and of feedback.
 * Inner header of the mail room. Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_LEAD_H
#define BEURT_NOTIFICATION_LETTER_LEAD_H

#include "notification/mail/letter_fleet.h"

/* Of a letter that has a form; nothing when that has neither. */
MUST_CHECK int letter_set_lead(const struct letter_tree *tree, struct err *err);

#endif
