/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of campaigns, each a function of its arguments.
 */
#include "reminder/domain/campaign.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "base/uuid.h"

#define SECONDS_PER_HOUR INT64_C(3600)
#define WINNER_PEOPLE    100
/* ETSI TS 123 038: one message of 160 signs, parts of 153; half that beyond ASCII. */
#define SMS_ONE       160
#define SMS_PART      153
#define SMS_WIDE_ONE  70
#define SMS_WIDE_PART 67

int campaign_draw(const char *campaign, const char *customer, int count)
{
	char both[2 * UUID_TEXT + 2];

	if (count < 2)
		return 0;
	snprintf(both, sizeof(both), "%s/%s", campaign, customer);
	/* The upper half: the lower bits of this hash follow the last letters. */
	return (int)((text_hash(both) >> 32) % (uint64_t)count);
}

struct instant campaign_opens(const struct zone *zone, struct instant at, int from_hour,
			      int until_hour)
{
	struct local_time local = zone_local(zone, at);
	int hour = local.second_of_day / (int)SECONDS_PER_HOUR;

	if (hour >= from_hour && hour < until_hour)
		return at;
	if (hour >= until_hour)
		local.date = civil_add_days(local.date, 1);
	return zone_instant(zone, local.date, from_hour * (int)SECONDS_PER_HOUR);
}

int64_t campaign_pace_room(struct campaign_pace *pace, struct instant now, int64_t page)
{
	if (!instant_is_set(pace->start) ||
	    instant_compare(now, campaign_pace_next(pace)) >= 0) {
		pace->start = now;
		pace->count = 0;
	}
	if (pace->per_hour == 0)
		return page;
	int64_t left = pace->per_hour - pace->count;

	return left < page ? left : page;
}

struct instant campaign_pace_next(const struct campaign_pace *pace)
{
	return instant_add_seconds(pace->start, SECONDS_PER_HOUR);
}

bool campaign_needs_second(int64_t people, int64_t approval_above, bool is_estimate)
{
	/* An estimate may be a tenth too low. */
	return people + (is_estimate ? people / 10 : 0) > approval_above;
}

struct campaign_share campaign_share_of(int64_t visited, int64_t people)
{
	const double z = 1.959964;

	if (people <= 0)
		return (struct campaign_share){ 0, 1000 };
	double n = (double)people, p = (double)visited / n;
	double middle = p + z * z / (2 * n);
	double wide = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	double scale = 1000 / (1 + z * z / n);

	return (struct campaign_share){
		.low = (int64_t)fmax(0, floor((middle - wide) * scale + 0.5)),
		.high = (int64_t)fmin(1000, floor((middle + wide) * scale + 0.5)),
	};
}

int campaign_winner(const struct campaign_arm *arms, int count)
{
	struct campaign_share shares[CAMPAIGN_VARIANTS];
	int best = 0;

	if (count < 2 || count > CAMPAIGN_VARIANTS)
		return -1;
	for (int i = 0; i < count; i++) {
		if (arms[i].people < WINNER_PEOPLE)
			return -1;
		shares[i] = campaign_share_of(arms[i].visited, arms[i].people);
		if (shares[i].low > shares[best].low)
			best = i;
	}
	for (int i = 0; i < count; i++)
		if (i != best && shares[i].high >= shares[best].low)
			return -1;
	return best;
}

int campaign_sms_parts(const char *text)
{
	struct slice rest = slice_of(text);
	int signs = (int)text_code_points(rest);
	int one = SMS_ONE, part = SMS_PART;

	for (size_t i = 0; i < rest.len; i++)
		if ((unsigned char)text[i] >= 0x80) {
			one = SMS_WIDE_ONE;
			part = SMS_WIDE_PART;
		}
	if (signs <= one)
		return signs > 0;
	return (signs + part - 1) / part;
}
