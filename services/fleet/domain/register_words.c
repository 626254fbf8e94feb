/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of the register's words, and its two ways of writing a date. The words come from
 * RDW's description of the data sets m9d7-ebf2 and 8ys7-d773.
 */
#include "fleet/domain/register_words.h"

#include <string.h>

#include "base/text.h"

#define VAN_MAX_KG 3500 /* Besluit voertuigen art. 4: heavier is inspected yearly */

struct word {
	const char *theirs;
	const char *ours;
};

const char *register_said(const char *text)
{
	static const char *const nothing[] = {
		"N.v.t.",
		"Niet geregistreerd",
		"Geen verstrekking in Open Data",
	};

	if (!text || text[0] == '\0')
		return NULL;
	for (size_t i = 0; i < COUNT_OF(nothing); i++) {
		if (text_compare_nocase(text, nothing[i]) == 0)
			return NULL;
	}
	return text;
}

void register_shorten(const char *text, char *into, size_t size)
{
	static const char more[] = "…";
	size_t len = strlen(text);

	if (len < size) {
		memcpy(into, text, len + 1);
		return;
	}
	len = size - sizeof(more);
	while (len > 0 && text[len] != ' ')
		len--;
	memcpy(into, text, len);
	memcpy(into + len, more, sizeof(more));
}

static bool is_digits(const char *text, size_t len)
{
	return strspn(text, "0123456789") >= len;
}

static int digits(const char *at, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++)
		value = value * 10 + (at[i] - '0');
	return value;
}

static struct civil_date date_if_valid(int year, int month, int day)
{
	struct civil_date date = { year, month, day };

	return year > 0 && civil_is_valid(date) ? date : NO_DATE;
}

struct civil_date register_date(const char *text)
{
	if (!text)
		return NO_DATE;
	if (strlen(text) == 8 && is_digits(text, 8))
		return date_if_valid(digits(text, 4), digits(text + 4, 2),
				     digits(text + 6, 2));
	if (strlen(text) < 10 || !is_digits(text, 4) || text[4] != '-' ||
	    !is_digits(text + 5, 2) || text[7] != '-' || !is_digits(text + 8, 2) ||
	    (text[10] != '\0' && text[10] != 'T'))
		return NO_DATE;
	return date_if_valid(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

enum register_truth register_truth(const char *text)
{
	if (text && text_compare_nocase(text, "Ja") == 0)
		return REGISTER_YES;
	if (text && text_compare_nocase(text, "Nee") == 0)
		return REGISTER_NO;
	return REGISTER_UNKNOWN;
}

int64_t register_number(const char *text)
{
	size_t whole = text ? strspn(text, "0123456789") : 0;

	if (whole == 0 || whole > 9)
		return -1;
	if (text[whole] == '.' && is_digits(text + whole + 1, strlen(text + whole + 1)))
		return digits(text, (int)whole);
	return text[whole] == '\0' ? digits(text, (int)whole) : -1;
}

static const char *find(const struct word *words, size_t count, const char *theirs)
{
	for (size_t i = 0; i < count; i++) {
		if (text_compare_nocase(words[i].theirs, theirs) == 0)
			return words[i].ours;
	}
	return NULL;
}

/* Alcohol is inspected as petrol (Stb. 2007, 487 art. 4.5a); liquid gas as gas. */
static const struct word fuels[] = {
	{ "Benzine", "petrol" }, { "Alcohol", "petrol" },
	{ "Diesel", "diesel" },  { "Elektriciteit", "electric" },
	{ "LPG", "lpg" },        { "CNG", "cng" },
	{ "LNG", "cng" },        { "Waterstof", "hydrogen" },
};

const char *register_fuel(const char *brandstof)
{
	const char *said = register_said(brandstof);
	const char *ours = said ? find(fuels, COUNT_OF(fuels), said) : NULL;

	if (!said)
		return NULL;
	return ours ? ours : "other";
}

static int strictness(const char *fuel)
{
	static const char *const order[] = { "electric", "hydrogen", "petrol", "other",
					     "cng",      "lpg",      "diesel" };

	for (size_t i = 0; fuel && i < COUNT_OF(order); i++) {
		if (strcmp(order[i], fuel) == 0)
			return (int)i + 1;
	}
	return 0;
}

const char *register_fuel_strictest(const char *one, const char *other)
{
	return strictness(other) > strictness(one) ? other : one;
}

static const struct word kinds[] = {
	{ "Personenauto", "car" },
	{ "Bus", "bus" },
	{ "Motorfiets", "motorcycle" },
	{ "Motorfiets met zijspan", "motorcycle" },
	{ "Bromfiets", "moped" },
	{ "Aanhangwagen", "trailer" },
	{ "Oplegger", "trailer" },
	{ "Middenasaanhangwagen", "trailer" },
	{ "Autonome aanhangwagen", "trailer" },
};

const char *register_category(const char *voertuigsoort, const char *inrichting,
			      enum register_truth taxi, int64_t mass_max_kg)
{
	const char *kind = register_said(voertuigsoort);
	const char *ours;

	if (!kind)
		return NULL;
	if (inrichting && text_compare_nocase(inrichting, "ambulance") == 0)
		return "ambulance";
	if (taxi == REGISTER_YES)
		return "taxi";
	if (text_compare_nocase(kind, "Bedrijfsauto") == 0)
		return mass_max_kg > VAN_MAX_KG ? "truck" : "van";
	ours = find(kinds, COUNT_OF(kinds), kind);
	return ours ? ours : "other";
}

/* A small letter of a capital: ASCII and Latin-1's second half in UTF-8 ("Ë"). */
static char small(const char *text, size_t at)
{
	unsigned char c = (unsigned char)text[at];
	bool accented = at > 0 && (unsigned char)text[at - 1] == 0xc3 && c >= 0x80 &&
			c <= 0x9e && c != 0x97;

	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return accented ? (char)(c + 0x20) : text[at];
}

/* "BMW" and "GTI" are said letter by letter, "KIA" and "FIAT" are words; what has a
 * digit is a type. Models of up to three letters are types too ("GLA"). */
static bool stays_capital(const char *word, size_t len, size_t short_word)
{
	if (strcspn(word, "0123456789") < len)
		return true;
	if (len > 3)
		return false;
	return len <= short_word || strcspn(word, "AEIOUY") >= len;
}

static void title(const char *from, char *into, size_t size, size_t short_word)
{
	size_t len = strlen(from);

	into[0] = '\0';
	if (len >= size)
		return;
	memcpy(into, from, len + 1);
	for (size_t at = 0; at < len;) {
		size_t word = strcspn(from + at, " -/");
		bool keep = word == 0 || stays_capital(from + at, word, short_word);

		for (size_t i = 1; !keep && i < word; i++)
			into[at + i] = small(from, at + i);
		at += word + 1;
	}
}

void register_make(const char *merk, char *into, size_t size)
{
	const char *said = register_said(merk);

	title(said ? said : "", into, size, 0);
}

void register_model(const char *merk, const char *handelsbenaming, char *into,
		    size_t size)
{
	const char *model = register_said(handelsbenaming);
	const char *make = register_said(merk);
	size_t len = make ? strlen(make) : 0;

	if (model && make && strncmp(model, make, len) == 0 && model[len] == ' ' &&
	    model[len + 1] != '\0')
		model += len + 1;
	title(model ? model : "", into, size, 3);
}
