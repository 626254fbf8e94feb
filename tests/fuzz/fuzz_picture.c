/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures as cameras, and others, send them: whatever the bytes, a small JPEG or an
 * error. */
#include <stdint.h>
#include <stdlib.h>

#include "doc/picture.h"

#define ROOM ((size_t)4 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	STRBUF_AUTO out = strbuf_new(ROOM);
	struct picture_size side = { 0, 0 };
	struct err err = { 0 };
	struct slice bytes = { (const char *)data, size };

	if (picture_shrink(bytes, 64, &out, &side, &err) < 0)
		return err.kind == ERR_INVALID ? 0 : (abort(), 0);
	if (side.width < 1 || side.height < 1 || out.len < 100)
		abort();
	return 0;
}
