/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables, and facts beside each other. A row is as high as its highest cell; a cell is a
 * mark, a text, and a smaller text under it.
 */
#include <string.h>

#include "doc/parts.h"

#define PAD_X      4.0
#define PAD_Y      1.7
#define MARK_SIZE  8.0
#define MARK_ROOM  12.0
#define FACTS_GAP  18.0
#define LABEL_PART 0.34

static void add_heads(struct doc *doc)
{
	struct table *table = &doc->table;
	struct block *block = doc_add_block(doc, "TR");

	if (!block)
		return;
	block->table = table->number;
	block->is_head = true;
	block->keeps_next = true;
	block->ruled = true;
	for (size_t i = 0; i < table->count; i++) {
		const struct doc_column *column = &table->columns[i];
		double width = table->at[i + 1] - table->at[i] - 2 * PAD_X;
		struct piece *piece =
			doc_add_text(doc, block, DOC_SMALL, column->heading, width);
		if (!piece)
			return;
		piece->tag = "TH";
		piece->x = table->at[i] + PAD_X;
		piece->y = PAD_Y;
		if (column->at_right)
			pango_layout_set_alignment(piece->layout, PANGO_ALIGN_RIGHT);
		if (piece->height + 2 * PAD_Y > block->height)
			block->height = piece->height + 2 * PAD_Y;
	}
}

void doc_table(struct doc *doc, const struct doc_column *columns, size_t count)
{
	struct table *table = &doc->table;
	int shares = 0;
	int before = 0;

	count = count < DOC_COLUMNS_MAX ? count : DOC_COLUMNS_MAX;
	memcpy(table->columns, columns, count * sizeof(*columns));
	for (size_t i = 0; i < count; i++)
		shares += columns[i].width;
	for (size_t i = 0; i < count; i++) {
		table->at[i] = LINE_WIDTH * before / shares;
		before += columns[i].width;
	}
	table->at[count] = LINE_WIDTH;
	table->count = count;
	table->number = ++doc->tables;
	if (columns[0].heading)
		add_heads(doc);
}

static double add_mark(struct doc *doc, struct block *block, enum doc_mark mark, double x)
{
	struct piece *piece;

	if (mark == DOC_MARK_NONE)
		return 0;
	piece = doc_add_piece(doc, block, NULL);
	if (!piece)
		return 0;
	piece->mark = mark;
	piece->x = x;
	piece->y = PAD_Y + 1;
	piece->width = MARK_SIZE;
	piece->height = MARK_SIZE;
	return MARK_ROOM;
}

/* Height of the cell. The mark comes after the text it belongs to: it has no tag. */
static double add_cell(struct doc *doc, struct block *block, const struct doc_cell *cell,
		       size_t column)
{
	const struct table *table = &doc->table;
	double x = table->at[column] + PAD_X;
	double indent = cell->mark == DOC_MARK_NONE ? 0 : MARK_ROOM;
	double width = table->at[column + 1] - x - PAD_X - indent;
	struct piece *text = doc_add_text(doc, block, cell->style,
					  cell->text ? cell->text : "", width);
	if (!text)
		return 0;
	text->tag = "TD";
	text->x = x + indent;
	text->y = PAD_Y;
	if (table->columns[column].at_right)
		pango_layout_set_alignment(text->layout, PANGO_ALIGN_RIGHT);
	double height = text->height + 2 * PAD_Y;

	add_mark(doc, block, cell->mark, x);
	if (!cell->below || !*cell->below)
		return height;
	struct piece *below = doc_add_text(doc, block, DOC_SMALL, cell->below, width);

	if (!below)
		return height;
	below->tag = NULL;
	below->x = x + indent;
	below->y = height - PAD_Y;
	return height + below->height;
}

void doc_row(struct doc *doc, const struct doc_cell *cells)
{
	struct block *block = doc_add_block(doc, "TR");

	if (!block)
		return;
	block->table = doc->table.number;
	block->ruled = true;
	for (size_t i = 0; i < doc->table.count; i++) {
		double height = add_cell(doc, block, &cells[i], i);

		if (height > block->height)
			block->height = height;
	}
}

void doc_table_bar(struct doc *doc, const char *text)
{
	struct block *block = doc_add_block(doc, "TR");
	struct piece *piece =
		doc_add_text(doc, block, DOC_BAR, text, LINE_WIDTH - 2 * PAD_X);

	if (!piece)
		return;
	piece->tag = "TH";
	piece->x = PAD_X;
	piece->y = PAD_Y + 0.6;
	piece->ink = doc->on_colour;
	block->table = doc->table.number;
	block->height = piece->height + 2 * PAD_Y + 1.2;
	block->filled = true;
	block->fill = doc->colour;
	block->keeps_next = true;
}

/* Adds a list in a column of its own; gives where it ends. */
static double add_facts(struct doc *doc, struct block *block,
			const struct doc_facts *facts, double x)
{
	double width = (LINE_WIDTH - FACTS_GAP) / 2;
	double label_width = width * LABEL_PART;
	struct piece *heading =
		doc_add_text(doc, block, DOC_STRONG, facts->heading, width);
	if (!heading)
		return 0;
	heading->x = x;
	heading->tag = "H2";
	double y = heading->height + 2;

	for (size_t i = 0; i < facts->count && i < DOC_FACTS_MAX; i++) {
		const struct doc_fact *fact = &facts->facts[i];

		if (!fact->value || !*fact->value)
			continue;
		struct piece *label = doc_add_text(doc, block, DOC_FAINT, fact->label,
						   label_width - PAD_X);
		struct piece *value = doc_add_text(doc, block, DOC_TEXT, fact->value,
						   width - label_width);
		if (!label || !value)
			return y;
		/* Adding the second may not move the first: a block's room is fixed. */
		label->x = x;
		label->y = y;
		value->x = x + label_width;
		value->y = y;
		value->tag = NULL;
		y += (value->height > label->height ? value->height : label->height) +
		     1.2;
	}
	return y;
}

void doc_two_facts(struct doc *doc, const struct doc_facts *left,
		   const struct doc_facts *right)
{
	struct block *block = doc_add_block(doc, NULL);

	doc_close_table(doc);
	if (!block)
		return;
	double first = add_facts(doc, block, left, 0);
	double second =
		add_facts(doc, block, right, (LINE_WIDTH - FACTS_GAP) / 2 + FACTS_GAP);

	block->height = (first > second ? first : second) + 2;
	block->space_before = 8;
}
