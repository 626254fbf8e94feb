/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who asks, when proxies stand before us: only what a trusted proxy wrote is believed,
 * from the right, until the first address that is none. Pure. Thread: any.
 */
#ifndef BEURT_HTTP_FORWARDED_H
#define BEURT_HTTP_FORWARDED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define FORWARDED_IP_TEXT 64 /* with a zone behind it */

/* "10.0.0.0/8,192.0.2.7": addresses and networks, IPv4 or IPv6. ERR_INVALID names the
 * part that is neither; an empty list is good. */
MUST_CHECK int proxies_check(const char *proxies, struct err *err);
/* `peer` is who is connected, `header` X-Forwarded-For or NULL. ret_ip is peer unless a
 * proxy of the list named somebody else. */
void forwarded_find(const char *proxies, const char *peer, const char *header,
		    char ret_ip[FORWARDED_IP_TEXT]);

#endif
