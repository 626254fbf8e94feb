/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a form's advice is proposed, and what of it is still open.
 *
 * Days are the garage's own calendar days, so a clock change moves nothing. A form that
 * could not be proposed for two months is given up, as other proposals are.
 */
#include "reminder/domain/followup.h"

#include <string.h>

#include "base/decimal.h"

#define USUAL_VAT_POINTS 2100 /* hundredths of a percent */
#define WHOLE_POINTS     10000
#define INVOICE_DAYS     7
#define AGAIN_LEAD       30
#define AGAIN_LEAST      60

struct followup *followup_new(void)
{
	return mem_alloc(sizeof(struct followup));
}

void followup_free(struct followup *followup)
{
	mem_free(followup);
}

bool advice_is_open(const struct advice_line *line)
{
	return !line->executed && line->answer != ADVICE_DECLINED;
}

/* "21.00" in hundredths of a percent. */
static int64_t vat_points(const char *percent)
{
	struct decimal value;
	int64_t points;

	if (!percent[0] || decimal_parse(percent, DECIMAL_POINT, &value, NULL) < 0 ||
	    decimal_to_cents(decimal_round(value, 2), &points, NULL) < 0 || points < 0)
		return USUAL_VAT_POINTS;
	return points;
}

static int64_t net_of(const struct advice_line *line)
{
	int64_t whole = WHOLE_POINTS + vat_points(line->vat_percent);

	return (line->cents * WHOLE_POINTS + whole / 2) / whole;
}

struct followup_sum followup_sum(const struct followup *followup)
{
	struct followup_sum sum = { .open = 0 };

	for (size_t i = 0; i < followup->count; i++) {
		const struct advice_line *line = &followup->lines[i];

		if (!advice_is_open(line))
			continue;
		sum.open++;
		if (line->price == ADVICE_FOLLOWS) {
			sum.follows++;
			continue;
		}
		sum.cents += line->cents;
		sum.net_cents += net_of(line);
	}
	return sum;
}

bool followup_waits(const struct followup *followup, struct civil_date today)
{
	return followup->prices_open &&
	       civil_days_between(followup->saved_on, today) < FOLLOWUP_WAIT_DAYS;
}

bool followup_is_due(const struct followup *followup, struct iso_week list_week,
		     struct civil_date today)
{
	struct iso_week first = week_add(week_of(followup->saved_on), 1);
	int32_t age = civil_days_between(followup->saved_on, week_monday(list_week));

	return followup_sum(followup).open > 0 && !followup_waits(followup, today) &&
	       week_compare(first, list_week) <= 0 && age <= OVERDUE_DAYS;
}

struct civil_date followup_send_day(const struct followup *followup)
{
	return week_monday(week_add(week_of(followup->saved_on), 2));
}

enum hurry { ANY_LINE, NO_HURRY };

/* The first open line that is at its measured limit. */
static struct when first_limit(const struct followup *followup, enum hurry which)
{
	struct when first = { NO_DATE, NO_DATE, NO_DATE, NO_DATE };

	for (size_t i = 0; i < followup->count; i++) {
		const struct advice_line *line = &followup->lines[i];
		struct when when = wear_when(&line->wear);

		if (!advice_is_open(line) || !when_is_set(&when) ||
		    (which == NO_HURRY && line->urgency == ADVICE_NOW))
			continue;
		if (!when_is_set(&first) || civil_compare(when.p50, first.p50) < 0)
			first = when;
	}
	return first;
}

struct civil_date followup_again_on(const struct followup *followup)
{
	struct when limit = first_limit(followup, NO_HURRY);
	struct civil_date day, least = civil_add_days(followup->saved_on, AGAIN_LEAST);

	if (!when_is_set(&limit) ||
	    civil_compare(limit.p50, followup_send_day(followup)) <= 0)
		return NO_DATE;
	day = civil_add_days(limit.p50, -AGAIN_LEAD);
	return civil_compare(day, least) > 0 ? day : least;
}

bool followup_is_due_again(const struct followup *followup, struct iso_week list_week)
{
	struct civil_date day = followup_again_on(followup);
	struct civil_date monday = week_monday(week_add(list_week, 1));

	return civil_is_set(day) && civil_days_between(day, monday) >= -6 &&
	       civil_days_between(day, monday) <= OVERDUE_DAYS;
}

struct when followup_when(const struct followup *followup)
{
	struct civil_date send = followup_send_day(followup);
	struct when first = first_limit(followup, ANY_LINE);

	if (when_is_set(&first) && civil_compare(first.p50, send) > 0)
		return first;
	return (struct when){ .p50 = send };
}

struct civil_date followup_visit_until(const struct followup *followup)
{
	return civil_add_days(followup->saved_on, INVOICE_DAYS);
}

static const char *const PRICES[] = { "", "fixed", "from", "follows" };
static const char *const ANSWERS[] = { "", "approve", "later", "decline", "call" };
static const char *const URGENCIES[] = { "", "now", "within_3_months", "next_visit" };

static int index_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 1; name && i < count; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return 0;
}

const char *advice_price_name(enum advice_price price)
{
	return PRICES[price];
}

enum advice_price advice_price_from(const char *name)
{
	return (enum advice_price)index_of(name, PRICES, COUNT_OF(PRICES));
}

const char *advice_answer_name(enum advice_answer answer)
{
	return ANSWERS[answer];
}

enum advice_answer advice_answer_from(const char *name)
{
	return (enum advice_answer)index_of(name, ANSWERS, COUNT_OF(ANSWERS));
}

const char *advice_urgency_name(enum advice_urgency urgency)
{
	return URGENCIES[urgency];
}

enum advice_urgency advice_urgency_from(const char *name)
{
	return (enum advice_urgency)index_of(name, URGENCIES, COUNT_OF(URGENCIES));
}
