/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Outbox rows onto their topics, one active relay per schema. Inside flow/ only.
 *
 * Thread: relay_run its own; relay_wake any.
 */
#ifndef BEURT_FLOW_RELAY_H
#define BEURT_FLOW_RELAY_H

#include "flow/inside.h"

struct relay;

MUST_CHECK int relay_new(struct flow *flow, struct relay **ret_relay, struct err *err);
void relay_free(struct relay *relay);
AUTO_FREE(relay, relay_free)
void relay_run(void *flow);
/* Rows were committed: look now. */
void relay_wake(struct relay *relay);
/* True when this process relays; if not, NOTIFY wakes the one that does. */
bool relay_is_active(const struct relay *relay);

#endif
