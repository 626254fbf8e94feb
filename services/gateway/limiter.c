/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what counts as the same asker: for log-ins address and log-in name together,
 * and the address alone, which has a new name each time; else whoever the limit is about.
 */
#include "gateway/limiter.h"

#include "base/text.h"
#include "gateway/domain/throttle.h"
#include "sys/clock.h"
#include "sys/thread.h"

#define KEYS 16384

struct meter {
	struct mutex lock;
	struct throttle *throttle;
};

struct limiter {
	struct meter meters[LIMITS];
};

struct limiter *limiter_new(const int64_t per_minute[LIMITS])
{
	struct limiter *limiter = mem_alloc(sizeof(*limiter));
	for (size_t i = 0; i < LIMITS; i++) {
		mutex_init(&limiter->meters[i].lock);
		limiter->meters[i].throttle = throttle_new(KEYS, per_minute[i]);
	}
	return limiter;
}

void limiter_free(struct limiter *limiter)
{
	if (!limiter)
		return;
	for (size_t i = 0; i < LIMITS; i++) {
		throttle_free(limiter->meters[i].throttle);
		mutex_done(&limiter->meters[i].lock);
	}
	mem_free(limiter);
}

static bool take(struct meter *meter, uint64_t key)
{
	MUTEX_HOLD(&meter->lock);
	return throttle_take(meter->throttle, key, clock_monotonic());
}

int limiter_take(struct limiter *limiter, const struct request *req, const char *login,
		 struct err *err)
{
	uint64_t key = text_hash(request_ip(req)) * 31 + text_hash(login);
	if (take(&limiter->meters[LIMIT_LOGIN], key) &&
	    take(&limiter->meters[LIMIT_ENTRY], text_hash(request_ip(req))))
		return 0;
	return err_set_code(err, ERR_LATER, "TOO_MANY",
			    "too many attempts; wait half a minute");
}

int limiter_take_of(struct limiter *limiter, enum limit limit, const char *who,
		    struct err *err)
{
	static const char *const askers[] = {
		[LIMIT_LOGIN] = "log-in",
		[LIMIT_ENTRY] = "address",
		[LIMIT_UPLOAD] = "garage",
		[LIMIT_READ] = "user",
		[LIMIT_CUSTOMER] = "address",
	};
	if (take(&limiter->meters[limit], text_hash(who)))
		return 0;
	return err_set_code(err, ERR_LATER, "TOO_FAST",
			    "this %s asks more often than is allowed; wait a moment",
			    askers[limit]);
}
