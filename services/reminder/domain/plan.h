/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When to write to the customer: the steps that follow from a prediction.
 *
 * APK: nine weeks, four weeks and ten days before the expiry (domain.md 3d-5). Service:
 * 21 days before the early side of its date (q40); again 28 days later when the answer
 * was no (3d-4, 3d-6). A recall: at once. Seasonal tyres: three weeks before their usual
 * day. Long overdue: once in 180 days. A cycle is named by a day that only a visit of its
 * kind moves, so that a new reading never makes the same proposal twice. Thread: any.
 */
#ifndef BEURT_REMINDER_PLAN_H
#define BEURT_REMINDER_PLAN_H

#include "reminder/domain/predict.h"

/* Advice is followed up, not planned: see followup.h. */
enum reason_group {
	GROUP_NONE,
	GROUP_APK,
	GROUP_SERVICE,
	GROUP_ADVICE,
	GROUP_RECALL,
	GROUP_TYRES,
	GROUP_DORMANT,
	GROUPS_COUNT,
};

struct plan_step {
	enum reason_group group;
	int step;                  /* 1 … */
	struct civil_date cycle;   /* names the round: APK expiry, or the last service */
	struct civil_date send_on; /* its week is the week the message leaves */
	struct civil_date until;   /* overdue for longer: not proposed any more */
	bool after_no;             /* only when the step before was answered with no */
};

#define PLAN_STEPS    12
#define APK_SHORT_STEP 3 /* ten days before: no time for post, a short word will do */
#define DORMANT_DAYS  180 /* at most one message in so many days (domain.md 3d-4) */
#define FADING_MONTHS 36  /* without a visit: out (domain.md 3d-4) */

struct plan {
	size_t count;
	struct plan_step steps[PLAN_STEPS];
};

void plan_make(const struct prediction *prediction, struct plan *ret_plan);
/* The one item that such a group is about; DUE_NONE for a visit of several. */
enum due_kind reason_group_item(enum reason_group group);
const char *reason_group_name(enum reason_group group); /* "apk", "service", "advice" */
enum reason_group reason_group_from(const char *name);

#endif
