/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests that wait until the read model shows something, woken when this instance's
 * projector committed a record that may be it. Another instance may be the one that
 * commits, so whoever waits looks by itself as well, now and then. Thread: any.
 */
#ifndef BEURT_GATEWAY_SIGHTS_H
#define BEURT_GATEWAY_SIGHTS_H

#include <stdbool.h>
#include <stdint.h>

struct sights;
struct sight;

struct sights *sights_new(void);
void sights_free(struct sights *sights);
/* Wait for records of this aggregate, lent; NULL: for any. What was committed just before
 * counts too, so whoever waits first and looks then does not look in vain. */
struct sight *sights_add(struct sights *sights, const char *aggregate);
/* True when something was committed since it last answered so; false when the deadline
 * (clock_monotonic) passed first. */
bool sight_wait(struct sight *sight, int64_t deadline);
void sight_end(struct sight *sight); /* NULL is allowed */
/* A record was committed; its key is dealer/aggregate. */
void sights_tell(struct sights *sights, const char *key);

#endif
