/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of rows under a header line, as spreadsheets write it: ',' or ';' (which the
 * header decides), '"' around fields, doubled inside; UTF-8, with or without a mark.
 * Pure. Thread: one at a time.
 */
#ifndef BEURT_GATEWAY_CONNECT_SHEET_H
#define BEURT_GATEWAY_CONNECT_SHEET_H

#include <stddef.h>

#include "base/err.h"
#include "base/slice.h"

#define SHEET_FIELDS_MOST 60
#define SHEET_ROWS_MOST   10000

struct sheet;

/* ERR_INVALID CSV names the line and what is wrong with it. */
MUST_CHECK int sheet_open(struct slice text, struct sheet **ret_csv, struct err *err);
void sheet_free(struct sheet *csv);
AUTO_FREE(sheet, sheet_free)

size_t sheet_rows(const struct sheet *csv);
size_t sheet_line(const struct sheet *csv, size_t row); /* where the row begins, from 1 */
/* The field under that name of the header; NULL when there is no such column. */
const char *sheet_field(const struct sheet *csv, size_t row, const char *name);

#endif
