/* SPDX-License-Identifier: Apache-2.0 */
/* Months by name, and makes as people write them. */
#include "notification/domain/wording.h"

#include <stdio.h>
#include <string.h>

static const char *const months[2][12] = {
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
	  "september", "oktober", "november", "december" },
	{ "January", "February", "March", "April", "May", "June", "July", "August",
	  "September", "October", "November", "December" },
};

const char *wording_month(struct civil_date date, enum greeting_language language,
			  char ret_text[WORDING_DATE_TEXT])
{
	ret_text[0] = '\0';
	if (civil_is_valid(date))
		snprintf(ret_text, WORDING_DATE_TEXT, "%s %d",
			 months[language][date.month - 1], date.year);
	return ret_text;
}

const char *wording_date(struct civil_date date, enum greeting_language language,
			 char ret_text[WORDING_DATE_TEXT])
{
	char month[WORDING_DATE_TEXT];

	ret_text[0] = '\0';
	if (civil_is_valid(date))
		snprintf(ret_text, WORDING_DATE_TEXT, "%d %.20s", date.day,
			 wording_month(date, language, month));
	return ret_text;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	}
	return false;
}

/* Up to three letters are an abbreviation (BMW, GTI), with digits it is a code (XC60). */
static void put_word(const char *word, size_t len, struct strbuf *out)
{
	bool keep = len <= 3 || has_digit(word, len);

	for (size_t i = 0; i < len; i++) {
		bool lower = !keep && i > 0 && is_capital(word[i]);

		strbuf_add_char(out, lower ? (char)(word[i] - 'A' + 'a') : word[i]);
	}
}

void wording_make(const char *make, struct strbuf *out)
{
	for (const char *c = make; *c; c++) {
		if (is_small(*c)) {
			strbuf_add(out, make);
			return;
		}
	}
	while (*make) {
		size_t len = strcspn(make, " -");

		put_word(make, len, out);
		make += len;
		if (*make)
			strbuf_add_char(out, *make++);
	}
}
