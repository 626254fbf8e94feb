/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcsv is given one byte at a time, which tells where each row ends by its own rules
 * for quotes; of a row only its place is kept. Invoices are then laid out over parts, and
 * a part is closed only where it would be read with the file's decimal mark.
 */
#include "invoice/intake/csv_split.h"

#include <csv.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "invoice/domain/text_index.h"
#include "invoice/intake/csv_grid.h"
#include "invoice/intake/csv_text.h"

struct row {
	struct slice text; /* without its line end */
	size_t number;
	size_t next; /* of its invoice; CSV_NO_ROW */
};

/* What counts when rows are put together. */
struct load {
	size_t len, rows;
	bool says_comma, needs_mark;
};

struct invoice {
	size_t first, last; /* rows */
	struct load load;
	char *number; /* owned; NULL = a row by itself */
};

/* Invoices [from, to). */
struct part {
	size_t from, to;
	struct load load;
};

struct splitting {
	struct csv_grid grid;
	const struct csv_limits *limits;
	struct slice text;
	size_t at, start; /* the byte being read; where the open row starts */
	struct slice header;
	struct row *rows;
	size_t rows_count;
	struct invoice *invoices;
	size_t invoices_count;
	struct text_index index;
	struct part *parts;
	size_t parts_count;
	bool uses_comma;
};

/* Makes room for one more; arrays double where the count is a power of two. */
static void *grow(void *array, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return array;
	return mem_grow(array, (count ? count * 2 : 1) * size);
}

static struct invoice *invoice_of_open_row(struct splitting *s)
{
	size_t column = csv_column_of("document_number", CSV_HEAD);
	const char *number = csv_field(&s->grid, &s->grid.open, column);
	size_t known = number ? text_index_find(&s->index, number) : NOT_INDEXED;

	if (known != NOT_INDEXED)
		return &s->invoices[known];
	s->invoices = grow(s->invoices, s->invoices_count, sizeof(*s->invoices));
	struct invoice *invoice = &s->invoices[s->invoices_count];

	*invoice = (struct invoice){ .first = CSV_NO_ROW, .number = mem_text(number) };
	if (number)
		text_index_put(&s->index, invoice->number, s->invoices_count);
	s->invoices_count++;
	return invoice;
}

static struct slice open_row(const struct splitting *s, size_t end)
{
	while (end > s->start &&
	       (s->text.at[end - 1] == '\r' || s->text.at[end - 1] == '\n'))
		end--;
	return (struct slice){ s->text.at + s->start, end - s->start };
}

static void add_row(struct splitting *s, struct slice text)
{
	struct invoice *invoice = invoice_of_open_row(s);
	size_t row = s->rows_count++;

	s->rows = grow(s->rows, row, sizeof(*s->rows));
	s->rows[row] = (struct row){ text, s->grid.read, CSV_NO_ROW };
	if (invoice->first == CSV_NO_ROW)
		invoice->first = row;
	else
		s->rows[invoice->last].next = row;
	invoice->last = row;
	invoice->load.len += text.len + 1;
	invoice->load.rows++;
	invoice->load.says_comma |= csv_row_says_comma(&s->grid, &s->grid.open);
	invoice->load.needs_mark |= csv_row_needs_mark(&s->grid, &s->grid.open);
	s->uses_comma |= invoice->load.says_comma;
}

static void on_field(void *field, size_t len, void *context)
{
	struct splitting *s = context;

	csv_grid_on_field(field, len, &s->grid);
}

static void on_row(int mark, void *context)
{
	struct splitting *s = context;
	struct csv_grid *grid = &s->grid;
	size_t end = mark < 0 ? s->text.len : s->at + 1;
	bool is_second_half =
		mark == '\n' && grid->last_end == '\r' && grid->open.count == 0;

	grid->last_end = mark;
	grid->read += !is_second_half;
	if (grid->open.count > 0 && grid->columns_count == 0) {
		s->header = open_row(s, end);
		csv_grid_take_header(grid);
	} else if (!csv_row_is_blank(&grid->open)) {
		add_row(s, open_row(s, end));
	}
	csv_row_done(&grid->open);
	s->start = end;
}

/* The file's own separator, which a part finds in the header alone. */
static int check_separator(const struct splitting *s, struct err *err)
{
	if (csv_separator(s->header) == csv_separator(s->text))
		return 0;
	return err_set_code(err, ERR_INVALID, "CSV_HEADER",
			    "rows end in CR alone; save the file with CR LF or LF");
}

static int read_rows(struct splitting *s, struct err *err)
{
	struct csv_parser parser;

	if (csv_init(&parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
		return err_set(err, ERR_LATER, "no memory for the CSV parser");
	csv_set_delim(&parser, (unsigned char)csv_separator(s->text));
	for (s->at = 0; s->at < s->text.len; s->at++) {
		if (csv_parse(&parser, s->text.at + s->at, 1, on_field, on_row, s) != 1)
			break;
	}
	/* A quote that never ends would take in the rows that come behind it. */
	parser.options |= CSV_STRICT | CSV_STRICT_FINI;
	int failed = s->at < s->text.len || csv_fini(&parser, on_field, on_row, s) != 0;

	csv_free(&parser);
	if (failed)
		return err_set_code(err, ERR_INVALID, "CSV_MALFORMED",
				    "row %zu: a quote never ends", s->grid.read + 1);
	if (s->grid.too_many)
		return err_set_code(err, ERR_INVALID, "CSV_TOO_LARGE",
				    "more than %d columns", CSV_FIELDS_MAX);
	if (check_separator(s, err) < 0 || csv_grid_check_header(&s->grid, err) < 0)
		return -1;
	return s->rows_count > 0 ? 0
				 : err_set_code(err, ERR_INVALID, "CSV_EMPTY",
						"the file has a header and no rows");
}

static struct load loads_together(struct load a, struct load b)
{
	return (struct load){ a.len + b.len, a.rows + b.rows,
			      a.says_comma || b.says_comma,
			      a.needs_mark || b.needs_mark };
}

static bool exceeds(const struct splitting *s, struct load load, size_t bytes)
{
	return s->header.len + 1 + load.len > bytes || load.rows > s->limits->rows;
}

/* Whether these rows by themselves are read with the file's decimal mark. */
static bool shows_mark(const struct splitting *s, struct load load)
{
	return !s->uses_comma || load.says_comma || !load.needs_mark;
}

static void add_part(struct splitting *s, struct part part)
{
	s->parts = grow(s->parts, s->parts_count, sizeof(*s->parts));
	s->parts[s->parts_count++] = part;
}

/* What is left may need the evidence of parts before it. */
static void add_last_part(struct splitting *s, struct part part)
{
	while (!shows_mark(s, part.load) && s->parts_count > 0) {
		const struct part *before = &s->parts[--s->parts_count];

		part.from = before->from;
		part.load = loads_together(before->load, part.load);
	}
	add_part(s, part);
}

static int check_invoice(const struct splitting *s, const struct invoice *invoice,
			 struct err *err)
{
	if (!exceeds(s, invoice->load, s->limits->most))
		return 0;
	return err_set_code(
		err, ERR_INVALID, "CSV_TOO_LARGE",
		"invoice %s, from row %zu, has %zu rows and %zu bytes; one upload "
		"holds %zu rows and %zu bytes",
		invoice->number ? invoice->number : "without a number",
		s->rows[invoice->first].number, invoice->load.rows, invoice->load.len,
		s->limits->rows, s->limits->most);
}

static int check_part(const struct splitting *s, const struct part *part, struct err *err)
{
	if (shows_mark(s, part->load) && !exceeds(s, part->load, s->limits->most))
		return 0;
	return err_set_code(err, ERR_INVALID, "CSV_MARK",
			    "from row %zu on too few amounts show whether a comma or a "
			    "point is the decimal mark; write them with two decimals",
			    s->rows[s->invoices[part->from].first].number);
}

static int lay_out(struct splitting *s, struct err *err)
{
	struct part part = { .from = 0 };

	for (size_t i = 0; i < s->invoices_count; i++) {
		struct load both = loads_together(part.load, s->invoices[i].load);

		if (check_invoice(s, &s->invoices[i], err) < 0)
			return -1;
		if (part.to > part.from && exceeds(s, both, s->limits->part) &&
		    shows_mark(s, part.load)) {
			add_part(s, part);
			part = (struct part){ .from = i };
			both = s->invoices[i].load;
		}
		part.load = both;
		part.to = i + 1;
	}
	add_last_part(s, part);
	for (size_t i = 0; i < s->parts_count; i++) {
		if (check_part(s, &s->parts[i], err) < 0)
			return -1;
	}
	return 0;
}

static void write_piece(const struct splitting *s, const struct part *part,
			struct csv_piece *ret)
{
	STRBUF_AUTO text = strbuf_new(s->limits->most + 1);
	size_t *rows = mem_alloc(part->load.rows * sizeof(*rows));

	*ret = (struct csv_piece){ .invoices = part->to - part->from, .rows = rows };
	strbuf_add_n(&text, s->header.at, s->header.len);
	strbuf_add_char(&text, '\n');
	for (size_t i = part->from; i < part->to; i++) {
		for (size_t r = s->invoices[i].first; r != CSV_NO_ROW;
		     r = s->rows[r].next) {
			strbuf_add_n(&text, s->rows[r].text.at, s->rows[r].text.len);
			strbuf_add_char(&text, '\n');
			rows[ret->rows_count++] = s->rows[r].number;
		}
	}
	ret->len = text.len;
	ret->text = strbuf_take(&text);
}

static void splitting_done(struct splitting *s)
{
	for (size_t i = 0; i < s->invoices_count; i++)
		mem_free(s->invoices[i].number);
	mem_free(s->invoices);
	mem_free(s->rows);
	mem_free(s->parts);
	text_index_done(&s->index);
	csv_grid_done(&s->grid);
}

int csv_split(struct slice bytes, const struct csv_limits *limits,
	      struct csv_pieces *ret_pieces, struct err *err)
{
	struct splitting s = { .limits = limits };
	STRBUF_AUTO text = strbuf_new(3 * bytes.len + 1);

	csv_to_utf8(bytes, &text);
	s.text = (struct slice){ text.text ? text.text : "", text.len };
	int failed = strbuf_check(&text, err) < 0 || read_rows(&s, err) < 0 ||
		     lay_out(&s, err) < 0;

	if (!failed) {
		ret_pieces->at = mem_alloc(s.parts_count * sizeof(*ret_pieces->at));
		ret_pieces->count = s.parts_count;
	}
	for (size_t i = 0; i < s.parts_count && !failed; i++)
		write_piece(&s, &s.parts[i], &ret_pieces->at[i]);
	splitting_done(&s);
	return failed ? -1 : 0;
}

void csv_pieces_done(struct csv_pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++) {
		mem_free(pieces->at[i].text);
		mem_free(pieces->at[i].rows);
	}
	mem_free(pieces->at);
	*pieces = (struct csv_pieces){ NULL, 0 };
}
