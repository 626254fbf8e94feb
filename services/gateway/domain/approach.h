/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is learned of approaches: which channel, reminder or text brings more visits. Said
 * only where 100 messages or more of both had their days and the interval of the
 * difference leaves nothing out (domain.md 3d-8). Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_APPROACH_H
#define BEURT_GATEWAY_DOMAIN_APPROACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/interval.h"

#define APPROACH_SENT 100

/* Only texts of a campaign are drawn by lot; the others went to different people. */
enum approach_kind { APPROACH_CHANNEL, APPROACH_STEP, APPROACH_VARIANT };

struct approach {
	enum approach_kind kind;
	char key[48];      /* "sms", "2", "B" */
	char campaign[40]; /* of a variant */
	int64_t sent;
	int64_t visited;
	int64_t value_cents;
	int64_t cost_cents;
};

enum approach_verdict {
	APPROACH_TOO_FEW,
	APPROACH_NO_DIFFERENCE, /* none is proven */
	APPROACH_BETTER,        /* a brings more than b */
	APPROACH_WORSE,
};

struct approach_fact {
	enum approach_verdict verdict;
	struct interval difference; /* of the shares that came, a - b */
};

struct approach_fact approach_compare(const struct approach *a, const struct approach *b);
/* Are they two of one kind, so that comparing says something? */
bool approach_is_peer(const struct approach *a, const struct approach *b);
const char *approach_kind_name(enum approach_kind kind);
const char *approach_verdict_name(enum approach_verdict verdict);

#endif
