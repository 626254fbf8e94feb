/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which channel brings people in, learned from visits and never from opens or clicks
 * (domain.md 3d-7): Thompson sampling, so that the better one is used more the surer it
 * is, and the other is still tried. Nothing is learned from fewer than LEARN_LEAST
 * contacts by a channel, or while there are not two to compare. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LEARN_H
#define BEURT_NOTIFICATION_LEARN_H

#include <stddef.h>
#include <stdint.h>

#include "notification/domain/consent.h"

#define LEARN_LEAST 500

struct channel_score {
	int64_t contacts; /* old enough that a visit would have followed */
	int64_t visits;   /* contacts that a visit followed */
};

/* Among `count` channels; the same seed draws the same. CHANNEL_NONE: nothing learned. */
enum channel learn_best(const struct channel_score scores[CHANNELS],
			const enum channel *among, size_t count, uint64_t seed);

#endif
