/* SPDX-License-Identifier: Apache-2.0 */
/* Log-in attempts per address and log-in name. Thread: any. */
#ifndef BEURT_GATEWAY_LIMITER_H
#define BEURT_GATEWAY_LIMITER_H

#include "base/err.h"
#include "http/request.h"

struct limiter;

struct limiter *limiter_new(int64_t per_minute);
void limiter_free(struct limiter *limiter);
/* ERR_LATER TOO_MANY when this address has tried this name too often: others are not
 * locked out by it. */
MUST_CHECK int limiter_take(struct limiter *limiter, const struct request *req,
			    const char *login, struct err *err);

#endif
