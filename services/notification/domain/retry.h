/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a letter that could not be handed over is tried again: after 1, 5, 15 and 60
 * minutes, then every 2 and every 4 hours, a tenth earlier or later by chance, so that
 * a server that comes back is not met by all at once. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_RETRY_H
#define BEURT_NOTIFICATION_RETRY_H

#include "base/instant.h"

/* `attempts` so far, at least 1. `seed` spreads (a hash of the id). */
struct instant retry_after(int attempts, struct instant now, uint64_t seed);

#endif
