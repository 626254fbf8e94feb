/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The segments' names, and where each one's quantiles stand.
 */
#include "reminder/domain/levels.h"

static const char *const NAMES[SEGMENTS] = {
	[SEGMENT_NONE] = "",
	[SEGMENT_SERVICE_NEW] = "service/new",
	[SEGMENT_SERVICE_PROMPT] = "service/prompt",
	[SEGMENT_SERVICE_SLACK] = "service/slack",
	[SEGMENT_SERVICE_NEGLECTFUL] = "service/neglectful",
	[SEGMENT_SERVICE_ERRATIC] = "service/erratic",
	[SEGMENT_APK_ALONE] = "apk/alone",
	[SEGMENT_APK_WITH_SERVICE] = "apk/with_service",
	[SEGMENT_VISIT_SERVICE] = "visit/service",
	[SEGMENT_VISIT_APK] = "visit/apk",
	[SEGMENT_VISIT_BOTH] = "visit/both",
	[SEGMENT_VISIT_BEFORE_APK] = "visit/before_apk",
};

const char *segment_name(enum segment segment)
{
	return NAMES[segment];
}

const struct spread *levels_of(const struct levels_table *table, enum segment segment)
{
	return table && segment != SEGMENT_NONE ? &table->rows[segment].chance : NULL;
}
