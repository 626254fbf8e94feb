/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a comma-separated file in place: fields are cut out of the file's own bytes.
 *
 * A field keeps its place in one array of CSV_COLUMNS texts a row, so that looking one
 * up is arithmetic.
 */
#include "ctl/csv_file.h"

#include <string.h>

#include "sys/file.h"

#define MAX_BYTES ((size_t)1 << 30)
#define MAX_ROWS  ((size_t)20000000)

struct csv_file {
	char *path;
	char *bytes;
	size_t columns; /* of the header */
	size_t rows;    /* the header included */
	size_t room;
	char **fields; /* rows * columns */
};

static void add_row(struct csv_file *file, char *const *fields, size_t count)
{
	if (file->rows == file->room) {
		file->room = file->room ? file->room * 2 : 1024;
		file->fields = mem_grow(file->fields,
					file->room * file->columns * sizeof(char *));
	}
	for (size_t i = 0; i < file->columns; i++)
		file->fields[file->rows * file->columns + i] =
			i < count ? fields[i] : NULL;
	file->rows++;
}

/* Unquote one field that starts at `from`; *ret_end is what follows it. */
static int cut_quoted(char *from, char **ret_end, struct err *err)
{
	char *to = from, *at = from + 1;

	for (; *at; at++) {
		if (*at == '"' && at[1] != '"')
			break;
		at += *at == '"';
		*to++ = *at;
	}
	if (!*at)
		return err_set(err, ERR_INVALID, "a quote never ends");
	*ret_end = at + 1;
	*to = '\0';
	return 0;
}

/* Cut one line into fields; *line then stands on the next one, or is NULL. */
static int cut_line(char **line, char *fields[CSV_COLUMNS], size_t *ret_count,
		    struct err *err)
{
	char *at = *line;

	for (*ret_count = 0;;) {
		char *end = at, mark;

		if (*ret_count == CSV_COLUMNS)
			return err_set(err, ERR_INVALID, "more than %d fields",
				       CSV_COLUMNS);
		fields[(*ret_count)++] = at;
		if (*at == '"' && cut_quoted(at, &end, err) < 0)
			return -1;
		end += strcspn(end, ",\r\n");
		mark = *end;
		*end = '\0';
		at = end + 1;
		if (mark == '\r' && *at == '\n')
			at++;
		if (mark == ',')
			continue;
		*line = mark ? at : NULL;
		return 0;
	}
}

static int cut_rows(struct csv_file *file, char *line, struct err *err)
{
	while (line && *line) {
		char *fields[CSV_COLUMNS];
		size_t count;

		if (file->rows > MAX_ROWS)
			return err_set(err, ERR_INVALID, "%s: more than %zu lines",
				       file->path, MAX_ROWS);
		if (cut_line(&line, fields, &count, err) < 0)
			return err_prefix(err, "%s line %zu: ", file->path,
					  file->rows + 1);
		if (file->rows == 0)
			file->columns = count;
		add_row(file, fields, count);
	}
	if (file->rows == 0)
		return err_set(err, ERR_INVALID, "%s is empty: a header line is needed",
			       file->path);
	return 0;
}

int csv_file_open(const char *path, struct csv_file **ret_file, struct err *err)
{
	static const char BOM[] = "\xEF\xBB\xBF";
	AUTO(csv_file) *file = mem_alloc(sizeof(*file));
	size_t len;
	char *text;

	file->path = mem_text(path);
	if (file_read(path, MAX_BYTES, &file->bytes, &len, err) < 0)
		return -1;
	if (memchr(file->bytes, '\0', len))
		return err_set(err, ERR_INVALID, "%s: not a text file", path);
	text = file->bytes;
	if (strncmp(text, BOM, sizeof(BOM) - 1) == 0)
		text += sizeof(BOM) - 1;
	if (cut_rows(file, text, err) < 0)
		return -1;
	*ret_file = TAKE(file);
	return 0;
}

void csv_file_free(struct csv_file *file)
{
	if (!file)
		return;
	mem_free(file->fields);
	mem_free(file->bytes);
	mem_free(file->path);
	mem_free(file);
}

size_t csv_file_rows(const struct csv_file *file)
{
	return file->rows - 1;
}

int csv_file_column(const struct csv_file *file, const char *name, size_t *ret_column,
		    struct err *err)
{
	for (size_t i = 0; i < file->columns; i++) {
		if (strcmp(file->fields[i], name) != 0)
			continue;
		*ret_column = i;
		return 0;
	}
	return err_set(err, ERR_INVALID, "%s: the header has no column %s", file->path,
		       name);
}

const char *csv_file_text(const struct csv_file *file, size_t row, size_t column)
{
	const char *text = NULL;

	if (column < file->columns)
		text = file->fields[(row + 1) * file->columns + column];
	return text ? text : "";
}

size_t csv_file_line(size_t row)
{
	return row + 2;
}
