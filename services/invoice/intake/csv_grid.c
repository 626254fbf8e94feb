/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcsv finds the fields; a grid of them is kept until the file has been read, because
 * the lines of an invoice need not stand together.
 */
#include "invoice/intake/csv_grid.h"

#include <csv.h>
#include <string.h>

#include "base/strbuf.h"
#include "invoice/domain/text_index.h"
#include "invoice/intake/csv.h"
#include "invoice/intake/csv_text.h"

void csv_row_done(struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		mem_free(row->fields[i]);
	row->count = 0;
}

void csv_grid_done(struct csv_grid *grid)
{
	for (size_t i = 0; i < grid->count; i++)
		csv_row_done(&grid->rows[i]);
	csv_row_done(&grid->open);
	mem_free(grid->rows);
	mem_free(grid->first);
}

void csv_grid_on_field(void *field, size_t len, void *context)
{
	struct csv_grid *grid = context;

	if (grid->open.count == CSV_FIELDS_MAX) {
		grid->too_many = true;
		return;
	}
	grid->open.fields[grid->open.count++] = mem_text_n(field ? field : "", len);
}

bool csv_row_is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (slice_trim(slice_of(row->fields[i])).len > 0)
			return false;
	}
	return true;
}

void csv_grid_take_header(struct csv_grid *grid)
{
	grid->columns_count = grid->open.count;
	for (size_t i = 0; i < grid->open.count; i++)
		grid->columns[i] = csv_column_named(grid->open.fields[i]);
	csv_row_done(&grid->open);
}

static void on_row(int end, void *context)
{
	struct csv_grid *grid = context;
	bool is_second_half =
		end == '\n' && grid->last_end == '\r' && grid->open.count == 0;

	grid->last_end = end;
	/* People count CR LF as one line end. */
	if (is_second_half)
		return;
	grid->read++;
	if (grid->columns_count == 0) {
		csv_grid_take_header(grid);
		return;
	}
	if (csv_row_is_blank(&grid->open) || grid->count == CSV_MAX_ROWS) {
		grid->too_many = grid->too_many || grid->count == CSV_MAX_ROWS;
		csv_row_done(&grid->open);
		return;
	}
	if ((grid->count & (grid->count - 1)) == 0)
		grid->rows = mem_grow(grid->rows, (grid->count ? grid->count * 2 : 1) *
							  sizeof(struct csv_row));
	grid->open.number = grid->read;
	grid->rows[grid->count++] = grid->open;
	grid->open = (struct csv_row){ .count = 0 };
}

static int parse(struct csv_grid *grid, struct slice text, struct err *err)
{
	struct csv_parser parser;

	if (csv_init(&parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
		return err_set(err, ERR_LATER, "no memory for the CSV parser");
	csv_set_delim(&parser, (unsigned char)csv_separator(text));
	size_t read =
		csv_parse(&parser, text.at, text.len, csv_grid_on_field, on_row, grid);
	/* A quote that never ends would take in the rows that come behind it. */
	parser.options |= CSV_STRICT | CSV_STRICT_FINI;
	bool failed = read != text.len ||
		      csv_fini(&parser, csv_grid_on_field, on_row, grid) != 0;

	csv_free(&parser);
	if (failed)
		return err_set_code(err, ERR_INVALID, "CSV_MALFORMED",
				    "row %zu: a quote never ends", grid->read + 1);
	if (grid->too_many)
		return err_set_code(err, ERR_INVALID, "CSV_TOO_LARGE",
				    "more than %d rows or %d columns; split the file",
				    CSV_MAX_ROWS, CSV_FIELDS_MAX);
	return 0;
}

const char *csv_field(const struct csv_grid *grid, const struct csv_row *row,
		      size_t column)
{
	for (size_t i = 0; i < grid->columns_count && i < row->count; i++) {
		if (grid->columns[i] == column &&
		    slice_trim(slice_of(row->fields[i])).len > 0)
			return row->fields[i];
	}
	return NULL;
}

size_t csv_column_of(const char *field, enum csv_part part)
{
	for (size_t i = 0; i < CSV_COLUMN_COUNT; i++) {
		if (CSV_COLUMN_TABLE[i].part == part &&
		    strcmp(CSV_COLUMN_TABLE[i].field, field) == 0)
			return i;
	}
	return CSV_NO_COLUMN;
}

int csv_grid_check_header(const struct csv_grid *grid, struct err *err)
{
	size_t date = csv_column_of("issue_date", CSV_HEAD);

	for (size_t i = 0; i < grid->columns_count; i++) {
		if (grid->columns[i] == date)
			return 0;
	}
	return err_set_code(err, ERR_INVALID, "CSV_HEADER",
			    "row 1 names no date column, such as factuurdatum or date");
}

bool csv_row_says_comma(const struct csv_grid *grid, const struct csv_row *row)
{
	for (size_t c = 0; c < CSV_COLUMN_COUNT; c++) {
		const char *text = CSV_COLUMN_TABLE[c].kind == CSV_MONEY
					   ? csv_field(grid, row, c)
					   : NULL;
		const char *comma = text ? strrchr(text, ',') : NULL;

		if (comma && csv_digits(comma + 1) <= 2)
			return true;
	}
	return false;
}

bool csv_row_needs_mark(const struct csv_grid *grid, const struct csv_row *row)
{
	for (size_t c = 0; c < CSV_COLUMN_COUNT; c++) {
		bool is_number = CSV_COLUMN_TABLE[c].kind == CSV_MONEY ||
				 CSV_COLUMN_TABLE[c].kind == CSV_DECIMAL;
		const char *text = is_number ? csv_field(grid, row, c) : NULL;

		if (text &&
		    csv_mark(text, DECIMAL_COMMA) != csv_mark(text, DECIMAL_POINT))
			return true;
	}
	return false;
}

/* Files that write any amount with a comma before its last digits use it throughout. */
static enum decimal_mark find_mark(const struct csv_grid *grid)
{
	for (size_t r = 0; r < grid->count; r++) {
		if (csv_row_says_comma(grid, &grid->rows[r]))
			return DECIMAL_COMMA;
	}
	return DECIMAL_POINT;
}

/* Which rows belong together: those of one number; a row without one stands alone. */
static void group_rows(struct csv_grid *grid)
{
	struct text_index index = { NULL, NULL, 0, 0 };
	size_t column = csv_column_of("document_number", CSV_HEAD);
	size_t *last = mem_alloc((grid->count + 1) * sizeof(*last));

	grid->first = mem_alloc((grid->count + 1) * sizeof(*grid->first));
	for (size_t r = 0; r < grid->count; r++) {
		const char *number = csv_field(grid, &grid->rows[r], column);
		size_t known = number ? text_index_find(&index, number) : NOT_INDEXED;

		grid->rows[r].next = CSV_NO_ROW;
		if (known != NOT_INDEXED) {
			grid->rows[last[known]].next = r;
			last[known] = r;
			continue;
		}
		if (number)
			text_index_put(&index, number, grid->invoices);
		last[grid->invoices] = r;
		grid->first[grid->invoices++] = r;
	}
	mem_free(last);
	text_index_done(&index);
}

int csv_grid_read(struct csv_grid *grid, struct slice bytes, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(3 * CSV_MAX_BYTES);

	csv_to_utf8(bytes, &text);
	if (strbuf_check(&text, err) < 0)
		return -1;
	if (parse(grid, (struct slice){ text.text ? text.text : "", text.len }, err) <
		    0 ||
	    csv_grid_check_header(grid, err) < 0)
		return -1;
	grid->mark = find_mark(grid);
	group_rows(grid);
	return 0;
}
