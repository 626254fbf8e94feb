/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From rows to invoices: every invoice is written as the message a DMS would have
 * published, and every field that does not fit is reported by row and column.
 */
#include "invoice/intake/csv.h"

#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "base/uuid.h"
#include "invoice/intake/automotive.h"
#include "invoice/intake/clip.h"
#include "invoice/intake/csv_grid.h"
#include "invoice/intake/csv_text.h"

enum { MAX_LINES = 500, MAX_JSON = 2 << 20 };

/* What is being written: one invoice, from some of the rows. */
struct writing {
	const struct csv_grid *grid;
	const struct csv_row *row;
	struct csv_invoice *invoice;
	struct json_out out;
};

static void complain(struct writing *w, const struct csv_column *column, const char *text)
{
	char place[80];

	snprintf(place, sizeof(place), "row %zu, column %s", w->row->number,
		 column->field);
	findings_add(&w->invoice->findings, "CSV_FIELD", SEVERITY_ERROR, place, text);
}

static void put_decimal(struct writing *w, const struct csv_column *column,
			struct decimal value)
{
	struct decimal rounded = decimal_round(value, 6);
	bool negative = rounded.digits < 0;
	__int128 digits = negative ? -rounded.digits : rounded.digits, unit = 1;
	char text[48];
	int len;

	while (rounded.scale > 0 && digits % 10 == 0) {
		digits /= 10;
		rounded.scale--;
	}
	for (int i = 0; i < rounded.scale; i++)
		unit *= 10;
	len = snprintf(text, sizeof(text), "%s%lld", negative ? "-" : "",
		       (long long)(digits / unit));
	if (rounded.scale > 0)
		snprintf(text + len, sizeof(text) - (size_t)len, ".%0*lld", rounded.scale,
			 (long long)(digits % unit));
	json_out_text(&w->out, column->field, text);
}

static void put_number(struct writing *w, const struct csv_column *column,
		       const char *text)
{
	struct decimal value;
	int64_t cents;

	if (csv_amount(text, w->grid->mark, &value, NULL) < 0)
		complain(w, column, "this is no amount");
	else if (column->kind == CSV_DECIMAL)
		put_decimal(w, column, value);
	else if (decimal_to_cents(decimal_round(value, 2), &cents, NULL) < 0)
		complain(w, column, "this amount is too large");
	else
		json_out_int(&w->out, column->field, cents);
}

static void put_date(struct writing *w, const struct csv_column *column, const char *text)
{
	struct slice trimmed = slice_trim(slice_of(text));
	AUTO_TEXT *date = mem_text_n(trimmed.at, trimmed.len);
	char plain[11];

	if (car_date(date, plain))
		json_out_text(&w->out, column->field, plain);
	else
		complain(w, column, "this is no date; write 2026-11-22 or 22-11-2026");
}

static void put_km(struct writing *w, const struct csv_column *column, const char *text)
{
	int64_t km = car_odometer(text);

	if (km < 0)
		complain(w, column, "this is no odometer reading");
	else
		json_out_int(&w->out, column->field, km);
}

/* Words of a column that may hold only some: Dutch first. */
static const char *known_word(const char *field, const char *text)
{
	static const struct {
		const char *field, *word, *means;
	} table[] = {
		{ "document_kind", "credit", "credit_note" },
		{ "document_kind", "proforma", "proforma" },
		{ "document_kind", "annul", "cancelled" },
		{ "document_kind", "cancel", "cancelled" },
		{ "document_kind", "", "invoice" },
		{ "kind", "arbeid", "labour" },
		{ "kind", "labour", "labour" },
		{ "kind", "labor", "labour" },
		{ "kind", "onderdeel", "part" },
		{ "kind", "part", "part" },
		{ "kind", "pakket", "package" },
		{ "kind", "package", "package" },
		{ "kind", "band", "tyre" },
		{ "kind", "", "other" },
		{ "pay_type", "garantie", "warranty" },
		{ "pay_type", "warranty", "warranty" },
		{ "pay_type", "intern", "internal" },
		{ "pay_type", "verzeker", "insurance" },
		{ "pay_type", "insur", "insurance" },
		{ "pay_type", "lease", "lease" },
		{ "pay_type", "", "customer" },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (strcmp(field, table[i].field) == 0 && strcasestr(text, table[i].word))
			return table[i].means;
	}
	return NULL;
}

static void put_field(struct writing *w, size_t c)
{
	const struct csv_column *column = &CSV_COLUMN_TABLE[c];
	const char *text = csv_field(w->grid, w->row, c);
	const char *word = text ? known_word(column->field, text) : NULL;

	if (!text)
		return;
	if (word && column->part != CSV_CUSTOMER) {
		json_out_text(&w->out, column->field, word);
		return;
	}
	switch (column->kind) {
	case CSV_DATE:
		put_date(w, column, text);
		break;
	case CSV_MONEY:
	case CSV_DECIMAL:
		put_number(w, column, text);
		break;
	case CSV_KM:
		put_km(w, column, text);
		break;
	case CSV_TEXT:
	case CSV_FLAG:
		clip_text(&w->out, column->field, text, column->most);
		break;
	}
}

static void put_part(struct writing *w, enum csv_part part)
{
	for (size_t c = 0; c < CSV_COLUMN_COUNT; c++) {
		if (CSV_COLUMN_TABLE[c].part == part)
			put_field(w, c);
	}
}

static bool has_part(const struct writing *w, enum csv_part part)
{
	for (size_t c = 0; c < CSV_COLUMN_COUNT; c++) {
		if (CSV_COLUMN_TABLE[c].part == part && csv_field(w->grid, w->row, c))
			return true;
	}
	return false;
}

static void put_object(struct writing *w, const char *name, enum csv_part part)
{
	if (!has_part(w, part))
		return;
	json_out_open_object(&w->out, name);
	put_part(w, part);
	json_out_close_object(&w->out);
}

static void put_lines(struct writing *w)
{
	size_t lines = 0;

	json_out_open_array(&w->out, "lines");
	while (lines <= MAX_LINES) {
		if (has_part(w, CSV_LINE)) {
			json_out_open_object(&w->out, NULL);
			put_part(w, CSV_LINE);
			json_out_close_object(&w->out);
			lines++;
		}
		if (w->row->next == CSV_NO_ROW)
			break;
		w->row = &w->grid->rows[w->row->next];
	}
	json_out_close_array(&w->out);
}

/* A log book has no invoice numbers: its rows are named by what they say. */
static void put_number_of(struct writing *w)
{
	STRBUF_AUTO all = strbuf_new(64 << 10);
	char number[16];

	if (csv_field(w->grid, w->row, csv_column_of("document_number", CSV_HEAD)))
		return;
	for (size_t i = 0; i < w->row->count; i++)
		strbuf_addf(&all, "%s\n", w->row->fields[i]);
	struct uuid id = uuid_named("csv", all.text ? all.text : "", NULL);

	snprintf(number, sizeof(number), "csv-%.8s", id.text);
	json_out_text(&w->out, "document_number", number);
}

static void write_invoice(const struct csv_grid *grid, size_t invoice, const char *dealer,
			  struct csv_invoice *ret)
{
	STRBUF_AUTO json = strbuf_new(MAX_JSON);
	struct writing w = { grid, NULL, ret, json_out_into(&json) };
	const struct csv_row *first = &grid->rows[grid->first[invoice]];

	ret->row = first->number;
	w.row = first;
	json_out_open_object(&w.out, NULL);
	json_out_text(&w.out, "dealer", dealer);
	put_number_of(&w);
	put_part(&w, CSV_HEAD);
	if (!csv_field(grid, first, csv_column_of("document_kind", CSV_HEAD)))
		json_out_text(&w.out, "document_kind", "invoice");
	put_object(&w, "customer", CSV_CUSTOMER);
	put_object(&w, "vehicle", CSV_VEHICLE);
	put_lines(&w);
	w.row = first;
	put_object(&w, "totals", CSV_TOTALS);
	json_out_open_object(&w.out, "source");
	json_out_text(&w.out, "system", "csv");
	json_out_close_object(&w.out);
	json_out_close_object(&w.out);
	ret->json = strbuf_take(&json);
}

int csv_read(struct slice bytes, const char *dealer, struct csv_invoices *ret_invoices,
	     struct err *err)
{
	struct csv_grid grid = { .columns_count = 0 };
	int failed;

	if (bytes.len > CSV_MAX_BYTES)
		return err_set_code(err, ERR_INVALID, "CSV_TOO_LARGE",
				    "the file has %zu bytes, at most %zu are read",
				    bytes.len, CSV_MAX_BYTES);
	failed = csv_grid_read(&grid, bytes, err);
	if (!failed) {
		ret_invoices->at =
			mem_alloc((grid.invoices + 1) * sizeof(*ret_invoices->at));
		ret_invoices->count = grid.invoices;
		for (size_t i = 0; i < grid.invoices; i++)
			write_invoice(&grid, i, dealer, &ret_invoices->at[i]);
	}
	csv_grid_done(&grid);
	return failed;
}

void csv_invoices_done(struct csv_invoices *invoices)
{
	for (size_t i = 0; i < invoices->count; i++) {
		mem_free(invoices->at[i].json);
		findings_done(&invoices->at[i].findings);
	}
	mem_free(invoices->at);
	*invoices = (struct csv_invoices){ NULL, 0 };
}
