/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JPEG and PNG pictures from outside: measured, checked, made smaller.
 *
 * A picture is decoded and written anew, so that what leaves is a plain small JPEG
 * whatever came in: no metadata, no second file hidden in it. Thread: any.
 */
#ifndef BEURT_DOC_PICTURE_H
#define BEURT_DOC_PICTURE_H

#include "base/slice.h"
#include "base/strbuf.h"

#define PICTURE_PIXELS_MAX ((int64_t)40 * 1000 * 1000)
#define PICTURE_SCANS_MAX  64 /* of a progressive picture: more is an attack */
#define PICTURE_PNG_MAX    ((int64_t)4 * 1000 * 1000) /* unpacked whole */

struct picture_size {
	int width;
	int height;
};

/* Append the picture as a JPEG at least `wanted` pixels along its longer side where it
 * had as many, and not much larger; what is transparent becomes white. ERR_INVALID when
 * it is neither JPEG nor PNG, is damaged, in CMYK or too large. */
MUST_CHECK int picture_shrink(struct slice picture, int wanted, struct strbuf *out,
			      struct picture_size *ret_size, struct err *err);

#endif
