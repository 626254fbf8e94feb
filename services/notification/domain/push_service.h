/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether an address that a browser gave is one of a push service we know: we post to it,
 * and must not be made to post anywhere else. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_PUSH_SERVICE_H
#define BEURT_NOTIFICATION_PUSH_SERVICE_H

#include <stdbool.h>

/* services: scheme, host and port of each, with commas between; a host that begins with
 * "*." stands for one or more labels there. What an endpoint has behind them is not
 * looked at. */
bool push_service_is_known(const char *services, const char *endpoint);

#endif
