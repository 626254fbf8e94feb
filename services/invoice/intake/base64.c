/* SPDX-License-Identifier: Apache-2.0 */
/* Standard alphabet; padding and line ends are skipped, anything else refuses. */
#include "invoice/intake/base64.h"

#include <string.h>

static int value_of(char c)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

bool base64_decode(struct slice text, struct strbuf *out)
{
	unsigned int bits = 0;
	int count = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '=' || c == '\r' || c == '\n')
			continue;
		int value = value_of(c);

		if (value < 0)
			return false;
		bits = (bits << 6 | (unsigned int)value) & 0xFFFFFF;
		count += 6;
		if (count >= 8) {
			count -= 8;
			strbuf_add_char(out, (char)(bits >> count & 0xFF));
		}
	}
	return !out->full;
}
