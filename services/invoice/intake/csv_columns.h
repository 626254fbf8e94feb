/* SPDX-License-Identifier: Apache-2.0 */
/* The columns a CSV file may have, and the names they go by. Thread: any. */
#ifndef BEURT_INVOICE_INTAKE_CSV_COLUMNS_H
#define BEURT_INVOICE_INTAKE_CSV_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

enum csv_kind {
	CSV_TEXT,
	CSV_DATE,
	CSV_MONEY,   /* written with decimals, told in cents */
	CSV_DECIMAL, /* told as decimal text */
	CSV_KM,
	CSV_FLAG,
};

/* Where in the message a column goes. */
enum csv_part { CSV_HEAD, CSV_CUSTOMER, CSV_VEHICLE, CSV_LINE, CSV_TOTALS };

struct csv_column {
	const char *field; /* of the message */
	enum csv_part part;
	enum csv_kind kind;
	size_t most;         /* code points */
	const char *aliases; /* " name name ": letters and digits only, lower case */
};

extern const struct csv_column CSV_COLUMN_TABLE[];
extern const size_t CSV_COLUMN_COUNT;

#define CSV_NO_COLUMN ((size_t)-1)
/* The column a header cell names, CSV_NO_COLUMN when it is not known. */
size_t csv_column_named(const char *header);

#endif
