/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file to be imported, cut into uploads, and which of them were done before.
 *
 * JSON is cut between invoices; UBL and CSV go in one piece. What was uploaded is noted
 * in FILE.beurt-import, so that an import that broke off goes on where it was.
 * Thread: main.
 */
#ifndef BEURT_CTL_IMPORT_FILE_H
#define BEURT_CTL_IMPORT_FILE_H

#include "base/err.h"
#include "base/slice.h"
#include "base/uuid.h"

#define IMPORT_FILE_MAX  ((size_t)256 << 20)
#define IMPORT_CHUNK_MAX ((size_t)400 << 10)  /* of JSON */
#define IMPORT_WHOLE_MAX ((size_t)1400 << 10) /* of a file that is not cut */

struct import_chunk {
	char *body; /* owned */
	size_t len;
	size_t invoices; /* 0 = not known beforehand */
	struct uuid key;
	struct uuid receipt; /* once it was uploaded */
};

struct import_file {
	const char *path;
	const char *type; /* media type of the chunks */
	struct import_chunk *chunks;
	size_t count;
};

/* ERR_INVALID names the file: too large, empty. */
MUST_CHECK int import_file_open(const char *path, struct import_file *ret_file,
				struct err *err);
void import_file_done(struct import_file *file);
/* Note that a chunk was uploaded. */
MUST_CHECK int import_file_note(const struct import_file *file, struct err *err);
/* Forget the notes, once everything is in. */
void import_file_finish(const struct import_file *file);

#endif
