/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does what a customer approved still stand?
 *
 * domain.md 3d-12: a later price increase or change of the text voids the approval of
 * that line, a decrease keeps it; the burden of proof is the garage's. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_APPROVAL_H
#define BEURT_INSPECTION_DOMAIN_APPROVAL_H

#include <stdbool.h>
#include <stdint.h>

/* An advice as the customer reads it. */
struct offer {
	const char *text;
	const char *quantity; /* decimal text: 1 and 1.0 are the same */
	const char *price_kind;
	bool has_price;
	int64_t unit_price_cents;
};

enum standing { STANDING_HOLDS, STANDING_PRICE_RISE, STANDING_TEXT_CHANGE };

/* What became of the offer between two versions. A price that followed and is known now
 * counts as risen. */
enum standing approval_after(const struct offer *before, const struct offer *now);

#endif
