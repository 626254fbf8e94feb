/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a history to due items, the bundle that leads, and the next visit.
 *
 * The next visit is whatever comes first: the periodic service, the test, or something
 * that nobody plans. Items within 45 days become one visit (domain.md 3d-4).
 */
#include "reminder/domain/predict.h"

#include <stdlib.h>
#include <string.h>

#include "reminder/domain/beside.h"

#define ELSEWHERE_DAYS 60 /* an expiry longer past was renewed elsewhere */
#define SURE_DAYS      60
#define FAIR_DAYS      150

struct visit_context {
	const struct prediction *p;
	bool periodic, apk;
	int64_t periodic_gone, apk_gone; /* chance used up before `since`, ppm */
};

/* Chance of still not having come, given that they had not come until `since`. */
static int64_t still_out(int64_t until, int64_t gone)
{
	if (gone >= PPM)
		return 0;
	return (PPM - until) * PPM / (PPM - gone);
}

static int64_t visit_chance(const void *context, struct civil_date date)
{
	const struct visit_context *c = context;
	const struct prediction *p = c->p;
	int64_t out = habit_nothing_within(&p->habit, civil_days_between(p->since, date));

	if (c->periodic)
		out = out *
		      still_out(periodic_chance(&p->periodic, date), c->periodic_gone) /
		      PPM;
	if (c->apk)
		out = out * still_out(apk_chance(&p->apk_expiry, date), c->apk_gone) /
		      PPM;
	return PPM - out;
}

bool due_is_bundle(const struct due_item *a, const struct due_item *b)
{
	if (!when_is_set(&a->when) || !when_is_set(&b->when))
		return false;
	return abs(civil_days_between(a->when.p50, b->when.p50)) <= BUNDLE_DAYS;
}

static enum segment visit_segment(const struct due_item *apk,
				  const struct due_item *periodic)
{
	if (!when_is_set(&apk->when))
		return SEGMENT_VISIT_SERVICE;
	if (!when_is_set(&periodic->when))
		return SEGMENT_VISIT_APK;
	if (due_is_bundle(apk, periodic))
		return SEGMENT_VISIT_BOTH;
	return civil_compare(apk->when.p50, periodic->when.p50) < 0
		       ? SEGMENT_VISIT_APK
		       : SEGMENT_VISIT_BEFORE_APK;
}

/* What the next visit hangs on; false when on nothing that is due. */
static bool visit_context_of(const struct prediction *p,
			     struct visit_context *ret_context)
{
	const struct due_item *apk = &p->items[0], *periodic = &p->items[1];
	struct visit_context *c = ret_context;

	*c = (struct visit_context){ .p = p };
	c->periodic = when_is_set(&periodic->when);
	/* One visit for both comes when the service does. */
	c->apk = when_is_set(&apk->when) && !due_is_bundle(apk, periodic);
	if (c->periodic)
		c->periodic_gone = periodic_chance(&p->periodic, p->since);
	if (c->apk)
		c->apk_gone = apk_chance(&p->apk_expiry, p->since);
	return c->periodic || c->apk;
}

static struct outlook_of outlook_of_visit(const struct prediction *p,
					  const struct visit_context *context)
{
	return (struct outlook_of){ visit_chance, context,
				    levels_of(p->rules->levels, p->visit_segment) };
}

static void find_next_visit(struct prediction *p)
{
	struct visit_context context;
	struct outlook_of outlook;

	if (!visit_context_of(p, &context)) {
		p->next_visit = p->items[2].when;
		return;
	}
	p->visit_segment = visit_segment(&p->items[0], &p->items[1]);
	outlook = outlook_of_visit(p, &context);
	p->next_visit = when_after(p->since, &outlook);
}

int64_t predict_visit_within(const struct prediction *p, int32_t days)
{
	struct civil_date until = civil_add_days(p->since, days);
	struct visit_context context;
	struct outlook_of outlook = { habit_chance, &p->habit, NULL };

	if (p->none != PREDICTED)
		return 0;
	if (visit_context_of(p, &context))
		outlook = outlook_of_visit(p, &context);
	return when_chance(p->since, &outlook, until);
}

struct civil_date predict_raw(const struct prediction *p, enum predict_of of, int64_t ppm)
{
	struct visit_context context;
	struct outlook_of outlook = { visit_chance, &context, NULL };

	if (of == PREDICT_SERVICE)
		outlook = (struct outlook_of){ periodic_chance, &p->periodic, NULL };
	else if (of == PREDICT_APK)
		outlook = (struct outlook_of){ apk_chance, &p->apk_expiry, NULL };
	if ((of == PREDICT_SERVICE && !when_is_set(&p->items[1].when)) ||
	    (of == PREDICT_APK && !when_is_set(&p->items[0].when)) ||
	    (of == PREDICT_VISIT && !visit_context_of(p, &context)))
		return NO_DATE;
	return when_at(p->since, &outlook, ppm);
}

static void set_when(const struct prediction *p, struct due_item *item, chance_fn chance,
		     const void *context)
{
	struct outlook_of outlook = { chance, context,
				      levels_of(p->rules->levels, item->segment) };

	item->when = when_after(p->since, &outlook);
}

static enum segment service_segment(const struct rhythm *rhythm)
{
	static const enum segment SEGMENTS_OF[OWNER_KINDS] = {
		[OWNER_PROMPT] = SEGMENT_SERVICE_PROMPT,
		[OWNER_SLACK] = SEGMENT_SERVICE_SLACK,
		[OWNER_NEGLECTFUL] = SEGMENT_SERVICE_NEGLECTFUL,
		[OWNER_ERRATIC] = SEGMENT_SERVICE_ERRATIC,
	};

	return rhythm->past == 0 ? SEGMENT_SERVICE_NEW
				 : SEGMENTS_OF[rhythm_likeliest(rhythm)];
}

/* Whether the test falls together with a service is told by the days of both rules. */
static enum segment apk_segment(const struct prediction *p)
{
	struct civil_date service = p->periodic.due;

	if (!civil_is_set(service) ||
	    abs(civil_days_between(p->apk_expiry, service)) > BUNDLE_DAYS)
		return SEGMENT_APK_ALONE;
	return SEGMENT_APK_WITH_SERVICE;
}

static void find_apk(const struct history *history, struct prediction *p)
{
	struct apk_vehicle vehicle = apk_vehicle_of(history);
	struct civil_date known = apk_expiry_of(history);
	struct due_item *item = &p->items[0];

	*item = (struct due_item){ .kind = DUE_APK,
				   .hard = true,
				   .rejected = REJECTED_NO_DATE };
	if (!civil_is_set(known))
		return;
	p->apk_expiry =
		apk_rolled(history, known, civil_add_days(p->since, -ELSEWHERE_DAYS));
	p->apk_assumed = civil_compare(p->apk_expiry, known) != 0;
	p->apk_registered = civil_is_set(history->apk_checked_on) &&
			    civil_compare(p->apk_expiry, history->apk_expiry) == 0;
	item->due = p->apk_expiry;
	if (apk_is_exempt(&vehicle, p->apk_expiry)) {
		item->rejected = REJECTED_EXEMPT;
		return;
	}
	item->rejected = REJECTED_NOT;
	item->segment = apk_segment(p);
	set_when(p, item, apk_chance, &p->apk_expiry);
}

static void find_periodic(const struct history *history, struct prediction *p)
{
	struct due_item *item = &p->items[1];

	periodic_due_find(history, &p->odometer, &p->usage, &p->periodic);
	*item = (struct due_item){ .kind = DUE_PERIODIC,
				   .due = p->periodic.due,
				   .rejected = REJECTED_NO_DATE };
	if (!civil_is_set(item->due))
		return;
	item->rejected = REJECTED_NOT;
	item->segment = service_segment(&p->periodic.rhythm);
	set_when(p, item, periodic_chance, &p->periodic);
}

static void find_habit(const struct history *history, struct prediction *p)
{
	struct due_item *item = &p->items[2];

	habit_find(history, &p->habit);
	*item = (struct due_item){ .kind = DUE_HABIT, .rejected = REJECTED_NO_DATE };
	if (p->habit.gap_days == 0)
		return;
	item->due = civil_add_days(p->habit.last_visit, p->habit.gap_days);
	set_when(p, item, habit_chance, &p->habit);
	item->rejected = REJECTED_NOT;
}

static bool is_open(const struct due_item *item)
{
	return item->rejected == REJECTED_NOT;
}

/* The item that comes first leads; what is near it comes along, the rest waits. */
static void choose(struct prediction *p)
{
	struct due_item *apk = &p->items[0], *periodic = &p->items[1],
			*habit = &p->items[2];
	struct due_item *first = NULL;

	if (is_open(habit) && (is_open(apk) || is_open(periodic)))
		habit->rejected = REJECTED_FALLBACK;
	for (size_t i = 0; i < DUE_MAIN; i++)
		if (is_open(&p->items[i]) &&
		    (!first || civil_compare(p->items[i].when.p50, first->when.p50) < 0))
			first = &p->items[i];
	if (!first)
		return;
	for (size_t i = 0; i < DUE_MAIN; i++)
		if (is_open(&p->items[i]) && !due_is_bundle(&p->items[i], first))
			p->items[i].rejected = REJECTED_LATER;
	/* A hard date leads its bundle. */
	p->leads = is_open(apk) ? DUE_APK : first->kind;
	p->date = is_open(apk) ? apk->due : first->when.p50;
}

static enum confidence confidence_of(const struct prediction *p)
{
	const struct due_item *item = prediction_item(p, p->leads);
	int32_t width;

	if (p->leads == DUE_RECALL)
		return CONFIDENCE_HIGH;
	width = civil_days_between(item->when.p10, item->when.p90);
	if (p->leads == DUE_APK && p->apk_assumed)
		return CONFIDENCE_LOW;
	if (p->leads == DUE_APK || width <= SURE_DAYS)
		return CONFIDENCE_HIGH;
	return width <= FAIR_DAYS ? CONFIDENCE_MEDIUM : CONFIDENCE_LOW;
}

void predict(const struct history *history, enum car_use use, struct civil_date since,
	     struct prediction *ret_prediction)
{
	struct prediction *p = ret_prediction;

	memset(p, 0, sizeof(*p));
	p->since = since;
	p->rules = history_rules(history);
	odometer_clean(history, &p->odometer);
	p->usage = usage_estimate(history, &p->odometer);
	if (use == CAR_OF_STOCK) {
		p->none = NOT_FOR_STOCK;
		return;
	}
	find_periodic(history, p);
	find_apk(history, p);
	find_habit(history, p);
	beside_find(history, p);
	choose(p);
	find_next_visit(p);
	if (p->leads == DUE_NONE && is_open(&p->items[DUE_RECALL - 1]))
		p->leads = DUE_RECALL;
	if (p->leads == DUE_NONE)
		p->none = NOT_WITHOUT_DATES;
	else
		p->confidence = confidence_of(p);
}

struct civil_date history_last_day(const struct history *history)
{
	struct civil_date sold = history->delivered_on, last = history->first_admission;

	if (history->visits_count > 0)
		last = history->visits[history->visits_count - 1].date;
	if (!civil_is_set(last) || (civil_is_set(sold) && civil_compare(sold, last) > 0))
		last = sold;
	return civil_is_set(last) ? last : history->recalled_on;
}

const struct due_item *prediction_item(const struct prediction *p, enum due_kind kind)
{
	for (size_t i = 0; i < DUE_ITEMS; i++)
		if (p->items[i].kind == kind)
			return &p->items[i];
	return NULL;
}

const char *confidence_name(enum confidence confidence)
{
	static const char *const NAMES[] = { "none", "low", "medium", "high" };

	return NAMES[confidence];
}

const char *rejected_name(enum rejected rejected)
{
	static const char *const NAMES[] = { "", "no_date", "later", "fallback",
					     "exempt" };

	return NAMES[rejected];
}
