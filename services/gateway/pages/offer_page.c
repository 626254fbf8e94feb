/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An offer as its recipient reads it before saying yes: what comes along and what does
 * not. Who offered it may take it back. To say yes one is signed in with the address it
 * was offered to; saying no needs no more than the link.
 */
#include "gateway/pages/offer_page.h"

#include "base/instant.h"
#include "gateway/pages/parts.h"

void page_set_holder_car(struct value *data, const char *plate, const char *make,
			 const char *model)
{
	STRBUF_AUTO car = strbuf_new(700);

	strbuf_addf(&car, "%s%s%s", make, *make && *model ? " " : "", model);
	page_set(data, "plate", plate);
	page_set(data, "car", car.text);
}

static void set_garages(struct value *data, const struct page_offer *view)
{
	struct value *garages = value_set_list(data, "garages");

	for (size_t i = 0; i < view->garages_count; i++) {
		struct value *item = value_add_object(garages);

		value_set_text(item, "code", view->garages[i].dealer);
		value_set_text(item, "name", view->garages[i].name);
	}
	value_set_bool(data, "has_garages", view->garages_count > 0);
}

int page_offer_write(const struct page_frame *frame, const struct page_offer *view,
		     struct strbuf *out, struct err *err)
{
	const struct holder_offer *offer = view->offer;
	const char *title = offer->mine ? "offer_title" : "offer_given_title";
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, title));
	char at[INSTANT_TEXT];
	char day[READABLE_TEXT];

	page_set_holder_car(data, offer->plate, offer->make, offer->model);
	value_set_text(data, "id", offer->transfer.text);
	page_set(data, "fleet", offer->fleet);
	page_set(data, "email", offer->email);
	value_set_bool(data, "to_owner", offer->to_owner);
	value_set_bool(data, "pending", offer->pending);
	value_set_bool(data, "mine", offer->mine);
	value_set_bool(data, "known", view->known);
	value_set_text(data, "ends",
		       readable_date(readable_day(instant_format(offer->expires_at, at)),
				     frame->tongue, day));
	set_garages(data, view);
	return page_templates_fill(frame->templates, "offer", data, out, err);
}
