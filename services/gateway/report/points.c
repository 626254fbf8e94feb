/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of a report: advices with their prices, every point with its finding in a
 * sign and a word, and the photos behind them. Private notes are not shown.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/report/parts.h"

#define CELL_MAX 2000

typedef const struct inspection_version_state_form_point *point_ref;

const char *sheet_plate(const struct inspection_version_state_form *form)
{
	if (!form->vehicle)
		return "";
	if (form->vehicle->plate_formatted && *form->vehicle->plate_formatted)
		return form->vehicle->plate_formatted;
	return form->vehicle->plate ? form->vehicle->plate : "";
}

/* The day until all prices hold, when it is the same for each; else not set. */
static struct civil_date common_day(const struct inspection_version_state_form *form)
{
	struct civil_date day = NO_DATE;

	for (size_t i = 0; i < form->advices_count; i++) {
		struct civil_date own = readable_day(form->advices[i].valid_until);

		if (i > 0 && civil_compare(own, day) != 0)
			return NO_DATE;
		day = own;
	}
	return day;
}

static void add_line_below(const struct sheet *sheet, const struct wire_advice_line *line,
			   struct strbuf *out)
{
	struct civil_date day = readable_day(line->valid_until);
	char text[READABLE_TEXT];

	if (line->executed)
		strbuf_addf(out, "%s. ", report_word(sheet->tongue, WORD_EXECUTED));
	if (line->waiting && *line->waiting)
		strbuf_addf(out, "%s ", line->waiting);
	if (civil_is_set(day) && !civil_is_set(common_day(sheet->form)))
		strbuf_addf(out, "%s %s.", report_word(sheet->tongue, WORD_VALID_UNTIL),
			    readable_date(day, sheet->tongue, text));
}

static void write_advice(const struct sheet *sheet, const struct wire_advice_line *line)
{
	STRBUF_AUTO below = strbuf_new(CELL_MAX);
	STRBUF_AUTO amount = strbuf_new(100);
	char each[READABLE_TEXT] = "";
	char quantity[READABLE_TEXT];
	bool needed = line->severity == WIRE_ADVICE_SEVERITY_NECESSARY;

	add_line_below(sheet, line, &below);
	report_price(line, sheet->tongue, &amount);
	if (line->has_unit_price_cents && line->price_kind != WIRE_PRICE_KIND_FOLLOWS)
		readable_money(line->unit_price_cents, sheet->tongue, each);
	struct doc_cell cells[] = {
		{ report_severity_word(sheet->tongue, line->severity), NULL, DOC_TEXT,
		  needed ? DOC_MARK_CROSS : DOC_MARK_NOTICE },
		{ line->text, below.text, DOC_STRONG, DOC_MARK_NONE },
		{ report_urgency_word(sheet->tongue, line->urgency), NULL, DOC_TEXT, 0 },
		{ readable_decimal(line->quantity, sheet->tongue, quantity), NULL,
		  DOC_TEXT, 0 },
		{ each, NULL, DOC_TEXT, 0 },
		{ amount.text, NULL, DOC_TEXT, 0 },
	};
	doc_row(sheet->doc, cells);
}

static void write_conditions(const struct sheet *sheet)
{
	struct civil_date day = common_day(sheet->form);
	STRBUF_AUTO out = strbuf_new(300);
	char text[READABLE_TEXT];

	strbuf_add(&out, report_word(sheet->tongue, WORD_WITH_VAT));
	if (civil_is_set(day))
		strbuf_addf(&out, " %s %s.", report_word(sheet->tongue, WORD_VALID_UNTIL),
			    readable_date(day, sheet->tongue, text));
	doc_paragraph(sheet->doc, DOC_SMALL, out.text);
}

static void write_total(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	STRBUF_AUTO plus = strbuf_new(200);
	char total[READABLE_TEXT];

	if (form->follows_count > 0)
		report_fill_counts(report_word(sheet->tongue, WORD_PLUS_FOLLOWS),
				   form->follows_count, 0, &plus);
	struct doc_cell cells[] = {
		{ "", NULL, DOC_TEXT, 0 },
		{ report_word(sheet->tongue, WORD_TOTAL), plus.text, DOC_STRONG, 0 },
		{ "", NULL, DOC_TEXT, 0 },
		{ "", NULL, DOC_TEXT, 0 },
		{ "", NULL, DOC_TEXT, 0 },
		{ readable_money(form->total_cents, sheet->tongue, total), NULL,
		  DOC_STRONG, 0 },
	};
	doc_row(sheet->doc, cells);
	write_conditions(sheet);
}

void sheet_write_advices(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	enum tongue tongue = sheet->tongue;
	const struct doc_column columns[] = {
		{ report_word(tongue, WORD_STATUS), 13, false },
		{ report_word(tongue, WORD_ADVICE), 38, false },
		{ report_word(tongue, WORD_WHEN), 18, false },
		{ report_word(tongue, WORD_QUANTITY), 8, true },
		{ report_word(tongue, WORD_PRICE), 12, true },
		{ report_word(tongue, WORD_AMOUNT), 17, true },
	};

	doc_heading(sheet->doc, report_word(tongue, WORD_ADVICES));
	if (form->advices_count == 0) {
		doc_paragraph(sheet->doc, DOC_TEXT, report_word(tongue, WORD_NO_ADVICE));
		return;
	}
	doc_table(sheet->doc, columns, COUNT_OF(columns));
	for (size_t i = 0; i < form->advices_count; i++)
		write_advice(sheet, &form->advices[i]);
	write_total(sheet);
}

static enum doc_mark mark_of(point_ref point)
{
	static const enum doc_mark MARKS[] = {
		[WIRE_POINT_STATUS_NONE] = DOC_MARK_OPEN,
		[WIRE_POINT_STATUS_OK] = DOC_MARK_TICK,
		[WIRE_POINT_STATUS_ADVICE] = DOC_MARK_NOTICE,
		[WIRE_POINT_STATUS_NECESSARY] = DOC_MARK_CROSS,
		[WIRE_POINT_STATUS_NOT_APPLICABLE] = DOC_MARK_DASH,
		[WIRE_POINT_STATUS_NOT_CHECKED] = DOC_MARK_OPEN,
	};

	if (point->prefilled && point->status == WIRE_POINT_STATUS_OK)
		return DOC_MARK_HOLLOW;
	return MARKS[point->status];
}

/* The note, and which photos belong to it; `photos` counts through the report. */
static void add_note(const struct sheet *sheet, point_ref point, size_t photos,
		     struct strbuf *out)
{
	if (point->note && *point->note)
		strbuf_add(out, point->note);
	for (size_t i = 0; i < point->photos_count; i++) {
		if (i == 0)
			strbuf_addf(out, "%s%s ", out->len ? " \xc2\xb7 " : "",
				    report_word(sheet->tongue, WORD_PHOTO));
		strbuf_addf(out, "%s%zu", i ? ", " : "", photos + i + 1);
	}
}

static void write_point(const struct sheet *sheet, point_ref point, size_t photos)
{
	STRBUF_AUTO note = strbuf_new(CELL_MAX * 2);
	STRBUF_AUTO status = strbuf_new(100);
	STRBUF_AUTO measured = strbuf_new(CELL_MAX);

	strbuf_add(&status, report_status_word(sheet->tongue, point->status));
	if (point->prefilled)
		strbuf_addf(&status, ", %s", report_word(sheet->tongue, WORD_PREFILLED));
	add_note(sheet, point, photos, &note);
	report_measures(point, sheet->tongue, REPORT_WITH_LAST_TIME, &measured);
	bool bad = point->status == WIRE_POINT_STATUS_ADVICE ||
		   point->status == WIRE_POINT_STATUS_NECESSARY;
	struct doc_cell cells[] = {
		{ status.text, NULL, bad ? DOC_STRONG : DOC_TEXT, mark_of(point) },
		{ point->text, note.text, bad ? DOC_STRONG : DOC_TEXT, DOC_MARK_NONE },
		{ measured.text, NULL, DOC_TEXT, DOC_MARK_NONE },
	};
	doc_row(sheet->doc, cells);
}

void sheet_write_points(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	enum tongue tongue = sheet->tongue;
	const struct doc_column columns[] = {
		{ report_word(tongue, WORD_STATUS), 26, false },
		{ report_word(tongue, WORD_POINT), 44, false },
		{ report_word(tongue, WORD_MEASURED), 30, false },
	};
	size_t photos = 0;

	doc_heading(sheet->doc, report_word(tongue, WORD_POINTS));
	doc_table(sheet->doc, columns, COUNT_OF(columns));
	for (size_t i = 0; i < form->points_count; i++) {
		point_ref point = &form->points[i];

		if (i == 0 || strcmp(point->group, form->points[i - 1].group) != 0)
			doc_table_bar(sheet->doc, point->group);
		write_point(sheet, point, photos);
		photos += point->photos_count;
	}
}

/* One photo: read, made small by the document, and forgotten here. */
static void write_photo(const struct sheet *sheet, point_ref point, size_t which,
			size_t number)
{
	const struct inspection_version_state_form_point_photo *photo =
		&point->photos[which];
	STRBUF_AUTO caption = strbuf_new(CELL_MAX);
	STRBUF_AUTO bytes = strbuf_new(REPORT_PICTURE_MAX);
	struct err err = { 0 };

	strbuf_addf(&caption, "%s %zu: %s", report_word(sheet->tongue, WORD_PHOTO),
		    number, point->text);
	if (photo->caption && *photo->caption)
		strbuf_addf(&caption, " \xe2\x80\x93 %s", photo->caption);
	if (sheet->report->picture(sheet->report->picture_context, photo->sha256, &bytes,
				   &err) < 0)
		strbuf_clear(&bytes);
	doc_picture(sheet->doc,
		    &(struct doc_picture){
			    .jpeg = { bytes.text, bytes.len },
			    .caption = caption.text,
			    .missing = report_word(sheet->tongue, WORD_NO_PHOTO),
		    });
}

void sheet_write_photos(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	size_t number = 0;

	for (size_t i = 0; i < form->points_count; i++) {
		point_ref point = &form->points[i];

		for (size_t k = 0; k < point->photos_count; k++) {
			if (number == 0) {
				doc_next_page(sheet->doc);
				doc_heading(sheet->doc,
					    report_word(sheet->tongue, WORD_PHOTOS));
			}
			write_photo(sheet, point, k, ++number);
		}
	}
}
