/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what counts as the same attempt: address and log-in name together.
 */
#include "gateway/limiter.h"

#include "base/text.h"
#include "gateway/domain/throttle.h"
#include "sys/clock.h"
#include "sys/thread.h"

#define KEYS 16384

struct limiter {
	struct mutex lock;
	struct throttle *throttle;
};

struct limiter *limiter_new(int64_t per_minute)
{
	struct limiter *limiter = mem_alloc(sizeof(*limiter));
	mutex_init(&limiter->lock);
	limiter->throttle = throttle_new(KEYS, per_minute);
	return limiter;
}

void limiter_free(struct limiter *limiter)
{
	if (!limiter)
		return;
	throttle_free(limiter->throttle);
	mutex_done(&limiter->lock);
	mem_free(limiter);
}

int limiter_take(struct limiter *limiter, const struct request *req, const char *login,
		 struct err *err)
{
	uint64_t key = text_hash(request_ip(req)) * 31 + text_hash(login);
	MUTEX_HOLD(&limiter->lock);
	if (throttle_take(limiter->throttle, key, clock_monotonic()))
		return 0;
	return err_set_code(err, ERR_LATER, "TOO_MANY",
			    "too many attempts; wait half a minute");
}
