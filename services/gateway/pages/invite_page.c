/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which car, what for, and the slots: pressing one is the last thing one does. What is
 * known already is not asked, and not shown either: who has the link may be somebody
 * else.
 */
#include "gateway/pages/invite_page.h"

#include <string.h>

#include "gateway/pages/book_page.h"
#include "gateway/pages/offer_page.h"
#include "gateway/pages/parts.h"

static void set_booked(struct value *data, const struct page_frame *frame,
		       const struct appointment_state *booked)
{
	struct civil_date date = readable_day(booked->date);
	char text[READABLE_TEXT];

	value_set_text(data, "when",
		       readable_slot(date, booked->time, frame->tongue, text));
}

int page_invite_write(const struct page_frame *frame, const struct page_invite *view,
		      struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "visit_book"));

	page_set_holder_car(data, view->plate, view->make, view->model);
	value_set_text(data, "path", view->path);
	value_set_text(data, "disown", view->disown);
	page_set(data, "remarks", view->remarks);
	page_set(data, "email", view->email);
	value_set_bool(data, "ask_email", view->ask_email);
	page_set_kinds(data, frame->tongue, view->kind);
	page_set_others(data, view->others, view->others_count);
	value_set_text(data, "near_title", page_word(frame->tongue, "visit_first"));
	if (view->booked)
		set_booked(data, frame, view->booked);
	else if (view->slots)
		page_set_slots(data, frame->tongue, view->slots);
	value_set_bool(data, "can_book", view->slots && !view->booked);
	value_set_bool(data, "must_call", !view->slots && !view->booked);
	return page_templates_fill(frame->templates, "invite", data, out, err);
}
