/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys of timers about one thing of one garage: "dealer/id".
 */
#ifndef BEURT_FLOW_TIMER_KEY_H
#define BEURT_FLOW_TIMER_KEY_H

#include "base/err.h"
#include "base/uuid.h"

#define TIMER_DEALER_TEXT 41

struct timer_key {
	char dealer[TIMER_DEALER_TEXT];
	struct uuid id;
};

/* ERR_INVALID for a key that is anything else. Thread: any. */
MUST_CHECK int timer_key_read(const char *key, struct timer_key *ret_key,
			      struct err *err);

#endif
