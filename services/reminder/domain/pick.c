/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From plan and past to one proposal.
 *
 * The follow-up of a form stands beside them. A line that was taken off this very list by
 * rule may come back onto it. What only passed is proposed by a later one, also when it
 * was held back at the last look; everything else that was proposed counts as proposed.
 */
#include "reminder/domain/pick.h"

#include "base/mem.h"

#define MOST_NOES      2
#define JUST_BEEN_DAYS 14

static const enum reason_group IN_ORDER[] = { GROUP_RECALL, GROUP_APK, GROUP_SERVICE,
					      GROUP_TYRES, GROUP_DORMANT };

static bool same_round(const struct past_proposal *past, const struct plan_step *step)
{
	return past->group == step->group && civil_compare(past->cycle, step->cycle) == 0;
}

/* Taken off, or held back before it reached anybody, for what says nothing of another
 * week: having been in for other work, an appointment that brought none. */
static bool has_passed(const struct past_proposal *past)
{
	return past->passing &&
	       (past->stage == STAGE_REMOVED || past->stage == STAGE_SUPPRESSED);
}

static bool may_return(const struct pick_request *r, const struct past_proposal *past)
{
	return has_passed(past) || (past->stage == STAGE_REMOVED &&
				    week_compare(past->list_week, r->list_week) == 0);
}

static bool was_proposed(const struct pick_request *r, const struct plan_step *step)
{
	for (size_t i = 0; i < r->past_count; i++) {
		const struct past_proposal *past = &r->past[i];

		if (same_round(past, step) && past->step >= step->step &&
		    !may_return(r, past))
			return true;
	}
	return false;
}

static int noes(const struct pick_request *r, const struct plan_step *step)
{
	int count = 0;

	for (size_t i = 0; i < r->past_count; i++)
		count += same_round(&r->past[i], step) &&
			 r->past[i].stage != STAGE_REMOVED && !has_passed(&r->past[i]) &&
			 r->past[i].decision == DECISION_NO;
	return count;
}

static bool is_on_list(const struct pick_request *r)
{
	for (size_t i = 0; i < r->past_count; i++)
		if (week_compare(r->past[i].list_week, r->list_week) == 0 &&
		    r->past[i].stage != STAGE_REMOVED && r->past[i].group != GROUP_ADVICE)
			return true;
	return false;
}

/* Who has not come for long is asked seldom, whichever day that was counted from. */
static bool asked_lately(const struct pick_request *r, struct civil_date monday)
{
	for (size_t i = 0; i < r->past_count; i++)
		if (r->past[i].group == GROUP_DORMANT &&
		    r->past[i].stage != STAGE_REMOVED && !has_passed(&r->past[i]) &&
		    civil_days_between(week_monday(week_add(r->past[i].list_week, 1)),
				       monday) < DORMANT_DAYS)
			return true;
	return false;
}

static bool is_due(const struct plan_step *step, struct civil_date monday)
{
	return civil_compare(step->send_on, civil_add_days(monday, 6)) <= 0 &&
	       civil_compare(step->until, monday) >= 0;
}

static const struct plan_step *pick_of_group(const struct pick_request *r,
					     enum reason_group group,
					     struct civil_date monday)
{
	const struct plan_step *found = NULL;

	for (size_t i = 0; i < r->plan->count; i++) {
		const struct plan_step *step = &r->plan->steps[i];

		if (step->group != group || !is_due(step, monday))
			continue;
		if (step->after_no && noes(r, step) == 0)
			continue;
		found = step;
	}
	if (!found || was_proposed(r, found))
		return NULL;
	if (group == GROUP_DORMANT && asked_lately(r, monday))
		return NULL;
	return group == GROUP_APK && noes(r, found) >= MOST_NOES ? NULL : found;
}

static bool faded(const struct pick_request *r, struct civil_date monday)
{
	return civil_is_set(r->last_visit) &&
	       civil_compare(r->last_visit, civil_add_months(monday, -FADING_MONTHS)) < 0;
}

const struct plan_step *pick_step(const struct pick_request *request)
{
	const struct pick_request *r = request;
	struct civil_date monday = week_monday(week_add(r->list_week, 1));
	const struct plan_step *step = NULL;

	if (is_on_list(r) ||
	    (civil_is_set(r->last_visit) &&
	     civil_compare(r->last_visit, civil_add_days(monday, -JUST_BEEN_DAYS)) >= 0))
		return NULL;
	for (size_t i = 0; i < COUNT_OF(IN_ORDER) && !step; i++) {
		bool recall = IN_ORDER[i] == GROUP_RECALL;

		/* A recall is safety: no "never" of marketing ends it (domain.md 3d-6).
		 */
		if (!recall &&
		    (r->only_recall || r->never[IN_ORDER[i]] || faded(r, monday)))
			continue;
		step = pick_of_group(r, IN_ORDER[i], monday);
	}
	return step;
}

bool plan_has_cycle(const struct plan *plan, enum reason_group group,
		    struct civil_date cycle)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->steps[i].group == group &&
		    civil_compare(plan->steps[i].cycle, cycle) == 0)
			return true;
	return false;
}
