/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Check digits and forms of the party numbers Peppol looks into (PEPPOL-COMMON-R040 …
 * R050): GLN, and the registers of eight countries.
 */
#include "invoice/domain/rules.h"

#include <ctype.h>
#include <string.h>

#define COMMON "PEPPOL-COMMON-"

static bool are_digits(const char *text, size_t count)
{
	return strspn(text, "0123456789") == count && text[count] == '\0';
}

static int digit(char c)
{
	return c - '0';
}

/* GS1: from the right, weights 1 and 3 in turn. */
static bool is_gln(const char *text)
{
	size_t len = strlen(text);
	int sum = 0;

	if (len < 2 || !are_digits(text, len))
		return false;
	for (size_t i = 0; i < len; i++)
		sum += digit(text[len - 1 - i]) * (i % 2 == 0 ? 1 : 3);
	return sum % 10 == 0;
}

/* Norway: nine digits, modulo 11 with weights 2 … 7 from the right. */
static bool is_norwegian(const char *text)
{
	int sum = 0;

	if (!are_digits(text, 9))
		return false;
	for (int i = 0; i < 8; i++)
		sum += digit(text[7 - i]) * (2 + i % 6);
	return (11 - sum % 11) % 11 == digit(text[8]);
}

static bool is_danish(const char *text)
{
	if (strncmp(text, "DK", 2) == 0)
		text += 2;
	return are_digits(text, 8);
}

/* Belgium: the last two digits are 97 less the rest modulo 97. */
static bool is_belgian(const char *text)
{
	long first = 0;

	if (!are_digits(text, 10))
		return false;
	for (int i = 0; i < 8; i++)
		first = first * 10 + digit(text[i]);
	return 97 - first % 97 == digit(text[8]) * 10 + digit(text[9]);
}

static bool is_ipa(const char *text)
{
	for (size_t i = 0; text[i]; i++) {
		if (!isalnum((unsigned char)text[i]))
			return false;
	}
	return strlen(text) == 6;
}

/* Luhn over all digits, the last one being the check digit. */
static bool passes_luhn(const char *text, size_t count)
{
	int sum = 0;

	if (!are_digits(text, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		int value = digit(text[count - 1 - i]) * (i % 2 == 0 ? 1 : 2);

		sum += value > 9 ? value - 9 : value;
	}
	return sum % 10 == 0;
}

/* Italy, persons: AAAAAA99A99A999A, some digits replaced by letters; or a company's. */
static bool is_italian_tax_code(const char *text)
{
	static const char pattern[] = "AAAAAAXXAXXAXXXA";

	if (strlen(text) == 11)
		return passes_luhn(text, 11);
	if (strlen(text) != 16)
		return false;
	for (int i = 0; i < 16; i++) {
		bool letter = isalpha((unsigned char)text[i]) != 0;

		if (pattern[i] == 'A' ? !letter
				      : !letter && !isdigit((unsigned char)text[i]))
			return false;
	}
	return true;
}

static bool is_italian_vat(const char *text)
{
	if (strncmp(text, "IT", 2) == 0)
		text += 2;
	return passes_luhn(text, 11);
}

static bool is_swedish(const char *text)
{
	return passes_luhn(text, 10);
}

/* Australia: subtract one from the first digit; weighted sum divisible by 89. */
static bool is_australian(const char *text)
{
	static const int weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 };
	int sum = -10;

	if (!are_digits(text, 11))
		return false;
	for (int i = 0; i < 11; i++)
		sum += digit(text[i]) * weights[i];
	return sum % 89 == 0;
}

static const struct {
	const char *rule;
	const char *scheme;
	bool (*fits)(const char *text);
	enum severity severity;
	const char *text;
} REGISTERS[] = {
	{ COMMON "R040", "0088", is_gln, SEVERITY_ERROR, "not a valid GLN" },
	{ COMMON "R041", "0192", is_norwegian, SEVERITY_ERROR,
	  "not a valid Norwegian organisation number" },
	{ COMMON "R042", "0184", is_danish, SEVERITY_ERROR,
	  "not a valid Danish CVR number" },
	{ COMMON "R043", "0208", is_belgian, SEVERITY_ERROR,
	  "not a valid Belgian enterprise number" },
	{ COMMON "R044", "0201", is_ipa, SEVERITY_WARNING,
	  "not a valid Italian office code" },
	{ COMMON "R045", "0210", is_italian_tax_code, SEVERITY_WARNING,
	  "not a valid Italian tax code" },
	{ COMMON "R046", "9907", is_italian_tax_code, SEVERITY_WARNING,
	  "not a valid Italian tax code" },
	{ COMMON "R047", "0211", is_italian_vat, SEVERITY_WARNING,
	  "not a valid Italian VAT number" },
	{ COMMON "R048", "9906", is_italian_vat, SEVERITY_WARNING,
	  "not a valid Italian VAT number" },
	{ COMMON "R049", "0007", is_swedish, SEVERITY_ERROR,
	  "not a valid Swedish organisation number" },
	{ COMMON "R050", "0151", is_australian, SEVERITY_ERROR,
	  "not a valid Australian business number" },
};

static void check_number(struct checking *c, const struct ubl_node *node)
{
	const char *scheme = ubl_attribute(node, "schemeID");

	for (size_t i = 0; scheme && i < COUNT_OF(REGISTERS); i++) {
		if (strcmp(scheme, REGISTERS[i].scheme) == 0 &&
		    !REGISTERS[i].fits(node->text))
			check_report(c, REGISTERS[i].rule, REGISTERS[i].severity, node,
				     REGISTERS[i].text);
	}
}

/* The rules came with the releases of 2020; older documents were right without them. */
#define VALID_FROM "2020-01-01"

void check_peppol_identifiers(struct checking *c)
{
	const char *issued = ubl_value(c->root, "IssueDate");

	if (!c->is_peppol || (issued && strcmp(issued, VALID_FROM) < 0))
		return;
	UBL_NODES numbers =
		ubl_find(c->root, "//EndpointID|//PartyIdentification/ID|//CompanyID");

	for (size_t i = 0; i < numbers.count; i++)
		check_number(c, numbers.at[i]);
}
