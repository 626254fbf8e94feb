/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SQL of letters and cards: batches, their lines, their PDFs.
 *
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_PRINT_H
#define BEURT_NOTIFICATION_STORE_PRINT_H

#include "base/slice.h"
#include "pg/pg.h"

#define PRINT_PIECE_MAX 200 /* sheets of one PDF */

struct print_line {
	const char *intent;
	const char *dealer;
	const char *customer;
	const char *language; /* "nl", "en" */
	const char *kind;     /* "letter", "card" */
	struct instant closes_at;
};

/* The garage's open batch, which is made when there is none: then it closes at the line's
 * closes_at. Not locked. */
MUST_CHECK int store_print_open(struct tx *tx, const struct print_line *line,
				struct uuid *ret_batch, bool *ret_made, struct err *err);
/* Put a line into it; closing waits for the transaction's end. A line that was left out,
 * or whose sheet was taken out, goes into it; ERR_CONFLICT, LINE_TAKEN: it is in one. */
MUST_CHECK int store_print_add(struct tx *tx, const struct print_line *line,
			       const struct uuid *batch, struct err *err);

struct print_batch {
	struct uuid id;
	const char *dealer; /* texts are lent by the rows */
	const char *kind;
	const char *status;
	const char *garage;
	const char *timezone;
	int64_t version;
	int64_t count; /* lines that were not left out */
	int64_t each_cents;
	bool has_each_cents;
	bool print_house;
	bool is_closed;
	struct instant closes_at, closed_at, handed_over_at, printed_at;
	struct civil_date posted_on, counts_from;
};
/* Locks it. ERR_ABSENT when there is none. The rows own the texts. */
MUST_CHECK int store_print_batch(struct tx *tx, const struct uuid *id,
				 struct rows **ret_rows, struct print_batch *ret_batch,
				 struct err *err);
/* No line comes any more; the price of today is kept. */
MUST_CHECK int store_print_close(struct tx *tx, const struct uuid *id, bool print_house,
				 struct err *err);
/* "ready", "handed_over", "printed": with its time, which is now. */
MUST_CHECK int store_print_status(struct tx *tx, const struct uuid *id,
				  const char *status, struct err *err);
MUST_CHECK int store_print_posted(struct tx *tx, const struct uuid *id,
				  struct civil_date posted_on,
				  struct civil_date counts_from, struct err *err);
/* The version that its next state has. */
MUST_CHECK int store_print_version(struct tx *tx, const struct uuid *id,
				   int64_t *ret_version, struct err *err);

/* The next lines to print, of one language, at most PRINT_PIECE_MAX. Columns: intent,
 * language. */
MUST_CHECK int store_print_next(struct tx *tx, const struct uuid *batch,
				struct rows **ret_rows, struct err *err);
/* A contact that goes back to the gate is judged there once more, whatever its age: what
 * changed is the reason, not that a batch or a list took so long. */
MUST_CHECK int store_print_revive(struct tx *tx, const struct uuid *intent,
				  struct err *err);
MUST_CHECK int store_print_left_out(struct tx *tx, const char *intent, const char *reason,
				    struct err *err);

struct print_piece {
	struct uuid batch;
	int64_t number;
	int64_t first; /* number of its first sheet */
	struct slice pdf;
	const char *sha256;
	const char *const *intents; /* in the order of the sheets */
	size_t count;
};
/* Number and first sheet of the piece that comes next. */
MUST_CHECK int store_print_place(struct tx *tx, const struct uuid *batch,
				 int64_t *ret_number, int64_t *ret_first,
				 struct err *err);
MUST_CHECK int store_print_piece(struct tx *tx, const struct print_piece *piece,
				 struct err *err);
/* Columns: number, first, count, bytes, sha256. */
MUST_CHECK int store_print_pieces(struct tx *tx, const struct uuid *batch,
				  struct rows **ret_rows, struct err *err);
/* A stretch of a PDF. Columns: bytes of all, base64 of the stretch; no row when there is
 * no such piece or its PDF is gone. */
MUST_CHECK int store_print_stretch(struct tx *tx, const struct uuid *batch, int64_t piece,
				   int64_t offset, struct rows **ret_rows,
				   struct err *err);
/* The garage has read that piece; *ret_all: and every other one. */
MUST_CHECK int store_print_fetched(struct tx *tx, const struct uuid *batch, int64_t piece,
				   bool *ret_all, struct err *err);
/* PDFs of batches posted before that day, or closed before that and never posted, go. */
MUST_CHECK int store_print_tidy(struct tx *tx, struct civil_date posted,
				struct civil_date closed, struct err *err);

/* Columns: reason, count. */
MUST_CHECK int store_print_left_counts(struct tx *tx, const struct uuid *batch,
				       struct rows **ret_rows, struct err *err);
/* Columns: sheet, piece, reason. */
MUST_CHECK int store_print_late(struct tx *tx, const struct uuid *batch,
				struct rows **ret_rows, struct err *err);
/* Sheets that are not known to be too late, behind `after`. Columns: sheet, intent. */
MUST_CHECK int store_print_sheets(struct tx *tx, const struct uuid *batch, int64_t after,
				  struct rows **ret_rows, struct err *err);
MUST_CHECK int store_print_too_late(struct tx *tx, const char *intent, const char *reason,
				    struct err *err);
/* Sheets whose end was not told yet, but for those that were left out. Columns: intent,
 * reason (NULL = not too late), since when it is too late. */
MUST_CHECK int store_print_unsettled(struct tx *tx, const struct uuid *batch,
				     struct rows **ret_rows, struct err *err);
/* What was left out is not: it may be printed again. */
MUST_CHECK int store_print_settled(struct tx *tx, const char *const *intents,
				   size_t count, struct err *err);
/* Where each sheet goes, for whoever sorts the post. Columns: sheet, piece, postcode,
 * country. */
MUST_CHECK int store_print_places(struct tx *tx, const struct uuid *batch,
				  struct rows **ret_rows, struct err *err);

/* --- a person is erased (store_print_forget.c) --------------------------------- */
/* Batches that did not leave the house and have lines of theirs. Column: batch. */
MUST_CHECK int store_print_of_person(struct tx *tx, const char *dealer,
				     const char *customer, struct rows **ret_rows,
				     struct err *err);
/* Columns: intent, piece (0 = not printed yet). */
MUST_CHECK int store_print_lines_of(struct tx *tx, const struct uuid *batch,
				    const char *dealer, const char *customer,
				    struct rows **ret_rows, struct err *err);
/* Left out, and on no sheet any more. */
MUST_CHECK int store_print_take_out(struct tx *tx, const struct uuid *intent,
				    const char *reason, struct err *err);
/* Columns: intent, sheet, language. */
MUST_CHECK int store_print_of_piece(struct tx *tx, const struct uuid *batch,
				    int64_t piece, struct rows **ret_rows,
				    struct err *err);
/* The PDF anew; without sheets the piece is gone. */
MUST_CHECK int store_print_renew(struct tx *tx, const struct print_piece *piece,
				 struct err *err);

#endif
