/* SPDX-License-Identifier: Apache-2.0 */
/*
 * None of these moves the day of a test or a service: a part comes along with a visit,
 * the others have a line of their own.
 */
#include "reminder/domain/beside.h"

#define PART_EARLY 60 /* days around the day that a part's months are over */
#define PART_LATE  120

/* One day without doubt, or an interval. */
static struct due_item beside(enum due_kind kind, struct civil_date due)
{
	return (struct due_item){
		.kind = kind,
		.due = due,
		.when = { .p50 = due },
		.rejected = civil_is_set(due) ? REJECTED_NOT : REJECTED_NO_DATE,
	};
}

static void find_part(const struct history *history, struct prediction *p)
{
	struct due_item *item = &p->items[DUE_TIME_PART - 1];
	struct civil_date day;

	p->part = time_part_find(history, p->since);
	*item = beside(DUE_TIME_PART, p->part.due);
	if (p->part.part == PART_NONE)
		return;
	day = civil_add_days(p->since, 1);
	day = civil_compare(p->part.due, day) > 0 ? p->part.due : day;
	item->when = (struct when){ civil_add_days(day, -PART_EARLY), day, day,
				    civil_add_days(day, PART_LATE) };
}

static void find_tyres(const struct history *history, struct prediction *p)
{
	struct due_item *item = &p->items[DUE_TYRES - 1];

	p->tyres = tyre_change_find(history, p->since);
	*item = beside(DUE_TYRES, p->tyres.usual);
	if (!civil_is_set(p->tyres.last))
		return;
	p->tyres_after = tyre_change_after(history, &p->tyres);
	item->when = (struct when){ p->tyres.first, p->tyres.usual, p->tyres.usual,
				    p->tyres.end };
}

/* Overdue for longer than a service is proposed (domain.md 3d-4). */
static struct civil_date dormant_from(const struct prediction *p)
{
	const struct due_item *periodic = &p->items[DUE_PERIODIC - 1];
	const struct due_item *habit = &p->items[DUE_HABIT - 1];
	struct civil_date due =
		when_is_set(&periodic->when) ? periodic->when.p50 : habit->when.p50;

	if (!civil_is_set(due) || !civil_is_set(p->habit.last_visit))
		return NO_DATE;
	return civil_add_days(due, OVERDUE_DAYS + 1);
}

void beside_find(const struct history *history, struct prediction *p)
{
	p->recalls = history->recalls;
	find_part(history, p);
	find_tyres(history, p);
	p->mobility = mobility_find(history, p->since);
	p->items[DUE_MOBILITY - 1] = beside(DUE_MOBILITY, p->mobility.until);
	p->items[DUE_RECALL - 1] =
		beside(DUE_RECALL, history->recalls > 0 ? history->recalled_on : NO_DATE);
	p->items[DUE_DORMANT - 1] = beside(DUE_DORMANT, dormant_from(p));
}

/* A test that falls together with the service is that visit. */
static bool is_visit(const struct prediction *p, const struct due_item *item)
{
	if (item->rejected == REJECTED_FALLBACK || !when_is_set(&item->when))
		return false;
	return item->kind != DUE_APK || !due_is_bundle(item, &p->items[DUE_PERIODIC - 1]);
}

/* A part within the bundle or overdue by then; what ended long before is over. */
static bool carries(struct civil_date day, const struct due_item *item)
{
	int32_t ahead = civil_days_between(day, item->when.p50);

	return ahead <= BUNDLE_DAYS &&
	       (item->kind == DUE_TIME_PART || ahead >= -BUNDLE_DAYS);
}

struct civil_date prediction_carrier(const struct prediction *p, enum due_kind kind)
{
	const struct due_item *item = &p->items[kind - 1];
	struct civil_date first = NO_DATE;

	for (size_t i = 0; when_is_set(&item->when) && i < DUE_MAIN; i++) {
		struct civil_date day = p->items[i].when.p50;

		if (!is_visit(p, &p->items[i]) || !carries(day, item))
			continue;
		if (!civil_is_set(first) || civil_compare(day, first) < 0)
			first = day;
	}
	return first;
}
