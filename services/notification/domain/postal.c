/* SPDX-License-Identifier: Apache-2.0 */
/* Postcodes with their space, towns in capitals, as sorting machines read them best. */
#include "notification/domain/postal.h"

#include <string.h>

static bool is_given(const char *text)
{
	return text && *text;
}

static bool is_dutch(const struct postal_address *address)
{
	return !is_given(address->country) || strcmp(address->country, "NL") == 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Four digits and two letters, spaces anywhere between. */
static bool read_postcode(const char *typed, char ret_code[6])
{
	size_t len = 0;

	for (; *typed; typed++) {
		char c = upper(*typed);

		if (c == ' ')
			continue;
		if (len == 6 || (len < 4 ? !is_digit(c) : c < 'A' || c > 'Z'))
			return false;
		ret_code[len++] = c;
	}
	return len == 6 && ret_code[0] != '0';
}

void postal_write_postcode(const char *typed, struct strbuf *out)
{
	char code[6];

	if (read_postcode(typed, code))
		strbuf_addf(out, "%.4s %.2s", code, code + 4);
	else
		strbuf_add(out, typed);
}

bool postal_is_complete(const struct postal_address *address)
{
	char code[6];

	if (!is_given(address->name) || !is_given(address->street) ||
	    !is_given(address->city))
		return false;
	if (!is_dutch(address))
		return true;
	return is_given(address->postcode) && read_postcode(address->postcode, code);
}

static void write_street(const struct postal_address *address, struct strbuf *out)
{
	strbuf_add(out, address->street);
	if (is_given(address->house_number))
		strbuf_addf(out, " %s", address->house_number);
	if (is_given(address->addition))
		strbuf_addf(out, "%s%s", is_digit(address->addition[0]) ? "-" : " ",
			    address->addition);
	strbuf_add_char(out, '\n');
}

/* Letters beyond ASCII stay small: towns have few. */
static void write_town(const struct postal_address *address, struct strbuf *out)
{
	if (is_given(address->postcode)) {
		if (is_dutch(address))
			postal_write_postcode(address->postcode, out);
		else
			strbuf_add(out, address->postcode);
		strbuf_add(out, "  ");
	}
	for (const char *c = address->city; *c; c++)
		strbuf_add_char(out, upper(*c));
	strbuf_add_char(out, '\n');
}

void postal_write(const struct postal_address *address, struct strbuf *out)
{
	static const struct {
		const char *code;
		const char *name;
	} COUNTRIES[] = {
		{ "BE", "BELGIUM" },
		{ "DE", "GERMANY" },
		{ "FR", "FRANCE" },
		{ "LU", "LUXEMBOURG" },
	};

	strbuf_addf(out, "%s\n", address->name);
	write_street(address, out);
	write_town(address, out);
	if (is_dutch(address))
		return;
	for (size_t i = 0; i < sizeof(COUNTRIES) / sizeof(COUNTRIES[0]); i++) {
		if (strcmp(COUNTRIES[i].code, address->country) == 0) {
			strbuf_addf(out, "%s\n", COUNTRIES[i].name);
			return;
		}
	}
	strbuf_addf(out, "%s\n", address->country);
}
