/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One table of words serves both property names and notes. In a note a word counts only
 * when a colon, a space or "is" follows it and a value after that.
 */
#include "invoice/intake/automotive.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/civil_date.h"
#include "base/mem.h"

static const struct {
	const char *word; /* letters and digits only, lower case */
	enum car_fact fact;
	bool in_notes; /* plain enough to be looked for in sentences */
} WORDS[] = {
	{ "kenteken", CAR_PLATE, true },
	{ "kentekennummer", CAR_PLATE, true },
	{ "licenseplate", CAR_PLATE, false },
	{ "licenceplate", CAR_PLATE, false },
	{ "plate", CAR_PLATE, true },
	{ "registration", CAR_PLATE, false },
	{ "registratienummer", CAR_PLATE, false },
	{ "chassisnummer", CAR_VIN, true },
	{ "chassisnr", CAR_VIN, true },
	{ "chassis", CAR_VIN, false },
	{ "vin", CAR_VIN, true },
	{ "voertuigidentificatienummer", CAR_VIN, false },
	{ "meldcode", CAR_NONE, false },
	{ "kmstand", CAR_ODOMETER, true },
	{ "kilometerstand", CAR_ODOMETER, true },
	{ "tellerstand", CAR_ODOMETER, true },
	{ "kilometrage", CAR_ODOMETER, false },
	{ "km", CAR_ODOMETER, false },
	{ "odometer", CAR_ODOMETER, true },
	{ "mileage", CAR_ODOMETER, true },
	{ "werkorder", CAR_WORKORDER, true },
	{ "werkordernummer", CAR_WORKORDER, true },
	{ "werkordernr", CAR_WORKORDER, true },
	{ "workorder", CAR_WORKORDER, true },
	{ "workordernumber", CAR_WORKORDER, false },
	{ "merk", CAR_MAKE, false },
	{ "make", CAR_MAKE, false },
	{ "brand", CAR_MAKE, false },
	{ "model", CAR_MODEL, false },
	{ "type", CAR_MODEL, false },
	{ "handelsbenaming", CAR_MODEL, false },
	{ "brandstof", CAR_FUEL, false },
	{ "fuel", CAR_FUEL, false },
	{ "datumeerstetoelating", CAR_FIRST_ADMISSION, false },
	{ "eerstetoelating", CAR_FIRST_ADMISSION, false },
	{ "firstregistration", CAR_FIRST_ADMISSION, false },
	{ "firstadmission", CAR_FIRST_ADMISSION, false },
	{ "apkvervaldatum", CAR_APK_EXPIRY, false },
	{ "apktot", CAR_APK_EXPIRY, false },
	{ "apkdatum", CAR_APK_EXPIRY, false },
	{ "apk", CAR_APK_EXPIRY, false },
	{ "apkexpiry", CAR_APK_EXPIRY, false },
};

/* Compares ignoring case, spaces and punctuation in the name. */
static bool is_word(struct slice name, const char *word)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (!isalnum(c))
			continue;
		if (*word == '\0' || tolower(c) != *word)
			return false;
		word++;
	}
	return *word == '\0';
}

enum car_fact car_fact_named(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(WORDS); i++) {
		if (is_word(slice_of(name), WORDS[i].word))
			return WORDS[i].fact;
	}
	return CAR_NONE;
}

void car_facts_keep(struct car_facts *facts, enum car_fact fact, struct slice value)
{
	struct slice trimmed = slice_trim(value);

	if (fact == CAR_NONE || facts->text[fact][0] || trimmed.len == 0 ||
	    trimmed.len >= CAR_TEXT)
		return;
	memcpy(facts->text[fact], trimmed.at, trimmed.len);
	facts->text[fact][trimmed.len] = '\0';
}

/* The value behind a word: up to a comma, semicolon, line end or the next word, except
 * that a plate may be written with spaces. */
static struct slice value_behind(const char *at, enum car_fact fact)
{
	at += strspn(at, " \t");
	if (*at == ':' || *at == '=' || *at == '#')
		at++;
	at += strspn(at, " \t");
	size_t len = strcspn(at, fact == CAR_PLATE ? ",;()\r\n/|" : " ,;()\t\r\n|");

	if (fact == CAR_PLATE && len > 10)
		len = strcspn(at, " ,;()\t\r\n/|");
	return (struct slice){ at, len };
}

static bool has_digit(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (isdigit((unsigned char)text.at[i]))
			return true;
	}
	return false;
}

/* How many bytes of the text are this word; a dash or space inside is allowed. */
static size_t word_length(const char *text, const char *word)
{
	size_t at = 0;

	for (; *word; word++) {
		while (at > 0 && (text[at] == '-' || text[at] == ' '))
			at++;
		if (tolower((unsigned char)text[at]) != *word)
			return 0;
		at++;
	}
	return isalnum((unsigned char)text[at]) ? 0 : at;
}

static void search_at(struct car_facts *facts, const char *at)
{
	for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
		size_t len = WORDS[i].in_notes ? word_length(at, WORDS[i].word) : 0;

		if (len == 0)
			continue;
		struct slice value = value_behind(at + len, WORDS[i].fact);

		if (has_digit(value))
			car_facts_keep(facts, WORDS[i].fact, value);
	}
}

void car_facts_search(struct car_facts *facts, const char *text)
{
	for (const char *at = text; at && *at; at++) {
		if (at == text || !isalnum((unsigned char)at[-1]))
			search_at(facts, at);
	}
}

int64_t car_odometer(const char *text)
{
	int64_t km = 0;
	int digits = 0;

	for (; *text && !isalpha((unsigned char)*text); text++) {
		if (*text == ',' && digits > 3 && strlen(text) <= 3)
			break; /* decimals */
		if (!isdigit((unsigned char)*text))
			continue;
		if (++digits > 9)
			return -1;
		km = km * 10 + (*text - '0');
	}
	return digits ? km : -1;
}

static int read_number(const char **at, int most)
{
	int value = 0, digits = 0;

	for (; isdigit((unsigned char)**at) && digits < most; (*at)++, digits++)
		value = value * 10 + (**at - '0');
	return digits ? value : -1;
}

static bool put_date(int year, int month, int day, char ret_date[11])
{
	struct civil_date date = { year, month, day };

	if (!civil_is_valid(date))
		return false;
	civil_format(date, ret_date);
	return true;
}

bool car_date(const char *text, char ret_date[11])
{
	const char *at = text;
	size_t len = strlen(text);

	if (len == 8 && strspn(text, "0123456789") == 8) {
		int year = read_number(&at, 4), month = read_number(&at, 2);

		return put_date(year, month, read_number(&at, 2), ret_date);
	}
	int first = read_number(&at, 4);
	char mark = *at;

	if (first < 0 || (mark != '-' && mark != '/' && mark != '.'))
		return false;
	at++;
	int second = read_number(&at, 2);

	if (second < 0 || *at++ != mark)
		return false;
	int third = read_number(&at, 4);

	if (third < 0 || (*at != '\0' && *at != ' ' && *at != 'T'))
		return false;
	if (first > 31)
		return put_date(first, second, third, ret_date);
	if (third < 100)
		third += third < 80 ? 2000 : 1900;
	/* Day first, unless only the American order makes a date. */
	if (put_date(third, second, first, ret_date))
		return true;
	return mark == '/' && put_date(third, first, second, ret_date);
}
