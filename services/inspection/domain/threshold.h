/* SPDX-License-Identifier: Apache-2.0 */
/* What a measurement suggests; the inspector decides. Thread: any. */
#ifndef BEURT_INSPECTION_DOMAIN_THRESHOLD_H
#define BEURT_INSPECTION_DOMAIN_THRESHOLD_H

#include "base/err.h"

/* Limits as decimal texts; NULL = none. */
struct limits {
	const char *advice_below;
	const char *necessary_below;
	const char *advice_above;
	const char *necessary_above;
};

enum suggestion { SUGGEST_NONE, SUGGEST_OK, SUGGEST_ADVICE, SUGGEST_NECESSARY };

/* NONE without limits or when the value is no number; the worse limit wins. */
enum suggestion threshold_suggest(const struct limits *limits, const char *value);

/* ERR_INVALID when a limit is no number, or necessary begins before advice does. */
MUST_CHECK int threshold_check(const struct limits *limits, struct err *err);

#endif
