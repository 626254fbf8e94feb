/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked is little: a car, a name, an address. Remarks and telephone may stay
 * empty, and reminders are another yes than the request. */
#include "gateway/pages/lead_page.h"

#include <stdio.h>

#include "base/plate.h"
#include "gateway/pages/parts.h"

#define WORD_TEXT 40

static void set_wishes(struct value *data, enum tongue tongue, enum wire_lead_wish chosen)
{
	struct value *list = value_set_list(data, "wishes");

	for (int w = WIRE_LEAD_WISH_APK; w <= WIRE_LEAD_WISH_QUESTION; w++) {
		struct value *item = value_add_object(list);
		const char *word = wire_lead_wish_word((enum wire_lead_wish)w);
		char name[WORD_TEXT];

		snprintf(name, sizeof(name), "lead_wish_%s", word);
		value_set_text(item, "value", word);
		value_set_text(item, "text", page_word(tongue, name));
		value_set_bool(item, "chosen", w == (int)chosen);
	}
}

static void set_form(struct value *data, const struct page_frame *frame,
		     const struct page_lead_form *form)
{
	value_set_text(data, "action", form->action);
	page_set(data, "plate", form->plate);
	page_set(data, "name", form->name);
	page_set(data, "email", form->email);
	page_set(data, "phone", form->phone);
	page_set(data, "postcode", form->postcode);
	page_set(data, "remark", form->remark);
	page_set(data, "from", form->from);
	value_set_bool(data, "reminders", form->reminders);
	set_wishes(data, frame->tongue, form->wish);
}

int page_lead_form_write(const struct page_frame *frame,
			 const struct page_lead_form *form, struct strbuf *out,
			 struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "lead_title"));

	set_form(data, frame, form);
	return page_templates_fill(frame->templates, "lead", data, out, err);
}

int page_garages_write(const struct page_frame *frame, const struct page_lead_form *form,
		       const struct page_garage *garages, size_t count,
		       struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "garages_title"));
	struct value *list = value_set_list(data, "garages");
	bool asked = form->postcode && form->postcode[0];

	set_form(data, frame, form);
	value_set_bool(data, "asked", asked);
	value_set_bool(data, "none", asked && count == 0);
	value_set_bool(data, "found", asked && count > 0);
	for (size_t i = 0; i < count; i++) {
		struct value *item = value_add_object(list);

		value_set_text(item, "code", garages[i].code);
		value_set_text(item, "name", garages[i].name);
		page_set(item, "street", garages[i].street);
		page_set(item, "place", garages[i].city);
		value_set_bool(item, "chosen", garages[i].chosen);
	}
	return page_templates_fill(frame->templates, "garages", data, out, err);
}

static void set_place(struct value *item, const struct page_frame *frame,
		      const struct page_lead_place *place)
{
	char name[WORD_TEXT];

	value_set_text(item, "name", place->garage);
	page_set(item, "phone", place->phone);
	if (!place->status)
		return;
	snprintf(name, sizeof(name), "lead_status_%s",
		 place->status[0] ? place->status : "gone");
	value_set_text(item, "status", page_word(frame->tongue, name));
}

int page_lead_write(const struct page_frame *frame, const struct page_lead *view,
		    struct strbuf *out, struct err *err)
{
	const char *title = view->plate ? "lead_check_title" : "lead_own_title";
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, title));
	struct value *list = value_set_list(data, "places");
	char wish[WORD_TEXT];

	value_set_bool(data, "waits", view->plate != NULL);
	if (view->plate)
		value_set_text(data, "plate", plate_read(view->plate).formatted);
	value_set_bool(data, "reminders", view->reminders);
	if (view->plate) {
		snprintf(wish, sizeof(wish), "lead_wish_%s",
			 wire_lead_wish_word(view->wish));
		value_set_text(data, "wish", page_word(frame->tongue, wish));
	}
	for (size_t i = 0; i < view->count; i++)
		set_place(value_add_object(list), frame, &view->places[i]);
	return page_templates_fill(frame->templates, "lead_own", data, out, err);
}
