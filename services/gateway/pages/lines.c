/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Advices as a customer decides on them: what is needed first, each with what it is for,
 * its price, what waiting means, and what was answered before.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/pages/parts.h"

typedef const struct inspection_version_state_form_point *point_ref;

const struct wire_advice_line *page_find_line(const struct inspection_version_state *in,
					      const char *advice_id)
{
	for (size_t i = 0; i < in->form.advices_count; i++) {
		if (strcmp(in->form.advices[i].advice_id, advice_id) == 0)
			return &in->form.advices[i];
	}
	return NULL;
}

static bool is_dearer(const struct wire_advice_line *now,
		      const struct wire_advice_line *before)
{
	int64_t cents = now->has_line_cents ? now->line_cents : 0;

	return !before->has_line_cents ? now->has_line_cents : cents > before->line_cents;
}

bool page_line_changed(const struct wire_advice_line *now,
		       const struct inspection_version_state *read)
{
	const struct wire_advice_line *before =
		read ? page_find_line(read, now->advice_id) : now;

	return !before || is_dearer(now, before) ||
	       now->price_kind != before->price_kind ||
	       strcmp(now->text, before->text) != 0 ||
	       strcmp(now->quantity, before->quantity) != 0;
}

static void set_changed(struct value *item, const struct page_frame *frame,
			const struct wire_advice_line *now,
			const struct wire_advice_line *before)
{
	const char *pattern = page_word(frame->tongue, "price_rose");
	STRBUF_AUTO was = strbuf_new(100);
	STRBUF_AUTO is = strbuf_new(100);
	STRBUF_AUTO out = strbuf_new(400);
	const struct strbuf *prices[] = { &was, &is };
	size_t next = 0;

	if (!before || !is_dearer(now, before)) {
		value_set_text(item, "changed", page_word(frame->tongue, "text_changed"));
		return;
	}
	report_price(before, frame->tongue, &was);
	report_price(now, frame->tongue, &is);
	while (*pattern) {
		bool here = strncmp(pattern, "%s", 2) == 0 && next < COUNT_OF(prices);

		if (here)
			strbuf_add(&out, prices[next++]->text);
		else
			strbuf_add_char(&out, *pattern);
		pattern += here ? 2 : 1;
	}
	value_set_text(item, "changed", out.text);
}

static const struct inspection_state_answer *
find_answer(const struct inspection_state *form, const char *advice_id)
{
	for (size_t i = 0; i < form->answers_count; i++) {
		if (strcmp(form->answers[i].advice_id, advice_id) == 0)
			return &form->answers[i];
	}
	return NULL;
}

static const char *answer_word(enum tongue tongue, enum wire_line_answer answer)
{
	static const char *const NAMES[] = {
		[WIRE_LINE_ANSWER_NONE] = "",
		[WIRE_LINE_ANSWER_APPROVE] = "approve",
		[WIRE_LINE_ANSWER_LATER] = "later",
		[WIRE_LINE_ANSWER_DECLINE] = "decline",
		[WIRE_LINE_ANSWER_CALL] = "call_me",
	};

	return page_word(tongue, NAMES[answer]);
}

static void set_checked(struct value *item, enum wire_line_answer answer)
{
	value_set_bool(item, "is_approve", answer == WIRE_LINE_ANSWER_APPROVE);
	value_set_bool(item, "is_later", answer == WIRE_LINE_ANSWER_LATER);
	value_set_bool(item, "is_call", answer == WIRE_LINE_ANSWER_CALL);
}

/* What was answered before; a voided approval asks again and says why. */
static void set_answered(struct value *item, const struct page_frame *frame,
			 const struct page_report *report,
			 const struct wire_advice_line *line)
{
	const struct inspection_state_answer *answer =
		find_answer(report->form, line->advice_id);
	STRBUF_AUTO text = strbuf_new(200);
	char day[READABLE_TEXT];

	if (!answer)
		return;
	if (answer->voided != INSPECTION_STATE_ANSWER_VOIDED_NONE) {
		struct wire_advice_line before = *line;

		before.line_cents = answer->price_cents;
		before.has_line_cents = answer->has_price_cents;
		if (answer->voided == INSPECTION_STATE_ANSWER_VOIDED_PRICE_RISE)
			set_changed(item, frame, line, &before);
		else
			value_set_text(item, "changed",
				       page_word(frame->tongue, "voided"));
		return;
	}
	strbuf_addf(&text, "%s %s (%s)", page_word(frame->tongue, "you_said"),
		    answer_word(frame->tongue, answer->answer),
		    readable_date(readable_day(answer->at), frame->tongue, day));
	value_set_text(item, "answered", text.text);
	if (!report->choices)
		set_checked(item, answer->answer);
}

static void set_choice(struct value *item, const struct page_report *report,
		       const struct wire_advice_line *line, bool changed)
{
	for (size_t i = 0; report->choices && i < report->choices->count; i++) {
		const struct page_choice *choice = &report->choices->items[i];

		if (strcmp(choice->advice_id, line->advice_id) != 0)
			continue;
		if (!changed)
			set_checked(item, choice->answer);
		page_set(item, "reason", choice->reason);
	}
}

static point_ref find_point(const struct page_report *report, const char *point_id)
{
	const struct inspection_version_state_form *form = &report->version->form;

	for (size_t i = 0; point_id && i < form->points_count; i++) {
		if (strcmp(form->points[i].point_id, point_id) == 0)
			return &form->points[i];
	}
	return NULL;
}

static void set_point(struct value *item, point_ref point)
{
	struct value *photos = value_set_list(item, "photos");

	if (!point)
		return;
	page_set(item, "meaning", point->meaning);
	page_set(item, "note", point->note);
	for (size_t i = 0; i < point->photos_count; i++) {
		struct value *photo = value_add_object(photos);
		const char *caption = point->photos[i].caption;

		value_set_text(photo, "sha256", point->photos[i].sha256);
		value_set_text(photo, "alt", caption && *caption ? caption : point->text);
	}
}

static void set_reader(struct value *item, const struct page_reader *reader,
		       const struct wire_advice_line *line, const char *price)
{
	bool hides = reader && (reader->before || (reader->drives && line->executed));
	bool too_dear = reader && reader->limit_cents >= 0 &&
			line->line_cents > reader->limit_cents;

	value_set_text(item, "price", hides ? "" : price);
	value_set_bool(item, "closed", reader && reader->before);
	value_set_bool(item, "too_dear", too_dear);
}

static void add_advice(struct value *advices, const struct page_frame *frame,
		       const struct page_report *report,
		       const struct wire_advice_line *line)
{
	struct value *item = value_add_object(advices);
	STRBUF_AUTO price = strbuf_new(100);
	char quantity[READABLE_TEXT];
	bool needed = line->severity == WIRE_ADVICE_SEVERITY_NECESSARY;
	bool changed = page_line_changed(line, report->read);

	report_price(line, frame->tongue, &price);
	value_set_text(item, "id", line->advice_id);
	value_set_text(item, "text", line->text);
	page_set_mark(item,
		      needed ? WIRE_POINT_STATUS_NECESSARY : WIRE_POINT_STATUS_ADVICE,
		      false);
	value_set_text(item, "severity",
		       report_severity_word(frame->tongue, line->severity));
	value_set_text(item, "when", report_urgency_word(frame->tongue, line->urgency));
	if (strcmp(line->quantity, "1") != 0)
		value_set_text(item, "quantity",
			       readable_decimal(line->quantity, frame->tongue, quantity));
	set_reader(item, report->reader, line, price.text);
	/* Names of an outer level show through: an empty text hides them. */
	value_set_text(item, "waiting", line->waiting ? line->waiting : "");
	value_set_bool(item, "executed", line->executed);
	value_set_text(item, "reason", "");
	set_point(item, find_point(report, line->point_id));
	set_answered(item, frame, report, line);
	if (changed)
		set_changed(item, frame, line,
			    page_find_line(report->read, line->advice_id));
	set_choice(item, report, line, changed);
}

static void add_group(struct value *groups, const struct page_frame *frame,
		      const struct page_report *report,
		      enum wire_advice_severity severity)
{
	const struct inspection_version_state_form *form = &report->version->form;
	bool needed = severity == WIRE_ADVICE_SEVERITY_NECESSARY;
	struct value *advices = NULL;

	for (size_t i = 0; i < form->advices_count; i++) {
		if (form->advices[i].severity != severity)
			continue;
		if (!advices) {
			struct value *group = value_add_object(groups);

			value_set_text(group, "heading",
				       page_word(frame->tongue, needed ? "group_necessary"
								       : "group_advice"));
			advices = value_set_list(group, "advices");
		}
		add_advice(advices, frame, report, &form->advices[i]);
	}
}

static bool can_answer(const struct page_report *report)
{
	const struct inspection_version_state_form *form = &report->version->form;

	for (size_t i = 0; i < form->advices_count; i++) {
		if (!form->advices[i].executed)
			return !report->reader || !report->reader->before;
	}
	return false;
}

void page_set_advices(struct value *data, const struct page_frame *frame,
		      const struct page_report *report)
{
	struct value *groups = value_set_list(data, "groups");

	value_set_bool(data, "has_advices", report->version->form.advices_count > 0);
	value_set_bool(data, "can_answer", can_answer(report));
	add_group(groups, frame, report, WIRE_ADVICE_SEVERITY_NECESSARY);
	add_group(groups, frame, report, WIRE_ADVICE_SEVERITY_ADVICE);
}

static void add_checked_line(struct value *lines, const struct page_frame *frame,
			     const struct wire_advice_line *line,
			     const struct page_choice *choice)
{
	struct value *item = value_add_object(lines);
	STRBUF_AUTO price = strbuf_new(100);

	report_price(line, frame->tongue, &price);
	value_set_text(item, "id", choice->advice_id);
	value_set_text(item, "text", line->text);
	value_set_text(item, "answer", answer_word(frame->tongue, choice->answer));
	value_set_text(item, "value", wire_line_answer_word(choice->answer));
	value_set_text(item, "reason", choice->reason);
	value_set_text(item, "price",
		       choice->answer == WIRE_LINE_ANSWER_APPROVE ? price.text : "");
}

int page_check_write(const struct page_frame *frame, const struct page_report *report,
		     const char *key, struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "check_title"));
	struct value *lines = value_set_list(data, "lines");
	STRBUF_AUTO plus = strbuf_new(200);
	char text[READABLE_TEXT];
	int64_t total = 0;
	int follows = 0;

	for (size_t i = 0; i < report->choices->count; i++) {
		const struct page_choice *choice = &report->choices->items[i];
		const struct wire_advice_line *line =
			page_find_line(report->version, choice->advice_id);

		if (!line)
			continue;
		add_checked_line(lines, frame, line, choice);
		if (choice->answer != WIRE_LINE_ANSWER_APPROVE)
			continue;
		total += line->has_line_cents ? line->line_cents : 0;
		follows += !line->has_line_cents;
	}
	page_set_car(data, &report->version->form);
	value_set_text(data, "key", key);
	snprintf(text, sizeof(text), "%lld", (long long)report->version->number);
	value_set_text(data, "number", text);
	value_set_text(data, "total", readable_money(total, frame->tongue, text));
	if (follows > 0) {
		report_fill_counts(report_word(frame->tongue, WORD_PLUS_FOLLOWS), follows,
				   0, &plus);
		value_set_text(data, "follows", plus.text);
	}
	return page_templates_fill(frame->templates, "check", data, out, err);
}
