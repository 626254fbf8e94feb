/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an appointment is for, what one does meanwhile and a remark stand above the slots:
 * pressing a slot is the last thing one does.
 */
#include "gateway/pages/book_page.h"

#include <stdio.h>
#include <string.h>

#include "gateway/pages/offer_page.h"
#include "gateway/pages/parts.h"

static const char *const KINDS[] = { "service", "apk",    "advice", "tyres",
				     "repair",  "recall", "other" };

void page_set_kinds(struct value *data, enum tongue tongue, const char *word)
{
	struct value *list = value_set_list(data, "kinds");
	char name[40];

	for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
		struct value *kind = value_add_object(list);
		bool chosen = strcmp(KINDS[i], word) == 0;

		snprintf(name, sizeof(name), "kind_%s", KINDS[i]);
		value_set_text(kind, "word", KINDS[i]);
		value_set_text(kind, "text", page_word(tongue, name));
		value_set_bool(kind, "chosen", chosen);
	}
}

int page_book_write(const struct page_frame *frame, const struct page_book *view,
		    struct strbuf *out, struct err *err)
{
	const struct holder_car *car = &view->facts->car;
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "car_book"));

	page_set_holder_car(data, car->plate, car->make, car->model);
	value_set_text(data, "id", car->passport.text);
	value_set_text(data, "remarks", view->remarks);
	value_set_text(data, "key", view->key);
	page_set_kinds(data, frame->tongue, view->remarks[0] ? "repair" : "service");
	value_set_bool(data, "can_book", view->slots != NULL);
	value_set_text(data, "near_title", page_word(frame->tongue, "visit_first"));
	if (view->slots)
		page_set_slots(data, frame->tongue, view->slots);
	return page_templates_fill(frame->templates, "book", data, out, err);
}
