/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page behind a form's link, from top to bottom: how the car is in words, what to
 * decide, what was done, and the whole report folded by section.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gateway/pages/parts.h"
#include "gateway/pages/visit_page.h"

#define DOT " \xc2\xb7 "

typedef const struct inspection_version_state_form_point *point_ref;

static void set_shown(struct value *data, const struct page_frame *frame,
		      const struct inspection_version_state_form *form)
{
	struct value *dates = value_set_list(data, "shown");
	struct value *recalls = value_set_list(data, "recalls");
	char text[READABLE_TEXT];

	value_set_bool(data, "has_shown", form->shown_count + form->recalls_count > 0);
	for (size_t i = 0; i < form->shown_count; i++) {
		struct value *item = value_add_object(dates);

		value_set_text(item, "kind",
			       report_shown_word(frame->tongue, form->shown[i].kind));
		value_set_text(item, "date",
			       readable_date(readable_day(form->shown[i].date),
					     frame->tongue, text));
		value_set_bool(item, "overdue", form->shown[i].overdue);
	}
	for (size_t i = 0; i < form->recalls_count; i++) {
		struct value *item = value_add_object(recalls);

		value_set_text(item, "code", form->recalls[i].code);
		value_set_text(item, "text", form->recalls[i].text);
	}
}

static void set_works(struct value *data,
		      const struct inspection_version_state_form *form)
{
	struct value *works = value_set_list(data, "works");

	value_set_bool(data, "has_works", form->works_count > 0);
	for (size_t i = 0; i < form->works_count; i++)
		value_set_text(value_add_object(works), "text", form->works[i].text);
}

static void add_point(struct value *points, const struct page_frame *frame,
		      point_ref point)
{
	struct value *item = value_add_object(points);
	struct value *photos = value_set_list(item, "photos");
	STRBUF_AUTO measured = strbuf_new(PAGE_TEXT_MAX);

	report_measures(point, frame->tongue, REPORT_WITH_LAST_TIME, &measured);
	page_set_mark(item, point->status, point->prefilled);
	value_set_text(item, "status", report_status_word(frame->tongue, point->status));
	value_set_text(item, "text", point->text);
	value_set_bool(item, "prefilled", point->prefilled);
	value_set_text(item, "measured", measured.text);
	value_set_text(item, "note", point->note ? point->note : "");
	for (size_t i = 0; i < point->photos_count; i++) {
		struct value *photo = value_add_object(photos);
		const char *caption = point->photos[i].caption;

		value_set_text(photo, "sha256", point->photos[i].sha256);
		value_set_text(photo, "alt", caption && *caption ? caption : point->text);
	}
}

/* "12 in orde, 1 advies" */
static void set_counts(struct value *section, const struct page_frame *frame,
		       const int counts[WIRE_POINT_STATUS_NOT_CHECKED + 1])
{
	static const enum wire_point_status ORDER[] = {
		WIRE_POINT_STATUS_NECESSARY,   WIRE_POINT_STATUS_ADVICE,
		WIRE_POINT_STATUS_OK,          WIRE_POINT_STATUS_NOT_APPLICABLE,
		WIRE_POINT_STATUS_NOT_CHECKED,
	};
	STRBUF_AUTO out = strbuf_new(400);

	for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
		if (counts[ORDER[i]] > 0)
			strbuf_addf(&out, "%s%d\xc3\x97 %s", out.len ? ", " : "",
				    counts[ORDER[i]],
				    report_status_word(frame->tongue, ORDER[i]));
	}
	value_set_text(section, "counts", out.text);
}

static void set_sections(struct value *data, const struct page_frame *frame,
			 const struct inspection_version_state_form *form)
{
	struct value *sections = value_set_list(data, "sections");
	size_t at = 0;

	while (at < form->points_count) {
		const char *group = form->points[at].group;
		struct value *section = value_add_object(sections);
		struct value *points = value_set_list(section, "points");
		int counts[WIRE_POINT_STATUS_NOT_CHECKED + 1] = { 0 };

		value_set_text(section, "name", group);
		while (at < form->points_count &&
		       strcmp(form->points[at].group, group) == 0) {
			counts[form->points[at].status]++;
			add_point(points, frame, &form->points[at++]);
		}
		set_counts(section, frame, counts);
	}
}

static void set_head(struct value *data, const struct page_frame *frame,
		     const struct page_report *report)
{
	const struct inspection_version_state_form *form = &report->version->form;
	STRBUF_AUTO summary = strbuf_new(400);
	STRBUF_AUTO inspected = strbuf_new(600);
	char text[READABLE_TEXT];

	report_summary(form, frame->tongue, &summary);
	value_set_text(data, "summary", summary.text);
	page_set_car(data, form);
	strbuf_addf(
		&inspected, "%s" DOT "%s" DOT "%s %" PRId64,
		readable_date(readable_day(form->inspection_date), frame->tongue, text),
		form->inspector, report_word(frame->tongue, WORD_VERSION),
		report->version->number);
	value_set_text(data, "inspected", inspected.text);
	value_set_bool(data, "prices_open", form->prices_open);
	page_set(data, "remarks", form->remarks);
}

/* The day until all open prices hold, when it is the same for each. */
static void set_valid_until(struct value *data, const struct page_frame *frame,
			    const struct inspection_version_state_form *form)
{
	const char *day = form->advices_count ? form->advices[0].valid_until : NULL;
	char text[READABLE_TEXT];

	for (size_t i = 1; day && i < form->advices_count; i++) {
		const char *other = form->advices[i].valid_until;

		day = other && strcmp(other, day) == 0 ? day : NULL;
	}
	if (day)
		value_set_text(data, "valid_until",
			       readable_date(readable_day(day), frame->tongue, text));
}

static void set_totals(struct value *data, const struct page_frame *frame,
		       const struct page_report *report)
{
	const struct inspection_version_state_form *form = &report->version->form;
	STRBUF_AUTO follows = strbuf_new(200);
	STRBUF_AUTO confirmed = strbuf_new(200);
	char text[READABLE_TEXT];

	snprintf(text, sizeof(text), "%" PRId64, report->version->number);
	value_set_text(data, "number", text);
	value_set_text(data, "total",
		       readable_money(form->total_cents, frame->tongue, text));
	if (form->follows_count > 0) {
		report_fill_counts(report_word(frame->tongue, WORD_PLUS_FOLLOWS),
				   form->follows_count, 0, &follows);
		value_set_text(data, "follows", follows.text);
	}
	report_fill_counts(report_word(frame->tongue, WORD_CONFIRMED),
			   form->checked_total, form->points_total, &confirmed);
	value_set_text(data, "confirmed", confirmed.text);
	set_valid_until(data, frame, form);
}

/* The lines an error is about: those that changed, else all that can be answered. */
static void set_problems(struct value *data, const struct page_report *report)
{
	const struct inspection_version_state_form *form = &report->version->form;
	struct value *problems = value_set_list(data, "problems");

	for (size_t i = 0; i < form->advices_count; i++) {
		const struct wire_advice_line *line = &form->advices[i];
		bool about = report->read ? page_line_changed(line, report->read)
					  : !line->executed;

		if (!about)
			continue;
		struct value *item = value_add_object(problems);

		value_set_text(item, "id", line->advice_id);
		value_set_text(item, "text", line->text);
	}
}

static void set_booking(struct value *data, const struct page_frame *frame,
			const struct page_booking *booking)
{
	const struct appointment_state *booked = booking->booked;
	char text[READABLE_TEXT];

	if (booked)
		value_set_text(data, "booked",
			       readable_slot(readable_day(booked->date), booked->time,
					     frame->tongue, text));
	value_set_bool(data, "can_book", !booked);
	value_set_text(data, "key", booking->key);
	value_set_bool(data, "open_booking", booking->open);
	value_set_text(data, "near_title", page_word(frame->tongue, "visit_first"));
	page_set_slots(data, frame->tongue, booking->slots);
}

/* Prices of all lines together, and the paper that has them, are not for everybody. */
static void set_reader(struct value *data, const struct page_reader *reader)
{
	bool hides = reader && (reader->before || reader->drives);

	value_set_bool(data, "by_link", !reader);
	value_set_bool(data, "before", reader && reader->before);
	value_set_bool(data, "prices", !hides);
	if (hides)
		value_set_text(data, "total", "");
}

int page_report_write(const struct page_frame *frame, const struct page_report *report,
		      struct strbuf *out, struct err *err)
{
	const struct inspection_version_state_form *form = &report->version->form;
	const char *email = form->customer ? form->customer->email : NULL;
	AUTO(value) *data = page_begin(frame, report_word(frame->tongue, WORD_TITLE));

	set_head(data, frame, report);
	set_shown(data, frame, form);
	page_set_advices(data, frame, report);
	set_totals(data, frame, report);
	set_works(data, form);
	set_sections(data, frame, form);
	/* With a text for the garage it is about the appointment. */
	if (frame->problem && !report->complaint)
		set_problems(data, report);
	value_set_bool(data, "has_email", email && *email && !report->reader);
	set_reader(data, report->reader);
	page_set(data, "complaint", report->complaint);
	page_set(data, "typed_days", report->days);
	if (report->booking)
		set_booking(data, frame, report->booking);
	else
		value_set_bool(data, "can_wish", !report->reader);
	if (report->form->wish)
		value_set_text(data, "wish", page_word(frame->tongue, "wish_kept"));
	return page_templates_fill(frame->templates, "report", data, out, err);
}
