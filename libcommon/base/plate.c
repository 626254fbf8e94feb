/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which texts are Dutch plates, and what is odd about them.
 *
 * Masks are written as plates are shown: X a letter, 9 a digit, any other character
 * itself. Series that carry their own meaning (royal household, court, one-day plates)
 * come first, because two of them also fit an ordinary mask; they have no side code.
 * Sources: nummerborden.info (side codes, letters in use), RDW open data (all plates have
 * length 6).
 */
#include "base/plate.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* More characters are no plate, but a sentence. */
enum { MAX_CHARACTERS = PLATE_PLAIN_TEXT - 1 };
_Static_assert(PLATE_TEXT >= 2 * MAX_CHARACTERS, "a dash between any two fits");

struct mask {
	const char *shape;
	int sidecode;
	const char *warning; /* NULL: an ordinary plate */
};

static const struct mask MASKS[] = {
	{ "AA-99", 0, "special_royal_house" },
	{ "AA-999", 0, "special_royal_house" },
	{ "AA-99-99", 0, "special_royal_house" },
	{ "CDJ-999", 0, "special_court_of_justice" },
	{ "ZZ-99-99", 0, "special_admission" },
	{ "F-99-99", 0, "special_one_day" },
	{ "Z-99-99", 0, "special_import_export" },
	{ "XX-99-99", 1, NULL },
	{ "99-99-XX", 2, NULL },
	{ "99-XX-99", 3, NULL },
	{ "XX-99-XX", 4, NULL },
	{ "XX-XX-99", 5, NULL },
	{ "99-XX-XX", 6, NULL },
	{ "99-XXX-9", 7, NULL },
	{ "9-XXX-99", 8, NULL },
	{ "XX-999-X", 9, NULL },
	{ "X-999-XX", 10, NULL },
	{ "XXX-99-X", 11, NULL },
	{ "X-99-XXX", 12, "series_not_yet_issued" },
	{ "9-XX-999", 13, NULL },
	{ "999-XX-9", 14, "series_not_yet_issued" },
};

/* Groups of letters that are not issued, looked for inside one dash group only: HS-DF-43
 * is a plate although "SD" stands across its dash. */
static const char *const FORBIDDEN[] = { "GVD", "KKK", "KVT", "LPF", "NSB",
					 "PKK", "PSV", "TBS", "PVV", "SGP",
					 "VVD", "FVD", "BBB", "SS",  "SD" };

static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char DIGITS[] = "0123456789";

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What people type between the groups. */
static bool is_separator(uint32_t code)
{
	switch (code) {
	case ' ':
	case '\t':
	case '\n':
	case '\r':
	case '-':
	case '.':
	case '_':
	case 0x00a0: /* no-break space */
	case 0x00ad: /* soft hyphen */
	case 0x202f: /* narrow no-break space */
	case 0x2212: /* minus */
	case 0xfe58: /* small em dash */
	case 0xfe63: /* small hyphen-minus */
	case 0xff0d: /* full-width hyphen-minus */
		return true;
	default:
		return code >= 0x2010 && code <= 0x2015;
	}
}

/* The letter or digit this is on a plate, NUL when it is none. Only ASCII is folded:
 * Unicode folding turns 'ß' into letters nobody typed. */
static char plate_character(uint32_t code)
{
	char c = code < 0x80 ? (char)code : '\0';

	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return is_letter(c) || is_digit(c) ? c : '\0';
}

/* The plate's letters and digits; a warning's name when there is something else. */
static const char *normalise(struct slice rest, char ret_text[PLATE_PLAIN_TEXT])
{
	char text[PLATE_PLAIN_TEXT] = "";
	size_t len = 0;

	while (rest.len > 0) {
		uint32_t code = 0;
		size_t taken = text_next(rest, &code);
		char c;

		if (taken == 0)
			return "character";
		rest.at += taken;
		rest.len -= taken;
		if (is_separator(code))
			continue;
		c = plate_character(code);
		if (c == '\0')
			return "character";
		if (len == MAX_CHARACTERS)
			return "length";
		text[len++] = c;
	}
	memcpy(ret_text, text, sizeof(text));
	return len == 0 ? "empty" : NULL;
}

/* One run of letters or of digits; a long one in pairs. Returns where to go on. */
static char *add_run(char *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (len > 3 && i > 0 && i % 2 == 0)
			*out++ = '-';
		*out++ = text[i];
	}
	return out;
}

/* What is no plate, grouped for the eye: letters and digits apart. */
static void group(const char *text, char ret_formatted[PLATE_TEXT])
{
	char *out = ret_formatted;

	while (*text != '\0') {
		size_t run = strspn(text, is_digit(*text) ? DIGITS : LETTERS);

		if (out != ret_formatted)
			*out++ = '-';
		out = add_run(out, text, run);
		text += run;
	}
	*out = '\0';
}

static bool fits(char shape, char c)
{
	if (shape == 'X')
		return is_letter(c);
	return shape == '9' ? is_digit(c) : c == shape;
}

/* Whether the text has this shape; ret_formatted is written along the way. */
static bool has_shape(const char *text, const char *shape, char ret_formatted[PLATE_TEXT])
{
	for (; *shape != '\0'; shape++) {
		char c = *text;

		*ret_formatted++ = *shape == '-' ? '-' : c;
		if (*shape == '-')
			continue;
		if (!fits(*shape, c))
			return false;
		text++;
	}
	*ret_formatted = '\0';
	return *text == '\0';
}

static void warn(struct plate *plate, const char *warning)
{
	if (plate->warnings_count < PLATE_WARNINGS)
		plate->warnings[plate->warnings_count++] = warning;
}

/* Never C or Q; no I or O from side code 3, no vowels at all from 4 on, but O may lead
 * (semi-trailers); Y only in the old series. */
static bool has_unused_letter(const struct plate *plate)
{
	const char *text = plate->normalised;

	if (strpbrk(text, "CQ") != NULL)
		return true;
	if (plate->sidecode >= 3 &&
	    (strchr(text, 'I') != NULL || strchr(text + 1, 'O') != NULL))
		return true;
	if (plate->sidecode >= 4 && strpbrk(text, "AEU") != NULL)
		return true;
	return plate->sidecode >= 7 && strchr(text, 'Y') != NULL;
}

static bool has_forbidden_group(const struct plate *plate)
{
	bool issues_sp = plate->sidecode >= 7 && plate->sidecode <= 11;

	if (!issues_sp && strstr(plate->formatted, "SP") != NULL)
		return true;
	for (size_t i = 0; i < COUNT_OF(FORBIDDEN); i++) {
		/* Formatted: a dash between them keeps letters of two groups apart. */
		if (strstr(plate->formatted, FORBIDDEN[i]) != NULL)
			return true;
	}
	return false;
}

static void read_mask(struct plate *plate)
{
	char formatted[PLATE_TEXT];

	for (size_t i = 0; i < COUNT_OF(MASKS); i++) {
		if (!has_shape(plate->normalised, MASKS[i].shape, formatted))
			continue;
		memcpy(plate->formatted, formatted, sizeof(formatted));
		plate->sidecode = MASKS[i].sidecode;
		plate->valid = true;
		if (MASKS[i].warning != NULL)
			warn(plate, MASKS[i].warning);
		return;
	}
}

struct plate plate_read(const char *input)
{
	return plate_read_n(slice_of(input));
}

struct plate plate_read_n(struct slice input)
{
	struct plate plate = { 0 };
	const char *refusal = normalise(input, plate.normalised);

	if (refusal != NULL) {
		warn(&plate, refusal);
		return plate;
	}
	group(plate.normalised, plate.formatted);
	read_mask(&plate);
	if (!plate.valid) {
		warn(&plate, strlen(plate.normalised) == 6 ? "mask" : "length");
		return plate;
	}
	if (plate.sidecode > 0 && has_unused_letter(&plate))
		warn(&plate, "unused_letter");
	if (has_forbidden_group(&plate))
		warn(&plate, "forbidden_combination");
	return plate;
}
