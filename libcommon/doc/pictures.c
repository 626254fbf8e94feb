/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures on pages: the bar at the top with its logo, and rows of photos. Each is made
 * as small as paper needs before it is kept.
 */
#include <string.h>

#include "doc/parts.h"
#include "doc/picture.h"

#define BESIDE        3 /* pictures in a row */
#define GAP           12.0
#define FRAME_WIDTH   ((LINE_WIDTH - (BESIDE - 1) * GAP) / BESIDE)
#define FRAME_HEIGHT  (FRAME_WIDTH * 3 / 4)
#define PIXELS        480 /* about 200 dots an inch */
#define LOGO_WIDTH    130.0
#define LOGO_HEIGHT   30.0
#define LOGO_PAD      5.0
#define BANNER_HEIGHT 30.0 /* below the margin */

/* Fits the picture into the frame at its own proportions. */
static void fit(struct piece *piece, struct picture_size size, double width,
		double height)
{
	double across = width / size.width;
	double down = height / size.height;
	double scale = across < down ? across : down;

	piece->width = size.width * scale;
	piece->height = size.height * scale;
}

/* ERR_INVALID when it cannot be shown; a document too full of them fails later. */
static int set_picture(struct doc *doc, struct piece *piece, struct slice jpeg,
		       struct picture_size *ret_size)
{
	STRBUF_AUTO small = strbuf_new(PICTURE_ROOM);
	struct err err = { 0 };

	if (picture_shrink(jpeg, PIXELS, &small, ret_size, &err) < 0)
		return -1;
	doc->pictures++;
	doc->picture_bytes += small.len;
	if (doc->pictures > DOC_PICTURES_MAX || doc->picture_bytes > PICTURE_ROOM)
		doc_fail(doc, "200 pictures and 24 MiB of them");
	piece->jpeg_len = small.len;
	piece->jpeg = strbuf_take(&small);
	return 0;
}

static void add_logo(struct doc *doc, struct block *block,
		     const struct doc_banner *banner)
{
	struct piece *piece = doc_add_piece(doc, block, "Figure");
	struct picture_size size;

	if (!piece)
		return;
	if (banner->logo.len > 0 && set_picture(doc, piece, banner->logo, &size) == 0) {
		fit(piece, size, LOGO_WIDTH, LOGO_HEIGHT);
		piece->x = LINE_WIDTH - piece->width - LOGO_PAD;
		/* In the middle of the bar, which begins at the paper's edge. */
		piece->y = (block->height - MARGIN - piece->height) / 2;
		piece->framed = true;
		piece->alt = mem_text(banner->logo_word ? banner->logo_word : "");
		return;
	}
	block->count--;
	piece = doc_add_text(doc, block, DOC_HEADING,
			     banner->logo_word ? banner->logo_word : "", LOGO_WIDTH);
	if (!piece)
		return;
	pango_layout_set_alignment(piece->layout, PANGO_ALIGN_RIGHT);
	piece->x = LINE_WIDTH - LOGO_WIDTH;
	piece->y = 0;
	piece->ink = doc->on_colour;
}

void doc_banner(struct doc *doc, const struct doc_banner *banner)
{
	struct block *block = doc_add_block(doc, NULL);
	struct piece *name = doc_add_text(doc, block, DOC_TITLE, banner->name,
					  LINE_WIDTH - LOGO_WIDTH - GAP);
	if (!name)
		return;
	name->y = -14;
	name->ink = doc->on_colour;
	double bottom = name->y + name->height;
	struct piece *under = doc_add_text(doc, block, DOC_TEXT, banner->under,
					   LINE_WIDTH - LOGO_WIDTH - GAP);
	if (!under)
		return;
	under->y = bottom + 2;
	under->ink = doc->on_colour;
	bottom = under->y + under->height + 8;
	block->height = bottom > BANNER_HEIGHT ? bottom : BANNER_HEIGHT;
	block->filled = true;
	block->fill = doc->colour;
	block->bleeds = true;
	add_logo(doc, block, banner);
	doc_close_table(doc);
}

/* One picture with its caption, in column `column` of the block. */
static void add_picture(struct doc *doc, struct block *block,
			const struct doc_picture *picture, size_t column)
{
	struct piece *piece = doc_add_piece(doc, block, "Figure");
	struct picture_size size;
	double x = (double)column * (FRAME_WIDTH + GAP);

	if (!piece)
		return;
	piece->alt = mem_text(picture->caption);
	piece->x = x;
	if (set_picture(doc, piece, picture->jpeg, &size) == 0) {
		fit(piece, size, FRAME_WIDTH, FRAME_HEIGHT);
		piece->x += (FRAME_WIDTH - piece->width) / 2;
		piece->y = FRAME_HEIGHT - piece->height;
	} else {
		piece->framed = true;
		piece->width = FRAME_WIDTH;
		piece->height = FRAME_HEIGHT;
		piece = doc_add_text(doc, block, DOC_FAINT, picture->missing,
				     FRAME_WIDTH - GAP);
		if (!piece)
			return;
		piece->tag = NULL;
		piece->x = x + GAP / 2;
		piece->y = FRAME_HEIGHT / 2 - piece->height / 2;
	}
	piece = doc_add_text(doc, block, DOC_SMALL, picture->caption, FRAME_WIDTH);
	if (!piece)
		return;
	piece->x = x;
	piece->y = FRAME_HEIGHT + 3;
	if (piece->y + piece->height > block->height)
		block->height = piece->y + piece->height;
}

void doc_picture(struct doc *doc, const struct doc_picture *picture)
{
	bool in_row = doc->beside > 0 && doc->beside < BESIDE;
	size_t column = in_row ? doc->beside : 0;
	struct block *block =
		in_row ? &doc->blocks[doc->count - 1] : doc_add_block(doc, NULL);

	doc_close_table(doc);
	if (!block)
		return;
	block->space_before = 8;
	add_picture(doc, block, picture, column);
	doc->beside = column + 1;
}
