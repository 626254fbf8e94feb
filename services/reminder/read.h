/* SPDX-License-Identifier: Apache-2.0 */
/* Optional texts of messages as values: what is absent reads as "not set". Thread: any.
 */
#ifndef BEURT_REMINDER_READ_H
#define BEURT_REMINDER_READ_H

#include "base/civil_date.h"
#include "base/instant.h"
#include "base/uuid.h"

/* The message engine has checked the form; NULL gives NO_DATE or NO_INSTANT. */
MUST_CHECK static inline int read_date(const char *text, struct civil_date *ret_date,
				       struct err *err)
{
	*ret_date = NO_DATE;
	return text ? civil_parse(text, ret_date, err) : 0;
}

MUST_CHECK static inline int read_instant(const char *text, struct instant *ret_at,
					  struct err *err)
{
	*ret_at = NO_INSTANT;
	return text ? instant_parse(text, ret_at, err) : 0;
}

#endif
