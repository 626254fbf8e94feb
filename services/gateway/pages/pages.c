/* SPDX-License-Identifier: Apache-2.0 */
/* The frame around every page, and the pages that are only words. */
#include "gateway/pages/pages.h"

#include <stdio.h>
#include <string.h>

#include "gateway/pages/parts.h"

void page_set(struct value *object, const char *name, const char *text)
{
	if (text && *text)
		value_set_text(object, name, text);
}

static bool is_colour(const char *text)
{
	return text && strlen(text) == 7 && text[0] == '#' &&
	       strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

/* What a telephone dials: digits and a leading plus. */
static void set_phone(struct value *garage, const char *phone)
{
	STRBUF_AUTO link = strbuf_new(60);

	for (const char *c = phone ? phone : ""; *c; c++) {
		if ((*c >= '0' && *c <= '9') || (*c == '+' && link.len == 0))
			strbuf_add_char(&link, *c);
	}
	page_set(garage, "phone", phone);
	page_set(garage, "phone_link", link.text);
}

static void set_garage(struct value *data, const struct dealer_state *dealer)
{
	struct value *garage = value_set_object(data, "garage");

	if (!dealer)
		return;
	page_set(garage, "name", dealer->name);
	page_set(garage, "brand", dealer->brand);
	page_set(garage, "street", dealer->street);
	page_set(garage, "postcode", dealer->postcode);
	page_set(garage, "city", dealer->city);
	set_phone(garage, dealer->phone);
	if (dealer->logo) {
		page_set(garage, "code", dealer->dealer);
		page_set(garage, "logo", dealer->logo);
	}
	if (is_colour(dealer->brand_colour))
		value_set_text(data, "brand", dealer->brand_colour + 1);
}

static void set_base(struct value *data, const struct page_frame *frame)
{
	STRBUF_AUTO base = strbuf_new(300);

	if (!frame->base && frame->token)
		strbuf_addf(&base, "/m/%s", frame->token);
	value_set_text(data, "base", frame->base ? frame->base : base.text);
	value_set_text(data, "home", frame->home);
}

struct value *page_begin(const struct page_frame *frame, const char *title)
{
	struct value *data = value_new_object();

	value_set_text(data, "language", frame->tongue == TONGUE_EN ? "en" : "nl");
	value_set_text(data, "title", title);
	value_set_text(data, "token", frame->token);
	set_base(data, frame);
	if (frame->said)
		page_set(data, "said", page_word(frame->tongue, frame->said));
	if (frame->problem)
		page_set(data, "problem", page_word(frame->tongue, frame->problem));
	value_set_bool(data, "signed_in", frame->signed_in);
	page_words_set(data, frame->tongue);
	set_garage(data, frame->dealer);
	return data;
}

void page_set_mark(struct value *object, enum wire_point_status status, bool prefilled)
{
	char name[40];

	if (prefilled && status == WIRE_POINT_STATUS_OK)
		snprintf(name, sizeof(name), "is_hollow");
	else
		snprintf(name, sizeof(name), "is_%.30s", wire_point_status_word(status));
	value_set_bool(object, name, true);
}

void page_set_car(struct value *data, const struct inspection_version_state_form *form)
{
	const struct inspection_version_state_form_vehicle *vehicle = form->vehicle;
	STRBUF_AUTO car = strbuf_new(400);

	if (!vehicle)
		return;
	page_set(data, "plate",
		 vehicle->plate_formatted && *vehicle->plate_formatted
			 ? vehicle->plate_formatted
			 : vehicle->plate);
	strbuf_addf(&car, "%s %s", vehicle->make ? vehicle->make : "",
		    vehicle->model ? vehicle->model : "");
	page_set(data, "car", car.text);
}

int page_message_write(const struct page_frame *frame, enum page_message message,
		       struct strbuf *out, struct err *err)
{
	static const char *const NAMES[][2] = {
		[PAGE_NO_LINK] = { "no_link_title", "no_link" },
		[PAGE_LATER] = { "later_title", "try_later" },
		[PAGE_NOT_SAVED] = { "not_saved_title", "not_saved" },
		[PAGE_REFUSED] = { "refused_title", "refused" },
		[PAGE_NOT_KEPT] = { "not_kept_title", "not_kept" },
	};
	AUTO(value) *data =
		page_begin(frame, page_word(frame->tongue, NAMES[message][0]));

	value_set_text(data, "text", page_word(frame->tongue, NAMES[message][1]));
	value_set_bool(data, "back", message == PAGE_REFUSED || message == PAGE_LATER);
	return page_templates_fill(frame->templates, "message", data, out, err);
}

int page_register_write(const struct page_frame *frame,
			const struct registration_state *registration,
			const struct page_car *car, struct strbuf *out, struct err *err)
{
	bool open = registration->status == REGISTRATION_STATE_STATUS_INVITED;
	bool too_long = frame->problem && strcmp(frame->problem, "text_too_long") == 0;
	STRBUF_AUTO name = strbuf_new(300);
	AUTO(value) *data =
		page_begin(frame, page_word(frame->tongue, open ? "register_title"
								: "registered_title"));

	strbuf_addf(&name, "%s %s", car->make, car->model);
	page_set(data, "plate", car->plate);
	page_set(data, "car", name.text);
	value_set_bool(data, "can_activate", open);
	page_set(data, "email", car->email);
	page_set(data, "mobile", car->mobile);
	page_set(data, "remarks", car->remarks);
	page_set(data, "problem_at", too_long ? "remarks" : "email");
	return page_templates_fill(frame->templates, "register", data, out, err);
}
