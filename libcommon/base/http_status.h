/* SPDX-License-Identifier: Apache-2.0 */
/* What an HTTP status says of whether the server has what was posted. Pure. */
#ifndef BEURT_BASE_HTTP_STATUS_H
#define BEURT_BASE_HTTP_STATUS_H

#include <stdbool.h>

/* A proxy in between got no answer it could use: the server behind it may have it
 * (RFC 9110 15.6.3 and 15.6.5). */
static inline bool http_status_is_lost(int status)
{
	return status == 502 || status == 504;
}

#endif
