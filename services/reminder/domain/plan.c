/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps of the two programmes, from the due items that were not rejected as impossible.
 *
 * Items of one visit share one programme: with a test in it, the test's.
 */
#include "reminder/domain/plan.h"

#include <string.h>

#define SERVICE_LEAD_DAYS 21
#define AGAIN_DAYS        28

/* Days before the expiry: into the week before the keep-date window opens; reminder;
 * last call. */
static const int32_t APK_LEAD_DAYS[] = { 63, 28, 10 };

static size_t plan_apk(const struct due_item *item, struct plan_step *steps)
{
	size_t n = 0;

	for (; n < COUNT_OF(APK_LEAD_DAYS); n++)
		steps[n] = (struct plan_step){
			.group = GROUP_APK,
			.step = (int)n + 1,
			.cycle = item->due,
			.send_on = civil_add_days(item->due, -APK_LEAD_DAYS[n]),
			.until = civil_add_days(item->due, OVERDUE_DAYS),
		};
	return n;
}

/* What names the round of services: the last one, else what the count started from. */
static struct civil_date service_cycle(const struct prediction *p,
				       const struct due_item *item)
{
	if (item->kind == DUE_HABIT)
		return p->habit.last_visit;
	return civil_is_set(p->periodic.last) ? p->periodic.last : item->due;
}

static size_t plan_service(const struct prediction *p, const struct due_item *item,
			   struct plan_step *steps)
{
	struct plan_step first = {
		.group = GROUP_SERVICE,
		.step = 1,
		.cycle = service_cycle(p, item),
		.send_on = civil_add_days(item->when.p40, -SERVICE_LEAD_DAYS),
		.until = civil_add_days(item->when.p50, OVERDUE_DAYS),
	};

	steps[0] = first;
	steps[1] = first;
	steps[1].step = 2;
	steps[1].send_on = civil_add_days(first.send_on, AGAIN_DAYS);
	steps[1].after_no = true;
	return 2;
}

void plan_make(const struct prediction *prediction, struct plan *ret_plan)
{
	const struct due_item *apk = prediction_item(prediction, DUE_APK);
	const struct due_item *periodic = prediction_item(prediction, DUE_PERIODIC);
	const struct due_item *habit = prediction_item(prediction, DUE_HABIT);
	struct plan_step *steps = ret_plan->steps;

	ret_plan->count = 0;
	if (prediction->none != PREDICTED)
		return;
	if (when_is_set(&apk->when))
		ret_plan->count += plan_apk(apk, steps);
	if (!when_is_set(&periodic->when)) {
		if (ret_plan->count == 0 && when_is_set(&habit->when))
			ret_plan->count += plan_service(prediction, habit, steps);
		return;
	}
	if (ret_plan->count == 0 || !due_is_bundle(apk, periodic))
		ret_plan->count +=
			plan_service(prediction, periodic, steps + ret_plan->count);
}

static const char *const GROUPS[] = { "none", "apk", "service", "advice" };

const char *reason_group_name(enum reason_group group)
{
	return GROUPS[group];
}

enum reason_group reason_group_from(const char *name)
{
	for (size_t i = GROUP_APK; i < COUNT_OF(GROUPS); i++)
		if (strcmp(name, GROUPS[i]) == 0)
			return (enum reason_group)i;
	return GROUP_NONE;
}
