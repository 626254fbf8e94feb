/* SPDX-License-Identifier: Apache-2.0 */
/* The figures. */
#include "notification/domain/cap.h"

#include <string.h>

#define APK_LADDER   3 /* an invitation and two reminders */
#define OTHER_LADDER 2

bool cap_allows_one_more(const struct cap_count *count, const struct cap_limits *limits)
{
	return count->days_7 < limits->week && count->days_30 < limits->month &&
	       count->days_365 < limits->year;
}

bool cap_allows_way(enum channel channel, const struct way_count *count)
{
	switch (channel) {
	case CHANNEL_SMS:
		return count->days_30 < 1;
	case CHANNEL_LETTER:
	case CHANNEL_CARD:
		return count->days_365 < 4;
	case CHANNEL_PHONE:
		return count->days_14 < 3 && !count->was_reached;
	case CHANNEL_EMAIL:
	case CHANNEL_PUSH:
	case CHANNEL_NONE:
	case CHANNELS:
		break;
	}
	return true;
}

int64_t cap_ladder(const char *reason_group)
{
	return reason_group && strcmp(reason_group, "apk") == 0 ? APK_LADDER
								: OTHER_LADDER;
}
