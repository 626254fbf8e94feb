/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The TZ string of POSIX.1-2017 (8.3) with the extension of RFC 8536: change times from
 * -167 to 167 hours. Offsets in the text count west of Greenwich, here east.
 */
#include "base/zone_rule.h"

#include "base/civil_date.h"

enum { SECONDS_PER_DAY = 86400 };

struct reader {
	const char *at;
	const char *end;
};

static char peek(const struct reader *in)
{
	return in->at < in->end ? *in->at : '\0';
}

static bool take(struct reader *in, char c)
{
	if (peek(in) != c || c == '\0')
		return false;
	in->at++;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "CEST" or "<+0330>". */
static bool take_name(struct reader *in)
{
	const char *start = in->at;

	if (take(in, '<')) {
		while (peek(in) != '>' && peek(in) != '\0')
			in->at++;
		return take(in, '>');
	}
	while (is_letter(peek(in)))
		in->at++;
	return in->at - start >= 3;
}

static bool take_number(struct reader *in, int least, int most, int *ret_number)
{
	int number = 0;
	int digits = 0;

	for (; peek(in) >= '0' && peek(in) <= '9' && digits < 4; digits++)
		number = number * 10 + (*in->at++ - '0');
	*ret_number = number;
	return digits > 0 && number >= least && number <= most;
}

/* "[+-]hh[:mm[:ss]]" */
static bool take_seconds(struct reader *in, int max_hours, int *ret_seconds)
{
	bool negative = take(in, '-');
	int hours;
	int minutes = 0;
	int seconds = 0;

	if (!negative)
		(void)take(in, '+');
	if (!take_number(in, 0, max_hours, &hours))
		return false;
	if (take(in, ':') && !take_number(in, 0, 59, &minutes))
		return false;
	if (take(in, ':') && !take_number(in, 0, 59, &seconds))
		return false;
	*ret_seconds = hours * 3600 + minutes * 60 + seconds;
	if (negative)
		*ret_seconds = -*ret_seconds;
	return true;
}

static bool take_day(struct reader *in, struct zone_change *change)
{
	if (take(in, 'M')) {
		change->kind = ZONE_DAY_WEEKDAY;
		return take_number(in, 1, 12, &change->month) && take(in, '.') &&
		       take_number(in, 1, 5, &change->week) && take(in, '.') &&
		       take_number(in, 0, 6, &change->day);
	}
	if (take(in, 'J')) {
		change->kind = ZONE_DAY_JULIAN;
		return take_number(in, 1, 365, &change->day);
	}
	change->kind = ZONE_DAY_COUNT;
	return take_number(in, 0, 365, &change->day);
}

static bool take_change(struct reader *in, struct zone_change *change)
{
	change->seconds = 2 * 3600;
	if (!take(in, ',') || !take_day(in, change))
		return false;
	return !take(in, '/') || take_seconds(in, 167, &change->seconds);
}

static bool take_summer(struct reader *in, struct zone_rule *rule)
{
	int west;

	rule->has_summer = true;
	rule->summer_offset = rule->standard_offset + 3600;
	if (!take_name(in))
		return false;
	if (peek(in) != ',') {
		if (!take_seconds(in, 24, &west))
			return false;
		rule->summer_offset = -west;
	}
	return take_change(in, &rule->start) && take_change(in, &rule->end);
}

int zone_rule_parse(struct slice text, struct zone_rule *ret_rule, struct err *err)
{
	struct reader in = { text.at, text.at + text.len };
	struct zone_rule rule = { 0 };
	int west;
	bool read;

	read = take_name(&in) && take_seconds(&in, 24, &west);
	if (read)
		rule.standard_offset = -west;
	if (read && in.at < in.end)
		read = take_summer(&in, &rule);
	if (!read || in.at != in.end)
		return err_set(err, ERR_INVALID, "time zone rule cannot be read: %.*s",
			       (int)(text.len < 80 ? text.len : 80), text.at);
	*ret_rule = rule;
	return 0;
}

/* Local midnight of the change's day, as days since 1970. */
static int32_t change_day(const struct zone_change *change, int year)
{
	struct civil_date first = { year, 1, 1 };
	int32_t new_year = civil_to_days(first);
	bool leap = civil_is_valid((struct civil_date){ year, 2, 29 });
	struct civil_date day;

	if (change->kind == ZONE_DAY_COUNT)
		return new_year + change->day;
	if (change->kind == ZONE_DAY_JULIAN)
		return new_year + change->day - 1 + (leap && change->day > 59 ? 1 : 0);
	first.month = change->month;
	/* The first such weekday of the month, then whole weeks on, staying inside it. */
	day = civil_add_days(first, (change->day - civil_weekday(first) % 7 + 7) % 7);
	for (int week = 1; week < change->week; week++) {
		struct civil_date next = civil_add_days(day, 7);

		if (next.month != first.month)
			break;
		day = next;
	}
	return civil_to_days(day);
}

/* The change's moment in UTC, given the offset in force before it. */
static int64_t change_utc(const struct zone_change *change, int year, int offset_before)
{
	return (int64_t)change_day(change, year) * SECONDS_PER_DAY + change->seconds -
	       offset_before;
}

int zone_rule_offset(const struct zone_rule *rule, int64_t utc)
{
	int64_t local = utc + rule->standard_offset;
	int64_t day = local / SECONDS_PER_DAY - (local % SECONDS_PER_DAY < 0 ? 1 : 0);
	int year = civil_from_days((int32_t)day).year;
	int64_t start;
	int64_t end;
	bool summer;

	if (!rule->has_summer)
		return rule->standard_offset;
	start = change_utc(&rule->start, year, rule->standard_offset);
	end = change_utc(&rule->end, year, rule->summer_offset);
	/* South of the equator summer spans the new year. */
	summer = start < end ? utc >= start && utc < end : utc >= start || utc < end;
	return summer ? rule->summer_offset : rule->standard_offset;
}
