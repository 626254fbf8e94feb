/* SPDX-License-Identifier: Apache-2.0 */
/* Limits of measurements. */
#include "inspection/domain/threshold.h"

#include <stdbool.h>

#include "base/decimal.h"

static bool read(const char *text, struct decimal *ret_value)
{
	return text && decimal_parse(text, DECIMAL_POINT, ret_value, NULL) == 0;
}

static bool below(const char *limit, struct decimal value)
{
	struct decimal number;

	return read(limit, &number) && decimal_compare(value, number) < 0;
}

static bool above(const char *limit, struct decimal value)
{
	struct decimal number;

	return read(limit, &number) && decimal_compare(value, number) > 0;
}

enum suggestion threshold_suggest(const struct limits *limits, const char *value)
{
	struct decimal number;

	if (!read(value, &number))
		return SUGGEST_NONE;
	if (below(limits->necessary_below, number) ||
	    above(limits->necessary_above, number))
		return SUGGEST_NECESSARY;
	if (below(limits->advice_below, number) || above(limits->advice_above, number))
		return SUGGEST_ADVICE;
	if (!limits->advice_below && !limits->necessary_below && !limits->advice_above &&
	    !limits->necessary_above)
		return SUGGEST_NONE;
	return SUGGEST_OK;
}

static int check_one(const char *limit, const char *name, struct err *err)
{
	struct decimal number;

	if (!limit || read(limit, &number))
		return 0;
	return err_set(err, ERR_INVALID, "%s '%.20s' is no number like 1.6", name, limit);
}

/* Both there and the wrong way round. */
static bool crossed(const char *low, const char *high)
{
	struct decimal lower, higher;

	return read(low, &lower) && read(high, &higher) &&
	       decimal_compare(lower, higher) > 0;
}

int threshold_check(const struct limits *limits, struct err *err)
{
	if (check_one(limits->advice_below, "advice_below", err) < 0 ||
	    check_one(limits->necessary_below, "necessary_below", err) < 0 ||
	    check_one(limits->advice_above, "advice_above", err) < 0 ||
	    check_one(limits->necessary_above, "necessary_above", err) < 0)
		return -1;
	if (crossed(limits->necessary_below, limits->advice_below))
		return err_set(err, ERR_INVALID,
			       "necessary_below is more than advice_below");
	if (crossed(limits->advice_above, limits->necessary_above))
		return err_set(err, ERR_INVALID,
			       "necessary_above is less than advice_above");
	return 0;
}
