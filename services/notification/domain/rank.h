/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who goes first when a person may not be contacted for everything (domain.md 3d-7):
 * recall, APK that expires within 30 days, red advice, other APK, service, amber advice,
 * mobility, tyres, promotion; at the same rank the earlier due date, then the lower id.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_RANK_H
#define BEURT_NOTIFICATION_RANK_H

#include <stdbool.h>

#include "base/civil_date.h"

enum rank {
	RANK_RECALL = 10,
	RANK_APK_SOON = 20,
	RANK_ADVICE_RED = 30,
	RANK_APK = 40,
	RANK_SERVICE = 50,
	RANK_ADVICE = 60,
	RANK_MOBILITY = 70,
	RANK_TYRES = 80,
	RANK_PROMOTION = 90,
};

struct rank_facts {
	const char *reasons;      /* kinds: "apk,periodic" */
	const char *reason_group; /* NULL = the kinds alone say it */
	bool is_urgent;           /* some advice of the form is red and open */
	struct civil_date apk_expiry;
	struct civil_date leaves; /* day from which it may leave */
};

enum rank rank_of(const struct rank_facts *facts);

#endif
