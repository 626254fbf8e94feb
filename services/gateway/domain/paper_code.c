/* SPDX-License-Identifier: Apache-2.0 */
/* Decides the signs of a code on paper, and what may be typed between them. */
#include "gateway/domain/paper_code.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#define SIGNS      16
#define GROUP      4
#define SIGN_BITS  5
#define BYTE_BITS  8
#define SEPARATORS " -.\t"

static const char ALPHABET[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/* The next sign, after a dash where a group ends. */
static size_t add_sign(char *text, size_t at, size_t number, char sign)
{
	if (number > 0 && number % GROUP == 0)
		text[at++] = '-';
	text[at++] = sign;
	return at;
}

void paper_code_write(const unsigned char bytes[PAPER_CODE_BYTES],
		      char ret_text[PAPER_CODE_TEXT])
{
	unsigned held = 0;
	unsigned bits = 0;
	size_t next = 0;
	size_t at = 0;
	for (size_t i = 0; i < SIGNS; i++) {
		if (bits < SIGN_BITS) {
			held = held << BYTE_BITS | bytes[next++];
			bits += BYTE_BITS;
		}
		bits -= SIGN_BITS;
		at = add_sign(ret_text, at, i,
			      ALPHABET[held >> bits & (sizeof(ALPHABET) - 2)]);
		held &= (1u << bits) - 1;
	}
	ret_text[at] = '\0';
}

bool paper_code_read(const char *typed, char ret_text[PAPER_CODE_TEXT])
{
	size_t signs = 0;
	size_t at = 0;
	for (const char *c = typed; *c; c++) {
		char sign = (char)toupper((unsigned char)*c);
		if (strchr(SEPARATORS, *c))
			continue;
		if (signs == SIGNS || !strchr(ALPHABET, sign))
			return false;
		at = add_sign(ret_text, at, signs++, sign);
	}
	ret_text[at] = '\0';
	return signs == SIGNS;
}
