/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Collects a document's blocks and measures their texts; type sizes and colours are
 * chosen here.
 */
#include "doc/doc.h"

#include <string.h>

#include "base/text.h"
#include "doc/parts.h"
#include "sys/thread.h"

#define FAMILY         "Liberation Sans"
#define LINE_SPACING   1.12f
#define NOTICE_INDENT  22.0
#define NOTICE_PADDING 5.0

const struct doc_colour DOC_INK = { 27, 32, 37 };
const struct doc_colour DOC_GREY = { 90, 98, 106 };
const struct doc_colour DOC_RULE = { 205, 211, 217 };

struct doc_fonts {
	struct mutex turn;
	PangoFontMap *map;
	PangoContext *context;
	PangoFontDescription *styles[DOC_STYLES];
};

struct look {
	double size;
	PangoWeight weight;
};

static const struct look LOOKS[DOC_STYLES] = {
	[DOC_TEXT] = { 8.5, PANGO_WEIGHT_NORMAL },
	[DOC_SMALL] = { 7.6, PANGO_WEIGHT_NORMAL },
	[DOC_STRONG] = { 8.5, PANGO_WEIGHT_BOLD },
	[DOC_FAINT] = { 8.5, PANGO_WEIGHT_NORMAL },
	[DOC_TITLE] = { 17, PANGO_WEIGHT_BOLD },
	[DOC_HEADING] = { 11, PANGO_WEIGHT_BOLD },
	[DOC_BAR] = { 8.5, PANGO_WEIGHT_BOLD },
};

/* Lines of a page are laid out for paper, not for a screen's dots. */
static void set_paper(PangoContext *context)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	cairo_font_options_destroy(options);
}

/* The first text a process sets reads the machine's fonts; better now than at a request.
 */
static void warm_up(struct doc_fonts *fonts)
{
	PangoLayout *layout = pango_layout_new(fonts->context);

	for (int i = 0; i < DOC_STYLES; i++) {
		pango_layout_set_font_description(layout, fonts->styles[i]);
		pango_layout_set_text(layout, "Beurt \xe2\x82\xac 0123456789", -1);
		pango_layout_get_size(layout, NULL, NULL);
	}
	g_object_unref(layout);
}

PangoFontDescription *doc_font(double size, bool bold)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, FAMILY);
	pango_font_description_set_weight(font,
					  bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	return font;
}

struct doc_fonts *doc_fonts_new(void)
{
	struct doc_fonts *fonts = mem_alloc(sizeof(*fonts));

	mutex_init(&fonts->turn);
	fonts->map = pango_cairo_font_map_new();
	fonts->context = pango_font_map_create_context(fonts->map);
	set_paper(fonts->context);
	for (int i = 0; i < DOC_STYLES; i++)
		fonts->styles[i] =
			doc_font(LOOKS[i].size, LOOKS[i].weight == PANGO_WEIGHT_BOLD);
	warm_up(fonts);
	return fonts;
}

void doc_fonts_free(struct doc_fonts *fonts)
{
	if (!fonts)
		return;
	for (int i = 0; i < DOC_STYLES; i++)
		pango_font_description_free(fonts->styles[i]);
	g_object_unref(fonts->context);
	g_object_unref(fonts->map);
	mutex_done(&fonts->turn);
	mem_free(fonts);
}

PangoContext *doc_context(const struct doc *doc)
{
	return doc->fonts->context;
}

PangoContext *doc_fonts_take(struct doc_fonts *fonts, const char *language)
{
	mutex_lock(&fonts->turn);
	pango_context_set_language(fonts->context, pango_language_from_string(language));
	return fonts->context;
}

void doc_fonts_leave(struct doc_fonts *fonts)
{
	mutex_unlock(&fonts->turn);
}

struct doc *doc_new(struct doc_fonts *fonts, const struct doc_options *options)
{
	struct doc *doc = mem_alloc(sizeof(*doc));

	doc_fonts_take(fonts, options->language);
	doc->fonts = fonts;
	doc->title = mem_text(options->title);
	doc->author = mem_text(options->author);
	doc->language = mem_text(options->language);
	doc->footer = mem_text(options->footer);
	doc->created = mem_text(options->created);
	doc->page_of = options->page_of;
	doc->colour = options->colour;
	doc->on_colour = doc_colour_ink_on(options->colour);
	return doc;
}

static void block_done(struct block *block)
{
	for (size_t i = 0; i < block->count; i++) {
		struct piece *piece = &block->pieces[i];

		if (piece->layout)
			g_object_unref(piece->layout);
		mem_free(piece->jpeg);
		mem_free(piece->alt);
	}
	mem_free(block->pieces);
}

void doc_free(struct doc *doc)
{
	if (!doc)
		return;
	for (size_t i = 0; i < doc->count; i++)
		block_done(&doc->blocks[i]);
	mem_free(doc->blocks);
	mem_free(doc->title);
	mem_free(doc->author);
	mem_free(doc->language);
	mem_free(doc->footer);
	mem_free(doc->created);
	doc_fonts_leave(doc->fonts);
	mem_free(doc);
}

void doc_fail(struct doc *doc, const char *what)
{
	if (doc->failed.kind == ERR_NONE)
		err_set(&doc->failed, ERR_INVALID, "a document holds at most %s", what);
}

void doc_close_table(struct doc *doc)
{
	doc->table.number = 0;
}

struct block *doc_add_block(struct doc *doc, const char *tag)
{
	if (doc->failed.kind != ERR_NONE)
		return NULL;
	if (doc->count == DOC_BLOCKS_MAX) {
		doc_fail(doc, "4000 blocks");
		return NULL;
	}
	if (doc->count == doc->room) {
		doc->room = doc->room ? doc->room * 2 : 128;
		doc->blocks = mem_grow(doc->blocks, doc->room * sizeof(*doc->blocks));
	}
	struct block *block = &doc->blocks[doc->count++];

	*block = (struct block){ .tag = tag };
	doc->beside = 0;
	return block;
}

struct piece *doc_add_piece(struct doc *doc, struct block *block, const char *tag)
{
	if (!block)
		return NULL;
	if (block->count == PIECES_MAX) {
		doc_fail(doc, "48 pieces in a block");
		return NULL;
	}
	if (!block->pieces)
		block->pieces = mem_alloc(PIECES_MAX * sizeof(struct piece));
	struct piece *piece = &block->pieces[block->count++];

	*piece = (struct piece){ .tag = tag, .ink = DOC_INK };
	return piece;
}

/* Control characters and line ends, and the marks that turn text around. */
static bool is_unwanted(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 ||
	       code == 0x2029 || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

void doc_clean_text(struct strbuf *out, const char *text)
{
	struct slice rest = slice_of(text);
	uint32_t code;

	while (rest.len > 0) {
		size_t len = text_next(rest, &code);

		if (len == 0)
			strbuf_add_char(out, '?');
		else if (is_unwanted(code))
			strbuf_add_char(out, ' ');
		else
			strbuf_add_n(out, rest.at, len);
		len = len ? len : 1;
		rest = (struct slice){ rest.at + len, rest.len - len };
	}
}

static PangoLayout *lay_out(struct doc *doc, enum doc_style style, const char *text,
			    double width)
{
	STRBUF_AUTO clean = strbuf_new(DOC_TEXT_MAX + 1);
	PangoLayout *layout = pango_layout_new(doc->fonts->context);

	doc_clean_text(&clean, text);
	if (clean.full)
		doc_fail(doc, "4000 bytes in a text");
	pango_layout_set_font_description(layout, doc->fonts->styles[style]);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(layout, LINE_SPACING);
	pango_layout_set_text(layout, clean.text, (int)clean.len);
	return layout;
}

struct piece *doc_add_text(struct doc *doc, struct block *block, enum doc_style style,
			   const char *text, double width)
{
	struct piece *piece = doc_add_piece(doc, block, "P");
	int height;

	if (!piece)
		return NULL;
	piece->layout = lay_out(doc, style, text, width);
	pango_layout_get_size(piece->layout, NULL, &height);
	piece->width = width;
	piece->height = (double)height / PANGO_SCALE;
	if (style == DOC_FAINT || style == DOC_SMALL)
		piece->ink = DOC_GREY;
	return piece;
}

static struct block *add_line(struct doc *doc, enum doc_style style, const char *tag,
			      const char *text)
{
	struct block *block = doc_add_block(doc, NULL);
	struct piece *piece = doc_add_text(doc, block, style, text, LINE_WIDTH);

	doc_close_table(doc);
	if (!piece)
		return NULL;
	piece->tag = tag;
	block->height = piece->height;
	return block;
}

void doc_title(struct doc *doc, const char *text)
{
	struct block *block = add_line(doc, DOC_TITLE, "H1", text);

	if (!block)
		return;
	block->space_before = 10;
	block->keeps_next = true;
}

void doc_heading(struct doc *doc, const char *text)
{
	struct block *block = add_line(doc, DOC_HEADING, "H2", text);

	if (!block)
		return;
	block->pieces[0].ink = DOC_INK;
	block->space_before = 11;
	block->height += 3;
	block->keeps_next = true;
}

/* Each line of a long text is a paragraph of its own, so that none outgrows a page. */
void doc_paragraph(struct doc *doc, enum doc_style style, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		AUTO_TEXT *line = mem_text_n(text, len);
		struct block *block = len ? add_line(doc, style, "P", line) : NULL;

		if (block)
			block->height += 2;
		text += len + (text[len] == '\n');
	}
}

void doc_space(struct doc *doc, double points)
{
	struct block *block = doc_add_block(doc, NULL);

	doc_close_table(doc);
	if (block)
		block->space_before = points;
}

void doc_next_page(struct doc *doc)
{
	struct block *block = doc_add_block(doc, NULL);

	doc_close_table(doc);
	if (block)
		block->new_page = true;
}

void doc_notice(struct doc *doc, enum doc_mark mark, const char *text)
{
	struct block *block = doc_add_block(doc, NULL);
	struct piece *words = doc_add_text(doc, block, DOC_TEXT, text,
					   LINE_WIDTH - NOTICE_INDENT - NOTICE_PADDING);

	doc_close_table(doc);
	if (!words)
		return;
	words->x = NOTICE_INDENT;
	words->y = NOTICE_PADDING;
	block->height = words->height + 2 * NOTICE_PADDING;
	block->space_before = 4;
	block->filled = true;
	block->fill = doc_mark_tint(mark);
	struct piece *sign = doc_add_piece(doc, block, NULL);

	if (!sign)
		return;
	*sign = (struct piece){
		.mark = mark, .x = 7, .y = NOTICE_PADDING + 0.8, .width = 9, .height = 9
	};
}
