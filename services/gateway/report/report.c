/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first page of a report: whose car, what is coming up, what is advised at what
 * price, what was done. points.c writes the rest.
 */
#include "gateway/report/report.h"

#include <stdio.h>
#include <string.h>

#include "gateway/report/parts.h"

#define DOT          " \xc2\xb7 "
#define DEFAULT_FILL ((struct doc_colour){ 29, 79, 145 })

/* Adds a text after a dot when there is one. */
static void join(struct strbuf *out, const char *text)
{
	if (!text || !*text)
		return;
	if (out->len > 0)
		strbuf_add(out, DOT);
	strbuf_add(out, text);
}

static void write_banner(const struct sheet *sheet)
{
	const struct dealer_state *dealer = sheet->report->dealer;
	STRBUF_AUTO under = strbuf_new(DOC_TEXT_MAX);
	STRBUF_AUTO town = strbuf_new(200);
	STRBUF_AUTO logo = strbuf_new(REPORT_PICTURE_MAX);
	struct err err = { 0 };

	strbuf_addf(&town, "%s %s", dealer->postcode ? dealer->postcode : "",
		    dealer->city ? dealer->city : "");
	join(&under, dealer->street);
	join(&under, town.len > 1 ? town.text : NULL);
	join(&under, dealer->phone);
	join(&under, dealer->website);
	if (!dealer->logo || sheet->report->picture(sheet->report->picture_context,
						    dealer->logo, &logo, &err) < 0)
		strbuf_clear(&logo);
	doc_banner(sheet->doc, &(struct doc_banner){
				       .name = dealer->name,
				       .under = under.text,
				       .logo = { logo.text, logo.len },
				       .logo_word = dealer->brand,
			       });
}

static void write_title(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	const struct inspection_version_state_form_vehicle *vehicle = form->vehicle;
	STRBUF_AUTO title = strbuf_new(DOC_TEXT_MAX);
	STRBUF_AUTO under = strbuf_new(DOC_TEXT_MAX);
	STRBUF_AUTO version = strbuf_new(60);
	char text[READABLE_TEXT];

	strbuf_add(&title, report_word(sheet->tongue, WORD_TITLE));
	join(&title, sheet_plate(form));
	strbuf_addf(&version, "%s %lld", report_word(sheet->tongue, WORD_VERSION),
		    (long long)sheet->report->version->number);
	join(&under, vehicle ? vehicle->make : NULL);
	if (vehicle && vehicle->model)
		strbuf_addf(&under, " %s", vehicle->model);
	join(&under,
	     readable_date(readable_day(form->inspection_date), sheet->tongue, text));
	join(&under, version.text);
	join(&under, form->checklist_name);
	doc_title(sheet->doc, title.text);
	doc_paragraph(sheet->doc, DOC_FAINT, under.text);
}

static enum doc_mark worst_mark(const struct inspection_version_state_form *form)
{
	enum doc_mark worst = DOC_MARK_TICK;

	for (size_t i = 0; i < form->points_count; i++) {
		if (form->points[i].status == WIRE_POINT_STATUS_NECESSARY)
			return DOC_MARK_CROSS;
		if (form->points[i].status == WIRE_POINT_STATUS_ADVICE)
			worst = DOC_MARK_NOTICE;
	}
	for (size_t i = 0; i < form->advices_count; i++) {
		if (form->advices[i].severity == WIRE_ADVICE_SEVERITY_NECESSARY)
			return DOC_MARK_CROSS;
		worst = DOC_MARK_NOTICE;
	}
	return worst;
}

static void write_summary(const struct sheet *sheet)
{
	const struct inspection_version_state_form *form = sheet->form;
	STRBUF_AUTO out = strbuf_new(DOC_TEXT_MAX);

	report_summary(form, sheet->tongue, &out);
	strbuf_add_char(&out, ' ');
	report_fill_counts(report_word(sheet->tongue, WORD_CONFIRMED),
			   form->checked_total, form->points_total, &out);
	doc_notice(sheet->doc, worst_mark(form), out.text);
	if (form->prices_open)
		doc_notice(sheet->doc, DOC_MARK_OPEN,
			   report_word(sheet->tongue, WORD_STILL_OPEN));
}

/* The texts are lent until the document has them: copied as they are added. */
static void add_fact(struct doc_facts *facts, const char *label, const char *value)
{
	if (facts->count < DOC_FACTS_MAX)
		facts->facts[facts->count++] = (struct doc_fact){ label, value };
}

static void set_vehicle(const struct sheet *sheet, struct doc_facts *facts,
			char texts[3][READABLE_TEXT], struct strbuf *make)
{
	static const struct inspection_version_state_form_vehicle NOTHING = { 0 };
	const struct inspection_version_state_form *form = sheet->form;
	const struct inspection_version_state_form_vehicle *vehicle =
		form->vehicle ? form->vehicle : &NOTHING;
	enum tongue tongue = sheet->tongue;
	char number[READABLE_TEXT];

	join(make, vehicle->make);
	strbuf_addf(make, " %s", vehicle->model ? vehicle->model : "");
	texts[0][0] = '\0';
	if (vehicle->has_odometer_km)
		snprintf(texts[0], READABLE_TEXT, "%.40s km",
			 readable_number(vehicle->odometer_km, tongue, number));
	readable_date(readable_day(vehicle->first_admission), tongue, texts[1]);
	readable_date(readable_day(form->inspection_date), tongue, texts[2]);
	facts->heading = report_word(tongue, WORD_VEHICLE);
	add_fact(facts, report_word(tongue, WORD_PLATE), sheet_plate(form));
	add_fact(facts, report_word(tongue, WORD_MAKE), make->len > 1 ? make->text : "");
	add_fact(facts, report_word(tongue, WORD_VIN), vehicle->vin);
	add_fact(facts, report_word(tongue, WORD_ADMISSION), texts[1]);
	add_fact(facts, report_word(tongue, WORD_ODOMETER), texts[0]);
	add_fact(facts, report_word(tongue, WORD_INSPECTOR), form->inspector);
	add_fact(facts, report_word(tongue, WORD_DATE), texts[2]);
}

static void add_part(struct strbuf *out, const char *before, const char *text)
{
	if (text && *text)
		strbuf_addf(out, "%s%s", out->len > 0 ? before : "", text);
}

static void set_customer(const struct sheet *sheet, struct doc_facts *facts,
			 struct strbuf *address)
{
	static const struct inspection_version_state_form_customer NOBODY = { 0 };
	const struct inspection_version_state_form *form = sheet->form;
	const struct inspection_version_state_form_customer *customer =
		form->customer ? form->customer : &NOBODY;
	enum tongue tongue = sheet->tongue;

	add_part(address, "", customer->street);
	add_part(address, " ", customer->house_number);
	add_part(address, " ", customer->addition);
	add_part(address, ", ", customer->postcode);
	add_part(address, customer->postcode && *customer->postcode ? "  " : ", ",
		 customer->city);
	facts->heading = report_word(tongue, WORD_CUSTOMER);
	add_fact(facts, report_word(tongue, WORD_NAME), customer->name);
	add_fact(facts, report_word(tongue, WORD_COMPANY), customer->company);
	add_fact(facts, report_word(tongue, WORD_ADDRESS), address->text);
	add_fact(facts, report_word(tongue, WORD_EMAIL), customer->email);
	add_fact(facts, report_word(tongue, WORD_PHONE), customer->phone);
	add_fact(facts, report_word(tongue, WORD_MOBILE), customer->mobile);
	add_fact(facts, report_word(tongue, WORD_NUMBER), customer->number);
	add_fact(facts, report_word(tongue, WORD_SOURCE),
		 report_source_word(tongue, form->customer_source));
}

static void write_facts(const struct sheet *sheet)
{
	STRBUF_AUTO make = strbuf_new(400);
	STRBUF_AUTO address = strbuf_new(DOC_TEXT_MAX);
	struct doc_facts vehicle = { .count = 0 };
	struct doc_facts customer = { .count = 0 };
	char texts[3][READABLE_TEXT];

	set_vehicle(sheet, &vehicle, texts, &make);
	set_customer(sheet, &customer, &address);
	doc_two_facts(sheet->doc, &vehicle, &customer);
}

static void write_shown(const struct sheet *sheet)
{
	static const struct doc_column COLUMNS[] = { { NULL, 30, false },
						     { NULL, 70, false } };
	const struct inspection_version_state_form *form = sheet->form;

	if (form->shown_count + form->recalls_count == 0)
		return;
	doc_heading(sheet->doc, report_word(sheet->tongue, WORD_SHOWN));
	doc_table(sheet->doc, COLUMNS, COUNT_OF(COLUMNS));
	for (size_t i = 0; i < form->shown_count; i++) {
		const struct inspection_version_state_form_shown *shown = &form->shown[i];
		STRBUF_AUTO day = strbuf_new(120);
		char text[READABLE_TEXT];

		strbuf_add(&day,
			   readable_date(readable_day(shown->date), sheet->tongue, text));
		if (shown->overdue)
			strbuf_addf(&day, " (%s)",
				    report_word(sheet->tongue, WORD_OVERDUE));
		struct doc_cell cells[] = {
			{ report_shown_word(sheet->tongue, shown->kind), NULL, DOC_TEXT,
			  shown->overdue ? DOC_MARK_CROSS : DOC_MARK_OPEN },
			{ day.text, NULL, shown->overdue ? DOC_STRONG : DOC_TEXT, 0 },
		};
		doc_row(sheet->doc, cells);
	}
	for (size_t i = 0; i < form->recalls_count; i++) {
		STRBUF_AUTO recall = strbuf_new(DOC_TEXT_MAX);

		strbuf_addf(&recall, "%s: %s", form->recalls[i].code,
			    form->recalls[i].text);
		struct doc_cell cells[] = {
			{ report_word(sheet->tongue, WORD_RECALL), NULL, DOC_TEXT,
			  DOC_MARK_CROSS },
			{ recall.text, NULL, DOC_TEXT, 0 },
		};
		doc_row(sheet->doc, cells);
	}
}

static void write_works(const struct sheet *sheet)
{
	static const struct doc_column COLUMNS[] = { { NULL, 100, false } };
	const struct inspection_version_state_form *form = sheet->form;

	if (form->works_count == 0)
		return;
	doc_heading(sheet->doc, report_word(sheet->tongue, WORD_WORKS));
	doc_table(sheet->doc, COLUMNS, COUNT_OF(COLUMNS));
	for (size_t i = 0; i < form->works_count; i++)
		doc_row(sheet->doc, &(struct doc_cell){ form->works[i].text, NULL,
							DOC_TEXT, DOC_MARK_TICK });
}

static void write_remarks(const struct sheet *sheet)
{
	const char *remarks = sheet->form->remarks;

	if (!remarks || !*remarks)
		return;
	doc_heading(sheet->doc, report_word(sheet->tongue, WORD_REMARKS));
	doc_paragraph(sheet->doc, DOC_TEXT, remarks);
}

int report_write(struct doc_fonts *fonts, const struct report *report, struct strbuf *out,
		 struct err *err)
{
	const struct inspection_version_state_form *form = &report->version->form;
	enum tongue tongue = report_tongue(form, report->dealer->language);
	STRBUF_AUTO title = strbuf_new(300);

	strbuf_add(&title, report_word(tongue, WORD_TITLE));
	join(&title, sheet_plate(form));
	join(&title, report->dealer->name);
	AUTO(doc) *doc = doc_new(
		fonts, &(struct doc_options){
			       .title = title.text,
			       .author = report->dealer->name,
			       .language = tongue == TONGUE_EN ? "en" : "nl",
			       .created = report->version->saved_at,
			       .footer = title.text,
			       .page_of = report_word(tongue, WORD_PAGE_OF),
			       .colour = doc_colour_of(report->dealer->brand_colour,
						       DEFAULT_FILL),
		       });
	struct sheet sheet = { report, form, doc, tongue };

	write_banner(&sheet);
	write_title(&sheet);
	write_summary(&sheet);
	write_facts(&sheet);
	write_shown(&sheet);
	sheet_write_advices(&sheet);
	write_works(&sheet);
	write_remarks(&sheet);
	sheet_write_points(&sheet);
	sheet_write_photos(&sheet);
	return doc_finish(doc, out, NULL, err);
}
