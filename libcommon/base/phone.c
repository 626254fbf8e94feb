/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digits out of what was typed, then the country, then the kind. Countries whose mobile
 * numbers cannot be told from the number alone are not in the table: better a letter by
 * mail than a text message into nothing.
 */
#include "base/phone.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define DIGITS_MOST  18 /* 00, 15 digits, a zero too many */
#define E164_MOST    15
#define E164_LEAST   7
#define ZERO_ARABIC  0x0660
#define ZERO_PERSIAN 0x06F0
#define ZERO_WIDE    0xFF10

struct digits {
	char text[DIGITS_MOST + 1];
	size_t count;
	bool has_plus;
};

struct country {
	const char *code;
	int least, most;    /* digits of a mobile number behind the code */
	const char *starts; /* of mobile numbers, each followed by a space */
};

/* google/libphonenumber, PhoneNumberMetadata.xml. */
static const struct country COUNTRIES[] = {
	{ "31", 9, 9, "61 62 63 64 65 68 " },
	{ "32", 9, 9, "45 46 47 48 49 " },
	{ "49", 10, 11, "15 16 17 " },
	{ "33", 9, 9, "6 7 " },
	{ "34", 9, 9, "6 7 " },
	{ "351", 9, 9, "9 " },
	{ "352", 9, 9, "6 " },
	{ "353", 9, 9, "8 " },
	{ "358", 6, 10, "4 50 " },
	{ "36", 9, 9, "20 30 31 50 70 " },
	{ "385", 8, 9, "9 " },
	{ "386", 8, 8, "30 31 40 41 51 64 65 68 69 70 71 " },
	{ "39", 9, 10, "3 " },
	{ "40", 9, 9, "7 " },
	{ "41", 9, 9, "74 75 76 77 78 79 " },
	{ "420", 9, 9, "6 7 " },
	{ "421", 9, 9, "9 " },
	{ "43", 8, 13, "65 66 67 68 69 " },
	{ "44", 10, 10, "71 72 73 74 75 77 78 79 " },
	{ "46", 9, 9, "70 72 73 76 79 " },
	{ "47", 8, 8, "4 9 " },
	{ "48", 9, 9, "45 50 51 53 57 60 66 69 72 73 78 79 88 " },
	{ "90", 10, 10, "5 " },
	{ "212", 9, 9, "6 7 " },
	{ "297", 7, 7, "56 59 6 73 74 " },
	{ "597", 7, 7, "7 8 " },
};

struct region {
	const char *name;
	const char *code;
	int least, most; /* digits behind the zero */
};

static const struct region REGIONS[] = {
	{ "NL", "31", 5, 11 },
	{ "BE", "32", 8, 9 },
	{ "DE", "49", 5, 11 },
};

/* -1: no digit. */
static int digit_of(uint32_t code)
{
	static const uint32_t zeros[] = { '0', ZERO_ARABIC, ZERO_PERSIAN, ZERO_WIDE };

	for (size_t i = 0; i < COUNT_OF(zeros); i++) {
		if (code >= zeros[i] && code <= zeros[i] + 9)
			return (int)(code - zeros[i]);
	}
	return -1;
}

/* What people write between digits; a comma or a letter is more than one number. */
static bool is_between(uint32_t code)
{
	if (code < 0x80)
		return code == '\t' || (code && strchr(" -./()", (int)code));
	return code == 0xA0 || code == 0x202F || code == 0x2060 || code == 0xFEFF ||
	       (code >= 0x2000 && code <= 0x2015) || code == 0x2212;
}

static bool is_plus(uint32_t code)
{
	return code == '+' || code == 0xFF0B;
}

static bool take(struct digits *digits, uint32_t code)
{
	int digit = digit_of(code);

	if (digit >= 0) {
		if (digits->count == DIGITS_MOST)
			return false;
		digits->text[digits->count++] = (char)('0' + digit);
		return true;
	}
	if (is_plus(code) && digits->count == 0) {
		digits->has_plus = true;
		return true;
	}
	return is_between(code);
}

static bool collect(struct slice text, struct digits *digits)
{
	if (text.len >= 4 && memcmp(text.at, "tel:", 4) == 0)
		text = (struct slice){ text.at + 4, text.len - 4 };
	for (size_t at = 0; at < text.len;) {
		uint32_t code = 0;
		size_t step =
			text_next((struct slice){ text.at + at, text.len - at }, &code);

		if (step == 0 || !take(digits, code))
			return false;
		at += step;
	}
	return digits->count > 0;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static const struct region *find_region(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(REGIONS); i++) {
		if (strcmp(REGIONS[i].name, name) == 0)
			return &REGIONS[i];
	}
	return &REGIONS[0];
}

static bool fits(const struct region *region, const char *national)
{
	int count = (int)strlen(national);

	return count >= region->least && count <= region->most;
}

/* Country code and the rest, without the zero that is only dialled at home. */
static bool join(const char *code, const char *rest, struct phone *phone)
{
	size_t len = strlen(code) + strlen(rest);

	if (len > E164_MOST || len < E164_LEAST)
		return false;
	phone->e164[0] = '+';
	memcpy(phone->e164 + 1, code, strlen(code));
	memcpy(phone->e164 + 1 + strlen(code), rest, strlen(rest) + 1);
	return true;
}

static const char *skip_zero(const char *text)
{
	return *text == '0' ? text + 1 : text;
}

static bool read_abroad(const char *digits, struct phone *phone)
{
	for (size_t i = 0; i < COUNT_OF(REGIONS); i++) {
		const struct region *region = &REGIONS[i];

		if (starts(digits, region->code)) {
			const char *rest = skip_zero(digits + strlen(region->code));

			return fits(region, rest) && join(region->code, rest, phone);
		}
	}
	return *digits != '0' && join("", digits, phone);
}

static bool read_home(const char *digits, const struct region *region,
		      struct phone *phone)
{
	size_t code = strlen(region->code);

	if (*digits == '0')
		return fits(region, digits + 1) && join(region->code, digits + 1, phone);
	/* "31612345678": longer than any number at home. */
	if (starts(digits, region->code) && strlen(digits) >= code + 9)
		return fits(region, skip_zero(digits + code)) &&
		       join(region->code, skip_zero(digits + code), phone);
	return fits(region, digits) && join(region->code, digits, phone);
}

static bool starts_as_mobile(const struct country *country, const char *national)
{
	for (const char *at = country->starts; *at;) {
		size_t len = strcspn(at, " ");

		if (strncmp(national, at, len) == 0)
			return true;
		at += len + 1;
	}
	return false;
}

static bool is_mobile(const char *digits)
{
	for (size_t i = 0; i < COUNT_OF(COUNTRIES); i++) {
		const struct country *country = &COUNTRIES[i];

		if (!starts(digits, country->code))
			continue;
		const char *national = digits + strlen(country->code);
		int count = (int)strlen(national);

		return count >= country->least && count <= country->most &&
		       starts_as_mobile(country, national);
	}
	return false;
}

bool phone_read(struct slice text, const char *region, struct phone *ret_phone)
{
	struct digits digits = { .count = 0 };
	struct phone phone = { .is_mobile = false };
	bool has_country = false;

	if (!collect(slice_trim(text), &digits))
		return false;
	const char *from = digits.text;

	if (!digits.has_plus && starts(from, "00"))
		from += 2;
	has_country = digits.has_plus || from != digits.text;
	if (has_country ? !read_abroad(from, &phone)
			: !read_home(from, find_region(region), &phone))
		return false;
	phone.is_mobile = is_mobile(phone.e164 + 1);
	*ret_phone = phone;
	return true;
}
