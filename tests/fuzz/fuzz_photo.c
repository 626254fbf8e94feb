/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a photo.
 *
 * What comes out is the same kind of picture, never longer, has nothing left to strip,
 * and in a JPEG's head no mark that carries metadata.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/domain/photo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static bool is_metadata(uint8_t mark)
{
	return mark == 0xfe || (mark > 0xe0 && mark < 0xee) || mark == 0xef;
}

/* Up to the first scan. */
static void head_is_bare(struct slice picture)
{
	const uint8_t *at = (const uint8_t *)picture.at;
	size_t i = 2;
	while (i + 4 <= picture.len && at[i + 1] != 0xda && at[i + 1] != 0xd9) {
		must(at[i] == 0xff && !is_metadata(at[i + 1]));
		i += 2 + (size_t)at[i + 2] * 256 + at[i + 3];
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { (const char *)data, size };
	struct err err = { 0 };
	STRBUF_AUTO once = strbuf_new(PHOTO_MOST);
	STRBUF_AUTO twice = strbuf_new(PHOTO_MOST);

	if (photo_strip(bytes, &once, &err) < 0) {
		must(err.kind == ERR_INVALID && err.text[0]);
		return 0;
	}
	struct slice bare = { once.text, once.len };
	must(once.len <= size && photo_kind_of(bare) == photo_kind_of(bytes));
	must(photo_strip(bare, &twice, &err) == 0);
	must(twice.len == once.len && memcmp(twice.text, once.text, once.len) == 0);
	if (photo_kind_of(bare) == PHOTO_JPEG)
		head_is_bare(bare);
	return 0;
}
