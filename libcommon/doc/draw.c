/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Draws the placed blocks and writes the PDF. What is said is tagged with its role; what
 * only decorates, feet of pages and repeated heads, is not.
 */
#include <cairo-pdf.h>
#include <stdio.h>

#include "doc/parts.h"

#define HAIR       0.5
#define FOOT_LEVEL (PAGE_HEIGHT - MARGIN + 6)
#define PAGE_WORDS 60

struct drawing {
	struct doc *doc;
	cairo_t *cr;
	const char *open; /* tag of the piece being drawn */
	int table;        /* that is open */
	int pages;
};

static cairo_status_t write_bytes(void *out, const unsigned char *bytes,
				  unsigned int length)
{
	strbuf_add_n(out, (const char *)bytes, length);
	return ((struct strbuf *)out)->full ? CAIRO_STATUS_WRITE_ERROR
					    : CAIRO_STATUS_SUCCESS;
}

/* The file takes the JPEG as it is, so the surface around it needs no pixels. */
static void draw_jpeg(cairo_t *cr, const struct piece *piece)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
	unsigned char *bytes = mem_copy(piece->jpeg, piece->jpeg_len);

	if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, bytes,
					piece->jpeg_len, mem_free,
					bytes) != CAIRO_STATUS_SUCCESS)
		mem_free(bytes);
	cairo_save(cr);
	cairo_translate(cr, piece->x, piece->y);
	cairo_scale(cr, piece->width, piece->height);
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_rectangle(cr, 0, 0, 1, 1);
	cairo_fill(cr);
	cairo_restore(cr);
	cairo_surface_destroy(surface);
}

static void draw_frame(cairo_t *cr, const struct piece *piece)
{
	const double pad = piece->jpeg ? 5 : 0;

	cairo_rectangle(cr, piece->x - pad, piece->y - pad, piece->width + 2 * pad,
			piece->height + 2 * pad);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_fill_preserve(cr);
	doc_set_source(cr, DOC_RULE);
	cairo_set_line_width(cr, HAIR);
	cairo_stroke(cr);
}

static void open_tag(struct drawing *drawing, const char *tag)
{
	if (drawing->open)
		cairo_tag_end(drawing->cr, drawing->open);
	drawing->open = tag;
	if (tag)
		cairo_tag_begin(drawing->cr, tag, NULL);
}

static void draw_piece(struct drawing *drawing, const struct piece *piece)
{
	cairo_t *cr = drawing->cr;

	if (piece->framed)
		draw_frame(cr, piece);
	if (piece->jpeg)
		draw_jpeg(cr, piece);
	if (piece->mark != DOC_MARK_NONE)
		doc_draw_mark(cr, piece->mark, piece->x, piece->y, piece->width);
	if (piece->layout) {
		doc_set_source(cr, piece->ink);
		cairo_move_to(cr, piece->x, piece->y);
		pango_cairo_show_layout(cr, piece->layout);
	}
}

/* Fills and rules lie under the text and outside its tags. */
static void draw_ground(cairo_t *cr, const struct block *block, double y)
{
	double top = block->bleeds ? 0 : y;
	double left = block->bleeds ? 0 : MARGIN;

	if (block->filled) {
		doc_set_source(cr, block->fill);
		cairo_rectangle(cr, left, top, PAGE_WIDTH - 2 * left,
				y + block->height - top);
		cairo_fill(cr);
	}
	if (block->ruled) {
		doc_set_source(cr, DOC_RULE);
		cairo_set_line_width(cr, HAIR);
		cairo_move_to(cr, MARGIN, y + block->height);
		cairo_line_to(cr, PAGE_WIDTH - MARGIN, y + block->height);
		cairo_stroke(cr);
	}
}

static void draw_block(struct drawing *drawing, const struct block *block, double y,
		       bool tagged)
{
	cairo_t *cr = drawing->cr;

	draw_ground(cr, block, y);
	cairo_save(cr);
	cairo_translate(cr, MARGIN, y);
	if (tagged && block->tag)
		cairo_tag_begin(cr, block->tag, NULL);
	for (size_t i = 0; i < block->count; i++) {
		if (tagged && block->pieces[i].tag)
			open_tag(drawing, block->pieces[i].tag);
		draw_piece(drawing, &block->pieces[i]);
	}
	open_tag(drawing, NULL);
	if (tagged && block->tag)
		cairo_tag_end(cr, block->tag);
	cairo_restore(cr);
}

static void draw_words(struct drawing *drawing, const char *words, double x, double width,
		       PangoAlignment alignment)
{
	struct doc *doc = drawing->doc;
	struct block block = { .tag = NULL };
	struct piece *piece = doc_add_text(doc, &block, DOC_SMALL, words, width);

	if (!piece)
		return;
	pango_layout_set_alignment(piece->layout, alignment);
	pango_layout_set_height(piece->layout, 0);
	pango_layout_set_ellipsize(piece->layout, PANGO_ELLIPSIZE_END);
	piece->x = x;
	piece->y = FOOT_LEVEL;
	draw_piece(drawing, piece);
	g_object_unref(piece->layout);
	mem_free(block.pieces);
}

static void draw_foot(struct drawing *drawing, int page)
{
	char words[PAGE_WORDS];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(words, sizeof(words), drawing->doc->page_of, page + 1, drawing->pages);
#pragma GCC diagnostic pop
	draw_words(drawing, drawing->doc->footer, MARGIN, LINE_WIDTH * 0.75,
		   PANGO_ALIGN_LEFT);
	draw_words(drawing, words, MARGIN + LINE_WIDTH * 0.75, LINE_WIDTH * 0.25,
		   PANGO_ALIGN_RIGHT);
}

static void change_table(struct drawing *drawing, int table)
{
	if (drawing->table == table)
		return;
	if (drawing->table)
		cairo_tag_end(drawing->cr, "Table");
	if (table)
		cairo_tag_begin(drawing->cr, "Table", NULL);
	drawing->table = table;
}

static void draw_pages(struct drawing *drawing, const struct placed *placed, size_t count)
{
	int page = 0;

	cairo_tag_begin(drawing->cr, "Document", NULL);
	for (size_t i = 0; i < count; i++) {
		const struct block *block = &drawing->doc->blocks[placed[i].block];

		if (placed[i].page != page) {
			draw_foot(drawing, page);
			cairo_show_page(drawing->cr);
			page = placed[i].page;
		}
		change_table(drawing, block->table);
		draw_block(drawing, block, placed[i].y, !placed[i].repeated);
	}
	change_table(drawing, 0);
	draw_foot(drawing, page);
	cairo_tag_end(drawing->cr, "Document");
	cairo_show_page(drawing->cr);
}

static void set_facts(cairo_surface_t *surface, const struct doc *doc)
{
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, doc->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, doc->author);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Beurt");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       doc->created);
}

/* Gives cairo's verdict. */
static cairo_status_t write_pages(struct drawing *drawing, const struct placed *placed,
				  size_t count, struct strbuf *pdf)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		write_bytes, pdf, PAGE_WIDTH, PAGE_HEIGHT);

	set_facts(surface, drawing->doc);
	drawing->cr = cairo_create(surface);
	draw_pages(drawing, placed, count);
	cairo_status_t status = cairo_status(drawing->cr);

	cairo_destroy(drawing->cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status;
}

int doc_finish(struct doc *doc, struct strbuf *out, int *ret_pages, struct err *err)
{
	STRBUF_AUTO pdf = strbuf_new(out->max);
	size_t count;
	int pages;
	AUTO_BYTES *placed = doc_break(doc, &count, &pages);
	struct drawing drawing = { .doc = doc, .pages = pages };

	if (doc->failed.kind != ERR_NONE) {
		*err = doc->failed;
		return -1;
	}
	cairo_status_t status = write_pages(&drawing, placed, count, &pdf);

	if (strbuf_check(&pdf, err) < 0)
		return -1;
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_BROKEN, "cairo: %s",
			       cairo_status_to_string(status));
	if (doc_finish_catalog(doc, &pdf, err) < 0)
		return -1;
	strbuf_add_n(out, pdf.text, pdf.len);
	if (ret_pages)
		*ret_pages = pages;
	return strbuf_check(out, err);
}
