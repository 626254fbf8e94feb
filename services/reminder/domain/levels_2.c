/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the rules' chances are worth, learned from past cases; written by
 * tests/accuracy/calibrate.py, never changed by hand or afterwards.
 */
#include "reminder/domain/levels.h"

/* clang-format off */
const struct levels_table LEVELS_2 = {
	.rule = "calibration@2",
	.rows = {
		[SEGMENT_SERVICE_NEW] = { 369,
			{ { 0, 24000, 66000, 229000, 503000, 738000, 892000, 962000, 1000000 } } },
		[SEGMENT_SERVICE_PROMPT] = { 1614,
			{ { 0, 44000, 91000, 213000, 469000, 717000, 898000, 942000, 1000000 } } },
		[SEGMENT_SERVICE_SLACK] = { 669,
			{ { 0, 58000, 120000, 264000, 470500, 756000, 910000, 961000, 1000000 } } },
		[SEGMENT_SERVICE_NEGLECTFUL] = { 298,
			{ { 0, 52000, 87000, 269000, 541000, 761000, 894000, 948000, 1000000 } } },
		[SEGMENT_SERVICE_ERRATIC] = { 0,
			{ { 0, 45000, 92000, 233000, 482000, 735000, 897000, 949000, 1000000 } } },
		[SEGMENT_APK_ALONE] = { 2263,
			{ { 0, 22000, 70000, 142000, 342000, 579000, 704000, 751000, 1000000 } } },
		[SEGMENT_APK_WITH_SERVICE] = { 671,
			{ { 0, 65000, 95000, 243000, 523500, 761000, 916000, 953000, 1000000 } } },
		[SEGMENT_VISIT_SERVICE] = { 0,
			{ { 0, 58000, 100000, 234000, 457000, 686000, 861000, 934000, 1000000 } } },
		[SEGMENT_VISIT_APK] = { 1031,
			{ { 0, 63000, 97000, 238000, 419000, 629000, 766000, 857000, 1000000 } } },
		[SEGMENT_VISIT_BOTH] = { 677,
			{ { 0, 40000, 81000, 220000, 435000, 669000, 825000, 901000, 1000000 } } },
		[SEGMENT_VISIT_BEFORE_APK] = { 1280,
			{ { 0, 65000, 115000, 251000, 502000, 762000, 912000, 958000, 1000000 } } },
	},
};
/* clang-format on */
