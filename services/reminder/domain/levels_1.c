/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rules' chances are worth, learned from past cases; written by
 * tests/accuracy/calibrate.py, never changed by hand or afterwards.
 */
#include "reminder/domain/levels.h"

/* clang-format off */
const struct levels_table LEVELS_1 = {
	.rule = "calibration@1",
	.rows = {
		[SEGMENT_SERVICE_NEW] = { 369,
			{ { 0, 22500, 67500, 227500, 502500, 737500, 892500, 962500, 1000000 } } },
		[SEGMENT_SERVICE_PROMPT] = { 1614,
			{ { 0, 42500, 92500, 212500, 467500, 717500, 897500, 942500, 1000000 } } },
		[SEGMENT_SERVICE_SLACK] = { 669,
			{ { 0, 57500, 122500, 262500, 470000, 757500, 907500, 962500, 1000000 } } },
		[SEGMENT_SERVICE_NEGLECTFUL] = { 298,
			{ { 0, 52500, 87500, 267500, 540000, 762500, 892500, 947500, 1000000 } } },
		[SEGMENT_SERVICE_ERRATIC] = { 0,
			{ { 0, 47500, 92500, 232500, 482500, 732500, 897500, 947500, 1000000 } } },
		[SEGMENT_APK_ALONE] = { 2263,
			{ { 0, 22500, 72500, 142500, 342500, 577500, 702500, 752500, 1000000 } } },
		[SEGMENT_APK_WITH_SERVICE] = { 671,
			{ { 0, 67500, 97500, 242500, 525000, 762500, 917500, 952500, 1000000 } } },
		[SEGMENT_VISIT_SERVICE] = { 0,
			{ { 0, 57500, 97500, 232500, 457500, 692500, 862500, 932500, 1000000 } } },
		[SEGMENT_VISIT_APK] = { 1030,
			{ { 0, 62500, 87500, 232500, 412500, 627500, 767500, 862500, 1000000 } } },
		[SEGMENT_VISIT_BOTH] = { 678,
			{ { 0, 42500, 77500, 217500, 435000, 672500, 832500, 907500, 1000000 } } },
		[SEGMENT_VISIT_BEFORE_APK] = { 1280,
			{ { 0, 67500, 107500, 252500, 505000, 762500, 912500, 957500, 1000000 } } },
	},
};
/* clang-format on */
