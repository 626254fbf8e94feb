/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libjpeg reports errors by jumping; here they become our errors. Scaling happens while
 * decoding, in eighths, which costs less than decoding the whole picture.
 */
#include "doc/picture.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "doc/png.h"

#define QUALITY   80
#define SIDE_MAX  16000
#define EIGHTHS   8
#define ROW_BYTES (SIDE_MAX * 3)
#define OUT_BYTES 8192

struct shrink {
	struct jpeg_error_mgr errors; /* first: libjpeg knows us by it */
	struct jpeg_progress_mgr progress;
	jmp_buf failed;
	char text[JMSG_LENGTH_MAX];
	struct jpeg_decompress_struct in;
	struct jpeg_compress_struct out;
	struct jpeg_destination_mgr into;
	struct strbuf *written;
	JOCTET buffer[OUT_BYTES];
	JSAMPLE row[ROW_BYTES];
};

static void on_error(j_common_ptr info)
{
	struct shrink *shrink = (struct shrink *)(void *)info->err;

	info->err->format_message(info, shrink->text);
	longjmp(shrink->failed, 1);
}

/* A file that ends early or has a bad code is only a warning to libjpeg. Bytes between
 * its parts harm nobody. */
static void on_message(j_common_ptr info, int level)
{
	if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA)
		on_error(info);
}

static void on_progress(j_common_ptr info)
{
	struct shrink *shrink = (struct shrink *)(void *)info->err;

	if (shrink->in.input_scan_number > PICTURE_SCANS_MAX) {
		snprintf(shrink->text, sizeof(shrink->text), "too many scans");
		longjmp(shrink->failed, 1);
	}
}

static void write_begin(j_compress_ptr info)
{
	struct shrink *shrink = (struct shrink *)(void *)info->err;

	shrink->into.next_output_byte = shrink->buffer;
	shrink->into.free_in_buffer = OUT_BYTES;
}

static boolean write_full(j_compress_ptr info)
{
	struct shrink *shrink = (struct shrink *)(void *)info->err;

	strbuf_add_n(shrink->written, (const char *)shrink->buffer, OUT_BYTES);
	write_begin(info);
	return TRUE;
}

static void write_end(j_compress_ptr info)
{
	struct shrink *shrink = (struct shrink *)(void *)info->err;

	strbuf_add_n(shrink->written, (const char *)shrink->buffer,
		     OUT_BYTES - shrink->into.free_in_buffer);
}

static int check_head(const struct shrink *shrink, struct err *err)
{
	int64_t width = shrink->in.image_width;
	int64_t height = shrink->in.image_height;

	if (shrink->in.num_components != 1 && shrink->in.num_components != 3)
		return err_set(err, ERR_INVALID, "a picture of %d colour components",
			       shrink->in.num_components);
	if (width > SIDE_MAX || height > SIDE_MAX || width * height > PICTURE_PIXELS_MAX)
		return err_set(err, ERR_INVALID,
			       "a picture of %lld x %lld is larger than %lld pixels",
			       (long long)width, (long long)height,
			       (long long)PICTURE_PIXELS_MAX);
	return 0;
}

static void choose_scale(struct shrink *shrink, int wanted)
{
	JDIMENSION longer = shrink->in.image_width > shrink->in.image_height
				    ? shrink->in.image_width
				    : shrink->in.image_height;
	unsigned eighths = 1;

	while (eighths < EIGHTHS && longer * eighths / EIGHTHS < (JDIMENSION)wanted)
		eighths++;
	shrink->in.scale_num = eighths;
	shrink->in.scale_denom = EIGHTHS;
	shrink->in.dct_method = JDCT_ISLOW;
}

static void begin_writing(struct shrink *shrink)
{
	shrink->out.dest = &shrink->into;
	jpeg_set_defaults(&shrink->out);
	jpeg_set_quality(&shrink->out, QUALITY, TRUE);
	jpeg_start_compress(&shrink->out, TRUE);
}

static void copy_rows(struct shrink *shrink)
{
	JSAMPROW rows[1] = { shrink->row };

	while (shrink->in.output_scanline < shrink->in.output_height) {
		jpeg_read_scanlines(&shrink->in, rows, 1);
		jpeg_write_scanlines(&shrink->out, rows, 1);
	}
	jpeg_finish_compress(&shrink->out);
	jpeg_finish_decompress(&shrink->in);
}

static void set_up(struct shrink *shrink, struct strbuf *out)
{
	shrink->written = out;
	shrink->into.init_destination = write_begin;
	shrink->into.empty_output_buffer = write_full;
	shrink->into.term_destination = write_end;
	shrink->in.err = jpeg_std_error(&shrink->errors);
	shrink->out.err = &shrink->errors;
	shrink->errors.error_exit = on_error;
	shrink->errors.emit_message = on_message;
	shrink->progress.progress_monitor = on_progress;
}

static int fail(const struct shrink *shrink, struct err *err)
{
	return err_set(err, ERR_INVALID, "the picture cannot be read: %.120s",
		       shrink->text);
}

/* Everything that may jump. */
static int run(struct shrink *shrink, struct slice jpeg, int wanted, struct err *err)
{
	if (setjmp(shrink->failed))
		return fail(shrink, err);
	jpeg_create_decompress(&shrink->in);
	jpeg_create_compress(&shrink->out);
	shrink->in.progress = &shrink->progress;
	jpeg_mem_src(&shrink->in, (const unsigned char *)jpeg.at, jpeg.len);
	jpeg_read_header(&shrink->in, TRUE);
	if (check_head(shrink, err) < 0)
		return -1;
	choose_scale(shrink, wanted);
	jpeg_start_decompress(&shrink->in);
	shrink->out.image_width = shrink->in.output_width;
	shrink->out.image_height = shrink->in.output_height;
	shrink->out.input_components = shrink->in.output_components;
	shrink->out.in_color_space = shrink->in.out_color_space;
	begin_writing(shrink);
	copy_rows(shrink);
	return 0;
}

/* cairo keeps 0x00rrggbb in each 32 bits. */
static void write_surface(struct shrink *shrink, cairo_surface_t *surface)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	JSAMPROW rows[1] = { shrink->row };

	for (JDIMENSION y = 0; y < shrink->out.image_height; y++) {
		for (JDIMENSION x = 0; x < shrink->out.image_width; x++) {
			uint32_t pixel;

			memcpy(&pixel, data + y * (size_t)stride + x * 4, sizeof(pixel));
			shrink->row[x * 3] = (JSAMPLE)(pixel >> 16 & 0xff);
			shrink->row[x * 3 + 1] = (JSAMPLE)(pixel >> 8 & 0xff);
			shrink->row[x * 3 + 2] = (JSAMPLE)(pixel & 0xff);
		}
		jpeg_write_scanlines(&shrink->out, rows, 1);
	}
	jpeg_finish_compress(&shrink->out);
}

static int run_png(struct shrink *shrink, cairo_surface_t *surface, struct err *err)
{
	if (setjmp(shrink->failed))
		return fail(shrink, err);
	jpeg_create_compress(&shrink->out);
	shrink->out.image_width = (JDIMENSION)cairo_image_surface_get_width(surface);
	shrink->out.image_height = (JDIMENSION)cairo_image_surface_get_height(surface);
	shrink->out.input_components = 3;
	shrink->out.in_color_space = JCS_RGB;
	begin_writing(shrink);
	write_surface(shrink, surface);
	return 0;
}

static int shrink_png(struct shrink *shrink, struct slice png, int wanted,
		      struct err *err)
{
	cairo_surface_t *surface;

	if (png_read(png, wanted, &surface, err) < 0)
		return -1;
	int done = run_png(shrink, surface, err);

	cairo_surface_destroy(surface);
	return done;
}

int picture_shrink(struct slice picture, int wanted, struct strbuf *out,
		   struct picture_size *ret_size, struct err *err)
{
	struct shrink *shrink;
	int done;

	if (picture.len == 0)
		return err_set(err, ERR_INVALID, "the picture is empty");
	shrink = mem_alloc(sizeof(*shrink));
	set_up(shrink, out);
	done = png_is(picture) ? shrink_png(shrink, picture, wanted, err)
			       : run(shrink, picture, wanted, err);
	if (done == 0) {
		ret_size->width = (int)shrink->out.image_width;
		ret_size->height = (int)shrink->out.image_height;
		done = strbuf_check(out, err);
	}
	jpeg_destroy_decompress(&shrink->in);
	jpeg_destroy_compress(&shrink->out);
	mem_free(shrink);
	return done;
}
