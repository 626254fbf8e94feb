/* SPDX-License-Identifier: Apache-2.0 */
/* Why a rejected odometer reading is probably wrong, for people to see. Thread: any. */
#ifndef BEURT_REMINDER_TYPING_ERROR_H
#define BEURT_REMINDER_TYPING_ERROR_H

#include "reminder/domain/odometer.h"

/* Compare with what the accepted readings around it, and the rate in metres a day, make
 * likely on that day. */
enum reading_verdict typing_error_of(const struct odometer *odometer,
				     const struct reading *rejected, int64_t rate);

#endif
