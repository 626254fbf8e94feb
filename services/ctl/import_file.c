/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chunk's key follows from its content, so a chunk that is sent twice is one upload to
 * the server, whatever became of the answer to the first.
 */
#include "ctl/import_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "invoice/intake/csv.h"
#include "invoice/intake/csv_split.h"
#include "invoice/intake/json_split.h"
#include "sys/file.h"

enum { PATH_MAX_TEXT = 4096, NOTES_MAX = 8 << 20, CHUNK_INVOICES = 200 };

static const char *media_of(struct slice text)
{
	struct slice start = slice_trim(text);

	if (start.len >= 3 && memcmp(start.at, "\xEF\xBB\xBF", 3) == 0)
		start = slice_trim((struct slice){ start.at + 3, start.len - 3 });
	if (start.len == 0)
		return NULL;
	if (start.at[0] == '<')
		return "application/xml";
	return start.at[0] == '{' || start.at[0] == '[' ? "application/json" : "text/csv";
}

static struct import_chunk *add_chunk(struct import_file *file, struct slice body,
				      size_t invoices)
{
	if ((file->count & (file->count - 1)) == 0)
		file->chunks =
			mem_grow(file->chunks, (file->count ? file->count * 2 : 1) *
						       sizeof(*file->chunks));
	struct import_chunk *chunk = &file->chunks[file->count++];

	*chunk = (struct import_chunk){ .body = mem_text_n(body.at, body.len),
					.len = body.len,
					.invoices = invoices };
	chunk->key = uuid_named("import", chunk->body, NULL);
	return chunk;
}

static void cut_json(struct import_file *file, struct slice text)
{
	struct json_split split = json_split_of(text);
	STRBUF_AUTO body = strbuf_new(IMPORT_FILE_MAX);
	struct slice piece;
	size_t invoices = 0;

	while (json_split_next(&split, &piece)) {
		if (invoices > 0 && (body.len + piece.len > IMPORT_CHUNK_MAX ||
				     invoices == CHUNK_INVOICES)) {
			strbuf_add(&body, "]");
			add_chunk(file, (struct slice){ body.text, body.len }, invoices);
			strbuf_clear(&body);
			invoices = 0;
		}
		strbuf_add(&body, invoices++ ? "," : "[");
		strbuf_add_n(&body, piece.at, piece.len);
	}
	if (invoices > 0) {
		strbuf_add(&body, "]");
		add_chunk(file, (struct slice){ body.text, body.len }, invoices);
	}
}

static bool goes_whole(struct slice text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	return text.len <= IMPORT_WHOLE_MAX && lines <= CSV_MAX_ROWS;
}

/* How many invoices a file that goes whole will become; 0 when it cannot be told: then
 * intake parks it and says why. */
static size_t count_csv(struct slice text, const struct csv_limits *limits)
{
	CSV_PIECES_AUTO pieces = { NULL, 0 };
	size_t invoices = 0;

	if (csv_split(text, limits, &pieces, NULL) < 0)
		return 0;
	for (size_t i = 0; i < pieces.count; i++)
		invoices += pieces.at[i].invoices;
	return invoices;
}

static int cut_csv(struct import_file *file, struct slice text, struct err *err)
{
	static const struct csv_limits limits = { IMPORT_CHUNK_MAX, IMPORT_WHOLE_MAX,
						  CSV_MAX_ROWS };
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	if (goes_whole(text)) {
		add_chunk(file, text, count_csv(text, &limits));
		return 0;
	}
	if (csv_split(text, &limits, &pieces, err) < 0)
		return -1;
	for (size_t i = 0; i < pieces.count; i++) {
		struct csv_piece *piece = &pieces.at[i];
		struct import_chunk *chunk = add_chunk(
			file, (struct slice){ piece->text, piece->len }, piece->invoices);

		chunk->rows = TAKE(piece->rows);
		chunk->rows_count = piece->rows_count;
	}
	return 0;
}

static int cut_whole(struct import_file *file, struct slice text, struct err *err)
{
	if (text.len > IMPORT_WHOLE_MAX)
		return err_set(err, ERR_INVALID,
			       "%s has %zu bytes, at most %zu go in one upload; split it",
			       file->path, text.len, IMPORT_WHOLE_MAX);
	add_chunk(file, text, 1);
	return 0;
}

void import_file_place(const struct import_chunk *chunk, const char *place,
		       char ret_place[IMPORT_PLACE])
{
	char *rest = NULL;
	size_t row = strncmp(place, "row ", 4) == 0 ? strtoul(place + 4, &rest, 10) : 0;

	if (row < 2 || row - 2 >= chunk->rows_count)
		snprintf(ret_place, IMPORT_PLACE, "%s", place);
	else
		snprintf(ret_place, IMPORT_PLACE, "row %zu%s", chunk->rows[row - 2],
			 rest);
}

static void notes_path(const struct import_file *file, char ret[PATH_MAX_TEXT])
{
	snprintf(ret, PATH_MAX_TEXT, "%s.beurt-import", file->path);
}

/* A line each: key and receipt. */
static void read_notes(struct import_file *file)
{
	char path[PATH_MAX_TEXT];
	char *text = NULL;
	size_t len;

	notes_path(file, path);
	if (file_read(path, NOTES_MAX, &text, &len, NULL) < 0)
		return;
	for (size_t i = 0; i < file->count; i++) {
		const char *at = strstr(text, file->chunks[i].key.text);

		if (at && strlen(at) >= 2 * (UUID_TEXT - 1) + 1) {
			AUTO_TEXT *id = mem_text_n(at + UUID_TEXT, UUID_TEXT - 1);

			file->chunks[i].receipt = uuid_from(id);
		}
	}
	mem_free(text);
}

int import_file_note(const struct import_file *file, struct err *err)
{
	STRBUF_AUTO notes = strbuf_new(NOTES_MAX);
	char path[PATH_MAX_TEXT];

	for (size_t i = 0; i < file->count; i++) {
		if (uuid_is_set(&file->chunks[i].receipt))
			strbuf_addf(&notes, "%s %s\n", file->chunks[i].key.text,
				    file->chunks[i].receipt.text);
	}
	notes_path(file, path);
	if (strbuf_check(&notes, err) < 0)
		return -1;
	return file_replace(path, (struct slice){ notes.text, notes.len }, err);
}

void import_file_finish(const struct import_file *file)
{
	char path[PATH_MAX_TEXT];

	notes_path(file, path);
	(void)unlink(path);
}

int import_file_open(const char *path, struct import_file *ret_file, struct err *err)
{
	char *bytes = NULL;
	size_t len = 0;

	*ret_file = (struct import_file){ .path = path };
	if (file_read(path, IMPORT_FILE_MAX, &bytes, &len, err) < 0)
		return -1;
	ret_file->type = media_of((struct slice){ bytes, len });
	struct slice text = { bytes, len };
	int failed = 0;

	if (!ret_file->type)
		failed = err_set(err, ERR_INVALID, "%s is empty", path);
	else if (strcmp(ret_file->type, "application/json") == 0)
		cut_json(ret_file, text);
	else if (strcmp(ret_file->type, "text/csv") == 0)
		failed = cut_csv(ret_file, text, err);
	else
		failed = cut_whole(ret_file, text, err);
	mem_free(bytes);
	if (!failed)
		read_notes(ret_file);
	return failed;
}

void import_file_done(struct import_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		mem_free(file->chunks[i].body);
		mem_free(file->chunks[i].rows);
	}
	mem_free(file->chunks);
	*file = (struct import_file){ .path = NULL };
}
