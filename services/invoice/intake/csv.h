/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads invoices from a CSV file; libcsv is used by csv_grid.c and csv_split.c only.
 *
 * The first row names the columns, by many names (see the table in csv_columns.c).
 * Separator ; , or tab, UTF-8 (with or without BOM) or Windows-1252, decimal comma or
 * point are found out. Rows with the same invoice number are lines of one invoice. A row
 * that cannot be used is reported with row and column and stops nothing else.
 * Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_CSV_H
#define BEURT_INVOICE_INTAKE_CSV_H

#include "base/slice.h"
#include "invoice/domain/findings.h"

#define CSV_MAX_BYTES ((size_t)2 << 20)
#define CSV_MAX_ROWS  20000

/* One invoice of the file: its message as text, and what is wrong with its rows. */
struct csv_invoice {
	char *json;
	struct findings findings;
	size_t row; /* where it starts; the header is row 1 */
};

struct csv_invoices {
	struct csv_invoice *at;
	size_t count;
};

/* ERR_INVALID (CSV_HEADER, CSV_TOO_LARGE, CSV_MALFORMED) when nothing can be read. */
MUST_CHECK int csv_read(struct slice bytes, const char *dealer,
			struct csv_invoices *ret_invoices, struct err *err);
void csv_invoices_done(struct csv_invoices *invoices);
#define CSV_INVOICES_AUTO __attribute__((cleanup(csv_invoices_done))) struct csv_invoices

#endif
