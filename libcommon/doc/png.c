/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads PNG through cairo. The size stands in the first bytes and is judged before
 * anything is unpacked.
 */
#include "doc/png.h"

#include <stdint.h>
#include <string.h>

#include "doc/picture.h"

#define HEAD_BYTES 24 /* signature, and the first chunk up to the height */

bool png_is(struct slice bytes)
{
	return bytes.len > HEAD_BYTES && memcmp(bytes.at, "\x89PNG\r\n\x1a\n", 8) == 0 &&
	       memcmp(bytes.at + 12, "IHDR", 4) == 0;
}

static int64_t number_at(const char *at)
{
	int64_t value = 0;

	for (int i = 0; i < 4; i++)
		value = value * 256 + (unsigned char)at[i];
	return value;
}

static cairo_status_t read_bytes(void *context, unsigned char *into, unsigned int length)
{
	struct slice *rest = context;

	if (rest->len < length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(into, rest->at, length);
	*rest = (struct slice){ rest->at + length, rest->len - length };
	return CAIRO_STATUS_SUCCESS;
}

/* Paints it on white, as small as it is wanted. */
static cairo_surface_t *paint(cairo_surface_t *png, int wanted)
{
	int width = cairo_image_surface_get_width(png);
	int height = cairo_image_surface_get_height(png);
	int longer = width > height ? width : height;
	double scale = longer > wanted ? (double)wanted / longer : 1;
	int across = (int)(width * scale) > 1 ? (int)(width * scale) : 1;
	int down = (int)(height * scale) > 1 ? (int)(height * scale) : 1;
	cairo_surface_t *small =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, across, down);
	cairo_t *cr = cairo_create(small);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, (double)across / width, (double)down / height);
	cairo_set_source_surface(cr, png, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_flush(small);
	return small;
}

int png_read(struct slice bytes, int wanted, cairo_surface_t **ret_surface,
	     struct err *err)
{
	int64_t width = number_at(bytes.at + 16);
	int64_t height = number_at(bytes.at + 20);

	if (width < 1 || height < 1 || width > PICTURE_PNG_MAX ||
	    height > PICTURE_PNG_MAX || width * height > PICTURE_PNG_MAX)
		return err_set(err, ERR_INVALID,
			       "a PNG of %lld x %lld has more than %lld pixels",
			       (long long)width, (long long)height,
			       (long long)PICTURE_PNG_MAX);
	cairo_surface_t *png =
		cairo_image_surface_create_from_png_stream(read_bytes, &bytes);
	cairo_status_t status = cairo_surface_status(png);

	if (status == CAIRO_STATUS_SUCCESS)
		*ret_surface = paint(png, wanted);
	cairo_surface_destroy(png);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_INVALID, "the PNG cannot be read: %s",
			       cairo_status_to_string(status));
	return 0;
}
