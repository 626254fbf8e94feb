/* SPDX-License-Identifier: Apache-2.0 */
/* Matching is exact in amount and owner: a wrong match would void the wrong visit. */
#include "invoice/domain/credit.h"

#include <string.h>

static bool same_id(const struct uuid *a, const struct uuid *b)
{
	return uuid_is_set(a) && strcmp(a->text, b->text) == 0;
}

static bool fits(const struct credit_claim *claim,
		 const struct credit_candidate *candidate)
{
	int32_t days = civil_days_between(candidate->issue_date, claim->issue_date);

	return days >= 0 && days <= CREDIT_MATCH_DAYS &&
	       candidate->net_cents == -claim->net_cents &&
	       same_id(&claim->customer_id, &candidate->customer_id) &&
	       same_id(&claim->vehicle_id, &candidate->vehicle_id);
}

const struct credit_candidate *credit_match(const struct credit_claim *claim,
					    const struct credit_candidate *candidates,
					    size_t count)
{
	const struct credit_candidate *best = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!fits(claim, &candidates[i]))
			continue;
		if (!best ||
		    civil_compare(candidates[i].issue_date, best->issue_date) > 0)
			best = &candidates[i];
	}
	return best;
}
