/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often somebody may ask: log-ins of a name, those from an address, files of a
 * garage, reads of a user, posts of a customer's address. Each has its own buckets; what
 * was allowed in a minute may be used at once. Thread: any.
 */
#ifndef BEURT_GATEWAY_LIMITER_H
#define BEURT_GATEWAY_LIMITER_H

#include "base/err.h"
#include "http/request.h"

struct limiter;

enum limit {
	LIMIT_LOGIN,
	LIMIT_ENTRY,
	LIMIT_UPLOAD,
	LIMIT_READ,
	LIMIT_CUSTOMER,
	LIMITS,
};

struct limiter *limiter_new(const int64_t per_minute[LIMITS]);
void limiter_free(struct limiter *limiter);
/* ERR_LATER TOO_MANY when this address has tried this name too often, or too many names:
 * others are not locked out by it. */
MUST_CHECK int limiter_take(struct limiter *limiter, const struct request *req,
			    const char *login, struct err *err);
/* ERR_LATER TOO_FAST when `who` (a garage, a user, an address) asked too often. */
MUST_CHECK int limiter_take_of(struct limiter *limiter, enum limit limit, const char *who,
			       struct err *err);

#endif
