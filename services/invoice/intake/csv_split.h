/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cuts a large CSV file into parts that are read as the whole would be.
 *
 * Every part has the header and whole invoices: rows of one number come together, where
 * the first of them stood, so that no part corrects another. Encoding, separator and
 * decimal mark are those of the whole file: parts are UTF-8, and a part is as long as it
 * takes to show the mark by itself. Rows keep their text; blank ones are left out.
 * Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_CSV_SPLIT_H
#define BEURT_INVOICE_INTAKE_CSV_SPLIT_H

#include "base/err.h"
#include "base/slice.h"

struct csv_limits {
	size_t part; /* bytes a part has, if it can */
	size_t most; /* bytes it never exceeds */
	size_t rows; /* it never exceeds, the header not counted */
};

struct csv_piece {
	char *text; /* owned */
	size_t len;
	size_t invoices;
	size_t *rows; /* owned: of the file, by row of the piece from its second on */
	size_t rows_count;
};

struct csv_pieces {
	struct csv_piece *at;
	size_t count;
};

/* ERR_INVALID (CSV_HEADER, CSV_TOO_LARGE, CSV_EMPTY, CSV_MARK) names row or invoice. */
MUST_CHECK int csv_split(struct slice bytes, const struct csv_limits *limits,
			 struct csv_pieces *ret_pieces, struct err *err);
void csv_pieces_done(struct csv_pieces *pieces);
#define CSV_PIECES_AUTO __attribute__((cleanup(csv_pieces_done))) struct csv_pieces

#endif
