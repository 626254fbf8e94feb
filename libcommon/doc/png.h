/* SPDX-License-Identifier: Apache-2.0 */
/* PNG pictures as rows of colours, for picture.c. Thread: any. */
#ifndef BEURT_DOC_PNG_H
#define BEURT_DOC_PNG_H

#include <cairo.h>

#include "base/err.h"
#include "base/slice.h"

bool png_is(struct slice bytes);
/* At most `wanted` pixels along its longer side, on white, as CAIRO_FORMAT_RGB24; caller
 * destroys. ERR_INVALID when it is damaged or has too many pixels. */
MUST_CHECK int png_read(struct slice bytes, int wanted, cairo_surface_t **ret_surface,
			struct err *err);

#endif
