/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file to be imported, cut into uploads, and which of them were done before.
 *
 * JSON is cut between invoices, and so is CSV that is too large for one upload; UBL goes
 * in one piece. What was uploaded is noted in FILE.beurt-import, so that an import that
 * broke off goes on where it was.
 * Thread: main.
 */
#ifndef BEURT_CTL_IMPORT_FILE_H
#define BEURT_CTL_IMPORT_FILE_H

#include "base/err.h"
#include "base/slice.h"
#include "base/uuid.h"

#define IMPORT_FILE_MAX  ((size_t)256 << 20)
#define IMPORT_CHUNK_MAX ((size_t)400 << 10)  /* of what is cut */
#define IMPORT_WHOLE_MAX ((size_t)1400 << 10) /* of a file that is not cut */

struct import_chunk {
	char *body; /* owned */
	size_t len;
	size_t invoices; /* 0 = not known beforehand */
	size_t *rows;    /* owned: rows of the file, from the chunk's second; or NULL */
	size_t rows_count;
	struct uuid key;
	struct uuid receipt; /* once it was uploaded */
};

struct import_file {
	const char *path;
	const char *type; /* media type of the chunks */
	struct import_chunk *chunks;
	size_t count;
};

enum { IMPORT_PLACE = 160 };

/* ERR_INVALID names the file, or the row or invoice that cannot be cut. */
MUST_CHECK int import_file_open(const char *path, struct import_file *ret_file,
				struct err *err);
void import_file_done(struct import_file *file);
/* Note that a chunk was uploaded. */
MUST_CHECK int import_file_note(const struct import_file *file, struct err *err);
/* A place the server names, such as "row 3, column odometer": of the file instead of the
 * chunk. */
void import_file_place(const struct import_chunk *chunk, const char *place,
		       char ret_place[IMPORT_PLACE]);
/* Forget the notes, once everything is in. */
void import_file_finish(const struct import_file *file);

#endif
