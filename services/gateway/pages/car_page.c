/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car as its holder wants to know it: how it stands in words, what to decide, when to
 * come, what it may cost, what was done. What happened before one's own days is shown
 * without prices.
 */
#include "gateway/pages/car_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "gateway/pages/offer_page.h"
#include "gateway/pages/parts.h"
#include "gateway/pages/register_page.h"

#define WORD_TEXT     40
#define APK_SOON_DAYS 60

static void set_date(struct value *data, const char *name, struct civil_date date,
		     enum tongue tongue)
{
	char text[READABLE_TEXT];

	page_set(data, name, readable_date(date, tongue, text));
}

static void set_car(struct value *item, const struct holder_car *car)
{
	page_set_holder_car(item, car->plate, car->make, car->model);
	value_set_text(item, "id", car->passport.text);
	value_set_text(item, "fleet", car->fleet);
	value_set_bool(item, "invited",
		       strcmp(car->status, "invited") == 0 ||
			       strcmp(car->status, "created") == 0);
	value_set_bool(item, "pending", strcmp(car->status, "transfer_pending") == 0);
}

int page_cars_write(const struct page_frame *frame, const struct page_cars *view,
		    struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "cars_title"));
	struct value *cars = value_set_list(data, "cars");
	struct value *offers = value_set_list(data, "offers");

	for (size_t i = 0; i < view->cars_count; i++)
		set_car(value_add_object(cars), &view->cars[i]);
	for (size_t i = 0; i < view->offers_count; i++) {
		const struct holder_offer *offer = &view->offers[i];
		struct value *item = value_add_object(offers);

		page_set_holder_car(item, offer->plate, offer->make, offer->model);
		value_set_text(item, "id", offer->transfer.text);
		value_set_bool(item, "mine", offer->mine);
	}
	value_set_bool(data, "none", view->cars_count == 0);
	return page_templates_fill(frame->templates, "cars", data, out, err);
}

static const struct inspection_state_answer *
find_answer(const struct inspection_state *form, const char *advice_id)
{
	for (size_t i = 0; i < form->answers_count; i++) {
		if (strcmp(form->answers[i].advice_id, advice_id) == 0 &&
		    form->answers[i].voided == INSPECTION_STATE_ANSWER_VOIDED_NONE)
			return &form->answers[i];
	}
	return NULL;
}

static bool is_open(const struct inspection_state *form,
		    const struct wire_advice_line *line)
{
	const struct inspection_state_answer *answer = find_answer(form, line->advice_id);

	return !line->executed && (!answer || answer->answer == WIRE_LINE_ANSWER_LATER ||
				   answer->answer == WIRE_LINE_ANSWER_CALL);
}

size_t page_car_open(const struct inspection_state *form)
{
	size_t count = 0;

	for (size_t i = 0; form && i < form->advices_count; i++)
		count += is_open(form, &form->advices[i]);
	return count;
}

static size_t count_needed(const struct page_car_view *view)
{
	size_t count = 0;

	for (size_t k = 0; k < view->garages_count; k++) {
		const struct inspection_state *form = view->garages[k].newest;

		for (size_t i = 0; form && i < form->advices_count; i++)
			count += form->advices[i].severity ==
					 WIRE_ADVICE_SEVERITY_NECESSARY &&
				 is_open(form, &form->advices[i]);
	}
	return count;
}

static bool apk_is_over(const struct page_car_view *view)
{
	struct civil_date apk = view->register_facts->apk_expiry;

	return civil_is_set(apk) && civil_compare(apk, view->today) < 0;
}

static bool apk_is_soon(const struct page_car_view *view)
{
	struct civil_date apk = view->register_facts->apk_expiry;

	return civil_is_set(apk) && !apk_is_over(view) &&
	       civil_days_between(view->today, apk) < APK_SOON_DAYS;
}

static bool is_recalled(const struct page_car_view *view)
{
	const struct register_state *state = view->register_facts->state;

	return state && state->recalls_count > 0;
}

/* The most pressing thing in one sentence. */
static const char *status_name(const struct page_car_view *view, size_t open)
{
	if (apk_is_over(view))
		return "car_apk_over";
	if (count_needed(view) > 0)
		return "car_needs";
	if (is_recalled(view))
		return "car_recalled";
	if (open == 1)
		return "car_one_point";
	return open > 0 ? "car_points" : "car_fine";
}

static void set_status(struct value *data, const struct page_frame *frame,
		       const struct page_car_view *view)
{
	size_t open = 0;

	for (size_t i = 0; i < view->garages_count; i++)
		open += page_car_open(view->garages[i].newest);
	const char *name = status_name(view, open);
	STRBUF_AUTO text = strbuf_new(400);

	if (strcmp(name, "car_points") == 0)
		strbuf_addf(&text, "%s %zu %s", page_word(frame->tongue, "car_points"),
			    open, page_word(frame->tongue, "car_points_after"));
	else
		strbuf_add(&text, page_word(frame->tongue, name));
	value_set_text(data, "status", text.text);
	value_set_bool(data, "fine", strcmp(name, "car_fine") == 0);
	value_set_bool(data, "bad",
		       strcmp(name, "car_apk_over") == 0 ||
			       strcmp(name, "car_needs") == 0);
	set_date(data, "apk", view->register_facts->apk_expiry, frame->tongue);
	value_set_bool(data, "apk_over", apk_is_over(view));
	value_set_bool(data, "apk_soon", apk_is_soon(view));
	page_register_set(data, frame, view->register_facts->state);
}

/* Made of the car as theirs; a moment that cannot be read is nobody's. */
static bool is_own(const struct page_car_garage *garage,
		   const struct inspection_state *form)
{
	struct err unread = { ERR_NONE };
	struct instant opened = NO_INSTANT;

	return instant_parse(form->opened_on, &opened, &unread) == 0 &&
	       own_days_hold_at(garage->own, readable_day(form->inspection_date), opened);
}

/* What to decide, each with its price: an open advice is for whoever drives the car. */
static void add_advices(struct value *list, const struct page_frame *frame,
			const struct page_car_garage *garage)
{
	const struct inspection_state *form = garage->newest;
	bool own = form && is_own(garage, form);

	for (size_t i = 0; form && i < form->advices_count; i++) {
		const struct wire_advice_line *line = &form->advices[i];
		bool needed = line->severity == WIRE_ADVICE_SEVERITY_NECESSARY;
		STRBUF_AUTO price = strbuf_new(100);

		if (!is_open(form, line))
			continue;
		struct value *item = value_add_object(list);

		if (own)
			report_price(line, frame->tongue, &price);
		value_set_text(item, "text", line->text);
		value_set_text(item, "price", price.text);
		value_set_text(item, "report", form->inspection_id);
		page_set_mark(item,
			      needed ? WIRE_POINT_STATUS_NECESSARY
				     : WIRE_POINT_STATUS_ADVICE,
			      false);
	}
}

static void set_next(struct value *data, const struct page_frame *frame,
		     const struct page_car_view *view)
{
	char day[READABLE_TEXT];

	value_set_bool(data, "books", view->books);
	for (size_t i = 0; i < view->garages_count; i++) {
		const struct page_car_garage *garage = &view->garages[i];
		STRBUF_AUTO text = strbuf_new(1000);

		if (!civil_is_set(garage->next.date))
			continue;
		strbuf_addf(&text, "%s %s %s, %s",
			    readable_date(garage->next.date, frame->tongue, day),
			    page_word(frame->tongue, "at_time"), garage->next.time,
			    garage->dealer->name);
		value_set_text(data, "next", text.text);
	}
}

static void add_range(struct value *item, const struct page_frame *frame,
		      const struct expected_visit *visit, bool without_vat)
{
	enum tongue tongue = frame->tongue;
	STRBUF_AUTO range = strbuf_new(200);
	STRBUF_AUTO basis = strbuf_new(400);
	char low[READABLE_TEXT];
	char high[READABLE_TEXT];
	char visits[READABLE_TEXT];

	strbuf_addf(&range, "%s %s %s", readable_money(visit->low_cents, tongue, low),
		    page_word(tongue, "to"),
		    readable_money(visit->high_cents, tongue, high));
	strbuf_addf(&basis, "%s %s %s %" PRId64 " %s",
		    page_word(tongue, without_vat ? "cost_without_vat" : "cost_with_vat"),
		    readable_number(visit->visits, tongue, visits),
		    page_word(tongue, "cost_visits"), visit->garages,
		    page_word(tongue, "cost_garages"));
	value_set_text(item, "range", range.text);
	value_set_text(item, "basis", basis.text);
}

/* A range and what it rests on, never a bare number. */
static void set_costs(struct value *data, const struct page_frame *frame,
		      const struct page_car_view *view)
{
	struct value *list = value_set_list(data, "costs");
	char name[WORD_TEXT];
	bool any = false;

	for (size_t i = 0; view->costs && i < view->costs->count; i++) {
		const struct expected_visit *visit = &view->costs->visits[i];
		struct value *item = value_add_object(list);

		snprintf(name, sizeof(name), "expected_%.20s", visit->kind);
		value_set_text(item, "kind", page_word(frame->tongue, name));
		set_date(item, "due", visit->due, frame->tongue);
		value_set_text(item, "range", "");
		if (visit->known)
			add_range(item, frame, visit, view->costs->without_vat);
		any = any || visit->known;
	}
	value_set_bool(data, "has_costs", value_first(list) != NULL);
	value_set_bool(data, "any_known", any);
	value_set_text(data, "vat_hint",
		       page_word(frame->tongue, view->costs && view->costs->without_vat
							? "car_costs_without_vat"
							: "car_costs_with_vat"));
}

/* "apk,tyres" in words; what has no word is not said. */
static void set_classes(struct value *item, enum tongue tongue, const char *codes)
{
	STRBUF_AUTO text = strbuf_new(600);
	char name[WORD_TEXT];

	while (*codes) {
		size_t len = strcspn(codes, ",");

		snprintf(name, sizeof(name), "class_%.*s", (int)(len < 30 ? len : 30),
			 codes);
		const char *word = page_word(tongue, name);

		if (*word)
			strbuf_addf(&text, "%s%s", text.len ? ", " : "", word);
		codes += len + (codes[len] == ',');
	}
	value_set_text(item, "kinds",
		       text.len ? text.text : page_word(tongue, "class_unknown"));
}

static void add_visits(struct value *list, const struct page_frame *frame,
		       const struct page_car_garage *garage)
{
	char text[READABLE_TEXT];

	for (size_t i = 0; i < garage->visits_count; i++) {
		const struct holder_visit *visit = &garage->visits[i];
		struct value *item = value_add_object(list);

		set_date(item, "date", visit->date, frame->tongue);
		value_set_text(item, "garage", garage->dealer->name);
		set_classes(item, frame->tongue, visit->classes);
		value_set_text(
			item, "km",
			visit->odometer_km > 0
				? readable_number(visit->odometer_km, frame->tongue, text)
				: "");
		value_set_text(
			item, "price",
			own_days_show_price(garage->own, visit->date)
				? readable_money(visit->net_cents, frame->tongue, text)
				: "");
	}
}

static void add_reports(struct value *list, const struct page_frame *frame,
			const struct page_car_garage *garage)
{
	for (size_t i = 0; i < garage->reports_count; i++) {
		struct value *item = value_add_object(list);

		set_date(item, "date", garage->reports[i].date, frame->tongue);
		value_set_text(item, "garage", garage->dealer->name);
		value_set_text(item, "report", garage->reports[i].inspection.text);
	}
}

static void set_garages(struct value *data, const struct page_frame *frame,
			const struct page_car_view *view)
{
	struct value *advices = value_set_list(data, "advices");
	struct value *visits = value_set_list(data, "visits");
	struct value *reports = value_set_list(data, "reports");
	struct value *garages = value_set_list(data, "garages");

	for (size_t i = 0; i < view->garages_count; i++) {
		const struct page_car_garage *garage = &view->garages[i];

		add_advices(advices, frame, garage);
		add_visits(visits, frame, garage);
		add_reports(reports, frame, garage);
		if (!garage->runs)
			continue;
		struct value *item = value_add_object(garages);

		value_set_text(item, "name", garage->dealer->name);
		value_set_text(item, "code", garage->dealer->dealer);
	}
	value_set_bool(data, "has_advices", value_first(advices) != NULL);
	value_set_bool(data, "has_visits", value_first(visits) != NULL);
	value_set_bool(data, "has_reports", value_first(reports) != NULL);
}

static void set_offer(struct value *data, const struct page_frame *frame,
		      const struct holder_facts *facts)
{
	char at[INSTANT_TEXT];

	if (!uuid_is_set(&facts->transfer))
		return;
	value_set_text(data, "offer", facts->transfer.text);
	set_date(data, "offer_ends",
		 readable_day(instant_format(facts->transfer_ends, at)), frame->tongue);
}

int page_car_write(const struct page_frame *frame, const struct page_car_view *view,
		   struct strbuf *out, struct err *err)
{
	const struct holder_car *car = &view->facts->car;
	bool owns = strcmp(car->role, "owner") == 0;
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "car_title"));

	set_car(data, car);
	set_status(data, frame, view);
	set_garages(data, frame, view);
	page_messages_set(data, frame, view);
	set_next(data, frame, view);
	set_costs(data, frame, view);
	set_offer(data, frame, view->facts);
	value_set_bool(data, "owns", owns);
	value_set_bool(data, "can_transfer",
		       owns && !car->fleet[0] && strcmp(car->status, "active") == 0);
	return page_templates_fill(frame->templates, "car", data, out, err);
}
