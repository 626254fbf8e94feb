/* SPDX-License-Identifier: Apache-2.0 */
/* Months by name, amounts with their marks, and makes as people write them. */
#include "notification/domain/wording.h"

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"

static const char *const months[2][12] = {
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
	  "september", "oktober", "november", "december" },
	{ "January", "February", "March", "April", "May", "June", "July", "August",
	  "September", "October", "November", "December" },
};

static const char *const weekdays[2][7] = {
	{ "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
	  "zondag" },
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
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

const char *wording_moment(struct local_time at, enum greeting_language language,
			   char ret_text[WORDING_MOMENT_TEXT])
{
	char date[WORDING_DATE_TEXT];

	snprintf(ret_text, WORDING_MOMENT_TEXT, "%.30s %s %02d:%02d",
		 wording_date(at.date, language, date),
		 language == GREETING_NL ? "om" : "at", at.second_of_day / 3600,
		 at.second_of_day / 60 % 60);
	return ret_text;
}

const char *wording_day(struct civil_date date, enum greeting_language language,
			char ret_text[WORDING_MOMENT_TEXT])
{
	char text[WORDING_DATE_TEXT];

	ret_text[0] = '\0';
	if (civil_is_valid(date))
		snprintf(ret_text, WORDING_MOMENT_TEXT, "%s %.30s",
			 weekdays[language][civil_weekday(date) - 1],
			 wording_date(date, language, text));
	return ret_text;
}

/* Dutch: dots between thousands, comma before cents; English the other way round. */
const char *wording_money(int64_t cents, enum greeting_language language,
			  char ret_text[WORDING_MONEY_TEXT])
{
	bool dutch = language == GREETING_NL;
	char euros[24];
	size_t len =
		(size_t)snprintf(euros, sizeof(euros), "%lld", (long long)(cents / 100));
	STRBUF_AUTO out = strbuf_new(WORDING_MONEY_TEXT - 1);

	strbuf_add(&out, dutch ? "€ " : "€");
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			strbuf_add_char(&out, dutch ? '.' : ',');
		strbuf_add_char(&out, euros[i]);
	}
	strbuf_addf(&out, "%c%02d", dutch ? ',' : '.', (int)(cents % 100));
	snprintf(ret_text, WORDING_MONEY_TEXT, "%s", out.text);
	return ret_text;
}

static void cut_zeros(char *text)
{
	size_t len = strlen(text);

	if (!strchr(text, '.'))
		return;
	while (text[len - 1] == '0')
		text[--len] = '\0';
	if (text[len - 1] == '.')
		text[--len] = '\0';
}

const char *wording_quantity(const char *decimal, enum greeting_language language,
			     char ret_text[WORDING_QUANTITY_TEXT])
{
	struct decimal value;
	char text[DECIMAL_TEXT];

	ret_text[0] = '\0';
	if (!decimal || decimal_parse(decimal, DECIMAL_POINT, &value, NULL) < 0 ||
	    decimal_compare(value, decimal_from_cents(100)) == 0)
		return ret_text;
	decimal_format(value, text);
	cut_zeros(text);
	char *mark = strchr(text, '.');

	if (mark && language == GREETING_NL)
		*mark = ',';
	snprintf(ret_text, WORDING_QUANTITY_TEXT, "%.39s", text);
	return ret_text;
}

void wording_masked_address(const char *address, struct strbuf *out)
{
	const char *at = strrchr(address, '@');

	if (!at || at == address)
		return;
	if ((unsigned char)address[0] < 128)
		strbuf_add_char(out, address[0]);
	strbuf_add(out, "***");
	strbuf_add(out, at);
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
