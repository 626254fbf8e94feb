/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Push messages as a channel: to every browser of a person who switched them on.
 *
 * The message is {"title", "body", "url", "tag"}; the service worker of the holder's
 * pages shows it. A repeat has the same tag, so it takes the place of the first. One
 * browser that took it is enough; one that is gone (404, 410) is forgotten, and when
 * that was the last one the next channel has its turn. Thread: see channel/carrier.h.
 */
#ifndef BEURT_NOTIFICATION_PUSH_CARRIER_H
#define BEURT_NOTIFICATION_PUSH_CARRIER_H

#include "notification/channel/carrier.h"

extern const struct carrier push_carrier;

#endif
