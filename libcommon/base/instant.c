/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moments as text: RFC 3339 in, UTC out.
 *
 * Leap seconds do not exist here, as in POSIX: ":60" is refused. Moments lie between the
 * years 1 and 9999.
 */
#include "base/instant.h"

#include <string.h>

#include "base/civil_date.h"
#include "base/text.h"

enum { SECONDS_PER_DAY = 86400 };

bool instant_is_set(struct instant at)
{
	return at.micros != 0;
}

int instant_compare(struct instant a, struct instant b)
{
	return (a.micros > b.micros) - (a.micros < b.micros);
}

struct instant instant_add_seconds(struct instant at, int64_t seconds)
{
	return (struct instant){ at.micros + seconds * MICROS_PER_SECOND };
}

/* Reads exactly two digits and moves on; -1 when there are none. */
static int take_two_digits(const char **at)
{
	const char *p = *at;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return -1;
	*at += 2;
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* "14:59:59" as seconds of the day, -1 when it is no time. */
static int take_time(const char **at)
{
	int hour;
	int minute;
	int second;

	hour = take_two_digits(at);
	if (hour < 0 || hour > 23 || *(*at)++ != ':')
		return -1;
	minute = take_two_digits(at);
	if (minute < 0 || minute > 59 || *(*at)++ != ':')
		return -1;
	second = take_two_digits(at);
	if (second < 0 || second > 59)
		return -1;
	return hour * 3600 + minute * 60 + second;
}

/* ".25" as microseconds, 0 when there is no fraction, -1 when it is malformed. */
static int take_fraction(const char **at)
{
	int micros = 0;
	int digits = 0;

	if (**at != '.')
		return 0;
	for ((*at)++; **at >= '0' && **at <= '9'; (*at)++) {
		if (++digits > 6)
			return -1;
		micros = micros * 10 + (**at - '0');
	}
	if (digits == 0)
		return -1;
	for (; digits < 6; digits++)
		micros *= 10;
	return micros;
}

/* "Z" or "+02:00" up to the end of the text. */
static bool take_offset(const char *at, int *ret_seconds)
{
	int sign = *at == '-' ? -1 : 1;
	int hours;
	int minutes;

	*ret_seconds = 0;
	if (strcmp(at, "Z") == 0 || strcmp(at, "z") == 0)
		return true;
	if (*at != '+' && *at != '-')
		return false;
	at++;
	hours = take_two_digits(&at);
	if (hours < 0 || hours > 23 || *at++ != ':')
		return false;
	minutes = take_two_digits(&at);
	if (minutes < 0 || minutes > 59 || *at != '\0')
		return false;
	*ret_seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

int instant_parse(const char *text, struct instant *ret_at, struct err *err)
{
	static const char WANTED[] = "a moment must look like 2026-11-22T14:00:00Z";
	char date_text[CIVIL_TEXT] = "";
	struct civil_date date;
	const char *at;
	int second_of_day;
	int fraction;
	int offset;

	if (text == NULL || strlen(text) < 20 || (text[10] != 'T' && text[10] != 't'))
		return err_set(err, ERR_INVALID, "%s", WANTED);
	memcpy(date_text, text, CIVIL_TEXT - 1);
	if (civil_parse(date_text, &date, err) < 0)
		return -1;
	at = text + CIVIL_TEXT;
	second_of_day = take_time(&at);
	if (second_of_day < 0)
		return err_set(err, ERR_INVALID, "%s", WANTED);
	fraction = take_fraction(&at);
	if (fraction < 0 || !take_offset(at, &offset))
		return err_set(err, ERR_INVALID, "%s", WANTED);
	ret_at->micros = ((int64_t)civil_to_days(date) * SECONDS_PER_DAY + second_of_day -
			  offset) *
				 MICROS_PER_SECOND +
			 fraction;
	return 0;
}

/* By hand: every row that is written has one or more of these. */
static char *put_clock(char *at, unsigned second_of_day, unsigned micro)
{
	*at++ = 'T';
	at = text_put_digits(at, 2, second_of_day / 3600);
	*at++ = ':';
	at = text_put_digits(at, 2, second_of_day / 60 % 60);
	*at++ = ':';
	at = text_put_digits(at, 2, second_of_day % 60);
	if (micro != 0) {
		*at++ = '.';
		at = text_put_digits(at, 6, micro);
	}
	return at;
}

const char *instant_format(struct instant at, char ret_text[INSTANT_TEXT])
{
	int64_t micro = at.micros % MICROS_PER_SECOND;
	int64_t seconds = at.micros / MICROS_PER_SECOND;
	int64_t second_of_day;
	char *end;

	if (micro < 0) {
		micro += MICROS_PER_SECOND;
		seconds--;
	}
	second_of_day = seconds % SECONDS_PER_DAY;
	if (second_of_day < 0)
		second_of_day += SECONDS_PER_DAY;
	seconds -= second_of_day;
	(void)civil_format(civil_from_days((int32_t)(seconds / SECONDS_PER_DAY)),
			   ret_text);
	end = put_clock(ret_text + strlen(ret_text), (unsigned)second_of_day,
			(unsigned)micro);
	*end++ = 'Z';
	*end = '\0';
	return ret_text;
}
