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
#define RECALL_MONTHS     120
#define DORMANT_STEPS     4
#define DORMANT_UNTIL     28

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

static size_t plan_recall(const struct prediction *p, struct plan_step *steps)
{
	const struct due_item *item = prediction_item(p, DUE_RECALL);

	if (!civil_is_set(item->due))
		return 0;
	steps[0] = (struct plan_step){
		.group = GROUP_RECALL,
		.step = 1,
		.cycle = item->due,
		.send_on = item->due,
		.until = civil_add_months(item->due, RECALL_MONTHS),
	};
	return 1;
}

static struct plan_step plan_season(const struct tyre_change *change, int step)
{
	return (struct plan_step){
		.group = GROUP_TYRES,
		.step = step,
		.cycle = change->first,
		.send_on = civil_add_days(change->usual, -SERVICE_LEAD_DAYS),
		.until = change->end,
	};
}

static size_t plan_tyres(const struct prediction *p, struct plan_step *steps)
{
	if (!civil_is_set(p->tyres.last))
		return 0;
	steps[0] = plan_season(&p->tyres, 1);
	steps[1] = plan_season(&p->tyres_after, 2);
	return 2;
}

/* Until three years without a visit (domain.md 3d-4). */
static size_t plan_dormant(const struct prediction *p, struct plan_step *steps)
{
	struct civil_date day = prediction_item(p, DUE_DORMANT)->due;
	struct civil_date out = civil_add_months(p->habit.last_visit, FADING_MONTHS);
	size_t n = 0;

	for (; civil_is_set(day) && n < DORMANT_STEPS && civil_compare(day, out) < 0;
	     day = civil_add_days(day, DORMANT_DAYS), n++)
		steps[n] = (struct plan_step){
			.group = GROUP_DORMANT,
			.step = (int)n + 1,
			.cycle = day,
			.send_on = day,
			.until = civil_add_days(day, DORMANT_UNTIL),
		};
	return n;
}

/* What does not hang on the test or the service. */
static size_t plan_beside(const struct prediction *p, struct plan_step *steps)
{
	size_t n = plan_recall(p, steps);

	n += plan_tyres(p, steps + n);
	return n + plan_dormant(p, steps + n);
}

/* The test and the service: one programme for what is one visit. */
static size_t plan_visit(const struct prediction *p, struct plan_step *steps)
{
	const struct due_item *apk = prediction_item(p, DUE_APK);
	const struct due_item *periodic = prediction_item(p, DUE_PERIODIC);
	const struct due_item *habit = prediction_item(p, DUE_HABIT);
	size_t n = when_is_set(&apk->when) ? plan_apk(apk, steps) : 0;

	if (when_is_set(&periodic->when)) {
		if (n == 0 || !due_is_bundle(apk, periodic))
			n += plan_service(p, periodic, steps + n);
		return n;
	}
	if (n == 0 && when_is_set(&habit->when))
		n = plan_service(p, habit, steps);
	return n;
}

void plan_make(const struct prediction *prediction, struct plan *ret_plan)
{
	ret_plan->count = 0;
	if (prediction->none != PREDICTED)
		return;
	ret_plan->count = plan_visit(prediction, ret_plan->steps);
	ret_plan->count += plan_beside(prediction, ret_plan->steps + ret_plan->count);
}
static const char *const GROUPS[GROUPS_COUNT] = { "none",   "apk",   "service", "advice",
						  "recall", "tyres", "dormant" };

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

enum due_kind reason_group_item(enum reason_group group)
{
	static const enum due_kind ITEMS[GROUPS_COUNT] = { [GROUP_RECALL] = DUE_RECALL,
							   [GROUP_TYRES] = DUE_TYRES,
							   [GROUP_DORMANT] =
								   DUE_DORMANT };

	return ITEMS[group];
}
