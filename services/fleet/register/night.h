/* SPDX-License-Identifier: Apache-2.0 */
/* When nightly work begins: at an hour of Amsterdam's clock. Thread: any. */
#ifndef BEURT_FLEET_REGISTER_NIGHT_H
#define BEURT_FLEET_REGISTER_NIGHT_H

#include <stdint.h>

#include "base/instant.h"

/* The first such hour after `now`. ERR_INVALID without that zone. */
MUST_CHECK int night_next(struct instant now, int64_t hour, struct instant *ret_at,
			  struct err *err);

#endif
