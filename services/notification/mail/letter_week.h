/* SPDX-License-Identifier: Apache-2.0 */
/* What the letters to a garage's own people tell of a week: its results, a list left
 * open, a list nobody worked. Inner header of the mail room. Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_WEEK_H
#define BEURT_NOTIFICATION_LETTER_WEEK_H

#include "notification/mail/letter_fleet.h"

/* Of a letter that has a form; nothing when that has no results. */
void letter_set_week(const struct letter_tree *tree);

#endif
