/* SPDX-License-Identifier: Apache-2.0 */
/* Colours of a house style, and the ink that can be read on them. */
#include <math.h>
#include <string.h>

#include "doc/doc.h"

static uint8_t hex_pair(const char *text)
{
	int value = 0;

	for (int i = 0; i < 2; i++) {
		char c = text[i];
		int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

		value = value * 16 + digit;
	}
	return (uint8_t)value;
}

struct doc_colour doc_colour_of(const char *hex, struct doc_colour preset)
{
	if (!hex || strlen(hex) != 7 || hex[0] != '#' ||
	    strspn(hex + 1, "0123456789abcdefABCDEF") != 6)
		return preset;
	return (struct doc_colour){ hex_pair(hex + 1), hex_pair(hex + 3),
				    hex_pair(hex + 5) };
}

static double linear(uint8_t part)
{
	double value = part / 255.0;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

struct doc_colour doc_colour_ink_on(struct doc_colour fill)
{
	double light = 0.2126 * linear(fill.red) + 0.7152 * linear(fill.green) +
		       0.0722 * linear(fill.blue);
	bool white = 1.05 / (light + 0.05) >= (light + 0.05) / 0.05;

	return white ? (struct doc_colour){ 255, 255, 255 }
		     : (struct doc_colour){ 0, 0, 0 };
}
