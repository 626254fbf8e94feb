/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Draws sheets straight into the PDF; the fonts and the catalogue are those of doc.c.
 */
#include "doc/sheets.h"

#include <cairo-pdf.h>
#include <qrencode.h>
#include <stdint.h>

#include "doc/parts.h"

#define POINTS_PER_MM (72.0 / 25.4)
#define HAIR          0.5
#define CODE_MAX      500
#define QUIET_ZONE    4 /* modules around a code, ISO/IEC 18004 */
#define LINE_FACTOR   1.3f

struct sheets {
	struct doc_fonts *fonts;
	PangoContext *context; /* the fonts', for our turn */
	char *language;
	struct strbuf pdf;
	cairo_surface_t *surface;
	cairo_t *cr;
	int pages;
	struct err failed;
};

static cairo_status_t write_pdf(void *out, const unsigned char *bytes,
				unsigned int length)
{
	strbuf_add_n(out, (const char *)bytes, length);
	return ((struct strbuf *)out)->full ? CAIRO_STATUS_WRITE_ERROR
					    : CAIRO_STATUS_SUCCESS;
}

struct sheets *sheets_new(struct doc_fonts *fonts, const struct sheets_options *options,
			  size_t most)
{
	struct sheets *sheets = mem_alloc(sizeof(*sheets));

	sheets->fonts = fonts;
	sheets->context = doc_fonts_take(fonts, options->language);
	sheets->language = mem_text(options->language);
	sheets->pdf = strbuf_new(most);
	sheets->surface = cairo_pdf_surface_create_for_stream(
		write_pdf, &sheets->pdf, options->width * POINTS_PER_MM,
		options->height * POINTS_PER_MM);
	cairo_pdf_surface_set_metadata(sheets->surface, CAIRO_PDF_METADATA_TITLE,
				       options->title);
	cairo_pdf_surface_set_metadata(sheets->surface, CAIRO_PDF_METADATA_AUTHOR,
				       options->author);
	cairo_pdf_surface_set_metadata(sheets->surface, CAIRO_PDF_METADATA_CREATOR,
				       "Beurt");
	cairo_pdf_surface_set_metadata(sheets->surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       options->created);
	sheets->cr = cairo_create(sheets->surface);
	cairo_tag_begin(sheets->cr, "Document", NULL);
	return sheets;
}

void sheets_free(struct sheets *sheets)
{
	if (!sheets)
		return;
	if (sheets->cr)
		cairo_destroy(sheets->cr);
	if (sheets->surface)
		cairo_surface_destroy(sheets->surface);
	strbuf_done(&sheets->pdf);
	mem_free(sheets->language);
	doc_fonts_leave(sheets->fonts);
	mem_free(sheets);
}

void sheets_page(struct sheets *sheets)
{
	if (sheets->pages > 0)
		cairo_show_page(sheets->cr);
	if (sheets->pages++ == SHEETS_MAX && sheets->failed.kind == ERR_NONE)
		err_set(&sheets->failed, ERR_INVALID, "a file holds at most %d pages",
			SHEETS_MAX);
}

void sheets_begin(struct sheets *sheets)
{
	cairo_tag_begin(sheets->cr, "Art", NULL);
}

void sheets_end(struct sheets *sheets)
{
	cairo_tag_end(sheets->cr, "Art");
}

static PangoLayout *lay_out(struct sheets *sheets, const struct sheets_text *text)
{
	STRBUF_AUTO clean = strbuf_new(DOC_TEXT_MAX + 1);
	PangoLayout *layout = pango_layout_new(sheets->context);
	PangoFontDescription *font = doc_font(text->size, text->bold);

	doc_clean_text(&clean, text->text);
	if (clean.full && sheets->failed.kind == ERR_NONE)
		err_set(&sheets->failed, ERR_INVALID, "a text holds at most %d bytes",
			DOC_TEXT_MAX);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)(text->width * POINTS_PER_MM * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(layout, LINE_FACTOR);
	pango_layout_set_alignment(layout,
				   text->at_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	pango_layout_set_text(layout, clean.text, (int)clean.len);
	return layout;
}

static double height_of(PangoLayout *layout)
{
	int height;

	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE / POINTS_PER_MM;
}

double sheets_text(struct sheets *sheets, const struct sheets_text *text)
{
	PangoLayout *layout = lay_out(sheets, text);
	double height = height_of(layout);

	if (text->tag)
		cairo_tag_begin(sheets->cr, text->tag, NULL);
	doc_set_source(sheets->cr, text->ink);
	cairo_move_to(sheets->cr, text->x * POINTS_PER_MM, text->y * POINTS_PER_MM);
	pango_cairo_show_layout(sheets->cr, layout);
	if (text->tag)
		cairo_tag_end(sheets->cr, text->tag);
	g_object_unref(layout);
	return height;
}

double sheets_height(struct sheets *sheets, const struct sheets_text *text)
{
	PangoLayout *layout = lay_out(sheets, text);
	double height = height_of(layout);

	g_object_unref(layout);
	return height;
}

void sheets_fill(struct sheets *sheets, struct sheets_box box, struct doc_colour colour)
{
	doc_set_source(sheets->cr, colour);
	cairo_rectangle(sheets->cr, box.x * POINTS_PER_MM, box.y * POINTS_PER_MM,
			box.width * POINTS_PER_MM, box.height * POINTS_PER_MM);
	cairo_fill(sheets->cr);
}

void sheets_line(struct sheets *sheets, double x, double y, double width)
{
	doc_set_source(sheets->cr, DOC_RULE);
	cairo_set_line_width(sheets->cr, HAIR);
	cairo_move_to(sheets->cr, x * POINTS_PER_MM, y * POINTS_PER_MM);
	cairo_line_to(sheets->cr, (x + width) * POINTS_PER_MM, y * POINTS_PER_MM);
	cairo_stroke(sheets->cr);
}

/* Modules that lie beside each other are one rectangle: no hair lines between them. */
static void draw_modules(cairo_t *cr, const QRcode *code, double module)
{
	for (int row = 0; row < code->width; row++) {
		for (int from = 0, to; from < code->width; from = to + 1) {
			for (to = from; to < code->width; to++)
				if (!(code->data[row * code->width + to] & 1))
					break;
			if (to > from)
				cairo_rectangle(cr, (from + QUIET_ZONE) * module,
						(row + QUIET_ZONE) * module,
						(to - from) * module, module);
		}
	}
	cairo_fill(cr);
}

int sheets_code(struct sheets *sheets, double x, double y, double size, const char *text,
		struct err *err)
{
	QRcode *code = strnlen(text, CODE_MAX + 1) > CODE_MAX
			       ? NULL
			       : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

	if (!code)
		return err_set(err, ERR_INVALID, "a code holds at most %d bytes",
			       CODE_MAX);
	cairo_save(sheets->cr);
	cairo_translate(sheets->cr, x * POINTS_PER_MM, y * POINTS_PER_MM);
	cairo_set_source_rgb(sheets->cr, 0, 0, 0);
	draw_modules(sheets->cr, code,
		     size * POINTS_PER_MM / (code->width + 2 * QUIET_ZONE));
	cairo_restore(sheets->cr);
	QRcode_free(code);
	return 0;
}

static cairo_status_t close_file(struct sheets *sheets)
{
	cairo_tag_end(sheets->cr, "Document");
	cairo_show_page(sheets->cr);
	cairo_status_t status = cairo_status(sheets->cr);

	cairo_destroy(sheets->cr);
	cairo_surface_finish(sheets->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(sheets->surface);
	cairo_surface_destroy(sheets->surface);
	sheets->cr = NULL;
	sheets->surface = NULL;
	return status;
}

int sheets_finish(struct sheets *sheets, struct strbuf *out, struct err *err)
{
	const struct doc catalogue = { .language = sheets->language };

	if (sheets->failed.kind != ERR_NONE) {
		*err = sheets->failed;
		return -1;
	}
	cairo_status_t status = close_file(sheets);

	if (strbuf_check(&sheets->pdf, err) < 0)
		return -1;
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_BROKEN, "cairo: %s",
			       cairo_status_to_string(status));
	if (doc_finish_catalog(&catalogue, &sheets->pdf, err) < 0)
		return -1;
	strbuf_add_n(out, sheets->pdf.text, sheets->pdf.len);
	return strbuf_check(out, err);
}
