/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing an offer with what it became. */
#include "inspection/domain/approval.h"

#include <string.h>

#include "base/decimal.h"

static bool same_number(const char *a, const char *b)
{
	struct decimal left, right;

	if (decimal_parse(a, DECIMAL_POINT, &left, NULL) < 0 ||
	    decimal_parse(b, DECIMAL_POINT, &right, NULL) < 0)
		return strcmp(a, b) == 0;
	return decimal_compare(left, right) == 0;
}

enum standing approval_after(const struct offer *before, const struct offer *now)
{
	if (strcmp(before->text, now->text) != 0 ||
	    !same_number(before->quantity, now->quantity))
		return STANDING_TEXT_CHANGE;
	if (now->has_price &&
	    (!before->has_price || now->unit_price_cents > before->unit_price_cents))
		return STANDING_PRICE_RISE;
	if (strcmp(before->price_kind, now->price_kind) != 0)
		return STANDING_TEXT_CHANGE;
	return STANDING_HOLDS;
}
