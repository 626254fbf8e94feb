/* SPDX-License-Identifier: Apache-2.0 */
/* Cuts between code points only. */
#include "invoice/intake/clip.h"

#include "base/mem.h"

static bool starts_code_point(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

void clip_text(struct json_out *out, const char *name, const char *text, size_t most)
{
	struct slice trimmed = slice_trim(slice_of(text));
	size_t points = 0, len = 0;

	for (; len < trimmed.len; len++) {
		if (starts_code_point(trimmed.at[len]) && points++ == most)
			break;
	}
	if (len == 0)
		return;
	AUTO_TEXT *clean = mem_text_n(trimmed.at, len);

	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)clean[i] < 0x20 && clean[i] != '\n')
			clean[i] = ' ';
	}
	json_out_text_n(out, name, (struct slice){ clean, len });
}
