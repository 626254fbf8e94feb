/* SPDX-License-Identifier: Apache-2.0 */
/* What the routes about inspection forms share. Thread: http. */
#ifndef BEURT_GATEWAY_HTTP_INSPECTION_H
#define BEURT_GATEWAY_HTTP_INSPECTION_H

#include "gateway/access.h"

/* The form as it is now, with its ETag; `before` is members to start with (`"a":1,`). */
MUST_CHECK int inspection_reply(struct gateway *gateway, const struct request *req,
				struct reply *reply, const struct uuid *id,
				const char *before, struct err *err);

#endif
