/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be known about a CSV file before its rows are read: its encoding, its
 * separator, its decimal mark. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_CSV_TEXT_H
#define BEURT_INVOICE_INTAKE_CSV_TEXT_H

#include "base/decimal.h"
#include "base/slice.h"
#include "base/strbuf.h"

/* The text as UTF-8 without BOM; Windows-1252 when it is not UTF-8 already. */
void csv_to_utf8(struct slice bytes, struct strbuf *out);
/* The mark that stands most often in the first line, outside quotes. */
char csv_separator(struct slice text);
/* The mark an amount is written with: "12,50" a comma, "1,234.50" a point, "1.234" a
 * comma where `preset` says so. */
enum decimal_mark csv_mark(const char *amount, enum decimal_mark preset);
/* How many digits a text starts with. */
size_t csv_digits(const char *text);
/* An amount without currency, spaces and thousands: "€ 1.234,50" → 1234.50. A minus sign
 * or a dash before it, or parentheses around it, make it negative. */
MUST_CHECK int csv_amount(const char *text, enum decimal_mark preset,
			  struct decimal *ret_value, struct err *err);

#endif
