/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One round of asking the register: claim, ask, record.
 *
 *	1. In one transaction: claim a batch of plates that wait.
 *	2. Ask, with no transaction open.
 *	3. In one transaction: what was answered, and register.state of what has changed.
 *
 * A round that dies leaves its claim, which is anybody's after a while; its answers, if
 * they come late, are not recorded. So a plate is never asked by two at a time, and a
 * night goes on where it was. Thread: a round belongs to one refresher.
 */
#ifndef BEURT_FLEET_REGISTER_ROUND_H
#define BEURT_FLEET_REGISTER_ROUND_H

#include "app/app.h"
#include "fleet/register/source.h"

struct register_metrics {
	struct counter *asked, *changed, *not_found, *apk_moved, *sold, *recalls,
		*exported;
	struct counter *failed, *busy, *strange;
	struct gauge *waiting;
};

struct register_round {
	/* Given. */
	struct pool *pool;
	const struct clock *clock;
	struct flow *flow;
	struct register_source *source;
	const struct register_metrics *count;
	/* What came of it. */
	size_t plates; /* claimed; 0 = none waits */
	int64_t said;
};

/* 0 when the round is over, also when there was nothing to do. Errors as
 * register_fetch(); the claim is then given back, to wait or not. */
MUST_CHECK int register_round(struct register_round *round, struct err *err);

#endif
