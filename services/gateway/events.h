/* SPDX-License-Identifier: Apache-2.0 */
/* The messages the gateway hears. Thread: loop. */
#ifndef BEURT_GATEWAY_EVENTS_H
#define BEURT_GATEWAY_EVENTS_H

#include "flow/flow.h"

extern const struct message_route gateway_messages[];
extern const size_t gateway_messages_count;

#endif
