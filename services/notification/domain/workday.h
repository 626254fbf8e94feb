/* SPDX-License-Identifier: Apache-2.0 */
/* Days on which post is carried and offices work: Monday to Friday without the public
 * holidays of the Netherlands. Thread: any. */
#ifndef BEURT_NOTIFICATION_WORKDAY_H
#define BEURT_NOTIFICATION_WORKDAY_H

#include <stdbool.h>

#include "base/civil_date.h"

bool workday_is(struct civil_date date);
/* That many working days later; `days` is 0 or more. */
struct civil_date workday_after(struct civil_date date, int days);

#endif
