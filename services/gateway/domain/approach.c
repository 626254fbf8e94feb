/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what may be said of two approaches: nothing, no difference, or which is better.
 */
#include "gateway/domain/approach.h"

#include <string.h>

bool approach_is_peer(const struct approach *a, const struct approach *b)
{
	return a->kind == b->kind && strcmp(a->campaign, b->campaign) == 0 &&
	       strcmp(a->key, b->key) != 0;
}

struct approach_fact approach_compare(const struct approach *a, const struct approach *b)
{
	struct approach_fact fact = { .verdict = APPROACH_TOO_FEW };

	if (a->sent < APPROACH_SENT || b->sent < APPROACH_SENT)
		return fact;
	fact.difference = share_difference((struct share){ a->visited, a->sent },
					   (struct share){ b->visited, b->sent });
	fact.verdict = APPROACH_NO_DIFFERENCE;
	if (fact.difference.low > 0)
		fact.verdict = APPROACH_BETTER;
	else if (fact.difference.high < 0)
		fact.verdict = APPROACH_WORSE;
	return fact;
}

const char *approach_kind_name(enum approach_kind kind)
{
	static const char *const NAMES[] = { "channel", "step", "variant" };

	return NAMES[kind];
}

const char *approach_verdict_name(enum approach_verdict verdict)
{
	static const char *const NAMES[] = { "too_few", "no_difference", "better",
					     "worse" };

	return NAMES[verdict];
}
