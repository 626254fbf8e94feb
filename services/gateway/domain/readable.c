/* SPDX-License-Identifier: Apache-2.0 */
/* Months by name, marks between thousands and before cents. */
#include "gateway/domain/readable.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const months[TONGUES][12] = {
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
	  "september", "oktober", "november", "december" },
	{ "January", "February", "March", "April", "May", "June", "July", "August",
	  "September", "October", "November", "December" },
};
static const char *const weekdays[TONGUES][7] = {
	{ "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
	  "zondag" },
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
};
static const char thousands_mark[TONGUES] = { '.', ',' };
static const char decimal_mark[TONGUES] = { ',', '.' };

const char *readable_date(struct civil_date date, enum tongue tongue,
			  char ret_text[READABLE_TEXT])
{
	ret_text[0] = '\0';
	if (civil_is_valid(date))
		snprintf(ret_text, READABLE_TEXT, "%d %s %d", date.day,
			 months[tongue][date.month - 1], date.year);
	return ret_text;
}

const char *readable_weekday(struct civil_date date, enum tongue tongue,
			     char ret_text[READABLE_TEXT])
{
	ret_text[0] = '\0';
	if (civil_is_valid(date))
		snprintf(ret_text, READABLE_TEXT, "%s %d %s",
			 weekdays[tongue][civil_weekday(date) - 1], date.day,
			 months[tongue][date.month - 1]);
	return ret_text;
}

const char *readable_slot(struct civil_date date, const char *time, enum tongue tongue,
			  char ret_text[READABLE_TEXT])
{
	char day[READABLE_TEXT];

	readable_weekday(date, tongue, day);
	if (strlen(time) != 5)
		time = "00:00";
	snprintf(ret_text, READABLE_TEXT, "%.30s, %.*s%c%.2s%s", day,
		 time[0] == '0' ? 1 : 2, time[0] == '0' ? time + 1 : time,
		 tongue == TONGUE_NL ? '.' : ':', time + 3,
		 tongue == TONGUE_NL ? " uur" : "");
	return ret_text;
}

const char *readable_number(int64_t number, enum tongue tongue,
			    char ret_text[READABLE_TEXT])
{
	char digits[24];
	size_t at = 0;

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	size_t len = strlen(digits);

	for (size_t i = 0; i < len; i++) {
		bool group = i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-';

		if (group)
			ret_text[at++] = thousands_mark[tongue];
		ret_text[at++] = digits[i];
	}
	ret_text[at] = '\0';
	return ret_text;
}

const char *readable_money(int64_t cents, enum tongue tongue,
			   char ret_text[READABLE_TEXT])
{
	char euros[READABLE_TEXT];
	bool negative = cents < 0;
	int64_t whole = negative ? -(cents / 100) : cents / 100;
	int64_t rest = negative ? -(cents % 100) : cents % 100;

	readable_number(whole, tongue, euros);
	/* A space that does not break, between the sign and a Dutch amount. */
	snprintf(ret_text, READABLE_TEXT, "%s\xe2\x82\xac%s%.30s%c%02" PRId64,
		 negative ? "-" : "", tongue == TONGUE_NL ? "\xc2\xa0" : "", euros,
		 decimal_mark[tongue], rest);
	return ret_text;
}

const char *readable_decimal(const char *text, enum tongue tongue,
			     char ret_text[READABLE_TEXT])
{
	bool plain = strspn(text, "-0123456789.") == strlen(text);

	snprintf(ret_text, READABLE_TEXT, "%.40s", text);
	char *mark = plain ? strchr(ret_text, '.') : NULL;

	if (mark)
		*mark = decimal_mark[tongue];
	return ret_text;
}

struct civil_date readable_day(const char *text)
{
	struct civil_date date = NO_DATE;
	char day[CIVIL_TEXT];

	if (!text || strlen(text) < CIVIL_TEXT - 1)
		return NO_DATE;
	memcpy(day, text, CIVIL_TEXT - 1);
	day[CIVIL_TEXT - 1] = '\0';
	return civil_parse(day, &date, NULL) < 0 ? NO_DATE : date;
}
