/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Token buckets for many keys in a fixed amount of memory. Pure: time is given.
 * Thread: one at a time.
 */
#ifndef BEURT_GATEWAY_DOMAIN_THROTTLE_H
#define BEURT_GATEWAY_DOMAIN_THROTTLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct throttle;

/* `per_minute` tokens a key, refilled steadily; about `keys` keys are remembered. */
struct throttle *throttle_new(size_t keys, int64_t per_minute);
void throttle_free(struct throttle *throttle);
/* Takes a token; false when the key has none left. Micros never go back. */
bool throttle_take(struct throttle *throttle, uint64_t key, int64_t micros);

#endif
