/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fields of a CSV file, by row and known column, and which rows make one invoice.
 * Private to intake/csv*.c. Thread: one at a time.
 */
#ifndef BEURT_INVOICE_INTAKE_CSV_GRID_H
#define BEURT_INVOICE_INTAKE_CSV_GRID_H

#include "base/decimal.h"
#include "base/slice.h"
#include "invoice/intake/csv_columns.h"

enum { CSV_FIELDS_MAX = 64 };
#define CSV_NO_ROW ((size_t)-1)

struct csv_row {
	char *fields[CSV_FIELDS_MAX]; /* owned; NULL = not there */
	size_t count;
	size_t number; /* in the file; the header is 1 */
	size_t next;   /* row of the same invoice; NO_ROW */
};

struct csv_grid {
	size_t columns[CSV_FIELDS_MAX]; /* of the header; CSV_NO_COLUMN */
	size_t columns_count;
	struct csv_row *rows;
	size_t count;
	struct csv_row open; /* being read */
	size_t read;         /* rows so far */
	int last_end;        /* the character that ended the last row */
	bool too_many;
	enum decimal_mark mark;
	size_t *first; /* row of each invoice */
	size_t invoices;
};

/* ERR_INVALID as csv_read(). grid_done also after a failure. */
MUST_CHECK int csv_grid_read(struct csv_grid *grid, struct slice bytes, struct err *err);
void csv_grid_done(struct csv_grid *grid);
/* NULL when the row has nothing there. */
const char *csv_field(const struct csv_grid *grid, const struct csv_row *row,
		      size_t column);
size_t csv_column_of(const char *field, enum csv_part part);

/* A grid row by row, for who keeps no rows: libcsv's field callback (context: the grid)
 * adds to `open`; then the header is taken, or the row is judged and emptied. */
void csv_grid_on_field(void *field, size_t len, void *context);
void csv_grid_take_header(struct csv_grid *grid);
/* ERR_INVALID CSV_HEADER when no column is a date. */
MUST_CHECK int csv_grid_check_header(const struct csv_grid *grid, struct err *err);
void csv_row_done(struct csv_row *row);
bool csv_row_is_blank(const struct csv_row *row);
/* Some amount of the row can only have been written with a decimal comma. */
bool csv_row_says_comma(const struct csv_grid *grid, const struct csv_row *row);
/* Some amount of the row is another one where the file uses decimal commas. */
bool csv_row_needs_mark(const struct csv_grid *grid, const struct csv_row *row);

#endif
