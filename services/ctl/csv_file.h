/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comma-separated file with a header line, held in memory.
 *
 * For the tool's own test files: UTF-8, ',' between fields, '"' around fields that hold
 * one. Rows are lent as texts. Thread: one at a time.
 */
#ifndef BEURT_CTL_CSV_FILE_H
#define BEURT_CTL_CSV_FILE_H

#include <stddef.h>

#include "base/err.h"

#define CSV_COLUMNS 32

struct csv_file;

/* ERR_INVALID names the file and the line: too many fields, a quote that never ends. */
MUST_CHECK int csv_file_open(const char *path, struct csv_file **ret_file,
			     struct err *err);
void csv_file_free(struct csv_file *file);
AUTO_FREE(csv_file, csv_file_free)

size_t csv_file_rows(const struct csv_file *file);
/* ERR_INVALID when the header has no such column. */
MUST_CHECK int csv_file_column(const struct csv_file *file, const char *name,
			       size_t *ret_column, struct err *err);
/* Lends until csv_file_free; "" for a field the row does not have. */
const char *csv_file_text(const struct csv_file *file, size_t row, size_t column);
size_t csv_file_line(size_t row); /* the line number people see */

#endif
