/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes a report's PDF of files, for the tests that read it and the benchmark.
 *
 * report_cli VERSION.json DEALER.json PICTURES OUT.pdf [ROUNDS]
 * PICTURES is a folder of <sha256>.jpg. With ROUNDS it makes the report so often and
 * prints microseconds, one a line: ours, a space, and a bare page of cairo's.
 */
#include <cairo-pdf.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "gateway/report/report.h"
#include "msg/msg.h"
#include "sys/clock.h"

#define FILE_MOST ((size_t)32 * 1024 * 1024)

static int read_file(const char *path, struct strbuf *out, struct err *err)
{
	char bytes[65536];
	size_t got;
	FILE *file = fopen(path, "rb");

	if (!file)
		return err_set(err, ERR_ABSENT, "cannot open %.150s", path);
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		strbuf_add_n(out, bytes, got);
	fclose(file);
	return strbuf_check(out, err);
}

static int read_picture(void *context, const char *sha256, struct strbuf *out,
			struct err *err)
{
	char path[400];

	snprintf(path, sizeof(path), "%.300s/%.64s.jpg", (const char *)context, sha256);
	return read_file(path, out, err);
}

static int read_msg(const struct msg_type *type, const char *path, void **ret_msg,
		    struct err *err)
{
	STRBUF_AUTO json = strbuf_new(FILE_MOST);

	if (read_file(path, &json, err) < 0)
		return -1;
	return msg_decode(type, (struct slice){ json.text, json.len }, ret_msg, err);
}

static cairo_status_t drop(void *count, const unsigned char *bytes, unsigned int len)
{
	(void)bytes;
	*(size_t *)count += len;
	return CAIRO_STATUS_SUCCESS;
}

/* A page with one line of text: what cairo costs when nothing is laid out. */
static void bare_page(void)
{
	size_t written = 0;
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(drop, &written, 595, 842);
	cairo_t *cr = cairo_create(surface);

	cairo_select_font_face(cr, "Liberation Sans", CAIRO_FONT_SLANT_NORMAL,
			       CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, 9);
	cairo_move_to(cr, 40, 60);
	cairo_show_text(cr, "Inspectierapport");
	cairo_show_page(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
}

static int measure(struct doc_fonts *fonts, const struct report *report, long rounds,
		   struct err *err)
{
	bare_page();
	for (long i = 0; i < rounds; i++) {
		STRBUF_AUTO pdf = strbuf_new(REPORT_BYTES_MAX);
		int64_t start = clock_monotonic();

		if (report_write(fonts, report, &pdf, err) < 0)
			return -1;
		int64_t between = clock_monotonic();

		bare_page();
		printf("%" PRId64 " %" PRId64 "\n", between - start,
		       clock_monotonic() - between);
	}
	return 0;
}

static int write_file(const char *path, const struct strbuf *bytes, struct err *err)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(bytes->text, 1, bytes->len, file) != bytes->len)
		return err_set(err, ERR_BROKEN, "cannot write %.150s", path);
	fclose(file);
	return 0;
}

static int run(char **argv, struct err *err)
{
	STRBUF_AUTO pdf = strbuf_new(REPORT_BYTES_MAX);
	struct doc_fonts *fonts = doc_fonts_new();
	void *version = NULL;
	void *dealer = NULL;
	int done = -1;

	if (read_msg(&inspection_version_state_type, argv[1], &version, err) == 0 &&
	    read_msg(&dealer_state_type, argv[2], &dealer, err) == 0) {
		struct report report = { version, dealer, read_picture, argv[3] };

		done = report_write(fonts, &report, &pdf, err);
		if (done == 0)
			done = write_file(argv[4], &pdf, err);
		if (done == 0 && argv[5])
			done = measure(fonts, &report, strtol(argv[5], NULL, 10), err);
	}
	msg_free(&inspection_version_state_type, version);
	msg_free(&dealer_state_type, dealer);
	doc_fonts_free(fonts);
	return done;
}

int main(int argc, char **argv)
{
	struct err err = { 0 };

	if (argc < 5) {
		fprintf(stderr,
			"usage: report_cli VERSION DEALER PICTURES OUT [ROUNDS]\n");
		return 2;
	}
	if (run(argv, &err) == 0)
		return 0;
	fprintf(stderr, "%s: %s\n", err_kind_name(err.kind), err.text);
	return 1;
}
