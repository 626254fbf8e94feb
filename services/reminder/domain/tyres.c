/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seasons as half years: spring of a year is an even number, autumn the odd one after it.
 */
#include "reminder/domain/tyres.h"

#define SPRING        3
#define AUTUMN        10
#define SEASON_MONTHS 2
#define STOPPED       3 /* half years without a change */
#define USUAL_DAYS    30

static struct civil_date season_first(int season)
{
	return (struct civil_date){ season / 2, season % 2 ? AUTUMN : SPRING, 1 };
}

static struct civil_date season_end(int season)
{
	return civil_add_days(civil_add_months(season_first(season), SEASON_MONTHS), -1);
}

/* The season the day lies in; 0 = in none. */
static int season_of(struct civil_date day)
{
	int season = day.year * 2 + (day.month >= AUTUMN);

	return civil_compare(day, season_first(season)) >= 0 &&
			       civil_compare(day, season_end(season)) <= 0
		       ? season
		       : 0;
}

/* The newest change in such a season before the one asked for. */
static struct civil_date change_like(const struct history *history, int season)
{
	for (size_t i = history->visits_count; i-- > 0;) {
		const struct visit *v = &history->visits[i];
		int of = season_of(v->date);

		if ((v->work & WORK_TYRES) && of > 0 && of % 2 == season % 2)
			return v->date;
	}
	return NO_DATE;
}

static struct tyre_change change_in(const struct history *history, int season)
{
	struct civil_date like = change_like(history, season);
	struct civil_date first = season_first(season);
	int32_t days = USUAL_DAYS;

	if (civil_is_set(like))
		days = civil_days_between(season_first(season_of(like)), like);
	return (struct tyre_change){
		.first = first,
		.usual = civil_add_days(first, days),
		.end = season_end(season),
	};
}

/* The newest seasonal change of one who changed in two seasons in a row. */
static struct civil_date newest_change(const struct history *history)
{
	struct civil_date newest = NO_DATE;
	int before = 0;
	bool does = false;

	for (size_t i = 0; i < history->visits_count; i++) {
		const struct visit *v = &history->visits[i];
		int season = season_of(v->date);

		if (!(v->work & WORK_TYRES) || season == 0)
			continue;
		does = does || season == before + 1;
		before = season;
		newest = v->date;
	}
	return does ? newest : NO_DATE;
}

struct tyre_change tyre_change_find(const struct history *history,
				    struct civil_date since)
{
	struct civil_date last = newest_change(history);
	struct tyre_change change = { .last = NO_DATE };
	int season;

	if (!civil_is_set(last))
		return change;
	for (season = season_of(last) + 1; civil_compare(season_end(season), since) <= 0;)
		season++;
	if (season - season_of(last) > STOPPED)
		return change;
	change = change_in(history, season);
	change.last = last;
	return change;
}

struct tyre_change tyre_change_after(const struct history *history,
				     const struct tyre_change *change)
{
	struct tyre_change next = change_in(history, season_of(change->first) + 1);

	next.last = change->last;
	return next;
}
