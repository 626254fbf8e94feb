/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how the file is cut: its own copy of the text, with a NUL behind each field. */
#include "gateway/connect/sheet.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct row {
	const char *fields[SHEET_FIELDS_MOST];
	size_t count;
	size_t line;
};

struct sheet {
	char *text;
	struct row *rows; /* the first is the header */
	size_t rows_count;
};

struct cutter {
	char *at;
	size_t line;
	char between;
};

static int wrong(size_t line, const char *what, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "CSV", "line %zu: %s", line, what);
}

/* Inside quotes; *to gets what they hold. Leaves `at` behind the closing one. */
static int cut_quoted(struct cutter *cutter, char **to, struct err *err)
{
	size_t line = cutter->line;
	cutter->at++;
	for (;; cutter->at++) {
		if (*cutter->at == '\0')
			return wrong(line, "a quote is never closed", err);
		if (*cutter->at == '"') {
			if (cutter->at[1] != '"')
				break;
			cutter->at++;
		}
		cutter->line += *cutter->at == '\n';
		*(*to)++ = *cutter->at;
	}
	cutter->at++;
	return 0;
}

static bool ends_field(const struct cutter *cutter)
{
	return *cutter->at == '\0' || *cutter->at == '\n' ||
	       *cutter->at == cutter->between;
}

/* The field stays where it is; *ret_more: another one follows in this row. */
static int cut_field(struct cutter *cutter, const char **ret_field, bool *ret_more,
		     struct err *err)
{
	char *start = cutter->at, *to = start;
	if (*cutter->at == '"' && cut_quoted(cutter, &to, err) < 0)
		return -1;
	if (to != start && !ends_field(cutter) && *cutter->at != '\r')
		return wrong(cutter->line, "something stands behind a quote", err);
	while (!ends_field(cutter)) {
		if (*cutter->at != '\r' || cutter->at[1] != '\n')
			*to++ = *cutter->at;
		cutter->at++;
	}
	char end = *cutter->at;
	*ret_more = end == cutter->between && end != '\0';
	if (end != '\0')
		cutter->at++;
	cutter->line += end == '\n';
	*to = '\0';
	*ret_field = start;
	return 0;
}

static int cut_row(struct cutter *cutter, struct row *row, struct err *err)
{
	bool more = true;
	*row = (struct row){ .line = cutter->line };
	while (more) {
		if (row->count == SHEET_FIELDS_MOST)
			return wrong(row->line, "more than 60 fields", err);
		if (cut_field(cutter, &row->fields[row->count++], &more, err) < 0)
			return -1;
	}
	return 0;
}

static bool is_empty(const struct row *row)
{
	return row->count == 1 && row->fields[0][0] == '\0';
}

static int cut(struct sheet *csv, struct cutter *cutter, struct err *err)
{
	while (*cutter->at) {
		struct row *row = &csv->rows[csv->rows_count];
		if (cut_row(cutter, row, err) < 0)
			return -1;
		if (is_empty(row))
			continue;
		if (csv->rows_count > 0 && row->count != csv->rows[0].count)
			return wrong(row->line, "not as many fields as the header", err);
		if (++csv->rows_count > SHEET_ROWS_MOST)
			return wrong(row->line, "more than 10,000 rows", err);
	}
	if (csv->rows_count == 0)
		return wrong(1, "there is no header", err);
	return 0;
}

static size_t count_lines(const char *text)
{
	size_t count = 2;
	for (; *text; text++)
		count += *text == '\n';
	return count < SHEET_ROWS_MOST + 2 ? count : SHEET_ROWS_MOST + 2;
}

/* What stands more often in the header. */
static char between_of(const char *text)
{
	size_t commas = 0, semicolons = 0;
	for (; *text && *text != '\n'; text++) {
		commas += *text == ',';
		semicolons += *text == ';';
	}
	return semicolons > commas ? ';' : ',';
}

int sheet_open(struct slice text, struct sheet **ret_csv, struct err *err)
{
	if (!text_is_utf8(text) || memchr(text.at, '\0', text.len))
		return wrong(1, "the file is not UTF-8 text", err);
	struct sheet *csv = mem_alloc(sizeof(*csv));
	csv->text = mem_text_n(text.at, text.len);
	csv->rows = mem_alloc(count_lines(csv->text) * sizeof(*csv->rows));
	struct cutter cutter = { csv->text, 1, ',' };
	if (strncmp(cutter.at, "\xef\xbb\xbf", 3) == 0)
		cutter.at += 3;
	cutter.between = between_of(cutter.at);
	if (cut(csv, &cutter, err) < 0) {
		sheet_free(csv);
		return -1;
	}
	*ret_csv = csv;
	return 0;
}

void sheet_free(struct sheet *csv)
{
	if (!csv)
		return;
	mem_free(csv->rows);
	mem_free(csv->text);
	mem_free(csv);
}

size_t sheet_rows(const struct sheet *csv)
{
	return csv->rows_count - 1;
}

size_t sheet_line(const struct sheet *csv, size_t row)
{
	return csv->rows[row + 1].line;
}

const char *sheet_field(const struct sheet *csv, size_t row, const char *name)
{
	for (size_t i = 0; i < csv->rows[0].count; i++)
		if (strcmp(csv->rows[0].fields[i], name) == 0)
			return csv->rows[row + 1].fields[i];
	return NULL;
}
